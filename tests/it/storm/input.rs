//! What people send: what was asked for, what was not, and what nobody should.

use aula::chat::Input;
use aula::domain::report::{Media, MediaKind};
use aula::domain::{Place, Point};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::human::{Human, Kind};

/// What stands in a remark and nowhere else.
pub const REMARK: &str = "Remark-of-the-desk";

const COMMANDS: &[&str] = &[
    "start",
    "menu",
    "cancel",
    "find",
    "report",
    "reports",
    "subscriptions",
    "mydata",
    "desk",
    "meeting",
    "notice",
    "help",
    "privacy",
    "language",
    "check",
    "nonsense",
];

/// Something a reasonable person would send to this question.
pub fn sensible(human: &Human, flow: &str, chance: &mut StdRng) -> Input {
    // The first step is the conversation's own; a search within it has one too.
    let own = flow.split_once("\"at\":\"").map_or("", |(_, rest)| rest);
    let at = |step: &str| own.split('"').next() == Some(step);
    let dates = ["27.12", "28.12.2026", "ертең", "завтра", "бүгін"];
    let times = ["18:30", "7:05", "23:50"];
    if flow.is_empty() || flow == "\"menu\"" {
        return pursue(human, chance);
    }
    if at("where") {
        return Input::Place(place(chance));
    }
    if at("date") {
        return Input::Text((*dates.choose(chance).unwrap()).to_owned());
    }
    if at("time") {
        return Input::Text((*times.choose(chance).unwrap()).to_owned());
    }
    if flow.contains("\"remark\"") {
        return Input::Text(format!("{REMARK} {}", chance.random_range(0..1000)));
    }
    let taps = human.last_taps();
    let ends = |end: &str| taps.iter().find(|data| data.ends_with(end));
    if let Some(data) = at("danger").then(|| ends(":no")).flatten() {
        return Input::Tap(data.clone());
    }
    let last = [":send", ":done", ":yes"].into_iter().find_map(ends);
    if let Some(data) = last.filter(|_| chance.random_ratio(3, 4)) {
        return Input::Tap(data.clone());
    }
    // The ways out and back are taken less often than the ways on.
    let back = |data: &str| data == "o:menu:" || data.ends_with(":elsewhere");
    let on = taps.iter().filter(|data| !back(data));
    match on.collect::<Vec<_>>().choose(chance) {
        Some(data) if !data.ends_with(":skip") || chance.random_ratio(1, 4) => {
            Input::Tap((*data).clone())
        }
        _ => Input::Text(phrase(chance)),
    }
}

/// What lately appeared in the chat and calls for something, or else an errand.
fn pursue(human: &Human, chance: &mut StdRng) -> Input {
    let calls = [
        "d:accept:",
        "o:ask:",
        "o:close:",
        "o:remark:",
        "o:case:",
        "d:stop:",
        "d:stop:",
        "d:stop:",
        "o:answer:",
        "o:answer:",
        "o:add:",
        "o:again:",
        "o:back:",
        "o:withdraw:",
        "d:own:",
        "d:sub:",
        "o:my:",
        "o:whole:",
        "o:file:",
    ];
    let recent = human.recent_taps(4);
    let calling = |data: &&String| calls.iter().any(|call| data.starts_with(call));
    let calling: Vec<&String> = recent.iter().filter(calling).collect();
    match calling.choose(chance) {
        Some(data) if chance.random_ratio(2, 3) => Input::Tap((*data).clone()),
        _ => errand(human, chance),
    }
}

/// The button that stops a notice, where it is the last thing shown.
pub fn stop(human: &Human) -> Option<Input> {
    let shown = human.recent_taps(1);
    let stop = shown.iter().find(|data| data.starts_with("d:stop:"));
    stop.map(|data| Input::Tap(data.clone()))
}

/// Anything at all.
pub fn random(human: &Human, reports: i64, chance: &mut StdRng) -> Input {
    match chance.random_range(0..100) {
        0..25 => old_tap(human, chance),
        25..45 => Input::Text(words(chance)),
        45..55 => Input::Text(garbage(chance)),
        55..65 => Input::Place(place(chance)),
        65..75 => media(chance),
        75..90 => command(chance),
        90..95 => forged(reports, chance),
        _ => Input::Other,
    }
}

fn old_tap(human: &Human, chance: &mut StdRng) -> Input {
    match human.old_taps().choose(chance) {
        Some(data) => Input::Tap(data.clone()),
        None => command(chance),
    }
}

pub fn command(chance: &mut StdRng) -> Input {
    let name = COMMANDS.choose(chance).unwrap();
    let arg = match chance.random_range(0..8) {
        0 => "p-P-07",
        1 => "p-NOWHERE",
        2 => "j-AAAAAAAAAAAAAAAAAAAAAA",
        3 => "<&>",
        _ => "",
    };
    Input::Command {
        name: (*name).to_owned(),
        arg: arg.to_owned(),
    }
}

/// What a person begins who is here for something.
pub fn errand(human: &Human, chance: &mut StdRng) -> Input {
    let names: &[&str] = match human.kind {
        Kind::Officer(..) => &[
            "desk", "desk", "desk", "meeting", "notice", "notice", "report",
        ],
        _ => &[
            "report",
            "report",
            "report",
            "reports",
            "reports",
            "find",
            "subscriptions",
        ],
    };
    let name = (*names.choose(chance).unwrap()).to_owned();
    let arg = String::new();
    Input::Command { name, arg }
}

/// Buttons that the bot has not shown to this person: other people's reports, verbs, nonsense.
pub fn forged(reports: i64, chance: &mut StdRng) -> Input {
    let verbs = [
        "o:case:",
        "o:my:",
        "o:ask:",
        "o:close:",
        "o:remark:",
        "o:add:",
        "o:answer:",
        "o:again:",
        "o:back:",
        "o:withdraw:",
        "d:accept:",
        "d:stop:",
        "o:nprog:",
        "o:mprog:",
    ];
    let other = [
        "",
        "a:1:send",
        "a:99999:yes",
        "d:own:NOWHERE",
        "d:sub:",
        "o:card:<&>",
        "x:y:z",
        "o::",
        "o:repin:P-99",
        "a:-1:",
        "d:unsub:P-01",
        "o:phone:P-30",
        "o:venue:P-30",
        "d:accept:x",
    ];
    Input::Tap(if chance.random_ratio(2, 3) {
        format!("{}{reports}", verbs.choose(chance).unwrap())
    } else {
        (*other.choose(chance).unwrap()).to_owned()
    })
}

/// A few words that are nobody's button.
fn phrase(chance: &mut StdRng) -> String {
    let few = [
        "Шу көп",
        "Шумят соседи",
        "Мектеп, 2-қабат",
        "Сколько можно <b>",
        "🎉 & 🎉",
    ];
    // As long as it may be, in letters that Telegram counts twice.
    if chance.random_ratio(1, 16) {
        let units = [30, 120, 400, 450, 1_500, 2_000].choose(chance).unwrap();
        return "🎉".repeat(units / 2);
    }
    let part = few.choose(chance).unwrap();
    let times = if chance.random_ratio(1, 8) { 25 } else { 1 };
    part.repeat(times)
}

pub fn words(chance: &mut StdRng) -> String {
    let few = [
        "Шу көп",
        "Шумят соседи",
        "3-подъезд",
        "Сколько можно <b>",
        "1",
        "2",
        "7",
        "17",
        "🎉",
        "46.985, 67.006",
        "https://2gis.kz/geo/70000001",
        "Иә",
        "нет",
        "27.12",
        "18:30",
    ];
    if chance.random_ratio(1, 12) {
        let part = few.choose(chance).unwrap();
        return part.repeat(chance.random_range(20..120));
    }
    (*few.choose(chance).unwrap()).to_owned()
}

fn garbage(chance: &mut StdRng) -> String {
    let parts = [
        "🏴", "&amp;", "</b>", "\u{202e}", "\u{200b}", "Ұ", "\n\n", "'\"`", "𝕳", "%s",
    ];
    let part = parts.choose(chance).unwrap();
    let most = 4096 / part.encode_utf16().count();
    let times = match chance.random_range(0..4) {
        0 => most,
        1 => most / 2 - 50,
        2 => 380,
        _ => 1,
    };
    part.repeat(times)
}

fn place(chance: &mut StdRng) -> Place {
    // The first five precincts more often than the rest, so that people meet.
    let (lat, lon) = match chance.random_range(0..10) {
        0..6 => (
            46.985,
            67.0 + f64::from(chance.random_range(0..48)) / 1000.0,
        ),
        6..9 => (
            46.98 + f64::from(chance.random_range(0..40)) / 1000.0,
            67.0 + f64::from(chance.random_range(0..132)) / 1000.0,
        ),
        _ => *[(51.1, 71.4), (67.006, 46.985), (0.0, 0.0)]
            .choose(chance)
            .unwrap(),
    };
    let title = ["Абай көшесі, 7", "<i>&", "🏠"].choose(chance).unwrap();
    let times = if chance.random_ratio(1, 10) { 60 } else { 1 };
    Place {
        point: Point::new(lat, lon).unwrap(),
        accuracy: chance.random_bool(0.3).then_some(35.0),
        title: chance.random_bool(0.4).then(|| title.repeat(times)),
    }
}

fn media(chance: &mut StdRng) -> Input {
    let kind = *MediaKind::ALL.choose(chance).unwrap();
    let file = format!("AgAC{}", chance.random_range(0..1000));
    let caption = chance.random_bool(0.4).then(|| {
        let part = ["Міне", "🎉", "<&>"].choose(chance).unwrap();
        let most = 1024 / part.encode_utf16().count();
        part.repeat(if chance.random_bool(0.2) { most } else { 1 })
    });
    Input::Media {
        media: Media { kind, file },
        caption,
    }
}
