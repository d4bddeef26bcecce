//! The list, the files and the code name the same messages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aula::domain::Lang;
use aula::text::{messages, sources};
use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use super::{message, none, text, texts, variables};

#[test]
fn files_parse() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for (file, source) in sources(lang) {
            let place = format!("{}/{file}.ftl", lang.code());
            let (resource, errors) = match parser::parse(*source) {
                Ok(resource) => (resource, Vec::new()),
                Err((resource, errors)) => (resource, errors),
            };
            for error in errors {
                let line = source[..error.pos.start.min(source.len())].lines().count();
                problems.push(format!("{place}:{line}: {error}"));
            }
            for entry in resource.body {
                match entry {
                    Entry::Message(it) if it.value.is_none() || !it.attributes.is_empty() => {
                        problems.push(format!("{place}: {}: only a value", it.id.name));
                    }
                    Entry::Term(it) => {
                        problems.push(format!("{place}: -{}: no terms", it.id.name));
                    }
                    _ => {}
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn no_message_is_defined_twice() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        let mut seen = BTreeMap::new();
        for text in texts(lang) {
            if let Some(first) = seen.insert(&text.id, text.file) {
                let (lang, id, file) = (lang.code(), &text.id, text.file);
                problems.push(format!("{lang}: {id} in {first}.ftl and in {file}.ftl"));
            }
        }
    }
    let mut listed = BTreeSet::new();
    for message in messages() {
        if !listed.insert(message.id) {
            problems.push(format!("{} is listed twice", message.id));
        }
    }
    none(&problems);
}

#[test]
fn both_languages_and_the_list_have_the_same_messages_and_variables() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        let code = lang.code();
        for listed in messages() {
            let Some(text) = text(lang, listed.id) else {
                problems.push(format!("{code}: {} is missing", listed.id));
                continue;
            };
            let theirs: BTreeSet<String> = variables(&text.pattern).into_keys().collect();
            let ours = listed.args.iter().map(|(name, _)| (*name).to_owned());
            let ours: BTreeSet<String> = ours.collect();
            for name in ours.difference(&theirs) {
                problems.push(format!("{code}: {} does not use ${name}", listed.id));
            }
            for name in theirs.difference(&ours) {
                problems.push(format!("{code}: {} has no ${name}", listed.id));
            }
        }
        for text in texts(lang) {
            if message(&text.id).is_none() {
                let (file, id) = (text.file, &text.id);
                problems.push(format!("{code}/{file}.ftl: {id} is not in the list"));
            }
        }
    }
    none(&problems);
}

#[test]
fn both_languages_keep_their_messages_in_the_same_files() {
    let files = |lang: Lang| -> BTreeMap<&str, &str> {
        let texts = texts(lang).iter();
        texts.map(|text| (text.id.as_str(), text.file)).collect()
    };
    assert_eq!(files(Lang::Kk), files(Lang::Ru));
}

/// The name of each message's method, read from the list itself.
fn methods() -> Vec<(&'static str, String)> {
    let root = env!("CARGO_MANIFEST_DIR");
    let lists = [
        "list", "menu", "asked", "office", "group", "clerk", "poster", "check", "paper", "family",
        "change",
    ]
    .map(|name| std::fs::read_to_string(format!("{root}/src/text/{name}.rs")).unwrap());
    let list = lists.concat();
    let method = |line: &str| {
        let (id, rest) = line.trim().strip_prefix('"')?.split_once("\" ")?;
        let (method, _) = rest.split_once('(')?;
        Some((message(id)?.id, method.to_owned()))
    };
    let methods: Vec<_> = list.lines().filter_map(method).collect();
    assert_eq!(methods.len(), messages().count(), "every line of the list");
    methods
}

/// All of src but the list, without blanks.
fn code() -> String {
    let mut code = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs")
                && !path.ends_with("text/list.rs")
            {
                code.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    code.retain(|c| !c.is_whitespace());
    code
}

#[test]
fn every_message_is_said_somewhere() {
    let code = code();
    let said = |method: &str| {
        code.contains(&format!(".{method}(")) || code.contains(&format!("Words::{method}"))
    };
    let unsaid = methods().into_iter().filter(|(_, method)| !said(method));
    let problems: Vec<String> = unsaid
        .map(|(id, _)| format!("{id} is never said"))
        .collect();
    none(&problems);
}

/// Labels of buttons, as far as the code shows which messages are some.
pub fn labels() -> Vec<&'static str> {
    let code = code();
    let before = [
        "open(",
        ".verb(",
        ".link(",
        ".answer(",
        "Button::new(",
        "letlabel=",
        "label:",
    ];
    let voices = ["words.", "world.words.", "self.words.", "seat.words()."];
    let mut called = BTreeSet::new();
    for start in before
        .iter()
        .flat_map(|it| voices.map(|voice| format!("{it}{voice}")))
    {
        let calls = code.split(start.as_str()).skip(1);
        called.extend(calls.filter_map(|rest| rest.split('(').next()));
    }
    let is_label = |method: &str| called.contains(method);
    let methods = methods().into_iter();
    let labels: Vec<_> = methods
        .filter(|(_, method)| is_label(method))
        .map(|(id, _)| id)
        .collect();
    assert!(labels.len() > 40, "where did the buttons go? {labels:?}");
    labels
}
