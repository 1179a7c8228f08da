//! The sources of the crate as far as the tests of its layout need them: modules, the names that
//! each defines, and the paths that each says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A path from the root of the crate, without `crate`.
type Segments = Vec<String>;

/// A file of the crate, or a module written out inside one.
#[derive(Default)]
pub struct Module {
    /// Below `src`.
    pub file: String,
    /// What is defined at its top: types, functions, constants, traits, macros.
    items: BTreeSet<String>,
    /// What `use` gives another name or another place, re-exports among it.
    imports: BTreeMap<String, Segments>,
    globs: Vec<Segments>,
    /// Every path, as it is meant from the root, and its line.
    paths: Vec<(Segments, usize)>,
    /// Structs, enums, traits and aliases.
    pub types: BTreeSet<String>,
}

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

fn join(module: &str, name: &str) -> String {
    match module {
        "" => name.to_owned(),
        _ => format!("{module}::{name}"),
    }
}

/// What a file holds.
struct Found {
    modules: BTreeMap<String, Module>,
    /// The modules it declares that stand in files of their own.
    children: Vec<String>,
}

/// Reads one file.
struct Reader {
    tokens: Vec<(String, usize)>,
    at: usize,
    file: String,
    /// The module that is being read and those around it, each with the depth of braces inside.
    open: Vec<(String, usize)>,
    depth: usize,
    /// Every path as it is written, until all modules are known.
    said: Vec<(String, Segments, usize)>,
    found: Found,
}

impl Reader {
    fn new(text: &str, module: &str, file: &str) -> Reader {
        let mut reader = Reader {
            tokens: tokens(text),
            at: 0,
            file: file.to_owned(),
            open: Vec::new(),
            depth: 0,
            said: Vec::new(),
            found: Found {
                modules: BTreeMap::new(),
                children: Vec::new(),
            },
        };
        reader.enter(module.to_owned());
        reader
    }

    fn enter(&mut self, module: String) {
        let file = self.file.clone();
        self.found.modules.insert(
            module.clone(),
            Module {
                file,
                ..Module::default()
            },
        );
        self.open.push((module, self.depth));
    }

    fn module(&mut self) -> &mut Module {
        let name = &self.open.last().unwrap().0;
        self.found.modules.get_mut(name).unwrap()
    }

    fn token(&self, ahead: usize) -> &str {
        let token = self.tokens.get(self.at + ahead);
        token.map_or("", |(text, _)| text)
    }

    fn read(mut self) -> Found {
        while self.at < self.tokens.len() {
            self.step();
        }
        for (module, path, line) in std::mem::take(&mut self.said) {
            let own = &self.found.modules[&module];
            let child = join(&module, &path[0]);
            let is_child =
                self.found.modules.contains_key(&child) || self.found.children.contains(&child);
            let path = match own.imports.get(&path[0]) {
                Some(to) => [to.as_slice(), &path[1..]].concat(),
                None if is_child => [segments(&module), path].concat(),
                // Another crate's, or a type of this file.
                None => continue,
            };
            let own = self.found.modules.get_mut(&module).unwrap();
            own.paths.push((path, line));
        }
        self.found
    }

    fn step(&mut self) {
        let line = self.tokens[self.at].1;
        let is_at_the_top = self.depth == self.open.last().unwrap().1;
        match self.token(0) {
            "#" if self.is_for_tests() => self.skip_item(),
            "{" => {
                self.depth += 1;
                self.at += 1;
            }
            "}" => {
                self.depth -= 1;
                self.at += 1;
                if self.open.len() > 1 && self.depth < self.open.last().unwrap().1 {
                    self.open.pop();
                }
            }
            "mod" if is_name(self.token(1)) => {
                let path = join(&self.open.last().unwrap().0, self.token(1));
                if self.token(2) == "{" {
                    self.depth += 1;
                    self.enter(path);
                } else {
                    self.found.children.push(path);
                }
                self.at += 3;
            }
            "use" if is_name(self.token(1)) || self.token(1) == "{" => {
                self.at += 1;
                self.read_use(&[], line);
            }
            kind @ ("struct" | "enum" | "trait" | "type" | "union" | "fn" | "const" | "static")
                if is_name(self.token(1)) && !is_modifier(self.token(1)) =>
            {
                let is_type =
                    !matches!(kind, "fn" | "const" | "static") && (is_at_the_top || kind != "type");
                let name = self.token(1).to_owned();
                if is_type {
                    self.module().types.insert(name.clone());
                }
                if is_at_the_top {
                    self.module().items.insert(name);
                }
                self.at += 2;
            }
            word if is_name(word) && self.token(1) == "::" => {
                let mut path = vec![word.to_owned()];
                while self.token(1) == "::" && is_name(self.token(2)) {
                    path.push(self.token(2).to_owned());
                    self.at += 2;
                }
                self.at += 1;
                self.say(path, line);
            }
            _ => self.at += 1,
        }
    }

    /// A path outside `use`.
    fn say(&mut self, path: Segments, line: usize) {
        match self.resolve_here(&path) {
            Some(path) => self.module().paths.push((path, line)),
            None => {
                let module = self.open.last().unwrap().0.clone();
                self.said.push((module, path, line));
            }
        }
    }

    /// What `crate`, `self` and `super` mean here.
    fn resolve_here(&self, path: &[String]) -> Option<Segments> {
        let module = segments(&self.open.last().unwrap().0);
        let rest = path.iter().skip_while(|name| *name == "super");
        let ups = path.len() - rest.clone().count();
        match path[0].as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([&module, &path[1..]].concat()),
            "super" => {
                let above = &module[..module.len() - ups];
                Some(above.iter().chain(rest).cloned().collect())
            }
            _ => None,
        }
    }

    /// A tree of `use`, up to and with what ends it; `before` is what it hangs on.
    fn read_use(&mut self, before: &[String], line: usize) {
        let mut path = before.to_vec();
        let mut name = None;
        loop {
            match self.token(0) {
                "{" => {
                    self.at += 1;
                    while self.token(0) != "}" {
                        let line = self.tokens[self.at].1;
                        self.read_use(&path, line);
                    }
                    self.at += 1;
                    if matches!(self.token(0), "," | ";") {
                        self.at += 1;
                    }
                    return;
                }
                "*" => {
                    self.at += 1;
                    if let Some(glob) = self.resolve_here(&path) {
                        let module = self.module();
                        module.paths.push((glob.clone(), line));
                        module.globs.push(glob);
                    }
                    path.clear();
                }
                "as" => {
                    name = Some(self.token(1).to_owned());
                    self.at += 2;
                }
                end @ ("," | ";" | "}" | "") => {
                    if end != "}" {
                        self.at += 1;
                    }
                    break;
                }
                "::" => self.at += 1,
                word => {
                    // `use a::{self}` names `a`.
                    if word != "self" || path.is_empty() {
                        path.push(word.to_owned());
                    }
                    self.at += 1;
                }
            }
        }
        let Some(last) = path.last().cloned() else {
            return;
        };
        match self.resolve_here(&path) {
            Some(path) => {
                let module = self.module();
                module.paths.push((path.clone(), line));
                module.imports.insert(name.unwrap_or(last), path);
            }
            None => {
                // One of another crate, or of a child of this module.
                let module = self.open.last().unwrap().0.clone();
                let child = [segments(&module), path.clone()].concat();
                let is_child = self.found.children.contains(&join(&module, &path[0]))
                    || self
                        .tokens
                        .windows(2)
                        .any(|pair| pair[0].0 == "mod" && pair[1].0 == path[0]);
                if is_child {
                    self.module().imports.insert(name.unwrap_or(last), child);
                }
                self.said.push((module, path, line));
            }
        }
    }

    /// Whether an attribute says that what follows is compiled for tests only.
    fn is_for_tests(&self) -> bool {
        let attribute = self.tokens[self.at..].iter().map(|(text, _)| text.as_str());
        let words: Vec<&str> = attribute.take_while(|text| *text != "]").collect();
        words.contains(&"cfg") && words.contains(&"test") && !words.contains(&"not")
    }

    fn skip_item(&mut self) {
        while self.token(0) == "#" {
            while self.token(0) != "]" {
                self.at += 1;
            }
            self.at += 1;
        }
        let is_use = (0..5).any(|ahead| self.token(ahead) == "use");
        let mut depth = 0;
        while self.at < self.tokens.len() {
            match self.token(0) {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth < 0 {
                return;
            }
            let ends = match self.token(0) {
                ";" | "," => true,
                "}" => !is_use,
                _ => false,
            };
            self.at += 1;
            if depth == 0 && ends {
                return;
            }
        }
    }
}

fn segments(module: &str) -> Segments {
    module
        .split("::")
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// As in `const fn` and `static mut`: the name is still to come.
fn is_modifier(token: &str) -> bool {
    matches!(token, "fn" | "unsafe" | "mut" | "async" | "extern")
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words and signs with their lines; without comments and what is in quotes.
fn tokens(text: &str) -> Vec<(String, usize)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(first) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(is_part).len();
        let after_word = &rest[word..];
        let is_raw = matches!(&rest[..word], "r" | "br" | "cr")
            && after_word.trim_start_matches('#').starts_with('"');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if is_raw {
            let hashes = after_word.len() - after_word.trim_start_matches('#').len();
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = word + hashes + 1;
            rest[begin..]
                .find(&end)
                .map_or(rest.len(), |at| begin + at + end.len())
        } else if first == '"' {
            end_of_quote(rest, '"')
        } else if rest.starts_with("'\\") || (first == '\'' && rest.chars().nth(2) == Some('\'')) {
            end_of_quote(rest, '\'')
        } else if first == '\'' {
            // A lifetime.
            1 + rest[1..].find(|c| !is_part(c)).unwrap_or(rest.len() - 1)
        } else if first.is_whitespace() {
            first.len_utf8()
        } else {
            0
        };
        let length = match skipped {
            0 if word > 0 => word,
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            _ => skipped,
        };
        if skipped == 0 {
            tokens.push((rest[..length].to_owned(), line));
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn end_of_quote(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + character.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
