//! Files that the bot makes when it sends them: everything kept about a person, and the whole
//! history of a report. They have no limit, so no turn waits for them.

use anyhow::Result;
use serde_json::Value;

use super::history::{STEP, history};
use super::look;
use super::printed::{Drawing, Sheet, draw};
use super::scene::Scene;
use super::shared::App;
use super::{poster_words, standing};
use crate::chat::{Attachment, Made, Say};
use crate::domain::report::Report;
use crate::domain::seen::Reader;
use crate::domain::{
    Account, Lang, Paper, Person, PersonId, PrecinctCode, ReportId, View, start_link,
};
use crate::show::mydata::{self, Everything};
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
        let read = self.read_in(&mut tx, say).await?;
        tx.rollback().await?;
        // Nobody waits for the database meanwhile.
        draw(read).await
    }

    /// As [`App::make`], in a transaction that is open already.
    pub async fn make_in(&self, tx: &mut Tx, say: Say) -> Result<Say> {
        draw(self.read_in(tx, say).await?).await
    }

    /// What is to be made, read; what is a text is made with it.
    async fn read_in(&self, tx: &mut Tx, say: Say) -> Result<Sheet> {
        let Some(Attachment::Made(made)) = &say.attachment else {
            return Ok(Sheet::Made(say));
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
            Made::Poster {
                precinct,
                paper,
                reader,
                lang,
            } => {
                let drawing = poster(&mut scene, precinct, *paper, *reader).await?;
                match drawing {
                    Some(drawing) => return Ok(Sheet::ToDraw(say, drawing)),
                    None => (None, Some(*lang)),
                }
            }
            Made::Code { link } => {
                let drawing = Drawing::Code(link.clone());
                return Ok(Sheet::ToDraw(say, drawing));
            }
        };
        Ok(Sheet::Made(match file {
            Some(file) => Say {
                attachment: Some(file),
                ..say
            },
            None => Say::text(Words::new(lang.unwrap_or(Lang::Kk)).nothing_left()),
        }))
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

/// For whoever serves the precinct when it goes out.
async fn poster(
    scene: &mut Scene<'_>,
    precinct: &PrecinctCode,
    paper: Paper,
    reader: PersonId,
) -> Result<Option<Drawing>> {
    let Some((_, person)) = known(scene, reader).await? else {
        return Ok(None);
    };
    if !standing::serves(scene, &person, precinct) {
        return Ok(None);
    }
    let directory = scene.directory.clone();
    let Some(post) = directory.post(precinct, scene.today()) else {
        return Ok(None);
    };
    let bot = scene.app.bot_name();
    let poster = poster_words::poster(&post, &scene.app.law, &bot, scene.today());
    Ok(Some(Drawing::Poster {
        poster: Box::new(poster),
        paper,
        name: format!(
            "poster-{}-{}.pdf",
            start_link::payload(precinct),
            paper.name()
        ),
        title: format!("@{bot}"),
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
    let families = scene.tx.families_of(person.id).await?;
    let followed = scene.tx.followed_by(person.id, REPORTS).await?;
    let all = Everything {
        followed: &followed,
        families: &families,
        account,
        person,
        subscriptions: &subscriptions,
        places: &places,
    };
    if readable {
        let words = Words::new(person.lang.unwrap_or(Lang::Kk));
        let mut told = Vec::new();
        for report in &reports {
            let history = history(scene.tx, report, true, words).await?;
            let eye = scene.eye(words, person.id);
            told.push(mydata::report(report, &history, &eye));
        }
        return Ok(Attachment::File {
            name: "aula-mydata.txt".to_owned(),
            content: mydata::text(&all, told, &scene.eye(words, person.id))?,
        });
    }
    let mut told = Vec::new();
    for report in &reports {
        told.push(reported(scene, report).await?);
    }
    let data = mydata::data(&all, &told);
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
            history.push(mydata::event_data(event));
            from = number + 1;
        }
        if i64::try_from(some.len())? < STEP {
            break;
        }
    }
    Ok(mydata::report_data(report, &history))
}
