//! Where people live: one place at most, which moves, and follows the borders.

use aula::app::Done;
use aula::demo::town;
use aula::domain::done::LeftPrecinct;
use aula::domain::{
    Account, Action, Actor, KnownPlace, Lang, PersonVerb, Place, PlaceVerb, Point, PrecinctCode,
    Spot,
};

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
