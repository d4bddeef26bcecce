//! Words: the only place that reads `.ftl`. `texts!` in `list.rs`, `office.rs` and `clerk.rs` has one line per
//! message and makes a checked method of it; whatever a person wrote is escaped on its way in.

// Its macros are used by the lists below it.
#[macro_use]
mod message;

mod clerk;
mod dates;
mod list;
mod office;
mod phrases;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::Lang;

pub use message::{Kind, Message};
pub use phrases::{
    INSPECTOR_CHARS, Speaker, announcement, false_call, hours_line, looks_foreign, notice, phone,
    said, shorten,
};

/// The voice of the bot in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub lang: Lang,
}

type Bundle = FluentBundle<FluentResource>;

static KK: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Kk));
static RU: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ru));

impl Words {
    pub fn new(lang: Lang) -> Words {
        Words { lang }
    }

    /// The message `id` with its arguments. A message that is missing or does not format is a
    /// defect that the `texts` test finds; at night a reader gets its id rather than silence.
    fn say<const N: usize>(self, id: &str, args: [(&'static str, FluentValue<'_>); N]) -> String {
        let bundle = match self.lang {
            Lang::Kk => &*KK,
            Lang::Ru => &*RU,
        };
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(id, "message missing");
            return id.to_owned();
        };
        let args: FluentArgs = args.into_iter().collect();
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(id, "message does not format");
        }
        text
    }
}

/// All messages: those to residents, to officers, to a clerk.
pub fn messages() -> impl Iterator<Item = &'static Message> {
    let lists = [list::MESSAGES, office::MESSAGES, clerk::MESSAGES];
    lists.into_iter().flatten()
}

/// Messages that a language lacks, as `kk id`; for the operator's check.
pub fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    for (lang, bundle) in [(Lang::Kk, &*KK), (Lang::Ru, &*RU)] {
        let lacks = |message: &&Message| {
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

/// The locale files of a language, built in.
pub fn sources(lang: Lang) -> &'static [(&'static str, &'static str)] {
    macro_rules! files {
        ($lang:literal, $($name:literal),*) => {
            &[$(($name, include_str!(concat!("../../locales/", $lang, "/", $name, ".ftl")))),*]
        };
    }
    match lang {
        Lang::Kk => files!(
            "kk",
            "common",
            "find",
            "search",
            "places",
            "report",
            "desk",
            "broadcast",
            "edge",
            "import"
        ),
        Lang::Ru => files!(
            "ru",
            "common",
            "find",
            "search",
            "places",
            "report",
            "desk",
            "broadcast",
            "edge",
            "import"
        ),
    }
}

fn bundle(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for (name, source) in sources(lang) {
        // What parses is used, what does not is reported; the `texts` test lets neither pass.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(part, _)| {
            tracing::error!(lang = lang.code(), name, "locale file does not parse");
            part
        });
        if bundle.add_resource(resource).is_err() {
            tracing::error!(lang = lang.code(), name, "a message is defined twice");
        }
    }
    bundle
}

/// Escapes what a person wrote for Telegram's HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}
