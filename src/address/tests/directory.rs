//! Several precincts at once: which answer is sure, which asks.
use crate::address::{AddressMatch, Book, Candidate, OtherName, Renaming, RenamingStage, Why};

const ALMATY: &[&str] = &["Алматы", "Медеуский район", "Медеу ауданы"];
const AUEZOV: &[&str] = &["Алматы", "Ауэзовский район", "Әуезов ауданы"];
const SEMEY: &[&str] = &["Семей"];

fn book(list: &[(&str, &str, &[&str])]) -> Book {
    Book::build(
        list.iter()
            .map(|(code, text, areas)| (*code, "", *text, *areas)),
        &[],
    )
}

/// The candidates of *check*; none for the other answers.
fn candidates(answer: AddressMatch) -> Vec<Candidate> {
    if let AddressMatch::Check(list) = answer {
        list
    } else {
        Vec::new()
    }
}

fn codes(answer: &AddressMatch) -> Vec<&str> {
    match answer {
        AddressMatch::Sure(code) => vec![code],
        AddressMatch::Check(list) => list.iter().map(|c| c.code.as_str()).collect(),
        AddressMatch::Unknown { .. } => Vec::new(),
    }
}

#[test]
fn the_house_decides_between_two_parts_of_a_street() {
    let book = book(&[
        ("a", "ул. Станционная 1-20", ALMATY),
        ("b", "ул. Станционная 21-45", ALMATY),
    ]);
    assert_eq!(book.find("станционная 7"), AddressMatch::Sure("a".into()));
    assert_eq!(book.find("станционная 21"), AddressMatch::Sure("b".into()));
    let near = match book.find("станционная 99") {
        AddressMatch::Unknown { near } => near,
        other => candidates(other),
    };
    assert_eq!(
        near.len(),
        2,
        "the caller can still show who has the street"
    );
}

/// One street or two: nobody can tell, so both precincts are asked about.
#[test]
fn a_name_with_and_without_its_initial_is_not_sure() {
    let book = book(&[
        ("a", "ул. Хасанова 1-20", ALMATY),
        ("b", "ул. А.Хасанова 5, 7", ALMATY),
    ]);
    assert_eq!(codes(&book.find("Хасанова 5")), ["a", "b"]);
    assert_eq!(book.find("Хасанова 12"), AddressMatch::Sure("a".into()));
}

#[test]
fn several_streets_of_one_name_are_never_sure() {
    let book = book(&[
        ("a", "мкр. Таугуль, ул. Садовая 1-20", AUEZOV),
        ("b", "мкр. Горный, ул. Садовая 1-90", ALMATY),
        ("c", "ул. Садовая 5", SEMEY),
    ]);
    assert_eq!(codes(&book.find("Садовая 5")).len(), 3);
    assert!(
        matches!(book.find("Садовая 50"), AddressMatch::Check(_)),
        "only one lists it, but whose Садовая is it?"
    );
    assert_eq!(
        book.find("мкр Таугуль, Садовая 5"),
        AddressMatch::Sure("a".into())
    );
    assert_eq!(
        book.find("Семей, Садовая 5"),
        AddressMatch::Sure("c".into())
    );
    assert_eq!(
        book.find("Әуезов ауданы, Садовая 5"),
        AddressMatch::Sure("a".into())
    );
}

#[test]
fn a_city_in_the_query_excludes_the_others() {
    let book = book(&[
        ("a", "ул. Абая 1-20", ALMATY),
        ("b", "ул. Абая 1-20", SEMEY),
    ]);
    assert_eq!(codes(&book.find("Абая 5")).len(), 2);
    assert_eq!(
        book.find("г. Семей, ул. Абая, 5"),
        AddressMatch::Sure("b".into())
    );
    assert_eq!(
        book.find("Алматы қаласы Абай көшесі 5"),
        AddressMatch::Sure("a".into())
    );
    assert!(matches!(
        book.find("Караганда, Абая 5"),
        AddressMatch::Unknown { .. }
    ));
}

#[test]
fn a_street_and_a_lane_of_one_name() {
    let book = book(&[
        ("a", "ул. Школьная 1-20", ALMATY),
        ("b", "пер. Школьный 1-20", ALMATY),
    ]);
    assert_eq!(book.find("ул. Школьная 5"), AddressMatch::Sure("a".into()));
    assert_eq!(
        book.find("переулок Школьный 5"),
        AddressMatch::Sure("b".into())
    );
    assert_eq!(codes(&book.find("школьная 5")).len(), 2);
}

#[test]
fn an_old_name_is_one_step_in_its_own_city() {
    let renaming = |city: &str, old: &str, new: &str, stage| Renaming {
        area: city.into(),
        name: OtherName {
            old: old.into(),
            new: new.into(),
            stage,
        },
    };
    let table = [
        renaming("Семей", "Ленина", "Абай", RenamingStage::InForce),
        renaming("Семей", "Абая", "Ынтымақ", RenamingStage::InForce),
        renaming("Алматы", "Горная", "Керей хан", RenamingStage::Proposed),
        renaming("Алматы", "Речная", "Керей хан", RenamingStage::Ahead),
    ];
    let list = [
        ("a", "ул. Абая 1-20", SEMEY),
        ("b", "ул. Ынтымақ 1-20", SEMEY),
        ("c", "ул. Керей хана 5", ALMATY),
    ];
    let book = Book::build(list.iter().map(|(c, t, a)| (*c, "", *t, *a)), &table);
    assert_eq!(
        book.find("Ленина 5"),
        AddressMatch::Sure("a".into()),
        "Ленина is Абая now, and not Ынтымақ"
    );
    let told = book.other_name(&book.read("Ktybyf 5"), "a");
    assert_eq!(told.as_ref(), Some(&table[0].name), "in either layout");
    assert_eq!(book.other_name(&book.read("Абая 5"), "a"), None);
    assert_eq!(
        codes(&book.find("Абая 5")),
        ["a", "b"],
        "the freed name may be meant either way"
    );
    for (typed, renaming) in [("Горная 5", &table[2]), ("Речная 5", &table[3])] {
        let asked = candidates(book.find(typed));
        let [only] = asked.as_slice() else {
            panic!("{asked:?}")
        };
        assert_eq!(only.why, Why::Renamed(renaming.name.clone()), "{typed}");
    }
}

#[test]
fn both_languages_of_one_precinct_are_one_answer() {
    let book = Book::build(
        std::iter::once((
            "a",
            "Тәуелсіздік көшесі 1–20 (тақ жағы)",
            "ул. Независимости 1–20 (нечётная сторона)",
            ALMATY,
        )),
        &[],
    );
    assert_eq!(book.find("Независимости 7"), AddressMatch::Sure("a".into()));
    assert_eq!(book.find("tauelsizdik 7"), AddressMatch::Sure("a".into()));
    assert!(matches!(
        book.find("Независимости 8"),
        AddressMatch::Unknown { .. }
    ));
}

#[test]
fn at_most_five_and_each_says_why() {
    let list: Vec<(String, &str)> = (0..9).map(|i| (format!("p{i}"), "ул. Мира")).collect();
    let book = Book::build(list.iter().map(|(c, t)| (c.as_str(), "", *t, ALMATY)), &[]);
    let asked = candidates(book.find("мира 3"));
    assert_eq!(asked.len(), 5);
    assert!(asked.iter().all(|c| c.why == Why::Several));
}

#[test]
fn nothing_typed_is_unknown() {
    let book = book(&[("a", "ул. Мира", ALMATY)]);
    for nothing in ["", "   ", "?!", "🙂", "Пушкина 5", "привет"] {
        assert!(
            matches!(book.find(nothing), AddressMatch::Unknown { .. }),
            "{nothing}"
        );
    }
}

#[test]
fn the_other_keyboard() {
    let book = book(&[("a", "ул. Жумабаева 1-20, Абай даңғылы 44", ALMATY)]);
    for typed in [
        ";evf,ftdf 5",
        "f,fz 44",
        "f,fq lf45sks 44",
        "Abai dangyly 44",
        "abay 44",
    ] {
        assert_eq!(book.find(typed), AddressMatch::Sure("a".into()), "{typed}");
    }
}
