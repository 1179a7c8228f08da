//! One file of the crate: the modules in it, the names that each defines, and the paths that each
//! says.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::tokens;

/// A path from the root of the crate, without `crate`.
pub type Segments = Vec<String>;

/// A file of the crate, or a module written out inside one.
#[derive(Default)]
pub struct Module {
    /// Below `src`.
    pub file: String,
    /// What is defined at its top: types, functions, constants, traits, macros.
    pub items: BTreeSet<String>,
    /// What `use` gives another name or another place, re-exports among it.
    pub imports: BTreeMap<String, Segments>,
    pub globs: Vec<Segments>,
    /// Every path, as it is meant from the root, and its line.
    pub paths: Vec<(Segments, usize)>,
    /// Structs, enums, traits and aliases.
    pub types: BTreeSet<String>,
}

/// What a file holds.
pub struct Found {
    pub modules: BTreeMap<String, Module>,
    /// The modules it declares that stand in files of their own.
    pub children: Vec<String>,
}

/// Reads one file.
pub struct Reader {
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
    pub fn new(text: &str, module: &str, file: &str) -> Reader {
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

    pub fn read(mut self) -> Found {
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

pub fn join(module: &str, name: &str) -> String {
    match module {
        "" => name.to_owned(),
        _ => format!("{module}::{name}"),
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
