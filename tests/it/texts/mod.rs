//! Every message in both languages: the same ids and variables, plural forms, nothing unused,
//! HTML that Telegram reads, within its limits.

pub mod html;
mod language;
mod messages;
mod readers;
mod render;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use aula::domain::Lang;
use aula::text::{MessageTemplate, messages, sources};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

/// A message of a locale file.
pub struct Text {
    pub id: String,
    pub file: &'static str,
    pub pattern: Pattern<String>,
}

/// All messages of a language, in the order of its files.
pub fn texts(lang: Lang) -> &'static [Text] {
    static READ: LazyLock<[Vec<Text>; 2]> = LazyLock::new(|| [read(Lang::Kk), read(Lang::Ru)]);
    match lang {
        Lang::Kk => &READ[0],
        Lang::Ru => &READ[1],
    }
}

fn read(lang: Lang) -> Vec<Text> {
    let mut texts = Vec::new();
    for (file, source) in sources(lang) {
        let resource = parser::parse((*source).to_owned());
        for entry in resource.unwrap_or_else(|(part, _)| part).body {
            let Entry::Message(message) = entry else {
                continue;
            };
            if let Some(pattern) = message.value {
                let id = message.id.name;
                texts.push(Text { id, file, pattern });
            }
        }
    }
    texts
}

pub fn text(lang: Lang, id: &str) -> Option<&'static Text> {
    texts(lang).iter().find(|text| text.id == id)
}

pub fn message(id: &str) -> Option<&'static MessageTemplate> {
    messages().find(|message| message.id == id)
}

/// Variables of a pattern, with the keys that it tells apart.
pub fn variables(pattern: &Pattern<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    each_pattern(pattern, &mut |pattern| {
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable {
                    expression: Expression::Inline(inline),
                } => {
                    if let Some(name) = variable(inline) {
                        found.entry(name.to_owned()).or_default();
                    }
                }
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } => {
                    if let Some(name) = variable(selector) {
                        let keys = found.entry(name.to_owned()).or_default();
                        keys.extend(variants.iter().map(|variant| key(&variant.key).to_owned()));
                    }
                }
                PatternElement::TextElement { .. } => {}
            }
        }
    });
    found
}

pub fn variable(inline: &InlineExpression<String>) -> Option<&str> {
    match inline {
        InlineExpression::VariableReference { id } => Some(&id.name),
        _ => None,
    }
}

pub fn key(key: &VariantKey<String>) -> &str {
    match key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

/// Visits every pattern: the message's own and those of its variants.
pub fn each_pattern(pattern: &Pattern<String>, visit: &mut dyn FnMut(&Pattern<String>)) {
    visit(pattern);
    for element in &pattern.elements {
        if let PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        } = element
        {
            for variant in variants {
                each_pattern(&variant.value, visit);
            }
        }
    }
}

/// Everything that is written in it, variables left out.
pub fn written(pattern: &Pattern<String>) -> String {
    let mut all = String::new();
    each_pattern(pattern, &mut |pattern| {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => all.push_str(value),
                PatternElement::Placeable { .. } => all.push(' '),
            }
        }
        all.push('\n');
    });
    all
}

/// Fails once with everything that was found.
pub fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
