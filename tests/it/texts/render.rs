//! Every message with extreme arguments.

use aula::domain::Lang;
use aula::domain::meeting::{AGENDA_CHARS, VENUE_CHARS};
use aula::domain::notice::NOTICE_CHARS;
use aula::domain::report::{NOTE_CHARS, OFFICER_CHARS};
use aula::text::{ArgumentKind, INSPECTOR_CHARS, MessageTemplate, escape, messages};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::html::{units, visible};
use super::messages::labels;
use super::{none, text, variables};

const NUMBERS: [i64; 10] = [0, 1, 2, 5, 11, 21, 22, 25, 101, 1_000_000];
/// Names of precincts, addresses, ranks.
const NAME_CHARS: usize = 120;

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new(vec![lang.code().parse().unwrap()]);
    bundle.set_use_isolating(false);
    for (_, source) in aula::text::sources(lang) {
        let resource = FluentResource::try_new((*source).to_owned());
        let resource = resource.unwrap_or_else(|(part, _)| part);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The longest that the product lets into an argument, in characters.
fn longest(id: &str, arg: &str) -> usize {
    match (id, arg) {
        ("quoted", "text") => NOTE_CHARS,
        ("report-summary", "said") => 1_500,
        ("history-line", "said") => 600,
        ("answer-what", "question") => OFFICER_CHARS,
        ("announcement", "agenda") => AGENDA_CHARS,
        ("announcement", "venue") => VENUE_CHARS,
        ("announcement" | "notice-text", "inspector") => INSPECTOR_CHARS,
        ("told-closed", "text") => OFFICER_CHARS,
        ("notice-text", "text") => NOTICE_CHARS,
        ("preview", _) => NOTICE_CHARS + NAME_CHARS,
        ("desk-close-preview", "shown") => OFFICER_CHARS + NAME_CHARS,
        ("progress", "bar") => 10,
        _ => NAME_CHARS,
    }
}

/// A value of every sort that an argument may have.
fn values(
    message: &MessageTemplate,
    lang: Lang,
    arg: &str,
    kind: ArgumentKind,
) -> Vec<FluentValue<'static>> {
    let long = |part: &str| {
        let times = longest(message.id, arg) / part.chars().count();
        part.repeat(times)
    };
    let mut values = match kind {
        ArgumentKind::Number => return NUMBERS.map(FluentValue::from).into(),
        ArgumentKind::Text => vec![escape("<&>\"'"), escape(&long("<&>ұ"))],
        ArgumentKind::Html => vec!["<b>&lt;</b>".to_owned(), format!("<b>{}</b>", long("ұзақ"))],
        ArgumentKind::Plain => vec!["ұ".to_owned(), long("ұ").chars().take(40).collect()],
    };
    // Whatever the message tells apart.
    let keys = text(lang, message.id)
        .and_then(|text| variables(&text.pattern).remove(arg))
        .unwrap_or_default();
    values.extend(keys);
    values.into_iter().map(FluentValue::from).collect()
}

/// Every message, each of its arguments going through all its values.
fn each_rendering(lang: Lang, visit: &mut dyn FnMut(&'static MessageTemplate, &str, &[String])) {
    let bundle = bundle(lang);
    for message in messages() {
        let Some(pattern) = bundle.get_message(message.id).and_then(|it| it.value()) else {
            continue;
        };
        let all: Vec<_> = message
            .args
            .iter()
            .map(|(name, kind)| (*name, values(message, lang, name, *kind)))
            .collect();
        let most = all.iter().map(|(_, values)| values.len()).max();
        for turn in 0..most.unwrap_or(1) {
            let args: FluentArgs = all
                .iter()
                .map(|(name, values)| (*name, values[turn % values.len()].clone()))
                .collect();
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            visit(message, &text, &errors);
        }
    }
}

/// Whether it goes into a label, a title or a file rather than into a message's text.
fn plain(message: &MessageTemplate) -> bool {
    let has = |wanted: ArgumentKind| message.args.iter().any(|(_, kind)| *kind == wanted);
    has(ArgumentKind::Plain) && !has(ArgumentKind::Text) && !has(ArgumentKind::Html)
}

#[test]
fn messages_render_as_html_within_the_limit_of_a_message() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        each_rendering(lang, &mut |message, text, errors| {
            let id = format!("{}: {}", lang.code(), message.id);
            problems.extend(errors.iter().map(|error| format!("{id}: {error}")));
            match visible(text) {
                Ok(text) if units(&text) > 4096 => {
                    problems.push(format!("{id}: {} units", units(&text)));
                }
                Ok(text) if text.trim().is_empty() => problems.push(format!("{id}: empty")),
                Ok(_) => {}
                Err(_) if plain(message) => {}
                Err(error) => problems.push(format!("{id}: {error}")),
            }
            if text.trim() != text {
                problems.push(format!("{id}: blanks at an end"));
            }
        });
    }
    problems.dedup();
    none(&problems);
}

/// What Telegram limits in another way, in UTF-16 units.
fn tighter(id: &str) -> Option<usize> {
    match id {
        "announcement" => Some(1024),
        "tap-failed" => Some(200),
        "bot-description" => Some(512),
        "bot-short-description" => Some(120),
        "station-title" | "meeting-title" | "meeting-file" => Some(60),
        _ if id.starts_with("command-") => Some(100),
        _ => None,
    }
}

#[test]
fn captions_toasts_and_descriptions_fit() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        each_rendering(lang, &mut |message, text, _| {
            let length = units(&visible(text).unwrap_or_default());
            if let Some(limit) = tighter(message.id).filter(|limit| length > *limit) {
                let (lang, id) = (lang.code(), message.id);
                problems.push(format!("{lang}: {id}: {length} units, not {limit}"));
            }
        });
    }
    problems.dedup();
    none(&problems);
}

#[test]
fn labels_are_short_and_plain() {
    let labels = labels();
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        each_rendering(lang, &mut |message, text, _| {
            if !labels.contains(&message.id) {
                return;
            }
            let id = format!("{}: {}", lang.code(), message.id);
            let length = text.chars().count();
            if length > 64 {
                problems.push(format!("{id}: {length} characters"));
            }
            if text.contains(['<', '\n']) {
                problems.push(format!("{id}: a label is one line without HTML"));
            }
            if message
                .args
                .iter()
                .any(|(_, kind)| *kind == ArgumentKind::Text)
            {
                problems.push(format!("{id}: nothing is escaped in a label: use `plain`"));
            }
        });
    }
    problems.dedup();
    none(&problems);
}
