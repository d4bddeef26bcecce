//! Reporting an offence: danger first, then what, when, where, in which words, and the truth
//! line before it is sent. A step whose answer is already known is not asked.

mod place;

use serde::{Deserialize, Serialize};

use super::notes::{Collected, collect};
use super::search::Search;
use super::{Answer, Flow, Next, Why, World, grid};
use crate::chat::{Say, Screen};
use crate::domain::law::Phone;
use crate::domain::report::{NewReport, Note, ReportId};
use crate::domain::{Action, Spot};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub at: Step,
    pub category: Option<String>,
    pub happening_now: bool,
    /// Where it is looked for; emptied once it is found.
    pub search: Search,
    pub spot: Option<Spot>,
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
                    // Whoever comes from the card of a place has said where it is.
                    draft.ask(match self.spot {
                        Some(_) => Step::What,
                        None => Step::Where,
                    })
                }
                _ => Next::Again(Why::Choose),
            },
            Step::Where => self.located(&answer, world),
            Step::What | Step::Summary if answer.key() == Some("elsewhere") => Draft {
                spot: None,
                ..self.clone()
            }
            .ask(Step::Where),
            // A pin sent late is the place after all.
            Step::What | Step::Summary if matches!(answer, Answer::Place(_)) => {
                self.located(&answer, world)
            }
            Step::What => match collect(&self.notes, answer) {
                Collected::More(notes) => Draft {
                    notes,
                    ..self.clone()
                }
                .ask(Step::What),
                // Without a place, somebody must say where and what.
                Collected::Done if self.notes.is_empty() && !self.placed() => {
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

    /// Words that come at the summary are still welcome: they are added to the report.
    fn send(&self, answer: Answer) -> Next {
        let ready = self.category.clone().zip(self.spot.clone());
        match (answer, ready) {
            (Answer::Key(key), Some((category, spot))) if key == "send" => Next::Do(
                Action::SendReport(NewReport {
                    category,
                    spot,
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

    fn summary(&self, world: &World) -> Say {
        let words = world.words;
        let category = self
            .category
            .as_deref()
            .and_then(|key| world.law.category(key));
        let spot = self.spot.as_ref();
        let precinct = spot.and_then(|spot| world.directory.precinct(&spot.precinct));
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
            self.place(world).as_deref().unwrap_or("none"),
            crate::text::shorten(&said, 1_500).as_str(),
            i64::try_from(media).unwrap_or_default(),
            &crate::text::false_call(words, world.law, world.now),
        );
        let mut say = Say::text(text);
        say.rows
            .push(vec![world.answer(words.report_send(), "send")]);
        say.rows.push(vec![self.elsewhere(world)]);
        say
    }
}
