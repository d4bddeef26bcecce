//! Whatever people send, at any moment: free words, pictures, voices, albums, replies, corrections.
//! Each bears a mark. Right after it was sent it is in a report, in what its sender has begun, or
//! they were told that it is not taken; and what was begun with it goes only where somebody throws
//! it away.

use std::collections::{BTreeMap, BTreeSet};

use aula::chat::{Beside, Incoming, Input, RepliedTo};
use aula::domain::report::{Media, MediaKind};
use aula::domain::{Account, Chat, UpdateId};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::told::{gone, of_residents, refused, throws_away};
use super::world::{Habits, World};
use super::{few, seeds};
use crate::postgres::Engine;
use crate::sql;

const TURNS: usize = 200;
/// Steps of somebody who goes on with what they have begun.
const STEPS: usize = 6;

/// What somebody tells; `@` is the mark.
const TOLD: [&str; 10] = [
    "соседи шумят @",
    "көршілер шулап жатыр @",
    "Абая 12 орут соседи уже третий час @",
    "Абай көшесі 12, көршілер айқайлап жатыр @",
    "@",
    "опять началось @",
    "тағы басталды @",
    "у подъезда курят и пьют @",
    "2-ші подъезд, бесінші қабат @",
    "помогите, муж бьёт @",
];

/// What is answered, and needs no keeping.
const ASKED: [&str; 6] = [
    "кто мой участковый @",
    "когда следующая встреча @",
    "қабылдау қашан @",
    "участковый не берёт трубку @",
    "спасибо @",
    "рақмет @",
];

/// Buttons below what is said of an own report.
const OF_OWN: [&str; 3] = ["o:my:", "o:add:", "o:answer:"];

/// A mark that was sent and what is known of it.
struct Mark {
    account: i64,
    message: i64,
    /// It waits in what its sender has begun.
    begun: bool,
}

/// How many of each kind came to an end.
#[derive(Default)]
struct Ends {
    /// In a report at once, such as an answer.
    reported: usize,
    /// In what was begun.
    begun: usize,
    /// From there in a report that was sent, or added to.
    sent: usize,
    told: usize,
    thrown_away: usize,
    /// What was told, and where.
    lost: BTreeMap<(String, String), usize>,
}

#[tokio::test]
async fn whatever_is_sent_is_kept_or_told_to_be_lost() {
    let (mut ends, mut states) = (Ends::default(), BTreeSet::new());
    for seed in seeds(61..65) {
        let mut world = World::new(Engine::memory().await, seed, Habits::calm(false)).await;
        let mut marks: BTreeMap<String, Mark> = BTreeMap::new();
        for _ in 0..TURNS {
            match world.chance.random_ratio(1, 3) {
                true => send(&mut world, &mut marks, &mut ends, &mut states).await,
                false => world.turn().await,
            }
            look_again(&mut world, &mut marks, &mut ends).await;
            if world.chance.random_ratio(1, 12) {
                go_on(&mut world, &mut marks, &mut ends).await;
            }
        }
    }
    let Ends {
        reported,
        begun,
        sent,
        told,
        thrown_away,
        lost,
    } = ends;
    println!(
        "{reported} in reports at once, {begun} begun, {sent} of them sent, {told} told, \
         {thrown_away} thrown away; at {states:?}"
    );
    for ((state, why), count) in lost {
        println!("    {count} at {state}: {why}");
    }
    let all = [reported, begun, sent, told, thrown_away];
    assert!(few() || all.iter().all(|it| *it > 10), "{all:?}");
    assert!(few() || states.len() >= 10, "{states:?}");
}

/// Whoever has begun something goes on with it for a while.
async fn go_on(world: &mut World, marks: &mut BTreeMap<String, Mark>, ends: &mut Ends) {
    let begun = |account| marks.values().any(|it| it.begun && it.account == account);
    let Some(at) = world.people.iter().position(|it| begun(it.account)) else {
        return;
    };
    for _ in 0..STEPS {
        let incoming = world.write(at).await;
        world.hand_in(vec![incoming]).await;
        look_again(world, marks, ends).await;
    }
}

/// Somebody sends something marked, wherever they are.
async fn send(
    world: &mut World,
    marks: &mut BTreeMap<String, Mark>,
    ends: &mut Ends,
    states: &mut BTreeSet<String>,
) {
    let at = match world.chance.random_ratio(2, 3) {
        true => world.busy,
        false => world.chance.random_range(0..world.people.len()),
    };
    let account = world.people[at].account;
    if world.people[at].blocked {
        return;
    }
    let state = sql_flow(world, account).await;
    let name = named(&state);
    states.insert(name.clone());
    let asks = world.chance.random_ratio(1, 5);
    let words = if asks {
        ASKED.choose(&mut world.chance)
    } else {
        TOLD.choose(&mut world.chance)
    };
    let words = words.unwrap();
    let alone = !words.contains(' ');
    let sent = inputs(world, account, marks, words);
    for (mark, input, beside) in sent {
        let said = world.said.len();
        let message = hand_in(world, at, input, beside).await;
        let begun = sql_flow(world, account).await.contains(&mark);
        let reported = !begun && reported(world, &mark).await;
        let answers = world.said[said..].iter();
        let mut answers = answers.filter(|(chat, _)| *chat == account);
        // Only a lone word is of no use: it may be a button's.
        let officers = !of_residents(&state);
        let told = match asks || alone {
            true => answers.next().map(|_| "an answer".to_owned()),
            false => answers.find_map(|(_, body)| refused(body, officers).or_else(|| gone(body))),
        };
        match (reported, begun, told) {
            (true, ..) => ends.reported += 1,
            (_, true, _) => ends.begun += 1,
            (.., Some(why)) => {
                ends.told += 1;
                *ends.lost.entry((name.clone(), why)).or_default() += 1;
            }
            _ => panic!("{mark} is lost at {state}"),
        }
        let mark_of = Mark {
            account,
            message,
            begun,
        };
        marks.insert(mark, mark_of);
    }
}

/// Sends it; returns the number of the message.
async fn hand_in(world: &mut World, at: usize, input: Input, beside: Beside) -> i64 {
    let account = world.people[at].account;
    let update = world.next_update();
    let message = beside.message.unwrap_or(update);
    let stood = world.stands(account).await;
    world.stood.insert(update, stood);
    let incoming = Incoming {
        update: UpdateId::first(update),
        chat: Chat::first(account),
        private: true,
        account: Account::first(account),
        tag: world.people[at].tag.clone(),
        beside: Beside {
            message: Some(message),
            ..beside
        },
        input,
    };
    world.note(format!("{update} {account} sends {:?}", incoming.input));
    let said = world.said.len();
    world.hand_in(vec![incoming]).await;
    world.note(format!("    is told {:?}", &world.said[said..]));
    message
}

/// A word that is nobody's, for a number.
fn mark(mut number: i64) -> String {
    let letters: Vec<char> = "бвгджзклмнпрстфхцчшщ".chars().collect();
    let mut word = "ъ".to_owned();
    while number > 0 {
        word.push(letters[usize::try_from(number % 20).unwrap()]);
        number /= 20;
    }
    word
}

/// One message, or the pictures of an album.
fn inputs(
    world: &mut World,
    account: i64,
    marks: &BTreeMap<String, Mark>,
    words: &str,
) -> Vec<(String, Input, Beside)> {
    let mut fresh = || mark(world.next_update());
    let (one, two, three) = (fresh(), fresh(), fresh());
    let text = |mark: &str, words: &str| Input::Text(words.replace('@', mark));
    let kind = *MediaKind::ALL.choose(&mut world.chance).unwrap();
    let caption = world
        .chance
        .random_bool(0.5)
        .then(|| words.replace('@', &one));
    match world.chance.random_range(0..100) {
        0..40 => vec![(one.clone(), text(&one, words), Beside::default())],
        40..60 => vec![(one.clone(), picture(&one, kind, caption), Beside::default())],
        60..70 => album([one, two, three], caption),
        70..78 => {
            let own = marks.values().filter(|it| it.account == account);
            let message = own.map(|it| it.message).max();
            let edited = Input::Edited(Box::new(text(&one, words)));
            let beside = Beside {
                message,
                ..Beside::default()
            };
            match message {
                Some(_) => vec![(one, edited, beside)],
                None => vec![(one.clone(), text(&one, words), Beside::default())],
            }
        }
        _ => {
            let seen = world.people.iter().find(|it| it.account == account);
            let old = seen.unwrap().old_taps();
            let of_own = |it: &&String| OF_OWN.iter().any(|start| it.starts_with(start));
            let own: Vec<&String> = old.iter().filter(of_own).collect();
            // Mostly to what was said of a report of their own.
            let taps = match own.choose(&mut world.chance) {
                Some(tap) if world.chance.random_ratio(3, 4) => vec![(*tap).clone()],
                _ => old.into_iter().take(3).collect(),
            };
            let reply = RepliedTo {
                message: 1,
                taps,
                number: None,
            };
            let beside = Beside {
                reply: Some(Box::new(reply)),
                ..Beside::default()
            };
            vec![(one.clone(), text(&one, words), beside)]
        }
    }
}

fn picture(mark: &str, kind: MediaKind, caption: Option<String>) -> Input {
    let file = format!("AgAC{mark}");
    Input::Media {
        media: Media { kind, file },
        caption,
    }
}

/// Pictures that were sent as one; the words stand below the first.
fn album(marks: [String; 3], caption: Option<String>) -> Vec<(String, Input, Beside)> {
    let name = format!("album {}", marks[0]);
    let mut captions = [caption, None, None].into_iter();
    let one = |mark: String| {
        let input = picture(&mark, MediaKind::Photo, captions.next().flatten());
        let beside = Beside {
            album: Some(name.clone()),
            ..Beside::default()
        };
        (mark, input, beside)
    };
    marks.into_iter().map(one).collect()
}

/// What was begun goes on, or has gone to a report, or somebody has thrown it away.
async fn look_again(world: &mut World, marks: &mut BTreeMap<String, Mark>, ends: &mut Ends) {
    for (name, mark) in marks.iter().filter(|(_, it)| it.begun) {
        let flow = sql_flow(world, mark.account).await;
        // What the operator did is told with the next that is sent.
        if !flow.contains(name) && flow != "dropped" {
            world.send(Vec::new()).await;
            break;
        }
    }
    let last = std::mem::take(&mut world.taken);
    let stood = std::mem::take(&mut world.stood);
    for (name, mark) in marks.iter_mut().filter(|(_, it)| it.begun) {
        let flow = sql_flow(world, mark.account).await;
        // Time took it: whoever comes back is told so.
        if flow.contains(name) || flow == "dropped" {
            continue;
        }
        mark.begun = false;
        if reported(world, name).await {
            ends.sent += 1;
            continue;
        }
        let own = last.iter().filter(|it| it.account.id == mark.account);
        let threw = own.clone().any(|it| throws_away(it, mark.message, &stood));
        let said = world.said[world.said_before..].iter();
        let mut own = said.filter(|(chat, _)| *chat == mark.account);
        match own.find_map(|(_, body)| gone(body)) {
            _ if threw => ends.thrown_away += 1,
            Some(why) => {
                ends.told += 1;
                *ends
                    .lost
                    .entry(("what was begun".to_owned(), why))
                    .or_default() += 1;
            }
            None => panic!("{name} has gone without a word"),
        }
    }
    world.said_before = world.said.len();
}

/// The first word of a flow.
fn named(flow: &str) -> String {
    let name = flow.trim_start_matches(['{', '"']);
    name.split('"').next().unwrap_or_default().to_owned()
}

/// Whether it stands anywhere but in what was begun and in what is said.
async fn reported(world: &World, mark: &str) -> bool {
    let mut tx = world.engine.store.read().await.unwrap();
    let rows = sql::everything(&mut tx).await;
    let passing = |row: &str| row.starts_with("conversation ") || row.starts_with("outbox ");
    rows.iter().any(|row| row.contains(mark) && !passing(row))
}

async fn sql_flow(world: &World, account: i64) -> String {
    let mut tx = world.engine.store.read().await.unwrap();
    let sql =
        format!("select flow from conversation where chat = {account} and account = {account}");
    let flow = sql::lines(&mut tx, &sql).await.pop();
    flow.unwrap_or_default()
}
