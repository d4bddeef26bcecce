//! EDGE: what a machine asks over HTTP. `/healthz`: the process runs. `/readyz`: the database
//! answers and the messenger was heard lately. `/metrics`: for Prometheus, without ids in labels.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::App;

/// The long poll lasts 50 seconds: more silence than this means that Telegram is not heard.
const SILENCE: i64 = 60;
/// How long a request that has begun may still take after the stop.
const GRACE: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Shared {
    app: Arc<App>,
    metrics: PrometheusHandle,
    /// Updates are asked for, so silence means something.
    polls: bool,
}

/// The routes; `polls` says whether this process asks Telegram for updates itself.
pub fn router(app: Arc<App>, metrics: PrometheusHandle, polls: bool) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(render))
        .with_state(Shared {
            app,
            metrics,
            polls,
        })
}

/// Takes the address, so that a wrong one is told before anything has begun.
///
/// # Errors
/// It is taken by another process, or not of this machine.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("AULA_LISTEN: cannot listen on {address}"))
}

/// Answers until `stop`; requests that have begun are finished, unless somebody sends half of one
/// and waits.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> Result<()> {
    let stopped = stop.clone();
    let serving = axum::serve(listener, router)
        .with_graceful_shutdown(async move { stopped.cancelled().await });
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving => served?,
        () = patience => tracing::warn!("requests that had begun are broken off"),
    }
    Ok(())
}

async fn ready(State(shared): State<Shared>) -> impl IntoResponse {
    let Ok(()) = ping(&shared.app).await else {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        );
    };
    let silent = shared.app.health.silent_for(shared.app.clock.now());
    if shared.polls && silent.is_none_or(|seconds| seconds > SILENCE) {
        return (StatusCode::SERVICE_UNAVAILABLE, "Telegram is not heard\n");
    }
    (StatusCode::OK, "ok\n")
}

async fn ping(app: &App) -> Result<()> {
    let mut tx = app.store.read().await?;
    tx.ping().await?;
    tx.rollback().await
}

async fn render(State(shared): State<Shared>) -> String {
    shared.metrics.render()
}
