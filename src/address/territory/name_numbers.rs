//! Numbers that belong to names: «13 мкр», «Алтай-1», «Степной 1–4», «8 Марта».
use super::draft::Before;
use super::item::{Name, unit_number};
use super::lists::ListReader;
use super::names::{FoundName, Names};
use super::numbers;
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::lex::TokenKind;
use crate::address::words::tables::{Role, Sign};

impl Names<'_> {
    /// «13 мкр», «5-м микрорайоне», «4-микрорайона», «21 улица».
    pub fn numbered_unit(&self, at: usize) -> Option<FoundName> {
        let number = self.toks.get(at)?.number()?;
        let dash = usize::from(self.glued_dash(at + 1));
        let word = self.word(at + 1 + dash)?;
        let kind = word
            .kind
            .filter(|k| k.is_unit() || (number.ordinal || dash == 1) && *k == Kind::Street)?;
        if word.kind == Some(Kind::Settlement) && !number.ordinal || number.house.part.is_some() {
            return None;
        }
        let end = at + 2 + dash;
        // «в 23 микрорайоне Пришахтинска», but «дома 5 микрорайона Строитель».
        let inside = at > 0 && self.toks[at - 1].role() == Some(Role::In);
        let plain = !number.ordinal && dash == 0 && !inside;
        let named = self.name_starts(end) || self.mark(end, '"');
        // «в доме № 7 микрорайона 9»
        let number_next = self.toks.get(end).is_some_and(|t| t.number().is_some());
        if plain && number_next && word.has(Sign::Genitive) {
            return None;
        }
        if plain && named && (word.has(Sign::Genitive) || self.after_houses(at)) {
            return None;
        }
        Some(FoundName {
            kind: Some(kind),
            name: unit_number(&number.house),
            more: Vec::new(),
            end,
            plural: word.has(Sign::Plural),
            genitive: word.has(Sign::Genitive),
            after: true,
            quoted: false,
            kind_key: word.key.clone(),
        })
    }

    /// «дома 12, 14, 16 мкр. Ивушка», «ул. Абая 5, 7 мкр. Самал»: the number ends a list of houses.
    fn after_houses(&self, at: usize) -> bool {
        let listed = |i: usize| match self.toks[i].what {
            TokenKind::Number(_) | TokenKind::Mark(',' | '№') => true,
            TokenKind::Mark('-') => i > 0 && self.toks[i - 1].number().is_some(),
            _ => false,
        };
        let far = at.saturating_sub(40);
        let Some(before) = (far..at).rev().find(|i| !listed(*i)) else {
            return false;
        };
        let named = self.toks[before].word();
        let named = named.is_some_and(|w| w.capital && w.kind.is_none() && w.role.is_none());
        self.toks[before].role() == Some(Role::House)
            || self.mark(before, ':')
            || named && !self.mark(before + 1, ',')
    }

    pub fn glued_number(&self, at: usize) -> Option<String> {
        let number = self.toks.get(at + 1).and_then(Token::number)?;
        let plain = number.house.part.is_none() && self.glued_dash(at);
        plain.then(|| unit_number(&number.house).number)
    }

    /// «Алтай-1», «Степной 1–4»: the number belongs to the micro-district's name.
    pub fn own_number(&self, found: &mut FoundName) {
        let unit = found.kind.is_some_and(Kind::is_unit);
        if let Some(number) = self.glued_number(found.end) {
            if unit {
                found.name.number = number;
                found.end += 2;
                if found.plural || self.counts_on(found) {
                    self.more_numbers(found);
                } else if let Some(last) = self.range_end(found.end) {
                    expand(&found.name.number.clone(), &last, &mut found.more);
                    found.end += 2;
                }
            } else if found.kind.is_some_and(Kind::is_area) && !found.after {
                // «район ТЭЦ-3»
                found.name.number = number;
                found.end += 2;
            }
            return;
        }
        // «Микрорайоны Восток – 1, 2».
        let dash = usize::from(unit && found.plural && self.mark(found.end, '-'));
        if unit && let Some(first) = self.toks.get(found.end + dash).and_then(Token::number) {
            found.end += dash;
            if first.house.part.is_some() || self.numbered_unit(found.end).is_some() {
                return;
            }
            let first = unit_number(&first.house).number;
            let last = self.range_end(found.end + 1);
            // «Самал 2 …»: without a comma the number is part of the name; a list of houses has commas.
            let listed = self.mark(found.end + 1, ',')
                && self
                    .toks
                    .get(found.end + 2)
                    .is_some_and(|t| t.number().is_some());
            if let Some(last) = last.filter(|last| self.few(found, last)) {
                expand(&first, &last, &mut found.more);
                found.name.number = first;
                found.end += 3;
            } else if self.range_end(found.end + 1).is_none() && !listed
                || found.plural
                || self.counts_on(found)
            {
                found.name.number = first;
                found.end += 1;
                if listed {
                    self.more_numbers(found);
                }
            }
        }
    }

    /// «Степной-1, 2, 3»: numbers that count on after a glued one.
    pub fn numbers_of_glued(&self, found: &mut FoundName) {
        if !found.name.number.is_empty() && self.counts_on(found) {
            self.more_numbers(found);
        }
    }

    /// «Мамыр 1–7» are micro-districts, «мкр. Ясный 1–45» houses.
    fn few(&self, found: &FoundName, last: &str) -> bool {
        let numbered = self
            .word(found.end.saturating_sub(1))
            .is_some_and(|w| w.has(Sign::Numbered));
        let more = self.mark(found.end + 3, ',')
            && self
                .toks
                .get(found.end + 4)
                .is_some_and(|t| t.number().is_some());
        let most = if numbered || found.plural { 30 } else { 9 };
        last.parse::<u32>().is_ok_and(|n| n <= most) && (!more || numbered || found.plural)
    }

    /// «Орбита 1, 2, 3», «Алтай-1, 2»: small numbers that count on after a micro-district known by
    /// numbers are micro-districts; other lists are houses.
    fn counts_on(&self, found: &FoundName) -> bool {
        let numbered = self
            .word(found.end.saturating_sub(1))
            .is_some_and(|w| w.has(Sign::Numbered));
        let mut last = found.name.number.parse::<u32>().ok();
        if !numbered && last.is_none() {
            return false;
        }
        let mut at = found.end;
        let mut count = 0;
        while let Some(token) = self.toks.get(at) {
            if let Some(number) = token.number() {
                let next = number.house.number;
                let fits = match last {
                    Some(last) => next == last + 1 || numbered && next > last,
                    None => true,
                };
                if !fits
                    || next > 8
                    || number.house.part.is_some()
                    || self.numbered_unit(at).is_some()
                {
                    return false;
                }
                last = Some(next);
                count += 1;
            } else if !(token.is_mark(',')
                && self.toks.get(at + 1).is_some_and(|t| t.number().is_some()))
                && token.role() != Some(Role::And)
            {
                return count > 0 && !token.is_mark('-');
            }
            at += 1;
        }
        count > 0
    }

    /// The number after a dash here.
    pub fn range_end(&self, at: usize) -> Option<String> {
        let number = self.toks.get(at + 1).and_then(Token::number)?;
        (self.mark(at, '-') && number.house.part.is_none())
            .then(|| unit_number(&number.house).number)
    }

    /// «11а, 12, 13 и 15–17» after a plural kind word.
    pub fn more_numbers(&self, found: &mut FoundName) {
        if let Some(last) = self.range_end(found.end) {
            expand(&found.name.number.clone(), &last, &mut found.more);
            found.end += 2;
        }
        loop {
            let comma = self.mark(found.end, ',');
            let and = self
                .toks
                .get(found.end)
                .is_some_and(|t| t.role() == Some(Role::And));
            let skip = found.end
                + usize::from(comma || and)
                + usize::from(
                    comma
                        && self
                            .toks
                            .get(found.end + 1)
                            .is_some_and(|t| t.role() == Some(Role::And)),
                );
            let Some(number) = self.toks.get(skip).and_then(Token::number) else {
                return;
            };
            if skip == found.end
                || number.house.part.is_some()
                || self.numbered_unit(skip).is_some()
                || self.name_number(skip).is_some()
            {
                return;
            }
            let first = unit_number(&number.house).number;
            found.end = skip + 1;
            if let Some(last) = self.range_end(found.end) {
                expand(&first, &last, &mut found.more);
                found.end += 2;
            }
            found.more.push(first);
        }
    }

    /// A number that begins a name («8 Марта», «3-я кочегарка», «30 лет Победы»): where the name goes on.
    pub fn name_number(&self, at: usize) -> Option<usize> {
        let number = self.toks.get(at)?.number()?;
        let dash = usize::from(self.glued_dash(at + 1));
        let next = self.word(at + 1 + dash)?;
        let named = next.has(Sign::NumberName);
        let ordinal = number.ordinal
            && next.kind.is_none()
            && (next.role.is_none() || named)
            && (next.capital || named);
        // «3-Қайың көшесі»
        let kazakh = dash == 1
            && next.capital
            && next.kind.is_none()
            && self
                .word(at + 3)
                .is_some_and(|w| w.has(Sign::After) && w.kind.is_some_and(Kind::is_street));
        (named || ordinal || kazakh).then_some(at + 1 + dash)
    }
}

/// Every number of «11–17» after the first.
fn expand(first: &str, last: &str, more: &mut Vec<String>) {
    let (Ok(from), Ok(to)) = (first.parse::<u32>(), last.parse::<u32>()) else {
        more.push(last.to_owned());
        return;
    };
    if to > from && to - from <= 100 {
        more.extend((from + 1..=to).map(|n| n.to_string()));
    } else {
        more.push(last.to_owned());
    }
}

impl ListReader<'_> {
    /// «48, 1, 3, 3а, 3б шағынаудандарында»: numbers of micro-districts before the word.
    pub fn unit_list_at(&self, at: usize) -> Option<FoundName> {
        if let Some(found) = self
            .names
            .at(at, false)
            .filter(|f| f.kind.is_some_and(Kind::is_unit) && f.name.text.is_empty())
        {
            return Some(found);
        }
        // Only numbers, commas and «и» may stand before the word.
        let joins = |t: &Token| {
            t.number().is_some()
                || matches!(t.what, TokenKind::Mark(',' | '-'))
                || t.role() == Some(Role::And)
        };
        // «7, 9, 14 и в 15 микрорайонах»
        let again = |i: usize| {
            self.toks[i].role() == Some(Role::In)
                && i > at
                && self.toks[i - 1].role() == Some(Role::And)
        };
        let joins = |i: usize| joins(&self.toks[i]) || again(i);
        let end = (at..self.toks.len().min(at + 80)).find(|i| !joins(*i))?;
        let kind = self.toks[end].kind().filter(|k| k.is_unit())?;
        let many = self.toks[end].word().is_some_and(|w| w.has(Sign::Plural));
        let parted = (at..end).any(again);
        if many && (parted || self.toks[at].number().is_some_and(|n| n.ordinal)) {
            // «14-го и 15-го микрорайонов»
            return numbered_list(kind, &self.toks[at..end], end + 1);
        }
        let listed = numbers::read(&self.names, at)?;
        let plural_unit = self.toks[end].word().is_some_and(|w| w.has(Sign::Plural));
        if listed.house_word && !plural_unit {
            return None;
        }
        let mut next = listed.end;
        while self
            .toks
            .get(next)
            .is_some_and(|t| t.is_mark(',') || t.is_mark('-') || t.role() == Some(Role::And))
        {
            next += 1;
        }
        let last = self
            .names
            .at(next, false)
            .or_else(|| self.names.at(listed.last, false))
            .filter(|f| f.after && f.name.text.is_empty() && f.kind.is_some_and(Kind::is_unit));
        let kind_word = self
            .toks
            .get(listed.end)
            .and_then(Token::word)
            .filter(|w| w.kind.is_some_and(Kind::is_unit));
        let (end, plural, kind) = match (last, kind_word) {
            (Some(f), _) => (f.end, f.plural, f.kind),
            (None, Some(w)) if !self.names.name_starts(listed.end + 1) => {
                (listed.end + 1, w.has(Sign::Plural), w.kind)
            }
            _ => return None,
        };
        let free = self.current.is_none_or(|i| {
            self.read.drafts[i].found.kind.is_some_and(Kind::is_unit)
                && self.before != Before::Nothing
        });
        if !plural && !free {
            return None;
        }
        numbered_list(kind?, &self.toks[at..end], end)
    }
}

/// Several micro-districts that are only numbers.
pub fn numbered_list(kind: Kind, toks: &[Token], end: usize) -> Option<FoundName> {
    let mut numbers = super::ranges::unit_numbers(toks).into_iter();
    let name = Name {
        text: String::new(),
        number: numbers.next()?,
    };
    Some(FoundName {
        name,
        more: numbers.collect(),
        ..FoundName::nameless(kind, end)
    })
}
