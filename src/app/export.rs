//! Everything kept about a person, as a file of their own.

use anyhow::Result;
use serde_json::json;

use super::route::Seat;
use super::scene::Scene;
use crate::chat::{Attachment, Say, Screen};

pub async fn my_data(scene: &mut Scene<'_>, seat: &Seat) -> Result<Say> {
    let person = &seat.person;
    let mut reports = Vec::new();
    for report in scene.tx.reports_of(person.id, i64::from(u32::MAX)).await? {
        let events = scene.tx.events(report.id).await?;
        let history: Vec<_> = events
            .iter()
            .filter(|event| event.kind.public())
            .map(|event| {
                json!({
                    "at": event.at.to_string(),
                    "kind": event.kind.name(),
                    "text": event.text,
                    "media": event.media.as_ref().map(|media| media.kind.name()),
                })
            })
            .collect();
        reports.push(json!({
            "number": report.number,
            "category": report.category,
            "precinct": report.precinct,
            "place": report.place,
            "address": report.address,
            "happening_now": report.happening_now,
            "state": report.state.name(),
            "outcome": report.outcome.map(crate::domain::report::Outcome::name),
            "created_at": report.created_at.to_string(),
            "history": history,
        }));
    }
    let places: Vec<_> = scene
        .tx
        .places(person.id)
        .await?
        .into_iter()
        .map(|known| json!({ "name": known.name, "where": known.spot }))
        .collect();
    let subscriptions = scene.tx.subscriptions(person.id).await?;
    let data = json!({
        "account": seat.account,
        "chat": person.chat,
        "language": person.lang,
        "consented": person.consented,
        "posts": person.posts,
        "subscriptions": subscriptions
            .iter()
            .map(|(precinct, own)| json!({ "precinct": precinct, "own": own }))
            .collect::<Vec<_>>(),
        "places": places,
        "reports": reports,
    });
    let words = seat.words();
    let file = Attachment::File {
        name: "aula-mydata.json".to_owned(),
        content: serde_json::to_string_pretty(&data)?,
    };
    Ok(Say {
        attachment: Some(file),
        ..Say::text(words.my_data())
    }
    .open(words.button_menu(), Screen::Menu))
}
