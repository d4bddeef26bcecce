//! The parts of a `multipart/form-data` body (RFC 7578), as far as Bot API clients use it.

pub struct Part<'a> {
    pub name: String,
    pub file_name: Option<String>,
    pub mime: Option<String>,
    pub bytes: &'a [u8],
}

/// `kind` is the whole `Content-Type`, which names the boundary.
///
/// # Errors
/// Why the body cannot be read.
pub fn parts<'a>(kind: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, String> {
    let boundary = parameter(kind, "boundary").ok_or("Invalid `boundary`")?;
    let mark = format!("\r\n--{boundary}");
    let first = format!("--{boundary}");
    let mut rest = body
        .strip_prefix(first.as_bytes())
        .ok_or("the body does not begin with its boundary")?;
    let mut parts = Vec::new();
    // After a mark: "--" ends the body, a line end begins a part.
    while !rest.starts_with(b"--") {
        let part = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is not followed by a line end")?;
        let (part, after) = cut(part, mark.as_bytes()).ok_or("incomplete multipart stream")?;
        rest = after;
        let (head, bytes) = cut(part, b"\r\n\r\n").ok_or("a part has no end of headers")?;
        parts.push(read_head(&String::from_utf8_lossy(head), bytes)?);
    }
    Ok(parts)
}

fn read_head<'a>(head: &str, bytes: &'a [u8]) -> Result<Part<'a>, String> {
    let header = |wanted: &str| {
        head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_owned())
        })
    };
    let disposition = header("Content-Disposition").unwrap_or_default();
    Ok(Part {
        name: parameter(&disposition, "name").ok_or("a part has no name")?,
        file_name: parameter(&disposition, "filename"),
        mime: header("Content-Type"),
        bytes,
    })
}

/// `wanted="value"` or `wanted=value` behind a semicolon.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        let value = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
            .unwrap_or(value);
        name.eq_ignore_ascii_case(wanted)
            .then(|| value.replace("\\\"", "\"").replace("%22", "\""))
    })
}

/// What stands before the first `mark` and what after it.
fn cut<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let first = *mark.first()?;
    let mut from = 0;
    loop {
        from += bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[from..].starts_with(mark) {
            return Some((&bytes[..from], &bytes[from + mark.len()..]));
        }
        from += 1;
    }
}
