//! Violence is counted here, so that it is counted nowhere else: under a report of the private
//! category no fine, after it few words, and nothing of it in a group. Held by all plays and storms.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use aula::demo::play::plain;
use aula::demo::script::{Deed, ScriptLine, read_line};
use aula::domain::Lang;
use aula::domain::law::{Law, Phone};
use aula::text::Words;

/// Words of the one message after such a report was sent.
const WORDS: usize = 60;

/// What the private category is called.
pub fn labels() -> Vec<String> {
    let law = Law::embedded();
    let private = law.categories().iter().filter(|it| it.private);
    private
        .flat_map(|it| Lang::ALL.map(|lang| it.label.get(lang).to_owned()))
        .collect()
}

/// What begins a text that threatens with a fine, in any language.
fn fines() -> Vec<String> {
    let begins = |text: String| text.chars().take(20).collect();
    let fine = |lang| Words::new(lang).false_call_mrp("1", 1);
    Lang::ALL.map(fine).map(begins).into()
}

/// Where such a report was just sent.
fn sent() -> Vec<String> {
    let first = |text: String| plain(&text).lines().next().unwrap_or_default().to_owned();
    Lang::ALL
        .map(|lang| first(Words::new(lang).report_discreet()))
        .into()
}

/// Whether a text tells of violence, as the bot hears it. A line of numbers to call tells of nothing.
fn tells(text: &str) -> bool {
    let law = Law::embedded();
    let police = law.number(Phone::Police);
    let lines = text.lines().filter(|line| !line.contains(police));
    law.tells_of_danger(&lines.collect::<Vec<&str>>().join("\n"))
}

/// What is wrong with a message, if something is.
pub fn wrong(group: bool, text: &str) -> Option<String> {
    let text = plain(text);
    let has = |what: &[String]| what.iter().any(|it| text.contains(it.as_str()));
    if group && (has(&labels()) || tells(&text)) {
        return Some("said in a group".to_owned());
    }
    if has(&labels()) && has(&fines()) {
        return Some("a fine for a victim".to_owned());
    }
    let words = text
        .split_whitespace()
        .filter(|it| it.contains(char::is_alphanumeric));
    let words = words.count();
    (has(&sent()) && words > WORDS).then(|| format!("{words} words after sending"))
}

#[test]
fn of_no_play() {
    let mut files = Vec::new();
    collect(Path::new("tests/chats"), &mut files);
    let (mut problems, mut reports, mut summaries, mut groups) = (Vec::new(), 0, 0, 0);
    for path in &files {
        let play = std::fs::read_to_string(path).unwrap();
        let rooms = rooms(&play);
        for (who, message) in messages(&play) {
            let group = rooms.contains(who.split('/').next().unwrap_or_default());
            reports += usize::from(sent().iter().any(|it| message.contains(it.as_str())));
            summaries += usize::from(
                labels()
                    .iter()
                    .any(|it| message.contains(&format!("📌 {it}"))),
            );
            groups += usize::from(group);
            let wrong = wrong(group, &message);
            problems.extend(wrong.map(|wrong| format!("{}: {wrong}\n{message}", path.display())));
        }
    }
    println!("{reports} private reports sent, {summaries} shown, {groups} messages to groups");
    assert!(reports >= 5 && summaries >= 10 && groups >= 20);
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

/// The groups of a play.
fn rooms(play: &str) -> BTreeSet<String> {
    let acts = play.lines().filter_map(|line| match read_line(line) {
        Ok(ScriptLine::Act {
            deed: Deed::In(room, _),
            ..
        }) => Some(room.name),
        _ => None,
    });
    acts.collect()
}

/// The bot's messages in a play, and who reads them.
fn messages(play: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in play.lines() {
        if let Some(more) = line.trim_start().strip_prefix('|') {
            if let Some((_, message)) = all.last_mut() {
                message.push('\n');
                message.push_str(more.strip_prefix(' ').unwrap_or(more));
            }
            continue;
        }
        let sign = line
            .find(['>', '<', '~'])
            .filter(|_| !line.starts_with('#'));
        let Some(sign) = sign.filter(|at| !line[*at..].starts_with('>')) else {
            continue;
        };
        let who = line[..sign].trim().to_owned();
        all.push((who, line[sign + 1..].trim_start().to_owned()));
    }
    all
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|it| it == "chat") {
            into.push(path);
        }
    }
}

/// The numbers stand in one order, wherever several of them are named.
#[test]
fn first_102_then_112_then_111() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for (file, source) in aula::text::sources(lang) {
            let mut id = "";
            let mut places: Vec<(usize, usize)> = Vec::new();
            for (at, line) in source.lines().chain(["end ="]).enumerate() {
                let begins = line
                    .split_once(" =")
                    .filter(|_| !line.starts_with([' ', '#', '}']));
                if let Some((next, _)) = begins {
                    // The first time that each is named.
                    let first = |which| {
                        places
                            .iter()
                            .find(|(it, _)| *it == which)
                            .map(|(_, at)| *at)
                    };
                    let order = [first(0), first(1), first(2)];
                    let named: Vec<usize> = order.into_iter().flatten().collect();
                    if !named.is_sorted() || (order[2].is_some() && order[0].is_none()) {
                        let alone = ["danger-help"].contains(&id);
                        problems.extend((!alone).then(|| format!("{}/{file}: {id}", lang.code())));
                    }
                    (id, places) = (next, Vec::new());
                }
                for (which, name) in ["{ $police }", "{ $rescue }", "{ $family }"]
                    .iter()
                    .enumerate()
                {
                    places.extend(line.find(name).map(|column| (which, at * 1_000 + column)));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}
