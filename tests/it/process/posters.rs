//! Posters as an operator prints them, and as a neighbour follows them to the bot.

use aula::domain::PrecinctCode;

use super::bot::{Home, PATIENCE};
use super::{assert_good, assert_silent, full, printing};
use crate::botapi::{BotApi, Settings};
use crate::poster::{pdf, scanned};

fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

fn poster(home: &Home, which: &[&str], out: &str) -> super::bot::Output {
    let out = home.path().join(out);
    let to = ["--out", out.to_str().unwrap()];
    home.run(&[&["poster"], which, &to].concat())
}

fn read(home: &Home, name: &str) -> Vec<u8> {
    std::fs::read(home.path().join(name)).unwrap()
}

#[test]
fn a_precinct_an_area_and_all() {
    let api = server();
    let mut home = Home::new(&api);
    let done = poster(&home, &["--precinct", "P-12"], "P-12.png");
    assert_eq!(done.code, 0, "{}", done.err);
    // Telegram told the name.
    let link = "https://t.me/aula_test_bot?start=p-P-12";
    assert_eq!(scanned(&read(&home, "P-12.png")).as_deref(), Some(link));
    let card = ["--precinct", "P-12", "--size", "card", "--bot", "@mine_bot"];
    assert_eq!(poster(&home, &card, "card.png").code, 0);
    let link = "https://t.me/mine_bot?start=p-P-12";
    assert_eq!(scanned(&read(&home, "card.png")).as_deref(), Some(link));
    assert_silent(&api, &format!("{}{}", done.out, done.err));

    home.set("BOT_NAME", "aula_bot").set("TOKEN", "");
    let done = poster(&home, &["--area", "D-1"], "area");
    assert_eq!(done.code, 0, "{}", done.err);
    let files = std::fs::read_dir(home.path().join("area")).unwrap().count();
    assert!(
        done.out.ends_with(&format!("area: {files}\n")),
        "{}",
        done.out
    );
    assert!((2..44).contains(&files), "{files}");

    let done = poster(&home, &["--all", "--size", "a5"], "all.pdf");
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let pages = pdf::pages(&read(&home, "all.pdf"));
    assert_eq!(pages.len(), 44);
    // Of a vacant post the duty desk; who is stood in for, and by whom until when.
    let page = |name: &str| pages.iter().find(|it| it.contains(name)).unwrap();
    let vacant = page("№ 30 учаске");
    assert!(vacant.contains("+7 700 000 00 92") && vacant.contains("нет инспектора"));
    assert!(!vacant.contains("Часы приёма"), "{vacant}");
    let acting = page("№ 7 учаске");
    for text in [
        "Қасенғали",
        "Мырзатаев",
        "15 желтоқсанға дейін",
        "+7 700 000 00 08",
    ] {
        assert!(acting.contains(text), "{acting}");
    }
}

#[test]
fn what_cannot_be_printed_is_said() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("BOT_NAME", "aula_bot");
    let wrong: [(&[&str], &str, i32, &str); 9] = [
        (
            &["--precinct", "P-99"],
            "x.pdf",
            1,
            "no such precinct: \"P-99\"",
        ),
        (&["--area", "D-99"], "x.pdf", 1, "no such area: \"D-99\""),
        (
            &["--all"],
            "x.png",
            1,
            "a .png holds one poster, and there are 44",
        ),
        (&["--all"], "x.txt", 2, "ends in .pdf or .png"),
        (&["--all", "--format", "png"], "x.pdf", 2, "do not agree"),
        (&["--all"], "no/such/x.pdf", 1, "x.pdf"),
        (
            &["--all", "--area", "D-1"],
            "x.pdf",
            2,
            "cannot be used with",
        ),
        (&[], "x.pdf", 2, "--precinct"),
        (&["--all", "--bot", "a b"], "x.pdf", 2, "5 to 32 of"),
    ];
    for (which, out, code, why) in wrong {
        let done = poster(&home, which, out);
        assert_eq!(done.code, code, "{which:?}: {}{}", done.out, done.err);
        assert!(done.err.contains(why), "{which:?}: {}", done.err);
        assert!(!home.path().join(out).exists(), "{which:?}");
    }
    // One that cannot be written keeps no other from being printed.
    let mut town = aula::demo::town::records();
    "№ 12 🏠".clone_into(&mut town.precincts[11].name.kk);
    home.import(&town);
    let done = poster(&home, &["--all"], "all.pdf");
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("left out: P-12: "), "{}", done.err);
    assert_eq!(pdf::pages(&read(&home, "all.pdf")).len(), 43);
}

/// A code with letters that no link carries: from the clerk's table over the paper to the card.
#[tokio::test]
async fn a_cyrillic_code_leads_to_its_card() {
    let api = server();
    let home = Home::new(&api);
    let mut town = aula::demo::town::records();
    let code = PrecinctCode::new("П-12");
    let renamed = |it: &mut PrecinctCode| {
        if *it == "P-12" {
            code.clone_into(it);
        }
    };
    town.precincts
        .iter_mut()
        .for_each(|it| renamed(&mut it.code));
    let inspectors = town.inspectors.iter_mut();
    inspectors.for_each(|it| it.precincts.iter_mut().for_each(renamed));
    home.import(&town);
    let done = poster(&home, &["--precinct", "П-12", "--format", "png"], "posters");
    assert_eq!(done.code, 0, "{}", done.err);
    let link = scanned(&read(&home, "posters/П-12.png")).unwrap();
    let (before, payload) = link.split_once("?start=").unwrap();
    assert_eq!(before, "https://t.me/aula_test_bot");
    assert!(
        payload
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    );

    let bot = home.start();
    for text in [format!("/start {payload}"), link.clone()] {
        let before = api.count_in(51);
        api.push_text(51, &text);
        let answered = |api: &BotApi| api.count_in(51) > before;
        assert!(api.wait_until(answered, PATIENCE).await, "{text}");
        let said = api.last_text(51).unwrap();
        assert!(said.contains("+7 700 000 00 12"), "{said}");
    }
    bot.stop().await;
    assert_good(&api, &home, 0).await;
}

#[test]
fn many_posters_take_little_memory() {
    let count = full(1000, 60);
    let printed = printing::print(count);
    assert_eq!(pdf::pages(&printed.pdf).len(), count);
    println!(
        "{count} posters: {:.1?}, {:.0} MiB",
        printed.took, printed.peak
    );
    assert!(printed.peak < 200.0, "{} MiB", printed.peak);
}

/// Of what was printed, only that is printed again which should say something else.
#[test]
fn those_that_changed_since() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("BOT_NAME", "aula_bot").set("TOKEN", "");
    let two = [["--precinct", "P-12"], ["--precinct", "P-13"]];
    for (which, out) in two.iter().zip(["12.pdf", "13.pdf"]) {
        assert_eq!(poster(&home, which, out).code, 0);
    }
    let card = ["--precinct", "P-14", "--size", "card"];
    assert_eq!(poster(&home, &card, "14.pdf").code, 0);
    let none = poster(&home, &["--changed"], "none.pdf");
    assert_eq!((none.code, none.err.as_str()), (0, ""));
    assert!(none.out.ends_with("none.pdf: 0\n"), "{}", none.out);
    let folder = home.path().join("changed");
    let folder = folder.to_str().unwrap();
    assert_eq!(home.run(&["export", folder]).code, 0);
    let table = std::path::Path::new(folder).join("inspectors.csv");
    let rows = std::fs::read_to_string(&table).unwrap();
    let rows = rows.replace("Сейтжапаров Берік", "Сейтжапаров Бауыржан");
    std::fs::write(&table, rows.replace("Үсенбай Алмас", "Үсенбай Асан")).unwrap();
    assert_eq!(home.run(&["import", folder]).code, 0);
    let one = poster(&home, &["--changed"], "one.pdf");
    assert!(one.out.ends_with("one.pdf: 1\n"), "{}{}", one.out, one.err);
    let pages = pdf::pages(&read(&home, "one.pdf"));
    assert!(pages.len() == 1 && pages[0].contains("Бауыржан"));
    let none = poster(&home, &["--changed"], "none.pdf");
    assert!(none.out.ends_with("none.pdf: 0\n"), "{}", none.out);
}
