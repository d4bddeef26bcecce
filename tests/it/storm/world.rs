//! The app, its people and what lies between them: updates that come again, processes that die,
//! messages that arrive late or twice.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use aula::app::act::posts;
use aula::app::{App, Limits};
use aula::chat::{Beside, Incoming, Input};
use aula::clock::Clock;
use aula::domain::{Account, Action, Actor, Chat, PostVerb, UpdateId};
use jiff::SignedDuration;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::human::{self, Human, Kind};
use super::input;
use crate::postgres::Engine;
use crate::{sql, town};

/// What may happen in a storm.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Processes die, updates come again, messages are refused for a while.
    pub crashes: bool,
    /// Rows are handed over in memory.
    pub hand_over: bool,
    /// Two processes serve one database.
    pub two: bool,
    /// Buttons are used by typing their number; None is now so, now so.
    pub typed: Option<bool>,
    /// Much is written in a group of one's own instead.
    pub groups: bool,
}

impl Habits {
    pub fn rough(seed: u64) -> Habits {
        Habits {
            crashes: true,
            hand_over: seed % 2 == 1,
            two: false,
            typed: None,
            groups: false,
        }
    }

    pub fn shared(seed: u64) -> Habits {
        Habits {
            two: true,
            ..Habits::rough(seed)
        }
    }

    pub fn calm(typed: bool) -> Habits {
        Habits {
            crashes: false,
            hand_over: false,
            two: false,
            typed: Some(typed),
            groups: false,
        }
    }

    pub fn in_groups() -> Habits {
        Habits {
            groups: true,
            ..Habits::calm(false)
        }
    }
}

pub struct World {
    pub engine: Engine,
    pub app: App,
    pub other: Option<App>,
    pub clock: Clock,
    pub chance: StdRng,
    pub habits: Habits,
    pub people: Vec<Human>,
    /// What every chat was told, in order.
    pub said: Vec<(i64, String)>,
    /// Updates that wait for their answer, and its chat.
    pub owed: BTreeMap<i64, i64>,
    pub delivered: BTreeMap<String, u32>,
    /// Rows of what happens at home, and rows to groups.
    pub sealed: u32,
    pub to_many: u32,
    /// Keys whose sender died before it could say that they were sent.
    pub twice: BTreeSet<String>,
    pub message: i64,
    /// The database is going to fail while the next updates are taken.
    pub faults: bool,
    /// What was taken since somebody looked, and how much had been said before.
    pub taken: Vec<Incoming>,
    pub said_before: usize,
    /// Where its sender stood before each of these updates: the flow and the buttons shown.
    pub stood: BTreeMap<i64, (String, Vec<String>)>,
    /// Who wrote last, as a place among the people.
    pub busy: usize,
    update: i64,
    seed: u64,
    steps: VecDeque<String>,
}

/// The steps that led to a failure.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "seed {}, {}, {:?}:",
                self.seed, self.engine.name, self.habits
            );
            for step in &self.steps {
                eprintln!("    {step}");
            }
        }
    }
}

impl World {
    pub async fn new(engine: Engine, seed: u64, habits: Habits) -> World {
        let clock = Clock::fixed(town::morning(), seed);
        let app = town::app(engine.store.clone(), clock.clone()).await;
        let mut world = World {
            engine,
            app,
            other: None,
            clock,
            chance: StdRng::seed_from_u64(seed),
            habits,
            people: human::cast(),
            said: Vec::new(),
            owed: BTreeMap::new(),
            delivered: BTreeMap::new(),
            sealed: 0,
            to_many: 0,
            twice: BTreeSet::new(),
            message: 0,
            faults: false,
            taken: Vec::new(),
            said_before: 0,
            stood: BTreeMap::new(),
            busy: 0,
            update: 1_000_000,
            seed,
            steps: VecDeque::new(),
        };
        world.restart().await;
        for at in 0..world.people.len() {
            world.invite(at).await;
        }
        world
    }

    pub fn note(&mut self, step: String) {
        if self.steps.len() == 40 {
            self.steps.pop_front();
        }
        self.steps.push_back(step);
    }

    pub fn forward(&self, span: SignedDuration) {
        self.clock.set(self.clock.now() + span);
    }

    fn limits(&self) -> Limits {
        Limits {
            hand_over: self.habits.hand_over,
            ..Limits::default()
        }
    }

    /// The process ends, and another one begins with what is in the database.
    pub async fn restart(&mut self) {
        if self.engine.name == "sqlite file" {
            self.engine.store.close().await;
            self.engine.store = self.engine.reopen().await;
        }
        self.app = self.start().await;
        // As at every start: what waits by a clock that has gone back since is due now.
        let channel = aula::domain::Channel::FIRST;
        self.app.forget_other_clock(channel).await.unwrap();
        if self.habits.two {
            self.other = Some(self.start().await);
        }
    }

    async fn start(&self) -> App {
        let (store, clock) = (self.engine.store.clone(), self.clock.clone());
        let app = App::new(store, clock, town::law(), self.limits());
        app.await.unwrap()
    }

    pub async fn invite(&mut self, at: usize) {
        let Kind::Officer(role, scope) = self.people[at].kind else {
            return;
        };
        // Nobody is invited to the post of somebody who has left.
        let Ok(post) = posts::named(&self.app.directory(), role, scope) else {
            return;
        };
        if !role.has_something_to_see() {
            return;
        }
        let days = 7;
        let done = self.app.act(
            &Actor::Operator,
            Action::Post(PostVerb::Invite { post, days }),
        );
        let Ok(aula::app::Done::Invited { token }) = done.await.unwrap() else {
            panic!("no invitation");
        };
        self.people[at].token = Some(token);
    }

    /// One thing that happens.
    pub async fn turn(&mut self) {
        let ms = self.chance.random_range(1..60_000);
        self.forward(SignedDuration::from_millis(ms));
        match self.chance.random_range(0..100) {
            0..3 => self.time_passes().await,
            3 => self.directory_changes().await,
            4 => self.operator_ends().await,
            5..8 => self.look_at_progress().await,
            8..10 => {
                let at = self.whom_to_invite().await;
                self.invite(at).await;
            }
            10..25 => self.several_write().await,
            // A conversation takes several turns: mostly the same person goes on.
            next => {
                if next > 84 {
                    self.busy = self.chance.random_range(0..self.people.len());
                }
                let incoming = self.write(self.busy).await;
                self.hand_in(vec![incoming]).await;
            }
        }
    }

    async fn several_write(&mut self) {
        let mut batch = Vec::new();
        for at in 0..self.people.len() {
            if self.chance.random_ratio(1, 3) {
                batch.push(self.write(at).await);
            }
        }
        if self.habits.typed.is_none() {
            return self.hand_in(batch).await;
        }
        // Of several at once, typed words wait for those who press: two worlds that are to be the
        // same take everybody by themselves.
        for incoming in batch {
            self.hand_in(vec![incoming]).await;
        }
    }

    async fn time_passes(&mut self) {
        let hours = *[1, 5, 25, 24 * 6, 24 * 40]
            .choose(&mut self.chance)
            .unwrap();
        self.note(format!("{hours} hours pass"));
        self.forward(SignedDuration::from_hours(hours));
        self.app
            .free_leases(aula::domain::Channel::FIRST, self.clock.now())
            .await
            .unwrap();
        self.app.take_due().await.unwrap();
        self.app.tidy().await.unwrap();
        self.look_at_progress().await;
    }

    async fn look_at_progress(&mut self) {
        self.note("authors see their progress".to_owned());
        self.app.show_progress().await.unwrap();
        self.send(Vec::new()).await;
    }

    /// What this person does next.
    pub async fn write(&mut self, at: usize) -> Incoming {
        let account = self.people[at].account;
        let (flow, shown) = self.stands(account).await;
        let report = self.some_report().await;
        let human = &mut self.people[at];
        let chance = &mut self.chance;
        let mut private = true;
        let input = if human.blocked {
            human.blocked = false;
            Input::Returned
        } else if human.lang.is_some() && human.token.is_some() && flow == "\"menu\"" {
            let name = "start".to_owned();
            let arg = format!("j-{}", human.token.take().unwrap_or_default());
            Input::Command { name, arg }
        } else if let Some(stop) = input::stop(human).filter(|_| self.habits.crashes) {
            // A notice goes out within seconds: who would stop it does so at once.
            stop
        } else {
            let stranger = human.kind == Kind::Stranger;
            match chance.random_range(0..100) {
                0..84 if !stranger => input::sensible(human, &flow, chance),
                84..86 if !stranger => input::errand(human, chance),
                86 => Input::Left,
                87 if chance.random_ratio(1, 3) => Input::Command {
                    name: "forget".to_owned(),
                    arg: String::new(),
                },
                88..90 => {
                    private = false;
                    input::command(chance)
                }
                90..93 => input::forged(report, chance),
                _ => input::random(human, report, chance),
            }
        };
        human.blocked |= input == Input::Left;
        let asked = self.people[at].was_asked() && self.habits.typed.is_some();
        let input = match asked {
            true => input,
            false => self.by_number(input, &flow, &shown),
        };
        let update = self.next_update();
        self.stood.insert(update, (flow.clone(), shown));
        // What leaves and returns is a private chat.
        let said = !matches!(input, Input::Left | Input::Returned);
        private &= !(self.habits.groups && said && update % 4 == 0);
        let human = &self.people[at];
        let incoming = Incoming {
            update: UpdateId::first(update),
            chat: if private {
                Chat::first(account)
            } else {
                Chat::first(-account)
            },
            private,
            account: Account::first(account),
            tag: human.tag.clone(),
            input,
            beside: Beside {
                message: Some(self.update),
                ..Beside::default()
            },
        };
        self.note(format!(
            "{} {account} {:?} at {flow:.60}",
            self.update, incoming.input
        ));
        incoming
    }

    pub fn next_update(&mut self) -> i64 {
        self.update += 1;
        self.update
    }

    /// The number of a button that the bot remembers having shown, where that is the habit.
    fn by_number(&mut self, input: Input, flow: &str, shown: &[String]) -> Input {
        let Input::Tap(data) = &input else {
            return input;
        };
        let typed = self.habits.typed;
        let typed = typed.unwrap_or_else(|| self.chance.random_bool(0.3));
        match shown.iter().position(|it| it == data) {
            // Where words for a report are waited for, figures are words.
            _ if flow.starts_with("{\"add_to\"") || flow.starts_with("{\"answer\"") => input,
            // What is never undone is not done by a figure.
            _ if flow == "\"forget\"" && data.ends_with(":yes") => input,
            Some(at) if typed && !data.is_empty() => Input::Text((at + 1).to_string()),
            _ => input,
        }
    }

    /// The flow of a person's private chat, and the strings of the buttons shown there; empty for
    /// the one that asks for the position.
    pub async fn stands(&mut self, account: i64) -> (String, Vec<String>) {
        let mut tx = self.engine.store.read().await.unwrap();
        let of = |column: &str| {
            format!(
                "select {column} from conversation where chat = {account} and account = {account}"
            )
        };
        let flow = sql::lines(&mut tx, &of("flow")).await.pop();
        let shown = sql::lines(&mut tx, &of("shown")).await.pop();
        let shown = shown.unwrap_or_default();
        let shown: Vec<(String, String)> = serde_json::from_str(&shown).unwrap_or_default();
        let taps = shown.into_iter().map(|(_, data)| data);
        (flow.unwrap_or_default(), taps.collect())
    }

    /// The id of some report or notice, 0 where there is none.
    async fn some_report(&mut self) -> i64 {
        let mut tx = self.engine.store.read().await.unwrap();
        let sql = "select cast(id as text) from report union select cast(id as text) from notice \
                   order by 1";
        let ids = sql::lines(&mut tx, sql).await;
        let id = ids.choose(&mut self.chance);
        id.map_or(0, |id| id.parse().unwrap())
    }
}
