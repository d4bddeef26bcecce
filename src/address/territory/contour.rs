//! What kind of line it is: a contour, a list under a headline, several numbered lists.
use super::names::Names;
use crate::address::words::houses::House;
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::{Role, Sign};

/// «1. … 2. … 3. …» in one line.
pub fn numbered_items(line: &[Token]) -> Vec<&[Token]> {
    let numbered = |at: usize, wanted: u32| {
        let number = line[at]
            .number()
            .is_some_and(|n| n.house == House::plain(wanted));
        let dot = line
            .get(at + 1)
            .is_some_and(|t| t.is_mark('.') || t.is_mark(')'));
        number && dot && line.get(at + 2).is_some_and(|t| t.spaced)
    };
    let mut items = Vec::new();
    let (mut from, mut next) = (0, 1);
    for at in 0..line.len() {
        if numbered(at, next) && (at == 0 || next > 1) {
            items.push(&line[from..at]);
            from = at;
            next += 1;
        }
    }
    items.push(&line[from..]);
    items
}

/// The line describes a contour, not a list.
pub fn is_boundary(toks: &[Token], headed: bool) -> bool {
    // «жылу мен ыстық су шектелді»: water is restricted, nothing is bounded.
    let cut_off = |at: usize| {
        toks[at].word().is_some_and(|w| w.key.starts_with("wektel"))
            && toks[..at]
                .iter()
                .any(|t| t.word().is_some_and(|w| w.has(Sign::Supply)))
    };
    let contour = |at: usize| match toks[at].role() {
        Some(Role::Boundary) => headline(toks, at).is_none() && !cut_off(at),
        Some(Role::Onward) => {
            let before = at.checked_sub(1).map(|i| &toks[i]);
            let number = (2..4).any(|back| {
                at.checked_sub(back)
                    .is_some_and(|i| toks[i].number().is_some())
            });
            !before.is_some_and(|t| {
                t.role() == Some(Role::And)
                    || t.number().is_some()
                    || number && t.role() == Some(Role::To)
            })
        }
        _ => false,
    };
    // «по чётной стороне улицы … до улицы …»
    let side = |at: usize| {
        matches!(
            toks[at].role(),
            Some(Role::Odd | Role::Even | Role::OtherSide)
        ) && toks
            .get(at + 1)
            .is_some_and(|t| t.role() == Some(Role::Side))
            && toks.get(at + 2).is_some_and(|t| t.kind().is_some())
    };
    let sides = (0..toks.len()).any(side) && toks.iter().any(|t| t.role() == Some(Role::To));
    // «…; посёлки А, Б; объекты вдоль тракта»: one thing of a list that lies along a road.
    let last_group = toks.iter().rposition(|t| t.is_mark(';')).unwrap_or(0);
    let along = |at: usize| {
        at > last_group && last_group > 0 && toks[at].word().is_some_and(|w| w.key == "vdol")
    };
    let contours = (0..toks.len())
        .any(|at| contour(at) && toks[at].word().is_some_and(|w| !w.capital) && !along(at));
    // «Границы: улицы Абая, Мира» is a contour, «Границы: ул. Абая № 1, 3» a list.
    let houses = toks.windows(3).any(|t| {
        let joins = t[1].is_mark(',') || t[1].is_mark('-');
        t[2].number().is_some()
            && (joins && t[0].number().is_some()
                || t[1].is_mark('№')
                || t[1].role() == Some(Role::House))
    });
    sides || contours || headed && !houses
}

/// «Границы участка:» before a list: where the colon is.
pub fn headline(toks: &[Token], at: usize) -> Option<usize> {
    if toks.get(at)?.role() != Some(Role::Boundary) {
        return None;
    }
    let said = at > 0 && toks[at - 1].role() == Some(Role::In);
    let opens = (at - usize::from(said))
        .checked_sub(1)
        .is_none_or(|i| matches!(toks[i].what, TokenKind::Mark('.' | ';' | ',' | ')')));
    let colon = toks[at..]
        .iter()
        .take(10)
        .position(|t| t.is_mark(':'))
        .filter(|_| opens)?;
    let named = toks[at..at + colon].iter().any(|t| t.kind().is_some());
    (!named).then_some(at + colon)
}

/// «Әбдіров (Самал шағын ауданы) … Чехов (Отырар шағын ауданы)»: every street says where it is.
pub fn many_places(text: &str, toks: &[Token]) -> bool {
    let names = Names { text, toks };
    let brackets = (0..toks.len()).filter(|at| toks[*at].is_mark('(')).take(20);
    let places = brackets.filter(|at| {
        let found = names.at(at + 1, false);
        found.is_some_and(|f| f.kind.is_some_and(Kind::is_unit) && names.mark(f.end, ')'))
    });
    places.count() > 1
}
