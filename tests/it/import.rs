//! What whoever drew the map gets: a folder in, both reports out, compared word for word.

use std::sync::Arc;

use aula::app::{App, Limits};
use aula::clerk::{self, Options, report};
use aula::clock::Clock;
use aula::demo::town;
use aula::domain::law::Law;
use aula::domain::{Action, Actor, Lang};
use aula::store::Store;

use crate::golden;

fn reports(case: &str, repair: bool) {
    let folder = golden::path(&format!("import/{case}"));
    let options = Options {
        repair,
        ..Options::default()
    };
    let survey = clerk::survey(&folder, &options);
    for (lang, name) in report::TEXTS {
        golden::check(
            &format!("import/{case}/{name}"),
            &report::text(lang, &survey.findings),
        );
    }
    for (lang, name) in report::territory::FILES {
        let text = report::territory::text(lang, &survey);
        let name = format!("import/{case}/{name}");
        match survey.findings.territories.as_slice() {
            [] => assert!(!golden::path(&name).exists()),
            _ => golden::check(&name, &text),
        }
    }
    let english: String = survey
        .findings
        .problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect();
    golden::check(&format!("import/{case}/terminal.txt"), &english);
    assert_eq!(survey.findings.is_good(), english.is_empty());
}

#[test]
fn a_map_that_fits_badly_is_taken_and_told() {
    reports("fits-badly", true);
}

#[test]
fn a_map_that_is_wrong_is_refused_with_reasons() {
    reports("refused", false);
}

#[test]
fn territories_are_shown_as_they_were_understood() {
    reports("territories", false);
}

#[test]
fn without_repair_the_same_map_is_refused() {
    let folder = golden::path("import/fits-badly");
    let findings = clerk::survey(&folder, &Options::default()).findings;
    let said: Vec<String> = findings.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "precincts.geojson row 7 (P-7): the outline crosses or touches itself, near 47.005, 67.025"
        ]
    );
}

#[test]
fn a_report_is_texts_and_pictures() {
    let (to, folder) = (tempfile::tempdir().unwrap(), golden::path("import/refused"));
    let survey = clerk::survey(&folder, &Options::default());
    let out = to.path().join("new/folder");
    report::write(&out, &survey).unwrap();
    let size = |name: &str| std::fs::metadata(out.join(name)).unwrap().len();
    assert!(size("map.svg") > 2_000 && size("map.png") > 10_000);
    let text = std::fs::read_to_string(out.join("report.kk.txt")).unwrap();
    assert_eq!(text, report::text(Lang::Kk, &survey.findings));
    let text = std::fs::read_to_string(out.join("territory.ru.txt")).unwrap();
    assert_eq!(text, report::territory::text(Lang::Ru, &survey));
}

/// One process imports, another serves: whoever has begun keeps what it began with.
#[tokio::test]
async fn a_bot_that_serves_takes_what_another_process_imported() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/aula.db", folder.path().display());
    let open = || async {
        let store = Store::open(&url).await.unwrap();
        App::new(store, Clock::System, Law::embedded(), Limits::default())
            .await
            .unwrap()
    };
    let (serving, importing) = (open().await, open().await);
    let before = serving.directory();
    assert!(!serving.reload_if_changed().await.unwrap());
    let action = Action::Import(Box::new(town::records()));
    let done = importing.act(&Actor::Operator, action).await.unwrap();
    assert!(done.is_ok());
    assert!(serving.reload_if_changed().await.unwrap());
    assert_eq!(before.precincts().len(), 0);
    assert_eq!(
        serving.directory().records(),
        importing.directory().records()
    );
    assert_eq!(serving.directory().precincts().len(), 44);
    let now = serving.directory();
    assert!(!serving.reload_if_changed().await.unwrap());
    assert!(Arc::ptr_eq(&now, &serving.directory()));
}
