//! All messages, and which of them a language lacks.

use super::message::MessageTemplate;
use super::words::{KK, RU};
use super::{asked, change, check, clerk, family, group, list, menu, office, paper, poster};
use crate::domain::Lang;

/// All messages: those to residents, to officers, to a clerk, on paper.
pub fn messages() -> impl Iterator<Item = &'static MessageTemplate> {
    let lists = [
        list::MESSAGES,
        menu::MESSAGES,
        asked::MESSAGES,
        office::MESSAGES,
        group::MESSAGES,
        clerk::MESSAGES,
        poster::MESSAGES,
        check::MESSAGES,
        paper::MESSAGES,
        family::MESSAGES,
        change::MESSAGES,
    ];
    lists.into_iter().flatten()
}

/// Messages that a language lacks, as `kk id`; for the operator's check.
pub fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    for (lang, bundle) in [(Lang::Kk, &*KK), (Lang::Ru, &*RU)] {
        let lacks = |message: &&MessageTemplate| {
            bundle
                .get_message(message.id)
                .is_none_or(|it| it.value().is_none())
        };
        missing.extend(
            messages()
                .filter(lacks)
                .map(|it| format!("{} {}", lang.code(), it.id)),
        );
    }
    missing
}
