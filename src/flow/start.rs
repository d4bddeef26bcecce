//! The language, the consent that is asked before something is kept, and the menu.

use serde::{Deserialize, Serialize};

use super::meant::Unasked;
use super::menu::Menu;
use super::{Answer, Flow, Next, Seek, Takes, Why, World};
use crate::chat::{Say, Screen};
use crate::domain::law::Phone;
use crate::domain::report::Note;
use crate::domain::{Action, Lang, PersonVerb, PrecinctCode, Time, View, secret_hash, start_link};
use crate::text::Words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    Language { goal: Goal },
    Consent { goal: Goal },
}

/// What the person came for, kept until the question is settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    Menu,
    /// Back to where one was; for `/language`.
    Back(Box<Flow>),
    Report,
    /// A report by whoever was told the phones just now.
    ReportOn,
    Find,
    /// The phones: they were cried for before a language was chosen.
    Emergency,
    /// An invitation, by the hash of its token: the token itself stands nowhere.
    Join {
        invitation: String,
    },
    /// A poster in an entrance.
    Card {
        precinct: PrecinctCode,
    },
    /// The code that an officer shows, by the hash of its token.
    Proof {
        proof: String,
    },
    /// The group of a house, by its token: a report of there.
    House {
        token: String,
    },
    /// What was done there and needs the consent: then it is done by itself.
    Again {
        flow: Box<Flow>,
        did: Did,
    },
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// Answered what was asked.
    Answer(Answer),
    /// Pressed a button of no question, by its string.
    Tap(String),
}

impl Goal {
    /// Reads the payload of a t.me link: `j-TOKEN`, `c-TOKEN`, a poster's [`start_link`], `report` or
    /// `find`.
    pub fn from_link(payload: &str) -> Goal {
        if let Some(precinct) = start_link::precinct(payload) {
            return Goal::Card { precinct };
        }
        match payload.split_once('-') {
            Some(("j", token)) => Goal::Join {
                invitation: secret_hash(token),
            },
            Some(("c", token)) => Goal::Proof {
                proof: secret_hash(token),
            },
            Some(("h", token)) => Goal::House {
                token: token.to_owned(),
            },
            None if payload == "report" => Goal::Report,
            None if payload == "find" => Goal::Find,
            _ => Goal::Menu,
        }
    }

    /// What was begun before the question, and goes on after it.
    pub fn behind(&self) -> Option<&Flow> {
        match self {
            Goal::Back(flow) | Goal::Again { flow, .. } => Some(flow),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn behind_mut(&mut self) -> Option<&mut Flow> {
        match self {
            Goal::Back(flow) | Goal::Again { flow, .. } => Some(flow),
            _ => None,
        }
    }

    /// What goes on where the consent is refused: what was to be kept is gone.
    fn refused(&self) -> Flow {
        match self {
            Goal::Again {
                flow,
                did: Did::Tap(_),
            } => (**flow).clone(),
            _ => Flow::Menu,
        }
    }

    pub fn next(&self) -> Next {
        match self {
            Goal::Menu => Next::Open(Screen::Menu),
            Goal::Back(flow) => Next::Ask((**flow).clone()),
            Goal::Report => Next::Open(Screen::Report),
            Goal::ReportOn => Next::Open(Screen::ReportOn),
            Goal::Emergency => Next::Open(Screen::Emergency),
            Goal::Find => Next::Open(Screen::Find),
            Goal::Join { invitation } => Next::Do(
                Action::Person(PersonVerb::Join {
                    invitation: invitation.clone(),
                }),
                Box::new(Next::Ask(Flow::Menu)),
            ),
            Goal::Card { precinct } => Next::Open(Screen::Card(precinct.clone())),
            Goal::Proof { proof } => Next::See(View::Proof(proof.clone())),
            Goal::House { token } => Next::Open(Screen::ReportFrom(token.clone())),
            Goal::Again { flow, did } => Next::Redo(flow.clone(), did.clone()),
        }
    }
}

impl Start {
    pub fn goal(&self) -> &Goal {
        match self {
            Start::Language { goal } | Start::Consent { goal } => goal,
        }
    }

    /// What was begun before the question.
    pub fn behind(&self) -> Flow {
        self.goal().behind().cloned().unwrap_or(Flow::Menu)
    }

    pub fn goal_mut(&mut self) -> &mut Goal {
        match self {
            Start::Language { goal } | Start::Consent { goal } => goal,
        }
    }

    /// Whether a refusal throws away what the person has written.
    pub fn drops(&self) -> bool {
        let kept = self.goal().refused() == Flow::Menu;
        kept && self.goal().behind().is_some_and(Flow::holds_something)
    }

    pub fn question(&self, world: &World) -> Say {
        match self {
            // Asked in both languages at once: whoever asks may read either.
            Start::Language { .. } => {
                let mut say = Say::text(world.words.choose_language(
                    world.law.number(Phone::Police),
                    world.law.number(Phone::Rescue),
                ));
                for lang in Lang::ALL {
                    say.rows.push(vec![
                        world.answer(Words::new(lang).language_name(), lang.code()),
                    ]);
                }
                say
            }
            Start::Consent { .. } => {
                let words = world.words;
                let answers = [(words.consent_yes(), "yes"), (words.consent_refuse(), "no")];
                world
                    .asked(words.consent(), answers)
                    .open(words.button_privacy(), Screen::Privacy)
            }
        }
    }

    pub fn step(&self, answer: &Answer, _world: &World) -> Next {
        match (self, answer.key()) {
            (Start::Language { goal }, Some(key)) => match Lang::parse(key) {
                Some(lang) => Next::Do(
                    Action::Person(PersonVerb::ChooseLanguage(lang)),
                    Box::new(goal.next()),
                ),
                None => Next::Again(Why::Choose),
            },
            (Start::Consent { goal }, Some("yes")) => {
                Next::Do(Action::Person(PersonVerb::Consent), Box::new(goal.next()))
            }
            (Start::Consent { goal }, Some("no")) => Next::Ask(goal.refused()),
            _ => Next::Again(Why::Choose),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::OnlyButtons
    }
}

impl Menu {
    /// A place needs no button: it asks for its inspector. Other words are of no use here.
    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        let search = || Seek::default().step(answer, world);
        match Unasked::of(answer, world) {
            Unasked::Place => search(),
            Unasked::PlaceAndMore => {
                let words = world.words;
                let told = words.told_beside(&words.card_report());
                Next::Say(Say::text(told), Box::new(search()))
            }
            Unasked::Words => Next::Again(Why::NotSent),
            Unasked::Other => Next::Again(Why::Choose),
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::OnlyButtons
    }
}

/// Words in which somebody cried for help while no report was written, or that meant nothing known:
/// they wait below whatever is asked, for the report that is begun next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CriedWords {
    pub notes: Vec<Note>,
    /// When the last of them came.
    #[serde(default)]
    pub at: Time,
    /// A cry is among them: the phones were shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cry: bool,
    /// What is asked meanwhile, if anything is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Box<Flow>>,
}

impl CriedWords {
    /// What is asked meanwhile.
    pub fn asked(&self) -> &Flow {
        self.flow.as_deref().unwrap_or(&Flow::Menu)
    }

    pub fn question(&self, world: &World) -> Say {
        self.asked().question(world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        self.asked().step(answer, world)
    }

    pub fn takes(&self) -> Takes {
        self.asked().takes()
    }
}
