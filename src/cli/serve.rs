//! `aula serve`: the bot itself. It starts in the order of what needs what, and stops in the
//! reverse: nothing new is taken in, what has begun is finished, what waits stays in the database.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use secrecy::ExposeSecret;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::log;
use super::opened::app_on;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::law::Phone;
use crate::store::{Alone, Store};
use crate::telegram::{self, Client, Sender};
use crate::{web, work};

#[derive(clap::Args)]
pub struct ServeArgs {
    /// Bring an older database up to date without keeping a copy of it.
    #[arg(long)]
    no_backup: bool,
    /// Serve a file that was copied from under a serving bot without its -wal: what was written last
    /// is lost.
    #[arg(long)]
    without_wal: bool,
}

pub async fn run(config: Config, args: &ServeArgs) -> Result<ExitCode> {
    let log = log::start(&config)?;
    let ended = serve(config, args).await;
    log.finish();
    ended
}

async fn serve(config: Config, args: &ServeArgs) -> Result<ExitCode> {
    let stop = work::stop_on_signals()?;
    let token = config.token()?;
    if config.token_is_open_to_others() {
        tracing::warn!("AULA_TOKEN_FILE: others on this machine can read the token");
    }
    let listener = web::bind("AULA_LISTEN", config.listen)?;
    let for_metrics = web::bind("AULA_METRICS_LISTEN", config.metrics_listen)?;
    let metrics = PrometheusBuilder::new()
        .install_recorder()
        .context("metrics")?;
    // For as long as this process lives.
    let (app, alone) = open(&config, args).await?;
    let client = Client::connect(&config.api_url, &token)?;
    let sending = CancellationToken::new();
    let (sender, mut sends) = Sender::start(
        app.clone(),
        client.clone(),
        config.notice_rate,
        sending.clone(),
    )
    .await?;
    let mut tasks = JoinSet::new();
    tasks.spawn(introduce(app.clone(), client.clone(), stop.clone()));
    tasks.spawn(quietly(work::timers(app.clone(), stop.clone())));
    tasks.spawn(quietly(keep_metrics(metrics.clone(), stop.clone())));
    let mut taps = None;
    let health = web::health(app.clone(), config.webhook.is_none());
    let mut routes = health.clone();
    if let Some(hook) = config.webhook.clone() {
        let (page, answers) = telegram::webhook(app.clone(), client.clone(), sender, &hook)?;
        routes = routes.merge(page);
        taps = Some(answers);
        let (client, stop) = (client.clone(), stop.clone());
        tasks.spawn(async move { telegram::set_webhook(&client, &hook, &stop).await });
    } else {
        tasks.spawn(telegram::poll(app.clone(), client, sender, stop.clone()));
    }
    let (places, for_machines) = web::places();
    if let Some(listener) = listener {
        tasks.spawn(quietly(web::serve(listener, routes, places, stop.clone())));
    }
    if let Some(listener) = for_metrics {
        let routes = health.merge(web::metrics(metrics));
        tasks.spawn(quietly(web::serve(
            listener,
            routes,
            for_machines,
            stop.clone(),
        )));
    }
    tracing::info!(precincts = app.directory().precincts().len(), "serving");
    let result = tokio::select! {
        result = supervise(tasks, &stop) => result,
        // It ends by itself only when Telegram refuses the bot for good.
        ended = &mut sends => return ended?.map(|()| ExitCode::SUCCESS),
    };
    // Nothing new comes in: what is being sent is finished, what waits stays in the outbox.
    sending.cancel();
    let sent = sends.await?;
    if let Some(taps) = taps {
        taps.finish().await;
    }
    close(&app, &alone).await;
    result.and(sent).map(|()| ExitCode::SUCCESS)
}

/// The application on its database, which nobody else serves.
async fn open(config: &Config, args: &ServeArgs) -> Result<(Arc<App>, Alone)> {
    let url = config.database.expose_secret();
    let (keep, whole) = (!args.no_backup, args.without_wal);
    let id = Clock::System.token();
    let (store, alone) = Store::open_to_serve(url, keep, whole, &id).await?;
    let app = Arc::new(app_on(store, config, true).await?);
    if app.directory().precincts().is_empty() {
        tracing::warn!("the directory is empty, nobody finds an inspector: run `aula import`");
    }
    if let Some(name) = &config.bot_name {
        app.set_bot_name(name);
    }
    Ok((app, alone))
}

async fn close(app: &App, alone: &Alone) {
    // When Telegram was heard last, for whoever looks while nobody serves.
    let heard = app.keep_heard().await;
    if let Err(fault) = heard.and(app.store.end_serving(alone).await) {
        tracing::warn!(fault = %format!("{fault:#}"), "the file still says that it is served");
    }
    app.store.close().await;
}

/// Waits for the end. A loop that fails for good takes the whole process with it: whoever runs it
/// starts it anew, and nothing is lost by that.
async fn supervise(mut tasks: JoinSet<Result<()>>, stop: &CancellationToken) -> Result<()> {
    let mut result = Ok(());
    while let Some(ended) = tasks.join_next().await {
        if let Err(fault) = ended.map_err(anyhow::Error::from).and_then(|ended| ended) {
            stop.cancel();
            if result.is_ok() {
                result = Err(fault);
            }
        }
    }
    result
}

async fn quietly(work: impl Future<Output = ()>) -> Result<()> {
    work.await;
    Ok(())
}

/// Tells ourselves our name and Telegram the menu; the first answer does not wait for either, and
/// neither does the stop.
async fn introduce(app: Arc<App>, client: Client, stop: CancellationToken) -> Result<()> {
    let introduction = async {
        let mut wait = Duration::from_secs(1);
        while app.bot_name().is_empty() {
            match client.me().await {
                Ok(me) => app.set_bot_name(&me.username),
                Err(fault) => tracing::warn!(%fault, "the bot's name is not known yet"),
            }
            if app.bot_name().is_empty() {
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(30));
            }
        }
        telegram::publish_menu(&client, app.law.number(Phone::Police)).await;
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = introduction => {}
    }
    Ok(())
}

/// Old samples of histograms are let go now and then.
async fn keep_metrics(metrics: PrometheusHandle, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => metrics.run_upkeep(),
        }
    }
}
