//! A link taken apart.

use crate::domain::Point;

/// A link: its parts decoded, scheme, host and names in small letters.
#[derive(Debug, Default)]
pub(super) struct Link {
    pub scheme: String,
    pub host: String,
    /// What stands between the slashes.
    pub path: Vec<String>,
    query: Vec<(String, String)>,
    fragment: Vec<(String, String)>,
}

impl Link {
    pub fn parse(link: &str) -> Link {
        let (scheme, rest) = split_scheme(trimmed(link));
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        // The host is what stands after a user's name, whatever that name looks like.
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        Link {
            scheme: scheme.to_ascii_lowercase(),
            host: host.trim_end_matches('.').to_ascii_lowercase(),
            path: path.split('/').map(decode).collect(),
            query: parameters(query),
            fragment: parameters(fragment),
        }
    }

    /// A parameter of the query.
    pub fn get(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// The first of these parameters that is there.
    pub fn get_any(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// A parameter behind the `#`.
    pub fn fragment(&self, name: &str) -> Option<&str> {
        value(&self.fragment, name)
    }

    /// Where in the path this part stands.
    pub fn position(&self, part: &str) -> Option<usize> {
        let mut parts = self.path.iter();
        parts.position(|other| other.eq_ignore_ascii_case(part))
    }

    pub fn has(&self, part: &str) -> bool {
        self.position(part).is_some()
    }

    /// What follows this part in the path.
    pub fn after(&self, part: &str) -> Option<&str> {
        let next = self.position(part)? + 1;
        self.path.get(next).map(String::as_str)
    }

    /// Does the path begin with one of these parts?
    pub fn begins(&self, parts: &[&str]) -> bool {
        let first = self.path.first().map_or("", String::as_str);
        parts.iter().any(|part| first.eq_ignore_ascii_case(part))
    }
}

/// A link without the punctuation of the sentence it stands in.
pub(super) fn trimmed(link: &str) -> &str {
    let closing = |letter: char| {
        matches!(
            letter,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '*' | '"' | '\'' | '`'
        ) || matches!(letter, '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2026}')
    };
    link.trim_end_matches(closing)
}

/// The pairs of `a=1&b=2`.
pub(super) fn parameters(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').map(|pair| {
        // Copied out of a page's source, `&` may still be `&amp;`.
        let pair = pair.strip_prefix("amp;").unwrap_or(pair);
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name).to_ascii_lowercase(), decode(value))
    });
    pairs.collect()
}

/// The value of the first parameter of this name.
pub(super) fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = parameters.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| value.as_str())
}

/// The first of these parameters that can be read so.
pub(super) fn first(link: &Link, names: &[&str], read: fn(&str) -> Option<Point>) -> Option<Point> {
    names.iter().find_map(|name| read(link.get(name)?))
}

fn split_scheme(link: &str) -> (&str, &str) {
    match link.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            (scheme, rest)
        }
        _ => ("", link),
    }
}

/// Undoes percent-encoding and plus for space.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let code = code.and_then(|digits| Some(hex(digits[0])? << 4 | hex(digits[1])?));
        at += if code.is_some() { 3 } else { 1 };
        decoded.push(code.unwrap_or(if byte == b'+' { b' ' } else { byte }));
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
