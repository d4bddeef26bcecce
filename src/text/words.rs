//! The voice of the bot: what reads `.ftl`, and what is said of it.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::Lang;

/// The voice of the bot in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub lang: Lang,
}

pub(super) type Bundle = FluentBundle<FluentResource>;

pub(super) static KK: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Kk));
pub(super) static RU: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Ru));

impl Words {
    pub fn new(lang: Lang) -> Words {
        Words { lang }
    }

    /// The message `id` with its arguments. A message that is missing or does not format is a
    /// defect that the `texts` test finds; at night a reader gets its id rather than silence.
    pub(super) fn say<const N: usize>(
        self,
        id: &str,
        args: [(&'static str, FluentValue<'_>); N],
    ) -> String {
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
            "menu",
            "find",
            "search",
            "places",
            "report",
            "ask",
            "desk",
            "broadcast",
            "group",
            "edge",
            "family",
            "inline",
            "import",
            "poster",
            "check",
            "paper",
            "change"
        ),
        Lang::Ru => files!(
            "ru",
            "common",
            "menu",
            "find",
            "search",
            "places",
            "report",
            "ask",
            "desk",
            "broadcast",
            "group",
            "edge",
            "family",
            "inline",
            "import",
            "poster",
            "check",
            "paper",
            "change"
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
