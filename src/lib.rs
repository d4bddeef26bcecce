//! Aula (аула: the yard), the bilingual bot of Kazakhstan's local police.

pub mod chat;
pub mod clock;
pub mod config;
pub mod domain;
