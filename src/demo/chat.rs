//! The chat in the terminal: the grammar of a `.chat` file, a line at a time, for whoever is
//! speaking now.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::play::{numbered, shown};
use super::script::{Called, Deed, Introduction, START, deed_of, moment_of};
use super::stage::{Heard, Stage};
use crate::domain::{Lang, Role};
use crate::store::Store;

/// The people of the demonstration: who they are, and what is known of them at the start.
const CAST: [(&str, Option<Lang>, Option<&str>); 3] = [
    ("Айгүл", Some(Lang::Kk), None),
    ("Сергей", Some(Lang::Ru), None),
    ("Берік", Some(Lang::Kk), Some("P-12")),
];

const INTRO: &str = "\
Aula without Telegram: the make-believe town of Аулакент, 44 precincts, an empty database in memory.
People: 1 Айгүл (Kazakh-speaking resident, new), 2 Сергей (Russian-speaking resident, new),
        3 Берік (inspector of P-12).  It is Friday, 27 November 2026, 15:00.
Try first: 1 and Enter until the menu is there, then: place 47.005 67.042   (in Russian: :2 before)
Type what the person would type; a number presses a button. Also:
  :2 or :Сергей            speak as somebody else        :who    who is there
  place 47.005 67.042      send a place (this one is in P-12)
  photo, voice, video …    send media                    tap LABEL, old tap LABEL
  @ +2h, @ 2026-11-28 01:00  move the clock              :help   this page      :quit
";

/// Runs until the input ends or somebody says `:quit`.
///
/// # Errors
/// A fault of the bot, or of the terminal.
pub async fn chat(store: Store, input: impl BufRead, mut out: impl Write) -> Result<()> {
    let mut stage = Stage::new(store, START).await?;
    let mut speaker = 0;
    writeln!(out, "{INTRO}")?;
    let heard = enter(&mut stage, speaker).await?;
    show(&mut out, &heard)?;
    prompt(&mut out, speaker)?;
    for line in input.lines() {
        let line = line?;
        let line = line.trim();
        match line {
            "" => {}
            ":quit" | ":q" => break,
            ":help" => writeln!(out, "{INTRO}")?,
            ":who" => who(&mut out, speaker)?,
            _ if line.starts_with(':') => match cast(&line[1..]) {
                Some(other) => {
                    speaker = other;
                    let heard = enter(&mut stage, speaker).await?;
                    show(&mut out, &heard)?;
                    if heard.is_empty() {
                        show_screen(&mut out, &stage, speaker)?;
                    }
                }
                None => writeln!(out, "Nobody of that name; :who lists all.")?,
            },
            _ => match take(&mut stage, speaker, line).await {
                Ok(heard) => show(&mut out, &heard)?,
                Err(fault) => writeln!(out, "{fault}")?,
            },
        }
        prompt(&mut out, speaker)?;
    }
    writeln!(out)?;
    Ok(())
}

async fn take(stage: &mut Stage, speaker: usize, line: &str) -> Result<Vec<Heard>> {
    if let Some(moment) = line.strip_prefix('@') {
        let moment = moment_of(moment.trim()).map_err(|what| anyhow::anyhow!(what))?;
        return stage.clock(moment).await;
    }
    let deed = deed_of(line).map_err(|what| anyhow::anyhow!(what))?;
    stage.act(CAST[speaker].0, None, &deed).await
}

/// Somebody comes to the chat for the first time: residents press "start", inspectors have joined.
async fn enter(stage: &mut Stage, speaker: usize) -> Result<Vec<Heard>> {
    let (name, lang, scope) = CAST[speaker];
    if stage.names().contains(&name) {
        return Ok(Vec::new());
    }
    let posts = scope.map(|scope| Called {
        role: Role::Inspector,
        code: scope.to_owned(),
    });
    let about = Introduction {
        newcomer: posts.is_none(),
        lang,
        posts: posts.into_iter().collect(),
    };
    stage
        .act(name, Some(&about), &Deed::Text("/start".to_owned()))
        .await
}

fn cast(name: &str) -> Option<usize> {
    let by_name = || CAST.iter().position(|one| one.0 == name.trim());
    let number = name.trim().parse::<usize>().ok();
    number
        .and_then(|number| number.checked_sub(1))
        .filter(|at| *at < CAST.len())
        .or_else(by_name)
}

fn show(out: &mut impl Write, heard: &[Heard]) -> Result<()> {
    for one in heard {
        let words = Heard {
            say: crate::chat::Say {
                rows: Vec::new(),
                ..one.say.clone()
            },
            ..one.clone()
        };
        write!(out, "{}{}", shown(&words), numbered(&one.say))?;
    }
    Ok(())
}

/// What somebody could press, when it is their turn again.
fn show_screen(out: &mut impl Write, stage: &Stage, speaker: usize) -> Result<()> {
    for (at, label) in stage.buttons(CAST[speaker].0).iter().enumerate() {
        writeln!(out, "          {}  {label}", at + 1)?;
    }
    Ok(())
}

fn who(out: &mut impl Write, speaker: usize) -> Result<()> {
    for (at, (name, _, scope)) in CAST.iter().enumerate() {
        let sign = if at == speaker { '>' } else { ' ' };
        writeln!(
            out,
            "{sign} {} {name} {}",
            at + 1,
            scope.unwrap_or_default()
        )?;
    }
    Ok(())
}

fn prompt(out: &mut impl Write, speaker: usize) -> Result<()> {
    write!(out, "{}> ", CAST[speaker].0)?;
    out.flush()?;
    Ok(())
}
