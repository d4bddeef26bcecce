//! Whether somebody is an officer, and who it is: no more than stands on the card of a precinct.

use super::Eye;
use super::phones::line_button;
use crate::chat::{Attachment, Made, Say, Screen};
use crate::domain::directory::{Head, Inspector};
use crate::domain::law::Phone;
use crate::domain::seen::{Checked, Doubt};
use crate::domain::{PrecinctCode, Scope, calendar};
use crate::text::{self, Words};

/// Cards that are one tap away.
const CARDS: usize = 4;

/// The answer; None where more is to be asked.
pub fn checked(checked: &Checked, eye: &Eye<'_>) -> Option<Say> {
    let (words, police) = (eye.words, eye.law.number(Phone::Police));
    let (officers, doubt) = match checked {
        Checked::Unclear { .. } => return None,
        Checked::Nobody => {
            let say = Say::text(words.check_nobody(police));
            return Some(ends(say.open(words.check_anew(), Screen::Check), eye));
        }
        Checked::Known(officers, doubt) => (officers, doubt),
    };
    let mut lines = vec![match (doubt, officers.len()) {
        (Some(Doubt::OtherName), _) => words.check_other_name(),
        (_, 1) => words.check_yes(),
        (_, several) => words.check_several(i64::try_from(several).unwrap_or(i64::MAX)),
    }];
    if *doubt == Some(Doubt::OtherPhone) {
        lines.push(words.check_other_phone());
    }
    lines.extend(officers.iter().map(|it| told(it, eye)));
    lines.push(words.check_call(police));
    let say = Say::text(lines.join("\n\n"));
    Some(ends(cards(say, officers, eye), eye))
}

/// What is said above the question where too little was told.
pub fn unclear(badge: bool, words: Words) -> String {
    match badge {
        true => words.check_badge(),
        false => words.check_more(),
    }
}

/// Whose code it is, at this very moment.
pub fn proof(officers: &[Scope], eye: &Eye<'_>) -> Say {
    let (words, police) = (eye.words, eye.law.number(Phone::Police));
    if officers.is_empty() {
        return ends(Say::text(words.proof_expired(police)), eye);
    }
    let at = words.moment(calendar::local(eye.now));
    let mut lines = vec![words.proof_yes(&at)];
    lines.extend(officers.iter().map(|it| told(it, eye)));
    lines.push(words.proof_compare(police));
    let say = Say::text(lines.join("\n\n"));
    ends(cards(say, officers, eye), eye)
}

/// What whoever shows it has to know.
pub fn code(link: &str, words: Words) -> Say {
    let minutes = crate::domain::start_link::PROOF_MINUTES;
    let code = Made::Code {
        link: link.to_owned(),
    };
    let say = Say {
        attachment: Some(Attachment::Made(code)),
        ..Say::text(words.prove(minutes))
    };
    say.link(words.prove_link(), link.to_owned())
        .open(words.button_menu(), Screen::Menu)
}

fn ends(say: Say, eye: &Eye<'_>) -> Say {
    let police = line_button(eye.words, eye.law.number(Phone::Police));
    say.row(vec![police])
        .open(eye.words.button_menu(), Screen::Menu)
}

fn cards(mut say: Say, officers: &[Scope], eye: &Eye<'_>) -> Say {
    let all = officers.iter().flat_map(|it| match it {
        Scope::Inspector(code) => eye.directory.precincts_of(code, eye.today()),
        _ => Vec::new(),
    });
    for precinct in all.take(CARDS) {
        let label = eye.words.precinct_button(precinct.name.get(eye.words.lang));
        say = say.open(label, Screen::Card(precinct.code.clone()));
    }
    say
}

fn told(officer: &Scope, eye: &Eye<'_>) -> String {
    let lines = match officer {
        Scope::Inspector(code) => eye.directory.inspector(code).map(|it| inspector(it, eye)),
        Scope::Head(code) => eye.directory.head(code).map(|it| head(it, eye)),
        Scope::Area(_) | Scope::Lapsed(_) => None,
    };
    lines.unwrap_or_default().join("\n")
}

fn inspector(it: &Inspector, eye: &Eye<'_>) -> Vec<String> {
    let (words, today) = (eye.words, eye.today());
    let mut lines = vec![words.card_inspector(it.rank.get(words.lang), &it.name)];
    lines.extend(
        it.phone
            .as_deref()
            .map(|phone| words.card_phone(&text::phone(phone))),
    );
    let served = eye.directory.precincts_of(&it.code, today);
    let names = |own: bool| -> Vec<&str> {
        let is_own = |code: &PrecinctCode| it.precincts.contains(code);
        let some = served
            .iter()
            .filter(|precinct| is_own(&precinct.code) == own);
        some.map(|precinct| precinct.name.get(words.lang)).collect()
    };
    let (own, others) = (names(true), names(false));
    if !own.is_empty() {
        lines.push(words.card_head(&own.join(", ")));
    }
    if !others.is_empty() {
        let until = it.until.map(|date| words.day_to(date));
        lines.push(words.check_acting(&others.join(", "), until.as_deref().unwrap_or("none")));
    }
    if served.is_empty() {
        lines.push(words.check_nowhere());
    }
    lines
}

fn head(it: &Head, eye: &Eye<'_>) -> Vec<String> {
    let words = eye.words;
    let area = eye.directory.area(&it.area);
    let area = area.map_or(it.area.as_str(), |it| it.name.get(words.lang));
    let phone = it.phone.as_deref().map(text::phone);
    let phone = phone.as_deref().unwrap_or("none");
    vec![words.ask_complaint_head(it.rank.get(words.lang), &it.name, area, phone)]
}
