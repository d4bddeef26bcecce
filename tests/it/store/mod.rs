//! Every group of queries, on every engine that is here.

mod audit;
mod broadcasts;
mod channels;
mod conversations;
mod desks;
mod directory;
mod due;
mod figures;
mod groups;
mod histories;
mod outbox;
mod paper;
mod people;
mod posts;
mod reports;
mod slots;
mod turns;
mod weight;

use aula::domain::report::{Report, State};
use aula::domain::{Account, Chat, Lang, PersonId, Place, Point, PrecinctCode, ReportId, Time};
use aula::store::{Lane, Outgoing, Tx};

use crate::postgres::Engine;

/// Minute `n` of the test.
pub fn minute(n: i64) -> Time {
    Time::from_millisecond(1_795_000_000_000 + n * 60_000).unwrap()
}

impl Engine {
    pub async fn begin(&self) -> Tx {
        self.store.begin().await.expect(self.name)
    }
}

/// Somebody whose account and chat are `account` and whose id is ten times that.
pub async fn add_reader(tx: &mut Tx, account: i64, lang: Option<Lang>) -> PersonId {
    let id = PersonId::new(account * 10);
    tx.add_person(id, Account::first(account), Chat::first(account), minute(0))
        .await
        .unwrap();
    if let Some(lang) = lang {
        tx.set_lang(id, lang).await.unwrap();
    }
    id
}

pub fn report(id: i64, number: i64, person: PersonId) -> Report {
    Report {
        id: ReportId::new(id),
        number,
        person: Some(person),
        lang: Lang::Ru,
        category: "noise".to_owned(),
        precinct: PrecinctCode::new("P-01"),
        place: Some(Place {
            point: Point::new(46.985, 67.006).unwrap(),
            accuracy: Some(12.5),
            title: Some("Абай көшесі, 7".to_owned()),
        }),
        address: None,
        happening_now: true,
        whom: None,
        state: State::New,
        outcome: None,
        officer: None,
        created_at: minute(number),
        updated_at: minute(number),
    }
}

pub fn outgoing(key: &str, chat: i64, seq: i64) -> Outgoing {
    Outgoing {
        key: key.to_owned(),
        chat: Chat::first(chat),
        lane: Lane::Answer,
        batch: None,
        body: format!("body of {key}"),
        seq,
        not_before: minute(0),
        expires_at: None,
        first: false,
        slot: None,
    }
}
