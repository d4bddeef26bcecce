//! A notice to the subscribers of a precinct: the text in both languages, a preview, send.

use serde::{Deserialize, Serialize};

use super::{Answer, Flow, Next, Own, Why, World, first};
use crate::chat::Say;
use crate::domain::notice::{NOTICE_CHARS, NewNotice};
use crate::domain::{Action, Both, Lang};
use crate::text::notice;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub at: Step,
    pub precincts: Vec<Own>,
    /// The page of the list of precincts that is shown.
    #[serde(default, skip_serializing_if = "first")]
    pub page: usize,
    pub precinct: String,
    pub text: Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    Precinct,
    TextKk,
    TextRu,
    Preview,
}

impl Notice {
    /// None for whoever has no precinct; with one precinct it is not asked for.
    pub fn begin(precincts: Vec<Own>) -> Option<Notice> {
        let first = precincts.first()?.code.clone();
        let at = if precincts.len() == 1 {
            Step::TextKk
        } else {
            Step::Precinct
        };
        Some(Notice {
            at,
            precinct: first,
            precincts,
            ..Notice::default()
        })
    }

    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let skip = |text: String| {
            let mut say = Say::text(text);
            say.rows
                .push(vec![world.answer(words.notice_skip(), "skip")]);
            say
        };
        match self.at {
            Step::Precinct => {
                let rows = Own::buttons(&self.precincts, self.page, world);
                Say {
                    rows,
                    ..Say::text(words.notice_precinct())
                }
            }
            Step::TextKk => skip(words.notice_text_kk()),
            Step::TextRu if self.text.kk.is_empty() => Say::text(words.notice_text_ru()),
            Step::TextRu => skip(words.notice_text_ru()),
            Step::Preview => self.preview(world),
        }
    }

    pub fn step(&self, answer: &Answer) -> Next {
        let page = answer.key().and_then(|key| Own::page(&self.precincts, key));
        match (self.at, answer.key()) {
            (Step::Precinct, Some(_)) if page.is_some() => {
                self.with(Step::Precinct, |it| it.page = page.unwrap_or_default())
            }
            (Step::Precinct, Some(code)) if self.precincts.iter().any(|own| own.code == code) => {
                self.with(Step::TextKk, |it| it.precinct = code.to_owned())
            }
            (Step::TextKk, Some("skip")) => self.with(Step::TextRu, |it| it.text.kk.clear()),
            (Step::TextRu, Some("skip")) if !self.text.kk.is_empty() => {
                self.with(Step::Preview, |it| it.text.ru.clear())
            }
            (Step::Preview, Some("send")) => Next::Do(
                Action::SendNotice(NewNotice {
                    precinct: self.precinct.clone(),
                    text: self.text.clone(),
                }),
                Box::new(Next::Rest),
            ),
            (Step::Preview, Some("change")) => self.with(Step::TextKk, |_| ()),
            (Step::TextKk, None) => self.words(answer, Step::TextRu, |it| &mut it.text.kk),
            (Step::TextRu, None) => self.words(answer, Step::Preview, |it| &mut it.text.ru),
            _ => Next::Again(Why::Choose),
        }
    }

    fn with(&self, at: Step, change: impl FnOnce(&mut Notice)) -> Next {
        let mut it = self.clone();
        it.at = at;
        change(&mut it);
        Next::Ask(Flow::Notice(Box::new(it)))
    }

    fn words(&self, answer: &Answer, then: Step, field: fn(&mut Notice) -> &mut String) -> Next {
        match answer.words(NOTICE_CHARS) {
            Ok(text) => self.with(then, |it| text.clone_into(field(it))),
            Err(why) => Next::Again(why),
        }
    }

    /// What each reader gets; where one language is missing, says so before it is confirmed.
    fn preview(&self, world: &World) -> Say {
        let words = world.words;
        let voice = world.voice(&self.precinct);
        let shown = |lang: Lang| {
            voice
                .map(|voice| notice(lang, voice, &self.text))
                .unwrap_or_default()
        };
        let mut text = words.preview(
            &shown(Lang::Kk),
            &shown(Lang::Ru),
            Own::readers(&self.precincts, &self.precinct),
        );
        if self.text.kk.is_empty() || self.text.ru.is_empty() {
            text = format!("{text}\n\n{}", words.notice_one_language());
        }
        let mut say = Say::text(text);
        say.rows
            .push(vec![world.answer(words.button_send(), "send")]);
        say.rows
            .push(vec![world.answer(words.button_change(), "change")]);
        say
    }
}
