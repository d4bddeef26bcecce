//! Which message of a resident's chat a line of a history came in.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{Chat, PersonId, ReportId};

impl Tx {
    /// Keeps the message and the album that an event came in.
    pub async fn set_origin(
        &mut self,
        event: i64,
        message: Option<i64>,
        album: Option<&str>,
    ) -> Result<()> {
        run!(
            self,
            "update report_event set message = $2, album = $3 where id = $1",
            event,
            message,
            album
        )?;
        Ok(())
    }

    /// The report of a person that a message of theirs is part of, and what it said.
    pub async fn report_of_message(
        &mut self,
        person: PersonId,
        message: i64,
    ) -> Result<Option<(ReportId, Option<String>)>> {
        Ok(rows!(
            self,
            fetch_optional,
            (ReportId, Option<String>),
            "select report.id, report_event.text from report_event
             join report on report.id = report_event.report
             where report_event.message = $1 and report.person = $2
             order by report_event.id desc limit 1",
            message,
            person
        )?)
    }

    /// The report of a person that pictures of this album went to.
    pub async fn report_of_album(
        &mut self,
        person: PersonId,
        album: &str,
    ) -> Result<Option<ReportId>> {
        let row = rows!(
            self,
            fetch_optional,
            (ReportId,),
            "select report.id from report_event join report on report.id = report_event.report
             where report_event.album = $1 and report.person = $2
             order by report.id desc limit 1",
            album,
            person
        )?;
        Ok(row.map(|(id,)| id))
    }

    /// The slot in which a message of the bot's stands.
    pub async fn slot_of(&mut self, chat: Chat, message: i64) -> Result<Option<String>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "select name from slot where channel = $1 and chat = $2 and message = $3 order by at desc limit 1",
            chat.channel,
            chat.id,
            message
        )?;
        Ok(row.map(|(name,)| name))
    }
}
