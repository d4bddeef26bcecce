//! Aula (аула: the yard), the bilingual bot of Kazakhstan's local police.
//!
//! A **turn is one transaction**: an update comes in, the conversation takes one pure step, an
//! action changes the world, whatever is said becomes a row, and only then is Telegram told
//! "received". The rooms, in reading order:

/// What happens.
pub mod app;
/// What can be said.
pub mod chat;
/// The only source of time, ids and chance.
pub mod clock;
/// Settings from the environment and a file, read once.
pub mod config;
/// A make-believe town and a chat without Telegram.
pub mod demo;
/// What is true.
pub mod domain;
/// Conversations.
pub mod flow;
/// Where: directory, index, import.
pub mod precincts;
/// SQL, all of it.
pub mod store;
/// The edge to Telegram.
pub mod telegram;
/// Words in both languages.
pub mod text;
