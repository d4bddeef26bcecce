//! EDGE: what a machine asks over HTTP. `/healthz`: the process runs. `/readyz`: the database takes
//! a transaction and the messenger was heard lately. `/metrics`: for Prometheus, without ids in
//! labels, at an address of its own.

mod door;
mod places;
mod ready;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::{TcpListener, TcpSocket};

use crate::app::App;
use ready::Readiness;

pub use door::serve;
pub use places::places;

/// Connections that the system may have taken and we have not.
const BACKLOG: u32 = 1_024;

/// How the process is; `polls` says whether it asks Telegram for updates itself.
pub fn health(app: Arc<App>, polls: bool) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(Arc::new(Readiness::new(app, polls)))
}

/// What is counted and measured.
pub fn metrics(metrics: PrometheusHandle) -> Router {
    let render = async |State(metrics): State<PrometheusHandle>| metrics.render();
    Router::new()
        .route("/metrics", get(render))
        .with_state(metrics)
}

/// Takes the address of a setting, so that a wrong one is told before anything has begun.
///
/// # Errors
/// It is taken by another process, or not of this machine.
pub fn bind(setting: &str, address: Option<SocketAddr>) -> Result<Option<TcpListener>> {
    let Some(address) = address else {
        return Ok(None);
    };
    let listener = listen(address);
    let listener = listener.with_context(|| format!("{setting}: cannot listen on {address}"))?;
    Ok(Some(listener))
}

/// With room for those who come in one moment: whoever finds none comes again after a second.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart does not wait for connections that have just ended.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn ready(State(readiness): State<Arc<Readiness>>) -> impl IntoResponse {
    match readiness.ask().await {
        Ok(()) => (StatusCode::OK, "ok\n".to_owned()),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}
