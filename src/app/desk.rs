//! The officer's desk: what is open, the card of each report, and what an officer begins there.

use anyhow::Result;

use super::holders::{self, Holder};
use super::pages::Page;
use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use super::{cards, files, lists, news, numbers, perform, why};
use crate::chat::{List, Say, Screen};
use crate::domain::policy::Duty;
use crate::domain::report::{Outcome, Report, State};
use crate::domain::{Refusal, ReportId, calendar};
use crate::flow::{Closing, Flow, Next, Officer, Own};
use crate::precincts::Directory;
use crate::text::Words;

/// Precincts that the person serves today, with the number of their subscribers.
pub async fn own_precincts(scene: &mut Scene<'_>, seat: &Seat) -> Result<Vec<Own>> {
    let directory = scene.directory.clone();
    let mut own = Vec::new();
    for precinct in directory.precincts() {
        if perform::covers(scene, &seat.person, &precinct.code) {
            let readers = scene.tx.count_subscribers(&precinct.code).await?;
            own.push(Own {
                code: precinct.code.clone(),
                readers,
            });
        }
    }
    Ok(own)
}

/// Opens one of the screens of a desk.
pub async fn open(scene: &mut Scene<'_>, seat: &mut Seat, screen: Screen) -> Result<Option<Next>> {
    match screen {
        Screen::Closed => closed(scene, seat, 0).await,
        Screen::Numbered(number) => numbers::open(scene, seat, number).await,
        Screen::RepeatOf(id, number) => repeat_of(scene, seat, id, number).await,
        Screen::Case(id) => case(scene, seat, id).await,
        Screen::Ask(id) => begin(scene, seat, id, Desk::Ask).await,
        Screen::Close(id) => begin(scene, seat, id, Desk::Close).await,
        Screen::Remark(id) => begin(scene, seat, id, Desk::Remark).await,
        _ => desk(scene, seat, 0).await,
    }
}

/// What is open: what nobody has taken first. Of their own reports nobody sees anything here.
pub async fn desk(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let words = seat.words();
    if !Duty::Desk.of(&seat.person) {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let (directory, me) = (scene.directory.clone(), seat.person.id);
    let served = served(scene, seat, &directory);
    let total = scene.tx.count_open(&served, me).await?;
    let page = Page::new(page, total, lists::REPORTS);
    let open = scene.tx.open_on_desk(&served, me, page.rows()).await?;
    let say = listed(scene, seat, words.desk(total), &open, served.len() > 1).await?;
    let say = page.turn(say, List::Desk, words);
    let say = placed(scene, seat, say, format!("list:desk:{}", page.at)).await?;
    let say = say.open(words.button_closed(), Screen::Closed);
    said(scene, seat, &say.open(words.button_menu(), Screen::Menu))
}

/// What the officer has closed, the newest first.
pub async fn closed(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let words = seat.words();
    if !Duty::Desk.of(&seat.person) {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let (directory, me) = (scene.directory.clone(), seat.person.id);
    let served = served(scene, seat, &directory);
    let total = scene.tx.count_closed_by(&served, me).await?;
    let page = Page::new(page, total, lists::REPORTS);
    let closed = scene.tx.closed_by(&served, me, page.rows()).await?;
    let head = words.desk_closed_list(total);
    let say = listed(scene, seat, head, &closed, served.len() > 1).await?;
    let say = page.turn(say, List::Closed, words);
    let say = placed(scene, seat, say, format!("list:closed:{}", page.at)).await?;
    let say = say.open(words.menu_desk(), Screen::Desk);
    said(scene, seat, &say.open(words.button_menu(), Screen::Menu))
}

/// The codes of the precincts whose desk is open to the officer today.
fn served<'d>(scene: &Scene<'_>, seat: &Seat, directory: &'d Directory) -> Vec<&'d str> {
    let codes = directory.precincts().iter().map(|it| it.code.as_str());
    codes
        .filter(|code| perform::serves(scene, &seat.person, code))
        .collect()
}

/// Reports under each other, each with a button; with their precinct where there are `several`.
async fn listed(
    scene: &mut Scene<'_>,
    seat: &Seat,
    head: String,
    reports: &[Report],
    several: bool,
) -> Result<Say> {
    let mut parts = vec![head];
    for report in reports {
        parts.push(entry(scene, seat, report, several).await?);
    }
    let words = seat.words();
    let mut say = Say::text(parts.join("\n\n"));
    for report in reports {
        let state = words.state(report.state.name());
        let line = lists::line(scene, report, &state, words);
        say = say.open(line, Screen::Case(report.id));
    }
    // By its buttons it is of the others too.
    say.about = reports.first().map(|report| report.id);
    Ok(say)
}

/// A list in a slot of its own: when the officer's post ends, its words are taken out. It is said
/// anew; what stands there from before is not renewed.
async fn placed(scene: &mut Scene<'_>, seat: &Seat, say: Say, slot: String) -> Result<Say> {
    if say.about.is_none() {
        return Ok(say);
    }
    scene.tx.clear_slot(seat.chat, &slot).await?;
    Ok(say.slot(slot))
}

/// What, when, where, and in whose hands or how it ended. Of a private one neither what nor where.
async fn entry(
    scene: &mut Scene<'_>,
    seat: &Seat,
    report: &Report,
    several: bool,
) -> Result<String> {
    let words = seat.words();
    let private = news::private(scene, report);
    let kind = scene.app.law.category(&report.category);
    let kind = kind.filter(|_| !private).map(|it| it.label.get(words.lang));
    let at = words.stamp(calendar::local(report.created_at));
    let mut details = Vec::new();
    if !private && (report.place.is_some() || report.address.is_some()) {
        details.push(words.desk_place(&cards::place_line(report, words, PLACE_UNITS)));
    }
    let precinct = scene.directory.precinct(&report.precinct);
    let precinct = precinct.filter(|_| several);
    details.extend(precinct.map(|it| words.desk_precinct(it.name.get(words.lang))));
    let lately = scene.now < report.created_at + NOW && report.state == State::New;
    if report.happening_now && lately && !private {
        details.push(words.desk_now());
    }
    details.push(match report.outcome.filter(|_| !report.state.open()) {
        Some(outcome) => words.desk_outcome(&words.outcome(outcome.name())),
        None => {
            let holder = holders::of(scene, report).await?;
            words.desk_holder(&Holder::shown(holder.as_ref(), words, seat.person.id))
        }
    });
    let kind = kind.unwrap_or("none");
    Ok(words.desk_entry(report.number, kind, &at, &details.join(" · ")))
}

/// UTF-16 units of the words of a place in a list.
const PLACE_UNITS: usize = 60;
/// For as long what was happening when it was sent may still be.
const NOW: jiff::SignedDuration = jiff::SignedDuration::from_hours(3);

/// Shows the card anew at the bottom of the chat; the older one stops being the one edited. What
/// came with the report comes with it, whoever opens it and whenever they joined.
async fn case(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let report = match officers_report(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    scene
        .tx
        .clear_slot(seat.chat, &cards::slot(&report))
        .await?;
    let facts = cards::facts(scene, &report).await?;
    let card = cards::card(scene, &report, &facts, seat.lang(), seat.person.id);
    seat.say(scene, &card.slot(cards::slot(&report)))?;
    files::below_card(scene, &report, seat.chat, seat.words()).await?;
    Ok(None)
}

/// What an officer begins on a report.
enum Desk {
    Ask,
    Close,
    Remark,
}

async fn begin(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    what: Desk,
) -> Result<Option<Next>> {
    let report = match officers_report(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    if !report.state.open() && !matches!(what, Desk::Remark) {
        return refused(
            scene,
            seat,
            &Refusal::WrongState {
                number: report.number,
                state: report.state,
            },
        );
    }
    let held = match what {
        Desk::Remark => None,
        Desk::Ask | Desk::Close => holders::of(scene, &report).await?,
    };
    let (number, lang) = (report.number, report.lang);
    seat.flow = Flow::Officer(match what {
        Desk::Ask => Officer::Ask {
            report: id,
            number,
            lang,
        },
        Desk::Close => Officer::Close {
            report: id,
            number,
            lang,
            closing: None,
        },
        Desk::Remark => Officer::Remark { report: id, number },
    });
    seat.step += 1;
    // A colleague may go on with it, but knows whose it is.
    let words = seat.words();
    let others = held.filter(|it| it.person != seat.person.id);
    let warning =
        others.map(|it| words.desk_others(number, &holders::named(it.name.as_ref(), words)));
    seat.ask(scene, warning).await?;
    Ok(None)
}

/// Closes a report as a repetition of another of this desk: the words to the resident follow from
/// its number, and may still be changed.
async fn repeat_of(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    id: ReportId,
    number: i64,
) -> Result<Option<Next>> {
    let report = match officers_report(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    let other = scene.tx.numbered_report(number).await?;
    // Nobody works on their own, and nobody at all on what was withdrawn.
    let other = other.filter(|it| {
        let served = perform::serves(scene, &seat.person, &it.precinct);
        let own = it.person == Some(seat.person.id);
        served && !own && it.state != State::Withdrawn && it.id != id
    });
    let Some(other) = other else {
        let text = why::refusal(&Refusal::NoSuchReport(number), seat, scene);
        seat.ask(scene, Some(text)).await?;
        return Ok(None);
    };
    let theirs = Words::new(report.lang);
    let text = match other.state.open() {
        true => theirs.repeat_of(number),
        false => theirs.repeat_of_closed(number),
    };
    Ok(Some(Next::Ask(Flow::Officer(Officer::Close {
        report: id,
        number: report.number,
        lang: report.lang,
        closing: Some(Closing {
            outcome: Outcome::Duplicate,
            text: Some(text),
        }),
    }))))
}

/// The report, if this person may work on it: on their own nobody works, nor do they read what
/// the desk remarks on it.
async fn officers_report(
    scene: &mut Scene<'_>,
    seat: &Seat,
    id: ReportId,
) -> Result<Result<Report, Refusal>> {
    let Some(report) = scene.tx.report(id).await? else {
        return Ok(Err(Refusal::NotPermitted));
    };
    Ok(if !perform::serves(scene, &seat.person, &report.precinct) {
        Err(Refusal::NotPermitted)
    } else if report.person == Some(seat.person.id) {
        Err(Refusal::OwnReport)
    } else {
        Ok(report)
    })
}
