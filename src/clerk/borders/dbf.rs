//! The table beside a Shapefile (dBASE III and IV): names of at most ten letters over texts.

use std::collections::HashMap;

use encoding_rs::{Encoding, IBM866, UTF_8, WINDOWS_1251};

use super::super::problem::Reason;
use super::archive::MOST_FEATURES;
use super::feature::{PROPERTIES, TOO_MANY};

/// A row by lower-case names; `None` where it is marked as deleted.
type DbfRow = Option<HashMap<String, String>>;

struct Column {
    name: String,
    start: usize,
    size: usize,
    number: bool,
}

/// All rows, of each what is asked of a feature. The letters are those that the `.cpg` names, else the language byte of the header; if
/// neither says anything, UTF-8 or nothing: a guess would turn Kazakh letters into others.
pub fn rows(bytes: &[u8], cpg: Option<&str>) -> Result<Vec<DbfRow>, Reason> {
    let cut = || Reason::Unreadable("the .dbf is cut off".to_string());
    let header: &[u8; 32] = bytes.first_chunk().ok_or_else(cut)?;
    let short = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
    let count = usize::try_from(count).map_err(|_| cut())?;
    let (start, size) = (short(8), short(10));
    let encoding = encoding(cpg, header[29])?;
    let columns = columns(bytes.get(32..start).ok_or_else(cut)?);
    let table = bytes.get(start..).ok_or_else(cut)?;
    if size == 0 || table.len() / size < count {
        return Err(cut());
    }
    if count > MOST_FEATURES {
        return Err(TOO_MANY);
    }
    let columns: Vec<Column> = (columns.into_iter())
        .filter(|column| PROPERTIES.contains(&column.name.as_str()))
        .collect();
    let records = table.chunks_exact(size).take(count);
    records
        .map(|record| {
            if record.first() == Some(&b'*') {
                return Ok(None);
            }
            let cells = columns.iter().map(|column| {
                let cell = record.get(column.start..column.start + column.size);
                let text = text(cell.ok_or_else(cut)?, encoding)?;
                let text = if column.number { whole(text) } else { text };
                Ok((column.name.clone(), text))
            });
            cells.collect::<Result<HashMap<_, _>, Reason>>().map(Some)
        })
        .collect()
}

/// The descriptions of the columns, of 32 bytes each, up to a carriage return.
fn columns(bytes: &[u8]) -> Vec<Column> {
    let mut columns = Vec::new();
    // The first byte of a record is its mark.
    let mut start = 1;
    for column in bytes
        .chunks_exact(32)
        .take_while(|column| column[0] != b'\r')
    {
        let name = column[..11]
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or_default();
        let size = usize::from(column[16]);
        columns.push(Column {
            name: String::from_utf8_lossy(name).trim().to_lowercase(),
            start,
            size,
            number: matches!(column[11], b'N' | b'F'),
        });
        start += size;
    }
    columns
}

fn encoding(cpg: Option<&str>, language: u8) -> Result<Option<&'static Encoding>, Reason> {
    if let Some(cpg) = cpg {
        let name = cpg.trim().to_lowercase();
        let page = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        return match (name.as_str(), page) {
            ("utf-8" | "utf8" | "65001", _) => Ok(Some(UTF_8)),
            (_, "1251") => Ok(Some(WINDOWS_1251)),
            (_, "866") => Ok(Some(IBM866)),
            (other, _) => Encoding::for_label(other.as_bytes())
                .map(Some)
                .ok_or(Reason::UnknownEncoding),
        };
    }
    Ok(match language {
        0xc9 => Some(WINDOWS_1251),
        0x26 | 0x65 => Some(IBM866),
        _ => None,
    })
}

fn text(cell: &[u8], encoding: Option<&'static Encoding>) -> Result<String, Reason> {
    let cell = cell.split(|byte| *byte == 0).next().unwrap_or_default();
    let (text, wrong) = encoding.unwrap_or(UTF_8).decode_without_bom_handling(cell);
    if wrong {
        return Err(Reason::UnknownEncoding);
    }
    Ok(text.trim().to_string())
}

/// A number as people write a code: 101, not 101.00000 or 1.01e+002.
fn whole(text: String) -> String {
    let written = text.contains(['.', 'e', 'E']);
    match text.parse::<f64>() {
        Ok(number) if written && number.is_finite() => number.to_string(),
        _ => text,
    }
}
