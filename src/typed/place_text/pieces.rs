//! A text cut into links and the words between them.

/// A part of a text, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Words(&'a str),
    Link(&'a str),
}

/// Cuts a text. A link that nobody understands is cut out too: numbers in it are not a place.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut at) = (0, 0);
    let mut before = None;
    while let Some(next) = text[at..].chars().next() {
        let run = run_at(&text[at..]);
        if run.is_empty() {
            before = Some(next);
            at += next.len_utf8();
            continue;
        }
        let after = at + run.len();
        at = after;
        if let Some(found) = link_in(run, before, &text[after..]) {
            let start = after - run.len() + found.skip;
            at = after + length(&text[after..]);
            pieces.push(Piece::Words(&text[words..start]));
            if found.whole {
                pieces.push(Piece::Link(&text[start..at]));
            }
            words = at;
        }
        before = text[..at].chars().next_back();
    }
    pieces.push(Piece::Words(&text[words..]));
    pieces
}

/// White space, and the invisible characters phones put around copied text.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The letters a scheme or a host is made of.
fn run_at(text: &str) -> &str {
    let in_run = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
    let end = text.bytes().position(|byte| !in_run(byte));
    &text[..end.unwrap_or(text.len())]
}

/// A link seen in a run of letters.
struct FoundLink {
    /// Where in the run it begins.
    skip: usize,
    /// Is its beginning surely the beginning? If not, whose link it is cannot be told.
    whole: bool,
}

/// The link that begins in this run, if one does.
fn link_in(run: &str, before: Option<char>, after: &str) -> Option<FoundLink> {
    let scheme = run.rfind(['.', '+', '-']).map_or(0, |mark| mark + 1);
    let whole = |skip| FoundLink { skip, whole: true };
    if after.starts_with("://") && scheme < run.len() {
        return Some(whole(scheme));
    }
    if run[scheme..].eq_ignore_ascii_case("geo") && after.starts_with(':') {
        // In `geo: 43.238, 76.945` the numbers are words.
        let number = after[1..].starts_with(|next: char| next.is_ascii_digit() || next == '-');
        return number.then(|| whole(scheme));
    }
    let host = run.trim_start_matches(['.', '+', '-']);
    if !is_host(host) || !goes_on(after) {
        return None;
    }
    let skip = run.len() - host.len();
    // After a full stop a new word begins; after a letter or `@` this is the rest of another host.
    let whole = run[..skip].ends_with('.') || !before.is_some_and(spoils);
    Some(FoundLink { skip, whole })
}

/// Is this the name of a host without a scheme? `43.238` is none.
fn is_host(run: &str) -> bool {
    let top = run.rsplit('.').next().unwrap_or_default();
    run.len() > top.len()
        && top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && run.split('.').all(|label| !label.is_empty())
}

/// Does an address follow the host? A bare name of a site in a sentence is no link.
fn goes_on(after: &str) -> bool {
    let port = after.strip_prefix(':').map(|port| {
        let rest = port.trim_start_matches(|digit: char| digit.is_ascii_digit());
        rest.len() < port.len() && rest.starts_with(['/', '?', '#', '@'])
    });
    port.unwrap_or(after.starts_with(['/', '?', '#']))
}

/// Does this letter, just before a host without a scheme, make it the end of something else?
fn spoils(letter: char) -> bool {
    letter.is_alphanumeric() || "@/\\=&?%_~".contains(letter)
}

/// How far the link goes on: to the next blank, or to a second link glued to it.
fn length(text: &str) -> usize {
    let glued = |at: usize| {
        let next = &text.as_bytes()[at..];
        [&b"http://"[..], b"https://"].into_iter().any(|scheme| {
            next.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
    };
    let end = text.char_indices().find(|&(at, letter)| {
        let joint = matches!(letter, ',' | ';' | '|' | '(' | ')' | '[' | ']');
        is_blank(letter) || matches!(letter, '<' | '>') || (joint && glued(at + 1))
    });
    end.map_or(text.len(), |(at, _)| at)
}
