//! What turns need before they begin and leave when they end: several turns' in few statements.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use super::{Conversation, EIGHT, Tx, eight, rows_all, run_all};
use crate::domain::{Account, Channel, Chat, Lang, Person, PersonId, Time, UpdateId};

/// A turn that is to begin.
#[derive(Clone, Copy, Debug)]
pub struct WantedTurn {
    pub update: UpdateId,
    /// Chat and account whose conversation it continues, if any.
    pub seat: Option<(Chat, Account)>,
}

/// A turn that may begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Of the seat, made when it is new.
    pub conversation: Option<Conversation>,
    /// Whoever sits there, if they have written before.
    pub person: Option<Person>,
}

#[derive(sqlx::FromRow)]
struct SeatRow {
    #[sqlx(flatten)]
    chat: Chat,
    #[sqlx(flatten)]
    account: Account,
    flow: Option<String>,
    step: Option<i64>,
    shown: Option<String>,
    updated_at: Option<i64>,
    person: Option<PersonId>,
    home: Option<i64>,
    lang: Option<String>,
    consented_at: Option<i64>,
    blocked_at: Option<i64>,
    staff: Option<bool>,
    simple: Option<bool>,
    listed: Option<String>,
}

impl Tx {
    /// Marks updates as taken, and locks and loads where their senders stand. None for those taken
    /// before. Several at once must be of different chats and accounts, and need an engine with
    /// one writer: those loaded together are not locked against another one.
    pub async fn open_turns(
        &mut self,
        wanted: &[WantedTurn],
        now: Time,
    ) -> Result<Vec<Option<Opened>>> {
        let fresh = self.mark_all_seen(wanted, now).await?;
        let seats: Vec<(Chat, Account)> = wanted
            .iter()
            .filter(|one| fresh.contains(&one.update))
            .filter_map(|one| one.seat)
            .collect();
        let mut known = HashMap::new();
        if seats.len() > 1 {
            for row in self.seats(&seats).await? {
                known.insert((row.chat, row.account), row);
            }
        }
        let mut opened = Vec::with_capacity(wanted.len());
        for one in wanted {
            opened.push(match one.seat {
                _ if !fresh.contains(&one.update) => None,
                None => Some(Opened {
                    conversation: None,
                    person: None,
                }),
                Some(seat) => Some(self.open(seat, known.remove(&seat), now).await?),
            });
        }
        Ok(opened)
    }

    async fn open(
        &mut self,
        (chat, account): (Chat, Account),
        row: Option<SeatRow>,
        now: Time,
    ) -> Result<Opened> {
        let conversation = match row.as_ref().and_then(SeatRow::conversation) {
            Some(conversation) => conversation,
            None => self.conversation(chat, account, now).await?,
        };
        let person = match row {
            Some(row) => self.sitting(row).await?,
            None => self.person(account).await?,
        };
        Ok(Opened {
            conversation: Some(conversation),
            person,
        })
    }

    async fn sitting(&mut self, row: SeatRow) -> Result<Option<Person>> {
        let (Some(id), Some(home)) = (row.person, row.home) else {
            return Ok(None);
        };
        let posts = if row.staff == Some(true) {
            self.posts(id).await?
        } else {
            Vec::new()
        };
        Ok(Some(Person {
            id,
            chat: Chat::new(row.account.channel, home),
            lang: row.lang.as_deref().and_then(Lang::parse),
            consented: row.consented_at.is_some(),
            blocked: row.blocked_at.is_some(),
            simple: row.simple == Some(true),
            listed: row.listed,
            posts,
        }))
    }

    /// The updates that were not taken before.
    async fn mark_all_seen(
        &mut self,
        wanted: &[WantedTurn],
        now: Time,
    ) -> Result<HashSet<UpdateId>> {
        if let [one] = wanted {
            let fresh = self.mark_seen(one.update, now).await?;
            return Ok(fresh.then_some(one.update).into_iter().collect());
        }
        let mut fresh = HashSet::new();
        for some in wanted.chunks(EIGHT) {
            let rows = rows_all!(
                self,
                (Channel, i64),
                "insert into seen (channel, update_id, at) values ($1, $2, $3), ($4, $5, $6),
                     ($7, $8, $9), ($10, $11, $12), ($13, $14, $15), ($16, $17, $18),
                     ($19, $20, $21), ($22, $23, $24)
                 on conflict do nothing returning channel, update_id",
                eight(some),
                one => one.update.channel, one.update.id, now.as_millisecond()
            )?;
            let update = |(channel, id)| UpdateId::new(channel, id);
            fresh.extend(rows.into_iter().map(update));
        }
        Ok(fresh)
    }

    /// A row for each seat; that of nobody is empty.
    async fn seats(&mut self, seats: &[(Chat, Account)]) -> Result<Vec<SeatRow>> {
        let mut rows = Vec::with_capacity(seats.len());
        for some in seats.chunks(EIGHT) {
            let mut found = rows_all!(
                self,
                SeatRow,
                "select asked.column1 as channel, asked.column2 as chat, asked.column3 as account,
                     conversation.flow, conversation.step, conversation.shown,
                     conversation.updated_at, person.id as person, person.chat as home,
                     person.lang, person.consented_at, person.blocked_at, person.staff,
                     person.simple, person.listed
                 from (values ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12),
                     ($13, $14, $15), ($16, $17, $18), ($19, $20, $21), ($22, $23, $24)) as asked
                 left join conversation on conversation.channel = asked.column1
                     and conversation.chat = asked.column2
                     and conversation.account = asked.column3
                 left join person on person.channel = asked.column1
                     and person.account = asked.column3",
                eight(some),
                (chat, account) => chat.channel, chat.id, account.id
            )?;
            rows.append(&mut found);
        }
        Ok(rows)
    }

    /// Keeps where the conversations of different chats stand now.
    pub async fn save_conversations(
        &mut self,
        kept: &[(Chat, Account, Conversation)],
    ) -> Result<()> {
        if let [(chat, account, to)] = kept {
            return self.save_conversation(*chat, *account, to).await;
        }
        for some in kept.chunks(EIGHT) {
            run_all!(
                self,
                "update conversation set flow = fresh.column4, step = fresh.column5,
                     shown = fresh.column6, updated_at = fresh.column7
                 from (values ($1, $2, $3, $4, $5, $6, $7), ($8, $9, $10, $11, $12, $13, $14),
                     ($15, $16, $17, $18, $19, $20, $21), ($22, $23, $24, $25, $26, $27, $28),
                     ($29, $30, $31, $32, $33, $34, $35), ($36, $37, $38, $39, $40, $41, $42),
                     ($43, $44, $45, $46, $47, $48, $49), ($50, $51, $52, $53, $54, $55, $56)
                     ) as fresh
                 where conversation.channel = fresh.column1
                     and conversation.chat = fresh.column2
                     and conversation.account = fresh.column3",
                eight(some),
                (chat, account, to) =>
                    chat.channel, chat.id, account.id, &to.flow, to.step, &to.shown, to.updated_at
            )?;
        }
        Ok(())
    }
}

impl SeatRow {
    fn conversation(&self) -> Option<Conversation> {
        Some(Conversation {
            flow: self.flow.clone()?,
            step: self.step?,
            shown: self.shown.clone()?,
            updated_at: self.updated_at?,
        })
    }
}
