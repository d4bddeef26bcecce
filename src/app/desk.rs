//! The officer's desk: what is open, the card of each report, and what an officer begins there.

use anyhow::Result;

use super::pages::Page;
use super::route::Seat;
use super::scene::Scene;
use super::screens::{refused, said};
use super::{cards, history, lists, news, perform, reading};
use crate::chat::{Attachment, List, Say, Screen};
use crate::domain::Refusal;
use crate::domain::report::{Report, ReportId};
use crate::flow::{Flow, Next, Officer, Own};

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

/// What is open: what nobody has taken first.
pub async fn desk(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let words = seat.words();
    if !seat.person.is_staff() {
        return refused(scene, seat, &Refusal::NotPermitted);
    }
    let counts = scene.tx.open_counts().await?;
    let mine: Vec<(String, i64)> = counts
        .into_iter()
        .filter(|(code, _)| perform::serves(scene, &seat.person, code))
        .collect();
    let total: i64 = mine.iter().map(|(_, count)| count).sum();
    let codes: Vec<&str> = mine.iter().map(|(code, _)| code.as_str()).collect();
    let page = Page::new(page, total, lists::REPORTS);
    let (offset, limit) = page.rows();
    let open = scene.tx.open_reports(&codes, limit, offset).await?;
    let mut say = Say::text(words.desk(total));
    for report in &open {
        let state = words.state(report.state.name());
        let line = lists::line(scene, report, &state, words);
        say = say.open(line, Screen::Case(report.id));
    }
    // By its buttons it is of the others too.
    say.about = open.first().map(|report| report.id);
    let say = page.turn(say, List::Desk, words);
    said(scene, seat, &say.open(words.button_menu(), Screen::Menu))
}

/// Files of a private report that come with its card; all of them stand behind it.
const FILES: i64 = 10;

/// Shows the card anew at the bottom of the chat; the older one stops being the one edited.
pub async fn case(scene: &mut Scene<'_>, seat: &mut Seat, id: ReportId) -> Result<Option<Next>> {
    let report = match officers_report(scene, seat, id).await? {
        Ok(report) => report,
        Err(refusal) => return refused(scene, seat, &refusal),
    };
    scene
        .tx
        .clear_slot(seat.chat, &cards::slot(&report))
        .await?;
    let ends = history::ends(scene.tx, id, false).await?;
    let card = cards::card(scene, &report, &ends, seat.lang(), seat.person.id);
    seat.say(scene, &card.slot(cards::slot(&report)))?;
    if news::private(scene, &report) {
        media(scene, seat, &report).await?;
    }
    if let Some(pin) = reading::pin_of(&report, seat) {
        scene.say(seat.chat, &pin.about(id))?;
    }
    Ok(None)
}

/// What came with a private report last: it was not pushed when it came.
async fn media(scene: &mut Scene<'_>, seat: &Seat, report: &Report) -> Result<()> {
    let events = scene.tx.last_media(report.id, FILES).await?;
    for media in events.into_iter().filter_map(|event| event.media) {
        let say = Say {
            attachment: Some(Attachment::Media(media)),
            ..Say::text(seat.words().number(report.number))
        };
        scene.say(seat.chat, &say.silent().about(report.id))?;
    }
    Ok(())
}

/// What an officer begins on a report.
pub enum Desk {
    Ask,
    Close,
    Remark,
}

pub async fn begin(
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
    let (report, number, lang) = (id, report.number, report.lang);
    Ok(Some(Next::Ask(Flow::Officer(match what {
        Desk::Ask => Officer::Ask {
            report,
            number,
            lang,
        },
        Desk::Close => Officer::Close {
            report,
            number,
            lang,
            closing: None,
        },
        Desk::Remark => Officer::Remark { report, number },
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
