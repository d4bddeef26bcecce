//! Every word of the table that stands for a button, through the whole application: what it leads to
//! is what the button or the command leads to.

use aula::chat::spoken::{Meaning, spoken};
use aula::chat::{Input, Say};
use aula::domain::law::Phone;
use aula::domain::{Account, Chat, Lang, Role};
use aula::flow::Flow;
use aula::text::Words;

use crate::danger::writing::russian_letters;
use crate::town::Town;

/// The resident who writes, and the one beside whom the same is done by commands.
const ONE: i64 = 7;
const OTHER: i64 = 8;
/// The one who cries for help.
const CRIES: i64 = 9;

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
    town.resident(CRIES, Lang::Ru).await;
    let mut tried = 0;
    for (meaning, word) in spoken() {
        let Some(name) = command(meaning) else {
            continue;
        };
        let by_command = commands(&town, OTHER, name).await;
        for form in [word.to_owned(), word.to_uppercase(), format!("{word}!")] {
            // Whoever cries for help is told no commands, and the words wait for a report.
            let cries = form.contains('!') && town.app.law.tells_of_danger(&form);
            let who = if cries { CRIES } else { ONE };
            commands(&town, who, "menu").await;
            let by_word = says(&town, who, &form).await;
            if cries {
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

/// One person as the buttons are pressed, the other as they are written; in each language.
const PAIRS: [(Lang, i64, i64); 2] = [(Lang::Ru, 21, 22), (Lang::Kk, 31, 32)];

/// Puts somebody to a question, and returns its buttons as they are remembered.
async fn put(town: &Town, account: i64, lang: Lang, flow: &Flow) -> Vec<(String, String)> {
    let person = town.person(account).await;
    let (chat, account_of) = (Chat::first(account), Account::first(account));
    let mut tx = town.app.store.begin().await.unwrap();
    tx.set_lang(person.id, lang).await.unwrap();
    let now = town.app.clock.now();
    let mut kept = tx.conversation(chat, account_of, now).await.unwrap();
    kept.flow = serde_json::to_string(flow).unwrap();
    kept.shown = String::new();
    kept.step = 1;
    tx.save_conversation(chat, account_of, &kept).await.unwrap();
    tx.commit().await.unwrap();
    commands(town, account, "nothing").await;
    let mut tx = town.app.store.begin().await.unwrap();
    let kept = tx.conversation(chat, account_of, now).await.unwrap();
    tx.rollback().await.unwrap();
    serde_json::from_str(&kept.shown).unwrap_or_default()
}

/// What is said, without its numbers: those of reports go on.
fn said(says: &[Say]) -> Vec<String> {
    let bare = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    texts(says).into_iter().map(bare).collect()
}

fn without_picture(label: &str) -> String {
    let words = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    words.to_owned()
}

/// What people write in place of pressing the button with this label, `at` that place of the row.
fn forms(flow: &Flow, label: &str, other: Option<&str>, at: usize, labels: &str) -> Vec<String> {
    let bare = without_picture(label);
    let mut forms = vec![
        label.to_owned(),
        bare.to_uppercase(),
        format!("{bare}."),
        russian_letters(&bare.to_lowercase()),
    ];
    // What was found is told in the language of whoever looks for it.
    if !flow.searches() {
        forms.extend(other.map(without_picture));
    }
    if flow.wants_number() || flow.answers() || flow.only_tap() {
        return forms;
    }
    forms.push(at.to_string());
    if !flow.takes_words() {
        let key = format!("{at}\u{fe0f}\u{20e3}");
        forms.extend([format!("{at}."), format!("{at})"), format!("{at}-ші")]);
        forms.extend([key].into_iter().filter(|_| at < 10));
        let words = [
            ("первое", "бірінші"),
            ("Вторую", "екінші"),
            ("третий", "үшінші"),
        ];
        if let Some((ru, kk)) = words.get(at - 1) {
            forms.extend([(*ru).to_owned(), (*kk).to_owned()]);
        }
        // With the menu below, it is the number of a report.
        let menu = matches!(flow.name(), "menu" | "cried" | "found");
        if !menu && !labels.contains('№') {
            forms.extend([format!("№{at}"), format!("№ {at}")]);
        }
    }
    forms
}

/// Every button of every question, by its words and by its place in the row.
#[tokio::test]
async fn every_button_of_every_question() {
    let mut town = Town::memory().await;
    town.app.limits.reports_per_day = 100_000;
    for (lang, one, other) in PAIRS {
        for account in [one, other] {
            town.officer(account, lang, Role::Inspector, "P-12").await;
        }
    }
    let (mut tried, mut wrong) = (0, Vec::new());
    for flow in crate::flows::today() {
        for (lang, writes, presses) in PAIRS {
            let shown = put(&town, writes, lang, &flow).await;
            let elsewhere = if lang == Lang::Ru { Lang::Kk } else { Lang::Ru };
            let others = put(&town, writes, elsewhere, &flow).await;
            let labels: Vec<&str> = shown.iter().map(|(label, _)| label.as_str()).collect();
            let labels = labels.join("\n");
            for (at, (label, data)) in (1..).zip(&shown) {
                if data.ends_with(":yes") && flow.only_tap() {
                    continue;
                }
                let other = others.get(at - 1).map(|(label, _)| label.as_str());
                put(&town, presses, lang, &flow).await;
                let input = match data.is_empty() {
                    true => Input::Text(label.clone()),
                    false => Input::Tap(data.clone()),
                };
                town.take(presses, input).await;
                let pressed = said(&town.drain(presses).await);
                for form in forms(&flow, label, other, at, &labels) {
                    put(&town, writes, lang, &flow).await;
                    let written = said(&says(&town, writes, &form).await);
                    tried += 1;
                    // What tells of danger has the phones before it.
                    let cried = town.app.law.tells_of_danger(&form);
                    if written != pressed && !(cried && written.ends_with(&pressed[..])) {
                        let flow = flow.name();
                        wrong.push(format!("{flow} [{label}] by {form:?}: {written:?}"));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 2_000, "{tried}");
}

/// What is never undone is not done by a figure or a bare yes.
#[tokio::test]
async fn only_the_whole_button_erases() {
    let town = town().await;
    for form in ["1", "1.", "1)", "да", "Иә", "первое", "удалить", "yes"] {
        put(&town, ONE, Lang::Ru, &Flow::Forget).await;
        let said = says(&town, ONE, form).await;
        let asked = Words::new(Lang::Ru).forget_only_tap();
        assert!(said[0].text.contains(&asked), "{form}: {}", said[0].text);
    }
    put(&town, ONE, Lang::Ru, &Flow::Forget).await;
    let said = says(&town, ONE, "да удалить").await;
    assert_eq!(said[0].text, Words::new(Lang::Ru).forgotten());
}
