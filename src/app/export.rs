//! Files that the bot makes when it sends them: everything kept about a person, and the whole
//! history of a report. They have no limit, so no turn waits for them.

use anyhow::Result;
use serde_json::{Value, json};

use super::history::{STEP, history};
use super::scene::Scene;
use super::shared::App;
use super::{look, mydata};
use crate::chat::{Attachment, Made, Say};
use crate::domain::report::{Outcome, Report};
use crate::domain::seen::Reader;
use crate::domain::{Account, Lang, Person, PersonId, ReportId, View};
use crate::store::{Tx, aside};
use crate::text::Words;

/// Reports that are read at once.
const REPORTS: i64 = 100;

impl App {
    /// The message as it goes out: a file that is yet to be made is made now, from what is there
    /// now, for whoever may read it now. Where there is nothing any more, it says so.
    pub async fn make(&self, say: Say) -> Result<Say> {
        if !matches!(say.attachment, Some(Attachment::Made(_))) {
            return Ok(say);
        }
        let mut tx = self.store.read().await?;
        let made = self.make_in(&mut tx, say).await?;
        tx.rollback().await?;
        Ok(made)
    }

    /// As [`App::make`], in a transaction that is open already.
    pub async fn make_in(&self, tx: &mut Tx, say: Say) -> Result<Say> {
        let Some(Attachment::Made(made)) = &say.attachment else {
            return Ok(say);
        };
        let mut scene = Scene::new(self, tx, String::new());
        let (file, lang) = match made {
            Made::MyData { person } | Made::MyText { person } => {
                match known(&mut scene, *person).await? {
                    Some((account, person)) => {
                        let readable = matches!(made, Made::MyText { .. });
                        let file = about(&mut scene, account, &person, readable).await?;
                        (Some(file), person.lang)
                    }
                    None => (None, None),
                }
            }
            Made::History {
                report,
                reader,
                lang,
            } => {
                let file = whole(&mut scene, *report, *reader, *lang).await?;
                (file, Some(*lang))
            }
        };
        Ok(match file {
            Some(file) => Say {
                attachment: Some(file),
                ..say
            },
            None => Say::text(Words::new(lang.unwrap_or(Lang::Kk)).nothing_left()),
        })
    }
}

async fn known(scene: &mut Scene<'_>, id: PersonId) -> Result<Option<(Account, Person)>> {
    let Some(account) = scene.tx.account(id).await? else {
        return Ok(None);
    };
    Ok(scene.tx.person(account).await?.map(|it| (account, it)))
}

async fn whole(
    scene: &mut Scene<'_>,
    report: ReportId,
    reader: PersonId,
    lang: Lang,
) -> Result<Option<Attachment>> {
    let Some((_, person)) = known(scene, reader).await? else {
        return Ok(None);
    };
    let view = View::WholeFile(report);
    let Ok((report, reader)) = look::of_report(scene, &person, &view).await? else {
        return Ok(None);
    };
    let public = reader == Reader::Owner;
    let content = history(scene.tx, &report, public, Words::new(lang)).await?;
    Ok(Some(Attachment::File {
        name: format!("aula-{}.txt", report.number),
        content,
    }))
}

async fn about(
    scene: &mut Scene<'_>,
    account: Account,
    person: &Person,
    readable: bool,
) -> Result<Attachment> {
    let mut reports = Vec::new();
    loop {
        let offset = i64::try_from(reports.len())?;
        let some = scene.tx.reports_of(person.id, REPORTS, offset).await?;
        let last = i64::try_from(some.len())? < REPORTS;
        reports.extend(some);
        if last {
            break;
        }
    }
    let places = scene.tx.places(person.id).await?;
    let subscriptions = scene.tx.subscriptions(person.id).await?;
    if readable {
        let parts = mydata::Parts {
            subscriptions: &subscriptions,
            places: &places,
            reports: &reports,
        };
        return mydata::file(scene, account, person, parts).await;
    }
    let mut told = Vec::new();
    for report in &reports {
        told.push(reported(scene, report).await?);
    }
    let data = json!({
        "account": account.id,
        "chat": person.chat.id,
        "language": person.lang,
        "consented": person.consented,
        "posts": person
            .posts
            .iter()
            .map(|it| json!({ "role": it.role, "kind": it.scope.kind(), "code": it.scope.code() }))
            .collect::<Vec<_>>(),
        "subscriptions": subscriptions
            .iter()
            .map(|(precinct, own)| json!({ "precinct": precinct, "own": own }))
            .collect::<Vec<_>>(),
        "places": places
            .iter()
            .map(|known| json!({ "name": known.name, "where": known.spot }))
            .collect::<Vec<_>>(),
        "reports": told,
    });
    let content = aside(move || serde_json::to_string_pretty(&data)).await??;
    Ok(Attachment::File {
        name: "aula-mydata.json".to_owned(),
        content,
    })
}

/// A report with all of its public history.
async fn reported(scene: &mut Scene<'_>, report: &Report) -> Result<Value> {
    let mut history: Vec<Value> = Vec::new();
    let mut from = 0;
    loop {
        let some = scene.tx.events_from(report.id, from, true, STEP).await?;
        for (number, event) in &some {
            history.push(json!({
                "at": event.at.to_string(),
                "kind": event.kind.name(),
                "text": event.text,
                "media": event.media.as_ref().map(|media| media.kind.name()),
            }));
            from = number + 1;
        }
        if i64::try_from(some.len())? < STEP {
            break;
        }
    }
    Ok(json!({
        "number": report.number,
        "category": report.category,
        "precinct": report.precinct,
        "place": report.place,
        "address": report.address,
        "happening_now": report.happening_now,
        "state": report.state.name(),
        "outcome": report.outcome.map(Outcome::name),
        "created_at": report.created_at.to_string(),
        "history": history,
    }))
}
