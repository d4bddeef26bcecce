//! What the log tells of turns and reports: enough to follow them, nothing of people.

use serde_json::Value;

use super::bot::{Home, PATIENCE};
use super::inspector::{Inspector, invite, server};
use super::people::SECRET;
use super::{assert_good, calm};
use crate::botapi::BotApi;

/// Their numbers stand in nothing else.
const RESIDENT: i64 = 717_171_717;
const OFFICER: i64 = 727_272_727;

#[tokio::test]
async fn a_report_of_violence_at_home_can_be_followed_by_its_number_alone() {
    let api = server();
    let mut home = Home::new(&api);
    home.set("LOG", "aula=debug").set("LOG_FORMAT", "json");
    let bot = home.start();
    walk(&api, &home).await;
    bot.stop().await;

    let log = home.log();
    let lines: Vec<Value> = log
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let said = |what: &str| {
        let lines = lines.iter().filter(|it| it["fields"]["message"] == what);
        lines.collect::<Vec<&Value>>()
    };
    let turns = said("turn");
    check(&turns);
    let of = |field: &str, value: &str| {
        let found = turns.iter().find(|it| it["fields"][field] == value);
        *found.unwrap_or_else(|| panic!("no {field} {value}: {log}"))
    };
    assert_eq!(of("action", "send_report")["span"]["flow"], "report");
    assert_eq!(
        of("refusal", "not_permitted")["fields"]["outcome"],
        "refused"
    );
    let reports: Vec<String> = said("report")
        .iter()
        .map(|it| step(&it["fields"]))
        .collect();
    assert_eq!(reports, ["send_report:  -> new", "accept: new -> accepted"]);
    for word in [
        &RESIDENT.to_string(),
        &OFFICER.to_string(),
        "P-01",
        "46.98",
        "home",
        "protection",
        SECRET,
    ] {
        let line = log.lines().find(|line| line.contains(word));
        assert_eq!(line, None, "the log tells {word}");
    }
    assert_good(&api, &home, 0).await;
}

/// A resident reports violence at home, an officer takes it, and the resident tries something that
/// is not there.
async fn walk(api: &BotApi, home: &Home) {
    let mut officer = Inspector::join(api, OFFICER, &invite(home, "P-01")).await;
    officer.tap("o:desk:", "").await;
    let mut resident = Inspector::resident(api, RESIDENT).await;
    calm(api).await;
    resident.say("/report");
    for key in [":no", ":home", ":no"] {
        resident.tap("a:", key).await;
    }
    resident.stands_at(46.985, 67.006).await;
    resident.say(SECRET);
    resident.hears(|text| text.contains("Записали: 1")).await;
    resident.tap("a:", ":done").await;
    resident.tap("a:", ":send").await;
    officer.tap("o:case:", "").await;
    officer.tap("d:accept:", "").await;
    calm(api).await;
    // There is no such report.
    let before = api.count_in(RESIDENT);
    api.push_tap(RESIDENT, 1, "d:accept:1");
    let refused = |api: &BotApi| api.count_in(RESIDENT) > before;
    assert!(api.wait_until(refused, PATIENCE).await);
    calm(api).await;
}

/// One line a turn, with all that belongs to it.
fn check(turns: &[&Value]) {
    let mut numbers: Vec<i64> = Vec::new();
    for turn in turns {
        let (span, fields) = (&turn["span"], &turn["fields"]);
        assert_eq!(
            (&span["name"], &turn["target"]),
            (&"turn".into(), &"aula".into())
        );
        assert!(
            span["kind"].is_string() && span["flow"].is_string(),
            "{turn}"
        );
        assert!(
            fields["ms"].is_u64() && fields["outcome"].is_string(),
            "{turn}"
        );
        numbers.push(span["update"].as_i64().unwrap());
        // Plain talk is for those who look closely.
        let plain = fields["action"].is_null();
        assert_eq!(
            turn["level"],
            if plain { "DEBUG" } else { "INFO" },
            "{turn}"
        );
    }
    numbers.dedup();
    assert_eq!(numbers.len(), turns.len(), "one line a turn");
}

/// All that is told of a step, and nothing else.
fn step(fields: &Value) -> String {
    let text = |name: &str| fields[name].as_str().unwrap_or_default();
    let names: Vec<&String> = fields.as_object().unwrap().keys().collect();
    let known = ["event", "from", "message", "number", "to"];
    assert!(
        names.iter().all(|it| known.contains(&it.as_str())),
        "{names:?}"
    );
    assert!(fields["number"].is_i64());
    format!("{}: {} -> {}", text("event"), text("from"), text("to"))
}
