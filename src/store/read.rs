//! Rows of the database turned into things of the domain. A value that does not read is a
//! fault that names the column, never a guess.

use anyhow::{Context, Result};

use crate::domain::case::{self, Event, EventKind};
use crate::domain::report::{Media, MediaKind, Outcome, Report, State, Whom};
use crate::domain::{Lang, PersonId, Place, Point, PrecinctCode, ReportId, Time};

#[derive(sqlx::FromRow)]
pub struct ReportRow {
    id: ReportId,
    number: i64,
    person: Option<PersonId>,
    lang: String,
    category: String,
    precinct: PrecinctCode,
    lat: Option<f64>,
    lon: Option<f64>,
    accuracy: Option<f64>,
    title: Option<String>,
    address: Option<String>,
    happening_now: bool,
    for_other: bool,
    whom_name: Option<String>,
    whom_phone: Option<String>,
    state: String,
    outcome: Option<String>,
    officer: Option<PersonId>,
    created_at: i64,
    updated_at: i64,
}

#[derive(sqlx::FromRow)]
pub struct EventRow {
    at: i64,
    kind: String,
    text: Option<String>,
    media_kind: Option<String>,
    media_file: Option<String>,
    actor: Option<PersonId>,
    data: Option<String>,
}

/// The columns of an [`EventRow`].
macro_rules! event {
    () => {
        "at, kind, text, media_kind, media_file, actor, data"
    };
}

pub(super) use event;

impl TryFrom<ReportRow> for Report {
    type Error = anyhow::Error;

    fn try_from(row: ReportRow) -> Result<Report> {
        let place = place(row.lat, row.lon).map(|point| Place {
            point,
            accuracy: row.accuracy,
            title: row.title,
        });
        let whom = row.for_other.then_some(Whom {
            name: row.whom_name,
            phone: row.whom_phone,
        });
        Ok(Report {
            whom,
            id: row.id,
            number: row.number,
            person: row.person,
            lang: Lang::parse(&row.lang).context("report.lang")?,
            category: row.category,
            precinct: row.precinct,
            place,
            address: row.address,
            happening_now: row.happening_now,
            state: State::parse(&row.state).context("report.state")?,
            outcome: row
                .outcome
                .map(|name| Outcome::parse(&name).context("report.outcome"))
                .transpose()?,
            officer: row.officer,
            created_at: time(row.created_at)?,
            updated_at: time(row.updated_at)?,
        })
    }
}

impl TryFrom<EventRow> for Event {
    type Error = anyhow::Error;

    fn try_from(row: EventRow) -> Result<Event> {
        let media = match row.media_kind.zip(row.media_file) {
            Some((kind, file)) => {
                let kind = MediaKind::parse(&kind).context("report_event.media_kind")?;
                Some(Media { kind, file })
            }
            None => None,
        };
        let kind = EventKind::parse(&row.kind).context("report_event.kind")?;
        let data = row.data.as_deref().map(serde_json::from_str).transpose();
        Ok(Event {
            at: time(row.at)?,
            kind,
            by: case::by(kind, row.actor),
            text: row.text,
            media,
            data: data.context("report_event.data")?,
        })
    }
}

pub fn place(lat: Option<f64>, lon: Option<f64>) -> Option<Point> {
    lat.zip(lon).and_then(|(lat, lon)| Point::new(lat, lon))
}

/// A moment of the database.
pub fn time(ms: i64) -> Result<Time> {
    Time::from_millisecond(ms).context("a time out of range")
}
