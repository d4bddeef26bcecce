//! Words that mean a button: its label in either language, its number, or one of the usual words for
//! it. Where words are collected, only those that end or leave the collecting are such words; where an
//! officer or a report waits for words, only what leaves them.

use super::scene::Scene;
use super::seat::Seat;
use super::shown::{Pressed, shown};
use crate::chat::spoken::{Meaning, folded, leaves, meaning, place_in_row, same_words};
use crate::chat::{Button, Press, Screen, Tap};
use crate::domain::Lang;
use crate::flow::{Flow, Start, World, more};
use crate::text::Words;

/// What somebody means by a few words.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The string of a button's tap.
    Tap(String),
    /// The same by a word such as "yes" or by its place: it counts only where the question stands
    /// lowest in the chat.
    Word(String),
    /// Such a word for what has scrolled away.
    Above,
    /// The button for the position, whose words mean it.
    Position(String),
    /// A link of the bot's own, or that it begins anew.
    Start(String),
    Open(Screen),
    Back(Box<Flow>),
    Language(Lang),
    /// Few large buttons, or all of them again.
    Simple(bool),
    /// An own report with this number.
    Number(i64),
    /// What became of the own reports.
    Status,
    /// It was not meant, where nothing is asked.
    NotMeant,
    Thanks,
    /// A word for a button that is not there.
    NoButton,
}

impl Said {
    /// The button itself.
    fn named(self) -> Said {
        match self {
            Said::Word(data) => Said::Tap(data),
            said => said,
        }
    }
}

/// Labels are no longer than this, in characters.
const LETTERS: usize = 80;

/// Whether the text means something else than itself where nothing is asked.
pub fn may_be_a_button(text: &str) -> bool {
    let number = text.trim().parse::<u32>().is_ok();
    number
        || place_in_row(text).is_some()
        || meaning(text).is_some()
        || number_of_report(text).is_some()
}

/// What `text` means beside being an answer. Where a question of an officer has just come, and in a
/// reply to a message of a report, it `answers` that, unless it is the label of a button or leaves.
pub fn read(seat: &Seat, scene: &Scene<'_>, text: &str, answers: bool) -> Option<Said> {
    let text = text.trim();
    if let Some(payload) = own_link(text, &scene.app.bot_name()) {
        return Some(Said::Start(payload));
    }
    if text.chars().count() > LETTERS {
        return None;
    }
    let answers = answers || seat.flow.answers();
    match shown(seat, text, answers) {
        Some(Pressed::Named((label, data)) | Pressed::Counted((label, data)))
            if data.is_empty() =>
        {
            return Some(Said::Position(label.clone()));
        }
        Some(Pressed::Named((_, data))) => return Some(Said::Tap(data.clone())),
        Some(Pressed::Counted((_, data))) => return Some(Said::Word(data.clone())),
        None => {}
    }
    // What is looked for is rarely a label, and to show what was found costs a search.
    let meant_by = meaning(text);
    let buttons = match seat.flow.searches() && meant_by.is_none() {
        true => Vec::new(),
        false => buttons(seat, scene),
    };
    let same = folded(text);
    let means = same_words(text);
    if let Some((_, data)) = buttons.iter().find(|(label, _)| means(label)) {
        return Some(Said::Tap(data.clone()));
    }
    if answers {
        return answering(seat, &Keys(&buttons), text);
    }
    let free = seat.flow.takes_words();
    if !free && let Some(data) = part_of_label(seat, &buttons, &same) {
        return Some(Said::Tap(data));
    }
    if !free {
        if let Some(screen) = menu(seat, scene, text) {
            return Some(Said::Open(screen));
        }
        if !seat.flow.wants_number()
            && let Some(number) = number_of_report(text)
        {
            return Some(Said::Number(number));
        }
    }
    meant(&seat.flow, &seat.world(scene), &Keys(&buttons), meant_by?)
}

/// Where words are waited for: what leaves, what ends the collecting, and thanks for the question.
fn answering(seat: &Seat, keys: &Keys<'_>, text: &str) -> Option<Said> {
    if leaves(text) {
        return Some(Said::Open(Screen::Menu));
    }
    let at_menu = seat.flow == Flow::Menu && seat.beside.reply.is_none();
    let empty = seat.flow.notes().is_empty();
    match meaning(text)? {
        Meaning::Done | Meaning::Send if seat.flow.answers() => keys.one_of(&["done"]),
        // Nothing is to be added.
        Meaning::No if empty => keys.one_of(&["done"]),
        Meaning::Thanks if at_menu => Some(Said::Thanks),
        _ => None,
    }
}

/// The buttons of the current question in both languages, as label and string of the tap.
fn buttons(seat: &Seat, scene: &Scene<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let world = World {
            words: Words::new(lang),
            ..seat.world(scene)
        };
        let question = seat.flow.question(&world);
        all.extend(question.buttons().filter_map(tap_of));
    }
    all
}

fn tap_of(button: &Button) -> Option<(String, String)> {
    match &button.press {
        Press::Tap(data) => Some((button.label.clone(), data.clone())),
        Press::Position | Press::Url(_) => None,
    }
}

/// The one kind of report whose label has all of these words.
fn part_of_label(seat: &Seat, buttons: &[(String, String)], same: &str) -> Option<String> {
    let Flow::Report(draft) = &seat.flow else {
        return None;
    };
    if !draft.asks_what() || same.is_empty() {
        return None;
    }
    let has = |label: &str| {
        let label = folded(label);
        same.split(' ')
            .all(|word| label.split(' ').any(|it| it == word))
    };
    let mut found = buttons.iter().filter(|(label, _)| has(label));
    let (_, data) = found.next()?;
    found.all(|(_, other)| other == data).then(|| data.clone())
}

/// A button of the menu, or of what it has no row for, in either language.
fn menu(seat: &Seat, scene: &Scene<'_>, text: &str) -> Option<Screen> {
    let means = same_words(text);
    for lang in Lang::ALL {
        let world = World {
            words: Words::new(lang),
            ..seat.world(scene)
        };
        let (menu, more) = (Flow::Menu.question(&world), more(&world));
        let mut buttons = menu.buttons().chain(more.buttons());
        let named = buttons.find(|button| means(&button.label));
        if let Some((_, data)) = named.and_then(tap_of)
            && let Some(Tap::Open(screen)) = Tap::parse(&data)
        {
            return Some(screen);
        }
    }
    None
}

/// The buttons of the question by the keys of their answers.
struct Keys<'b>(&'b [(String, String)]);

impl Keys<'_> {
    fn one_of(&self, keys: &[&str]) -> Option<Said> {
        let is = |data: &str, wanted: &str| matches!(Tap::parse(data), Some(Tap::Answer { key, .. }) if key == wanted);
        keys.iter().find_map(|key| {
            let (_, data) = self.0.iter().find(|(_, data)| is(data, key))?;
            Some(Said::Word(data.clone()))
        })
    }

    /// The only answer that is a report's.
    fn report(&self) -> Option<Said> {
        let reports = self.0.iter().filter(|(_, data)| {
            matches!(Tap::parse(data), Some(Tap::Answer { key, .. })
                if key.bytes().all(|it| it.is_ascii_digit()))
        });
        let mut all: Vec<&String> = reports.map(|(_, data)| data).collect();
        all.dedup();
        all.sort_unstable();
        all.dedup();
        match all.as_slice() {
            [one] => Some(Said::Word((*one).clone())),
            _ => None,
        }
    }
}

fn meant(flow: &Flow, world: &World, keys: &Keys<'_>, meaning: Meaning) -> Option<Said> {
    let free = flow.takes_words();
    let collected = !flow.notes().is_empty();
    if let Flow::Start(start) = flow
        && let Some(said) = starting(start, keys, meaning)
    {
        return Some(said);
    }
    let keeps = matches!(flow, Flow::Keep(_));
    // Then "yes" says nothing.
    let other = matches!(flow, Flow::Keep(keep) if keep.other);
    // What was sent is shown there: a word for a button is no more of it.
    let shows = free || keeps || matches!(flow, Flow::Leave(_));
    let known = match meaning {
        Meaning::Yes if flow.only_tap() => None,
        Meaning::Yes => keys
            .one_of(&["yes", "on", "send"])
            .or_else(|| keys.report().filter(|_| !free && !other))
            .or_else(|| no_button(other))
            .or_else(|| keys.one_of(&["new"]).filter(|_| keeps))
            .or_else(|| keys.one_of(&["done"]).filter(|_| collected))
            // Where nothing is told yet, it is no description either.
            .or_else(|| no_button(matches!(flow, Flow::Report(_) | Flow::AddTo(_)) && free)),
        // To one report or another it does not belong, which drops nothing.
        Meaning::No if matches!(flow, Flow::Keep(keep) if !keep.cases.is_empty()) => {
            Some(Said::NoButton)
        }
        Meaning::No => keys
            .one_of(&["no", "new", "drop", "none"])
            .or_else(|| keys.one_of(&["done"]).filter(|_| !collected)),
        Meaning::Now => keys.one_of(&["yes"]).filter(|_| flow.asks_when()),
        Meaning::Past => keys.one_of(&["no"]).filter(|_| flow.asks_when()),
        Meaning::Done => keys.one_of(&["done"]).or_else(|| no_button(shows)),
        // It names what is done, wherever the button stands.
        Meaning::Send => keys
            .one_of(&["send", "done"])
            .map(Said::named)
            .or_else(|| keys.report().filter(|_| keeps))
            .or_else(|| no_button(shows)),
        Meaning::Anew if begins_anew(flow) => keys.one_of(&["drop"]),
        Meaning::Cancel if *flow == Flow::Menu => Some(Said::NotMeant),
        Meaning::Cancel | Meaning::Menu => Some(Said::Open(Screen::Menu)),
        Meaning::Back => Some(match flow.back(world) {
            Some(before) => Said::Back(Box::new(before)),
            None => keys.one_of(&["up"]).unwrap_or(Said::Open(Screen::Menu)),
        }),
        _ => None,
    };
    if known.is_some() || free {
        return known;
    }
    Some(match meaning {
        Meaning::Start | Meaning::Anew => Said::Start(String::new()),
        Meaning::Help => Said::Open(Screen::Help),
        Meaning::Find => Said::Open(Screen::MyInspector),
        Meaning::Report => Said::Open(Screen::Report),
        Meaning::Mine => Said::Status,
        Meaning::Subscriptions => Said::Open(Screen::Subscriptions),
        Meaning::Places => Said::Open(Screen::Places),
        Meaning::Language => Said::Open(Screen::Language),
        Meaning::Kazakh => Said::Language(Lang::Kk),
        Meaning::Russian => Said::Language(Lang::Ru),
        Meaning::Simple => Said::Simple(true),
        Meaning::Full => Said::Simple(false),
        Meaning::Thanks => Said::Thanks,
        _ => return None,
    })
}

fn begins_anew(flow: &Flow) -> bool {
    matches!(flow, Flow::Leave(leave) if leave.begins_anew())
}

/// Where words are collected, a lone word for a button is none of them.
fn no_button(free: bool) -> Option<Said> {
    free.then_some(Said::NoButton)
}

/// Where the language or the consent is asked.
fn starting(start: &Start, keys: &Keys<'_>, meaning: Meaning) -> Option<Said> {
    match meaning {
        Meaning::Kazakh => keys.one_of(&[Lang::Kk.code()]),
        Meaning::Russian => keys.one_of(&[Lang::Ru.code()]),
        Meaning::Cancel => keys.one_of(&["no"]),
        Meaning::Back => Some(Said::Back(Box::new(start.behind()))),
        _ => None,
    }
}

/// The payload of a link of this bot's own, where the text is nothing else.
fn own_link(text: &str, bot: &str) -> Option<String> {
    if bot.is_empty() {
        return None;
    }
    let is_ours = |name: &str| name.trim_start_matches('@').eq_ignore_ascii_case(bot);
    let payload = |query: &str| {
        let start = query.split('&').find_map(|it| it.strip_prefix("start="));
        start.unwrap_or_default().to_owned()
    };
    if text.contains(char::is_whitespace) {
        return None;
    }
    let word = text.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | ',' | '.' | '"'));
    let bare = word.split_once("://").map_or(word, |(_, rest)| rest);
    let (host, rest) = bare.split_once('/').or_else(|| bare.split_once('?'))?;
    if host.eq_ignore_ascii_case("resolve") {
        let domain = rest.split('&').find_map(|it| it.strip_prefix("domain="));
        return domain.is_some_and(is_ours).then(|| payload(rest));
    }
    let hosts = ["t.me", "telegram.me", "www.t.me", "telegram.dog"];
    if !hosts.iter().any(|it| host.eq_ignore_ascii_case(it)) {
        return None;
    }
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    is_ours(name.trim_end_matches('/')).then(|| payload(query))
}

/// The number in words that ask about an own report, such as `№ 12`.
fn number_of_report(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().ok().filter(|it| *it > 0)?;
    let (before, after) = text.split_once(&digits)?;
    if !folded(after).is_empty() {
        return None;
    }
    let sign = before.trim().ends_with(['№', '#']);
    let before = folded(before);
    let asks = before.is_empty() || meaning(&before) == Some(Meaning::Mine);
    (asks && (sign || !before.is_empty())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_this_bot_only() {
        let link = |text: &str| own_link(text, "aula_bot");
        for (text, payload) in [
            ("https://t.me/aula_bot?start=j-AbC_1", "j-AbC_1"),
            ("t.me/Aula_Bot?start=p-P-12", "p-P-12"),
            ("<http://telegram.me/aula_bot?start=j-x>.", "j-x"),
            ("tg://resolve?domain=aula_bot&start=j-x", "j-x"),
            ("https://t.me/aula_bot", ""),
            ("https://t.me/aula_bot/", ""),
        ] {
            assert_eq!(link(text).as_deref(), Some(payload), "{text}");
        }
        for text in [
            "https://t.me/other_bot?start=j-x",
            "https://example.com/aula_bot?start=j-x",
            "aula_bot",
            "Помогите, пожар! t.me/aula_bot",
            "Абай 12",
            "https://t.me/",
        ] {
            assert_eq!(link(text), None, "{text}");
        }
        assert_eq!(own_link("https://t.me/?start=j-x", ""), None);
    }

    #[test]
    fn numbers_of_reports() {
        for (text, number) in [
            ("№1", 1),
            ("№ 12", 12),
            ("#3", 3),
            ("что с моим сообщением №1", 1),
        ] {
            assert_eq!(number_of_report(text), Some(number), "{text}");
        }
        for text in ["1", "школа № 3", "12 кв 5", "№ 5 дом", "№", "что там"] {
            assert_eq!(number_of_report(text), None, "{text}");
        }
    }
}
