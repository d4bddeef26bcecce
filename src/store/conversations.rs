//! Updates that were seen, and where each conversation stands.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{Account, Chat, Time, UpdateId};

/// Where one person stands in one chat.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Conversation {
    /// JSON of the flow.
    pub flow: String,
    /// The number of the current question.
    pub step: i64,
    /// JSON of the buttons that were shown last: typed numbers and labels mean these.
    pub shown: String,
    pub updated_at: i64,
}

/// The flow of whoever has begun nothing.
pub const MENU: &str = "\"menu\"";

/// Stands in the place of a flow that was left lying.
const DROPPED: &str = "dropped";

impl Tx {
    /// Marks an update as taken; false if it was taken before.
    pub async fn mark_seen(&mut self, update: UpdateId, now: Time) -> Result<bool> {
        let fresh = run!(
            self,
            "insert into seen (channel, update_id, at) values ($1, $2, $3)
             on conflict do nothing",
            update.channel,
            update.id,
            now.as_millisecond()
        )?;
        Ok(fresh == 1)
    }

    /// The flow of a conversation as it was committed last.
    pub async fn flow_of(&mut self, chat: Chat, account: Account) -> Result<Option<String>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "select flow from conversation where channel = $1 and chat = $2 and account = $3",
            chat.channel,
            chat.id,
            account.id
        )?;
        Ok(row.map(|(flow,)| flow))
    }

    /// Locks and loads a conversation, which is made when it is new.
    pub async fn conversation(
        &mut self,
        chat: Chat,
        account: Account,
        now: Time,
    ) -> Result<Conversation> {
        Ok(rows!(
            self,
            fetch_one,
            Conversation,
            "insert into conversation (channel, chat, account, flow, step, shown, updated_at)
             values ($1, $2, $3, '', 0, '', $4)
             on conflict (channel, chat, account) do update set step = conversation.step
             returning flow, step, shown, updated_at",
            chat.channel,
            chat.id,
            account.id,
            now.as_millisecond()
        )?)
    }

    pub async fn save_conversation(
        &mut self,
        chat: Chat,
        account: Account,
        to: &Conversation,
    ) -> Result<()> {
        run!(
            self,
            "update conversation set flow = $4, step = $5, shown = $6, updated_at = $7
             where channel = $1 and chat = $2 and account = $3",
            chat.channel,
            chat.id,
            account.id,
            &to.flow,
            to.step,
            &to.shown,
            to.updated_at
        )?;
        Ok(())
    }

    /// Counts one more try of an update that failed; returns the number of tries.
    pub async fn count_trouble(&mut self, update: UpdateId, now: Time) -> Result<i64> {
        let (tries,) = rows!(
            self,
            fetch_one,
            (i64,),
            "insert into trouble (channel, update_id, tries, at) values ($1, $2, 1, $3)
             on conflict (channel, update_id) do update set tries = trouble.tries + 1
             returning tries",
            update.channel,
            update.id,
            now.as_millisecond()
        )?;
        Ok(tries)
    }

    /// Forgets up to `most` updates older than `before`, and troubles: Telegram repeats none of
    /// them.
    pub async fn tidy_seen(&mut self, before: Time, most: i64) -> Result<u64> {
        let before = before.as_millisecond();
        let gone = run!(
            self,
            "delete from seen where (channel, update_id) in (
                 select channel, update_id from seen where at < $1
                 order by channel, update_id limit $2)",
            before,
            most
        )?;
        run!(self, "delete from trouble where at < $1", before)?;
        Ok(gone)
    }

    /// Forgets what was begun and left lying before `before`: half a report, the labels of
    /// buttons. Whoever returns is told so, if anything of theirs was in it.
    pub async fn tidy_conversations(&mut self, before: Time) -> Result<u64> {
        Ok(run!(
            self,
            "update conversation set
                 step = step + case when flow in ('', $2, $3) then 0 else 1 end,
                 flow = case
                     when flow in ('', $2) then flow
                     when flow like '{\"report\":{%\"category\":null%\"notes\":[]%'
                         or flow like '{\"find\":%'
                         or flow like '{\"start\":%' and flow not like '%\"notes\":[{%'
                             and flow not like '%\"category\":\"%'
                         or flow like '{\"name_place\":%' or flow like '{\"withdraw\":%'
                         or flow like '{\"officer\":{\"ask\":%' or flow = '\"forget\"' then $2
                     else $3 end,
                 shown = ''
             where updated_at < $1 and (flow not in ('', $2, $3) or shown <> '')",
            before.as_millisecond(),
            MENU,
            DROPPED
        )?)
    }
}
