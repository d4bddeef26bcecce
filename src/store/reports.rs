//! Reports and their history.

use anyhow::Result;

use super::read::{EventRow, ReportRow, event};
use super::{Tx, rows, run};
use crate::domain::case::{By, Event, EventKind};
use crate::domain::report::{Report, State};
use crate::domain::{PersonId, PrecinctCode, ReportId, Time};

/// A statement that reads [`ReportRow`]s.
macro_rules! select_report {
    ($rest:literal) => {
        concat!(
            "select id, number, person, lang, category, precinct, lat, lon, accuracy, title, address,
                 happening_now, for_other, whom_name, whom_phone, state, outcome, officer, created_at,
                 updated_at
             from report ",
            $rest
        )
    };
}

pub(super) use select_report;

impl Tx {
    pub async fn add_report(&mut self, report: &Report) -> Result<()> {
        let (place, whom) = (report.place.as_ref(), report.whom.as_ref());
        run!(
            self,
            "insert into report (id, number, person, lang, category, precinct, lat, lon,
                 accuracy, title, address, happening_now, state, created_at, updated_at, for_other,
                 whom_name, whom_phone)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16,
                 $17)",
            report.id,
            report.number,
            report.person,
            report.lang.code(),
            &report.category,
            &report.precinct,
            place.map(|place| place.point.lat),
            place.map(|place| place.point.lon),
            place.and_then(|place| place.accuracy),
            place.and_then(|place| place.title.as_deref()),
            report.address.as_deref(),
            report.happening_now,
            report.state.name(),
            report.created_at.as_millisecond(),
            whom.is_some(),
            whom.and_then(|whom| whom.name.as_deref()),
            whom.and_then(|whom| whom.phone.as_deref())
        )?;
        Ok(())
    }

    /// Locks nothing: whoever changes it says from which state, see [`Tx::move_report`].
    pub async fn report(&mut self, id: ReportId) -> Result<Option<Report>> {
        let row = rows!(
            self,
            fetch_optional,
            ReportRow,
            select_report!("where id = $1"),
            id
        )?;
        row.map(Report::try_from).transpose()
    }

    /// Moves a report on if it still stands at `from`; false if somebody was faster.
    pub async fn move_report(&mut self, report: &Report, from: State) -> Result<bool> {
        let moved = run!(
            self,
            "update report set state = $2, outcome = $3, officer = $4, updated_at = $5
             where id = $1 and state = $6",
            report.id,
            report.state.name(),
            report.outcome.map(crate::domain::report::Outcome::name),
            report.officer,
            report.updated_at.as_millisecond(),
            from.name()
        )?;
        Ok(moved == 1)
    }

    /// Keeps everybody else from a report until the end of this transaction.
    pub(super) async fn hold_report(&mut self, id: ReportId) -> Result<()> {
        let sql = "update report set updated_at = updated_at where id = $1";
        run!(self, sql, id)?;
        Ok(())
    }

    /// Gives a report to another precinct.
    pub async fn set_precinct(&mut self, id: ReportId, precinct: &PrecinctCode) -> Result<()> {
        run!(
            self,
            "update report set precinct = $2 where id = $1",
            id,
            precinct
        )?;
        Ok(())
    }

    /// Adds a line to the end of a history. Its place there is a number of its own: several turns
    /// may fall into one millisecond, such as those that waited while the bot was down.
    pub async fn add_event(&mut self, id: i64, report: ReportId, event: &Event) -> Result<()> {
        // Two that add at once on a database server take turns: each line has a number of its own.
        self.hold_report(report).await?;
        let data = event
            .data
            .map(|it| serde_json::to_string(&it))
            .transpose()?;
        run!(
            self,
            "insert into report_event (id, report, at, seq, kind, text, media_kind, media_file, actor,
                 data)
             select $1, $2, $3, coalesce(max(seq), -1) + 1, $4, $5, $6, $7, $8, $9
             from report_event where report = $2",
            id,
            report,
            event.at.as_millisecond(),
            event.kind.name(),
            event.text.as_deref(),
            event.media.as_ref().map(|media| media.kind.name()),
            event.media.as_ref().map(|media| media.file.as_str()),
            event.by.and_then(By::officer),
            data.as_deref()
        )?;
        Ok(())
    }

    /// The whole history, oldest first; it has no limit, so not in a turn.
    pub async fn events(&mut self, report: ReportId) -> Result<Vec<Event>> {
        let rows = rows!(
            self,
            fetch_all,
            EventRow,
            concat!(
                "select ",
                event!(),
                " from report_event where report = $1 order by seq, id"
            ),
            report
        )?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The newest event of a kind, such as the open question.
    pub async fn last_event(&mut self, report: ReportId, kind: EventKind) -> Result<Option<Event>> {
        let row = rows!(
            self,
            fetch_optional,
            EventRow,
            concat!(
                "select ",
                event!(),
                " from report_event
                 where report = $1 and kind = $2 order by seq desc, id desc limit 1"
            ),
            report,
            kind.name()
        )?;
        row.map(Event::try_from).transpose()
    }

    /// A resident's reports, newest first.
    pub async fn reports_of(
        &mut self,
        person: PersonId,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Report>> {
        let rows = rows!(
            self,
            fetch_all,
            ReportRow,
            select_report!(
                "where person = $1 order by created_at desc, number desc limit $2 offset $3"
            ),
            person,
            limit,
            offset
        )?;
        rows.into_iter().map(Report::try_from).collect()
    }

    /// How many reports are a resident's.
    pub async fn count_reports(&mut self, person: PersonId) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select count(*) from report where person = $1",
            person
        )?;
        Ok(count)
    }

    /// How many reports are open in each precinct that has any.
    pub async fn open_counts(&mut self) -> Result<Vec<(PrecinctCode, i64)>> {
        Ok(rows!(
            self,
            fetch_all,
            (PrecinctCode, i64),
            "select precinct, count(*) from report
             where state not in ('closed', 'withdrawn') group by precinct order by precinct"
        )?)
    }

    /// What is open in these precincts: what nobody has taken first, then the newest.
    pub async fn open_reports(
        &mut self,
        precincts: &[&PrecinctCode],
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Report>> {
        // One text for both engines knows no lists: the codes, which hold no semicolon, go in as
        // one string.
        let codes: Vec<&str> = precincts.iter().map(|it| it.as_str()).collect();
        let list = format!(";{};", codes.join(";"));
        let rows = rows!(
            self,
            fetch_all,
            ReportRow,
            select_report!(
                "where state not in ('closed', 'withdrawn')
                 and replace($1, ';' || precinct || ';', '') <> $1
                 order by case when state = 'new' then 0 else 1 end, created_at desc, number desc
                 limit $2 offset $3"
            ),
            &list,
            limit,
            offset
        )?;
        rows.into_iter().map(Report::try_from).collect()
    }

    /// Takes the person out of reports that ended before `before`, with whoever else is named in them
    /// or hears of them; returns how many.
    pub async fn anonymise_reports(&mut self, before: Time) -> Result<u64> {
        for sql in [
            "delete from report_follower where report in (
                 select id from report where person is not null
                     and state in ('closed', 'withdrawn') and updated_at < $1)",
            "delete from report_group where report in (
                 select id from report where person is not null
                     and state in ('closed', 'withdrawn') and updated_at < $1)",
        ] {
            run!(self, sql, before.as_millisecond())?;
        }
        Ok(run!(
            self,
            "update report set person = null, whom_name = null, whom_phone = null
             where person is not null and state in ('closed', 'withdrawn') and updated_at < $1",
            before.as_millisecond()
        )?)
    }

    /// Numbers of all reports, in order; for tests and for the count of what exists.
    pub async fn report_numbers(&mut self) -> Result<Vec<i64>> {
        let rows = rows!(
            self,
            fetch_all,
            (i64,),
            "select number from report order by number"
        )?;
        Ok(rows.into_iter().map(|(number,)| number).collect())
    }
}
