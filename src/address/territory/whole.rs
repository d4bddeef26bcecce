//! When a micro-district, an estate, a village or a quarter is meant as a whole: only if its item is
//! nothing but its name and kind. With anything else in it, it is a place, or narrowed by what may
//! not have been understood, and is never surely all of it.
use super::draft::{Before, TerritoryDraft};
use super::item::{Extent, Part};
use super::lists::ListReader;
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind, Word};
use crate::address::words::places;
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// Marks every name whose item says more than the name and its kind.
    pub fn mark_narrowed(&mut self) {
        let first = |byte: usize| self.toks.partition_point(|t| t.start < byte);
        let past = |byte: usize| self.toks.partition_point(|t| t.end <= byte);
        let drafts = self.read.drafts.iter();
        let spans: Vec<_> = drafts.map(|d| (first(d.span.0), past(d.span.1))).collect();
        let narrowed: Vec<bool> = (0..spans.len())
            .map(|at| self.says_more(&spans, at))
            .collect();
        for (draft, narrowed) in self.read.drafts.iter_mut().zip(narrowed) {
            draft.narrowed = narrowed;
        }
    }

    fn says_more(&self, spans: &[(usize, usize)], at: usize) -> bool {
        let (from, to) = spans[at];
        let before = at.checked_sub(1).map(|i| spans[i].1.min(from));
        let lead = &self.toks[before.unwrap_or(0)..from];
        let next = spans.get(at + 1).map(|next| next.0.max(to));
        let tail = &self.toks[to..next.unwrap_or(self.toks.len())];
        self.led(lead, at) || self.followed(tail, at)
    }

    /// What stands before it in its own item.
    fn led(&self, lead: &[Token], at: usize) -> bool {
        let own = lead.iter().rposition(separates);
        // «новостройки мкр. Арман»
        if says_first(&lead[own.map_or(0, |own| own + 1)..]) {
            return true;
        }
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let street = |i: usize| self.kind(i).is_none_or(Kind::is_street);
        match own {
            // «ул. Абая 5 мкр. Арман»
            None => !self.kind(before).is_some_and(Kind::is_area) && !self.overlaps(before, at),
            // «ул. Абая (мкр. Арман)»
            Some(own) => {
                let bracket = lead[own].is_mark('(') && !lead[..own].iter().any(separates);
                bracket && street(before) && !self.read.drafts[before].heads
            }
        }
    }

    /// What stands after it in its own item.
    fn followed(&self, tail: &[Token], at: usize) -> bool {
        let next = at + 1;
        let Some(after) = self.read.drafts.get(next) else {
            return says_something(tail);
        };
        let Some(last) = tail.iter().rposition(separates) else {
            return !self.kind(next).is_some_and(Kind::is_area) && !self.overlaps(at, next);
        };
        let here = after.group == self.read.drafts[at].group;
        here && self.lies_in(next, at, last + 1 == tail.len()) || says_something(&tail[..last])
    }

    /// «мкр. Арман, кварталы № 1, 4, 9», «с. Косшы, ЖК «Лесная поляна»», «мкр. Арман, центр»: what
    /// is named next lies in it.
    fn lies_in(&self, next: usize, at: usize, bare: bool) -> bool {
        let [inner, outer] = [next, at].map(|i| &self.read.drafts[i]);
        let named = |draft: &TerritoryDraft| !draft.found.name.text.is_empty();
        let village = self.kind(at) == Some(Kind::Settlement);
        match self.kind(next) {
            Some(Kind::Quarter) if self.kind(at) == Some(Kind::Quarter) => false,
            // «микрорайоны 5, 6, квартал 14»: a list.
            Some(Kind::Quarter) if outer.found.plural || !outer.found.more.is_empty() => false,
            Some(Kind::Quarter) => village || !named(inner) && inner.before != Before::And,
            Some(Kind::Complex) => village,
            _ => bare && inner.part == Some(Part::Vague),
        }
    }

    fn kind(&self, draft: usize) -> Option<Kind> {
        let draft = &self.read.drafts[draft];
        draft.found.kind.or(draft.inherits)
    }

    /// Several names were read from the same words.
    fn overlaps(&self, one: usize, next: usize) -> bool {
        self.read.drafts[one].span.1 > self.read.drafts[next].span.0
    }
}

impl TerritoryDraft {
    /// Whether it is a unit whose item says more than its name; a bare name may be one.
    pub fn narrowed(&self, kind: Kind) -> bool {
        (kind.is_unit() || kind == Kind::Unnamed) && self.narrowed
    }
}

impl Extent {
    /// The same, but not all of it where something narrows it.
    pub fn whole_unless(self, narrowed: Option<Part>) -> Extent {
        match (self, narrowed) {
            (Extent::Whole, Some(why)) => Extent::Part {
                why,
                rules: Vec::new(),
            },
            (extent, _) => extent,
        }
    }
}

/// Parts one item from the next; the dash of «административно-деловой» does not.
fn separates(token: &Token) -> bool {
    let mark = matches!(
        token.what,
        TokenKind::Mark(',' | ';' | '|' | ':' | '(' | '/' | '.')
    );
    mark || token.is_mark('-') && token.spaced || token.role() == Some(Role::And)
}

/// Whether words before a name are more than what leads to it: «все жилые дома в», «территория».
fn says_first(tokens: &[Token]) -> bool {
    let words = |token: &Token| token.word().is_some_and(narrows);
    // «жители нескольких микрорайонов»
    let how_many = |token: &Token| token.role() == Some(Role::Measure);
    let some = match tokens.split_last() {
        Some((last, before)) if how_many(last) => before.iter().any(words),
        _ => tokens.iter().any(words),
    };
    // «5 домов мкр. Арман»
    let counted =
        |pair: &[Token]| pair[0].number().is_some() && pair[1].role() == Some(Role::House);
    some || tokens.windows(2).any(counted)
}

fn narrows(word: &Word) -> bool {
    let leads = match word.role {
        Some(Role::In) => !word.has(Sign::Near),
        role => matches!(role, Some(Role::And | Role::Whole | Role::House)),
    };
    let neutral = || NEUTRAL.iter().any(|it| word.key.starts_with(it));
    let known = leads || word.kind.is_some() || word.has(Sign::Title);
    !known && !places::is_city(&word.key) && !neutral()
}

/// Begins to say what happens there: «… будет открыт новый пункт», «… нет воды».
const PREDICATES: [&str; 5] = ["net", "budet", "budut", "ostanetsia", "ostanutsia"];

/// Beginnings of words that say nothing of a place or all of it: «территория», «обслуживает»,
/// «это», «аумағы».
const NEUTRAL: [&str; 4] = ["teritor", "obsluj", "eto", "aumag"];

/// Whether there is more than what joins items and closes quotes.
fn says_something(tokens: &[Token]) -> bool {
    let strong = |t: &Token| matches!(t.what, TokenKind::Mark(';' | '|'));
    let end = tokens.iter().position(strong).unwrap_or(tokens.len());
    let word = |sign: fn(&Word) -> bool| tokens[..end].iter().filter_map(Token::word).any(sign);
    if word(|w| w.has(Sign::Supply)) {
        return false;
    }
    // «все дома», «барлық үйлер»
    let all = word(|w| w.role == Some(Role::Whole));
    // «<ФИО>»: a name taken out. «…, «Заречье»»: another name.
    let mut closes = None;
    for (at, token) in tokens[..end].iter().enumerate() {
        let parted = at > 0 && separates(&tokens[at - 1]);
        match &token.what {
            TokenKind::Mark(mark) if closes == Some(*mark) => closes = None,
            _ if closes.is_some() => {}
            TokenKind::Mark('<') => closes = Some('>'),
            TokenKind::Mark('"') if parted => closes = Some('"'),
            TokenKind::Mark(_) => {}
            TokenKind::Number(_) => return true,
            TokenKind::Word(word) if PREDICATES.contains(&word.key.as_str()) => return false,
            TokenKind::Word(word) => {
                let joins = match word.role {
                    Some(Role::House) => all,
                    role => matches!(role, Some(Role::And | Role::In | Role::Whole)),
                };
                if !joins && !word.has(Sign::Title) && !places::is_city(&word.key) {
                    return true;
                }
            }
        }
    }
    false
}
