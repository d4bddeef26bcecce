//! Posts, the invitations to them, and what goes with a post that ends.

use anyhow::Result;

use super::people::{Recipient, reader};
use super::{EIGHT, MENU, Tx, eight, rows, rows_all, run};
use crate::domain::directory::Identity;
use crate::domain::{Channel, Chat, Held, PersonId, Post, Role, Scope, Time};

#[derive(sqlx::FromRow)]
struct PostRow {
    role: String,
    kind: String,
    code: String,
}

impl PostRow {
    fn post(self) -> Option<Post> {
        Some(Post {
            role: Role::parse(&self.role)?,
            scope: Scope::parse(&self.kind, self.code)?,
        })
    }
}

fn identity(name: Option<String>, phone: Option<String>) -> Option<Identity> {
    name.map(|name| Identity { name, phone })
}

fn name_of(given: Option<&Identity>) -> Option<&str> {
    given.map(|it| it.name.as_str())
}

fn phone_of(given: Option<&Identity>) -> Option<&str> {
    given.and_then(|it| it.phone.as_deref())
}

/// A post in the list of all; of who holds it only what the directory said.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedPost {
    pub held: Held,
    /// Whose the code was when the post was given, where it was somebody's.
    pub given: Option<Identity>,
    pub since: i64,
    /// The messenger delivers to that person.
    pub reached: bool,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    number: i64,
    person: PersonId,
    #[sqlx(flatten)]
    post: PostRow,
    since: i64,
    name: Option<String>,
    phone: Option<String>,
    reached: bool,
}

impl ListedRow {
    fn listed(self) -> Option<ListedPost> {
        let (number, person) = (self.number, self.person);
        let post = self.post.post()?;
        Some(ListedPost {
            held: Held {
                number,
                person,
                post,
            },
            given: identity(self.name, self.phone),
            since: self.since,
            reached: self.reached,
        })
    }
}

/// An invitation, never its token.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub hash: String,
    pub post: Post,
    /// Whose the code was when it was made, until it is used.
    pub given: Option<Identity>,
    pub created_at: i64,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    hash: String,
    #[sqlx(flatten)]
    post: PostRow,
    name: Option<String>,
    phone: Option<String>,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
}

impl InvitationRow {
    fn invitation(self) -> Option<Invitation> {
        Some(Invitation {
            post: self.post.post()?,
            given: identity(self.name, self.phone),
            hash: self.hash,
            created_at: self.created_at,
            expires_at: self.expires_at,
            used_at: self.used_at,
        })
    }
}

impl Tx {
    pub async fn posts(&mut self, person: PersonId) -> Result<Vec<Post>> {
        let rows = rows!(
            self,
            fetch_all,
            PostRow,
            "select role, kind, code from post where person = $1 order by role, kind, code",
            person
        )?;
        Ok(rows.into_iter().filter_map(PostRow::post).collect())
    }

    /// Gives a post; one that is given again is as the directory says now.
    pub async fn add_post(
        &mut self,
        person: PersonId,
        post: &Post,
        given: Option<&Identity>,
        now: Time,
    ) -> Result<()> {
        let number = self.next_number("post").await?;
        run!(
            self,
            "insert into post (number, person, role, kind, code, since, name, phone)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (person, role, kind, code) do update set name = excluded.name,
                 phone = excluded.phone",
            number,
            person,
            post.role.name(),
            post.scope.kind(),
            post.scope.code(),
            now.as_millisecond(),
            name_of(given),
            phone_of(given)
        )?;
        run!(self, "update person set staff = true where id = $1", person)?;
        Ok(())
    }

    /// Ends a post, and the standing of its holder with the last one; false if it is not held.
    pub async fn end_post(&mut self, held: &Held) -> Result<bool> {
        let ended = run!(
            self,
            "delete from post where number = $1 and person = $2 and role = $3 and kind = $4
                 and code = $5",
            held.number,
            held.person,
            held.post.role.name(),
            held.post.scope.kind(),
            held.post.scope.code()
        )?;
        run!(
            self,
            "update person set staff = false
             where id = $1 and not exists (select 1 from post where person = $1)",
            held.person
        )?;
        Ok(ended == 1)
    }

    /// Every post, by role, kind, code and number.
    pub async fn all_posts(&mut self) -> Result<Vec<ListedPost>> {
        let rows = rows!(
            self,
            fetch_all,
            ListedRow,
            "select post.number, post.person, post.role, post.kind, post.code, post.since,
                 post.name, post.phone, person.blocked_at is null as reached
             from post join person on person.id = post.person
             order by post.role, post.kind, post.code, post.number"
        )?;
        Ok(rows.into_iter().filter_map(ListedRow::listed).collect())
    }

    /// Posts of before that open nothing until they are renewed.
    pub async fn lapsed_posts(&mut self) -> Result<i64> {
        let sql = "select count(*) from post where kind = 'lapsed'";
        let (count,) = rows!(self, fetch_one, (i64,), sql)?;
        Ok(count)
    }

    /// Everyone who can be reached and holds one of the posts, with that post; in the order of the
    /// people.
    pub async fn holders(&mut self, posts: &[Post]) -> Result<Vec<(Post, Recipient)>> {
        let mut holders = Vec::new();
        for some in posts.chunks(EIGHT) {
            let rows = rows_all!(
                self,
                (String, String, String, PersonId, Channel, i64, Option<String>),
                "select post.role, post.kind, post.code, person.id,
                     person.channel, person.chat, person.lang
                 from post join person on person.id = post.person
                 where person.blocked_at is null and (post.role, post.kind, post.code) in (
                     values ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12),
                         ($13, $14, $15), ($16, $17, $18), ($19, $20, $21), ($22, $23, $24))
                 order by person.id, post.role, post.kind, post.code",
                eight(some),
                post => post.role.name(), post.scope.kind(), post.scope.code()
            )?;
            let known = |(role, kind, code, person, channel, chat, lang)| {
                let post = PostRow { role, kind, code }.post()?;
                Some((post, reader((person, channel, chat, lang))))
            };
            holders.extend(rows.into_iter().filter_map(known));
        }
        holders.sort_by_key(|(_, reader)| reader.person);
        Ok(holders)
    }

    pub async fn add_invitation(&mut self, invitation: &Invitation) -> Result<()> {
        run!(
            self,
            "insert into invitation (hash, role, kind, code, created_at, expires_at, name, phone)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &invitation.hash,
            invitation.post.role.name(),
            invitation.post.scope.kind(),
            invitation.post.scope.code(),
            invitation.created_at,
            invitation.expires_at,
            name_of(invitation.given.as_ref()),
            phone_of(invitation.given.as_ref())
        )?;
        Ok(())
    }

    /// Uses an invitation up: the post, and whose the code was. None if it is unknown, used, out of
    /// date or for nobody any more.
    pub async fn use_invitation(
        &mut self,
        hash: &str,
        now: Time,
    ) -> Result<Option<(Post, Option<Identity>)>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, String, String, Option<String>, Option<String>),
            "update invitation set used_at = $2
             where hash = $1 and used_at is null and expires_at > $2 and kind <> 'lapsed'
             returning role, kind, code, name, phone",
            hash,
            now.as_millisecond()
        )?;
        let Some((role, kind, code, name, phone)) = row else {
            return Ok(None);
        };
        // From now on the post says it, and goes with its holder.
        let sql = "update invitation set name = null, phone = null where hash = $1";
        run!(self, sql, hash)?;
        let post = PostRow { role, kind, code }.post();
        Ok(post.map(|post| (post, identity(name, phone))))
    }

    /// Takes an invitation back; false if it is unknown or was used.
    pub async fn revoke_invitation(&mut self, hash: &str) -> Result<bool> {
        let revoked = run!(
            self,
            "delete from invitation where hash = $1 and used_at is null",
            hash
        )?;
        Ok(revoked == 1)
    }

    /// Every invitation that was made, the oldest first.
    pub async fn all_invitations(&mut self) -> Result<Vec<Invitation>> {
        let rows = rows!(
            self,
            fetch_all,
            InvitationRow,
            "select hash, role, kind, code, name, phone, created_at, expires_at, used_at
             from invitation order by created_at, hash"
        )?;
        let all = rows.into_iter().filter_map(InvitationRow::invitation);
        Ok(all.collect())
    }

    /// Whether the messenger delivers to a person, as far as it said.
    pub async fn is_reached(&mut self, person: PersonId) -> Result<bool> {
        let sql = "select id from person where id = $1 and blocked_at is null";
        Ok(rows!(self, fetch_optional, (PersonId,), sql, person)?.is_some())
    }

    /// The slots of reports' cards, of news of them and of lists of them that stand in a chat.
    pub async fn cards_in(&mut self, chat: Chat) -> Result<Vec<String>> {
        let rows = rows!(
            self,
            fetch_all,
            (String,),
            "select name from slot
             where channel = $1 and chat = $2
                 and (name like 'case:%' or name like 'news:%' or name like 'list:%')
             order by name",
            chat.channel,
            chat.id
        )?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }

    /// What a chat is still going to be told of reports as a desk: key, body, and whether it is
    /// being sent. Within what people write a quotation mark never stands bare.
    pub async fn waiting_for_desk(&mut self, chat: Chat) -> Result<Vec<(String, String, bool)>> {
        Ok(rows!(
            self,
            fetch_all,
            (String, String, bool),
            r#"select key, body, state = 'leased' from outbox
               where channel = $1 and chat = $2 and state in ('waiting', 'leased')
                   and batch is null
                   and body like '%"about":%'
               order by key"#,
            chat.channel,
            chat.id
        )?)
    }

    /// Takes back what waits to be sent. What is being sent right now goes out, and never again.
    pub async fn take_back(&mut self, key: &str) -> Result<()> {
        run!(self, "delete from outbox where key = $1", key)?;
        Ok(())
    }

    /// What an officer has begun is over: the next words or buttons are nothing of it. Whether there was
    /// anything.
    pub async fn end_office(&mut self, person: PersonId, chat: Chat) -> Result<bool> {
        let begun = rows!(
            self,
            fetch_all,
            (Channel, i64, i64, String),
            r#"select channel, chat, account, flow from conversation
               where (channel, account) in (select channel, account from person where id = $1)
                   and (flow like '%{"officer":%' or flow like '%{"announce":%'
                       or flow like '%{"notice":%' or flow like '%{"reply":%')"#,
            person
        )?;
        let ended = begun.len();
        for (channel, at, account, flow) in begun {
            run!(
                self,
                "update conversation set flow = $4, shown = '', step = step + 1
                 where channel = $1 and chat = $2 and account = $3",
                channel,
                at,
                account,
                without_office(&flow)
            )?;
        }
        let sql = "delete from progress where channel = $1 and chat = $2";
        run!(self, sql, chat.channel, chat.id)?;
        Ok(ended > 0)
    }
}

/// The words of a cry wait on below what is asked; of all else nothing is left.
fn without_office(flow: &str) -> String {
    let read: Option<serde_json::Value> = serde_json::from_str(flow).ok();
    let cried = read.and_then(|mut flow| {
        let cried = flow.get_mut("cried")?.as_object_mut()?;
        cried.remove("flow");
        Some(flow.to_string())
    });
    cried.unwrap_or_else(|| MENU.to_owned())
}
