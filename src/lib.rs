//! Aula (аула: the yard), the bilingual bot of Kazakhstan's local police.
//!
//! A **turn is one transaction**: an update comes in, the conversation takes one pure step, an
//! action changes the world, whatever is said becomes a row of the outbox, and only after the
//! commit is Telegram told "received". What comes in takes effect exactly once; what goes out is
//! delivered at least once.
//!
//! ```text
//! Telegram ── Update ──> telegram::receive          translate; unknown kinds end here
//!                              │ Incoming
//!                        app::turn ── begin ──────────────────────────────────┐
//!                         1. mark the update; seen before? stop               │
//!                         2. lock and load this conversation and its person   │ one
//!                         3. pure: command / tap / flow.step -> Next          │ transaction
//!                         4. Do(action) -> perform   Open(screen) -> look     │
//!                         5. save the flow; every Say -> an outbox row        │
//!                        commit ──────────────────────────────────────────────┘
//!                              │ wake
//!                        post    lease -> telegram::send -> sent | blocked | later
//! ```
//!
//! The rooms in reading order; each uses only those above it, the edges (`telegram`, `web`,
//! `work`, `demo`, `cli`) use `app` and `post`.

/// Settings: the environment over a file over defaults, read once and checked whole.
pub mod config;

/// The only source of time, ids and chance.
pub mod clock;

/// What is true: people, places, reports, meetings, notices, the verbs and who may use them.
pub mod domain;

/// The language of addresses: territories as inspectors write them, addresses as people type them.
pub mod address;

/// What people type: dates, times, coordinates, links of maps.
pub mod typed;

/// Where and who: the directory and its index.
pub mod precincts;

/// Pictures: maps and posters.
pub mod draw;

/// What can be said, whatever the messenger.
pub mod chat;

/// Words in both languages.
pub mod text;

/// Conversations, pure.
pub mod flow;

/// What is seen, in a chat: facts in words; pure.
pub mod show;

/// SQL, all of it, for SQLite and PostgreSQL.
pub mod store;

/// What happens: the turn, the one door for every verb, and what can be looked at.
pub mod app;

/// A clerk's files: read, checked whole, reported on, written back.
pub mod clerk;

/// What waits is sent: queue, pace, leases, marks; no messenger.
pub mod post;

/// Edge: Telegram.
pub mod telegram;

/// Edge: what machines ask over HTTP.
pub mod web;

/// Loops: start and stop, and what time does by itself.
pub mod work;

/// A make-believe town and a chat without Telegram.
pub mod demo;

/// Edge: the command line.
pub mod cli;
