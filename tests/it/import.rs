//! What whoever drew the map gets: a folder in, both reports out, compared word for word.

use aula::app::survey;
use aula::domain::Lang;
use aula::precincts::import::{self, Options};

use crate::golden;

fn reports(case: &str, repair: bool) {
    let folder = golden::path(&format!("import/{case}"));
    let options = Options {
        repair,
        ..Options::default()
    };
    let survey = import::survey(&folder, &options);
    for (lang, name) in survey::TEXTS {
        golden::check(
            &format!("import/{case}/{name}"),
            &survey::text(lang, &survey.findings),
        );
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
fn without_repair_the_same_map_is_refused() {
    let folder = golden::path("import/fits-badly");
    let findings = import::survey(&folder, &Options::default()).findings;
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
    let survey = import::survey(&folder, &Options::default());
    let out = to.path().join("new/folder");
    survey::write(&out, &survey).unwrap();
    let size = |name: &str| std::fs::metadata(out.join(name)).unwrap().len();
    assert!(size("map.svg") > 2_000 && size("map.png") > 10_000);
    let text = std::fs::read_to_string(out.join("report.kk.txt")).unwrap();
    assert_eq!(text, survey::text(Lang::Kk, &survey.findings));
}
