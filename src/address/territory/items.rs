//! Which names of a text are items, and which only stand in a sentence.
use super::draft::Before;
use super::lists::ListReader;
use super::names::FoundName;
use super::numbers;
use super::ranges::Listed;
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// A bare name counts in a list or before houses, not in the middle of a sentence.
    pub fn is_item(&self, found: &FoundName) -> bool {
        // «музей им. М. Габдуллина» is no street.
        let named_after = self.toks[self.at]
            .word()
            .is_some_and(|w| matches!(w.key.as_str(), "im" | "imeni" | "atindagi"));
        let building = self
            .at
            .checked_sub(1)
            .and_then(|i| self.toks[i].word())
            .is_some_and(|w| w.kind.is_none());
        if named_after && building && found.kind.is_none() {
            return false;
        }
        if let Some(kind) = found.kind {
            let written = found.name.text.chars().next();
            let area = !kind.is_area() || written.is_some_and(char::is_uppercase) || found.quoted;
            return area && !found.name.is_empty();
        }
        if self.edge > 0 || self.corner > 0 {
            return true;
        }
        let houses = numbers::read(&self.names, found.end).is_some()
            || self.toks.get(found.end).is_some_and(|t| t.is_mark(','))
                && self
                    .toks
                    .get(found.end + 1)
                    .is_some_and(|t| t.number().is_some() || t.role() == Some(Role::House));
        if found.quoted {
            return self.is_quoted_item(found, houses);
        }
        let ends = self.name_ends(found.end);
        let name = &found.name.text;
        let capital = name
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let acronym = name.chars().count() > 1 && name.chars().all(|c| c.is_uppercase());
        let place = self.before != Before::Nothing || houses;
        ends && place
            && (!self.read.boundary
                || self.inherit.is_some_and(|(_, plural)| plural)
                || self.listed_in_contour(found.end))
            && (capital && (!acronym || self.before == Before::Comma && self.in_units())
                || self.small_names
                    && houses
                    && self.before != Before::Nothing
                    && (self.at == 0 || matches!(self.toks[self.at - 1].what, TokenKind::Mark(_)))
                || (self.small_names || self.listed_small(found))
                    && self
                        .inherit
                        .is_some_and(|(kind, plural)| kind.is_street() || plural)
                    && self.before != Before::Nothing
                    && !acronym)
    }

    fn in_units(&self) -> bool {
        self.inherit.is_some_and(|(kind, _)| kind.is_unit())
    }

    /// «А, Б, В ықшам аудандарында», «А – Б – В»: in the description of a contour.
    pub fn listed_in_contour(&self, from: usize) -> bool {
        let rest = &self.toks[from..self.toks.len().min(from + 40)];
        let joins = |t: &Token| {
            t.is_mark(',')
                || t.is_mark('-')
                || t.role() == Some(Role::And)
                || t.word().is_some_and(|w| w.capital)
        };
        let end = rest.iter().find(|t| t.kind().is_some() || !joins(t));
        let plural = end
            .and_then(Token::word)
            .is_some_and(|w| w.has(Sign::Plural) && w.has(Sign::After) && w.kind.is_some());
        let dash = |i: usize| self.toks.get(i).is_some_and(|t| t.is_mark('-') && t.spaced);
        let next = dash(from) && self.names.name_starts(from + 1);
        let last = self.at > 0
            && dash(self.at - 1)
            && self
                .read
                .drafts
                .last()
                .is_some_and(|d| d.found.end + 1 == self.at);
        plural || next || last
    }

    /// «улицы Садовая, луговая»: right after a name of the same list.
    pub fn listed_small(&self, found: &FoundName) -> bool {
        let name = &found.name.text;
        self.read
            .drafts
            .last()
            .is_some_and(|d| d.found.end == self.comma_before())
            && !name.contains(' ')
    }

    /// «микрорайон «А», «Б»»: a list of quoted names; other quoted names are shops and cafés.
    pub fn is_quoted_item(&self, found: &FoundName, houses: bool) -> bool {
        let list = self.read.drafts.last().is_none_or(|d| {
            d.group != self.group
                || d.houses.is_empty()
                    && d.part.is_none()
                    && (d.found.kind.is_none_or(|k| k == Kind::City) || !d.found.more.is_empty())
        });
        let ends = self.toks.get(found.end).is_none_or(|t| {
            matches!(t.what, TokenKind::Mark(',' | ';' | '.' | '(')) || t.role() == Some(Role::And)
        });
        if list && ends && self.before != Before::Nothing {
            return true;
        }
        let before_quoted = self.read.drafts.last().is_some_and(|d| {
            d.found.quoted && d.group == self.group && d.found.end == self.comma_before()
        });
        // «"А" (ул. Б), "В"»: the list goes on after the bracket.
        let after_bracket = self.at > 1
            && self.toks[self.at - 1].is_mark(',')
            && self.toks[self.at - 2].is_mark(')')
            && self
                .read
                .drafts
                .iter()
                .any(|d| d.found.quoted && d.group == self.group);
        before_quoted
            || after_bracket
            || houses
                && self
                    .toks
                    .get(found.end)
                    .is_some_and(|t| t.number().is_some())
    }

    /// What may follow a bare name of a list.
    pub fn name_ends(&self, end: usize) -> bool {
        match self.toks.get(end) {
            None => true,
            Some(t) => match &t.what {
                // A stray quote ends the text.
                TokenKind::Mark('"') => end + 1 == self.toks.len(),
                // «Восточный <ФИО>»: a name taken out.
                TokenKind::Mark(m) => {
                    matches!(m, ',' | ';' | ')' | '(' | ':' | '.' | '-' | '|' | '/' | '<')
                }
                TokenKind::Number(_) => true,
                TokenKind::Word(w) => {
                    matches!(
                        w.role,
                        Some(
                            Role::And
                                | Role::Corner
                                | Role::House
                                | Role::From
                                | Role::Odd
                                | Role::Even
                                | Role::Partly
                                | Role::Whole
                                | Role::Between
                        )
                    ) || w.kind.is_some()
                }
            },
        }
    }

    pub fn inside(&self, found: &FoundName) -> bool {
        if self.beyond {
            return true;
        }
        let Some(kind) = found.kind else {
            let last = self.read.drafts.last().filter(|d| d.group == self.group);
            return self
                .inherit
                .is_some_and(|(k, plural)| plural && k.is_unit())
                && last.is_some_and(|d| d.inside);
        };
        let said = self.at > 0 && self.toks[self.at - 1].role() == Some(Role::In);
        let key = found.kind_key.as_str();
        kind.is_unit()
            && (found.after && ["nda", "nde"].iter().any(|e| key.ends_with(e))
                || said && !found.after && (key.ends_with("ah") || key.ends_with('e')))
    }
}

impl ListReader<'_> {
    /// «возле дома 10» tells where something is; «ул. Степная-1» may be the first of several streets,
    /// «ул. Абая - 24 дома» a count.
    pub fn doubtful(&self, listed: &Listed) -> bool {
        let near = |at: usize| self.names.word(at).is_some_and(|w| w.has(Sign::Near));
        let Some(before) = self.at.checked_sub(1) else {
            return near(listed.end);
        };
        let small = self.toks[self.at].number();
        let small = small.is_some_and(|n| n.house.number < 10);
        let touches = self
            .current
            .is_some_and(|i| self.read.drafts[i].found.end == before);
        let count = self.names.word(listed.end - 1);
        let count = count.is_some_and(|w| w.key == "doma" && !w.dotted);
        let dash = self.names.mark(before, '-') && touches && listed.count == 1;
        // «шағынауданындағы 10 үй» are ten houses, «10-үй» is one.
        let many = self
            .names
            .word(listed.end - 1)
            .is_some_and(|w| w.key == "ui")
            && self
                .names
                .word(before)
                .is_some_and(|w| w.key.ends_with("dagi") && w.kind.is_some())
            && listed.count == 1
            && listed.end == self.at + 2
            && self.toks[self.at].number().is_some_and(|n| !n.ordinal);
        many || dash && (count || small && self.names.glued_dash(before))
            || near(listed.end)
            || near(before)
    }
}
