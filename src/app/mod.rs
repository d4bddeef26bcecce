//! What happens. [`App::take`] turns updates into effects, one transaction a turn; `perform` is
//! the one door for every verb; the other files do what the verbs say, or show something.

pub mod act;
mod ahead;
mod begin;
mod cards;
mod danger;
mod edges;
mod edits;
mod export;
pub mod figures;
mod health;
mod hearers;
mod hints;
mod history;
mod holders;
mod kept;
mod look;
mod news;
mod numbers;
mod perform;
mod places;
mod push;
mod route;
mod scene;
mod screens;
mod seat;
mod senders;
mod sent;
mod shared;
mod shown;
mod spoken;
mod standing;
mod timers;
mod told;
mod trace;
mod turn;
mod unreached;
mod verbs;

pub use crate::domain::{Done, Performed};
pub use health::{Health, Proof};
pub use shared::{App, LEASE, Letters, Limits};
