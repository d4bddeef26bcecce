//! HTML as Telegram reads it.

const TAGS: [&str; 8] = ["b", "i", "u", "s", "code", "pre", "a", "blockquote"];

/// The text without its tags.
///
/// # Errors
/// What Telegram would refuse, or a tag that we do not use.
pub fn visible(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(entity) = rest.strip_prefix('&') {
            let (name, after) = entity.split_once(';').ok_or("a bare &")?;
            text.push(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                _ => return Err(format!("&{name};")),
            });
            rest = after;
            continue;
        }
        let tag = rest.strip_prefix('<').ok_or("a bare >")?;
        let (tag, after) = tag.split_once('>').ok_or("a bare <")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if !TAGS.contains(&name) || (name != "a" && name != tag) {
            return Err(format!("<{tag}>"));
        }
        open.push(name);
    }
    text.push_str(rest);
    match open.pop() {
        Some(name) => Err(format!("<{name}> stays open")),
        None => Ok(text),
    }
}

/// The length that Telegram counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[test]
fn html_is_read_as_telegram_reads_it() {
    assert_eq!(visible("<b>a &amp; b</b> c").as_deref(), Ok("a & b c"));
    let link = "<a href=\"https://a.kz\">a</a>";
    assert_eq!(visible(link).as_deref(), Ok("a"));
    let wrong = [
        "a < b",
        "a > b",
        "a & b",
        "<b>a",
        "</b>",
        "<b><i>a</b></i>",
        "<p>a</p>",
        "&nbsp;",
    ];
    for wrong in wrong {
        assert!(visible(wrong).is_err(), "{wrong}");
    }
    assert_eq!(units("а🗂"), 3);
}
