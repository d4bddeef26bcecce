//! The last resort for a text that is too long. The `texts` test bounds what the bot says; this
//! keeps a message that slips through from being refused.

/// UTF-16 units of a text, after the tags are read.
pub const TEXT: usize = 4096;

/// Cuts HTML to at most `limit` UTF-16 units of visible text: never inside a tag or an entity, and
/// what is open is closed.
pub fn cut(html: &str, limit: usize) -> String {
    // Visible text is never longer than its source, and UTF-16 never longer than UTF-8.
    if html.len() <= limit || visible(html) <= limit {
        return html.to_owned();
    }
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut left = limit.saturating_sub(1);
    for piece in pieces(html) {
        match tag(piece) {
            Some(Tag::Opens(name)) => open.push(name),
            Some(Tag::Closes) => {
                open.pop();
            }
            None => match left.checked_sub(width(piece)) {
                Some(rest) => left = rest,
                None => break,
            },
        }
        out.push_str(piece);
    }
    out.push('…');
    for name in open.iter().rev() {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
    out
}

/// What is read of HTML where nothing reads tags, at most `limit` UTF-16 units of it.
pub fn plain(html: &str, limit: usize) -> String {
    let shown = cut(html, limit);
    let pieces = pieces(&shown).filter(|piece| tag(piece).is_none());
    pieces.map(character).collect()
}

/// The character that an entity stands for; whatever else there is, is itself.
fn character(piece: &str) -> &str {
    match piece {
        "&lt;" => "<",
        "&gt;" => ">",
        "&amp;" => "&",
        "&quot;" => "\"",
        "&#39;" => "'",
        other => other,
    }
}

enum Tag<'h> {
    Opens(&'h str),
    Closes,
}

fn tag(piece: &str) -> Option<Tag<'_>> {
    let inner = piece.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with('/') {
        return Some(Tag::Closes);
    }
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    Some(Tag::Opens(&inner[..end]))
}

/// Visible UTF-16 units.
fn visible(html: &str) -> usize {
    let shown = pieces(html).filter(|piece| tag(piece).is_none());
    shown.map(width).sum()
}

/// An entity shows one character.
fn width(piece: &str) -> usize {
    if piece.len() > 1 && piece.starts_with('&') {
        1
    } else {
        piece.encode_utf16().count()
    }
}

/// Tags, entities and single characters, in their order.
fn pieces(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '<' => rest.find('>').map(|at| at + 1),
            '&' => rest.find(';').filter(|at| *at < 10).map(|at| at + 1),
            _ => None,
        };
        let (piece, after) = rest.split_at(end.unwrap_or(first.len_utf8()));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays() {
        let text = format!("<b>{}</b>", "ә".repeat(4096));
        assert_eq!(cut(&text, 4096), text);
        assert_eq!(cut("a &amp; b", 5), "a &amp; b");
    }

    #[test]
    fn what_knows_no_tags_gets_none() {
        assert_eq!(plain("<b>Бұл</b> &lt;3 &amp; 5", 200), "Бұл <3 & 5");
        assert_eq!(plain("<i>абвгд</i>", 3), "аб…");
        assert_eq!(plain("", 200), "");
    }

    #[test]
    fn what_does_not_is_cut_and_closed() {
        assert_eq!(cut("<b>abc <i>def</i></b>", 5), "<b>abc <i>…</i></b>");
        assert_eq!(cut("ab&lt;&gt;cd", 4), "ab&lt;…");
        assert_eq!(
            cut("<a href=\"x\">один два</a> три", 6),
            "<a href=\"x\">один …</a>"
        );
        // Two units each: no half of one is left.
        assert_eq!(cut("😀😀😀", 4), "😀…");
        let long = format!("<b>{}</b>", "қ".repeat(5_000));
        assert_eq!(visible(&cut(&long, 4096)), 4096);
    }
}
