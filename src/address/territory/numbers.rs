//! A list of house numbers: «1, 3–9, 12А и 14», «с д. 93 по д. 189», «4 – 10 – 13».
use super::names::Names;
use super::ranges::{Listed, counts_on, is_amount, numbered_before, push};
use crate::address::words::houses::{House, Rule};
use crate::address::words::kind::Kind;
use crate::address::words::lex::{GrammaticalCase, Token, TokenKind};
use crate::address::words::tables::Role;

/// Reads the list that begins at this token, if one does.
pub fn read(names: &Names, at: usize) -> Option<Listed> {
    let mut list = Listed {
        rules: Vec::new(),
        end: at,
        last: at,
        house_word: false,
        plain: 0,
        chain: false,
        count: 0,
    };
    let mut place = at;
    while let Some(start) = lead_in(names, place, &mut list) {
        let Some(end) = element(names, start, &mut list) else {
            break;
        };
        list.end = end;
        place = end;
        if names
            .toks
            .get(place)
            .is_some_and(|t| t.role() == Some(Role::House))
            && !number_after(names, place + 1)
        {
            // «1, 2, 6 дома» ends its list.
            list.house_word = true;
            list.end = place + 1;
            let more =
                list.end + usize::from(names.toks.get(list.end).is_some_and(|t| t.is_mark(',')));
            if !names
                .toks
                .get(more)
                .is_some_and(|t| t.role() == Some(Role::House) || t.number().is_some())
                || units_begin(names, more)
            {
                break;
            }
            place = list.end;
        }
    }
    (list.count > 0).then_some(list)
}

/// «21 д., 22, 23, 24 мкр.»: the numbers after the last house are micro-districts.
fn units_begin(names: &Names, at: usize) -> bool {
    let joins = |t: &Token| t.number().is_some() || t.is_mark(',') || t.role() == Some(Role::And);
    let size = names.toks[at..]
        .iter()
        .take(40)
        .take_while(|t| joins(t))
        .count();
    let kind = names.toks.get(at + size).and_then(Token::kind);
    size > 2 && kind.is_some_and(Kind::is_unit) && !names.name_starts(at + size + 1)
}

fn number_after(names: &Names, at: usize) -> bool {
    let skip = at + usize::from(names.toks.get(at).is_some_and(|t| t.is_mark('№')));
    names.toks.get(skip).is_some_and(|t| t.number().is_some()) && is_house(names, skip)
}

/// Skips commas, «и», «дома», № before the next number. `None` when no number follows.
fn lead_in(names: &Names, at: usize, list: &mut Listed) -> Option<usize> {
    let mut place = at;
    let mut house_word = false;
    while let Some(token) = names.toks.get(place) {
        match &token.what {
            TokenKind::Number(_) => break,
            TokenKind::Mark('№' | '#') => house_word = true,
            TokenKind::Mark(',') if place > at || list.count > 0 => {}
            TokenKind::Mark('-' | '.' | ':') if list.count == 0 && place > at => {}
            TokenKind::Mark('"') => return None,
            TokenKind::Word(w) if w.role == Some(Role::House) => house_word = true,
            TokenKind::Word(w) if w.role == Some(Role::And) && list.count > 0 => {}
            TokenKind::Word(w)
                if w.role == Some(Role::From)
                    || w.role == Some(Role::Building) && list.count == 0 => {}
            _ => return None,
        }
        place += 1;
        if place > at + 6 {
            return None;
        }
    }
    if !is_house(names, place) {
        return None;
    }
    if house_word && !list.house_word {
        list.plain = list.rules.len();
        list.house_word = true;
    }
    Some(place)
}

/// A number that is not that of a micro-district or the beginning of a name.
pub fn is_house(names: &Names, at: usize) -> bool {
    let Some(number) = names.toks.get(at).and_then(Token::number) else {
        return false;
    };
    if names.name_number(at).is_some() {
        return false;
    }
    // «№5 роддом», «№5 мектеп»: the number of something that is no house.
    let dash = usize::from(names.glued_dash(at + 1));
    let signed = at > 0 && names.toks[at - 1].is_mark('№');
    // «гимназия №9», «школа 5».
    let signs = names.toks[..at]
        .iter()
        .rev()
        .take_while(|t| t.is_mark('№'))
        .count();
    let place = at.checked_sub(1 + signs).map(|i| &names.toks[i]);
    let venue = at.saturating_sub(1 + signs);
    if place.is_some_and(|t| t.role() == Some(Role::Venue)) && !numbered_before(names, venue) {
        return false;
    }
    let plain = |w: &crate::address::words::lex::Word| {
        let bare = number.house.is_plain();
        signed && bare && !w.capital && w.role.is_none() && w.kind.is_none() && w.letters > 2
    };
    // «№12 ГКБ»
    if signed && names.is_acronym(at + 1) {
        return false;
    }
    // «15-бұрылыс» is a lane.
    let lane = names.word(at + 2).and_then(|w| w.kind);
    if dash == 1 && matches!(lane, Some(Kind::Lane | Kind::DeadEnd | Kind::Passage)) {
        return false;
    }
    // «3 этаж», but «3, этаж 2» without its comma.
    let inner = names.toks.get(at + 1 + dash).and_then(Token::role);
    let inner = matches!(inner, Some(Role::Flat | Role::Entrance | Role::Floor));
    let its_own = names.toks.get(at + 2).is_some_and(|t| t.number().is_some());
    if inner && !its_own || is_amount(names, at) {
        return false;
    }
    if names
        .toks
        .get(at + 1 + dash)
        .and_then(Token::word)
        .is_some_and(|w| {
            w.role == Some(Role::Venue) || plain(w) || signed && names.short_of_town(at + 1)
        })
    {
        return false;
    }
    let unit = names.numbered_unit(at).is_some();
    !unit && (!number.ordinal || ordinal_houses(names, at))
}

/// «12-ші үйде», «12-ші және 14-ші үйлерінде».
fn ordinal_houses(names: &Names, at: usize) -> bool {
    let joins = |t: &Token| t.number().is_some() || t.is_mark(',') || t.role() == Some(Role::And);
    let after = names.toks.get(at + 1..).unwrap_or_default().iter().take(30);
    let next = after.clone().find(|t| !joins(t));
    next.is_some_and(|t| t.role() == Some(Role::House))
}

/// One number, a range, or a chain of dashes. Returns the first token after it.
fn element(names: &Names, at: usize, list: &mut Listed) -> Option<usize> {
    let from_word = at > 0
        && (1..=3).any(|back| {
            at.checked_sub(back)
                .and_then(|i| names.toks.get(i))
                .is_some_and(|t| t.role() == Some(Role::From))
        });
    let first = names.toks.get(at)?.number()?.house;
    let mut chain = vec![first];
    list.last = at;
    if let Some(after) = worded(names, at, first, from_word, list) {
        return Some(after);
    }
    let mut end = dashed(names, at + 1, &mut chain, list);
    // «30 и далее».
    let and = usize::from(
        names
            .toks
            .get(end)
            .is_some_and(|t| t.role() == Some(Role::And)),
    );
    let onward = names
        .toks
        .get(end + and)
        .is_some_and(|t| t.role() == Some(Role::Onward));
    end += usize::from(
        names.mark(end, '-')
            && names
                .toks
                .get(end + 1)
                .is_some_and(|t| t.role() == Some(Role::To))
            && names
                .toks
                .get(end + 2)
                .is_some_and(|t| t.role() == Some(Role::Onward)),
    );
    let to = and == 0
        && names
            .toks
            .get(end)
            .is_some_and(|t| t.role() == Some(Role::To))
        && names
            .toks
            .get(end + 1)
            .is_some_and(|t| t.role() == Some(Role::Onward));
    if onward && and == 1 || to {
        end += 2;
    }
    if (from_word || to || onward && and == 1) && chain.len() == 1 {
        let from = chain.remove(0);
        list.count += 1;
        list.rules.push(Rule::Range {
            from,
            to: None,
            side: None,
        });
        return Some(end);
    }
    // «17/1-5/»: a stray slash.
    if names.toks.get(end).is_some_and(|t| t.is_mark('/')) {
        end += 1;
    }
    let unclear = counts_on(list, &chain);
    push(list, chain);
    list.rules.extend(unclear);
    Some(end)
}

/// «39-үй», «10-нан 20-ға дейін», «№1 үйден №45 үйге дейін», «с д. 93 по д. 189».
fn worded(
    names: &Names,
    at: usize,
    first: House,
    from_word: bool,
    list: &mut Listed,
) -> Option<usize> {
    let end = at + 1;
    let mut chain = vec![first];
    if let Some((last, after)) = kazakh_house_range(names, end) {
        list.house_word = true;
        chain.push(last);
        push(list, chain);
        return Some(after);
    }
    // «39-үй», «30-шы ғимарат».
    if names.toks.get(end).is_some_and(|t| t.is_mark('-'))
        && names
            .toks
            .get(end + 1)
            .is_some_and(|t| t.role() == Some(Role::House))
    {
        list.house_word = true;
        push(list, chain);
        return Some(end + 2);
    }
    // «10-нан 20-ға дейін».
    if names.toks[at]
        .number()
        .is_some_and(|n| n.case == Some(GrammaticalCase::From))
        && let end = end + usize::from(names.mark(end, '№'))
        && let Some(last) = names
            .toks
            .get(end)
            .and_then(Token::number)
            .filter(|n| n.case == Some(GrammaticalCase::To))
    {
        chain.push(last.house);
        list.last = end;
        push(list, chain);
        let word = usize::from(
            names
                .toks
                .get(end + 1)
                .is_some_and(|t| t.role() == Some(Role::To)),
        );
        return Some(end + 1 + word);
    }
    if from_word && let Some((last, after)) = up_to(names, end) {
        if last < first {
            // «от дома 53 до 2б»: whoever counts down may mean what lies between.
            list.count += 2;
            list.rules.push(Rule::Ends {
                from: last,
                to: first,
            });
            return Some(after);
        }
        chain.push(last);
        push(list, chain);
        return Some(after);
    }
    None
}

/// The numbers that hang on dashes after the first; returns where they end.
fn dashed(names: &Names, at: usize, chain: &mut Vec<House>, list: &mut Listed) -> usize {
    let mut end = at;
    // «23 по 47» is «23–47».
    let to = |t: &Token| {
        t.role() == Some(Role::To) || t.word().is_some_and(|w| w.key == "po" && !w.dotted)
    };
    while names
        .toks
        .get(end)
        .is_some_and(|t| t.is_mark('-') || chain.len() == 1 && to(t))
    {
        let sign = usize::from(
            names
                .toks
                .get(end + 1)
                .is_some_and(|t| t.is_mark('№') || t.role() == Some(Role::House)),
        );
        let next = end + 1 + sign;
        if !is_house(names, next) {
            break;
        }
        let Some(number) = names.toks.get(next).and_then(Token::number) else {
            break;
        };
        chain.push(number.house);
        list.last = next;
        end = next + 1;
    }
    end
}

/// «№1 үйден №45 үйге дейін».
fn kazakh_house_range(names: &Names, at: usize) -> Option<(House, usize)> {
    let case = |place: usize, endings: [&str; 2]| {
        let word = names
            .toks
            .get(place)
            .and_then(Token::word)
            .filter(|w| w.role == Some(Role::House));
        word.is_some_and(|w| endings.iter().any(|e| w.key.ends_with(e)))
    };
    // «14-үйден 28-үйге»
    let dash = |place: usize| place + usize::from(names.mark(place, '-'));
    let at = dash(at);
    if !case(at, ["den", "nen"]) {
        return None;
    }
    let place = at + 1 + usize::from(names.toks.get(at + 1).is_some_and(|t| t.is_mark('№')));
    let last = names.toks.get(place).and_then(Token::number)?;
    let word = dash(place + 1);
    let to = names.toks.get(word + 1);
    let to = usize::from(to.is_some_and(|t| t.role() == Some(Role::To)));
    case(word, ["ge", "ne"]).then(|| (last.house, word + 1 + to))
}

/// «по д. 189», «до 15» after «с …».
fn up_to(names: &Names, at: usize) -> Option<(House, usize)> {
    let mut place = at;
    let mut joined = false;
    while let Some(token) = names.toks.get(place) {
        match &token.what {
            TokenKind::Number(n) if joined && is_house(names, place) => {
                return Some((n.house, place + 1));
            }
            TokenKind::Word(w) if matches!(w.role, Some(Role::To | Role::In)) => joined = true,
            TokenKind::Word(w) if w.role == Some(Role::House) => {}
            TokenKind::Mark('№' | '.') => {}
            _ => return None,
        }
        place += 1;
    }
    None
}
