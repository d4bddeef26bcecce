//! Where people live: one place at most, which moves, and follows the borders.

use aula::app::Done;
use aula::chat::Say;
use aula::demo::town;
use aula::domain::directory::Records;
use aula::domain::done::LeftPrecinct;
use aula::domain::{
    Account, Action, Actor, Channel, Chat, KnownPlace, Lang, PersonVerb, Place, PlaceVerb, Point,
    PrecinctCode, Spot,
};
use aula::store::Lane;

use crate::postgres::engines;
use crate::town::Town;

const PERSON: i64 = 7;

fn code(code: &str) -> PrecinctCode {
    PrecinctCode::new(code)
}

fn pin(precinct: &str, lat: f64, lon: f64) -> Spot {
    Spot {
        place: Some(Place::at(Point::new(lat, lon).unwrap())),
        ..Spot::whole(code(precinct))
    }
}

impl Town {
    async fn live(&self, spot: Spot) -> Done {
        let done = self.act(PERSON, Action::Place(PlaceVerb::Live(spot)));
        done.await.unwrap()
    }

    async fn homes_of(&self) -> (Vec<KnownPlace>, Vec<(PrecinctCode, bool)>) {
        let mut tx = self.app.store.read().await.unwrap();
        let person = tx.person(Account::first(PERSON)).await.unwrap().unwrap();
        let places = tx.places(person.id).await.unwrap();
        let homes = places.into_iter().filter(|it| it.home).collect();
        (homes, tx.subscriptions(person.id).await.unwrap())
    }
}

#[tokio::test]
async fn a_home_moves_and_takes_what_came_with_it_along() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(PERSON, Lang::Ru).await;
        let first = pin("P-12", 47.005, 67.042);
        let set = |home: Spot, left| Done::HomeSet {
            home,
            subscribed: true,
            left,
        };
        assert_eq!(town.live(first.clone()).await, set(first, None));
        let second = pin("P-01", 46.985, 67.006);
        let left = |precinct: &str, subscribed| {
            let precinct = code(precinct);
            Some(LeftPrecinct {
                precinct,
                subscribed,
            })
        };
        let moved = town.live(second.clone()).await;
        assert_eq!(moved, set(second.clone(), left("P-12", false)));
        let (homes, subscribed) = town.homes_of().await;
        assert_eq!(subscribed, [(code("P-01"), true)]);
        assert_eq!(homes.len(), 1);
        assert_eq!(homes[0].spot, second);

        // What was asked for by itself stays.
        let subscribe = PersonVerb::Subscribe {
            precinct: code("P-01"),
        };
        town.act(PERSON, Action::Person(subscribe)).await.unwrap();
        let whole = Spot::whole(code("P-07"));
        let moved = town.live(whole.clone()).await;
        assert_eq!(moved, set(whole, left("P-01", true)));
        let (homes, subscribed) = town.homes_of().await;
        assert_eq!(subscribed, [(code("P-07"), true), (code("P-01"), false)]);
        assert_eq!(homes, []);
    }
}

#[tokio::test]
async fn whoever_wants_no_news_of_the_home_gets_none_of_the_next() {
    let town = Town::memory().await;
    town.resident(PERSON, Lang::Kk).await;
    town.live(pin("P-12", 47.005, 67.042)).await;
    let precinct = code("P-12");
    let ended = Action::Person(PersonVerb::Unsubscribe { precinct });
    town.act(PERSON, ended).await.unwrap();
    town.live(pin("P-01", 46.985, 67.006)).await;
    let (homes, subscribed) = town.homes_of().await;
    assert_eq!((homes.len(), subscribed.len()), (1, 0));
}

#[tokio::test]
async fn a_home_follows_the_borders() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(PERSON, Lang::Ru).await;
        town.live(pin("P-01", 46.985, 67.006)).await;
        let mut records = town::records();
        records.precincts[0].code = code("P-001");
        records.inspectors[0].precincts = vec![code("P-001")];
        let import = Action::Import(Box::new(records));
        let done = town.app.act(&Actor::Operator, import).await.unwrap();
        assert_eq!(done, Ok(Done::Imported));
        let (homes, subscribed) = town.homes_of().await;
        assert_eq!(homes[0].spot.precinct, code("P-001"));
        assert_eq!(subscribed, [(code("P-001"), true)]);
    }
}

impl Town {
    /// What is said to somebody that waits.
    async fn told(&self, chat: i64) -> Vec<String> {
        let now = self.app.clock.now();
        let mut tx = self.app.store.begin().await.unwrap();
        let letters = tx.lease(Lane::Notice, Channel::FIRST, now, now, 10_000);
        let letters = letters.await.unwrap();
        tx.rollback().await.unwrap();
        let own = letters.iter().filter(|it| it.chat == Chat::first(chat));
        own.map(|it| serde_json::from_str::<Say>(&it.body).unwrap().text)
            .collect()
    }

    async fn imports(&self, records: Records) {
        let import = Action::Import(Box::new(records));
        let done = self.app.act(&Actor::Operator, import).await.unwrap();
        assert_eq!(done, Ok(Done::Imported));
    }
}

/// Two precincts exchange their territories, and one of them has another inspector.
fn redrawn() -> Records {
    let mut records = town::records();
    let (one, other) = (records.precincts[0].clone(), records.precincts[1].clone());
    records.precincts[0].territory = other.territory;
    records.precincts[0].borders = other.borders;
    records.precincts[1].territory = one.territory;
    records.precincts[1].borders = one.borders;
    let second = &mut records.inspectors[1];
    (second.name, second.phone) = ("Жаңа Адам".to_owned(), Some("+77000000999".to_owned()));
    records
}

/// By the borders, by the inspector, or by both: there is one message, however often it is imported
/// and wherever the telling was broken off.
#[tokio::test]
async fn an_import_is_told_once_to_whoever_lives_there() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        for (person, lang) in [(PERSON, Lang::Ru), (8, Lang::Kk), (9, Lang::Ru)] {
            town.resident(person, lang).await;
            town.drain(person).await;
        }
        town.live(pin("P-01", 46.985, 67.006)).await;
        let second = Spot::whole(code("P-02"));
        let lives = Action::Place(PlaceVerb::Live(second));
        town.act(8, lives).await.unwrap();
        town.imports(redrawn()).await;
        town.imports(redrawn()).await;
        town.app.tell_changes().await.unwrap();
        let moved = town.told(PERSON).await;
        assert_eq!(moved.len(), 1, "{moved:?}");
        assert!(moved[0].contains("Участок № 2") && moved[0].contains("Жаңа Адам"));
        let served = town.told(8).await;
        assert_eq!(served.len(), 1, "{served:?}");
        assert!(served[0].contains("Жаңа Адам") && served[0].contains("Бектұрова"));
        assert_eq!(town.told(9).await, Vec::<String>::new());
        let mut tx = town.app.store.read().await.unwrap();
        assert_eq!(tx.change().await.unwrap(), None);
    }
}

/// What a crash has left to be told is told by whoever comes next, and only that.
#[tokio::test]
async fn what_was_broken_off_goes_on() {
    let town = Town::memory().await;
    for person in 100..700 {
        // Ids of one moment are few.
        let now = town.app.clock.now() + jiff::SignedDuration::from_secs(1);
        town.app.clock.set(now);
        town.resident(person, Lang::Ru).await;
        let lives = Action::Place(PlaceVerb::Live(pin("P-01", 46.985, 67.006)));
        town.act(person, lives).await.unwrap();
    }
    // The import alone, as if the process had died after its commit.
    let mut tx = town.app.store.begin().await.unwrap();
    let records = redrawn();
    tx.replace_records(&records).await.unwrap();
    let untold = r#"{"homes":["P-01","P-02"],"before":{}}"#;
    tx.note_change(5, untold).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..2 {
        town.app.tell_changes().await.unwrap();
    }
    for person in [100, 333, 699] {
        assert_eq!(town.told(person).await.len(), 1);
    }
    let mut tx = town.app.store.read().await.unwrap();
    assert_eq!(tx.home_precincts().await.unwrap(), [code("P-02")]);
    assert_eq!(tx.change().await.unwrap(), None);
}
