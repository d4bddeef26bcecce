//! What is left of a text in HTML parse mode once its tags are read, and the errors of the real server for those that it refuses.

/// The text without tags, and the links in it.
pub struct Parsed {
    pub text: String,
    pub links: Vec<String>,
    pub entities: usize,
}

const TAGS: [&str; 17] = [
    "a",
    "b",
    "blockquote",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "pre",
    "s",
    "span",
    "strike",
    "strong",
    "tg-emoji",
    "tg-spoiler",
    "tg-time",
    "u",
];

/// # Errors
/// The part of the description that follows "Bad Request: can't parse entities: ".
pub fn parse(source: &str) -> Result<Parsed, String> {
    let mut parsed = Parsed {
        text: String::with_capacity(source.len()),
        links: Vec::new(),
        entities: 0,
    };
    let mut open: Vec<&str> = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        parsed.text.push_str(before);
        let offset = source.len() - from.len();
        if from.starts_with('&') {
            let (character, length) = entity(from);
            parsed.text.push(character);
            rest = from.get(length..).unwrap_or_default();
            continue;
        }
        let end = from
            .find('>')
            .ok_or_else(|| format!("Unclosed start tag at byte offset {offset}"))?;
        let tag = from.get(1..end).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name.trim(), offset)?;
        } else {
            let (name, attributes) = tag
                .split_once(|c: char| c.is_ascii_whitespace())
                .unwrap_or((tag, ""));
            start(name, attributes, offset, &mut parsed)?;
            open.push(name);
        }
        rest = from.get(end + 1..).unwrap_or_default();
    }
    parsed.text.push_str(rest);
    match open.pop() {
        Some(name) => Err(format!(
            "Can't find end tag corresponding to start tag \"{}\"",
            name.to_ascii_lowercase()
        )),
        None => Ok(parsed),
    }
}

fn start(name: &str, attributes: &str, offset: usize, parsed: &mut Parsed) -> Result<(), String> {
    let lower = name.to_ascii_lowercase();
    if !TAGS.contains(&lower.as_str()) {
        return Err(format!(
            "Unsupported start tag \"{lower}\" at byte offset {offset}"
        ));
    }
    if lower == "span" && attribute(attributes, "class") != Some("tg-spoiler") {
        return Err(format!(
            "Tag \"span\" must have class \"tg-spoiler\" at byte offset {offset}"
        ));
    }
    if lower == "tg-time"
        && attribute(attributes, "unix").is_none_or(|unix| unix.parse::<i64>().is_err())
    {
        return Err(format!(
            "Tag \"tg-time\" must have a correct attribute \"unix\" at byte offset {offset}"
        ));
    }
    if lower == "a"
        && let Some(link) = attribute(attributes, "href")
    {
        parsed.links.push(link.replace("&amp;", "&"));
    }
    parsed.entities += 1;
    Ok(())
}

fn close(open: &mut Vec<&str>, name: &str, offset: usize) -> Result<(), String> {
    match open.pop() {
        None => Err(format!("Unexpected end tag at byte offset {offset}")),
        // The real server lets "</>" close whatever is open.
        Some(expected) if name.is_empty() || expected.eq_ignore_ascii_case(name) => Ok(()),
        Some(expected) => Err(format!(
            "Unmatched end tag at byte offset {offset}, expected \"</{expected}>\", found \"</{name}>\""
        )),
    }
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = attributes.split_once(name)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
        _ => value.split_ascii_whitespace().next(),
    }
}

/// The character that an `&…;` stands for and the bytes it took; an ampersand that begins nothing known stays itself.
fn entity(from: &str) -> (char, usize) {
    let Some(end) = from.bytes().take(12).position(|byte| byte == b';') else {
        return ('&', 1);
    };
    let name = from.get(1..end).unwrap_or_default();
    let character = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        _ => name
            .strip_prefix('#')
            .and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
                None => number.parse().ok().and_then(char::from_u32),
            }),
    };
    character.map_or(('&', 1), |character| (character, end + 1))
}
