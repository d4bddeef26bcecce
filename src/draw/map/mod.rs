//! The picture of an area: precincts with their codes, and what does not fit, as SVG and as PNG.
//!
//! Pure: whoever draws brings the words. North is up, metres are flat around the middle.

pub(super) mod document;
mod frame;
mod label;
mod palette;
mod picture;
mod png;

pub use picture::{MapWords, Picture, Scale};
pub(super) use png::FONT;
pub use png::png;

use crate::domain::Both;
use document::{Svg, escaped};
use frame::MapFrame;

/// More marks than this hide the map; the report lists the rest.
const MARKS: usize = 40;

/// The picture; `None` where there is nothing to be drawn.
pub fn svg(picture: &Picture, words: &MapWords) -> Option<String> {
    let rows = rows(picture, words);
    let frame = MapFrame::around(picture, rows.len())?;
    let mut out = Svg(String::with_capacity(1 << 16));
    let (width, height) = (frame.width, frame.height);
    out.put(format_args!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="Noto Sans, sans-serif">
<rect width="{width}" height="{height}" fill="#ffffff"/>
"##
    ));
    title(&mut out, words);
    precincts(&mut out, &frame, picture);
    findings(&mut out, &frame, picture);
    for station in picture.stations.iter().filter_map(|station| station.point) {
        let (x, y) = frame.at(station);
        station_dot(&mut out, x, y);
    }
    labels(&mut out, &frame, picture);
    marks(&mut out, &frame, picture);
    legend(&mut out, &frame, &rows);
    frame::scale_and_north(&mut out, &frame, words);
    out.put(format_args!("</svg>\n"));
    Some(out.0)
}

fn title(out: &mut Svg, words: &MapWords) {
    let style = r##"font-size="26" fill="#1c2733""##;
    out.text(frame::MARGIN, 44.0, style, &words.title.kk);
    if words.title.ru != words.title.kk {
        let style = r##"font-size="22" fill="#51606f""##;
        out.text(frame::MARGIN, 76.0, style, &words.title.ru);
    }
}

fn precincts(out: &mut Svg, frame: &MapFrame, picture: &Picture) {
    let colours = palette::colours(&picture.precincts);
    out.put(format_args!(
        "<g stroke=\"#5b6b7b\" stroke-width=\"1.3\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n"
    ));
    for (precinct, colour) in picture.precincts.iter().zip(colours) {
        let Some(borders) = &precinct.borders else {
            continue;
        };
        let path = frame.path(borders.iter());
        let code = escaped(precinct.code.as_str());
        out.put(format_args!(
            "<path fill=\"{colour}\" d=\"{path}\"><title>{code}</title></path>\n"
        ));
    }
    out.put(format_args!("</g>\n"));
}

fn findings(out: &mut Svg, frame: &MapFrame, picture: &Picture) {
    out.put(format_args!(
        "<g fill=\"{GAP}\" stroke=\"#4a4f55\" stroke-width=\"1.3\" fill-rule=\"evenodd\">\n"
    ));
    for (_, _, shape) in &picture.gaps {
        let path = frame.path(std::iter::once(*shape));
        out.put(format_args!("<path d=\"{path}\"/>\n"));
    }
    out.put(format_args!(
        "</g>\n<g fill=\"{OVERLAP}\" stroke=\"{OVERLAP}\" stroke-width=\"1.6\" stroke-linejoin=\"round\" fill-rule=\"evenodd\">\n"
    ));
    for (_, _, shape) in &picture.overlaps {
        let path = frame.path(shape.iter());
        out.put(format_args!("<path d=\"{path}\"/>\n"));
    }
    out.put(format_args!("</g>\n"));
}

const OVERLAP: &str = "#d6202f";
const GAP: &str = "#8b9197";
const STATION: &str = "#1456a8";

fn station_dot(out: &mut Svg, x: f64, y: f64) {
    out.put(format_args!(
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"{STATION}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n"
    ));
}

fn labels(out: &mut Svg, frame: &MapFrame, picture: &Picture) {
    out.put(format_args!(
        "<g text-anchor=\"middle\" fill=\"#1c2733\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-opacity=\"0.75\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n"
    ));
    let dots: Vec<(f64, f64)> = picture
        .stations
        .iter()
        .filter_map(|station| Some(frame.at(station.point?)))
        .collect();
    for precinct in &picture.precincts {
        for part in precinct.borders.iter().flatten() {
            let Some(place) = label::place(precinct.code.as_str(), part, frame, &dots) else {
                continue;
            };
            let style = format!("font-size=\"{:.1}\"", place.size);
            let y = place.y + place.size * 0.35;
            out.text(place.x, y, &style, precinct.code.as_str());
        }
    }
    out.put(format_args!("</g>\n"));
}

/// Numbers beside what was found, as in the report, and crosses where an outline is wrong.
fn marks(out: &mut Svg, frame: &MapFrame, picture: &Picture) {
    let gaps = picture
        .gaps
        .iter()
        .map(|(number, at, _)| (*number, *at, GAP_MARK));
    let overlaps = picture
        .overlaps
        .iter()
        .map(|(number, at, _)| (*number, *at, OVERLAP));
    for (number, at, colour) in gaps.take(MARKS).chain(overlaps.take(MARKS)) {
        let (x, y) = frame.at(at);
        let (mark_x, mark_y) = frame.inside(x + 20.0, y - 20.0);
        out.put(format_args!(
            "<path d=\"M{x:.1},{y:.1}L{mark_x:.1},{mark_y:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n"
        ));
        mark(out, mark_x, mark_y, colour, &number.to_string());
    }
    for at in picture.faults.iter().take(MARKS) {
        let (x, y) = frame.at(*at);
        cross(out, x, y);
    }
}

const GAP_MARK: &str = "#4a4f55";

fn mark(out: &mut Svg, x: f64, y: f64, colour: &str, text: &str) {
    out.put(format_args!(
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"11\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n"
    ));
    let style = r##"font-size="12.5" text-anchor="middle" fill="#ffffff""##;
    out.text(x, y + 4.5, style, text);
}

fn cross(out: &mut Svg, x: f64, y: f64) {
    for (stroke, width) in [("#ffffff", 7), (OVERLAP, 4)] {
        out.put(format_args!(
            "<path d=\"M{:.1},{:.1}l18,18m0,-18l-18,18\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linecap=\"round\"/>\n",
            x - 9.0,
            y - 9.0,
        ));
    }
}

/// A line of the legend.
struct LegendRow<'a> {
    sign: LegendSign,
    words: &'a Both,
}

#[derive(Clone, Copy)]
enum LegendSign {
    Border,
    Overlap,
    Gap,
    Fault,
    Station,
}

/// Only what is on the map is explained.
fn rows<'a>(picture: &Picture, words: &'a MapWords) -> Vec<LegendRow<'a>> {
    let stations = picture
        .stations
        .iter()
        .any(|station| station.point.is_some());
    let all = [
        (true, LegendSign::Border, &words.border),
        (stations, LegendSign::Station, &words.station),
        (
            !picture.overlaps.is_empty(),
            LegendSign::Overlap,
            &words.overlap,
        ),
        (!picture.gaps.is_empty(), LegendSign::Gap, &words.gap),
        (!picture.faults.is_empty(), LegendSign::Fault, &words.fault),
    ];
    let there = all.into_iter().filter(|(there, _, _)| *there);
    there
        .map(|(_, sign, words)| LegendRow { sign, words })
        .collect()
}

fn legend(out: &mut Svg, frame: &MapFrame, rows: &[LegendRow]) {
    for (number, row) in (0u32..).zip(rows) {
        let y = frame.legend_top() + f64::from(number) * frame::LEGEND_ROW;
        let x = frame::MARGIN + 22.0;
        let swatch = |out: &mut Svg, fill: &str, stroke: &str| {
            out.put(format_args!(
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"32\" height=\"18\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.3\"/>\n",
                x - 16.0,
                y - 14.0,
            ));
        };
        match row.sign {
            LegendSign::Border => swatch(out, palette::FIRST, "#5b6b7b"),
            LegendSign::Overlap => swatch(out, OVERLAP, OVERLAP),
            LegendSign::Gap => swatch(out, GAP, "#4a4f55"),
            LegendSign::Fault => cross(out, x, y - 5.0),
            LegendSign::Station => station_dot(out, x, y - 5.0),
        }
        let style = r##"font-size="16" fill="#1c2733""##;
        let text = format!("{} · {}", row.words.kk, row.words.ru);
        out.text(frame::MARGIN + 54.0, y, style, &text);
    }
}

#[cfg(test)]
mod tests;
