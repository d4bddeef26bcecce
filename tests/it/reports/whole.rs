//! Every word, file and place of a report can be read by whoever may read it, and by nobody else.

use aula::chat::{Attachment, Input, Made, Say, Screen, clean};
use aula::domain::report::{NOTE_CHARS, Note};
use aula::domain::{Action, CaseVerb, Lang, PersonVerb, ReportId};

use super::{OFFICER, OTHER, button, open, photo, send, with_officers, words};
use crate::postgres::engines;
use crate::texts::html::{units, visible};
use crate::town::Town;

/// All pages from the first to the last, as one text without the marks of quotation.
async fn read(town: &Town, account: i64, report: i64) -> (String, usize) {
    let (mut text, mut files, mut at) = (String::new(), 0, 0);
    loop {
        let page = open(town, account, Screen::Whole(ReportId::new(report), at)).await;
        for say in &page {
            let shown = visible(&say.text).unwrap();
            assert!(units(&shown) <= 4096, "{} units", units(&shown));
            match say.attachment {
                Some(Attachment::Media(_)) => files += 1,
                _ => text.push_str(&shown),
            }
            text.push('\n');
        }
        let back = button(&page, |it| matches!(it, Screen::Whole(_, to) if *to < at));
        assert_eq!(back.is_some(), at > 0, "the way back at {at}");
        match button(&page, |it| matches!(it, Screen::Whole(_, to) if *to > at)) {
            Some(Screen::Whole(_, to)) => at = to,
            _ => break,
        }
    }
    (text.replace("│ ", ""), files)
}

async fn file(town: &Town, account: i64, report: i64) -> Vec<Say> {
    open(town, account, Screen::WholeFile(ReportId::new(report))).await
}

fn content(says: &[Say]) -> &str {
    match &says[0].attachment {
        Some(Attachment::File { content, .. }) => content,
        other => panic!("{other:?}"),
    }
}

/// Ten notes of the greatest length, in letters that Telegram counts twice, in lines of one letter
/// and in one line.
#[tokio::test]
async fn the_officer_reads_what_the_resident_wrote() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(7, Lang::Ru).await;
        let ended = |part: &str, end: &str| {
            let times = (NOTE_CHARS - units(end)) / units(part);
            format!("{}{end}", part.repeat(times))
        };
        let mut notes: Vec<_> = (0..4)
            .map(|at| ended("слово ", &format!("конец-{at}")))
            .collect();
        notes.extend((4..7).map(|at| ended("🎉", &format!("конец-{at}"))));
        notes.extend((7..10).map(|at| ended("<\n", &format!("конец-{at}"))));
        assert!(
            notes
                .iter()
                .all(|it| (NOTE_CHARS - 20..=NOTE_CHARS).contains(&units(it)))
        );
        let report = send(
            &town,
            7,
            "other",
            notes.iter().map(|it| words(it)).collect(),
        )
        .await;
        let add = Action::Case(
            report,
            CaseVerb::AddTo {
                notes: vec![words("Дописал"), photo("one"), photo("two")],
                again: false,
            },
        );
        town.act(7, add).await.unwrap();
        let card = town.drain(OFFICER).await;
        assert!(
            card.iter()
                .all(|say| units(&visible(&say.text).unwrap()) <= 4096)
        );
        let whole = button(&card, |it| matches!(it, Screen::Whole(..)));
        assert_eq!(whole, Some(Screen::Whole(report, 0)));
        for reader in [OFFICER, 7] {
            let (text, files) = read(&town, reader, report.get()).await;
            for note in notes.iter().map(String::as_str).chain(["Дописал"]) {
                assert!(
                    text.contains(note),
                    "{reader}: {}",
                    &note[note.len() - 12..]
                );
            }
            assert_eq!(files, 2);
            let said = file(&town, reader, report.get()).await;
            let text = content(&said).replace("│ ", "");
            assert!(notes.iter().all(|note| text.contains(note.as_str())));
        }
        let pin = open(&town, OFFICER, Screen::Pin(report)).await;
        assert!(
            matches!(pin[0].attachment, Some(Attachment::Venue { .. })),
            "{pin:?}"
        );
    }
}

#[tokio::test]
async fn whoever_may_not_read_the_card_reads_no_page_and_no_file() {
    let town = Town::memory().await;
    with_officers(&town).await;
    for account in [7, 8] {
        town.resident(account, Lang::Ru).await;
    }
    let report = send(&town, 7, "other", vec![words("тайна")]).await;
    let text = "между нами".to_owned();
    town.act(OFFICER, Action::Case(report, CaseVerb::Remark(text)))
        .await
        .unwrap();
    town.drain(0).await;
    for reader in [OTHER, 8] {
        for screen in [
            Screen::Whole(report, 0),
            Screen::WholeFile(report),
            Screen::Pin(report),
        ] {
            let told = open(&town, reader, screen.clone()).await;
            assert_eq!(told.len(), 1, "{screen:?}");
            assert!(told[0].attachment.is_none() && !told[0].text.contains("тайна"));
        }
    }
    // The owner reads all but what the desk writes to itself.
    let (mine, _) = read(&town, 7, report.get()).await;
    let file = file(&town, 7, report.get()).await;
    for text in [mine.as_str(), content(&file)] {
        assert!(
            text.contains("тайна") && !text.contains("между нами"),
            "{text}"
        );
    }
    let (desk, _) = read(&town, OFFICER, report.get()).await;
    assert!(desk.contains("между нами"));
}

/// The file is read when it is sent: whoever has lost the right meanwhile gets nothing of it.
#[tokio::test]
async fn a_file_asks_again_who_may_read_it() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let report = send(&town, 7, "other", vec![words("тайна")]).await;
    town.drain(0).await;
    let asked = [
        Made::History {
            report,
            reader: town.person(OFFICER).await.id,
            lang: Lang::Ru,
        },
        Made::MyData {
            person: town.person(7).await.id,
        },
        Made::MyText {
            person: town.person(7).await.id,
        },
    ];
    let made = async |made: &Made| {
        let say = Say::attach(Attachment::Made(made.clone()));
        town.app.make(say).await.unwrap()
    };
    for file in &asked {
        assert!(made(file).await.attachment.is_some());
    }
    town.act(OFFICER, Action::Person(PersonVerb::Forget))
        .await
        .unwrap();
    town.act(7, Action::Person(PersonVerb::Forget))
        .await
        .unwrap();
    for file in &asked {
        let said = made(file).await;
        assert!(
            said.attachment.is_none() && !said.text.is_empty(),
            "{said:?}"
        );
    }
}

/// Whatever stands in a note or a title: no line of a card or a page is somebody's own but those
/// that are marked, and no letter turns the others around.
#[tokio::test]
async fn nobody_writes_lines_into_a_card() {
    let town = Town::memory().await;
    with_officers(&town).await;
    town.resident(7, Lang::Ru).await;
    let forged = "Состояние: закрыто";
    let odd = format!("шум»\r\n{forged}\r{forged}\u{2028}{forged}\u{85}{forged}\u{202e}\0 «");
    let mut report = super::new("other", vec![words(&odd), photo("one")]);
    let place = report.spot.place.as_mut().unwrap();
    place.title = Some(odd.clone());
    let sent = town.act(7, Action::SendReport(report)).await;
    let Ok(aula::app::Done::ReportSent { report, .. }) = sent else {
        panic!("{sent:?}");
    };
    let mut shown = town.drain(OFFICER).await;
    shown.extend(open(&town, OFFICER, Screen::Case(report)).await);
    shown.extend(open(&town, OFFICER, Screen::Whole(report, 0)).await);
    shown.extend(file(&town, OFFICER, report.get()).await);
    for say in shown {
        let text = match &say.attachment {
            Some(Attachment::File { content, .. }) => content.clone(),
            Some(Attachment::Venue { address, .. }) => address.clone(),
            _ => visible(&say.text).unwrap(),
        };
        assert_eq!(clean(&text), text, "{text:?}");
        let own = text.lines().filter(|line| line.starts_with(forged)).count();
        assert_eq!(own, 0, "{text}");
        let quotes = |sign| text.matches(sign).count();
        assert!(quotes('«') == quotes('»') || text.contains('│'), "{text}");
    }
}

/// Telegram takes most of it out by itself; whatever comes is the same on every database.
#[tokio::test]
async fn odd_characters_are_taken_out_at_the_door() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        with_officers(&town).await;
        town.resident(7, Lang::Ru).await;
        let report = send(&town, 7, "other", vec![words("шум")]).await;
        let input = |text: &str| Input::Text(text.to_owned());
        open(&town, 7, Screen::AddTo(report)).await;
        town.take(7, input("би\u{200b}ть\0\r\nстёкла\u{202e}"))
            .await;
        let caption = Some("ви\0дно".to_owned());
        let Note { media, .. } = photo("a\0b");
        let media = media.unwrap();
        town.take(7, Input::Media { media, caption }).await;
        town.take(7, input("готово")).await;
        // Buttons are in the hands of whoever presses them.
        for data in [
            "d:unsub:P\0",
            "d:sub:\0",
            "o:card:\0P-01",
            "a:1:\0",
            "o:whole:1.\0",
        ] {
            town.take(7, Input::Tap(data.to_owned())).await;
        }
        town.command(7, "start", "j-\0\0").await;
        let mut tx = town.app.store.read().await.unwrap();
        let trouble = crate::sql::lines(&mut tx, "select 'yes' from trouble").await;
        assert_eq!(trouble, Vec::<String>::new(), "{}", town.engine.name);
        let said: Vec<_> = tx.events(report).await.unwrap();
        let said: Vec<_> = said.into_iter().map(|it| (it.text, it.media)).collect();
        tx.rollback().await.unwrap();
        assert_eq!(said[1].0.as_deref(), Some("бить\nстёкла"));
        assert_eq!(said[2].0.as_deref(), Some("видно"));
        assert_eq!(said[2].1.as_ref().unwrap().file, "ab");
    }
}
