//! Texts one below the other in a column: each wraps at words and shrinks where a word is too wide
//! or the lines too many.

use super::super::map::document::Svg;
use super::letters::{Face, PosterLetters};
use crate::domain::Both;

pub const INK: &str = "#111111";
/// The other language, a little lighter: two greys that a black-and-white printer keeps apart.
pub const SOFT: &str = "#3c3c3c";
pub const BLUE: &str = "#123a6b";

/// From one line to the next, for a size of 1.
const LEADING: f64 = 1.2;
/// From the top of a line to its letters' foot.
const ASCENT: f64 = 0.93;
/// How much smaller a text may become for its lines.
const LEAST: f64 = 0.6;

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Lettering {
    pub face: Face,
    pub size: f64,
    /// As many lines as it should have at most: it shrinks before it has more.
    pub lines: usize,
    pub fill: &'static str,
}

impl Lettering {
    pub const fn new(face: Face, size: f64, lines: usize, fill: &'static str) -> Lettering {
        Lettering {
            face,
            size,
            lines,
            fill,
        }
    }
}

/// A column that grows downwards.
pub struct TextColumn<'a> {
    pub out: Svg,
    pub letters: &'a PosterLetters,
    pub x: f64,
    pub width: f64,
    /// The top of what comes next.
    pub y: f64,
    /// Texts stand in the middle of the column.
    pub centred: bool,
}

impl<'a> TextColumn<'a> {
    pub fn new(letters: &'a PosterLetters, x: f64, width: f64, y: f64) -> TextColumn<'a> {
        TextColumn {
            out: Svg(String::new()),
            letters,
            x,
            width,
            y,
            centred: false,
        }
    }

    /// Writes a text; none where it is empty.
    pub fn write(&mut self, how: Lettering, text: &str) {
        let words = words(text);
        if words.is_empty() {
            return;
        }
        let (size, lines) = self.fitted(how, &words);
        let weight = how.face.weight();
        let (x, anchor) = match self.centred {
            true => (self.x + self.width / 2.0, "middle"),
            false => (self.x, "start"),
        };
        let fill = how.fill;
        let style = format!(
            "font-size=\"{size:.2}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{fill}\""
        );
        for line in lines {
            self.out.text(x, self.y + ASCENT * size, &style, &line);
            self.y += LEADING * size;
        }
    }

    /// Writes both languages, Kazakh first, in one line if they fit, else each in its own; once where
    /// they say the same.
    pub fn write_both(&mut self, how: Lettering, both: &Both) {
        let beside = side_by_side(both);
        if self.letters.width(how.face, &beside) * how.size <= self.width * 0.99 {
            return self.write(how, &beside);
        }
        self.write(how, &both.kk);
        if both.ru != both.kk {
            let face = Face::Regular;
            self.write(Lettering { face, ..how }, &both.ru);
        }
    }

    pub fn gap(&mut self, height: f64) {
        self.y += height;
    }

    /// As many lines, but of about the same width: no word is left alone on the last.
    fn balanced(
        &self,
        face: Face,
        words: &[String],
        mut room: f64,
        mut lines: Vec<String>,
    ) -> Vec<String> {
        while lines.len() > 1 {
            room *= 0.96;
            let fits = words.iter().all(|it| self.letters.width(face, it) <= room);
            let closer = wrapped(self.letters, face, words, room);
            if !fits || closer.len() > lines.len() {
                break;
            }
            lines = closer;
        }
        lines
    }

    /// The size at which every word fits, the lines are not too many, or it is as small as that
    /// may make it.
    fn fitted(&self, how: Lettering, words: &[String]) -> (f64, Vec<String>) {
        let widest = words.iter().map(|it| self.letters.width(how.face, it));
        let widest = widest.fold(0.0, f64::max);
        let room = self.width * 0.99;
        let mut size = how.size.min(room / widest);
        let least = size * LEAST;
        loop {
            let lines = wrapped(self.letters, how.face, words, room / size);
            if lines.len() <= how.lines || size * 0.97 < least {
                return (size, self.balanced(how.face, words, room / size, lines));
            }
            size *= 0.97;
        }
    }
}

/// Both languages in one line, or the one where they are the same.
pub fn side_by_side(both: &Both) -> String {
    match both.kk == both.ru || both.ru.is_empty() {
        true => both.kk.clone(),
        false => format!("{} · {}", both.kk, both.ru),
    }
}

/// Words as they may be parted. What does not break stays together.
fn words(text: &str) -> Vec<String> {
    let breaks = |c: char| (c.is_whitespace() && c != '\u{a0}') || c.is_control();
    let words = text.split(breaks).filter(|it| !it.is_empty());
    words.map(str::to_owned).collect()
}

/// Lines of at most this width, for letters of size 1.
fn wrapped(letters: &PosterLetters, face: Face, words: &[String], room: f64) -> Vec<String> {
    let space = letters.width(face, " ");
    let mut lines: Vec<(String, f64)> = Vec::new();
    for word in words {
        let width = letters.width(face, word);
        match lines.last_mut() {
            Some((line, taken)) if *taken + space + width <= room => {
                line.push(' ');
                line.push_str(word);
                *taken += space + width;
            }
            _ => lines.push((word.clone(), width)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}
