//! The sheet for an entrance: A4, and the same smaller as A5. From top to bottom what somebody looks
//! for first: whose precinct, the name, the phone; below them hours and the code; at the foot the
//! numbers for danger.

use super::block::{BLUE, INK, Lettering, SOFT, TextColumn, side_by_side};
use super::content::{PaperSize, Poster, ServingOn};
use super::letters::{Face, PosterLetters};
use super::qr::QrModules;
use crate::domain::Both;

const WIDTH: f64 = 595.28;
const HEIGHT: f64 = 841.89;
const MARGIN: f64 = 40.0;
const INNER: f64 = WIDTH - 2.0 * MARGIN;
/// The side of the code with its quiet zone: 60 mm on A4, 42 on A5.
const CODE: f64 = 170.0;
const RED: &str = "#9d1420";

/// The sheet with letters of that scale; None where it is too small for them.
pub fn svg(
    poster: &Poster,
    size: PaperSize,
    qr: &QrModules,
    letters: &PosterLetters,
    scale: f64,
) -> Option<String> {
    let strip = danger(poster, letters, 0.0).y;
    let strip_top = HEIGHT - 22.0 - strip;
    let mut sheet = TextColumn::new(letters, MARGIN, INNER, 34.0);
    head(&mut sheet, poster, scale);
    people(&mut sheet, poster, scale);
    sheet.gap(16.0 * scale);
    let top = sheet.y;
    let right = code(poster, qr, letters, scale, top);
    let left = rows(poster, letters, scale, top, right.y);
    if left.y.max(right.y) > strip_top - 14.0 {
        return None;
    }
    let strip = danger(poster, letters, strip_top);
    let (width, height) = size.points();
    let parts = [sheet, left, right, strip].map(|it| it.out.0);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"Noto Sans\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n{}</svg>\n",
        parts.concat(),
    ))
}

fn head(sheet: &mut TextColumn<'_>, poster: &Poster, scale: f64) {
    let bold = Lettering::new(Face::Bold, 33.0 * scale, 1, BLUE);
    sheet.write(bold, &poster.heading.kk);
    let plain = Lettering::new(Face::Regular, 27.0 * scale, 1, BLUE);
    sheet.write(plain, &poster.heading.ru);
    sheet.gap(6.0 * scale);
    let y = sheet.y;
    sheet.out.put(format_args!(
        "<rect x=\"{MARGIN}\" y=\"{y:.1}\" width=\"{INNER:.1}\" height=\"3\" fill=\"{BLUE}\"/>\n"
    ));
    sheet.gap(3.0 + 8.0 * scale);
    let precinct = Lettering::new(Face::Regular, 18.0 * scale, 2, SOFT);
    sheet.write_both(precinct, &poster.precinct);
}

/// Who serves the precinct, and who stands in for them.
fn people(sheet: &mut TextColumn<'_>, poster: &Poster, scale: f64) {
    sheet.gap(8.0 * scale);
    match (&poster.serving, &poster.vacant_phone) {
        (Some(it), _) => person(sheet, it, &poster.phone, [42.0, 21.0, 54.0], scale),
        (None, call) => {
            let bold = Lettering::new(Face::Bold, 28.0 * scale, 3, INK);
            sheet.write(bold, &poster.vacant.kk);
            sheet.gap(6.0 * scale);
            let plain = Lettering::new(Face::Regular, 26.0 * scale, 3, SOFT);
            sheet.write(plain, &poster.vacant.ru);
            if let Some((label, digits)) = call {
                sheet.gap(8.0 * scale);
                number(sheet, label, digits, 54.0 * scale);
            }
        }
    }
    if let Some(acting) = &poster.acting {
        sheet.gap(12.0 * scale);
        let top = sheet.y;
        (sheet.x, sheet.width) = (MARGIN + INSET, INNER - 2.0 * INSET);
        sheet.gap(8.0 * scale);
        person(sheet, acting, &poster.phone, [25.0, 17.0, 34.0], scale);
        sheet.gap(8.0 * scale);
        (sheet.x, sheet.width) = (MARGIN, INNER);
        let height = sheet.y - top;
        sheet.out.put(format_args!(
            "<rect x=\"{MARGIN}\" y=\"{top:.1}\" width=\"{INNER:.1}\" height=\"{height:.1}\" rx=\"6\" fill=\"none\" stroke=\"{BLUE}\" stroke-width=\"1.5\"/>\n"
        ));
    }
}

/// Inside of a frame.
const INSET: f64 = 14.0;

/// A person with the sizes of name, rank and phone.
fn person(
    sheet: &mut TextColumn<'_>,
    it: &ServingOn,
    phone: &Both,
    [name, rank, digits]: [f64; 3],
    scale: f64,
) {
    if let Some(note) = &it.note {
        sheet.write(Lettering::new(Face::Bold, 17.0 * scale, 2, BLUE), &note.kk);
        sheet.write(
            Lettering::new(Face::Regular, 17.0 * scale, 2, BLUE),
            &note.ru,
        );
        sheet.gap(3.0 * scale);
    }
    sheet.write(Lettering::new(Face::Bold, name * scale, 2, INK), &it.name);
    let rank = Lettering::new(Face::Regular, rank * scale, 2, SOFT);
    sheet.write_both(rank, &it.rank);
    if let Some(called) = &it.phone {
        sheet.gap(0.15 * digits * scale);
        number(sheet, phone, called, digits * scale);
    }
}

fn number(sheet: &mut TextColumn<'_>, label: &Both, digits: &str, size: f64) {
    let above = Lettering::new(Face::Regular, (0.3 * size).max(13.0), 1, SOFT);
    sheet.write_both(above, label);
    sheet.write(Lettering::new(Face::Bold, size, 1, INK), digits);
}

/// Hours, point, duty desk, beside the code: as large as it is high.
fn rows<'a>(
    poster: &Poster,
    letters: &'a PosterLetters,
    scale: f64,
    top: f64,
    foot: f64,
) -> TextColumn<'a> {
    let mut larger = 1.35;
    loop {
        let mut column = TextColumn::new(letters, MARGIN, INNER - CODE - 24.0, top);
        for (label, text) in &poster.rows {
            row(&mut column, label, text, larger * scale);
        }
        larger *= 0.97;
        if column.y <= foot || larger < 1.0 {
            return column;
        }
    }
}

fn row(column: &mut TextColumn<'_>, label: &Both, text: &Both, scale: f64) {
    column.write_both(Lettering::new(Face::Bold, 14.0 * scale, 2, BLUE), label);
    let plain = |fill| Lettering::new(Face::Regular, 18.0 * scale, 4, fill);
    if text.ru == text.kk {
        column.write(Lettering::new(Face::Bold, 20.0 * scale, 4, INK), &text.kk);
    } else {
        column.write(plain(INK), &text.kk);
        column.write(plain(SOFT), &text.ru);
    }
    column.gap(9.0 * scale);
}

fn code<'a>(
    poster: &Poster,
    qr: &QrModules,
    letters: &'a PosterLetters,
    scale: f64,
    top: f64,
) -> TextColumn<'a> {
    let x = WIDTH - MARGIN - CODE;
    let mut column = TextColumn::new(letters, x, CODE, top);
    qr.draw(&mut column.out, x, top, CODE);
    column.out.put(format_args!(
        "<rect x=\"{x:.2}\" y=\"{top:.2}\" width=\"{CODE}\" height=\"{CODE}\" rx=\"6\" fill=\"none\" stroke=\"{BLUE}\" stroke-width=\"1.5\"/>\n"
    ));
    column.centred = true;
    column.gap(CODE + 5.0);
    let kazakh = Lettering::new(Face::Bold, 13.0 * scale, 4, INK);
    column.write(kazakh, &poster.scan.kk);
    column.gap(2.0);
    let russian = Lettering::new(Face::Regular, 13.0 * scale, 4, SOFT);
    column.write(russian, &poster.scan.ru);
    column.gap(2.0);
    let plain = Lettering::new(Face::Bold, 14.0 * scale, 1, BLUE);
    column.write(plain, short(&poster.link));
    column
}

/// The link as one types it: the bot alone.
pub fn short(link: &str) -> &str {
    let link = link.trim_start_matches("https://");
    link.split('?').next().unwrap_or(link)
}

/// The numbers for danger, each with whose it is; no scale, for nobody should look for them.
fn danger<'a>(poster: &Poster, letters: &'a PosterLetters, top: f64) -> TextColumn<'a> {
    let mut strip = TextColumn::new(letters, MARGIN, INNER, top);
    let urgent = Lettering::new(Face::Bold, 19.0, 1, RED);
    strip.write(urgent, &side_by_side(&poster.urgent));
    strip.gap(5.0);
    let top = strip.y;
    let gap = 10.0;
    let count = f64::from(u32::try_from(poster.lines.len().max(1)).unwrap_or(1));
    let width = (INNER - gap * (count - 1.0)) / count;
    let across =
        |number: usize| MARGIN + f64::from(u32::try_from(number).unwrap_or(0)) * (width + gap);
    let cell = |number: usize, top: f64| {
        let (digits, name) = &poster.lines[number];
        let mut cell = TextColumn::new(letters, across(number) + 8.0, width - 16.0, top);
        cell.centred = true;
        let (ink, soft) = match number {
            0 => ("#ffffff", "#ffffff"),
            _ => (RED, SOFT),
        };
        cell.write(Lettering::new(Face::Bold, 52.0, 1, ink), digits);
        cell.write(Lettering::new(Face::Bold, 13.0, 2, soft), &name.kk);
        if name.ru != name.kk {
            cell.write(Lettering::new(Face::Regular, 13.0, 2, soft), &name.ru);
        }
        cell
    };
    let heights: Vec<f64> = (0..poster.lines.len()).map(|it| cell(it, 0.0).y).collect();
    let height = heights.iter().copied().fold(0.0, f64::max) + 10.0;
    for (number, own) in heights.iter().enumerate() {
        let fill = if number == 0 { RED } else { "none" };
        let x = across(number);
        strip.out.put(format_args!(
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"6\" fill=\"{fill}\" stroke=\"{RED}\" stroke-width=\"1.5\"/>\n{}",
            cell(number, top + (height - own) / 2.0).out.0,
        ));
    }
    let foot = top + height;
    strip.y = foot + 5.0;
    let printed = Lettering::new(Face::Regular, 9.0, 1, SOFT);
    strip.write(printed, &side_by_side(&poster.printed));
    strip
}
