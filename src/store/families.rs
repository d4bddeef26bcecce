//! Families in groups: who may act, what was said there and not sent yet, and in which group the state
//! of a report is told.

use anyhow::{Context, Result};

use super::{Tx, rows, run};
use crate::domain::family::{Kin, KinConsent, KinRole};
use crate::domain::group::Group;
use crate::domain::report::NewReport;
use crate::domain::{GroupId, PersonId, ReportId, Time};

type KinRow = (PersonId, String, Option<String>, Option<i64>);
type DraftRow = (PersonId, String);

impl Tx {
    /// The elder first, then those who came first.
    pub async fn family(&mut self, group: GroupId) -> Result<Vec<Kin>> {
        let found = rows!(
            self,
            fetch_all,
            KinRow,
            "select person.id, role, name, blocked_at
             from family_member join person on person.id = family_member.person
             where in_group = $1
             order by case when role = 'elder' then 0 else 1 end, since, person.id",
            group
        )?;
        let kin = |(person, role, name, blocked): KinRow| {
            Ok(Kin {
                person,
                role: KinRole::parse(&role).context("family_member.role")?,
                name,
                reached: blocked.is_none(),
            })
        };
        found.into_iter().map(kin).collect()
    }

    /// Whoever is there already stays what they are, unless they become the elder.
    pub async fn join_family(
        &mut self,
        group: GroupId,
        person: PersonId,
        role: KinRole,
        name: Option<&str>,
        consent: KinConsent,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into family_member (in_group, person, role, name, consent, since)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (in_group, person) do update set
                 name = excluded.name,
                 consent = case when excluded.role = 'elder'
                     then excluded.consent else family_member.consent end,
                 since = case when excluded.role = 'elder'
                     then excluded.since else family_member.since end,
                 role = case when excluded.role = 'elder'
                     then excluded.role else family_member.role end",
            group,
            person,
            role.name(),
            name,
            consent.name(),
            now.as_millisecond()
        )?;
        Ok(())
    }

    pub async fn is_kin(&mut self, group: GroupId, person: PersonId) -> Result<bool> {
        let sql = "select count(*) from family_member where in_group = $1 and person = $2";
        let (count,) = rows!(self, fetch_one, (i64,), sql, group, person)?;
        Ok(count > 0)
    }

    /// They hear no more of what was sent from there either.
    pub async fn leave_family(&mut self, group: GroupId, person: PersonId) -> Result<()> {
        for sql in [
            "delete from report_follower where person = $2 and family
                 and report in (select report from report_group where in_group = $1)",
            "delete from family_member where in_group = $1 and person = $2",
        ] {
            run!(self, sql, group, person)?;
        }
        Ok(())
    }

    /// Nobody is the elder any more.
    pub async fn end_elder(&mut self, group: GroupId) -> Result<()> {
        let sql = "select person from family_member where in_group = $1 and role = 'elder'";
        let elder = rows!(self, fetch_optional, (PersonId,), sql, group)?;
        match elder {
            Some((elder,)) => self.leave_family(group, elder).await,
            None => Ok(()),
        }
    }

    /// The group is no family's any more.
    pub async fn end_family(&mut self, group: GroupId) -> Result<()> {
        for sql in [
            "delete from report_follower where family
                 and report in (select report from report_group where in_group = $1)",
            "delete from family_member where in_group = $1",
            "delete from family_draft where in_group = $1",
            "delete from report_group where in_group = $1",
        ] {
            run!(self, sql, group)?;
        }
        Ok(())
    }

    /// The groups whose family somebody is of, what they are there, and since when.
    pub async fn families_of(&mut self, person: PersonId) -> Result<Vec<(KinRole, Time)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64),
            "select role, since from family_member where person = $1 order by since, in_group",
            person
        )?;
        let read = |(role, since): (String, i64)| {
            let role = KinRole::parse(&role).context("family_member.role")?;
            Ok((role, Time::from_millisecond(since)?))
        };
        found.into_iter().map(read).collect()
    }

    /// Keeps what this person said in the group until somebody sends it.
    pub async fn add_family_draft(
        &mut self,
        id: i64,
        group: GroupId,
        person: PersonId,
        draft: &NewReport,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into family_draft (id, in_group, person, draft, at) values ($1, $2, $3, $4, $5)",
            id,
            group,
            person,
            serde_json::to_string(draft)?,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// What was said, and by whom.
    pub async fn family_draft(
        &mut self,
        id: i64,
        group: GroupId,
    ) -> Result<Option<(PersonId, NewReport)>> {
        let row = rows!(
            self,
            fetch_optional,
            DraftRow,
            "select person, draft from family_draft where id = $1 and in_group = $2",
            id,
            group
        )?;
        let read = |(person, draft): DraftRow| Ok((person, serde_json::from_str(&draft)?));
        row.map(read).transpose()
    }

    pub async fn drop_family_draft(&mut self, id: i64, group: GroupId) -> Result<u64> {
        let sql = "delete from family_draft where id = $1 and in_group = $2";
        Ok(run!(self, sql, id, group)?)
    }

    /// What nobody has sent until then is forgotten.
    pub async fn tidy_family_drafts(&mut self, before: Time) -> Result<u64> {
        let sql = "delete from family_draft where at < $1";
        Ok(run!(self, sql, before.as_millisecond())?)
    }

    /// Its state is told in this group.
    pub async fn tell_in_group(&mut self, report: ReportId, group: GroupId) -> Result<()> {
        run!(
            self,
            "insert into report_group (report, in_group) values ($1, $2) on conflict do nothing",
            report,
            group
        )?;
        Ok(())
    }

    /// The group in which the state of a report is told, where the bot may speak there.
    pub async fn group_of_report(&mut self, report: ReportId) -> Result<Option<Group>> {
        let sql = "select in_group from report_group where report = $1";
        let row = rows!(self, fetch_optional, (GroupId,), sql, report)?;
        let group = match row {
            Some((id,)) => self.group_of(id).await?,
            None => None,
        };
        Ok(group.filter(|it| !it.muted && !it.removed))
    }
}
