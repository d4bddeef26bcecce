//! What time must do later.

use anyhow::{Result, bail};

use super::read::time;
use super::{Tx, rows, run};
use crate::domain::due::Due;
use crate::domain::{ReportId, Time};

impl Tx {
    /// It falls due then, whenever it was to before.
    pub async fn set_due(&mut self, due: Due, at: Time) -> Result<()> {
        let (kind, subject) = key(due);
        run!(
            self,
            "insert into due (kind, subject, at) values ($1, $2, $3)
             on conflict (kind, subject) do update set at = excluded.at",
            kind,
            subject,
            at.as_millisecond()
        )?;
        Ok(())
    }

    /// Nobody waits for it any more.
    pub async fn drop_due(&mut self, due: Due) -> Result<()> {
        let (kind, subject) = key(due);
        let sql = "delete from due where kind = $1 and subject = $2";
        run!(self, sql, kind, subject)?;
        Ok(())
    }

    /// When it falls due, if it is waited for.
    pub async fn due_at(&mut self, due: Due) -> Result<Option<Time>> {
        let (kind, subject) = key(due);
        let sql = "select at from due where kind = $1 and subject = $2";
        let row = rows!(self, fetch_optional, (i64,), sql, kind, subject)?;
        row.map(|(at,)| time(at)).transpose()
    }

    /// Up to `most` of what is due by now, the oldest first.
    pub async fn due(&mut self, now: Time, most: i64) -> Result<Vec<Due>> {
        let rows = rows!(
            self,
            fetch_all,
            (String, i64),
            "select kind, subject from due where at <= $1 order by at, kind, subject limit $2",
            now.as_millisecond(),
            most
        )?;
        rows.iter().map(|(kind, id)| read(kind, *id)).collect()
    }

    /// Takes what is due; false if it was put off or given up meanwhile, or somebody else has it.
    pub async fn take_due(&mut self, due: Due, now: Time) -> Result<bool> {
        // Whoever moves a report has it before its clock: two that go the other way round would wait
        // for each other.
        let Due::Answer(report) = due;
        self.hold_report(report).await?;
        let (kind, subject) = key(due);
        let taken = run!(
            self,
            "delete from due where kind = $1 and subject = $2 and at <= $3",
            kind,
            subject,
            now.as_millisecond()
        )?;
        Ok(taken == 1)
    }
}

fn key(due: Due) -> (&'static str, i64) {
    match due {
        Due::Answer(report) => ("answer", report.get()),
    }
}

fn read(kind: &str, subject: i64) -> Result<Due> {
    Ok(match kind {
        "answer" => Due::Answer(ReportId::new(subject)),
        other => bail!("due.kind: {other}"),
    })
}
