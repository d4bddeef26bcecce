//! WHAT WAITS IS SENT: which letter may go when, at what pace, leased by whom, and how its end is
//! written down. No messenger is known here: the [`desk::Desk`] asks the [`queue::Queue`] what may fly,
//! and whoever carries it tells how that ended.

pub mod desk;
pub mod lease;
pub mod mark;
pub mod pace;
pub mod past;
pub mod queue;
pub mod report;
mod watch;
