//! Numbers that a format shows otherwise than they are: 1 as 001, or as P-01.
//!
//! The library that reads workbooks keeps of a format only whether it is a date's. So where a workbook
//! has such a format its sheets are gone through a second time, for numbers of that format alone.

use std::collections::HashMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::borders::{MOST_CELLS, Workbook};
use super::problem::Reason;

/// Texts by row and column, from 0.
pub(super) type ShownTexts = HashMap<(u32, u32), String>;

/// The numbers of a sheet that are shown with zeros before them, as they are shown.
pub(super) fn numbers(path: &Path, sheet: &str) -> Result<ShownTexts, Reason> {
    let mut book = Workbook::open(path)?;
    let styles = book.part("xl/styles.xml")?.unwrap_or_default();
    let styles = styles_of(&styles);
    if styles.iter().all(Option::is_none) {
        return Ok(ShownTexts::new());
    }
    let list = book.part("xl/workbook.xml")?.unwrap_or_default();
    let links = book.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let Some(target) = target_of(&list, &links, sheet) else {
        return Ok(ShownTexts::new());
    };
    let text = book.part(&target)?.unwrap_or_default();
    Ok(cells(&text, &styles))
}

/// What stands before and behind the figures, and how many figures there are at least.
#[derive(Clone, Debug, PartialEq)]
struct Format {
    before: String,
    zeros: usize,
    behind: String,
}

impl Format {
    /// `000`, `"P-"00`; any other is nothing that a code is written with.
    fn read(code: &str) -> Option<Format> {
        let (mut before, mut zeros, mut behind) = (String::new(), 0, String::new());
        let mut chars = code.split(';').next()?.chars();
        while let Some(c) = chars.next() {
            let text: String = match c {
                '0' if behind.is_empty() => {
                    zeros += 1;
                    continue;
                }
                '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
                '\\' => chars.next().into_iter().collect(),
                '-' | '/' | ' ' => c.to_string(),
                _ => return None,
            };
            let side = if zeros == 0 { &mut before } else { &mut behind };
            side.push_str(&text);
        }
        let plain = before.is_empty() && behind.is_empty() && zeros == 1;
        (zeros > 0 && !plain).then_some(Format {
            before,
            zeros,
            behind,
        })
    }

    fn show(&self, number: &str) -> Option<String> {
        let number: f64 = number.trim().parse().ok()?;
        let whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
        let (before, zeros, behind) = (&self.before, self.zeros, &self.behind);
        whole.then(|| format!("{before}{number:0>zeros$}{behind}"))
    }
}

/// The format of each style of a cell, where it is one of ours.
fn styles_of(xml: &str) -> Vec<Option<Format>> {
    let (mut formats, mut styles) = (HashMap::new(), Vec::new());
    let mut inside = false;
    each(xml, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"numFmt" => {
                    let format = attribute(tag, "formatCode").and_then(|it| Format::read(&it));
                    formats.extend(attribute(tag, "numFmtId").zip(format));
                }
                b"cellXfs" => inside = true,
                b"xf" if inside => {
                    let id = attribute(tag, "numFmtId").unwrap_or_default();
                    styles.push(formats.get(&id).cloned());
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == b"cellXfs" => inside = false,
            _ => {}
        }
        true
    });
    styles
}

/// Where a sheet is, by the list of sheets and the table of links.
fn target_of(list: &str, links: &str, sheet: &str) -> Option<String> {
    let mut id = None;
    each(list, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == b"sheet"
            && attribute(tag, "name").as_deref() == Some(sheet)
        {
            id = attribute(tag, "id");
        }
        id.is_none()
    });
    let mut target = None;
    each(links, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == b"Relationship"
            && attribute(tag, "Id") == id
        {
            target = attribute(tag, "Target");
        }
        target.is_none()
    });
    let target = target?;
    Some(match target.strip_prefix('/') {
        Some(whole) => whole.to_string(),
        None => format!("xl/{target}"),
    })
}

fn cells(xml: &str, styles: &[Option<Format>]) -> ShownTexts {
    let mut shown = ShownTexts::new();
    let (mut place, mut format, mut value) = (None, None, None);
    each(xml, |event| {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"c" => {
                    let style = attribute(tag, "s").and_then(|it| it.parse::<usize>().ok());
                    let kind = attribute(tag, "t").unwrap_or_default();
                    format = style.and_then(|at| styles.get(at)?.as_ref());
                    format = format.filter(|_| kind.is_empty() || kind == "n");
                    place = attribute(tag, "r").and_then(|it| place_of(&it));
                }
                b"v" => value = Some(String::new()),
                _ => {}
            },
            Event::Text(text) => {
                if let (Some(value), Ok(text)) = (&mut value, text.decode()) {
                    value.push_str(&text);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == b"v" => {
                let text = format
                    .zip(value.take())
                    .and_then(|(format, it)| format.show(&it));
                shown.extend(place.zip(text));
            }
            _ => {}
        }
        // More of a sheet are refused anyway.
        shown.len() <= MOST_CELLS
    });
    shown
}

/// Row and column of `B7`, from 0.
fn place_of(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = &cell[..cell.len() - digits.len()];
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        sum.checked_mul(26)?
            .checked_add(u32::from(letter - b'A') + 1)
    })?;
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// Every event until one is answered by false; what is no XML is refused by whoever reads the cells.
fn each(xml: &str, mut told: impl FnMut(&Event<'_>) -> bool) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) || !told(&event) {
            return;
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut found = tag.attributes().flatten();
    let found = found.find(|it| it.key.local_name().as_ref() == name.as_bytes())?;
    let text = std::str::from_utf8(&found.value).ok()?;
    let text = quick_xml::escape::unescape(text).ok()?;
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_before_a_number_are_shown() {
        let show = |code: &str, number: &str| Format::read(code)?.show(number);
        assert_eq!(show("000", "1").as_deref(), Some("001"));
        assert_eq!(show("\"P-\"00", "7").as_deref(), Some("P-07"));
        assert_eq!(show("00\\-00", "7"), None);
        assert_eq!(show("000;[Red]-000", "12.0").as_deref(), Some("012"));
        for code in ["0", "General", "0.00", "#,##0", "dd.mm.yyyy", "00E+00"] {
            assert_eq!(Format::read(code), None, "{code}");
        }
        assert_eq!(show("000", "1.5"), None);
        assert_eq!(show("000", "-1"), None);
        assert_eq!(place_of("AB12"), Some((11, 27)));
    }
}
