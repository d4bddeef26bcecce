//! The business card: 90 by 50 mm.

use super::block::{BLUE, INK, Lettering, SOFT, TextColumn, side_by_side};
use super::content::{PaperSize, Poster};
use super::letters::{Face, PosterLetters};
use super::qr::QrModules;
use super::sheet::short;

const WIDTH: f64 = 255.12;
const HEIGHT: f64 = 141.73;
const MARGIN: f64 = 11.0;
/// The side of the code with its quiet zone: 27 mm.
const CODE: f64 = 77.0;

/// The card with letters of that scale; None where it is too small for them.
pub fn svg(poster: &Poster, qr: &QrModules, letters: &PosterLetters, scale: f64) -> Option<String> {
    let strip = danger(poster, letters, 0.0).y;
    let strip_top = HEIGHT - MARGIN - strip;
    let left = facts(poster, letters, scale);
    if left.y > strip_top - 2.0 {
        return None;
    }
    let x = WIDTH - MARGIN - CODE;
    let mut right = TextColumn::new(letters, x, CODE, MARGIN - 3.0);
    qr.draw(&mut right.out, x, right.y, CODE);
    right.centred = true;
    right.gap(CODE - 5.0);
    let plain = Lettering::new(Face::Bold, 6.5, 1, BLUE);
    right.write(plain, short(&poster.link));
    let strip = danger(poster, letters, strip_top);
    let (width, height) = PaperSize::Card.points();
    let parts = [left, right, strip].map(|it| it.out.0);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"Noto Sans\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n{}</svg>\n",
        parts.concat(),
    ))
}

fn facts<'a>(poster: &Poster, letters: &'a PosterLetters, scale: f64) -> TextColumn<'a> {
    let width = WIDTH - 2.0 * MARGIN - CODE - 6.0;
    let mut left = TextColumn::new(letters, MARGIN, width, MARGIN - 2.0);
    let small = |face, lines, fill| Lettering::new(face, 7.0 * scale, lines, fill);
    left.write(small(Face::Bold, 1, BLUE), &poster.heading.kk);
    left.write(small(Face::Regular, 1, BLUE), &poster.heading.ru);
    left.write(
        small(Face::Regular, 1, SOFT),
        &side_by_side(&poster.precinct),
    );
    left.gap(2.0 * scale);
    for it in poster.serving.iter().chain(&poster.acting) {
        if let Some(note) = &it.note {
            left.gap(2.0 * scale);
            left.write_both(small(Face::Regular, 1, BLUE), note);
        }
        left.write(Lettering::new(Face::Bold, 12.5 * scale, 2, INK), &it.name);
        left.write_both(small(Face::Regular, 1, SOFT), &it.rank);
        if let Some(phone) = &it.phone {
            left.write(Lettering::new(Face::Bold, 14.0 * scale, 1, INK), phone);
        }
    }
    if poster.serving.is_none() {
        left.write(
            Lettering::new(Face::Bold, 8.5 * scale, 3, INK),
            &poster.vacant.kk,
        );
        left.write(
            Lettering::new(Face::Regular, 8.0 * scale, 3, SOFT),
            &poster.vacant.ru,
        );
        if let Some((_, number)) = &poster.vacant_phone {
            left.write(Lettering::new(Face::Bold, 14.0 * scale, 1, INK), number);
        }
    }
    left.gap(2.0 * scale);
    for (label, text) in &poster.rows {
        if text.ru == text.kk {
            // A bare number says nothing.
            let named = format!("{}: {}", side_by_side(label), text.kk);
            left.write(small(Face::Regular, 2, INK), &named);
        } else {
            left.write(small(Face::Regular, 2, INK), &text.kk);
            left.write(small(Face::Regular, 2, SOFT), &text.ru);
        }
    }
    left
}

/// The numbers for danger, side by side.
fn danger<'a>(poster: &Poster, letters: &'a PosterLetters, top: f64) -> TextColumn<'a> {
    let mut strip = TextColumn::new(letters, MARGIN, WIDTH - 2.0 * MARGIN, top);
    strip.out.put(format_args!(
        "<rect x=\"{MARGIN}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"0.8\" fill=\"{BLUE}\"/>\n",
        strip.width,
    ));
    strip.gap(2.0);
    let (urgent, others) = poster.lines.split_at(poster.lines.len().min(URGENT));
    let numbers: Vec<&str> = urgent.iter().map(|(it, _)| it.as_str()).collect();
    let urgent = format!("{}: {}", side_by_side(&poster.urgent), numbers.join(" · "));
    strip.write(Lettering::new(Face::Bold, 8.0, 1, INK), &urgent);
    for (number, name) in others {
        let other = format!("{number}: {}", side_by_side(name));
        strip.write(Lettering::new(Face::Regular, 6.5, 1, SOFT), &other);
    }
    strip
}

/// So many of the numbers are for danger; the others say whose they are.
const URGENT: usize = 2;
