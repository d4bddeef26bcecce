//! Coordinates that a person typed or copied, among other words.

use super::lexemes::{Decimal, Lexeme, Mark, lexemes};
use crate::domain::Point;

/// So many decimals and a number is taken for degrees, without any sign of it: 100 metres. A house
/// and a flat, a date and an hour, two prices have fewer.
const DECIMALS: usize = 3;

/// The first coordinates in the text.
pub(super) fn first(text: &str) -> Option<Point> {
    let lexemes = lexemes(text);
    (0..lexemes.len()).find_map(|at| {
        point(LexemeReader {
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
    /// Only blanks part the degrees from the minutes: no guess where both have a side of the world.
    bare: bool,
}

fn point(mut reader: LexemeReader<'_>) -> Option<Point> {
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
    let marked = first.mark.is_some() && second.mark.is_some();
    if first.bare != second.bare || first.bare && !marked {
        return None;
    }
    match (latitude(&first), latitude(&second)) {
        (Some(one), Some(other)) if one == other => None,
        // Letters that name the sides of the world are no guess: they go before the order.
        (Some(false), _) | (_, Some(true)) => Point::new(second.degrees, first.degrees),
        _ => Point::new(first.degrees, second.degrees),
    }
}

/// A word with a colon, as apps put before the second number.
fn label(reader: &mut LexemeReader<'_>) {
    let mut ahead = *reader;
    if ahead.skip(Lexeme::Word) && ahead.skip(Lexeme::Colon) {
        ahead.skip(Lexeme::Space);
        *reader = ahead;
    }
}

fn coordinate(reader: &mut LexemeReader<'_>) -> Option<Coordinate> {
    let mut mark = reader.mark();
    if mark.is_some() {
        reader.skip(Lexeme::Space);
        reader.skip(Lexeme::Colon);
        reader.skip(Lexeme::Space);
    }
    let number = reader.number()?;
    let mut angle = angle(reader, number, mark.is_some())?;
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
        bare: angle.minutes && !angle.degree,
    })
}

/// Degrees without their sign.
struct Angle {
    size: f64,
    /// Has it a degree sign?
    degree: bool,
    minutes: bool,
}

/// The degree sign, minutes and seconds behind a number. None where a number behind them is left
/// over: without it this would be another place.
fn angle(reader: &mut LexemeReader<'_>, number: Decimal, marked: bool) -> Option<Angle> {
    let mut angle = Angle {
        size: number.size,
        degree: false,
        minutes: false,
    };
    let mut ahead = *reader;
    ahead.skip(Lexeme::Space);
    if !ahead.skip(Lexeme::Degree) {
        if let Some(size) = bare_minutes(reader, number, marked) {
            angle.minutes = true;
            angle.size += size;
        }
        return Some(angle);
    }
    *reader = ahead;
    angle.degree = true;
    if number.decimals > 0 {
        return Some(angle);
    }
    // The sign of the minutes may be left out behind their decimals.
    let minutes = part(reader, |reader| reader.skip(Lexeme::Minute));
    let Some(minutes) = minutes.or_else(|| part_with_decimals(reader)) else {
        return (!reader.number_is_left()).then_some(angle);
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
    (!reader.number_is_left()).then_some(angle)
}

/// `N 46 59.700`, `N 46 59 42`, `46 59.700 N`: minutes, and perhaps seconds, behind blanks, as a part
/// of a degree.
fn bare_minutes(reader: &mut LexemeReader<'_>, degrees: Decimal, marked: bool) -> Option<f64> {
    let mut ahead = *reader;
    let mut next = || {
        let number = (ahead.skip(Lexeme::Space))
            .then(|| ahead.number())
            .flatten()?;
        (!number.negative && number.size < 60.0).then_some((number, ahead))
    };
    let (minutes, behind) = next().filter(|_| degrees.decimals == 0)?;
    let (size, behind) = if minutes.decimals > 0 {
        (minutes.size / 60.0, behind)
    } else {
        // Without its letter before it, the first of three numbers may be a house.
        let (seconds, behind) = next().filter(|_| marked)?;
        (minutes.size / 60.0 + seconds.size / 3600.0, behind)
    };
    let mut after = behind;
    after.skip(Lexeme::Space);
    let closed = marked || matches!(after.next(), Some(Lexeme::Mark(_)));
    let signed = matches!(
        after.next(),
        Some(Lexeme::Degree | Lexeme::Minute | Lexeme::Second | Lexeme::Number(_))
    );
    if !closed || signed {
        return None;
    }
    *reader = behind;
    Some(size)
}

/// Minutes with decimals and without their sign.
fn part_with_decimals(reader: &mut LexemeReader<'_>) -> Option<f64> {
    let mut ahead = *reader;
    ahead.skip(Lexeme::Space);
    let number = ahead.number()?;
    let signed = matches!(
        ahead.next(),
        Some(Lexeme::Degree | Lexeme::Minute | Lexeme::Second)
    );
    if number.negative || number.size >= 60.0 || number.decimals == 0 || signed {
        return None;
    }
    *reader = ahead;
    Some(number.size)
}

/// A number under 60 with its closing sign. Nothing is read if it is not that.
fn part(
    reader: &mut LexemeReader<'_>,
    closes: impl Fn(&mut LexemeReader<'_>) -> bool,
) -> Option<f64> {
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
struct LexemeReader<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
}

impl LexemeReader<'_> {
    fn next(&self) -> Option<Lexeme> {
        self.lexemes.get(self.at).copied()
    }

    /// Goes past this lexeme if it is the next.
    fn skip(&mut self, lexeme: Lexeme) -> bool {
        let is_next = self.next() == Some(lexeme);
        self.at += usize::from(is_next);
        is_next
    }

    fn number(&mut self) -> Option<Decimal> {
        let Some(Lexeme::Number(number)) = self.next() else {
            return None;
        };
        self.at += 1;
        Some(number)
    }

    /// Whether a number follows that is not the degrees of the other coordinate.
    fn number_is_left(&self) -> bool {
        let mut ahead = *self;
        ahead.skip(Lexeme::Space);
        let number = ahead.number().is_some();
        ahead.skip(Lexeme::Space);
        number && ahead.next() != Some(Lexeme::Degree)
    }

    fn mark(&mut self) -> Option<Mark> {
        let Some(Lexeme::Mark(mark)) = self.next() else {
            return None;
        };
        self.at += 1;
        Some(mark)
    }
}
