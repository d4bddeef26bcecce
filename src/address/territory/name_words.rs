//! Which words belong to one name: «Северное кольцо», «Фахд бен Абдул Азиз», «"Кирзавод-1,2"».
use super::item::Name;
use super::names::Names;
use crate::address::words::kind::Kind;
use crate::address::words::lex::TokenKind;
use crate::address::words::tables::{Role, Sign};

impl Names<'_> {
    /// Reads name words from here. Returns the first token after the name.
    pub fn name_forward(
        &self,
        at: usize,
        name: &mut Name,
        more: &mut Vec<String>,
        quoted: &mut bool,
    ) -> Option<usize> {
        if self.mark(at, '"') {
            return self.quoted_name(at, name, more, quoted);
        }
        let mut end = at;
        if let Some(next) = self.name_number(at) {
            end = next + 1;
        } else {
            let far = end + 6;
            // «ул. им. Т. Петрова»
            let honour = self.word(end).is_some_and(|w| w.has(Sign::Title));
            end += usize::from(honour && self.is_initial(end + 1));
            while end < far && self.is_initial(end) {
                end += if self.mark(end + 1, '.') { 2 } else { 1 };
            }
            let word = self.word(end)?;
            let free = word.kind.is_none() || self.kind_is_name(end) || word.capital && end > at;
            if !free
                || word.letters < 2
                || !word.capital && word.role.is_some() && !word.has(Sign::Title)
            {
                return None;
            }
            end += 1;
        }
        let mut words_taken = 1;
        while words_taken < 6 {
            let Some(step) = self.name_goes_on(end) else {
                break;
            };
            end += step;
            words_taken += 1;
        }
        let (start, stop) = (self.toks.get(at)?.start, self.toks.get(end - 1)?.end);
        name.text = self.text.get(start..stop)?.to_owned();
        Some(end)
    }

    /// «гор. больница»: of the town, not a town.
    pub fn short_of_town(&self, at: usize) -> bool {
        let town = self.word(at);
        let town = town.is_some_and(|w| w.kind == Some(Kind::City) && w.dotted);
        let next = self.word(at + 1);
        town && next.is_some_and(|w| !w.capital && w.kind.is_none() && w.letters > 2)
    }

    /// «ДГКБ», «ЖББМ»: capitals without a vowel.
    pub fn is_acronym(&self, at: usize) -> bool {
        let token = self.toks.get(at).filter(|t| t.word().is_some());
        let text = token.and_then(|t| self.text.get(t.start..t.end));
        let consonant = |c: char| c.is_uppercase() && !"АЕЁИОУЫЭЮЯӘӨҰҮІ".contains(c);
        text.is_some_and(|t| t.chars().count() > 1 && t.chars().all(consonant))
    }

    /// «Керей, Жәнібек хандар»: the word of honour speaks for both.
    fn pair_of_khans(&self, at: usize) -> bool {
        let name = |i: usize| self.word(i).is_some_and(|w| w.capital && w.kind.is_none());
        let khans = self
            .word(at + 2)
            .is_some_and(|w| w.key.starts_with("handar"));
        self.mark(at, ',') && name(at + 1) && khans
    }

    /// How many tokens the next word of the same name takes.
    pub fn name_goes_on(&self, at: usize) -> Option<usize> {
        if self.glued_dash(at) && self.word(at + 1).is_some_and(|w| w.kind.is_none()) {
            return Some(2);
        }
        if self.pair_of_khans(at) {
            return Some(3);
        }
        // «Нуркена-Абдирова», «Ж. Аймауытов», «Абая (Правды)» end here; spaced words may go on.
        let word = self.word(at)?;
        if self.is_initial(at) {
            return None;
        }
        // «Фахд бен Абдул Азиз»
        if word.key == "ben" && self.word(at + 1).is_some_and(|w| w.key == "abdul") {
            return Some(2);
        }
        if word.has(Sign::Title) {
            return Some(1);
        }
        if word.kind.is_some()
            || word.role.is_some() && !word.capital
            || word.role == Some(Role::Venue)
        {
            return None;
        }
        if word.capital {
            return Some(1);
        }
        // A small word belongs to the name when the name ends with it.
        let ends = match self.toks.get(at + 1).map(|t| &t.what) {
            None
            | Some(TokenKind::Mark(',' | ';' | '.' | '"' | '(' | '\n') | TokenKind::Number(_)) => {
                true
            }
            Some(TokenKind::Word(w)) => {
                w.kind.is_some() && w.has(Sign::After)
                    || matches!(
                        w.role,
                        Some(Role::House | Role::From | Role::Odd | Role::Even)
                    )
                    || w.role == Some(Role::And)
                        && (self.name_starts(at + 2)
                            || self.word(at + 2).is_some_and(|w| w.kind.is_some()))
            }
            Some(TokenKind::Mark(_)) => false,
        };
        ends.then_some(1)
    }

    pub fn quoted_name(
        &self,
        at: usize,
        name: &mut Name,
        more: &mut Vec<String>,
        quoted: &mut bool,
    ) -> Option<usize> {
        let close = (at + 2..(at + 14).min(self.toks.len())).find(|i| self.mark(*i, '"'))?;
        let mut last = close;
        // «Кирзавод-1,2»: a name and its numbers.
        let number =
            |i: &usize| self.glued_number(*i).is_some() || self.toks[*i].number().is_some();
        if let Some(dash) = (at + 2..close).find(number) {
            let numbers = super::ranges::unit_numbers(&self.toks[dash..close]);
            let only = self.toks[dash..close].iter().all(|t| {
                t.number().is_some()
                    || t.is_mark(',')
                    || t.is_mark('-')
                    || t.role() == Some(Role::And)
            });
            if only && let Some((first, rest)) = numbers.split_first() {
                name.number.clone_from(first);
                more.extend_from_slice(rest);
                last = dash;
            }
        }
        let (start, stop) = (self.toks.get(at + 1)?.start, self.toks.get(last - 1)?.end);
        name.text = self.text.get(start..stop)?.to_owned();
        *quoted = true;
        Some(close + 1)
    }
}
