//! The card of a report: one per officer, edited in place; and its history for its owner.

use anyhow::Result;

use super::act::officers::deadline;
use super::done::appeal;
use super::history::{self, Ends, cited};
use super::holders::{self, Holder};
use super::scene::Scene;
use super::told::{listeners, officers};
use super::unreached::{self, Sender};
use super::{files, news};
use crate::chat::{Say, Screen, Verb};
use crate::domain::report::{EventKind, Report, State, Step};
use crate::domain::{Chat, Lang, PersonId, calendar};
use crate::store::Reader;
use crate::text::{Words, escape};

/// UTF-16 units of the words of a place.
const PLACE_UNITS: usize = 250;
/// The map that most in Kazakhstan have on their phone, with longitude and latitude behind it: a
/// browser shows the same. No name, number or account goes along.
const MAP: &str = "https://2gis.kz/geo/";

/// Renews the card in the chat of every officer of the report, and where it stands in that of
/// whoever holds it or is one of the `others`. The card of a private one is only renewed where an
/// officer has opened it: an edit is no push.
pub async fn to_desk(scene: &mut Scene<'_>, report: &Report, others: &[Reader]) -> Result<()> {
    let officers = officers(scene, report).await?;
    let mut renewed = Vec::new();
    for reader in others
        .iter()
        .cloned()
        .chain(holders::reader(scene, report).await?)
    {
        if officers
            .iter()
            .chain(&renewed)
            .all(|it| it.person != reader.person)
        {
            renewed.push(reader);
        }
    }
    for (chat, card) in all(scene, report, &officers, &renewed).await? {
        scene.say(chat, &card)?;
    }
    Ok(())
}

/// Renews the card wherever it stands: nothing is pushed.
pub async fn renew(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let listeners = listeners(scene, report).await?;
    for (chat, card) in all(scene, report, &[], &listeners).await? {
        scene.say(chat, &card)?;
    }
    Ok(())
}

/// Shows the card of a new report before whatever else the officers are to read, and where it is.
pub async fn new_to_desk(scene: &mut Scene<'_>, report: &Report) -> Result<()> {
    let officers = officers(scene, report).await?;
    for (chat, card) in all(scene, report, &officers, &[]).await? {
        scene.say_first(chat, &card)?;
    }
    for reader in officers {
        if let Some(pin) = files::pin(scene, report, Words::new(reader.lang)) {
            scene.say_first(reader.chat, &pin.about(report.id))?;
        }
    }
    Ok(())
}

/// The card of one officer, before whatever else there is to read, without what belongs to it.
pub async fn alone(scene: &mut Scene<'_>, report: &Report, reader: &Reader) -> Result<()> {
    for (chat, card) in all(scene, report, std::slice::from_ref(reader), &[]).await? {
        scene.say_first(chat, &card)?;
    }
    Ok(())
}

/// The card of each of them, and the chat that it stands in; `renewed` only where it does.
async fn all(
    scene: &mut Scene<'_>,
    report: &Report,
    officers: &[Reader],
    renewed: &[Reader],
) -> Result<Vec<(Chat, Say)>> {
    let mut cards = Vec::new();
    if officers.is_empty() && renewed.is_empty() {
        return Ok(cards);
    }
    let facts = facts(scene, report).await?;
    let private = news::private(scene, report);
    let new = officers.iter().map(|reader| (reader, private));
    for (reader, edits) in new.chain(renewed.iter().map(|reader| (reader, true))) {
        if edits && scene.tx.slot(reader.chat, &slot(report)).await?.is_none() {
            continue;
        }
        let card = card(scene, report, &facts, reader.lang, reader.person);
        // Whoever has deleted the card of a private one does not get it back as a push.
        let card = if edits {
            card.only_edits(slot(report))
        } else {
            card.slot(slot(report))
        };
        cards.push((reader.chat, card));
    }
    Ok(cards)
}

/// The slot that a report's card stands in.
pub fn slot(report: &Report) -> String {
    format!("case:{}", report.id)
}

/// What a card tells beside the report itself, the same to every reader.
pub struct Facts {
    ends: Ends,
    holder: Option<Holder>,
    sender: Sender,
}

pub async fn facts(scene: &mut Scene<'_>, report: &Report) -> Result<Facts> {
    Ok(Facts {
        ends: history::ends(scene.tx, report.id, false).await?,
        holder: holders::of(scene, report).await?,
        sender: unreached::sender(scene, report).await?,
    })
}

/// The card as an officer reads it.
pub fn card(
    scene: &Scene<'_>,
    report: &Report,
    facts: &Facts,
    lang: Lang,
    officer: PersonId,
) -> Say {
    let words = Words::new(lang);
    let category = scene.app.law.category(&report.category);
    let precinct = scene.directory.precinct(&report.precinct);
    let when = match category {
        Some(category) if category.lasting => "none".to_owned(),
        _ => words.case_when(when(report.happening_now)),
    };
    let mut text = words.case_card(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        precinct.map_or(report.precinct.as_str(), |precinct| precinct.name.get(lang)),
        &place_line(report, words, PLACE_UNITS),
        &when,
        &words.stamp(calendar::local(report.created_at)),
        &words.state(report.state.name()),
        &Holder::shown(facts.holder.as_ref(), words, officer),
        &words.language_of(report.lang.code()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    if report.state.open()
        && let Some(line) = unheard_line(words, facts.sender)
    {
        text = format!("{text}\n{line}");
    }
    let excerpt = facts.ends.excerpt(words);
    text = format!("{text}\n\n{}", excerpt.text);
    if excerpt.cut {
        text = format!("{text}\n\n{}", words.case_cut());
    }
    let mut say = Say::text(text).about(report.id);
    let can = |step: Step| report.state.after(step).is_some();
    if can(Step::Accept) {
        say = say.verb(words.case_accept(), Verb::Accept(report.id));
    }
    if can(Step::Ask) {
        say = say.open(words.case_ask(), Screen::Ask(report.id));
    }
    if can(Step::Close) {
        say = say.open(words.case_close(), Screen::Close(report.id));
    }
    if report.state != State::Withdrawn {
        say = say.open(words.case_remark(), Screen::Remark(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    say
}

/// The name of when it happens, seen from when it was reported.
fn when(happening_now: bool) -> &'static str {
    if happening_now { "now" } else { "before" }
}

/// How it ended, once it is closed.
fn outcome_line(words: Words, report: &Report) -> Option<String> {
    let outcome = report.outcome.filter(|_| report.state == State::Closed)?;
    Some(words.case_outcome(&words.outcome(outcome.name())))
}

/// That nobody will read an answer.
fn unheard_line(words: Words, sender: Sender) -> Option<String> {
    match sender {
        Sender::Reached => None,
        Sender::Left => Some(words.case_unreached()),
        Sender::Forgotten => Some(words.case_forgotten()),
    }
}

/// Where it is, as HTML: what the resident called it, in quotation, and coordinates that lead to a
/// map.
pub fn place_line(report: &Report, words: Words, units: usize) -> String {
    let point = report.place.as_ref().map(|place| place.point);
    let at = point.map(|point| {
        let (lat, lon) = (point.lat, point.lon);
        format!("<a href=\"{MAP}{lon:.6},{lat:.6}\">{lat:.5}, {lon:.5}</a>")
    });
    let named = history::place(report).map(|it| escape(&cited(&it, units, words).0));
    match (named, at) {
        (Some(words), Some(at)) => format!("{words} ({at})"),
        (Some(words), None) => words,
        (None, Some(at)) => at,
        (None, None) => "—".to_owned(),
    }
}

/// The public history of one report, for its owner.
pub async fn own(scene: &mut Scene<'_>, report: &Report, lang: Lang) -> Result<Say> {
    let words = Words::new(lang);
    let ends = history::ends(scene.tx, report.id, true).await?;
    let category = scene.app.law.category(&report.category);
    let mut text = words.own_report(
        report.number,
        category.map_or("", |category| category.label.get(lang)),
        &words.own_state(report.state.name()),
    );
    if let Some(line) = outcome_line(words, report) {
        text = format!("{text}\n{line}");
    }
    let asked = match report.state {
        State::Question => {
            let asked = scene.tx.last_event(report.id, EventKind::Question);
            asked.await?
        }
        _ => None,
    };
    let until = asked.as_ref().map(|asked| {
        let until = deadline(scene, asked.at);
        words.own_until(&words.day_by(calendar::local(until).date()))
    });
    let excerpt = ends.excerpt(words);
    let cut = excerpt.cut.then(|| words.case_cut());
    // Of others it was said when they were sent.
    let appeal = news::private(scene, report).then(|| appeal(words, &scene.app.law));
    let parts = [Some(text), until, Some(excerpt.text), cut, appeal];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let mut say = Say::text(parts.join("\n\n"));
    if asked.is_some() {
        say = say.open(words.button_answer(), Screen::Answer(report.id));
    }
    if report.state.open() {
        say = say
            .open(words.button_add(), Screen::AddTo(report.id))
            .open(words.button_withdraw(), Screen::Withdraw(report.id));
    }
    if excerpt.more {
        say = say.open(words.button_whole(), Screen::Whole(report.id, 0));
    }
    Ok(say
        .open(words.menu_mine(), Screen::MyReports)
        .open(words.button_menu(), Screen::Menu))
}
