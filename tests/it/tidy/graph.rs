//! Which file uses which: paths followed through modules and what they pass on to where a thing is
//! written.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;

/// What each file of `src` uses of the others, by their places in the list of sources.
pub fn arrows(sources: &[Source]) -> Vec<BTreeSet<usize>> {
    let files: Vec<File> = sources.iter().map(File::read).collect();
    let house = House {
        modules: (0..)
            .zip(&files)
            .map(|(at, it)| (it.module.clone(), at))
            .collect(),
        files: &files,
    };
    let uses = |at: usize| {
        let mut found = house.uses(at);
        found.remove(&at);
        found
    };
    (0..files.len()).map(uses).collect()
}

/// Groups of two and more that all reach each other, each in order.
pub fn circles(arrows: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let reach: Vec<BTreeSet<usize>> = (0..arrows.len())
        .map(|from| {
            let mut seen = BTreeSet::new();
            let mut open: Vec<usize> = arrows[from].iter().copied().collect();
            while let Some(at) = open.pop() {
                if seen.insert(at) {
                    open.extend(&arrows[at]);
                }
            }
            seen
        })
        .collect();
    let mut found: Vec<Vec<usize>> = (0..arrows.len())
        .map(|a| {
            let mutual = reach[a].iter().filter(|b| reach[**b].contains(&a));
            mutual.copied().collect()
        })
        .filter(|circle: &Vec<usize>| circle.len() > 1)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Whether a character is part of a name.
fn within(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name at the start of the text.
fn word(text: &str) -> &str {
    &text[..text.find(|c| !within(c)).unwrap_or(text.len())]
}

struct Import {
    path: Vec<String>,
    /// The name that it has here; `*` for all.
    name: String,
    /// For others: in this file nothing says the name.
    passed_on: bool,
}

struct File {
    /// Its module's path below the crate.
    module: Vec<String>,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// `a::b::c` wherever it stands outside of `use`.
    paths: Vec<Vec<String>>,
}

impl File {
    fn read(source: &Source) -> File {
        let below = source.path.trim_start_matches("src/");
        let below = below.trim_end_matches(".rs");
        let mut module: Vec<String> = below.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|it| it == "mod" || it == "lib") {
            module.pop();
        }
        let (code, uses) = apart(&source.code);
        let mut imports = Vec::new();
        for (public, tree) in uses {
            let mut leaves = Vec::new();
            expand(&[], &tree, &mut leaves);
            for (path, name) in leaves {
                let passed_on = public && !says(&code, &name);
                imports.push(Import {
                    path,
                    name,
                    passed_on,
                });
            }
        }
        File {
            module,
            items: items(&code),
            imports,
            paths: paths(&code),
        }
    }
}

/// The code without its `use`, and each of those: whether others see it, and its tree.
fn apart(code: &str) -> (String, Vec<(bool, String)>) {
    let mut kept = String::new();
    let mut uses = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        kept.push_str(&rest[..at]);
        let line = kept.rsplit('\n').next().unwrap_or_default();
        let line = line.trim_start().trim_end_matches(' ');
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        if line.is_empty() || (line.starts_with("pub") && !line.contains(' ')) {
            let tree = rest[at + 4..end].split_whitespace().collect::<Vec<_>>();
            uses.push((line.starts_with("pub"), tree.join(" ")));
            rest = &rest[end..];
        } else {
            kept.push_str("use ");
            rest = &rest[at + 4..];
        }
    }
    kept.push_str(rest);
    (kept, uses)
}

/// Every path of a tree of `use`, with its name here.
fn expand(before: &[String], tree: &str, leaves: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    let mut path = before.to_vec();
    if let Some(open) = tree.find('{') {
        let head = tree[..open].split("::").map(str::trim);
        path.extend(head.filter(|it| !it.is_empty()).map(str::to_owned));
        let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..at].trim().is_empty() {
                        expand(&path, &inner[start..at], leaves);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (whole, alias) = match tree.split_once(" as ") {
        Some((whole, alias)) => (whole, Some(alias.trim().to_owned())),
        None => (tree, None),
    };
    path.extend(whole.split("::").map(|it| it.trim().to_owned()));
    if path.len() > 1 && path.last().is_some_and(|it| it == "self") {
        path.pop();
    }
    let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
    leaves.push((path, name));
}

/// Whether the code says the name as a whole word.
fn says(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back().is_some_and(within);
        let after = code[at + name.len()..].chars().next().is_some_and(within);
        !before && !after
    })
}

/// Names that stand outside of all braces.
fn items(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut depth = 0;
    let mut last = "";
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let word = word(rest);
        if word.is_empty() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if !c.is_whitespace() && c != '!' {
                last = "";
            }
            rest = &rest[c.len_utf8()..];
            continue;
        }
        const KINDS: &[&str] = &[
            "struct",
            "enum",
            "type",
            "fn",
            "const",
            "static",
            "trait",
            "macro_rules",
        ];
        if depth == 0 && KINDS.contains(&last) {
            found.insert(word.to_owned());
        }
        last = word;
        rest = &rest[word.len()..];
    }
    found
}

/// What is written `a::b`, each as long as it goes on.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut joined = false;
    while let Some(c) = rest.chars().next() {
        let mut path: Vec<String> = Vec::new();
        let mut after = rest;
        while let name = word(after)
            && !name.is_empty()
        {
            path.push(name.to_owned());
            after = &after[name.len()..];
            match after.strip_prefix("::") {
                Some(next) => after = next,
                None => break,
            }
        }
        if path.is_empty() {
            joined = rest.starts_with("::") || (joined && c == ':');
            rest = &rest[c.len_utf8()..];
            continue;
        }
        if path.len() > 1 && !joined {
            found.push(path);
        }
        rest = after;
        joined = false;
    }
    found
}

struct House<'a> {
    files: &'a [File],
    modules: BTreeMap<Vec<String>, usize>,
}

/// Where a path leads.
enum End {
    /// To a file as a module.
    Module(usize),
    /// To something that is written in a file.
    Item(usize),
}

impl House<'_> {
    /// Files whose things the file uses.
    fn uses(&self, at: usize) -> BTreeSet<usize> {
        let file = &self.files[at];
        let imports = file.imports.iter().filter(|it| !it.passed_on);
        let imports = imports.map(|it| it.path.as_slice());
        let paths = file.paths.iter().map(Vec::as_slice);
        let ends = imports.chain(paths).filter_map(|path| {
            let all = path.last().is_some_and(|it| it == "*");
            match self.follow(at, &path[..path.len() - usize::from(all)], 0)? {
                End::Item(file) => Some(file),
                End::Module(file) => all.then_some(file),
            }
        });
        ends.collect()
    }

    /// Where a path leads that is written in a file; nothing outside of the crate.
    fn follow(&self, at: usize, path: &[String], depth: usize) -> Option<End> {
        let (first, mut rest) = path.split_first()?;
        let mut module = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.files[at].module.clone(),
            "super" => {
                let mut module = self.files[at].module.clone();
                module.pop();
                while let Some(("super", next)) = rest.split_first().map(|(a, b)| (a.as_str(), b)) {
                    module.pop();
                    rest = next;
                }
                module
            }
            _ => {
                if !self.has(at, first) {
                    return None;
                }
                rest = path;
                self.files[at].module.clone()
            }
        };
        while let Some((name, next)) = rest.split_first() {
            module.push(name.clone());
            if !self.modules.contains_key(&module) {
                module.pop();
                return self.item(*self.modules.get(&module)?, rest, depth);
            }
            rest = next;
        }
        Some(End::Module(*self.modules.get(&module)?))
    }

    /// Whether a name means something of the crate in the file.
    fn has(&self, at: usize, name: &str) -> bool {
        let file = &self.files[at];
        let mut child = file.module.clone();
        child.push(name.to_owned());
        self.modules.contains_key(&child)
            || file
                .imports
                .iter()
                .any(|it| it.name == name && it.path[0] != name)
    }

    /// A name that is no module of its own: written in the file, or taken from another one.
    fn item(&self, at: usize, path: &[String], depth: usize) -> Option<End> {
        let (name, rest) = path.split_first()?;
        let file = &self.files[at];
        if file.items.contains(name) || depth > 8 {
            return Some(End::Item(at));
        }
        if let Some(import) = file.imports.iter().find(|it| it.name == *name) {
            let whole: Vec<String> = import.path.iter().chain(rest).cloned().collect();
            return self.follow(at, &whole, depth + 1);
        }
        for import in file.imports.iter().filter(|it| it.name == "*") {
            let all = import.path.len() - 1;
            if let Some(End::Module(module)) = self.follow(at, &import.path[..all], depth + 1)
                && self.files[module].items.contains(name)
            {
                return Some(End::Item(module));
            }
        }
        Some(End::Item(at))
    }
}

#[test]
fn paths_are_followed_to_where_a_thing_is_written() {
    let source = |path: &str, code: &str| Source {
        path: path.to_owned(),
        text: String::new(),
        code: code.to_owned(),
        literals: Vec::new(),
    };
    let sources = [
        source("src/lib.rs", "pub mod a;\npub mod b;"),
        source(
            "src/a/mod.rs",
            "mod c;\nmod d;\npub use c::{C, E as F};\nuse d::D;",
        ),
        source("src/a/c.rs", "use super::D;\npub struct C;\npub enum E {}"),
        source(
            "src/a/d.rs",
            "use std::fmt;\npub struct D;\nfn f() { crate::b::go::<C>() }",
        ),
        source("src/b.rs", "use crate::a;\npub fn go() { a::F::new() }"),
    ];
    let arrows = arrows(&sources);
    let found = |at: usize| arrows[at].iter().copied().collect::<Vec<_>>();
    assert_eq!(found(0), Vec::<usize>::new());
    assert_eq!(found(1), [3], "what is only passed on is not used");
    assert_eq!(found(2), [3], "through the parent, which only takes it");
    assert_eq!(found(3), [4]);
    assert_eq!(found(4), [2]);
    assert_eq!(circles(&arrows), [[2, 3, 4]]);
}
