//! The sources of the crate as far as the tests of its layout need them: all modules, and which
//! file names which.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::reader::{Found, Module, Reader, Segments, join};

/// All modules but those for tests, by their paths: `api::client`; the root is empty.
pub struct Source {
    pub modules: BTreeMap<String, Module>,
}

impl Source {
    /// The crate's own.
    pub fn of_the_crate() -> &'static Source {
        static SOURCE: LazyLock<Source> = LazyLock::new(Source::read_the_crate);
        &SOURCE
    }

    fn read_the_crate() -> Source {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut source = Source::read(&src, "lib.rs", "");
        // The binary is a crate of its own, on top of the library.
        let main = fs::read_to_string(src.join("main.rs")).unwrap();
        let main = Reader::new(&main.replace("cyxth::", "crate::"), "main", "main.rs").read();
        source.modules.extend(main.modules);
        source
    }

    fn read(src: &Path, file: &str, module: &str) -> Source {
        let text = fs::read_to_string(src.join(file)).unwrap_or_else(|error| {
            panic!("src/{file}: {error}");
        });
        let Found {
            mut modules,
            children,
        } = Reader::new(&text, module, file).read();
        for child in children {
            let name = child.rsplit("::").next().unwrap();
            let folder = match file {
                "lib.rs" => PathBuf::new(),
                _ => PathBuf::from(
                    file.strip_suffix("mod.rs")
                        .unwrap_or(&file[..file.len() - 3]),
                ),
            };
            let beside = folder.join(format!("{name}.rs"));
            let inside = folder.join(name).join("mod.rs");
            let found = if src.join(&beside).exists() {
                beside
            } else {
                inside
            };
            let found = found.to_str().unwrap().replace('\\', "/");
            modules.extend(Source::read(src, &found, &child).modules);
        }
        Source { modules }
    }

    /// Sources from texts: path of the module, file, text.
    pub fn of_texts(texts: &[(&str, &str)]) -> Source {
        let mut modules = BTreeMap::new();
        for (module, text) in texts {
            let file = format!("{}.rs", module.replace("::", "/"));
            modules.extend(Reader::new(text, module, &file).read().modules);
        }
        Source { modules }
    }

    /// Which files each file names, and in which line first. Names that a module re-exports lead
    /// to where they are defined.
    pub fn imports(&self) -> BTreeMap<String, BTreeMap<String, usize>> {
        let mut imports: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for module in self.modules.values() {
            let of_file = imports.entry(module.file.clone()).or_default();
            for (path, line) in &module.paths {
                let named = &self.modules[&self.home(path, 0)].file;
                if *named != module.file {
                    of_file.entry(named.clone()).or_insert(*line);
                }
            }
        }
        imports
    }

    /// The module in which that stands what a path names.
    fn home(&self, path: &[String], depth: usize) -> String {
        assert!(depth < 32, "{path:?} leads in a circle");
        let mut at = String::new();
        for (index, name) in path.iter().enumerate() {
            let child = join(&at, name);
            if self.modules.contains_key(&child) {
                at = child;
                continue;
            }
            let module = &self.modules[&at];
            let rest = &path[index + 1..];
            let onwards = |to: &Segments| self.home(&[to, rest].concat(), depth + 1);
            if module.items.contains(name) {
                return at;
            }
            if let Some(to) = module.imports.get(name) {
                return onwards(to);
            }
            let in_glob = module.globs.iter().find_map(|glob| {
                let home = self.home(glob, depth + 1);
                let module = &self.modules[&home];
                let has = module.items.contains(name) || module.imports.contains_key(name);
                has.then(|| [glob.as_slice(), &path[index..]].concat())
            });
            return in_glob.map_or(at, |path| self.home(&path, depth + 1));
        }
        at
    }
}
