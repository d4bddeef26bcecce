//! Many people at once, each reporting one thing after another as a resident does. They read the
//! buttons and not the words: the server calls them with each message, and they do the next thing.

mod question;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aula::domain::Account;
use aula::store::Store;
use question::{Question, number_in};
use serde_json::json;

use crate::botapi::{BotApi, Hook, Sent};

/// Stands in everything that people write, and so must be in no log.
pub const SECRET: &str = "құпия-сөз";
/// The name of everybody.
pub const NAME: &str = "Жасырынбек";

/// The chat of the first person.
const FIRST: i64 = 700_000;
/// Whoever hears nothing for this long does the last thing again.
const SILENCE: Duration = Duration::from_secs(12);
/// In the midst of precincts of the demo town, far from any border.
const PLACES: [(f64, f64); 4] = [
    (46.985, 67.006),
    (46.985, 67.018),
    (46.995, 67.006),
    (47.005, 67.018),
];
/// Kinds of reports, so that nobody reports the same kind twice while it is open.
const KINDS: [&str; 12] = [
    "night_noise",
    "alcohol_hours",
    "alcohol_minors",
    "public_drinking",
    "hooliganism",
    "rubbish",
    "smoking",
    "parking",
    "animals",
    "street_trade",
    "begging",
    "other",
];

/// How they talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Eight updates for a report: a command, five taps, a place and words.
    Taps,
    /// Seven updates and seven answers, as peers are measured: the number of a button is typed,
    /// and no words are added.
    Numbers,
}

/// The question that a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Start,
    Danger,
    Kind,
    Now,
    Where,
    What,
    Done,
    Summary,
    Sent,
    Rest,
}

pub struct People {
    all: Vec<Mutex<Person>>,
    way: Way,
    /// Reports that each of them sends.
    each: usize,
}

struct Person {
    chat: i64,
    at: Stage,
    /// Reports sent so far.
    sent: usize,
    /// The number of the newest question that was answered.
    answered: i64,
    tapped: Option<(i64, String)>,
    since: Instant,
    /// The numbers of reports that the bot told.
    given: Vec<i64>,
    /// Questions already heard, to notice those that come twice.
    heard: HashSet<(i64, String)>,
    /// Messages that came twice.
    twice: usize,
    /// How often the last thing was done again.
    again: usize,
    /// Time from each thing done to its answer.
    waits: Vec<Duration>,
}

impl People {
    pub fn new(count: usize, each: usize, way: Way) -> Arc<People> {
        assert!(each <= KINDS.len(), "more reports than kinds");
        let person = |chat| Person {
            chat,
            at: Stage::Start,
            sent: 0,
            answered: 0,
            tapped: None,
            since: Instant::now(),
            given: Vec::new(),
            heard: HashSet::new(),
            twice: 0,
            again: 0,
            waits: Vec::new(),
        };
        let all = (FIRST..).take(count).map(person).map(Mutex::new).collect();
        Arc::new(People { all, way, each })
    }

    /// What the server calls with each message.
    pub fn hook(self: &Arc<People>) -> Hook {
        let people = Arc::clone(self);
        Arc::new(move |api, sent| people.hear(api, sent))
    }

    /// Everybody starts the bot.
    pub fn begin(&self, api: &BotApi) {
        for (number, person) in self.all.iter().enumerate() {
            let chat = lock(person).chat;
            let tag = if number % 2 == 0 { "kk" } else { "ru" };
            api.user(chat, &json!({"first_name": NAME, "language_code": tag}));
            api.push_text(chat, "/start");
        }
    }

    pub fn total(&self) -> usize {
        self.all.len() * self.each
    }

    /// Reports that the bot confirmed.
    pub fn sent(&self) -> usize {
        self.all.iter().map(|person| lock(person).sent).sum()
    }

    /// People who wait for nothing any more.
    fn resting(&self) -> usize {
        let rests = |person: &&Mutex<Person>| lock(person).at == Stage::Rest;
        self.all.iter().filter(rests).count()
    }

    /// Until so many reports are confirmed.
    pub async fn until(&self, api: &BotApi, reports: usize, timeout: Duration) {
        let end = Instant::now() + timeout;
        while self.sent() < reports.min(self.total()) {
            assert!(Instant::now() < end, "{}", self.where_they_are());
            let is_so = |_: &BotApi| self.sent() >= reports;
            if !api.wait_until(is_so, Duration::from_secs(1)).await {
                self.repeat(api);
            }
        }
    }

    /// Until everybody has sent everything.
    pub async fn finish(&self, api: &BotApi, timeout: Duration) {
        self.until(api, self.total(), timeout).await;
        assert_eq!(self.resting(), self.all.len());
    }

    /// Whoever was left without an answer taps again.
    fn repeat(&self, api: &BotApi) {
        for person in &self.all {
            let mut person = lock(person);
            if person.at == Stage::Rest || person.since.elapsed() < SILENCE {
                continue;
            }
            person.since = Instant::now();
            person.again += 1;
            match (person.at, &person.tapped) {
                (Stage::Start, _) => drop(api.push_text(person.chat, "/start")),
                (Stage::Danger, _) | (_, None) => drop(api.push_text(person.chat, "/report")),
                (_, Some((message, data))) => drop(api.push_tap(person.chat, *message, data)),
            }
        }
    }

    fn hear(&self, api: &BotApi, sent: &Sent) {
        let number = usize::try_from(sent.chat_id - FIRST).unwrap_or(usize::MAX);
        let Some(person) = self.all.get(number) else {
            return;
        };
        if sent.method != "sendMessage" {
            return;
        }
        let mut person = lock(person);
        let question = Question::read(sent);
        if person.is_repeated(&question, &sent.text) {
            return;
        }
        if let Some(step) = self.next(&mut person, &question, &sent.text) {
            let waited = person.since.elapsed();
            person.waits.push(waited);
            person.since = Instant::now();
            self.act(api, &mut person, &question, step);
        }
    }

    /// What to do now; `None` if this is not what the person waits for.
    fn next(&self, person: &mut Person, question: &Question, text: &str) -> Option<Step> {
        let kind = KINDS[(person.sent + usize::try_from(person.chat).ok()?) % KINDS.len()];
        let (key, then) = match person.at {
            // The menu of a newcomer asks for the position as well.
            Stage::Start => return question.asks_place.then(|| person.report()),
            Stage::Danger => ("no", Stage::Kind),
            Stage::Kind => (kind, Stage::Now),
            // Of what lasts it is not asked whether it happens now.
            Stage::Now | Stage::Where if question.asks_place => {
                person.at = Stage::What;
                return Some(Step::Place);
            }
            Stage::Now => ("yes", Stage::Where),
            Stage::Where => return None,
            Stage::What if self.way == Way::Numbers => ("done", Stage::Summary),
            Stage::What => {
                return question.key("done").map(|(step, _)| {
                    (person.at, person.answered) = (Stage::Done, step);
                    Step::Words
                });
            }
            Stage::Done => ("done", Stage::Summary),
            Stage::Summary => ("send", Stage::Sent),
            // Before the first of them is kept, consent is asked.
            Stage::Sent if question.key("yes").is_some() => ("yes", Stage::Sent),
            Stage::Sent => return self.confirmed(person, question, text),
            Stage::Rest => return None,
        };
        let (step, data) = question.key(key)?;
        // A question that comes again was already answered.
        if step <= person.answered {
            return None;
        }
        (person.at, person.answered) = (then, step);
        person.tapped = Some((question.message, data.to_owned()));
        Some(Step::Tap(data.to_owned()))
    }

    fn confirmed(&self, person: &mut Person, question: &Question, text: &str) -> Option<Step> {
        if !question.opens("o:add:") {
            return None;
        }
        person.given.push(number_in(text)?);
        person.sent += 1;
        if person.sent < self.each {
            return Some(person.report());
        }
        person.at = Stage::Rest;
        Some(Step::Nothing)
    }

    fn act(&self, api: &BotApi, person: &mut Person, question: &Question, step: Step) {
        let chat = person.chat;
        match step {
            Step::Tap(data) if self.way == Way::Numbers => {
                let number = question.taps.iter().position(|tap| *tap == data);
                api.push_text(chat, &(number.unwrap_or_default() + 1).to_string());
            }
            Step::Tap(data) => drop(api.push_tap(chat, question.message, &data)),
            Step::Report => drop(api.push_text(chat, "/report")),
            Step::Words => drop(api.push_text(chat, &words(chat, person.sent))),
            Step::Place => {
                let at = usize::try_from(chat).unwrap_or_default() % PLACES.len();
                api.push_location(chat, PLACES[at].0, PLACES[at].1);
            }
            Step::Nothing => {}
        }
    }

    /// Compares what people were told with what is in the database: nothing lost, nothing twice.
    pub async fn check(&self, store: &Store) {
        let mut told: Vec<i64> = Vec::new();
        let mut tx = store.read().await.unwrap();
        for person in &self.all {
            let (chat, given) = {
                let person = lock(person);
                (person.chat, person.given.clone())
            };
            let known = tx
                .person(Account::first(chat))
                .await
                .unwrap()
                .expect("a known person");
            let reports = tx.reports_of(known.id, 1_000, 0).await.unwrap();
            let mut kept = Vec::new();
            let mut texts = Vec::new();
            for report in reports.iter().rev() {
                kept.push(report.number);
                for event in tx.events(report.id).await.unwrap() {
                    texts.extend(event.text);
                }
            }
            assert_eq!(kept, given, "reports of {chat}");
            if self.way == Way::Taps {
                let expected: Vec<String> = (0..given.len()).map(|n| words(chat, n)).collect();
                assert_eq!(texts, expected, "words of {chat}");
            }
            told.extend(given);
        }
        told.sort_unstable();
        let all: Vec<i64> = (1..).take(self.total()).collect();
        assert_eq!(told, all, "numbers that people were told");
        assert_eq!(tx.report_numbers().await.unwrap(), all, "numbers kept");
        tx.rollback().await.unwrap();
    }

    /// The most messages that came twice to one person, and in all.
    pub fn twice(&self) -> (usize, usize) {
        let each = || self.all.iter().map(|person| lock(person).twice);
        (each().max().unwrap_or_default(), each().sum())
    }

    /// How often anybody had to do a thing again.
    pub fn again(&self) -> usize {
        self.all.iter().map(|person| lock(person).again).sum()
    }

    /// Answers waited for, the shortest first.
    pub fn waits(&self) -> Vec<Duration> {
        let mut waits: Vec<Duration> = Vec::new();
        for person in &self.all {
            waits.extend(&lock(person).waits);
        }
        waits.sort_unstable();
        waits
    }

    /// For a test that fails.
    fn where_they_are(&self) -> String {
        let mut lines = format!("{} of {} reports\n", self.sent(), self.total());
        for person in self.all.iter().map(lock) {
            if person.at != Stage::Rest && lines.len() < 2_000 {
                lines += &format!("{} waits for {:?}\n", person.chat, person.at);
            }
        }
        lines
    }
}

impl Person {
    fn report(&mut self) -> Step {
        self.at = Stage::Danger;
        Step::Report
    }

    /// Whether this very message came before: a crash may repeat one.
    fn is_repeated(&mut self, question: &Question, text: &str) -> bool {
        let confirmed = question.opens("o:add:").then(|| number_in(text)).flatten();
        let repeated = match (question.step, confirmed) {
            (_, Some(number)) => self.given.contains(&number),
            (Some(step), None) => !self.heard.insert((step, text.to_owned())),
            (None, None) => false,
        };
        self.twice += usize::from(repeated);
        repeated
    }
}

enum Step {
    Tap(String),
    Report,
    Words,
    Place,
    Nothing,
}

/// What a person writes about the matter, different each time.
fn words(chat: i64, number: usize) -> String {
    format!("{SECRET} {chat}/{number}")
}

fn lock(person: &Mutex<Person>) -> MutexGuard<'_, Person> {
    person.lock().unwrap_or_else(PoisonError::into_inner)
}
