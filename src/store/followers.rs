//! Who else than its sender hears how a report goes on, and the links by which they came to.

use anyhow::Result;

use super::people::{Recipient, reader};
use super::read::ReportRow;
use super::reports::select_report;
use super::{Tx, rows, run};
use crate::domain::report::Report;
use crate::domain::{Channel, PersonId, ReportId, Time};

/// Somebody who hears of a report that another one has sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Follower {
    pub reader: Recipient,
    /// Hears the questions too.
    pub family: bool,
}

type FollowerRow = (PersonId, Channel, i64, Option<String>, bool);

impl Tx {
    /// Whoever follows already goes on as before, but as one of the family where it says so.
    pub async fn follow(
        &mut self,
        report: ReportId,
        person: PersonId,
        family: bool,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into report_follower (report, person, since, family) values ($1, $2, $3, $4)
             on conflict (report, person) do update set
                 family = report_follower.family or excluded.family",
            report,
            person,
            now.as_millisecond(),
            family
        )?;
        Ok(())
    }

    pub async fn unfollow(&mut self, report: ReportId, person: PersonId) -> Result<()> {
        let sql = "delete from report_follower where report = $1 and person = $2";
        run!(self, sql, report, person)?;
        Ok(())
    }

    /// Nobody follows it any more, and no link leads there.
    pub async fn end_following(&mut self, report: ReportId) -> Result<()> {
        let links = "delete from follow_link where report = $1";
        run!(self, links, report)?;
        let all = "delete from report_follower where report = $1";
        run!(self, all, report)?;
        Ok(())
    }

    pub async fn follows(&mut self, report: ReportId, person: PersonId) -> Result<bool> {
        let sql = "select count(*) from report_follower where report = $1 and person = $2";
        let (count,) = rows!(self, fetch_one, (i64,), sql, report, person)?;
        Ok(count > 0)
    }

    /// Those who are reached, the first of them first.
    pub async fn followers(&mut self, report: ReportId) -> Result<Vec<Follower>> {
        let found = rows!(
            self,
            fetch_all,
            FollowerRow,
            "select person.id, channel, chat, lang, family
             from report_follower join person on person.id = report_follower.person
             where report_follower.report = $1 and blocked_at is null
             order by since, person.id",
            report
        )?;
        let follower = |(person, channel, chat, lang, family)| Follower {
            reader: reader((person, channel, chat, lang)),
            family,
        };
        Ok(found.into_iter().map(follower).collect())
    }

    pub async fn count_followers(&mut self, report: ReportId) -> Result<i64> {
        let sql = "select count(*) from report_follower where report = $1";
        let (count,) = rows!(self, fetch_one, (i64,), sql, report)?;
        Ok(count)
    }

    /// What a person follows, newest first.
    pub async fn followed_by(&mut self, person: PersonId, limit: i64) -> Result<Vec<Report>> {
        let found = rows!(
            self,
            fetch_all,
            ReportRow,
            select_report!(
                "where id in (select report from report_follower where person = $1)
                 order by created_at desc, number desc limit $2"
            ),
            person,
            limit
        )?;
        found.into_iter().map(Report::try_from).collect()
    }

    pub async fn add_follow_link(
        &mut self,
        hash: &str,
        report: ReportId,
        until: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into follow_link (hash, report, expires_at) values ($1, $2, $3)",
            hash,
            report,
            until.as_millisecond()
        )?;
        Ok(())
    }

    /// The report that a link leads to, if it still does.
    pub async fn followed_by_link(&mut self, hash: &str, now: Time) -> Result<Option<ReportId>> {
        let row = rows!(
            self,
            fetch_optional,
            (ReportId,),
            "select report from follow_link where hash = $1 and expires_at > $2",
            hash,
            now.as_millisecond()
        )?;
        Ok(row.map(|(report,)| report))
    }

    /// Links that lead nowhere any more are deleted; how many.
    pub async fn drop_follow_links(&mut self, before: Time) -> Result<u64> {
        let sql = "delete from follow_link where expires_at < $1";
        Ok(run!(self, sql, before.as_millisecond())?)
    }

    /// Of whoever is forgotten: nobody hears of their reports any more, nor is anybody named in them.
    pub(super) async fn forget_whom(&mut self, person: PersonId) -> Result<()> {
        for sql in [
            "update report set whom_name = null, whom_phone = null where person = $1",
            "delete from report_follower
             where report in (select id from report where person = $1)",
            "delete from follow_link where report in (select id from report where person = $1)",
            "delete from report_group where report in (select id from report where person = $1)",
        ] {
            run!(self, sql, person)?;
        }
        Ok(())
    }
}
