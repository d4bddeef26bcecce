//! Every word of the table that stands for a button, through the whole application: what it leads to
//! is what the button or the command leads to.

use aula::chat::spoken::{Meaning, spoken};
use aula::chat::{Input, Say};
use aula::domain::Lang;
use aula::domain::law::Phone;
use aula::text::Words;

use crate::town::Town;

/// The resident who writes, and the one beside whom the same is done by commands.
const ONE: i64 = 7;
const OTHER: i64 = 8;

async fn says(town: &Town, account: i64, text: &str) -> Vec<Say> {
    town.take(account, Input::Text(text.to_owned())).await;
    town.drain(account).await
}

async fn commands(town: &Town, account: i64, name: &str) -> Vec<Say> {
    town.command(account, name, "").await;
    town.drain(account).await
}

fn texts(says: &[Say]) -> Vec<&str> {
    says.iter().map(|say| say.text.as_str()).collect()
}

async fn town() -> Town {
    let town = Town::memory().await;
    town.resident(ONE, Lang::Ru).await;
    town.resident(OTHER, Lang::Ru).await;
    town
}

/// The command that does what a word means at the menu.
fn command(meaning: Meaning) -> Option<&'static str> {
    Some(match meaning {
        Meaning::Menu | Meaning::Cancel | Meaning::Back => "menu",
        Meaning::Start => "start",
        Meaning::Help => "help",
        Meaning::Find => "find",
        Meaning::Report => "report",
        Meaning::Mine => "reports",
        Meaning::Subscriptions => "subscriptions",
        Meaning::Places => "places",
        Meaning::Language => "language",
        _ => return None,
    })
}

#[tokio::test]
async fn words_at_the_menu_are_commands() {
    let town = town().await;
    let mut tried = 0;
    for (meaning, word) in spoken() {
        let Some(name) = command(meaning) else {
            continue;
        };
        let by_command = commands(&town, OTHER, name).await;
        for form in [word.to_owned(), word.to_uppercase(), format!("{word}!")] {
            commands(&town, ONE, "menu").await;
            let by_word = says(&town, ONE, &form).await;
            // Whoever cries for help is told no commands.
            if form.contains('!') && town.app.law.tells_of_danger(&form) {
                assert!(!texts(&by_word)[0].contains("/find"), "{form}");
                continue;
            }
            assert_eq!(texts(&by_word), texts(&by_command), "{form}");
        }
        // Also in the midst of a search, where anything else is an address.
        commands(&town, ONE, "find").await;
        let by_word = says(&town, ONE, word).await;
        assert_eq!(texts(&by_word), texts(&by_command), "{word} in a search");
        tried += 1;
    }
    assert!(tried > 120, "{tried}");
}

#[tokio::test]
async fn yes_and_no_and_when() {
    let town = town().await;
    let words = Words::new(Lang::Ru);
    for (meaning, word) in spoken() {
        let begin = ["menu", "report"];
        for name in begin {
            commands(&town, ONE, name).await;
        }
        let answer = |says: Vec<Say>| says.last().unwrap().text.clone();
        match meaning {
            Meaning::Yes => {
                let said = answer(says(&town, ONE, word).await);
                assert!(
                    said.contains("102") && said != words.report_category(),
                    "{word}: {said}"
                );
            }
            Meaning::No => {
                let said = answer(says(&town, ONE, word).await);
                assert_eq!(said, words.report_category(), "{word}");
            }
            Meaning::Now | Meaning::Past => {
                says(&town, ONE, "нет").await;
                says(&town, ONE, "шум").await;
                let said = answer(says(&town, ONE, word).await);
                assert_eq!(said, words.report_where(), "{word}");
                commands(&town, ONE, "menu").await;
                says(&town, ONE, "нет").await;
            }
            Meaning::Thanks => {
                commands(&town, ONE, "menu").await;
                let said = answer(says(&town, ONE, word).await);
                assert_eq!(said, words.thanks(), "{word}");
            }
            Meaning::Kazakh | Meaning::Russian => {
                commands(&town, ONE, "menu").await;
                let lang = if meaning == Meaning::Kazakh {
                    Lang::Kk
                } else {
                    Lang::Ru
                };
                let said = says(&town, ONE, word).await;
                let chosen = Words::new(lang).language_chosen();
                assert!(said[0].text.starts_with(&chosen), "{word}");
                says(&town, ONE, "по-русски").await;
            }
            _ => {}
        }
    }
}

/// Where words are collected, none of those that end or leave it becomes a part of the report.
#[tokio::test]
async fn words_where_words_are_collected() {
    let town = town().await;
    let words = Words::new(Lang::Ru);
    for (meaning, word) in spoken() {
        let wanted = match meaning {
            Meaning::Done | Meaning::Send | Meaning::Yes => "Проверьте",
            Meaning::Cancel | Meaning::Menu => "не закончено",
            Meaning::Back => "Где это?",
            _ => continue,
        };
        for name in ["menu", "report"] {
            commands(&town, ONE, name).await;
        }
        for text in ["нет", "шум", "сейчас", "Абая 12", "мусор у подъезда"]
        {
            says(&town, ONE, text).await;
        }
        let said = says(&town, ONE, word).await;
        let said = &said.last().unwrap().text;
        assert!(said.contains(wanted), "{word}: {said}");
        // And leaves it.
        commands(&town, ONE, "menu").await;
        says(&town, ONE, "нет").await;
    }
    let mut tx = town.app.store.begin().await.unwrap();
    assert_eq!(tx.report_numbers().await.unwrap(), Vec::<i64>::new());
    assert_ne!(words.report_send(), "");
}

#[tokio::test]
async fn before_there_is_a_consent() {
    let town = Town::memory().await;
    let police = town.app.law.number(Phone::Police).to_owned();
    let mut account = 100;
    for (meaning, word) in spoken() {
        if !matches!(
            meaning,
            Meaning::Kazakh | Meaning::Russian | Meaning::Yes | Meaning::No
        ) {
            continue;
        }
        account += 1;
        commands(&town, account, "start").await;
        let lang = match meaning {
            Meaning::Russian => Lang::Ru,
            _ => Lang::Kk,
        };
        if matches!(meaning, Meaning::Kazakh | Meaning::Russian) {
            says(&town, account, word).await;
            assert_eq!(town.person(account).await.lang, Some(lang), "{word}");
            continue;
        }
        town.take(account, Input::Tap("d:sub:P-01".to_owned()))
            .await;
        town.drain(account).await;
        let said = says(&town, account, word).await;
        let agreed = Words::new(lang).consented();
        let refused = Words::new(lang).consent_no(&police);
        match meaning {
            Meaning::Yes => assert!(said[0].text.starts_with(&agreed), "{word}"),
            _ => assert!(
                said[0].text.starts_with(&refused),
                "{word}: {}",
                said[0].text
            ),
        }
    }
}
