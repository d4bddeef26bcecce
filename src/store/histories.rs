//! Histories of reports, read from their end or by pages: they have no limit.

use anyhow::Result;

use super::read::{EventRow, event};
use super::{Tx, rows};
use crate::domain::ReportId;
use crate::domain::case::Event;

/// An event and its number in the history, counted from 0.
pub type NumberedEvent = (i64, Event);

#[derive(sqlx::FromRow)]
struct NumberedRow {
    seq: i64,
    #[sqlx(flatten)]
    event: EventRow,
}

impl Tx {
    /// Up to `most` events from number `from` on, oldest first; without the desk's own remarks if
    /// `public`.
    pub async fn events_from(
        &mut self,
        report: ReportId,
        from: i64,
        public: bool,
        most: i64,
    ) -> Result<Vec<NumberedEvent>> {
        let found = rows!(
            self,
            fetch_all,
            NumberedRow,
            concat!(
                "select seq, ",
                event!(),
                " from report_event
                 where report = $1 and seq >= $2 and (kind <> 'remark' or not $3)
                 order by seq, id limit $4"
            ),
            report,
            from,
            public,
            most
        )?;
        found.into_iter().map(numbered).collect()
    }

    /// Up to `most` events before number `before`, the last ones, oldest first.
    pub async fn events_before(
        &mut self,
        report: ReportId,
        before: i64,
        public: bool,
        most: i64,
    ) -> Result<Vec<NumberedEvent>> {
        let found = rows!(
            self,
            fetch_all,
            NumberedRow,
            concat!(
                "select seq, ",
                event!(),
                " from report_event
                 where report = $1 and seq < $2 and (kind <> 'remark' or not $3)
                 order by seq desc, id desc limit $4"
            ),
            report,
            before,
            public,
            most
        )?;
        found.into_iter().rev().map(numbered).collect()
    }

    /// The last `most` events that brought a file, oldest first.
    pub async fn last_media(&mut self, report: ReportId, most: i64) -> Result<Vec<Event>> {
        let found = rows!(
            self,
            fetch_all,
            EventRow,
            concat!(
                "select ",
                event!(),
                " from report_event
                 where report = $1 and media_file is not null and not exists (
                     select 1 from report_event later
                     where later.report = $1 and later.media_file = report_event.media_file
                         and later.seq > report_event.seq
                 )
                 order by seq desc, id desc limit $2"
            ),
            report,
            most
        )?;
        found.into_iter().rev().map(Event::try_from).collect()
    }

    /// How many files came with a report, counted up to `most`.
    pub async fn count_media(&mut self, report: ReportId, most: i64) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select count(*) from (
                 select distinct media_file from report_event
                 where report = $1 and media_file is not null limit $2) as files",
            report,
            most
        )?;
        Ok(count)
    }
}

fn numbered(row: NumberedRow) -> Result<NumberedEvent> {
    Ok((row.seq, row.event.try_into()?))
}
