//! The first contact: language, consent, then whatever the person came for. And the menu.

use serde::{Deserialize, Serialize};

use super::meant::Unasked;
use super::{Answer, Flow, Next, Seek, Takes, Why, World, grid};
use crate::chat::{Button, Say, Screen, Tap};
use crate::domain::law::Phone;
use crate::domain::policy::Duty;
use crate::domain::report::Note;
use crate::domain::{Action, Lang, PersonVerb, PrecinctCode, secret_hash};
use crate::text::Words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    Language { goal: Goal },
    Consent { goal: Goal },
}

/// Nothing is asked.
pub struct Menu;

/// The same after a cry: its words wait for whoever goes on from the phones to a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cried {
    pub notes: Vec<Note>,
}

/// What the person came for, kept until language and consent are settled.
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
}

impl Goal {
    /// Reads the payload of a t.me link: `j-TOKEN`, `p-PRECINCT`, `report` or `find`.
    pub fn from_link(payload: &str) -> Goal {
        match payload.split_once('-') {
            Some(("j", token)) => Goal::Join {
                invitation: secret_hash(token),
            },
            Some(("p", precinct)) => Goal::Card {
                precinct: PrecinctCode::new(precinct),
            },
            None if payload == "report" => Goal::Report,
            None if payload == "find" => Goal::Find,
            _ => Goal::Menu,
        }
    }

    /// Whether it would be lost if something else came in between.
    pub fn leads_away(&self) -> bool {
        matches!(self, Goal::Join { .. } | Goal::Card { .. } | Goal::Back(_))
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
        }
    }
}

impl Start {
    pub fn goal(&self) -> &Goal {
        match self {
            Start::Language { goal } | Start::Consent { goal } => goal,
        }
    }

    /// The same question on the way to something else.
    pub fn with(&self, goal: Goal) -> Start {
        match self {
            Start::Language { .. } => Start::Language { goal },
            Start::Consent { .. } => Start::Consent { goal },
        }
    }

    pub fn question(&self, world: &World) -> Say {
        match self {
            // Asked in both languages at once: nobody has chosen yet.
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
                let mut say = Say::text(world.words.consent(world.law.number(Phone::Police)));
                say.rows
                    .push(vec![world.answer(world.words.consent_yes(), "yes")]);
                say.open(world.words.button_privacy(), Screen::Privacy)
            }
        }
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        match self {
            Start::Language { goal } => match answer.key().and_then(Lang::parse) {
                Some(lang) => {
                    let then = if world.person.consented || *goal == Goal::Emergency {
                        goal.next()
                    } else {
                        Next::Ask(Flow::Start(Start::Consent { goal: goal.clone() }))
                    };
                    Next::Do(
                        Action::Person(PersonVerb::ChooseLanguage(lang)),
                        Box::new(then),
                    )
                }
                None => Next::Again(Why::Choose),
            },
            Start::Consent { goal } => match answer.key() {
                Some("yes") => Next::Do(Action::Person(PersonVerb::Consent), Box::new(goal.next())),
                _ => Next::Again(Why::Choose),
            },
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::OnlyButtons
    }
}

impl Menu {
    /// Of a resident; whoever holds a post finds its desk first.
    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let mut buttons = Vec::new();
        let mut open = |label: String, screen: Screen| {
            buttons.push(Button::new(label, &Tap::Open(screen)));
        };
        for duty in Duty::ALL.into_iter().filter(|it| it.of(world.person)) {
            match duty {
                Duty::Desk => open(words.menu_desk(), Screen::Desk),
                Duty::Meeting => open(words.menu_announce(), Screen::Announce),
                Duty::Notice => open(words.menu_notice(), Screen::Notice),
            }
        }
        open(words.menu_find(), Screen::Find);
        open(words.menu_report(), Screen::Report);
        open(words.menu_mine(), Screen::MyReports);
        open(words.menu_subscriptions(), Screen::Subscriptions);
        open(words.menu_places(), Screen::Places);
        open(words.menu_language(), Screen::Language);
        open(words.menu_help(), Screen::Help);
        Say {
            rows: grid(buttons),
            ..Say::text(words.menu())
        }
    }

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

impl Cried {
    pub fn question(&self, world: &World) -> Say {
        Menu.question(world)
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        Menu.step(answer, world)
    }

    pub fn takes(&self) -> Takes {
        Menu.takes()
    }
}
