//! The bot's name with an address behind it, in any chat. No turn: it looks at the directory as
//! anybody may, writes nothing, and nobody becomes known by it.

use anyhow::Result;

use super::ahead;
use super::look::look;
use super::scene::Scene;
use super::shared::App;
use crate::chat::{Beside, InlineAnswer, InlineQuery, clean};
use crate::domain::{Chat, Lang, Person, PersonId, PrecinctCode, Seen, View};
use crate::flow::search::{Search, Searched};
use crate::flow::{Answer, Why, World};
use crate::show::inline;
use crate::store::{Tx, aside_few};
use crate::text::Words;

/// What was found of a query.
struct InlineFound {
    precincts: Vec<PrecinctCode>,
    /// The address, where it is surely there; else where it may be.
    sure: Option<String>,
    near: Option<String>,
    /// What is said above the cards, or in their place.
    label: Option<fn(Words) -> String>,
}

impl App {
    /// What may be put into the chat in the place of the query.
    pub async fn inline(&self, query: &InlineQuery) -> Result<InlineAnswer> {
        let text = clean(&query.text).trim().to_owned();
        if self.law.tells_of_danger(&text) {
            return Ok(inline::danger(&self.law));
        }
        let (directory, texts) = (self.directory(), ahead::searched(&text));
        aside_few(move || {
            for text in texts {
                directory.read(&text);
            }
        })
        .await?;
        let mut tx = self.store.read().await?;
        let answer = self.look_inline(&mut tx, query, text).await;
        tx.rollback().await?;
        answer
    }

    async fn look_inline(
        &self,
        tx: &mut Tx,
        query: &InlineQuery,
        text: String,
    ) -> Result<InlineAnswer> {
        let person = tx.person(query.account).await?;
        let person = person.unwrap_or_else(|| stranger(query));
        let hint = query.tag.as_deref().and_then(Lang::parse);
        let words = Words::new(person.lang.or(hint).unwrap_or(Lang::Kk));
        let mut scene = Scene::new(self, tx, String::new());
        let answer = match (&query.place, text.is_empty()) {
            (_, false) => Answer::Text(text),
            (Some(place), true) => Answer::Place(place.clone()),
            (None, true) => return Ok(inline::instead(Words::inline_how, words)),
        };
        let found = InlineFound::of(
            &World {
                now: scene.now,
                words,
                person: &person,
                directory: &scene.directory,
                law: &self.law,
                reports_per_day: self.limits.reports_per_day,
                waiting: 0,
                step: 0,
                aside: &[],
                beside: &Beside::default(),
            },
            &answer,
        );
        let mut said = InlineAnswer {
            cards: Vec::new(),
            button: found.label.map(|label| (label(words), inline::FIND)),
        };
        for code in found.precincts {
            if let Ok(Seen::Card(card)) = look(&mut scene, &person, &View::Card(code)).await? {
                let (sure, near) = (found.sure.as_deref(), found.near.as_deref());
                let eye = scene.eye(words, person.id);
                said.cards.extend(inline::card(&card, sure, near, &eye));
            }
        }
        Ok(said)
    }
}

impl InlineFound {
    /// By the same search as in a conversation.
    fn of(world: &World<'_>, answer: &Answer) -> InlineFound {
        let nothing = |label: fn(Words) -> String| InlineFound {
            precincts: Vec::new(),
            sure: None,
            near: None,
            label: Some(label),
        };
        match Search::default().step(answer, world) {
            Searched::Found(spot) => InlineFound {
                sure: spot.words().map(str::to_owned),
                precincts: vec![spot.precinct],
                near: None,
                label: None,
            },
            // Any five of many would be a guess.
            Searched::On(search) if search.too_many() => nothing(Words::inline_house),
            Searched::On(search) => {
                let label = match search.wants_house() {
                    true => Words::inline_house,
                    false => Words::inline_several,
                };
                InlineFound {
                    precincts: search.candidates.into_iter().map(|it| it.code).collect(),
                    near: search.address,
                    ..nothing(label)
                }
            }
            Searched::No(Why::NoHouse(_)) => nothing(Words::inline_house),
            Searched::No(Why::Outside(_) | Why::Swapped) => nothing(Words::inline_outside),
            Searched::No(_) => nothing(Words::inline_none),
        }
    }
}

/// Somebody who has not written to the bot.
fn stranger(query: &InlineQuery) -> Person {
    Person::unknown(
        PersonId::new(0),
        Chat::new(query.account.channel, query.account.id),
    )
}
