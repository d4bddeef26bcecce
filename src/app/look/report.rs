//! A report, as whoever sent it and as its desk may see it.

use anyhow::Result;

use super::super::scene::Scene;
use super::super::standing::{self, permitted};
use super::super::{holders, senders};
use crate::domain::due::Due;
use crate::domain::policy::Standing;
use crate::domain::report::{Report, State};
use crate::domain::seen::{About, DeskCase, Ends, HistoryPart, OwnCase, Reader, Seen};
use crate::domain::{Person, Refusal, ReportId, View};
use crate::show::history::EVENTS;
use crate::store::Tx;

/// Events that a card shows, the very first one besides.
const LAST: i64 = 6;
/// Files of a report that are counted.
const COUNTED: i64 = 1_000;
/// Files that come with a card; all of them stand behind it.
const FILES: i64 = 10;

pub async fn look(
    scene: &mut Scene<'_>,
    person: &Person,
    view: &View,
) -> Result<Result<Seen, Refusal>> {
    let (report, reader) = match of_report(scene, person, view).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(Ok(match view {
        View::MyReport(_) => Seen::MyReport(Box::new(own(scene, report).await?)),
        View::Followed(_) => Seen::Followed(report),
        View::Whole(_, from) => Seen::Whole(Box::new(part(scene, report, reader, *from).await?)),
        View::WholeFile(_) => Seen::WholeFile(report, reader),
        View::Pin(_) if report.place.is_none() => return Ok(Err(Refusal::NotFound)),
        View::Pin(_) => Seen::Pin(report, reader),
        View::Case(_) => Seen::Case(Box::new(case(scene, report).await?)),
        _ => Seen::Numbered(report, reader),
    }))
}

/// The report that a view is of, and as whom this person reads it.
pub async fn of_report(
    scene: &mut Scene<'_>,
    person: &Person,
    view: &View,
) -> Result<Result<(Report, Reader), Refusal>> {
    let found = match view {
        View::MyReport(id)
        | View::Followed(id)
        | View::Whole(id, _)
        | View::WholeFile(id)
        | View::Pin(id)
        | View::Case(id) => scene.tx.report(*id).await?,
        View::Numbered(number) => scene.tx.numbered_report(*number).await?,
        _ => None,
    };
    let to = |it: &Report| standing::to_report(scene, person, it);
    let mut standing = found.as_ref().map_or_else(Standing::default, to);
    if let View::Followed(id) = view {
        let open = |it: &Report| !scene.app.law.is_private(&it.category);
        let follows = scene.tx.follows(*id, person.id).await?;
        standing.follows = follows && found.as_ref().is_some_and(open);
    }
    let reader = match standing.owns {
        true => Reader::Owner,
        false => Reader::Desk,
    };
    let permitted = permitted(person, view, standing);
    let found = permitted.and_then(|()| found.ok_or(Refusal::NotPermitted));
    Ok(match view {
        View::Numbered(number) => found.map_err(|_| Refusal::NoSuchReport(*number)),
        View::Followed(_) => found.map_err(|_| Refusal::NotFollowing),
        _ => found,
    }
    .map(|report| (report, reader)))
}

/// What a card tells beside the report itself.
pub async fn about(scene: &mut Scene<'_>, report: &Report) -> Result<About> {
    Ok(About {
        ends: ends(scene.tx, report.id, false).await?,
        holder: holders::of(scene, report).await?,
        sender: senders::of(scene, report).await?,
    })
}

async fn case(scene: &mut Scene<'_>, report: Report) -> Result<DeskCase> {
    let about = about(scene, &report).await?;
    let last = scene.tx.last_media(report.id, FILES).await?;
    let of = scene.tx.count_media(report.id, COUNTED).await?;
    let first = of - i64::try_from(last.len())? + 1;
    let media = last.into_iter().filter_map(|event| event.media);
    Ok(DeskCase {
        about,
        media: media.collect(),
        first,
        report,
    })
}

async fn own(scene: &mut Scene<'_>, report: Report) -> Result<OwnCase> {
    let ends = ends(scene.tx, report.id, true).await?;
    let until = match report.state {
        State::Question => scene.tx.due_at(Due::Answer(report.id)).await?,
        _ => None,
    };
    Ok(OwnCase {
        followers: scene.tx.count_followers(report.id).await?,
        until,
        ends,
        report,
    })
}

async fn part(
    scene: &mut Scene<'_>,
    report: Report,
    reader: Reader,
    from: i64,
) -> Result<HistoryPart> {
    let (id, public, most) = (report.id, reader == Reader::Owner, i64::try_from(EVENTS)?);
    Ok(HistoryPart {
        // One more tells whether there is a page behind it.
        events: scene.tx.events_from(id, from, public, most + 1).await?,
        before: scene.tx.events_before(id, from, public, most).await?,
        reader,
        report,
    })
}

/// Reads the ends of a history, however long it is; without the desk's remarks if `public`.
async fn ends(tx: &mut Tx, report: ReportId, public: bool) -> Result<Ends> {
    let last = tx.events_before(report, i64::MAX, public, LAST + 1).await?;
    let first = tx.events_from(report, 0, public, 1).await?.pop();
    let before = last.first().map(|(number, _)| *number);
    let first = first.filter(|(number, _)| before.is_some_and(|before| *number < before));
    let next = first.as_ref().map(|(number, _)| number + 1);
    let gap = match (next, before) {
        (Some(next), Some(before)) if next < before => {
            let between = tx.events_from(report, next, public, 1).await?;
            between.first().is_some_and(|(number, _)| *number < before)
        }
        _ => false,
    };
    Ok(Ends {
        first: first.map(|(_, event)| event),
        last: last.into_iter().map(|(_, event)| event).collect(),
        gap,
        files: tx.count_media(report, COUNTED).await?,
        public,
    })
}
