//! A notice to the subscribers of a precinct: the text in both languages, a preview, send.

use serde::{Deserialize, Serialize};

use super::readers::{KEEP, ask_text, keep, written};
use super::{Answer, Flow, Next, Own, Readers, Takes, Why, World};
use crate::chat::Say;
use crate::domain::notice::{NOTICE_CHARS, NewNotice};
use crate::domain::{Action, Both};
use crate::text::{Speaker, notice};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoticeDraft {
    pub at: NoticeStep,
    #[serde(flatten)]
    pub to: Readers,
    pub text: Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeStep {
    #[default]
    Precinct,
    TextKk,
    TextRu,
    Preview,
}

impl NoticeDraft {
    /// None for whoever has no precinct; with one precinct it is not asked for.
    pub fn begin(precincts: Vec<Own>) -> Option<NoticeDraft> {
        let to = Readers::of(precincts)?;
        let at = match to.are_many() {
            true => NoticeStep::Precinct,
            false => NoticeStep::TextKk,
        };
        let text = Both::default();
        Some(NoticeDraft { at, to, text })
    }

    pub fn question(&self, world: &World) -> Say {
        let mut say = self.plain_question(world);
        if let Some((kept, _)) = self.kept() {
            say.rows.insert(0, vec![keep(kept, world)]);
        }
        say
    }

    /// The text that stands there already, where it may be changed, and what is asked after it.
    fn kept(&self) -> Option<(&str, NoticeStep)> {
        let (kept, next) = match self.at {
            NoticeStep::TextKk => (&self.text.kk, NoticeStep::TextRu),
            NoticeStep::TextRu => (&self.text.ru, NoticeStep::Preview),
            _ => return None,
        };
        (!kept.is_empty()).then_some((kept, next))
    }

    fn plain_question(&self, world: &World) -> Say {
        let words = world.words;
        match self.at {
            NoticeStep::Precinct => self.to.question(words.notice_precinct(), world),
            NoticeStep::TextKk => ask_text(words.notice_text_kk(), true, world),
            NoticeStep::TextRu => ask_text(words.notice_text_ru(), self.has_kazakh(), world),
            NoticeStep::Preview => {
                let shown = |lang, voice: Speaker<'_>| notice(lang, voice, &self.text);
                self.to.preview(shown, None, &[&self.text], world)
            }
        }
    }

    pub fn step(&self, answer: &Answer, _: &World) -> Next {
        if let Some((_, next)) = self.kept().filter(|_| answer.key() == Some(KEEP)) {
            return self.with(next, |_| ());
        }
        match self.at {
            NoticeStep::Precinct => {
                self.to
                    .step(answer)
                    .map_or_else(Next::Again, |(to, chosen)| {
                        let at = if chosen { NoticeStep::TextKk } else { self.at };
                        self.with(at, |it| it.to = to)
                    })
            }
            NoticeStep::TextKk => written(answer, true, NOTICE_CHARS)
                .map_or_else(Next::Again, |text| {
                    self.with(NoticeStep::TextRu, |it| text.clone_into(&mut it.text.kk))
                }),
            NoticeStep::TextRu => written(answer, self.has_kazakh(), NOTICE_CHARS)
                .map_or_else(Next::Again, |text| {
                    self.with(NoticeStep::Preview, |it| text.clone_into(&mut it.text.ru))
                }),
            NoticeStep::Preview => match answer.key() {
                Some("send") => Next::Do(
                    Action::SendNotice(NewNotice {
                        precinct: self.to.precinct.clone(),
                        text: self.text.clone(),
                    }),
                    Box::new(Next::Rest),
                ),
                Some("change") => self.with(NoticeStep::TextKk, |_| ()),
                _ => Next::Again(Why::Choose),
            },
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Words
    }

    fn has_kazakh(&self) -> bool {
        !self.text.kk.is_empty()
    }

    fn with(&self, at: NoticeStep, change: impl FnOnce(&mut NoticeDraft)) -> Next {
        let mut it = self.clone();
        it.at = at;
        change(&mut it);
        Next::Ask(Flow::Notice(Box::new(it)))
    }
}
