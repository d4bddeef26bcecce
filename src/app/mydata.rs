//! Everything that is kept about a person, as they read it: in their language, their time and their
//! own words.

use anyhow::Result;

use super::history::history;
use super::scene::Scene;
use crate::chat::Attachment;
use crate::domain::report::Report;
use crate::domain::{Account, KnownPlace, Lang, Person, PrecinctCode, calendar};
use crate::show::done;
use crate::text::Words;

/// The parts of it, in their order.
pub struct Parts<'a> {
    pub subscriptions: &'a [(PrecinctCode, bool)],
    pub places: &'a [KnownPlace],
    pub reports: &'a [Report],
}

pub async fn file(
    scene: &mut Scene<'_>,
    account: Account,
    person: &Person,
    parts: Parts<'_>,
) -> Result<Attachment> {
    let words = Words::new(person.lang.unwrap_or(Lang::Kk));
    let at = calendar::local(scene.now).strftime("%d.%m.%Y %H:%M");
    let consent = if person.consented { "yes" } else { "no" };
    let mut blocks = vec![words.mydata_person(
        &at.to_string(),
        &account.to_string(),
        &person.chat.to_string(),
        &words.language_name(),
        consent,
    )];
    let posts = person.posts.iter().map(|post| {
        let scope = done::scope(words, &scene.directory, post, scene.today());
        words.mydata_post(post.role.name(), &scope)
    });
    let posts: Vec<String> = posts.collect();
    if !posts.is_empty() {
        blocks.push(list(words, "posts", &posts)?);
    }
    let name = |code: &PrecinctCode| precinct(scene, code, words.lang);
    let subscriptions = parts.subscriptions.iter().map(|(code, own)| match own {
        true => words.mydata_own(&name(code)),
        false => name(code),
    });
    let subscriptions: Vec<String> = subscriptions.collect();
    blocks.push(list(words, "subscriptions", &subscriptions)?);
    let places = parts.places.iter().map(|known| place(known, &name, words));
    let places: Vec<String> = places.collect();
    blocks.push(list(words, "places", &places)?);
    blocks.push(words.mydata_part("reports", i64::try_from(parts.reports.len())?));
    for report in parts.reports {
        blocks.push(told(scene, report, words).await?);
    }
    Ok(Attachment::File {
        name: "aula-mydata.txt".to_owned(),
        content: format!("{}\n", blocks.join("\n\n")),
    })
}

/// How many there are, and each.
fn list(words: Words, part: &str, items: &[String]) -> Result<String> {
    let head = words.mydata_part(part, i64::try_from(items.len())?);
    let lines = items.iter().map(|item| format!("• {item}"));
    Ok(std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n"))
}

/// Its name, its address, where it is, its precinct; what of that is known.
fn place(known: &KnownPlace, name: &impl Fn(&PrecinctCode) -> String, words: Words) -> String {
    let point = known.spot.place.as_ref().map(|it| it.point.to_string());
    let parts = [
        known.name.as_deref().map(|name| words.cited(name)),
        known.spot.words().map(str::to_owned),
        point,
        Some(name(&known.spot.precinct)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A report with all of its public history.
async fn told(scene: &mut Scene<'_>, report: &Report, words: Words) -> Result<String> {
    let category = scene.app.law.category(&report.category);
    let outcome = report.outcome.map(|outcome| words.outcome(outcome.name()));
    let head = words.mydata_report(
        report.number,
        category.map_or(&report.category, |it| it.label.get(words.lang)),
        &precinct(scene, &report.precinct, words.lang),
        &words.own_state(report.state.name()),
        outcome.as_deref().unwrap_or("none"),
    );
    let history = history(scene.tx, report, true, words).await?;
    // The head has the number already.
    let history = history.split_once('\n').map_or("", |(_, rest)| rest);
    Ok(format!("{head}\n{}", history.trim_end()))
}

fn precinct(scene: &Scene<'_>, code: &PrecinctCode, lang: Lang) -> String {
    let precinct = scene.directory.precinct(code);
    precinct
        .map_or(code.as_str(), |it| it.name.get(lang))
        .to_owned()
}
