//! Files that the bot draws itself.

use aula::chat::{Attachment, Made, Say};
use aula::domain::{Lang, Paper, PersonId, PrecinctCode, Role};
use aula::store::Outgoing;
use aula::text::Words;

use super::{Bot, row, server, words};
use crate::postgres::Engine;
use crate::town::Town;

/// What the bot draws itself stands in no row: it is made on the way out.
#[tokio::test]
async fn a_code_and_a_poster_are_drawn_and_sent() {
    let town = Town::on(Engine::file().await).await;
    town.officer(7, Lang::Ru, Role::Inspector, "P-12").await;
    town.drain(7).await;
    let reader = town.person(7).await.id;
    let api = server().await;
    let bot = Bot::sends(&town.engine, &api, 25).await;
    let made = |made: Made| Say {
        attachment: Some(Attachment::Made(made)),
        ..words("caption")
    };
    let link = "https://t.me/aula_bot?start=c-x".to_owned();
    let poster = |reader: PersonId| Made::Poster {
        precinct: PrecinctCode::new("P-12"),
        paper: Paper::A5,
        reader,
        lang: Lang::Ru,
    };
    let says = [
        made(Made::Code { link }),
        made(poster(reader)),
        // Whoever does not serve there gets none.
        made(poster(PersonId::new(1))),
    ];
    let row = |(n, say): (usize, &Say)| Outgoing {
        seq: i64::try_from(n).unwrap(),
        ..row(&format!("k{n}"), 7, say)
    };
    bot.say(&says.iter().enumerate().map(row).collect::<Vec<_>>())
        .await;
    assert!(bot.all_done().await);
    assert_eq!(api.violations(), Vec::<String>::new());
    let sent = api.sent();
    let methods: Vec<&str> = sent.iter().map(|sent| sent.method).collect();
    assert_eq!(methods, ["sendPhoto", "sendDocument", "sendMessage"]);
    assert_eq!(sent[2].text, Words::new(Lang::Ru).nothing_left());
    bot.stop().await;
}
