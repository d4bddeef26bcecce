//! Enough of a PDF reader to select all text of a page: streams are unpacked, glyphs become
//! letters by the map that the file brings.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// The text of each page, a line for each run.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let streams = streams(pdf);
    let maps: Vec<HashMap<u16, String>> = streams
        .iter()
        .filter(|it| find(it, b"beginbfchar").is_some())
        .map(|it| map(&String::from_utf8_lossy(it)))
        .collect();
    assert_eq!(maps.len(), 2, "a map for each face");
    let contents = streams.iter().filter(|it| find(it, b"BT\n").is_some());
    contents.map(|it| text(it, &maps)).collect()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|it| it == part)
}

fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = pdf;
    while let Some(at) = find(rest, b"stream\n") {
        let body = &rest[at + 7..];
        let end = find(body, b"\nendstream").unwrap();
        let mut unpacked = Vec::new();
        ZlibDecoder::new(&body[..end])
            .read_to_end(&mut unpacked)
            .unwrap();
        found.push(unpacked);
        rest = &body[end + 10..];
    }
    found
}

/// Lines such as `<0025> <0411>`.
fn map(cmap: &str) -> HashMap<u16, String> {
    let mut map = HashMap::new();
    for line in cmap.lines() {
        let parts: Vec<&str> = line
            .split(['<', '>', ' '])
            .filter(|it| !it.is_empty())
            .collect();
        let hex = |text: &str| u16::from_str_radix(text, 16).ok();
        if let [glyph, letters] = parts.as_slice()
            && line.starts_with('<')
            && let Some(glyph) = hex(glyph)
        {
            let units: Option<Vec<u16>> = (0..letters.len() / 4)
                .map(|at| hex(&letters[4 * at..4 * at + 4]))
                .collect();
            map.insert(glyph, String::from_utf16(&units.unwrap()).unwrap());
        }
    }
    map
}

fn text(content: &[u8], maps: &[HashMap<u16, String>]) -> String {
    let mut out = String::new();
    let mut map = &maps[0];
    for line in content.split(|byte| *byte == b'\n') {
        if line.ends_with(b" Tf") {
            map = &maps[usize::from(line.starts_with(b"/B "))];
        } else if line.ends_with(b"TJ") {
            for pair in strings(line).as_chunks::<2>().0 {
                let glyph = u16::from_be_bytes(*pair);
                out.push_str(map.get(&glyph).map_or("?", String::as_str));
            }
            out.push('\n');
        }
    }
    out
}

/// The bytes of all strings of a line, `(…)` and `<…>`.
fn strings(line: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'<' => {
                let hex: Vec<u8> = rest.by_ref().take_while(|it| *it != b'>').collect();
                let hex = String::from_utf8(hex).unwrap();
                let pair = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
                bytes.extend((0..hex.len() / 2).map(pair));
            }
            b'(' => literal(&mut rest, &mut bytes),
            _ => {}
        }
    }
    bytes
}

fn literal(rest: &mut std::iter::Peekable<impl Iterator<Item = u8>>, bytes: &mut Vec<u8>) {
    let mut depth = 1;
    while let Some(byte) = rest.next() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let escaped = rest.next().unwrap();
        bytes.push(match escaped {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut value = u32::from(escaped - b'0');
                for _ in 0..2 {
                    value = value * 8 + u32::from(rest.next().unwrap() - b'0');
                }
                u8::try_from(value).unwrap()
            }
            other => other,
        });
    }
}
