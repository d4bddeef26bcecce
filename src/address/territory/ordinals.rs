//! Streets that share one name and are told apart by their numbers: «1-й, 2-й переулки Садовые».
use super::draft::Before;
use super::item::Name;
use super::lists::ListReader;
use super::names::FoundName;
use crate::address::words::houses::House;
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::tables::{Role, Sign};

/// Ordinals that stand together, as written, and the first token after them.
struct OrdinalRun {
    written: Vec<String>,
    end: usize,
}

impl ListReader<'_> {
    /// Takes the streets if such a list begins here.
    pub fn ordinal_names(&mut self) -> bool {
        // Only where a number is near: this is asked at every word.
        let near = self.toks.len().min(self.at + 10);
        let word = self.toks[self.at].word().is_some();
        if word
            && !self.toks[self.at..near]
                .iter()
                .any(|t| t.number().is_some())
        {
            return false;
        }
        let listed = self
            .numbers_first()
            .or_else(|| word.then(|| self.name_first()).flatten())
            .or_else(|| self.units_of_list());
        let Some((found, numbers)) = listed else {
            return self.leave_ordinals();
        };
        let text = found.name.text.clone();
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.before = Before::Comma;
            }
            let name = match text.is_empty() {
                true => Name {
                    text: String::new(),
                    number: number.chars().take_while(char::is_ascii_digit).collect(),
                },
                false => Name {
                    text: format!("{number} {text}"),
                    number: String::new(),
                },
            };
            let from = self.at;
            self.take(FoundName {
                name,
                ..found.clone()
            });
            if at + 1 < numbers.len() {
                self.at = from;
            }
        }
        true
    }

    /// Ordinals that name nothing are left, but for the last, which may belong to the next word.
    fn leave_ordinals(&mut self) -> bool {
        let run = self
            .ordinals(self.at, false)
            .filter(|run| run.written.len() > 1)
            .filter(|run| self.toks.get(run.end).and_then(Token::role) != Some(Role::House));
        let Some(last) = run.map(|run| run.end - 1) else {
            return false;
        };
        for at in self.at..last {
            self.leave(at);
        }
        self.at = last;
        true
    }

    /// «1-й, 2-й переулки Садовые», «улицы 1-я и 2-я Садовая», «1-ші, 2-ші тұйықтар».
    fn numbers_first(&self) -> Option<(FoundName, Vec<String>)> {
        let prefix = self.toks[self.at].kind().filter(|k| k.is_street());
        let dot = usize::from(
            prefix.is_some()
                && (self.names.mark(self.at + 1, '.') || self.names.mark(self.at + 1, ':')),
        );
        let from = self.at + usize::from(prefix.is_some()) + dot;
        let run = self.ordinals(from, self.names.mark(from, '№'))?;
        let last = self.names.word(run.end);
        // «№ 24, № 25 көшелері»
        if self.names.mark(self.at, '№') {
            let kind = last.filter(|w| w.has(Sign::After)).and_then(|w| w.kind);
            let found = FoundName::nameless(kind.filter(|k| k.is_street())?, run.end + 1);
            return Some((found, run.written));
        }
        let street = |kind: Option<Kind>| kind.is_none_or(Kind::is_street);
        let found = self.names.at(run.end, false).filter(|f| {
            let capital = f.is_capital();
            capital && street(f.kind)
        });
        // One number alone needs the kind between: «2-й пер. Садовый».
        let between =
            found.as_ref().is_some_and(|f| f.kind.is_some() && !f.after) && prefix.is_none();
        if run.written.len() < 2 && !between {
            return None;
        }
        if let Some(found) = found {
            let kind = found.kind.or(prefix);
            return Some((FoundName { kind, ..found }, run.written));
        }
        // «ул. 5-я, 7-я»
        let kind = last.and_then(|w| w.kind).filter(|k| k.is_street());
        let found = FoundName::nameless(kind.or(prefix)?, run.end + usize::from(kind.is_some()));
        Some((found, run.written))
    }

    /// «микрорайоны Восток, Север, 16-й, 17-й и 18-й»
    fn units_of_list(&self) -> Option<(FoundName, Vec<String>)> {
        let (kind, _) = self.inherit.filter(|(_, plural)| *plural)?;
        let listed = matches!(self.before, Before::Comma | Before::And);
        let counted = matches!(kind, Kind::Microdistrict | Kind::Quarter);
        let run = self.ordinals(self.at, false)?;
        let next = self.toks.get(run.end).and_then(Token::word);
        let ends = next.is_none_or(|w| w.role != Some(Role::House) && w.kind.is_none());
        (listed && counted && ends && run.written.len() > 1)
            .then(|| (FoundName::nameless(kind, run.end), run.written))
    }

    /// «Садовый 1-ші, 2-ші тұйықтары», «ул. Садовая 1-я, 2-я».
    fn name_first(&self) -> Option<(FoundName, Vec<String>)> {
        let found = self.names.at(self.at, false)?;
        let capital = found.is_capital();
        let street = found.kind.is_none_or(Kind::is_street) && !found.after;
        if let Some((kind, numbers, end)) = self
            .lane_after(found.end)
            .filter(|_| capital && found.kind.is_none())
        {
            return Some((
                FoundName {
                    kind: Some(kind),
                    end,
                    ..found
                },
                numbers,
            ));
        }
        let run = self
            .ordinals(found.end, false)
            .filter(|_| capital && street)?;
        let word = self.toks.get(run.end).and_then(Token::word);
        let kind = word.and_then(|w| w.kind).filter(|k| k.is_street());
        let named = self.names.name_starts(run.end + 1) && kind.is_some();
        let kind = kind.filter(|_| !named);
        let ends = self.toks.get(run.end).is_none_or(|t| t.word().is_none());
        if found.kind.is_none() && kind.is_none() || kind.is_none() && !ends && !named {
            return None;
        }
        let end = run.end + usize::from(kind.is_some());
        let kind = found.kind.or(kind);
        Some((FoundName { kind, end, ..found }, run.written))
    }

    /// «Маяковский, 2-бұр.», «Маяковский 1, 2, 3-бұрылыстары»: lanes of that street.
    fn lane_after(&self, at: usize) -> Option<(Kind, Vec<String>, usize)> {
        let mut at = at + usize::from(self.names.mark(at, ','));
        let mut numbers = Vec::new();
        loop {
            let number = self.toks.get(at).and_then(Token::number)?;
            if !number.house.is_plain() || numbers.len() == 30 {
                return None;
            }
            numbers.push(number.house.number.to_string());
            if self.names.glued_dash(at + 1) {
                break;
            }
            let joins = |t: &Token| t.is_mark(',') || t.role() == Some(Role::And);
            at += 1 + usize::from(self.toks.get(at + 1).is_some_and(joins));
        }
        let kind = self.names.word(at + 2)?.kind;
        let kind = kind.filter(|k| matches!(k, Kind::Lane | Kind::DeadEnd | Kind::Passage))?;
        Some((kind, numbers, at + 3))
    }

    /// «1-й, 2-й и 3-й», «1-я – 5-я»; `signed`: «№ 1, № 2».
    fn ordinals(&self, at: usize, signed: bool) -> Option<OrdinalRun> {
        let ordinal = |i: usize| {
            let number = self.toks.get(i).and_then(Token::number)?;
            let token = &self.toks[i];
            let written = self.names.text.get(token.start..token.end)?;
            (number.ordinal || signed && self.names.mark(i - 1, '№'))
                .then_some(number.house)
                .filter(House::is_plain)
                .map(|house| (house.number, written.to_owned()))
        };
        let at = at + usize::from(signed);
        let (mut last, first) = ordinal(at)?;
        let mut run = OrdinalRun {
            written: vec![first],
            end: at + 1,
        };
        // A longer list is no list of streets.
        while run.written.len() < 30 {
            let dash = self.names.mark(run.end, '-');
            let mut next = run.end;
            while next < run.end + 2
                && (self.names.mark(next, ',')
                    || next == run.end && dash
                    || self
                        .toks
                        .get(next)
                        .is_some_and(|t| t.role() == Some(Role::And)))
            {
                next += 1;
            }
            next += usize::from(signed && self.names.mark(next, '№'));
            let Some((number, written)) = ordinal(next).filter(|_| next > run.end) else {
                return Some(run);
            };
            if dash && number > last && number - last < 30 {
                run.written
                    .extend((last + 1..number).map(|n| n.to_string()));
            }
            run.written.push(written);
            last = number;
            run.end = next + 1;
        }
        Some(run)
    }
}
