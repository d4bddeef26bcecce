//! One person or one group that sends without end, and everybody else.

use std::time::{Duration, Instant};

use aula::domain::Lang;
use aula::domain::law::{Law, Phone};
use aula::text::Words;

use super::{Bot, SOON, fault, texts};
use crate::botapi::limits::FaultKind;
use crate::botapi::{BotApi, Settings};
use crate::postgres::{Engine, engines};
use crate::searches::{TURN, country, crossing, says};
use crate::sql::lines;

/// Whoever floods.
const ONE: i64 = 1;
const OTHERS: i64 = 40;
/// The first of the others.
const FIRST: i64 = 1_001;
/// For a machine that is busy with something else.
const LONG: Duration = Duration::from_secs(60);

/// A bot that is flooded and one that is not, asked at the same moments: whatever else this machine
/// does, it does to both.
struct Twins {
    flooded: (Bot, BotApi),
    quiet: (Bot, BotApi),
}

/// What became of the flood and of the others.
struct Flooded {
    /// How long the others waited, the longest last.
    waits: Vec<Duration>,
    /// How long the same people waited where nobody floods.
    quiet: Vec<Duration>,
    /// Updates of the flood that became turns.
    taken: u64,
    passed: Duration,
}

async fn slow_server() -> BotApi {
    let latency = Duration::from_millis(50);
    BotApi::start(Settings {
        latency,
        ..Settings::default()
    })
    .await
}

impl Twins {
    async fn on(flooded: &Engine, quiet: &Engine) -> Twins {
        let (api, undisturbed) = (slow_server().await, slow_server().await);
        Twins {
            flooded: (Bot::polls(flooded, &api).await, api),
            quiet: (Bot::polls(quiet, &undisturbed).await, undisturbed),
        }
    }

    async fn stop(self) {
        self.flooded.0.stop().await;
        self.quiet.0.stop().await;
    }

    /// Others ask one after another, each behind a part of `times` updates that `flood` pushes.
    async fn others(&self, flood: impl Fn(i64), times: i64) -> Flooded {
        let [(bot, api), (_, undisturbed)] = [&self.flooded, &self.quiet];
        let begun = Instant::now();
        let (mut waits, mut quiet) = (Vec::new(), Vec::new());
        for other in 0..OTHERS {
            (1..times / OTHERS).for_each(&flood);
            for api in [api, undisturbed] {
                api.push_text(FIRST + other, "/start");
            }
            let (one, two) = tokio::join!(
                answered(api, FIRST + other),
                answered(undisturbed, FIRST + other)
            );
            waits.push(one);
            quiet.push(two);
        }
        waits.sort();
        quiet.sort();
        assert!(api.wait_until(|api| api.pending() == 0, LONG).await);
        let mut tx = bot.app.store.read().await.unwrap();
        let seen = lines(&mut tx, "select cast(count(*) as text) from seen").await;
        tx.rollback().await.unwrap();
        Flooded {
            waits,
            quiet,
            taken: seen[0].parse::<u64>().unwrap() - OTHERS.unsigned_abs(),
            passed: begun.elapsed(),
        }
    }
}

async fn answered(api: &BotApi, chat: i64) -> Duration {
    let asked = Instant::now();
    assert!(api.wait_until(|api| api.count_in(chat) > 0, LONG).await);
    asked.elapsed()
}

impl Flooded {
    /// No more of the flood is taken than `most` lets in, in so many seconds; and of the others half
    /// wait little longer than where nobody floods, for each of the questions that bring it all.
    fn is_fair(&self, name: &str, most: impl Fn(u64) -> u64, questions: u32) {
        let Flooded {
            waits,
            quiet,
            taken,
            passed,
        } = self;
        let of = |waits: &[Duration]| [waits[waits.len() / 2], waits[waits.len() - 1]];
        let (all, else_) = (of(waits), of(quiet));
        let most = most(passed.as_secs() + 1);
        println!(
            "{name}: {taken} taken in {passed:?}, {most} at most; half and all of {OTHERS} others \
             waited {all:?}, elsewhere {else_:?}"
        );
        assert!(*taken <= most, "{taken} of {most}");
        assert!(all[0] < 2 * questions * else_[0], "{waits:?}, {quiet:?}");
    }
}

#[tokio::test]
async fn four_thousand_messages_of_one_person_delay_nobody() {
    for (engine, other) in engines().await.into_iter().zip(engines().await) {
        let twins = Twins::on(&engine, &other).await;
        let api = &twins.flooded.1;
        let push = |n: i64| {
            api.push_text(ONE, &format!("/help {n}"));
        };
        // A hundred, two a second, one for each answer, which takes the server its time; and one is
        // told of.
        let most = |seconds: u64| 100 + 22 * seconds + 1;
        let flooded = twins.others(push, 4_000).await;
        flooded.is_fair(engine.name, most, 1);
        // Danger is heard through all of it, and by words beside a picture too.
        let phones = Law::embedded().number(Phone::Family).to_owned();
        let dangers = |api: &BotApi| {
            let heard = texts(api, ONE);
            heard.iter().filter(|it| it.contains(&phones)).count()
        };
        let before = dangers(api);
        api.push_text(ONE, "меня убивают");
        let heard = |api: &BotApi| dangers(api) > before;
        assert!(api.wait_until(heard, Duration::from_secs(30)).await);
        assert!(api.wait_until(|api| api.pending() == 0, SOON).await);
        // Which goes before the rest; that follows.
        let many = |api: &BotApi| api.count_in(ONE) > 100;
        assert!(api.wait_until(many, Duration::from_secs(30)).await);
        let answers = texts(api, ONE);
        let too_fast = Words::new(Lang::Kk).too_fast(Law::embedded().number(Phone::Police));
        let said = answers.iter().filter(|it| **it == too_fast).count();
        assert_eq!(said, 1);
        assert!(api.violations().is_empty());
        twins.stop().await;
    }
}

#[tokio::test]
async fn ten_thousand_commands_in_a_group_are_twenty_answers_a_minute() {
    for (engine, other) in engines().await.into_iter().zip(engines().await) {
        let twins = Twins::on(&engine, &other).await;
        let (_, api) = &twins.flooded;
        let group = -1_000_000_000_005;
        let push = |n: i64| {
            api.push_text_in(group, 1 + n % 50, "/report@aula_test_bot");
        };
        // Twenty, and one in three seconds.
        let most = |seconds: u64| 20 + seconds / 3 + 1;
        let flooded = twins.others(push, 10_000).await;
        flooded.is_fair(engine.name, most, 3);
        let some = |api: &BotApi| api.count_in(group) > 0;
        assert!(api.wait_until(some, SOON).await);
        let minutes = flooded.passed.as_secs() / 60 + 1;
        assert!(api.count_in(group) <= 20 * minutes);
        twins.stop().await;
    }
}

#[tokio::test]
async fn taps_that_are_not_taken_do_not_spin() {
    let engine = Engine::file().await;
    let api = BotApi::start(Settings::default()).await;
    api.push_text(ONE, "/start");
    let bot = Bot::polls(&engine, &api).await;
    assert!(api.wait_count(1, SOON).await);
    for _ in 0..300 {
        api.push_tap(ONE, 2, "o:emergency-not");
    }
    let done = |api: &BotApi| api.pending() == 0 && api.unanswered().is_empty();
    assert!(api.wait_until(done, SOON).await);
    assert!(bot.all_done().await);
    // The screen with the phones opens whatever else was pressed.
    let before = api.count_in(ONE);
    let emergency = aula::chat::Tap::Open(aula::chat::Screen::Emergency);
    api.push_tap(ONE, 2, &emergency.encode());
    assert!(api.wait_until(|api| api.count_in(ONE) > before, SOON).await);
    bot.stop().await;
}

/// Each of these searches takes as long here as the dear ones of a whole country do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_hundred_crossings_of_one_person_delay_nobody() {
    const MANY: usize = 400;
    const LET_IN: usize = 100;
    let _turn = TURN.lock().await;
    for engine in engines().await {
        let mut tx = engine.store.begin().await.unwrap();
        tx.replace_records(&country(120)).await.unwrap();
        tx.commit().await.unwrap();
        let api = BotApi::start(Settings::default()).await;
        let bot = Bot::polls(&engine, &api).await;
        for (update, person) in (1..).zip([ONE, 3]) {
            let said = says(update, person, "hello");
            bot.app.take(&[said]).await.unwrap();
        }
        // No answer arrives there, so that none lets more in.
        fault(&api, ONE, 9, FaultKind::Delay(LONG));
        for at in 0..MANY {
            api.push_text(ONE, &crossing(at));
        }
        api.push_text(2, "/start");
        let waited = answered(&api, 2).await;
        let directory = bot.app.directory();
        let searched = |at: &usize| directory.remembers(&crossing(*at));
        let searched = (0..MANY).filter(searched).count();
        // What was let in, of somebody whom nobody waits for, as busy as this machine is.
        let let_in: Vec<_> = (100..)
            .zip(MANY..MANY + LET_IN)
            .map(|(update, at)| says(update, 3, &crossing(at)))
            .collect();
        let begun = Instant::now();
        bot.app.take(&let_in).await.unwrap();
        let alone = begun.elapsed();
        println!(
            "{}: behind {searched} crossings of {MANY} {waited:?}, {LET_IN} by themselves {alone:?}",
            engine.name
        );
        // Two more in each second.
        let most = LET_IN + 2 * usize::try_from(waited.as_secs() + 1).unwrap();
        assert!((1..=most).contains(&searched), "{searched} of {most}");
        assert!(waited < alone * 5 / 2, "{waited:?}, {alone:?}");
        bot.kill();
    }
}
