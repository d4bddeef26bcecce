//! Letters, plural forms and facts.

use std::collections::BTreeSet;

use aula::domain::Lang;
use aula::text::{ArgumentKind, sources};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant};

use super::{each_pattern, key, message, none, texts, variable, written};

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Runs of letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

#[test]
fn no_latin_letter_hides_in_a_cyrillic_word() {
    let mut problems = Vec::new();
    let mixed =
        |word: &&str| word.chars().any(is_cyrillic) && word.chars().any(|c| !is_cyrillic(c));
    for lang in Lang::ALL {
        for (file, source) in sources(lang) {
            for (line, text) in (1..).zip(source.lines()) {
                for word in words(text).filter(mixed) {
                    problems.push(format!("{}/{file}.ftl:{line}: {word}", lang.code()));
                }
            }
        }
    }
    none(&problems);
}

const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
/// Said before anyone has chosen a language, or naming both.
const BOTH: [&str; 8] = [
    "choose-language",
    "choose-language-only",
    "danger-line",
    "button-private-both",
    "menu-language",
    "language-name",
    // An example of what is to be written in the other language.
    "meeting-agenda-kk",
    "meeting-agenda-ru",
];

#[test]
fn kazakh_is_kazakh_and_russian_is_russian() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for text in texts(lang) {
            let written = written(&text.pattern);
            let cyrillic = |word: &&str| word.chars().all(is_cyrillic);
            let count = words(&written).filter(cyrillic).count();
            let kazakh = written.contains(|c| KAZAKH.contains(c));
            let id = format!("{}/{}.ftl: {}", lang.code(), text.file, text.id);
            match lang {
                _ if BOTH.contains(&text.id.as_str()) => {}
                Lang::Kk if count >= 4 && !kazakh => problems.push(format!("{id}: is it Kazakh?")),
                Lang::Ru if kazakh => problems.push(format!("{id}: Kazakh letters")),
                _ => {}
            }
        }
    }
    none(&problems);
}

/// Phones, hours, articles and fines are data of the law table: they change every year.
#[test]
fn no_facts_of_law_in_the_words() {
    let mut problems = Vec::new();
    for lang in Lang::ALL {
        for (file, source) in sources(lang) {
            for (line, text) in (1..).zip(source.lines()) {
                if let Some(fact) = fact(text) {
                    problems.push(format!("{}/{file}.ftl:{line}: {fact}", lang.code()));
                }
            }
        }
    }
    none(&problems);
}

/// A number of three digits that stands alone (102, 437) or a full hour (22:00).
fn fact(text: &str) -> Option<&str> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':');
    text.split(|c: char| !number(c))
        .map(|word| word.trim_matches(['.', ',', ':']))
        .find(|word| {
            let alone = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
            let hour = word.split_once(':');
            alone || hour.is_some_and(|(_, minutes)| minutes == "00")
        })
}

#[test]
fn facts_are_told_from_examples() {
    let facts = [
        "звоните 102.",
        "ст. 437-1",
        "с 22:00 до",
        "<b>112</b>",
        "9:00,",
    ];
    for text in facts {
        assert!(fact(text).is_some(), "{text}");
    }
    for text in [
        "27.11",
        "18:30",
        "43.238, 76.945",
        "24 сағат",
        "№ 1234",
        "2026",
    ] {
        assert_eq!(fact(text), None, "{text}");
    }
}

fn is_number(id: &str, variable: &str) -> bool {
    let args = message(id).map_or(&[][..], |message| message.args);
    args.iter()
        .any(|(name, kind)| *name == variable && *kind == ArgumentKind::Number)
}

/// "5 сообщений" by hand is wrong for 1 and for 2: the noun goes through a selector.
#[test]
fn russian_nouns_follow_their_number() {
    let mut problems = Vec::new();
    for text in texts(Lang::Ru) {
        let chosen = selected(&text.pattern);
        each_pattern(&text.pattern, &mut |pattern| {
            for (at, pair) in pattern.elements.windows(2).enumerate() {
                let Some(name) = bare_number(&text.id, &pair[0]) else {
                    continue;
                };
                let PatternElement::TextElement { value } = &pair[1] else {
                    continue;
                };
                let noun = value
                    .strip_prefix([' ', '\u{a0}'])
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(is_cyrillic);
                // "30 МРП", "3 из 5": an abbreviation or a preposition does not change.
                let word = words(value).next().unwrap_or_default();
                let short = word == word.to_uppercase() || word.chars().count() <= 2;
                let free = names_a_thing(pattern, at) || short || chosen.contains(&name);
                if noun && !free {
                    let (file, id, noun) = (text.file, &text.id, value.trim());
                    problems.push(format!("ru/{file}.ftl: {id}: ${name} before \"{noun}\""));
                }
            }
        });
    }
    none(&problems);
}

/// Variables whose number chooses between plural forms in this message.
fn selected(pattern: &Pattern<String>) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        } = element
        {
            let plural = variants.iter().any(|variant| key(&variant.key) == "one");
            names.extend(variable(selector).filter(|_| plural));
            for variant in variants {
                names.extend(selected(&variant.value));
            }
        }
    }
    names
}

/// `{ $count }` of a number.
fn bare_number<'a>(id: &str, element: &'a PatternElement<String>) -> Option<&'a str> {
    match element {
        PatternElement::Placeable {
            expression: Expression::Inline(inline),
        } => variable(inline).filter(|name| is_number(id, name)),
        _ => None,
    }
}

/// "№ 5 принято": the number is a name, and nothing is counted.
fn names_a_thing(pattern: &Pattern<String>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| pattern.elements.get(at));
    let mark = |text: &str| {
        text.trim_end_matches(['<', 'b', '>', ' ', '\u{a0}'])
            .ends_with('№')
    };
    matches!(before, Some(PatternElement::TextElement { value }) if mark(value))
}

/// Where the genitive stands ("не больше 2 знаков"), few and many look alike.
const GENITIVE: [&str; 6] = ["больше", "более", "менее", "из", "до", "около"];

#[test]
fn russian_plurals_have_their_forms() {
    let mut problems = Vec::new();
    for text in texts(Lang::Ru) {
        each_pattern(&text.pattern, &mut |pattern| {
            let mut before = String::new();
            for element in &pattern.elements {
                match element {
                    PatternElement::TextElement { value } => before.push_str(value),
                    PatternElement::Placeable {
                        expression: Expression::Select { selector, variants },
                    } => {
                        if let Some(missing) = missing(&text.id, selector, variants, &before) {
                            let (file, id) = (text.file, &text.id);
                            problems.push(format!("ru/{file}.ftl: {id}: no [{missing}]"));
                        }
                        before.clear();
                    }
                    PatternElement::Placeable { .. } => {}
                }
            }
        });
    }
    none(&problems);
}

/// The first plural form that a selector over a number lacks.
fn missing(
    id: &str,
    selector: &InlineExpression<String>,
    variants: &[Variant<String>],
    before: &str,
) -> Option<&'static str> {
    let name = variable(selector)?;
    let keys: BTreeSet<&str> = variants.iter().map(|variant| key(&variant.key)).collect();
    let has = |form: &str| keys.contains(form);
    // "0 or more" is no question of plurals; the nouns have a test of their own.
    let plural = ["one", "few", "many"].into_iter().any(has);
    if !is_number(id, name) || !plural {
        return None;
    }
    let mut words = before.split_whitespace().rev();
    let genitive = words.next().is_some_and(|word| GENITIVE.contains(&word));
    match (has("one"), has("few"), has("many") || has("other")) {
        (false, ..) => Some("one"),
        (_, false, _) if !genitive => Some("few"),
        (_, _, false) => Some("many"),
        _ => None,
    }
}
