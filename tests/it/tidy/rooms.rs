//! Who may use whom, and which room alone may use what.

use super::{Source, files, none, sources};

/// Every room and the rooms that it may use. What is not here may not be.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &[]),
    ("lib", &[]),
    ("clock", &[]),
    ("domain", &[]),
    ("config", &["domain"]),
    ("address", &[]),
    ("typed", &["domain", "address"]),
    ("precincts", &["domain", "address"]),
    ("draw", &["domain", "precincts"]),
    ("chat", &["domain"]),
    ("text", &["domain"]),
    (
        "flow",
        &["domain", "address", "typed", "precincts", "chat", "text"],
    ),
    ("show", &["domain", "precincts", "chat", "text", "flow"]),
    ("store", &["domain"]),
    (
        "clerk",
        &["domain", "address", "typed", "precincts", "draw", "text"],
    ),
    ("post", &["domain", "store", "app"]),
    (
        "app",
        &[
            "domain",
            "address",
            "typed",
            "precincts",
            "draw",
            "chat",
            "text",
            "flow",
            "show",
            "store",
            "clock",
        ],
    ),
];

/// The edges use everything below them and not each other; the command line starts them.
pub const EDGES: &[&str] = &["telegram", "web", "work", "demo", "cli"];
const BELOW: &[&str] = &[
    "domain",
    "address",
    "typed",
    "draw",
    "clerk",
    "post",
    "precincts",
    "chat",
    "text",
    "flow",
    "show",
    "store",
    "clock",
    "config",
    "app",
];

fn may_use(room: &str, other: &str) -> bool {
    if EDGES.contains(&room) {
        return BELOW.contains(&other) || (room == "cli" && EDGES.contains(&other));
    }
    let rooms = ROOMS.iter().find(|(name, _)| *name == room);
    rooms.is_some_and(|(_, allowed)| allowed.contains(&other))
}

/// Rooms that the file names: `crate::room::…` and `crate::{room, …}`.
fn used(source: &Source) -> Vec<String> {
    let code: String = source.code.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rooms = Vec::new();
    for after in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            let part = |c: &char| c.is_alphanumeric() || *c == '_';
            text.chars().take_while(part).collect()
        };
        let Some(group) = after.strip_prefix('{') else {
            rooms.push(word(after));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in group.char_indices() {
            if start {
                rooms.push(word(&group[at..]));
            }
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            start = c == ',' && depth == 0;
        }
    }
    rooms.retain(|room| known(room));
    rooms.sort();
    rooms.dedup();
    rooms
}

fn known(room: &str) -> bool {
    EDGES.contains(&room) || ROOMS.iter().any(|(name, _)| *name == room)
}

#[test]
fn rooms_use_only_what_is_below_them() {
    let mut problems = Vec::new();
    for source in sources("src") {
        let room = source.room();
        if !known(room) {
            problems.push(format!("{}: a room without a rule", source.path));
        }
        for other in used(&source) {
            if other != room && !may_use(room, &other) {
                problems.push(format!("{}: {room} uses {other}", source.path));
            }
        }
    }
    none(&problems);
}

#[test]
fn conversations_and_what_is_shown_are_pure() {
    let mut problems = Vec::new();
    for source in sources("src") {
        if !["flow", "show"].contains(&source.room()) {
            continue;
        }
        for word in ["async", "await"] {
            for line in source.lines_with(word) {
                problems.push(format!("{}:{line}: {word}", source.path));
            }
        }
    }
    none(&problems);
}

/// A crate or a call, where alone it may stand, and why.
const ONLY: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["src/store/"], "SQL is the store's"),
    (
        "teloxide",
        &["src/telegram/"],
        "no Telegram types further in",
    ),
    (
        "reqwest",
        &["src/telegram/"],
        "no Telegram types further in",
    ),
    (
        "axum",
        &["src/web/", "src/telegram/webhook", "src/demo/"],
        "the edges listen",
    ),
    ("hyper", &["src/web/"], "the edges listen"),
    ("hyper_util", &["src/web/"], "the edges listen"),
    ("fluent_bundle", &["src/text/"], "words come from `text`"),
    ("unic_langid", &["src/text/"], "words come from `text`"),
    ("rand", &["src/clock.rs"], "chance comes from the clock"),
    (
        "Timestamp::now",
        &["src/clock.rs"],
        "time comes from the clock",
    ),
    (
        "SystemTime::now",
        &["src/clock.rs"],
        "time comes from the clock",
    ),
    ("Zoned::now", &["src/clock.rs"], "time comes from the clock"),
    ("env::var", &["src/config"], "settings come from `config`"),
    ("env::vars", &["src/config"], "settings come from `config`"),
    (
        "env::var_os",
        &["src/config"],
        "settings come from `config`",
    ),
    (
        "tokio",
        &[
            "src/post/",
            "src/telegram/",
            "src/web/",
            "src/work/",
            "src/demo/",
            "src/cli/",
            "src/store/aside.rs",
        ],
        "what is inside waits for the database only",
    ),
];

#[test]
fn each_library_stays_in_its_room() {
    let mut problems = Vec::new();
    for source in sources("src") {
        for (name, places, why) in ONLY {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for line in source.lines_with(name) {
                problems.push(format!("{}:{line}: {name}: {why}", source.path));
            }
        }
    }
    none(&problems);
}

/// What waits is sent by whoever carries letters: the post knows no messenger, not even by name.
#[test]
fn the_post_names_no_messenger() {
    const NAMES: &[&str] = &["telegram", "teloxide", "bot api", "botapi", "429"];
    let mut problems = Vec::new();
    for path in files("src/post") {
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for (at, line) in (1..).zip(text.lines()) {
            if let Some(name) = NAMES.iter().find(|name| line.contains(**name)) {
                problems.push(format!("{}:{at}: {name}", path.display()));
            }
        }
    }
    none(&problems);
}

#[test]
fn no_human_words_in_rust() {
    let data = ["src/address/", "src/typed/", "src/clerk/", "src/demo/"];
    let cyrillic = |text: &str| text.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    let mut problems = Vec::new();
    for source in sources("src") {
        if data.iter().any(|place| source.path.starts_with(place)) {
            continue;
        }
        for literal in source.literals.iter().filter(|it| cyrillic(&it.text)) {
            let (path, line) = (&source.path, literal.line);
            problems.push(format!(
                "{path}:{line}: \"{}\" belongs in an .ftl",
                literal.text
            ));
        }
    }
    none(&problems);
}

#[test]
fn uses_are_found_alone_and_in_groups() {
    let source = |code: &str| Source {
        path: "src/app/mod.rs".to_owned(),
        text: String::new(),
        code: code.to_owned(),
        literals: Vec::new(),
    };
    let code = "use crate::{chat::{Say, Tap}, store, nothing::web};\nlet a = crate::text::escape;";
    assert_eq!(used(&source(code)), ["chat", "store", "text"]);
    assert_eq!(source("a\nrandom rand::rng()").lines_with("rand"), [2]);
    assert_eq!(
        source("operand strand").lines_with("rand"),
        Vec::<usize>::new()
    );
}
