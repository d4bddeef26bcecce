//! Conversations a CPU second of the bot's process: 2,000 reports by 200 people at once, over a
//! real HTTP server in another process, with the database on disk. Medians of three.

use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::bot::{Bot, Home};
use crate::botapi::{BotApi, Keep, Settings};
use crate::measure::{cpu, rss, runtime};
use crate::people::{People, Way};
use crate::table::{Table, median};

const PEOPLE: usize = 200;
const EACH: usize = 10;
const TIMES: usize = 3;
const LONG: Duration = Duration::from_secs(300);
/// Messages of one conversation, as peers are measured.
const MESSAGES: u64 = 7;

/// What one run cost.
struct Cost {
    /// Conversations a CPU second of the bot.
    per_cpu: f64,
    per_second: f64,
    p50: Duration,
    p99: Duration,
    rss: f64,
}

pub fn run(table: &mut Table) {
    let echo = median((0..TIMES).map(|_| echo()).collect());
    table.row(
        "bare echo without a database: 7 messages in and out, a CPU second",
        &format!("{echo:.0}"),
        "",
    );
    for (what, way, goal) in [
        (
            "seven updates in, seven answers out (peers' shape)",
            Way::Numbers,
            "> 489, towards 1,269",
        ),
        (
            "with taps and words: eight updates, eight answers, five taps answered",
            Way::Taps,
            "",
        ),
    ] {
        let costs: Vec<Cost> = (0..TIMES).map(|_| conversations(way, None)).collect();
        tell(
            table,
            &format!("conversations a CPU second, {what}"),
            goal,
            &costs,
            echo,
        );
    }
    let postgres = |_| runtime().block_on(crate::postgres::Engine::postgres());
    let costs: Vec<Cost> = (0..TIMES)
        .filter_map(postgres)
        .map(|engine| conversations(Way::Numbers, Some(engine.url())))
        .collect();
    if costs.len() == TIMES {
        let what =
            "conversations a CPU second, peers' shape, PostgreSQL (without its own CPU time)";
        tell(table, what, "", &costs, echo);
    }
}

fn tell(table: &mut Table, what: &str, goal: &str, costs: &[Cost], echo: f64) {
    let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
    let per_cpu = of(|cost| cost.per_cpu);
    let value = format!(
        "{per_cpu:.0} ({:.2} ms each, {:.0} % of the bare echo)",
        1_000.0 / per_cpu,
        100.0 * per_cpu / echo
    );
    table.row(what, &value, goal);
    let ms = |part: fn(&Cost) -> f64| of(part) * 1_000.0;
    let value = format!(
        "{:.0} a second; an answer {:.0} ms p50, {:.0} ms p99; {:.0} MiB after it",
        of(|cost| cost.per_second),
        ms(|cost| cost.p50.as_secs_f64()),
        ms(|cost| cost.p99.as_secs_f64()),
        of(|cost| cost.rss)
    );
    table.row("… all at once on this machine", &value, "");
}

fn conversations(way: Way, database: Option<&str>) -> Cost {
    let people = People::new(PEOPLE, EACH, way);
    let api = BotApi::start_on_own_thread(Settings {
        hook: Some(people.hook()),
        keep: Keep::Counts,
        ..Settings::default()
    });
    let home = Home::at(&api, database);
    let bot: Bot = home.start();
    runtime().block_on(async {
        polls(&api).await;
        let (before, begun) = (cpu(bot.id()), Instant::now());
        people.begin(&api);
        people.finish(&api, LONG).await;
        let (used, took) = (cpu(bot.id()) - before, begun.elapsed());
        let memory = rss(bot.id());
        bot.stop().await;
        people.check(&home.store().await).await;
        assert_eq!(api.violations(), Vec::<String>::new());
        let waits = people.waits();
        let count = u32::try_from(people.total()).map_or(0.0, f64::from);
        Cost {
            per_cpu: count / used.as_secs_f64(),
            per_second: count / took.as_secs_f64(),
            p50: waits[waits.len() / 2],
            p99: waits[waits.len() * 99 / 100],
            rss: memory,
        }
    })
}

pub async fn polls(api: &BotApi) {
    let asks = |api: &BotApi| api.count_of("getUpdates") > 0;
    assert!(
        api.wait_until(asks, LONG).await,
        "the bot does not ask for updates"
    );
}

/// Conversations of seven messages a CPU second that the bare echo reaches.
fn echo() -> f64 {
    let per_person = MESSAGES * u64::try_from(EACH).unwrap_or_default();
    let answered = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&answered);
    let api = BotApi::start_on_own_thread(Settings {
        hook: Some(Arc::new(move |api, sent| {
            counted.fetch_add(1, Ordering::Relaxed);
            if api.count_in(sent.chat_id) < per_person {
                api.push_text(sent.chat_id, "again");
            }
        })),
        keep: Keep::Counts,
        ..Settings::default()
    });
    let url = format!("{}/bot{}", api.url(), api.token());
    let program = std::env::current_exe().unwrap();
    let process = Command::new(program)
        .args(["--echo", &url])
        .spawn()
        .unwrap();
    let mut echo = Echo(process);
    runtime().block_on(async {
        polls(&api).await;
        let before = cpu(echo.0.id());
        let people = u64::try_from(PEOPLE).unwrap_or_default();
        for chat in (1..).take(PEOPLE) {
            api.push_text(chat, "begin");
        }
        let all = |_: &BotApi| answered.load(Ordering::Relaxed) >= people * per_person;
        assert!(api.wait_until(all, LONG).await);
        let used = cpu(echo.0.id()) - before;
        echo.0.kill().ok();
        let count = u32::try_from(PEOPLE * EACH).map_or(0.0, f64::from);
        count / used.as_secs_f64()
    })
}

struct Echo(Child);

impl Drop for Echo {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
