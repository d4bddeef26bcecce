//! Why a value is refused, said to whoever wrote it.

use crate::clerk::{self, Reason};
use crate::text::Words;

/// What is wrong, without where.
pub fn said(words: Words, reason: &Reason) -> String {
    match reason {
        Reason::NoFile => words.wrong_no_file(),
        Reason::NotFolder => words.wrong_not_folder(),
        Reason::NotFile => words.wrong_not_file(),
        Reason::NotRead => words.wrong_not_read(),
        Reason::SecondFile(file) => words.wrong_second_file(file),
        Reason::Unreadable(why) => words.wrong_unreadable(why),
        Reason::NotUtf8 => words.wrong_not_utf8(),
        Reason::OpenQuote => words.wrong_open_quote(),
        Reason::OtherFormat => words.wrong_other_format(),
        Reason::NoSheets(sheets) => words.wrong_no_sheets(sheets),
        Reason::NoHeader(needed) => words.wrong_no_header(needed),
        Reason::AboveHeader(rows) => {
            words.wrong_above_header(i64::try_from(*rows).unwrap_or(i64::MAX))
        }
        Reason::Header(wrong) => words.wrong_header(
            or_none(&wrong.missing),
            or_none(&wrong.unknown),
            &wrong.needed,
            &wrong.others,
        ),
        Reason::Merged(cells) => words.wrong_merged(cells),
        Reason::DoubledColumn(name) => words.wrong_doubled_column(name),
        Reason::TooManyCells => words.wrong_too_many_cells(),
        Reason::BadCell(cell) => words.wrong_bad_cell(cell),
        Reason::Control(sign) => words.wrong_control(&format!("U+{:04X}", u32::from(*sign))),
        Reason::TooLong(limit) => words.wrong_too_long(whole(*limit)),
        Reason::Empty => words.wrong_empty(),
        Reason::BadCode(code) => words.wrong_bad_code(code),
        Reason::Duplicate(code) => words.wrong_duplicate(code),
        Reason::UnknownArea(code) => words.wrong_unknown_area(code),
        Reason::UnknownStation(code) => words.wrong_unknown_station(code),
        Reason::UnknownPrecinct(code) => words.wrong_unknown_precinct(code),
        Reason::UnknownInspector(code) => words.wrong_unknown_inspector(code),
        Reason::LooksLike(code, known) => {
            let (letter, alphabet) = odd_letter(code, known);
            words.wrong_looks_like(code, known, &letter, alphabet)
        }
        Reason::Twins(code, other) => {
            let (letter, alphabet) = odd_letter(code, other);
            words.wrong_twins(code, other, &letter, alphabet)
        }
        Reason::ActsForSelf => words.wrong_acts_for_self(),
        Reason::CycleInAreas => words.wrong_cycle(),
        Reason::BadNumber(text) => words.wrong_bad_number(text),
        Reason::BadDate(text) => words.wrong_bad_date(text),
        Reason::OddYear(text) => words.wrong_odd_year(text),
        Reason::DayNumber(text) => words.wrong_day_number(text),
        Reason::BadSince(text) => words.wrong_bad_since(text),
        Reason::BadStatus(text) => words.wrong_bad_status(text),
        Reason::NoName(text) => words.wrong_no_name(text),
        Reason::SameName(old) => words.wrong_same_name(old),
        Reason::DoubledRow(first) => words.wrong_doubled_row(whole(*first)),
        Reason::BadPhone(text) => words.wrong_bad_phone(text),
        Reason::Phones(text) => words.wrong_phones(text),
        Reason::Extension(text) => words.wrong_extension(text),
        Reason::HalfPoint => words.wrong_half_point(),
        Reason::Conflict(theirs, ours) => words.wrong_conflict(ours, theirs),
        outline => of_outline(words, outline),
    }
}

/// The rest: borders files and what is drawn in them.
fn of_outline(words: Words, reason: &Reason) -> String {
    match reason {
        Reason::OutsideKazakhstan(lat, lon) => {
            words.wrong_outside(&lat.to_string(), &lon.to_string())
        }
        Reason::SwappedAxes(lat, lon) => words.wrong_swapped(&lat.to_string(), &lon.to_string()),
        Reason::NotFeatureCollection => words.wrong_not_collection(),
        Reason::NotPolygon(found) => words.wrong_not_polygon(found),
        Reason::NoGeometry => words.wrong_no_geometry(),
        Reason::NoRing => words.wrong_no_ring(),
        Reason::TooFewCorners => words.wrong_too_few_corners(),
        Reason::BadCorner => words.wrong_bad_corner(),
        Reason::CornerBlanks(text) => words.wrong_corner_blanks(text),
        Reason::OnlyLink(link) => words.wrong_only_link(link),
        Reason::NoSuchName(name) => words.wrong_no_such_name(name),
        Reason::NoRow => words.wrong_no_row(),
        Reason::SelfIntersection => words.wrong_self_intersection(),
        Reason::RingsCross => words.wrong_rings_cross(),
        Reason::HoleOutside => words.wrong_hole_outside(),
        Reason::BadCrs(name) => words.wrong_crs(name),
        Reason::NoCrs => words.wrong_no_crs(),
        Reason::NotInArchive(what) => words.wrong_not_in_archive(what),
        Reason::UnknownEncoding => words.wrong_encoding(),
        Reason::TooBig(mib) => words.wrong_too_big(whole(*mib)),
        Reason::TooMany(limit) => words.wrong_too_many(whole(*limit)),
        // Said above; the command line's English is better than nothing.
        other => other.to_string(),
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

/// The letter of a code that is of another alphabet than the other code's, and of which.
fn odd_letter(code: &str, other: &str) -> (String, &'static str) {
    match clerk::odd_letter(code, other) {
        Some((letter, true)) => (letter.to_string(), "cyrillic"),
        Some((letter, false)) => (letter.to_string(), "latin"),
        None => (String::new(), "none"),
    }
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
