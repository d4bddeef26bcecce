//! Codes of officers, posters, and what an import is yet to tell.

use aula::domain::{HungId, Lang, PrecinctCode};

use super::{add_reader, minute};
use crate::postgres::engines;

fn code(code: &str) -> PrecinctCode {
    PrecinctCode::new(code)
}

#[tokio::test]
async fn a_code_holds_for_its_minutes_and_goes_with_its_person() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let (one, other) = (
            add_reader(&mut tx, 1, None).await,
            add_reader(&mut tx, 2, Some(Lang::Ru)).await,
        );
        for (hash, person) in [("a", one), ("b", other)] {
            tx.add_proof(hash, person, minute(10)).await.unwrap();
        }
        assert_eq!(tx.proof("a", minute(9)).await.unwrap(), Some(one));
        assert_eq!(tx.proof("a", minute(10)).await.unwrap(), None);
        assert_eq!(tx.proof("c", minute(0)).await.unwrap(), None);
        let chat = aula::domain::Chat::first(2);
        tx.forget_person(other, chat).await.unwrap();
        assert_eq!(tx.proof("b", minute(9)).await.unwrap(), None);
        tx.drop_proofs(minute(10)).await.unwrap();
        assert_eq!(tx.proof("a", minute(9)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn posters_are_told_of_once_and_hang_where_it_was_noted() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let here = code("P-01");
        assert!(!tx.tell_poster(&here, "new").await.unwrap());
        tx.made_poster(&here, "old", minute(1)).await.unwrap();
        assert!(!tx.tell_poster(&here, "old").await.unwrap());
        assert!(tx.tell_poster(&here, "new").await.unwrap());
        assert!(!tx.tell_poster(&here, "new").await.unwrap());
        assert!(tx.tell_poster(&here, "newest").await.unwrap());
        tx.made_poster(&here, "newest", minute(2)).await.unwrap();
        let made = tx.made_poster_of(&here).await.unwrap().unwrap();
        assert_eq!((made.content.as_str(), made.told), ("newest", None));
        for id in 1..=5 {
            let place = format!("place {id}");
            let at = minute(id);
            tx.hang_poster(HungId::new(id), &here, &place, at)
                .await
                .unwrap();
        }
        assert!(
            !tx.take_down_poster(HungId::new(5), &code("P-02"))
                .await
                .unwrap()
        );
        assert!(tx.take_down_poster(HungId::new(5), &here).await.unwrap());
        tx.keep_hung(&here, 3).await.unwrap();
        assert_eq!(tx.count_hung(&here).await.unwrap(), 3);
        let hung = tx.hung_posters(&here, 2).await.unwrap();
        let places: Vec<&str> = hung.iter().map(|it| it.place.as_str()).collect();
        assert_eq!(places, ["place 4", "place 3"]);
        for (day, times) in [("2026-11-27", 2), ("2026-12-01", 1)] {
            for _ in 0..times {
                tx.count_opened(&here, day).await.unwrap();
            }
        }
        assert_eq!(tx.opened_since(&here, "2026-11-27").await.unwrap(), 3);
        assert_eq!(tx.opened_since(&here, "2026-11-28").await.unwrap(), 1);
        tx.drop_opened(&here, "2026-11-28").await.unwrap();
        assert_eq!(tx.opened_since(&here, "2026-01-01").await.unwrap(), 1);
        assert_eq!(
            tx.opened_since(&code("P-02"), "2026-01-01").await.unwrap(),
            0
        );
    }
}
