//! Joins a house number with what belongs to it: «24 корпус 1», «196 б», «15 «А»».
use super::houses::{self, House};
use super::lex::{Token, TokenKind};
use super::tables::Role;
use super::upcoming::Upcoming;

/// «10 корпуса 1, 2, 3»: the building last read, and whether the word was plural.
pub struct Built {
    pub house: House,
    pub many: bool,
}

/// The numbers after «10 к. 1» are houses, unless they count on: «10 к. 1, 2, 3».
pub fn more_buildings(
    token: &mut Token,
    built: Option<&Built>,
    plain: bool,
    many: bool,
) -> Option<Built> {
    let TokenKind::Number(number) = &mut token.what else {
        return None;
    };
    if let (true, Some((_, None))) = (plain, number.house.part) {
        return Some(Built {
            house: number.house,
            many,
        });
    }
    let Built { house, many } = *built?;
    let last = house.part.map_or(0, |p| p.0);
    let goes_on = number.house.number == last + 1 || many && number.house.number > last;
    if !goes_on || number.house.part.is_some() || number.ordinal {
        return None;
    }
    number.house = House {
        part: Some((number.house.number, number.house.letter)),
        ..house
    };
    Some(Built {
        house: number.house,
        many,
    })
}

/// «15 «А»», «15"б"».
pub fn quoted_letter(token: &mut Token, rest: &mut Upcoming) {
    let letter = rest
        .word(1)
        .filter(|w| w.letters == 1 && rest.mark(0, '"') && rest.mark(2, '"'))
        .and_then(|w| houses::letter(&w.key));
    if letter.is_some() {
        merge(token, rest, 3, |h| House { letter, ..h });
    }
}

/// «24 корпус 1», «87 к8», «2к1» are 24/1, 87/8, 2/1.
pub fn building(token: &mut Token, rest: &mut Upcoming) {
    let comma = usize::from(rest.mark(0, ','));
    if rest
        .word(comma)
        .is_none_or(|w| w.role != Some(Role::Building))
    {
        // «2к1» is read as 2К and 1.
        let glued = rest.peek(0).is_some_and(|t| !t.spaced);
        let k = token
            .number()
            .is_some_and(|n| n.house.letter == Some('К') && n.house.part.is_none());
        if let Some(part) = rest.number(0).filter(|_| glued && k).map(|n| n.house) {
            merge(token, rest, 1, |h| {
                House { letter: None, ..h }.with_part(part)
            });
        }
        return;
    }
    let place = comma + 1 + usize::from(rest.mark(comma + 1, '№') || rest.mark(comma + 1, '-'));
    if let Some(part) = rest.number(place).map(|n| n.house) {
        merge(token, rest, place + 1, |h| h.with_part(part));
    } else if let Some(letter) = rest
        .word(place)
        .filter(|w| w.letters == 1)
        .and_then(|w| houses::letter(&w.key))
    {
        merge(token, rest, place + 1, |h| House {
            letter: Some(letter),
            ..h
        });
    }
}

/// «196 б» is 196Б, but «5 и 7» is two houses.
pub fn spaced_letter(token: &mut Token, rest: &mut Upcoming) {
    let Some(word) = rest.word(0) else { return };
    if word.letters != 1
        || word.dotted
        || word.key.is_empty()
        || !token
            .number()
            .is_some_and(|n| n.house.is_plain() && !n.ordinal)
    {
        return;
    }
    let ends = match rest.peek(1).map(|t| &t.what) {
        None => true,
        // «41 а-үй», «22 а-15»
        Some(TokenKind::Mark('-')) => {
            let after = rest.peek(2).filter(|t| !t.spaced);
            word.capital
                || after.is_some_and(|t| t.role() == Some(Role::House) || t.number().is_some())
        }
        Some(TokenKind::Mark(_)) => true,
        Some(TokenKind::Number(_)) => rest.mark(2, '.'),
        Some(TokenKind::Word(w)) => {
            w.kind.is_some() || matches!(w.role, Some(Role::Flat | Role::House | Role::Entrance))
        }
    };
    // Words of one letter («и», «в», «с», «к») are letters only at the end.
    let free = word.role.is_none() || word.role == Some(Role::In) && word.key == "a";
    let closes = rest
        .peek(1)
        .is_none_or(|t| matches!(t.what, TokenKind::Mark(',' | ';' | ')')));
    if ends && (free || closes) {
        let letter = houses::letter(&word.key);
        merge(token, rest, 1, |h| House { letter, ..h });
    }
}

/// The number and the next tokens become one number.
pub fn merge(
    token: &mut Token,
    rest: &mut Upcoming,
    count: usize,
    change: impl FnOnce(House) -> House,
) {
    if let TokenKind::Number(n) = &mut token.what {
        n.house = change(n.house);
    }
    token.end = rest.take(count);
}
