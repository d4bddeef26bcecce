//! The chat in the terminal: the grammar of a `.chat` file, a line at a time, for whoever is
//! speaking now.

use std::io::{BufRead, Write};

use anyhow::Result;

use super::play::{numbered, plain, shown};
use super::script::{Called, Deed, GRAMMAR, Introduction, START, deed_of, moment_of};
use super::stage::{Heard, Stage};
use crate::domain::{Lang, Role};
use crate::store::Store;
use crate::text::Words;

/// Somebody of the demonstration: who it is, and what is known of them at the start.
struct Player {
    name: &'static str,
    lang: Lang,
    post: Option<(Role, &'static str)>,
}

const CAST: [Player; 4] = [
    Player {
        name: "Айгүл",
        lang: Lang::Kk,
        post: None,
    },
    Player {
        name: "Сергей",
        lang: Lang::Ru,
        post: None,
    },
    Player {
        name: "Берік",
        lang: Lang::Kk,
        post: Some((Role::Inspector, "P-12")),
    },
    Player {
        name: "Дәурен",
        lang: Lang::Ru,
        post: Some((Role::Supervisor, "D-1")),
    },
];

/// What a line is that is no word to the bot.
enum TerminalLine<'l> {
    Nothing,
    Quit,
    Help,
    Grammar,
    Who,
    /// Speak as somebody else.
    Speak(&'l str),
    Does(&'l str),
}

/// Runs until the input ends or somebody says `exit`.
///
/// # Errors
/// A fault of the bot, or of the terminal.
pub async fn chat(store: Store, input: impl BufRead, mut out: impl Write) -> Result<()> {
    let mut stage = Stage::new(store, START).await?;
    let mut speaker = 0;
    introduce(&mut out)?;
    let heard = enter(&mut stage, speaker).await?;
    show(&mut out, &heard)?;
    prompt(&mut out, speaker)?;
    for line in input.lines() {
        let line = line?;
        match aside(line.trim()) {
            TerminalLine::Nothing => {}
            TerminalLine::Quit => break,
            TerminalLine::Help => introduce(&mut out)?,
            TerminalLine::Grammar => writeln!(out, "{GRAMMAR}")?,
            TerminalLine::Who => who(&mut out, speaker)?,
            TerminalLine::Speak(name) => match cast(name) {
                Some(other) => {
                    speaker = other;
                    let heard = enter(&mut stage, speaker).await?;
                    show(&mut out, &heard)?;
                    if heard.is_empty() {
                        show_screen(&mut out, &stage, speaker)?;
                    }
                }
                None => {
                    writeln!(out, "Nobody is called {name:?}. There are:")?;
                    who(&mut out, speaker)?;
                }
            },
            TerminalLine::Does(line) => match take(&mut stage, speaker, line).await {
                Ok(heard) => show(&mut out, &heard)?,
                Err(fault) => writeln!(out, "{fault:#}\n? lists what can be typed")?,
            },
        }
        prompt(&mut out, speaker)?;
    }
    writeln!(out)?;
    Ok(())
}

/// The words of the terminal itself; what is to reach the bot all the same comes after `say`.
fn aside(line: &str) -> TerminalLine<'_> {
    let word = line.strip_prefix(':').unwrap_or(line);
    match word.to_lowercase().as_str() {
        "" if line.is_empty() => TerminalLine::Nothing,
        "exit" | "quit" | "q" => TerminalLine::Quit,
        "help" => TerminalLine::Help,
        "?" => TerminalLine::Grammar,
        "who" => TerminalLine::Who,
        _ if line.starts_with(':') => TerminalLine::Speak(word.trim()),
        _ => TerminalLine::Does(line),
    }
}

/// Who is there, what time it is, and what to try first, in both languages.
fn introduce(out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "Aula without Telegram: the make-believe town of Аулакент, 44 precincts, an"
    )?;
    writeln!(
        out,
        "empty database in memory. It is {}.",
        START.strftime("%A, %-d %B %Y, %H:%M")
    )?;
    writeln!(
        out,
        "A number presses a button, `:2` speaks as the second person, `?` lists all that can"
    )?;
    writeln!(out, "be typed, `exit` ends.\n")?;
    for lang in Lang::ALL {
        writeln!(
            out,
            "{}\n",
            plain(&Words::new(lang).demo_first(CAST[2].name, CAST[3].name))
        )?;
    }
    who(out, CAST.len())?;
    writeln!(out)?;
    Ok(())
}

async fn take(stage: &mut Stage, speaker: usize, line: &str) -> Result<Vec<Heard>> {
    if let Some(moment) = line.strip_prefix('@') {
        let moment = moment_of(moment.trim()).map_err(|what| anyhow::anyhow!(what))?;
        return stage.clock(moment).await;
    }
    let deed = deed_of(line).map_err(|what| anyhow::anyhow!(what))?;
    stage.act(CAST[speaker].name, None, &deed).await
}

/// Somebody comes to the chat for the first time: residents press "start", officers have joined.
async fn enter(stage: &mut Stage, speaker: usize) -> Result<Vec<Heard>> {
    let player = &CAST[speaker];
    if stage.names().contains(&player.name) {
        return Ok(Vec::new());
    }
    let post = player.post.map(|(role, code)| Called {
        role,
        code: code.to_owned(),
    });
    let about = Introduction {
        newcomer: post.is_none(),
        lang: Some(player.lang),
        posts: post.into_iter().collect(),
    };
    let start = Deed::Text("/start".to_owned());
    stage.act(player.name, Some(&about), &start).await
}

fn cast(name: &str) -> Option<usize> {
    let by_name = || CAST.iter().position(|one| one.name == name.trim());
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
    for (at, label) in stage.buttons(CAST[speaker].name).iter().enumerate() {
        writeln!(out, "          {}  {label}", at + 1)?;
    }
    Ok(())
}

/// Everybody, in both languages; the sign stands before whoever is speaking.
fn who(out: &mut impl Write, speaker: usize) -> Result<()> {
    for (at, player) in CAST.iter().enumerate() {
        let sign = if at == speaker { '>' } else { ' ' };
        let name = player.name;
        let [kk, ru] = Lang::ALL.map(|lang| player.about(Words::new(lang)));
        writeln!(out, "{sign} {} {name:8} {kk} · {ru}", at + 1)?;
    }
    Ok(())
}

impl Player {
    fn about(&self, words: Words) -> String {
        match self.post {
            Some((Role::Supervisor, code)) => words.demo_head(code),
            Some((_, code)) => words.demo_inspector(code),
            None => words.demo_resident(self.lang.code()),
        }
    }
}

fn prompt(out: &mut impl Write, speaker: usize) -> Result<()> {
    write!(out, "{}> ", CAST[speaker].name)?;
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn typed(lines: &str) -> String {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let mut out = Vec::new();
        chat(store, lines.as_bytes(), &mut out).await.unwrap();
        String::from_utf8(out).unwrap()
    }

    #[tokio::test]
    async fn it_says_what_to_try_and_the_tries_work() {
        let said = typed("?\n").await;
        for words in [
            "15:00",
            "Сіз — Айгүл",
            "сначала наберите :2",
            "Дәурен",
            "place LAT LON",
        ] {
            let lower = said.to_lowercase();
            assert!(lower.contains(&words.to_lowercase()), "{words}: {said}");
        }
        let said = typed("1\n1\nplace 47.005 67.042\n:4\n:3\n@ +2h\ngroup /help\n").await;
        for words in ["Берік", "Дәурен> ", "group "] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("lists what can be typed\n"), "{said}");
    }

    #[tokio::test]
    async fn what_is_meant_for_the_terminal_reaches_nobody() {
        let before = typed("").await;
        let help = typed("help\n").await;
        assert_eq!(help.matches("Сіз — Айгүл,").count(), 2);
        assert!(!help.contains("Төмендегі түймелердің"), "{help}");
        let gone = typed("exit\n1\n").await;
        assert_eq!(gone.trim(), before.trim());
        let nobody = typed(":Берик\n").await;
        assert!(nobody.contains("Nobody is called \"Берик\""), "{nobody}");
        assert!(nobody.matches("Дәурен").count() > before.matches("Дәурен").count());
        let wrong = typed("place 1\ntap Мұндай жоқ\n").await;
        assert!(wrong.contains("expected `place LAT LON"), "{wrong}");
        assert!(wrong.contains("there are: "), "{wrong}");
    }
}
