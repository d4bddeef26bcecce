//! Typed addresses are searched before the transaction of their turn, beside the threads on which
//! turns wait: in a whole country one crossing may take a third of a second, and on the embedded
//! database a transaction keeps everybody else waiting. The turn finds the answer remembered.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::{StreamExt, stream};

use super::shared::{App, Letters};
use crate::chat::{Incoming, Input};
use crate::domain::Chat;
use crate::flow::Flow;
use crate::precincts::Directory;
use crate::store::aside_few;
use crate::typed::{Parsed, place_text};

/// Searches of one batch that are asked for at the same time.
const AT_ONCE: usize = 2;
/// Updates of one chat that are searched for before others get their turn again.
const EACH: usize = 8;
/// Texts of one link, or of one number, that are searched for.
const WORDS: usize = 4;
/// As long as the texts of one chat may be searched for in one batch: by then others have waited
/// for it long enough, and what is left of it was sent too fast.
const PATIENCE: Duration = Duration::from_secs(2);
/// As long as a whole batch may be searched for, but for the first text of each chat: what comes
/// after it, danger too, waits for that long.
const BUDGET: Duration = Duration::from_secs(3);

/// Commands of a group that a place follows.
const OF_PLACE: [&str; 2] = ["bind", "find"];

/// An update of a batch that is not taken yet.
struct Waiting {
    incoming: Incoming,
    /// What it may search for is remembered.
    searched: bool,
}

/// What an update may search for.
struct Wish {
    /// Its place in what is left of the batch.
    at: usize,
    chat: Chat,
    /// How many of its chat come before it.
    rank: usize,
    texts: Vec<String>,
}

/// How long was searched.
#[derive(Default)]
struct Spent {
    /// In all, with the waiting for others.
    batch: Duration,
    /// For the texts of each chat.
    chats: HashMap<Chat, Duration>,
}

impl App {
    /// Takes updates in their order, those of each chat at least: whoever needs no search does not
    /// wait for those who do. When this returns they have taken effect and may be acknowledged.
    /// Fails only when the database itself fails: then nothing is acknowledged, but `letters`
    /// holds what the turns before the fault have said, to be sent all the same.
    pub async fn take_into(&self, batch: &[Incoming], letters: &mut Letters) -> Result<()> {
        // Nothing below here sees what cannot be seen.
        let batch: Vec<Incoming> = batch.iter().cloned().map(Incoming::cleaned).collect();
        if batch.iter().all(|it| self.typed(it).is_none()) {
            return self.take_now(&batch, letters).await;
        }
        let waiting = |incoming: Incoming| Waiting {
            searched: self.typed(&incoming).is_none(),
            incoming,
        };
        let mut left: Vec<Waiting> = batch.into_iter().map(waiting).collect();
        let mut spent = Spent::default();
        loop {
            let (now, later) = ready(left);
            self.take_now(&now, letters).await?;
            if later.is_empty() {
                return Ok(());
            }
            left = later;
            self.search(&mut left, &mut spent).await?;
            left = within_patience(left, &spent);
        }
    }

    /// Searches for what the first updates of each chat may ask for, within the budget.
    async fn search(&self, left: &mut [Waiting], spent: &mut Spent) -> Result<()> {
        let (begun, before) = (Instant::now(), spent.batch);
        let directory = self.directory();
        let mut wishes = self.wishes(left).await?;
        // The first of every chat, then the second of every chat.
        wishes.sort_by_key(|wish| wish.rank);
        let each = |wish: Wish| {
            let directory = directory.clone();
            async move {
                if wish.rank > 0 && before + begun.elapsed() > BUDGET {
                    return Ok(None);
                }
                let took = aside_few(move || timed(&directory, &wish.texts)).await?;
                anyhow::Ok(Some((wish.at, wish.chat, took)))
            }
        };
        let mut ended = stream::iter(wishes.into_iter().map(each)).buffer_unordered(AT_ONCE);
        while let Some(ended) = ended.next().await {
            let Some((at, chat, took)) = ended? else {
                continue;
            };
            if let Some(waiting) = left.get_mut(at) {
                waiting.searched = true;
            }
            *spent.chats.entry(chat).or_default() += took;
        }
        spent.batch = before + begun.elapsed();
        Ok(())
    }

    async fn wishes(&self, left: &[Waiting]) -> Result<Vec<Wish>> {
        let mut wishes = Vec::new();
        let mut chosen: HashMap<Chat, usize> = HashMap::new();
        let mut closed = HashSet::new();
        for (at, waiting) in left.iter().enumerate() {
            let chat = waiting.incoming.chat;
            let Some(text) = self.typed(&waiting.incoming) else {
                continue;
            };
            let rank = chosen.entry(chat).or_default();
            let number = text.starts_with(|first: char| first.is_ascii_digit());
            // What a number is a house of, only the turn before it tells.
            if *rank >= EACH || number && *rank > 0 || closed.contains(&chat) {
                closed.insert(chat);
                continue;
            }
            wishes.push(Wish {
                at,
                chat,
                rank: *rank,
                texts: self.wanted(&waiting.incoming, text, number).await?,
            });
            *rank += 1;
        }
        Ok(wishes)
    }

    /// The addresses that a text may be searched for by.
    async fn wanted(&self, incoming: &Incoming, text: &str, number: bool) -> Result<Vec<String>> {
        let mut wanted = searched(text);
        if number {
            let mut tx = self.store.read().await?;
            let flow = tx.flow_of(incoming.chat, incoming.account).await?;
            tx.rollback().await?;
            let flow = flow.and_then(|flow| serde_json::from_str::<Flow>(&flow).ok());
            wanted.extend(flow.and_then(|flow| flow.house_of_street(text)));
        }
        wanted.truncate(WORDS);
        Ok(wanted)
    }

    /// What may be an address; danger is no address, and is heard at once.
    fn typed<'i>(&self, incoming: &'i Incoming) -> Option<&'i str> {
        // What was corrected is searched for as if it were new.
        let input = match &incoming.input {
            Input::Edited(now) => now,
            input => input,
        };
        let text = match input {
            Input::Text(text) => text,
            // In a group the place stands behind the command.
            Input::Command { name, arg } if !incoming.private && OF_PLACE.contains(&&**name) => arg,
            _ => return None,
        };
        let text = text.trim();
        (!text.is_empty() && !self.law.tells_of_danger(text)).then_some(text)
    }
}

/// The addresses that may be in a text.
pub(super) fn searched(text: &str) -> Vec<String> {
    let mut all = match place_text(text) {
        Some(Parsed::Point(_)) => Vec::new(),
        Some(Parsed::Link(link)) => link.words,
        None => vec![text.to_owned()],
    };
    all.truncate(WORDS);
    all
}

/// Of each chat what comes before its first update that has to be searched for, and the rest.
fn ready(left: Vec<Waiting>) -> (Vec<Incoming>, Vec<Waiting>) {
    let mut held = HashSet::new();
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for waiting in left {
        let chat = waiting.incoming.chat;
        if waiting.searched && !held.contains(&chat) {
            now.push(waiting.incoming.clone());
        } else {
            held.insert(chat);
            later.push(waiting);
        }
    }
    (now, later)
}

/// Without what is left of chats whose texts were searched for too long, or were searched for at
/// all where the whole batch took too long; each of them is told so.
fn within_patience(left: Vec<Waiting>, spent: &Spent) -> Vec<Waiting> {
    let mut told = HashSet::new();
    let keep = |mut waiting: Waiting| {
        let chat = waiting.incoming.chat;
        let long = spent.chats.get(&chat);
        let long = long.is_some_and(|chat| *chat > PATIENCE || spent.batch > BUDGET);
        if waiting.searched || !long {
            return Some(waiting);
        }
        metrics::counter!("bot_updates_not_taken_total", "chat" => "private").increment(1);
        waiting.incoming.input = Input::TooFast;
        waiting.searched = true;
        told.insert(chat).then_some(waiting)
    };
    left.into_iter().filter_map(keep).collect()
}

/// Searches, and how long that took.
fn timed(directory: &Directory, texts: &[String]) -> Duration {
    let begun = Instant::now();
    for text in texts {
        directory.read(text);
    }
    begun.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::AddressMatch;
    use crate::address::tests::lexed;
    use crate::app::shared::Limits;
    use crate::chat::Beside;
    use crate::clock::Clock;
    use crate::demo::town;
    use crate::domain::law::Law;
    use crate::domain::{Account, Time, UpdateId};
    use crate::store::Store;

    fn says(update: i64, text: &str) -> Incoming {
        Incoming {
            update: UpdateId::first(update),
            chat: Chat::first(1),
            private: true,
            account: Account::first(1),
            tag: None,
            input: Input::Text(text.to_owned()),
            beside: Beside::default(),
        }
    }

    /// With a resident, and a precinct that is written of as in no other test.
    async fn app() -> (App, String) {
        let mut records = town::records();
        let written = &mut records.precincts[2].territory.ru;
        written.push_str("; улица Читаемая, 1–9");
        let written = written.clone();
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.replace_records(&records).await.unwrap();
        tx.commit().await.unwrap();
        let clock = Clock::fixed(Time::UNIX_EPOCH, 1);
        let app = App::new(store, clock, Law::embedded(), Limits::default());
        let app = app.await.unwrap();
        // In Russian, as the territory is.
        app.take(&[says(1, "здравствуйте")]).await.unwrap();
        (app, written)
    }

    #[tokio::test]
    async fn a_typed_address_is_read_once() {
        let (app, written) = app().await;
        lexed::watch(&written);
        for (update, (kind, text)) in (100..).zip([
            ("sure", "улица Читаемая, 7, кв. 371"),
            ("check", "улица Степная, подъезд 371"),
            ("check", "угол Степная и Абая, подъезд 371"),
            ("unknown", "улица Выдуманная, 371"),
            ("unknown", "Ktybyf 371"),
        ]) {
            lexed::watch(text);
            app.take(&[says(update, text)]).await.unwrap();
            let directory = app.directory();
            assert!(directory.remembers(text), "{text}");
            let answered = match directory.find(text) {
                AddressMatch::Sure(_) => "sure",
                AddressMatch::Check(_) => "check",
                AddressMatch::Unknown { .. } => "unknown",
            };
            assert_eq!((answered, lexed::times(text)), (kind, 1), "{text}");
        }
        // Its card, and twice among others.
        assert_eq!(lexed::times(&written), 1);
    }
}
