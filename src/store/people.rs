//! People and their subscriptions.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::done::LeftPrecinct;
use crate::domain::{Account, Channel, Chat, Lang, Person, PersonId, PrecinctCode, Time};

/// Somebody to whom something is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub person: PersonId,
    pub chat: Chat,
    pub lang: Lang,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: PersonId,
    #[sqlx(flatten)]
    chat: Chat,
    lang: Option<String>,
    consented_at: Option<i64>,
    blocked_at: Option<i64>,
    staff: bool,
    simple: bool,
    listed: Option<String>,
}

impl Tx {
    /// The person behind a messenger account, if they have written before.
    pub async fn person(&mut self, account: Account) -> Result<Option<Person>> {
        let row = rows!(
            self,
            fetch_optional,
            PersonRow,
            "select id, channel, chat, lang, consented_at, blocked_at, staff, simple, listed from person
             where channel = $1 and account = $2",
            account.channel,
            account.id
        )?;
        let Some(row) = row else { return Ok(None) };
        let posts = if row.staff {
            self.posts(row.id).await?
        } else {
            Vec::new()
        };
        Ok(Some(Person {
            id: row.id,
            chat: row.chat,
            lang: row.lang.as_deref().and_then(Lang::parse),
            consented: row.consented_at.is_some(),
            blocked: row.blocked_at.is_some(),
            simple: row.simple,
            listed: row.listed,
            posts,
        }))
    }

    pub async fn add_person(
        &mut self,
        id: PersonId,
        account: Account,
        chat: Chat,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into person (id, channel, account, chat, staff, created_at)
             values ($1, $2, $3, $4, false, $5) on conflict do nothing",
            id,
            account.channel,
            account.id,
            chat.id,
            now.as_millisecond()
        )?;
        Ok(())
    }

    pub async fn set_lang(&mut self, person: PersonId, lang: Lang) -> Result<()> {
        run!(
            self,
            "update person set lang = $2 where id = $1",
            person,
            lang.code()
        )?;
        Ok(())
    }

    /// Whose private chat it is, where they want it simple.
    pub async fn simple_in(&mut self, chat: Chat) -> Result<Option<Recipient>> {
        let row = rows!(
            self,
            fetch_optional,
            (PersonId, Channel, i64, Option<String>),
            "select id, channel, chat, lang from person
             where channel = $1 and chat = $2 and simple",
            chat.channel,
            chat.id
        )?;
        Ok(row.map(reader))
    }

    /// Whether the person wants few large buttons.
    pub async fn set_simple(&mut self, person: PersonId, simple: bool) -> Result<()> {
        let sql = "update person set simple = $2 where id = $1";
        run!(self, sql, person, simple)?;
        Ok(())
    }

    /// Notes which list of commands the messenger shows to them.
    pub async fn set_listed(&mut self, person: PersonId, listed: Option<&str>) -> Result<()> {
        let sql = "update person set listed = $2 where id = $1";
        run!(self, sql, person, listed)?;
        Ok(())
    }

    pub async fn set_consent(&mut self, person: PersonId, now: Time) -> Result<()> {
        run!(
            self,
            "update person set consented_at = $2 where id = $1 and consented_at is null",
            person,
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Notes that a chat cannot be reached (Some) or can be again (None).
    pub async fn set_blocked(&mut self, chat: Chat, at: Option<Time>) -> Result<()> {
        run!(
            self,
            "update person set blocked_at = $3 where channel = $1 and chat = $2",
            chat.channel,
            chat.id,
            at.map(Time::as_millisecond)
        )?;
        Ok(())
    }

    /// Whoever was reached in a chat until now.
    pub async fn reached_in(&mut self, chat: Chat) -> Result<Option<PersonId>> {
        let sql = "select id from person
                   where channel = $1 and chat = $2 and blocked_at is null";
        let row = rows!(
            self,
            fetch_optional,
            (PersonId,),
            sql,
            chat.channel,
            chat.id
        )?;
        Ok(row.map(|(person,)| person))
    }

    /// Whoever could not be reached in a chat until now.
    pub async fn left_in(&mut self, chat: Chat) -> Result<Option<Recipient>> {
        let sql = "select id, lang from person
                   where channel = $1 and chat = $2 and blocked_at is not null";
        let row = rows!(
            self,
            fetch_optional,
            (PersonId, Option<String>),
            sql,
            chat.channel,
            chat.id
        )?;
        Ok(row.map(|(person, lang)| Recipient {
            person,
            chat,
            lang: lang.as_deref().and_then(Lang::parse).unwrap_or(Lang::Kk),
        }))
    }

    /// A chat moved to another id of its channel; what waits goes there too.
    pub async fn move_chat(&mut self, from: Chat, to: Chat) -> Result<()> {
        run!(
            self,
            "update person set chat = $3 where channel = $1 and chat = $2",
            from.channel,
            from.id,
            to.id
        )?;
        self.move_group(from, to).await?;
        run!(
            self,
            "update outbox set chat = $3
             where channel = $1 and chat = $2 and state in ('waiting', 'leased')",
            from.channel,
            from.id,
            to.id
        )?;
        self.clear_chat(from).await
    }

    /// Forgets what stands in a chat.
    async fn clear_chat(&mut self, chat: Chat) -> Result<()> {
        let Chat { channel, id } = chat;
        let slots = "delete from slot where channel = $1 and chat = $2";
        run!(self, slots, channel, id)?;
        let pushes = "delete from push where channel = $1 and chat = $2";
        run!(self, pushes, channel, id)?;
        Ok(())
    }

    /// Erases a person and all that is only theirs; reports stay without them.
    pub async fn forget_person(&mut self, person: PersonId, chat: Chat) -> Result<()> {
        run!(
            self,
            "delete from conversation
             where (channel, account) in (select channel, account from person where id = $1)",
            person
        )?;
        let outbox = "delete from outbox where channel = $1 and chat = $2";
        run!(self, outbox, chat.channel, chat.id)?;
        let progress = "delete from progress where channel = $1 and chat = $2";
        run!(self, progress, chat.channel, chat.id)?;
        self.clear_chat(chat).await?;
        self.forget_whom(person).await?;
        run!(
            self,
            "update report set person = null where person = $1",
            person
        )?;
        // Whoever was forgotten is not waited for.
        run!(
            self,
            "delete from due where kind = 'answer' and exists (
                 select 1 from report where report.id = due.subject and report.person is null)"
        )?;
        run!(
            self,
            "update audit set person = null where person = $1",
            person
        )?;
        let lines = "update report_event set actor = null where actor = $1";
        run!(self, lines, person)?;
        run!(self, "delete from person where id = $1", person)?;
        Ok(())
    }

    /// One person as a reader; None when forgotten.
    pub async fn reader(&mut self, person: PersonId) -> Result<Option<Recipient>> {
        let row = rows!(
            self,
            fetch_optional,
            (PersonId, Channel, i64, Option<String>),
            "select id, channel, chat, lang from person where id = $1",
            person
        )?;
        Ok(row.map(reader))
    }

    /// Subscribes; `own` marks the precinct where the person lives, of which there is one: such a
    /// subscription ends with the home, unless it is asked for by itself as well.
    pub async fn subscribe(
        &mut self,
        person: PersonId,
        precinct: &PrecinctCode,
        own: bool,
        now: Time,
    ) -> Result<()> {
        if own {
            run!(
                self,
                "update subscription set own = false where person = $1",
                person
            )?;
        }
        run!(
            self,
            "insert into subscription (person, precinct, own, since, chosen)
             values ($1, $2, $3, $4, $5)
             on conflict (person, precinct) do update set
                 own = subscription.own or excluded.own,
                 chosen = subscription.chosen or excluded.chosen",
            person,
            precinct,
            own,
            now.as_millisecond(),
            !own
        )?;
        Ok(())
    }

    /// The person lives there no more, unless the own precinct is `but` this one: what is told of it
    /// ends, if it was not asked for by itself.
    pub async fn leave_own(
        &mut self,
        person: PersonId,
        but: Option<&PrecinctCode>,
    ) -> Result<Option<LeftPrecinct>> {
        let own = rows!(
            self,
            fetch_optional,
            (PrecinctCode, bool),
            "select precinct, chosen from subscription where person = $1 and own",
            person
        )?;
        let Some((precinct, subscribed)) = own.filter(|(code, _)| Some(code) != but) else {
            return Ok(None);
        };
        match subscribed {
            true => {
                let stays = "update subscription set own = false where person = $1 and own";
                run!(self, stays, person)?;
            }
            false => self.unsubscribe(person, &precinct).await?,
        }
        Ok(Some(LeftPrecinct {
            precinct,
            subscribed,
        }))
    }

    pub async fn unsubscribe(&mut self, person: PersonId, precinct: &PrecinctCode) -> Result<()> {
        run!(
            self,
            "delete from subscription where person = $1 and precinct = $2",
            person,
            precinct
        )?;
        Ok(())
    }

    /// Precinct codes with the own one first.
    pub async fn subscriptions(&mut self, person: PersonId) -> Result<Vec<(PrecinctCode, bool)>> {
        Ok(rows!(
            self,
            fetch_all,
            (PrecinctCode, bool),
            "select precinct, own from subscription where person = $1 order by own desc, precinct",
            person
        )?)
    }

    /// How many subscribers a precinct has that can be reached, per language.
    pub async fn count_subscribers(&mut self, precinct: &PrecinctCode) -> Result<i64> {
        let (count,) = rows!(
            self,
            fetch_one,
            (i64,),
            "select count(*) from subscription join person on person.id = subscription.person
             where subscription.precinct = $1 and person.blocked_at is null",
            precinct
        )?;
        Ok(count)
    }
}

/// Whoever never chose reads Kazakh, the state language.
pub(super) fn reader(
    (person, channel, chat, lang): (PersonId, Channel, i64, Option<String>),
) -> Recipient {
    Recipient {
        person,
        chat: Chat::new(channel, chat),
        lang: lang.as_deref().and_then(Lang::parse).unwrap_or(Lang::Kk),
    }
}
