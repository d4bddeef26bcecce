//! Coordinates that a person typed or copied, among other words.

use super::lexemes::{Lexeme, Mark, Number, lexemes};
use crate::domain::Point;

/// So many decimals and a number is taken for degrees, without any sign of it: 100 metres. A house
/// and a flat, a date and an hour, two prices have fewer.
const DECIMALS: usize = 3;

/// The first coordinates in the text.
pub(super) fn first(text: &str) -> Option<Point> {
    let lexemes = lexemes(text);
    (0..lexemes.len()).find_map(|at| {
        point(Reader {
            lexemes: &lexemes,
            at,
        })
    })
}

/// One of the two numbers.
struct Coordinate {
    degrees: f64,
    mark: Option<Mark>,
    /// Surely degrees: by its decimals, its minutes or its north and east.
    sure: bool,
}

fn point(mut reader: Reader<'_>) -> Option<Point> {
    if reader.at > 0 && reader.lexemes[reader.at - 1] == Lexeme::Word {
        return None;
    }
    let first = coordinate(&mut reader)?;
    reader.skip(Lexeme::Space);
    reader.skip(Lexeme::Comma);
    reader.skip(Lexeme::Space);
    label(&mut reader);
    let second = coordinate(&mut reader)?;
    if !first.sure || !second.sure {
        return None;
    }
    let latitude = |of: &Coordinate| of.mark.map(|mark| mark.latitude);
    match (latitude(&first), latitude(&second)) {
        (Some(one), Some(other)) if one == other => None,
        // Letters that name the sides of the world are no guess: they go before the order.
        (Some(false), _) | (_, Some(true)) => Point::new(second.degrees, first.degrees),
        _ => Point::new(first.degrees, second.degrees),
    }
}

/// A word with a colon, as apps put before the second number.
fn label(reader: &mut Reader<'_>) {
    let mut ahead = *reader;
    if ahead.skip(Lexeme::Word) && ahead.skip(Lexeme::Colon) {
        ahead.skip(Lexeme::Space);
        *reader = ahead;
    }
}

fn coordinate(reader: &mut Reader<'_>) -> Option<Coordinate> {
    let mut mark = reader.mark();
    if mark.is_some() {
        reader.skip(Lexeme::Space);
        reader.skip(Lexeme::Colon);
        reader.skip(Lexeme::Space);
    }
    let number = reader.number()?;
    let mut angle = angle(reader, number);
    if mark.is_none() {
        let mut ahead = *reader;
        ahead.skip(Lexeme::Space);
        mark = ahead.mark();
        if mark.is_some() {
            *reader = ahead;
        }
    }
    if reader.next() == Some(Lexeme::Word) {
        return None;
    }
    if number.negative || mark.is_some_and(|mark| mark.negative) {
        angle.size = -angle.size;
    }
    let marked = mark.is_some() && (angle.degree || number.decimals > 0);
    Some(Coordinate {
        degrees: angle.size,
        mark,
        sure: number.decimals >= DECIMALS || angle.minutes || marked,
    })
}

/// Degrees without their sign.
struct Angle {
    size: f64,
    /// Has it a degree sign?
    degree: bool,
    minutes: bool,
}

/// The degree sign, minutes and seconds behind a number.
fn angle(reader: &mut Reader<'_>, number: Number) -> Angle {
    let mut angle = Angle {
        size: number.size,
        degree: false,
        minutes: false,
    };
    let mut ahead = *reader;
    ahead.skip(Lexeme::Space);
    if !ahead.skip(Lexeme::Degree) {
        return angle;
    }
    *reader = ahead;
    angle.degree = true;
    if number.decimals > 0 {
        return angle;
    }
    let Some(minutes) = part(reader, |reader| reader.skip(Lexeme::Minute)) else {
        return angle;
    };
    angle.minutes = true;
    angle.size += minutes / 60.0;
    let seconds = part(reader, |reader| {
        let quote = reader.skip(Lexeme::Second)
            || (reader.skip(Lexeme::Minute) && reader.skip(Lexeme::Minute));
        // The quotes are sometimes left out before the letter.
        quote || matches!(reader.next(), Some(Lexeme::Mark(_)))
    });
    angle.size += seconds.unwrap_or(0.0) / 3600.0;
    angle
}

/// A number under 60 with its closing sign. Nothing is read if it is not that.
fn part(reader: &mut Reader<'_>, closes: impl Fn(&mut Reader<'_>) -> bool) -> Option<f64> {
    let mut ahead = *reader;
    ahead.skip(Lexeme::Space);
    let number = ahead.number()?;
    ahead.skip(Lexeme::Space);
    if number.negative || number.size >= 60.0 || !closes(&mut ahead) {
        return None;
    }
    *reader = ahead;
    Some(number.size)
}

/// A place in the lexemes.
#[derive(Clone, Copy)]
struct Reader<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<Lexeme> {
        self.lexemes.get(self.at).copied()
    }

    /// Goes past this lexeme if it is the next.
    fn skip(&mut self, lexeme: Lexeme) -> bool {
        let is_next = self.next() == Some(lexeme);
        self.at += usize::from(is_next);
        is_next
    }

    fn number(&mut self) -> Option<Number> {
        let Some(Lexeme::Number(number)) = self.next() else {
            return None;
        };
        self.at += 1;
        Some(number)
    }

    fn mark(&mut self) -> Option<Mark> {
        let Some(Lexeme::Mark(mark)) = self.next() else {
            return None;
        };
        self.at += 1;
        Some(mark)
    }
}
