//! Reporting an offence: danger first, then what, when, where, in which words, and the truth
//! line before it is sent. A step whose answer is already known is not asked.

use serde::{Deserialize, Serialize};

use super::find::{ask_place, ask_which};
use super::notes::{Collected, collect};
use super::{Answer, Flow, Found, Next, Why, World, find, grid};
use crate::chat::{Say, Screen};
use crate::domain::law::Phone;
use crate::domain::report::{NewReport, Note, ReportId};
use crate::domain::{Action, Place};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub at: Step,
    pub category: Option<String>,
    pub happening_now: bool,
    pub place: Option<Place>,
    pub precinct: Option<String>,
    pub candidates: Vec<String>,
    pub notes: Vec<Note>,
    /// The person's own open reports, offered as "again the same".
    pub open: Vec<OpenCase>,
    /// The precinct that the person came from, or lives in: offered instead of a pin, and then
    /// the words have to say where.
    pub home: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    Danger,
    Category,
    Again,
    Now,
    Where,
    Which,
    What,
    Summary,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenCase {
    pub report: ReportId,
    pub number: i64,
    pub category: String,
}

impl Draft {
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let yes_no = |text: String, yes: String, no: String| {
            let mut say = Say::text(text);
            say.rows.push(vec![world.answer(yes, "yes")]);
            say.rows.push(vec![world.answer(no, "no")]);
            say
        };
        match self.at {
            Step::Danger => {
                let phone = |whose| world.law.number(whose);
                let police = phone(Phone::Police);
                yes_no(
                    words.report_danger(police, phone(Phone::Rescue), phone(Phone::Family)),
                    words.report_danger_yes(police),
                    words.report_danger_no(),
                )
            }
            Step::Category => self.ask_category(world),
            Step::Again => self.ask_again(world),
            Step::Now => yes_no(
                self.now_text(world),
                words.report_now_yes(),
                words.report_now_no(),
            ),
            Step::Where => self.ask_where(world),
            Step::Which => ask_which(&self.candidates, world),
            Step::What => self.ask_what(world),
            Step::Summary => self.summary(world),
        }
    }

    pub fn step(&self, answer: Answer, world: &World) -> Next {
        match self.at {
            Step::Danger => match answer.key() {
                Some("yes") => Next::Open(Screen::Emergency),
                Some("no") => self.ask(Step::Category),
                _ => Next::Again(Why::Choose),
            },
            Step::Category => match answer.key().and_then(|key| world.law.category(key)) {
                Some(category) => self.categorised(&category.key),
                None => Next::Again(Why::Choose),
            },
            Step::Again => self.again(&answer),
            Step::Now => match answer.key() {
                Some(key @ ("yes" | "no")) => {
                    let draft = Draft {
                        happening_now: key == "yes",
                        ..self.clone()
                    };
                    draft.ask(Step::Where)
                }
                _ => Next::Again(Why::Choose),
            },
            Step::Where | Step::Which => self.located(&answer, world),
            Step::What => match collect(&self.notes, answer) {
                Collected::More(notes) => Draft {
                    notes,
                    ..self.clone()
                }
                .ask(Step::What),
                // Without a place, somebody must say where and what.
                Collected::Done if self.notes.is_empty() && self.place.is_none() => {
                    Next::Again(Why::Words)
                }
                Collected::Done => self.ask(Step::Summary),
                Collected::No(why) => Next::Again(why),
            },
            Step::Summary => self.send(answer),
        }
    }

    fn ask(&self, at: Step) -> Next {
        Next::Ask(Flow::Report(Box::new(Draft { at, ..self.clone() })))
    }

    fn categorised(&self, category: &str) -> Next {
        let draft = Draft {
            category: Some(category.to_owned()),
            ..self.clone()
        };
        draft.ask(if draft.same().next().is_some() {
            Step::Again
        } else {
            Step::Now
        })
    }

    /// Open reports of the chosen category.
    fn same(&self) -> impl Iterator<Item = &OpenCase> {
        self.open
            .iter()
            .filter(|case| Some(&case.category) == self.category.as_ref())
    }

    fn again(&self, answer: &Answer) -> Next {
        let Some(key) = answer.key() else {
            return Next::Again(Why::Choose);
        };
        if key == "new" {
            return self.ask(Step::Now);
        }
        match self.same().find(|case| case.report.to_string() == key) {
            Some(case) => Next::Do(
                Action::AddTo {
                    report: case.report,
                    notes: Vec::new(),
                    again: true,
                },
                Box::new(Next::Open(Screen::AddTo(case.report))),
            ),
            None => Next::Again(Why::Choose),
        }
    }

    fn located(&self, answer: &Answer, world: &World) -> Next {
        match answer {
            Answer::Key(key) if self.at == Step::Which && self.candidates.contains(key) => Draft {
                precinct: Some(key.clone()),
                ..self.clone()
            }
            .ask(Step::What),
            Answer::Key(key) if self.at == Step::Which && key == "none" => self.ask(Step::Where),
            Answer::Key(key) if self.at == Step::Where && key == "home" => Draft {
                precinct: self.home.clone(),
                ..self.clone()
            }
            .ask(Step::What),
            Answer::Key(_) if self.at == Step::Which => Next::Again(Why::Choose),
            Answer::Text(_) if self.at == Step::Which => Next::Again(Why::Choose),
            _ => match find(answer, world) {
                Ok(Found::Sure(code, place)) => Draft {
                    place: Some(place),
                    precinct: Some(code),
                    ..self.clone()
                }
                .ask(Step::What),
                Ok(Found::Check(candidates, place)) => Draft {
                    place: Some(place),
                    candidates,
                    ..self.clone()
                }
                .ask(Step::Which),
                Err(why) => Next::Again(why),
            },
        }
    }

    /// Words that come at the summary are still welcome: they are added to the report.
    fn send(&self, answer: Answer) -> Next {
        let ready = self.category.clone().zip(self.precinct.clone());
        match (answer, ready) {
            (Answer::Key(key), Some((category, precinct))) if key == "send" => Next::Do(
                Action::SendReport(NewReport {
                    category,
                    precinct,
                    place: self.place.clone(),
                    happening_now: self.happening_now,
                    notes: self.notes.clone(),
                }),
                Box::new(Next::Rest),
            ),
            (Answer::Key(_), _) => Next::Again(Why::Choose),
            (answer, _) => match collect(&self.notes, answer) {
                Collected::More(notes) => Draft {
                    notes,
                    ..self.clone()
                }
                .ask(Step::Summary),
                Collected::Done => Next::Again(Why::Choose),
                Collected::No(why) => Next::Again(why),
            },
        }
    }

    fn ask_category(&self, world: &World) -> Say {
        let buttons = world
            .law
            .categories()
            .iter()
            .map(|category| {
                let label = category.label.get(world.words.lang);
                let sign = category.emoji.iter().map(|emoji| format!("{emoji} "));
                world.answer(sign.chain([label.to_owned()]).collect(), &category.key)
            })
            .collect();
        Say {
            rows: grid(buttons),
            ..Say::text(world.words.report_category())
        }
    }

    fn ask_again(&self, world: &World) -> Say {
        let mut say = Say::text(world.words.report_again());
        for case in self.same() {
            let label = world.words.report_again_same(case.number);
            say.rows
                .push(vec![world.answer(label, &case.report.to_string())]);
        }
        say.rows
            .push(vec![world.answer(world.words.report_again_new(), "new")]);
        say
    }

    /// For violence at home the helplines come first; for the kinds with a statutory clock,
    /// whether it is a violation at this moment. It is information: no hour refuses a report.
    fn now_text(&self, world: &World) -> String {
        let words = world.words;
        let question = words.report_now();
        let Some(category) = self
            .category
            .as_deref()
            .and_then(|key| world.law.category(key))
        else {
            return question;
        };
        if category.private {
            return format!(
                "{}\n\n{question}",
                words.report_private(
                    world.law.number(Phone::Police),
                    world.law.number(Phone::Family)
                )
            );
        }
        match crate::text::hours_line(words, world.law, category, world.now) {
            Some(line) => format!("{line}\n\n{question}"),
            None => question,
        }
    }

    fn ask_where(&self, world: &World) -> Say {
        let mut say = ask_place(world.words.report_where(), world);
        if let Some(precinct) = self
            .home
            .as_ref()
            .and_then(|code| world.directory.precinct(code))
        {
            let label = world.words.report_home(precinct.name.get(world.words.lang));
            say.rows.push(vec![world.answer(label, "home")]);
        }
        say
    }

    fn ask_what(&self, world: &World) -> Say {
        if self.notes.is_empty() {
            let mut say = Say::text(match self.place {
                Some(_) => world.words.report_what(),
                None => world.words.report_what_where(),
            });
            if self.place.is_some() {
                let skip = world.answer(world.words.report_skip(), "done");
                say.rows.push(vec![skip]);
            }
            return say;
        }
        super::notes::collecting(String::new(), &self.notes, world)
    }

    fn summary(&self, world: &World) -> Say {
        let words = world.words;
        let category = self
            .category
            .as_deref()
            .and_then(|key| world.law.category(key));
        let precinct = self
            .precinct
            .as_deref()
            .and_then(|code| world.directory.precinct(code));
        let texts: Vec<&str> = self
            .notes
            .iter()
            .filter_map(|note| note.text.as_deref())
            .collect();
        let media = self
            .notes
            .iter()
            .filter(|note| note.media.is_some())
            .count();
        let said = if texts.is_empty() {
            words.report_no_words()
        } else {
            texts.join("\n")
        };
        let text = words.report_summary(
            category.map_or("", |category| category.label.get(words.lang)),
            &if self.happening_now {
                words.report_now_yes()
            } else {
                words.report_now_no()
            },
            precinct.map_or("", |precinct| precinct.name.get(words.lang)),
            self.place
                .as_ref()
                .and_then(|place| place.title.as_deref())
                .unwrap_or("none"),
            crate::text::shorten(&said, 1_500).as_str(),
            i64::try_from(media).unwrap_or_default(),
            &crate::text::false_call(words, world.law, world.now),
        );
        let mut say = Say::text(text);
        say.rows
            .push(vec![world.answer(words.report_send(), "send")]);
        say
    }
}
