//! Groups that the bot is in, or was, and where they belong to.

use anyhow::Result;

use super::read::place;
use super::{Lane, Tx, rows, run};
use crate::domain::batch::Batch;
use crate::domain::group::{Group, GroupKind, SoughtPlace, Voice};
use crate::domain::{Chat, GroupId, Place, PrecinctCode, ReportId, Spot, Time};

#[derive(sqlx::FromRow)]
struct GroupRow {
    id: GroupId,
    #[sqlx(flatten)]
    chat: Chat,
    kind: Option<String>,
    voice: Option<String>,
    precinct: Option<PrecinctCode>,
    address: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    sought_address: Option<String>,
    sought_lat: Option<f64>,
    sought_lon: Option<f64>,
    token: String,
    muted_at: Option<i64>,
    removed_at: Option<i64>,
}

/// All that is read of a group, with the condition that finds it.
macro_rules! group_where {
    ($condition:literal) => {
        concat!(
            "select id, channel, chat, kind, voice, precinct, address, lat, lon, sought_address,
                 sought_lat, sought_lon, token, muted_at, removed_at
             from chat_group where ",
            $condition
        )
    };
}

impl Tx {
    pub async fn group(&mut self, chat: Chat) -> Result<Option<Group>> {
        let sql = group_where!("channel = $1 and chat = $2");
        let row = rows!(self, fetch_optional, GroupRow, sql, chat.channel, chat.id)?;
        Ok(row.map(Group::from))
    }

    pub async fn group_of(&mut self, id: GroupId) -> Result<Option<Group>> {
        let row = rows!(self, fetch_optional, GroupRow, group_where!("id = $1"), id)?;
        Ok(row.map(Group::from))
    }

    /// The group that a link to the private chat came from.
    pub async fn group_by_token(&mut self, token: &str) -> Result<Option<Group>> {
        let sql = group_where!("token = $1");
        let row = rows!(self, fetch_optional, GroupRow, sql, token)?;
        Ok(row.map(Group::from))
    }

    /// Every group that belongs somewhere, whether it is reached now or not.
    pub async fn bound_groups(&mut self) -> Result<Vec<Group>> {
        let sql = group_where!("precinct is not null order by id");
        let rows = rows!(self, fetch_all, GroupRow, sql)?;
        Ok(rows.into_iter().map(Group::from).collect())
    }

    /// Precincts that groups belong to.
    pub async fn group_precincts(&mut self) -> Result<Vec<PrecinctCode>> {
        let sql = "select distinct precinct from chat_group where precinct is not null";
        let rows = rows!(self, fetch_all, (PrecinctCode,), sql)?;
        Ok(rows.into_iter().map(|(code,)| code).collect())
    }

    /// Groups of a precinct in which something may be said.
    pub async fn groups_in(&mut self, precinct: &PrecinctCode) -> Result<Vec<Group>> {
        let sql =
            group_where!("precinct = $1 and muted_at is null and removed_at is null order by id");
        let rows = rows!(self, fetch_all, GroupRow, sql, precinct)?;
        Ok(rows.into_iter().map(Group::from).collect())
    }

    /// Notes a group that was not known; one that is stays as it is.
    pub async fn add_group(
        &mut self,
        id: GroupId,
        chat: Chat,
        token: &str,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into chat_group (id, channel, chat, token, added_at)
             values ($1, $2, $3, $4, $5) on conflict do nothing",
            id,
            chat.channel,
            chat.id,
            token,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Notes the place of which it is asked which precinct has it.
    pub async fn seek_in_group(&mut self, id: GroupId, sought: Option<&SoughtPlace>) -> Result<()> {
        let (words, pin) = match sought {
            Some(SoughtPlace::Words(words)) => (Some(words.as_str()), None),
            Some(SoughtPlace::Pin(place)) => (place.title.as_deref(), Some(place.point)),
            None => (None, None),
        };
        run!(
            self,
            "update chat_group set sought_address = $2, sought_lat = $3, sought_lon = $4
             where id = $1",
            id,
            words,
            pin.map(|it| it.lat),
            pin.map(|it| it.lon)
        )?;
        Ok(())
    }

    /// Where the group belongs to from now on; None: nowhere.
    pub async fn bind_group(&mut self, id: GroupId, spot: Option<&Spot>, now: Time) -> Result<()> {
        let point = spot.and_then(|it| it.place.as_ref()).map(|it| it.point);
        run!(
            self,
            "update chat_group set precinct = $2, address = $3, lat = $4, lon = $5, bound_at = $6,
                 sought_address = null, sought_lat = null, sought_lon = null
             where id = $1",
            id,
            spot.map(|it| &it.precinct),
            spot.and_then(Spot::words),
            point.map(|it| it.lat),
            point.map(|it| it.lon),
            spot.map(|_| now.as_millisecond())
        )?;
        Ok(())
    }

    /// The precinct that has it by the borders of today, unless it was bound to somewhere else
    /// meanwhile; whether it was not.
    pub async fn move_bound_group(
        &mut self,
        id: GroupId,
        from: &Spot,
        precinct: &PrecinctCode,
    ) -> Result<bool> {
        let moved = run!(
            self,
            "update chat_group set precinct = $2
             where id = $1 and precinct = $3 and coalesce(address, '') = $4",
            id,
            precinct,
            &from.precinct,
            from.words().unwrap_or_default()
        )?;
        Ok(moved == 1)
    }

    pub async fn set_group_kind(&mut self, id: GroupId, kind: Option<GroupKind>) -> Result<()> {
        let sql = "update chat_group set kind = $2 where id = $1";
        run!(self, sql, id, kind.map(GroupKind::name))?;
        Ok(())
    }

    pub async fn set_group_voice(&mut self, id: GroupId, voice: Option<Voice>) -> Result<()> {
        let sql = "update chat_group set voice = $2 where id = $1";
        run!(self, sql, id, voice.map(Voice::name))?;
        Ok(())
    }

    /// Since when the bot may not write there; None: it may.
    pub async fn set_group_muted(&mut self, chat: Chat, at: Option<Time>) -> Result<()> {
        run!(
            self,
            "update chat_group set muted_at = $3 where channel = $1 and chat = $2",
            chat.channel,
            chat.id,
            at.map(Time::as_millisecond)
        )?;
        Ok(())
    }

    /// Since when the bot is not there any more; None: it is.
    pub async fn set_group_removed(&mut self, chat: Chat, at: Option<Time>) -> Result<()> {
        run!(
            self,
            "update chat_group set removed_at = $3 where channel = $1 and chat = $2",
            chat.channel,
            chat.id,
            at.map(Time::as_millisecond)
        )?;
        Ok(())
    }

    /// Notes that a house was told of a report; false if one was before.
    pub async fn tell_house(
        &mut self,
        report: ReportId,
        group: GroupId,
        now: Time,
    ) -> Result<bool> {
        let written = run!(
            self,
            "insert into report_house (report, chat_group, told_at)
             values ($1, $2, $3) on conflict do nothing",
            report,
            group,
            now.as_millisecond()
        )?;
        Ok(written > 0)
    }

    /// The group that was told of a report.
    pub async fn told_house(&mut self, report: ReportId) -> Result<Option<Group>> {
        let sql = group_where!("id = (select chat_group from report_house where report = $1)");
        let row = rows!(self, fetch_optional, GroupRow, sql, report)?;
        Ok(row.map(Group::from))
    }

    /// How many groups read what is said in a precinct.
    pub async fn count_groups(&mut self, precinct: &PrecinctCode) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select count(*) from chat_group
             where precinct = $1 and muted_at is null and removed_at is null",
            precinct
        )?;
        Ok(count)
    }

    /// Writes one row of a broadcast for every group of the precinct that is spoken to in this
    /// voice; `body` may be said to many.
    pub async fn broadcast_to_groups(
        &mut self,
        batch: Batch,
        precinct: &PrecinctCode,
        voice: Voice,
        body: &str,
        now: Time,
        expires_at: Option<Time>,
    ) -> Result<u64> {
        let said = format!("group {voice}");
        let written = run!(
            self,
            "insert into outbox (key, channel, chat, lane, batch, voice, body, created_at, seq,
                 not_before, expires_at, state, lease_until, attempts, asked_at)
             select $1 || '/' || cast(chat as text) || case when channel = 1
                     then '' else '@' || cast(channel as text) end,
                 channel, chat, $2, $3, $4, '', $5, 0, $5, $6, 'waiting', 0, 0, $5
             from chat_group
             where precinct = $7 and muted_at is null and removed_at is null
                 and coalesce(voice, 'both') = $8
             on conflict do nothing",
            format!("{batch}/0"),
            Lane::Notice.number(),
            batch.to_string(),
            &said,
            now.as_millisecond(),
            expires_at.map(Time::as_millisecond),
            precinct,
            voice.name()
        )?;
        if written > 0 {
            run!(
                self,
                "insert into batch_body (batch, part, voice, body) values ($1, 0, $2, $3)
                 on conflict do nothing",
                batch.to_string(),
                said,
                body
            )?;
        }
        Ok(written)
    }

    /// What waits of broadcasts for a group is not sent any more.
    pub async fn drop_notices(&mut self, chat: Chat, now: Time) -> Result<u64> {
        Ok(run!(
            self,
            "update outbox set state = 'blocked', body = '', done_at = $3
             where channel = $1 and chat = $2 and state = 'waiting' and batch is not null",
            chat.channel,
            chat.id,
            now.as_millisecond()
        )?)
    }

    /// A group goes on under another id. Where the bot is known there already, the one stays that
    /// says where it belongs to; and of a broadcast that is for both, one is enough.
    pub(super) async fn move_group(&mut self, from: Chat, to: Chat) -> Result<()> {
        let Some(old) = self.group(from).await? else {
            return Ok(());
        };
        if let Some(new) = self.group(to).await? {
            let stays = new.spot.is_some() || old.spot.is_none();
            let goes = if stays { old.id } else { new.id };
            let keep = if stays { new.id } else { old.id };
            for sql in [
                "update report_house set chat_group = $2 where chat_group = $1",
                "update report_group set in_group = $2 where in_group = $1",
            ] {
                run!(self, sql, goes, keep)?;
            }
            self.end_family(goes).await?;
            run!(self, "delete from chat_group where id = $1", goes)?;
            if stays {
                return self.merge_broadcasts(from, to).await;
            }
            run!(
                self,
                "update chat_group set muted_at = $2, removed_at = $3 where id = $1",
                old.id,
                new.muted.then_some(0_i64),
                new.removed.then_some(0_i64)
            )?;
        }
        // Whoever says that it has moved is heard there.
        run!(
            self,
            "update chat_group set chat = $2, removed_at = null where id = $1",
            old.id,
            to.id
        )?;
        self.merge_broadcasts(from, to).await
    }

    async fn merge_broadcasts(&mut self, from: Chat, to: Chat) -> Result<()> {
        run!(
            self,
            "delete from outbox where channel = $1 and chat = $2 and state = 'waiting'
                 and batch is not null and exists (
                     select 1 from outbox same
                     where same.batch = outbox.batch and same.seq = outbox.seq
                         and same.channel = $1 and same.chat = $3)",
            from.channel,
            from.id,
            to.id
        )?;
        Ok(())
    }
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Group {
        let pin = |lat, lon| place(lat, lon).map(Place::at);
        let spot = row.precinct.map(|precinct| Spot {
            precinct,
            place: pin(row.lat, row.lon),
            address: row.address,
        });
        let sought = match (pin(row.sought_lat, row.sought_lon), row.sought_address) {
            (Some(place), _) => Some(SoughtPlace::Pin(place)),
            (None, Some(words)) => Some(SoughtPlace::Words(words)),
            (None, None) => None,
        };
        Group {
            id: row.id,
            chat: row.chat,
            kind: row.kind.and_then(|it| it.parse().ok()),
            voice: row.voice.and_then(|it| it.parse().ok()),
            spot,
            sought,
            token: row.token,
            muted: row.muted_at.is_some(),
            removed: row.removed_at.is_some(),
        }
    }
}
