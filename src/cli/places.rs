//! `aula locate` and `aula find`: the precinct of a point or of an address, one line each, as the
//! chat would answer. Without an argument they read one a line from standard input.

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use super::opened::{app_on, reading};
use super::places_words as words;
use super::voice::Tongue;
use crate::address::{AddressMatch, Why};
use crate::config::Config;
use crate::domain::{Point, PrecinctCode};
use crate::precincts::{Directory, Located};
use crate::typed::{MapLink, Parsed, place_text};

#[derive(clap::Args)]
pub struct Locate {
    /// Degrees north, degrees east, and perhaps the radius of uncertainty in metres.
    #[arg(value_name = "LAT LON [METRES]", num_args = 2..=3, allow_negative_numbers = true)]
    at: Vec<f64>,
    /// One JSON object a line: answer, precincts (best first), why.
    #[arg(long)]
    json: bool,
    /// The language of the answer: kk, ru or en; without it, the terminal's.
    #[arg(long, value_name = "LANG")]
    lang: Option<Tongue>,
}

#[derive(clap::Args)]
pub struct Find {
    /// An address as a resident types it, in either language; coordinates or a link of a map.
    #[arg(value_name = "ADDRESS")]
    address: Vec<String>,
    /// One JSON object a line: answer, precincts (best first), why.
    #[arg(long)]
    json: bool,
    /// The language of the answer: kk, ru or en; without it, the terminal's.
    #[arg(long, value_name = "LANG")]
    lang: Option<Tongue>,
}

pub async fn locate(config: &Config, args: &Locate) -> Result<ExitCode> {
    let tongue = Tongue::of(args.lang);
    let directory = directory(config).await?;
    if !args.at.is_empty() {
        print(&located(&directory, &args.at, tongue)?, args.json, tongue)?;
        return Ok(ExitCode::SUCCESS);
    }
    each_line(args.json, tongue, |line| {
        let numbers = line
            .split([' ', ',', ';', '\t'])
            .filter(|part| !part.is_empty());
        let numbers: Option<Vec<f64>> = numbers.map(|part| part.parse().ok()).collect();
        located(&directory, &numbers.unwrap_or_default(), tongue)
    })
}

pub async fn find(config: &Config, args: &Find) -> Result<ExitCode> {
    let tongue = Tongue::of(args.lang);
    let directory = directory(config).await?;
    if !args.address.is_empty() {
        let printed = found(&directory, &args.address.join(" "), tongue);
        print(&printed, args.json, tongue)?;
        return Ok(ExitCode::SUCCESS);
    }
    each_line(args.json, tongue, |line| {
        Ok(found(&directory, line, tongue))
    })
}

/// What was imported. Where nothing was, every answer would be an unknown that sounds like one.
async fn directory(config: &Config) -> Result<Arc<Directory>> {
    let app = app_on(reading(config).await?, config, false).await?;
    let directory = app.directory();
    app.store.close().await;
    if directory.precincts().is_empty() {
        bail!("no precinct is known: run `aula import`");
    }
    Ok(directory)
}

/// One of the three answers, as it is printed.
struct Printed {
    answer: &'static str,
    precincts: Vec<PrecinctCode>,
    why: Value,
    /// The same for a person; empty where there is nothing to explain.
    words: String,
}

fn located(directory: &Directory, numbers: &[f64], tongue: Tongue) -> Result<Printed> {
    let (Some(point), accuracy) = (match numbers {
        [lat, lon] => (Point::new(*lat, *lon), None),
        [lat, lon, metres] if *metres >= 0.0 && metres.is_finite() => {
            (Point::new(*lat, *lon), Some(*metres))
        }
        _ => (None, None),
    }) else {
        bail!(words::expected(tongue));
    };
    Ok(at(directory, point, accuracy, tongue))
}

fn at(directory: &Directory, point: Point, accuracy: Option<f64>, tongue: Tongue) -> Printed {
    match directory.locate(point, accuracy) {
        Located::Sure(code) => Printed {
            answer: "sure",
            precincts: vec![code],
            why: Value::Null,
            words: String::new(),
        },
        Located::Check(precincts) => Printed {
            answer: "check",
            precincts,
            why: json!("near a border"),
            words: words::border(tongue),
        },
        Located::Unknown { area, swapped } => {
            let words = words::outside(tongue, area.as_ref(), swapped);
            let why = json!({ "outside": true, "nearest_area": area, "swapped": swapped });
            Printed {
                answer: "unknown",
                precincts: Vec::new(),
                why,
                words,
            }
        }
    }
}

/// What a resident may type for an address: also coordinates, or a link of a map.
fn found(directory: &Directory, text: &str, tongue: Tongue) -> Printed {
    match place_text(text) {
        Some(Parsed::Point(point)) => at(directory, point, None, tongue),
        Some(Parsed::Link(link)) => linked(directory, &link, tongue),
        None => addressed(directory, text, tongue),
    }
}

/// A link that does not say the place itself: an address beside it, or the middle of a near map.
fn linked(directory: &Directory, link: &MapLink, tongue: Tongue) -> Printed {
    let mut addresses = link
        .words
        .iter()
        .map(|text| addressed(directory, text, tongue));
    let near = link.view.and_then(|it| Some((it.point, it.accuracy()?)));
    let nothing = || Printed {
        answer: "unknown",
        precincts: Vec::new(),
        why: json!({ "link": "no place" }),
        words: words::no_link(tongue),
    };
    let beside = addresses.find(|it| it.answer != "unknown");
    let near = || near.map(|(point, metres)| at(directory, point, Some(metres), tongue));
    beside.or_else(near).unwrap_or_else(nothing)
}

fn addressed(directory: &Directory, address: &str, tongue: Tongue) -> Printed {
    match directory.find(address) {
        AddressMatch::Sure(code) => {
            let code = PrecinctCode::new(code);
            let other = directory.other_name(address, &code).map(Why::Renamed);
            Printed {
                answer: "sure",
                words: other
                    .as_ref()
                    .map(|it| words::why(tongue, it))
                    .unwrap_or_default(),
                why: other.map_or(Value::Null, |why| json!([why])),
                precincts: vec![code],
            }
        }
        AddressMatch::Check(candidates) => Printed {
            answer: "check",
            words: words::candidates(tongue, &candidates),
            why: candidates.iter().map(|it| json!(it.why)).collect(),
            precincts: candidates
                .into_iter()
                .map(|it| PrecinctCode::new(it.code))
                .collect(),
        },
        AddressMatch::Unknown { near } => {
            let near: Vec<&str> = near.iter().map(|it| it.code.as_str()).collect();
            Printed {
                answer: "unknown",
                precincts: Vec::new(),
                words: words::nowhere(tongue, &near),
                why: json!({ "street_in": near }),
            }
        }
    }
}

fn each_line(
    json: bool,
    tongue: Tongue,
    answer: impl Fn(&str) -> Result<Printed>,
) -> Result<ExitCode> {
    let mut good = true;
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let answered = match std::str::from_utf8(&bytes) {
            // Windows begins a file with a mark that is no part of the first line.
            Ok(line) => answer(line.trim_start_matches('\u{feff}').trim()),
            // One line of other letters does not end the list.
            Err(_) => Err(anyhow!("not UTF-8")),
        };
        bytes.clear();
        match answered {
            Ok(printed) => print(&printed, json, tongue)?,
            Err(fault) => {
                good = false;
                let words = fault.to_string();
                let why = json!({ "error": words });
                let answer = "unknown";
                let precincts = Vec::new();
                let printed = Printed {
                    answer,
                    precincts,
                    why,
                    words,
                };
                print(&printed, json, tongue)?;
            }
        }
    }
    Ok(ExitCode::from(if good { 0 } else { 1 }))
}

fn print(printed: &Printed, json: bool, tongue: Tongue) -> Result<()> {
    let Printed {
        answer,
        precincts,
        why,
        words,
    } = printed;
    let mut out = std::io::stdout().lock();
    if json {
        let line = json!({ "answer": answer, "precincts": precincts, "why": why });
        writeln!(out, "{line}")?;
    } else {
        let codes = precincts.iter().map(|it| format!(" {it}"));
        let answer = words::answer(tongue, answer);
        let line = format!("{answer}{}", codes.collect::<String>());
        let more = if words.is_empty() { "" } else { ": " };
        writeln!(out, "{line}{more}{words}")?;
    }
    Ok(())
}
