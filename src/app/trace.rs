//! What the log tells of a turn and of a report: numbers, names of our own, states. Never a word, a
//! name, an account, a chat or a place. A turn that is rolled back has its lines too; the fault
//! follows them.

use std::time::Duration;

use anyhow::Result;
use tracing::field::Empty;
use tracing::{Span, debug, info, info_span};

use super::scene::Scene;
use crate::domain::report::Report;
use crate::domain::{Done, UpdateId};

/// Around everything that is logged within a turn.
pub fn span(update: UpdateId, kind: &'static str) -> Span {
    info_span!(target: "aula", "turn", update = update.id, kind, flow = Empty, view = Empty)
}

/// Where the conversation stood, once that is known.
pub fn begins_at(flow: &'static str) {
    Span::current().record("flow", flow);
}

/// What was looked at last, by its name alone.
pub fn looks_at(view: &'static str) {
    Span::current().record("view", view);
}

/// The end of a turn: None if it failed. Plain talk is told only to those who look closely.
pub fn turned(tried: Option<&[(&'static str, &'static str)]>, took: Duration) {
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let Some(tried) = tried else {
        info!(target: "aula", outcome = "failed", ms, "turn");
        return;
    };
    if tried.is_empty() {
        debug!(target: "aula", outcome = "said", ms, "turn");
        return;
    }
    let names: Vec<&str> = tried.iter().map(|(action, _)| *action).collect();
    let action = names.join(",");
    match tried.iter().find(|(_, outcome)| *outcome != "done") {
        Some((_, refusal)) => {
            info!(target: "aula", action, outcome = "refused", refusal, ms, "turn");
        }
        None => info!(target: "aula", action, outcome = "done", ms, "turn"),
    }
}

/// What became of a report by an action that was done. The number and the states, whatever kind of
/// report it is.
pub async fn report(
    scene: &mut Scene<'_>,
    event: &'static str,
    before: Option<&Report>,
    done: &Done,
) -> Result<()> {
    if let Done::ReportSent { number, .. } = done {
        info!(target: "aula", number, event, to = "new", "report");
    }
    let Some(before) = before else {
        return Ok(());
    };
    let after = scene.tx.report(before.id).await?;
    let to = after.map_or(before.state, |after| after.state).name();
    let (number, from) = (before.number, before.state.name());
    info!(target: "aula", number, event, from, to, "report");
    Ok(())
}
