//! Plays a `.chat` file and writes it anew with what the bot really said.

use anyhow::{Result, anyhow};

use super::script::{START, ScriptLine, Wrong, read_line};
use super::stage::{Heard, Stage};
use crate::chat::{Attachment, Say};
use crate::store::Store;

/// The width of the column of names.
const NAMES: usize = 10;
/// The characters of a file that are shown.
const FILE_CHARS: usize = 700;

/// Plays the human half of `text` on an empty database; the answer is the whole file as it is now.
///
/// # Errors
/// A line that does not read or cannot be done, with its number; a fault of the bot.
pub async fn play(text: &str, store: Store) -> Result<String> {
    let mut out = String::new();
    play_into(text, store, &mut out).await?;
    Ok(out)
}

/// As [`play`]; what was played before a line that is wrong is in `out`.
///
/// # Errors
/// As [`play`].
pub async fn play_into(text: &str, store: Store, out: &mut String) -> Result<()> {
    let mut stage = Stage::new(store, START).await?;
    for (number, line) in (1..).zip(text.lines()) {
        let step = read_line(line).map_err(|what| Wrong { line: number, what })?;
        if step == ScriptLine::Heard {
            continue;
        }
        // First, so that a line which cannot be done is seen below what was seen before it.
        out.push_str(line.trim_end());
        out.push('\n');
        let heard = match step {
            ScriptLine::Heard => continue,
            ScriptLine::Aside => Vec::new(),
            ScriptLine::Clock(moment) => stage
                .clock(moment)
                .await
                .map_err(|fault| anyhow!("line {number}: {fault}"))?,
            ScriptLine::Act { who, about, deed } => stage
                .act(&who, about.as_ref(), &deed)
                .await
                .map_err(|fault| anyhow!("line {number}: {fault:#}"))?,
        };
        for one in &heard {
            out.push_str(&shown(one));
        }
    }
    Ok(())
}

/// One message as lines of a `.chat` file.
pub fn shown(heard: &Heard) -> String {
    let sign = if heard.edited { '~' } else { '<' };
    let mut out = String::new();
    let mut begun = false;
    let mut line = |text: &str| {
        let head = if begun {
            format!("{:NAMES$}|", "")
        } else {
            format!("{:NAMES$}{sign}", padded(&heard.who))
        };
        begun = true;
        out.push_str(format!("{head} {text}").trim_end());
        out.push('\n');
    };
    if let Some(attachment) = &heard.say.attachment {
        attached(attachment).lines().for_each(&mut line);
    }
    if !heard.say.text.is_empty() {
        plain(&heard.say.text).lines().for_each(&mut line);
    }
    for row in &heard.say.rows {
        let labels: Vec<String> = row
            .iter()
            .map(|button| format!("[{}]", button.label))
            .collect();
        out.push_str(&format!("{:NAMES$}{}\n", "", labels.join(" ")));
    }
    out
}

/// Numbered buttons below a message, as the terminal shows them.
pub fn numbered(say: &Say) -> String {
    let labels = say.buttons().enumerate();
    let lines = labels.map(|(at, button)| format!("{:NAMES$}{}  {}\n", "", at + 1, button.label));
    lines.collect()
}

fn padded(name: &str) -> String {
    let missing = NAMES.saturating_sub(name.chars().count());
    format!("{name}{}", " ".repeat(missing.max(1)))
}

/// The text without its tags; what is quoted is marked.
pub fn plain(html: &str) -> String {
    let marked = html
        .replace("<blockquote>", "» ")
        .replace("</blockquote>", "");
    let mut out = String::with_capacity(marked.len());
    let mut inside = false;
    for c in marked.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn attached(attachment: &Attachment) -> String {
    match attachment {
        Attachment::Venue {
            point,
            title,
            address,
        } => {
            format!(
                "{{pin {:.5}, {:.5} · {title} · {address}}}",
                point.lat, point.lon
            )
        }
        Attachment::Contact { phone, name } => format!("{{contact {phone} · {name}}}"),
        Attachment::File { name, content } => {
            let content = crate::text::shorten(content.trim_end(), FILE_CHARS);
            format!("{{file {name}}}\n{}", content.replace('\r', ""))
        }
        Attachment::Media(media) => format!("{{{}}}", media.kind.name()),
        Attachment::Commands(_) => "{commands}".to_owned(),
        Attachment::AtTap(_) => "{at the button}".to_owned(),
        Attachment::Made(_) => "{file}".to_owned(),
        Attachment::Printed(printed) => match printed.picture {
            true => "{picture}".to_owned(),
            false => format!("{{file {}}}", printed.name),
        },
    }
}
