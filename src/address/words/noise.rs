//! Telephone numbers, hours and dates beside a territory: no houses.
use super::lex::{Token, TokenKind};
use super::tables::Role;

/// Takes them out of the tokens; returns where they stood.
pub fn take_out(text: &str, mut toks: Vec<Token>) -> (Vec<Token>, Vec<(usize, usize)>) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < toks.len() {
        let size = match &toks[at].what {
            TokenKind::Number(_) => telephone(&toks[at..]).max(clock(text, &toks, at)),
            TokenKind::Word(w) if w.key.starts_with("tel") && w.letters < 9 => called(&toks[at..]),
            _ => 0,
        };
        if size > 0 {
            // «с 9:00»
            let said = at > 0 && matches!(toks[at - 1].role(), Some(Role::From | Role::To));
            runs.push((at - usize::from(said), at + size));
        }
        at += size.max(1);
    }
    let noise = runs
        .iter()
        .map(|(from, to)| (toks[*from].start, toks[*to - 1].end))
        .collect();
    let mut place = 0;
    let mut runs = runs.into_iter().peekable();
    toks.retain(|_| {
        while runs.next_if(|run| run.1 <= place).is_some() {}
        let out = runs.peek().is_some_and(|run| run.0 <= place);
        place += 1;
        !out
    });
    (toks, noise)
}

/// «8 701 123 45 67», «8 (7172) 55-66-77»: a number before a bracket, or five in a row.
fn telephone(toks: &[Token]) -> usize {
    let number = |i: usize| {
        toks.get(i)
            .and_then(Token::number)
            .filter(|n| n.house.is_plain())
            .map(|n| n.house.number)
    };
    if !matches!(number(0), Some(7 | 8)) {
        return 0;
    }
    let code = |i: usize| number(i).is_some_and(|n| n > 99);
    let bracket = toks.get(1).is_some_and(|t| t.is_mark('('))
        && code(2)
        && toks.get(3).is_some_and(|t| t.is_mark(')'));
    let from = if bracket { 4 } else { 1 };
    let mut end = from;
    let mut count = 0;
    while let Some(token) = toks.get(end) {
        if token.number().is_some() && !toks[end - 1].is_mark(',') {
            count += 1;
        } else if !(token.is_mark('-') && number(end + 1).is_some()) {
            break;
        }
        end += 1;
    }
    if bracket && count > 0 || code(1) && count == 4 {
        end
    } else {
        0
    }
}

/// «тел. 8 701 …»
fn called(toks: &[Token]) -> usize {
    let digits = |t: &Token| {
        t.word()
            .is_some_and(|w| w.key.bytes().all(|b| b.is_ascii_digit()))
    };
    let goes_on = |t: &&Token| {
        t.number().is_some()
            || digits(t)
            || matches!(
                t.what,
                TokenKind::Mark('-' | '(' | ')' | '+' | '.' | ':' | ',')
            )
    };
    let rest = toks[1..].iter().take_while(goes_on).count();
    let last = toks[1..=rest]
        .iter()
        .rposition(|t| t.number().is_some() || digits(t));
    last.map_or(0, |i| i + 2)
}

/// «9:00», «с 10.00 до 17.00», «25.10.2024», with the words around them.
fn clock(text: &str, toks: &[Token], at: usize) -> usize {
    let mark = |i: usize, c: char| toks.get(i).is_some_and(|t| t.is_mark(c) && !t.spaced);
    let digits = |i: usize| {
        let token = toks
            .get(i)
            .filter(|t| t.number().is_some_and(|n| n.house.is_plain()))?;
        text.get(token.start..token.end)
            .filter(|t| t.len() == token.end - token.start)
    };
    let glued = |i: usize| toks.get(i).is_some_and(|t| !t.spaced);
    let (Some(_), Some(second), true) = (digits(at), digits(at + 2), glued(at + 2)) else {
        return 0;
    };
    let year = digits(at + 4).is_some_and(|y| y.len() == 4) && glued(at + 4);
    if mark(at + 1, '.') && mark(at + 3, '.') && year {
        return 5;
    }
    let told = at
        .checked_sub(1)
        .is_some_and(|i| matches!(toks[i].role(), Some(Role::From | Role::To)));
    let minutes =
        second.len() == 2 && (mark(at + 1, ':') || mark(at + 1, '.') && (second == "00" || told));
    if minutes { 3 } else { 0 }
}
