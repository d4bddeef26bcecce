//! Conversations that people are in the middle of outlive an upgrade. `tests/flows.txt` has a line
//! of JSON for every step there ever was: each must still be read. A shape that is given up on
//! purpose is marked with a leading `dropped `; whoever stands there is sent to the menu politely.

use aula::address::{Differs, OtherName, RenamingStage};
use aula::chat::{Input, Say};
use aula::domain::meeting::VENUE_CHARS;
use aula::domain::report::{Media, MediaKind, Note, Outcome};
use aula::domain::{
    Account, AreaCode, Both, Chat, Lang, Place, PlaceId, Point, PrecinctCode, ReportId, Spot, Time,
};
use aula::flow::search::{At, PrecinctChoice};
use aula::flow::{
    AddTo, Announce, AnswerTo, Closing, Draft, Flow, Goal, Known, Moving, NamePlace, NoticeDraft,
    Officer, OpenCase, Own, Readers, ReportTime, Search, Seek, Start, Withdraw,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::golden;
use crate::town::Town;

const FILE: &str = "flows.txt";

/// The names of an enum's variants, as serde lists them; an example stands for a private type.
fn variants<T: DeserializeOwned>(_: &T) -> Vec<String> {
    let error = match serde_json::from_str::<T>("\"no such variant\"") {
        Ok(_) => panic!("it takes any word"),
        Err(error) => error.to_string(),
    };
    let names: Vec<String> = error
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(!names.is_empty(), "{error}");
    names
}

fn named<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).unwrap()
}

fn both(text: &str) -> Both {
    let [kk, ru] = ["kk", "ru"].map(|lang| format!("{text} {lang}"));
    Both { kk, ru }
}

fn place() -> Place {
    Place {
        point: Point::new(46.985, 67.006).unwrap(),
        accuracy: Some(12.5),
        title: Some("a title".to_owned()),
    }
}

fn notes() -> Vec<Note> {
    let media = |kind: MediaKind| Note {
        media: Some(Media {
            kind,
            file: "AgAC".to_owned(),
        }),
        ..Note::default()
    };
    let mut notes = vec![Note::words("words".to_owned())];
    notes.extend(MediaKind::ALL.map(media));
    notes
}

fn readers() -> Readers {
    Readers {
        precincts: vec![Own {
            code: PrecinctCode::new("P-01"),
            readers: 5,
            groups: 0,
        }],
        page: 0,
        precinct: PrecinctCode::new("P-01"),
    }
}

fn starts() -> Vec<Flow> {
    let goals = [
        r#""menu""#,
        r#"{"back":"forget"}"#,
        r#""report""#,
        r#""report_on""#,
        r#""find""#,
        r#""emergency""#,
        r#"{"join":{"invitation":"hash"}}"#,
        r#"{"card":{"precinct":"P-01"}}"#,
        r#"{"proof":{"proof":"hash"}}"#,
        r#"{"house":{"token":"token"}}"#,
        r#"{"again":{"flow":"menu","did":{"tap":"d:sub:P-01"}}}"#,
    ];
    let goals = goals.map(|it| serde_json::from_str::<Goal>(it).unwrap());
    let names: Vec<String> = goals.iter().map(first_name).collect();
    assert_eq!(names, variants(&goals[0]), "one of each goal");
    let each = goals.into_iter().flat_map(|goal| {
        let language = Start::Language { goal: goal.clone() };
        [language, Start::Consent { goal }]
    });
    each.map(Flow::Start).collect()
}

fn spot() -> Spot {
    Spot {
        precinct: PrecinctCode::new("P-01"),
        place: Some(place()),
        address: Some("address".to_owned()),
    }
}

/// A search at each of its questions, and the naming of what was found.
fn finds() -> Vec<Flow> {
    let known = Known {
        id: PlaceId::new(1),
        name: Some("name".to_owned()),
        spot: spot(),
        used: Some(Time::from_millisecond(1_795_000_000_000).unwrap()),
        home: false,
    };
    let renamed = OtherName {
        old: "old".to_owned(),
        new: "new".to_owned(),
        stage: RenamingStage::Proposed,
    };
    let choice = |code: &str, differs| PrecinctChoice {
        code: PrecinctCode::new(code),
        differs: Some(differs),
    };
    let search = Search {
        known: vec![known],
        candidates: vec![
            choice("P-02", Differs::Spelling("street".to_owned())),
            choice("P-03", Differs::Renamed(renamed)),
        ],
        place: Some(place()),
        address: Some("address".to_owned()),
        ..Search::default()
    };
    let area = || Some(AreaCode::new("D-1"));
    let neither = At::Neither { area: area() };
    let (area, page) = (area(), 1);
    let list = At::List { area, page };
    let mut flows: Vec<Flow> = [At::Where, At::Which, neither, list]
        .into_iter()
        .map(|at| {
            let search = Search {
                at,
                ..search.clone()
            };
            Flow::Find(Box::new(Seek {
                search,
                topic: None,
            }))
        })
        .collect();
    let (place, label) = (PlaceId::new(1), "label".to_owned());
    flows.push(Flow::NamePlace(NamePlace { place, label }));
    let (from, to, search) = (Some(spot()), Some(spot()), Search::default());
    flows.push(Flow::Move(Box::new(Moving { from, to, search })));
    flows
}

fn reports() -> Vec<Flow> {
    let draft = Draft {
        category: Some("noise".to_owned()),
        happening_now: true,
        spot: Some(spot()),
        notes: notes(),
        open: vec![OpenCase {
            report: ReportId::new(1),
            number: 2,
            category: "noise".to_owned(),
        }],
        home: Some(PrecinctCode::new("P-02")),
        ..Draft::default()
    };
    let mut flows = vec![Flow::Report(Box::default())];
    for step in variants(&draft.at) {
        let at = named(&step);
        flows.push(Flow::Report(Box::new(Draft {
            at,
            ..draft.clone()
        })));
    }
    flows.push(Flow::Report(Box::new(Draft {
        told: true,
        warned: true,
        when: Some(ReportTime::Lasting),
        ..draft
    })));
    flows
}

fn of_one_report() -> Vec<Flow> {
    let (report, number) = (ReportId::new(1), 2);
    vec![
        Flow::AddTo(AddTo {
            report,
            number,
            notes: notes(),
        }),
        Flow::Answer(AnswerTo {
            report,
            number,
            question: "which floor?".to_owned(),
            notes: notes(),
        }),
        Flow::Withdraw(Withdraw { report, number }),
        Flow::Officer(Officer::Ask {
            report,
            number,
            lang: Lang::Ru,
        }),
        Flow::Officer(Officer::Remark { report, number }),
        Flow::Check,
        serde_json::from_str(r#"{"hang":{"precinct":"P-01"}}"#).unwrap(),
    ]
}

fn closings() -> Vec<Flow> {
    let closing = |closing: Option<Closing>| {
        Flow::Officer(Officer::Close {
            report: ReportId::new(1),
            number: 2,
            lang: Lang::Kk,
            closing,
        })
    };
    let mut flows = vec![closing(None)];
    for outcome in Outcome::ALL {
        for text in [None, Some("words".to_owned())] {
            flows.push(closing(Some(Closing::of(outcome, text))));
        }
    }
    flows
}

fn broadcasts() -> Vec<Flow> {
    let announce = Announce {
        to: readers(),
        date: Some(jiff::civil::date(2026, 11, 27)),
        starts_at: Some(Time::from_millisecond(1_795_000_000_000).unwrap()),
        venue: both("venue"),
        place: Some(place()),
        agenda: both("agenda"),
        ..Announce::default()
    };
    let notice = NoticeDraft {
        to: readers(),
        text: both("text"),
        ..NoticeDraft::default()
    };
    let mut flows = Vec::new();
    for step in variants(&announce.at) {
        let at = named(&step);
        flows.push(Flow::Announce(Box::new(Announce {
            at,
            ..announce.clone()
        })));
    }
    for step in variants(&notice.at) {
        let at = named(&step);
        flows.push(Flow::Notice(Box::new(NoticeDraft {
            at,
            ..notice.clone()
        })));
    }
    flows
}

/// What came unasked, what would be thrown away, and words to a card.
fn kept() -> Vec<Flow> {
    let keep = r#"{"keep":{"notes":[{"text":"words","media":null,"message":5,"album":"album"}],"cases":[{"report":1,"number":2,"asked":true}],"place":true}}"#;
    let leave = format!(r#"{{"leave":{{"flow":{keep},"to":"o:menu:"}}}}"#);
    let find = format!(r#"{{"leave":{{"flow":{keep},"to":"o:find:","words":"Abai 12"}}}}"#);
    let reply = r#"{"reply":{"report":1,"number":2,"lang":"kk","text":"words","open":true,"closing":false}}"#;
    let cried = r#"{"cried":{"notes":[{"text":"words","media":null,"message":5}]}}"#;
    let again = r#"{"start":{"consent":{"goal":{"again":{"flow":"menu","did":{"answer":{"key":"send"}}}}}}}"#;
    let found = r#"{"found":{"spot":{"precinct":"P-1","place":null,"address":"Abai 12"}}}"#;
    let all = [keep, &leave, &find, reply, cried, found, again];
    all.map(|it| serde_json::from_str(it).unwrap()).into()
}

/// One of each step of today.
pub fn today() -> Vec<Flow> {
    let mut flows = [vec![Flow::Menu, Flow::Forget], starts(), finds(), reports()].concat();
    flows.extend(of_one_report());
    flows.extend(closings());
    flows.extend(broadcasts());
    flows.extend(kept());
    flows
}

fn json(flow: &Flow) -> String {
    serde_json::to_string(flow).unwrap()
}

/// The name under which serde writes a variant.
fn first_name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value).unwrap() {
        Value::String(name) => name,
        Value::Object(object) => object.keys().next().unwrap().clone(),
        other => panic!("{other}"),
    }
}

/// Nothing of `old` is lost in `new`.
fn keeps(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => old
            .iter()
            .all(|(name, value)| new.get(name).is_some_and(|new| keeps(value, new))),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| keeps(old, new))
        }
        _ => old == new,
    }
}

#[test]
fn every_variant_has_an_example() {
    let mut examples: Vec<String> = today().iter().map(first_name).collect();
    examples.sort_unstable();
    examples.dedup();
    let mut all = variants(&Flow::Menu);
    all.sort_unstable();
    assert_eq!(examples, all, "give `today` one of each");
}

#[test]
fn what_was_ever_kept_is_still_read() {
    let kept = std::fs::read_to_string(golden::path(FILE)).unwrap_or_default();
    for line in kept.lines() {
        if let Some(old) = line.strip_prefix("dropped ") {
            assert!(
                serde_json::from_str::<Flow>(old).is_err(),
                "it reads: {old}"
            );
            continue;
        }
        let flow: Flow = serde_json::from_str(line).unwrap_or_else(|error| {
            panic!("{error}: {line}\nIf that is meant, mark it `dropped `")
        });
        let (old, new) = (
            serde_json::from_str(line).unwrap(),
            serde_json::to_value(&flow),
        );
        assert!(keeps(&old, &new.unwrap()), "something is lost of {line}");
    }
}

/// Steps of today that the file lacks are added to it; no line ever leaves it by itself.
#[test]
fn every_step_of_today_is_kept() {
    let kept = std::fs::read_to_string(golden::path(FILE)).unwrap_or_default();
    let mut lines: Vec<String> = kept.lines().map(str::to_owned).collect();
    for flow in today() {
        let line = json(&flow);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.push(String::new());
    golden::check(FILE, &lines.join("\n"));
}

#[tokio::test]
async fn what_cannot_be_read_is_dropped_politely() {
    let town = Town::memory().await;
    town.resident(7, Lang::Ru).await;
    for flow in [
        "{\"gone\":{\"at\":\"step\"}}",
        "not json",
        "{\"find\":\"whence\"}",
    ] {
        let mut tx = town.app.store.begin().await.unwrap();
        let now = town.app.clock.now();
        let mut kept = tx
            .conversation(Chat::first(7), Account::first(7), now)
            .await
            .unwrap();
        flow.clone_into(&mut kept.flow);
        tx.save_conversation(Chat::first(7), Account::first(7), &kept)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        town.take(7, Input::Text("x".repeat(VENUE_CHARS))).await;
        let said: Vec<Say> = town.drain(7).await;
        let dropped = aula::text::Words::new(Lang::Ru).draft_dropped();
        assert_eq!(said[0].text, dropped, "{flow}");
        assert!(
            said.len() == 2 && said[1].buttons().count() > 2,
            "the way on"
        );
    }
}
