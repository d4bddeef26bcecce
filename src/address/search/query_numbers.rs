//! Numbers of a typed address: house, flat, micro-district, a part of the name.
use super::query::{QueryReader, Typed, TypedUnit};
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::places;
use crate::address::words::tables::Role;

impl QueryReader<'_> {
    pub fn number(&mut self, at: usize) {
        let Some(number) = self.toks[at].number() else {
            return;
        };
        if let Some(next) = self.names.name_number(at) {
            self.add_part(places::number_part(&number.house), at);
            self.at = next;
            return;
        }
        let dash = at > 0 && self.toks[at - 1].is_mark('-') && self.glued(at - 1);
        let more = |from: usize| self.toks[from..].iter().any(|t| t.number().is_some());
        // «е-10 4», «27-15 4»: a street that is still only a code, and a house.
        let letter = self.query.runs.last().is_some_and(|r| {
            r.words.len() == 1 && r.words[0].initial && r.place + 1 + usize::from(dash) == at
        });
        let second = self.toks.get(at + 2).filter(|_| {
            self.query.runs.is_empty()
                && self.query.units.is_empty()
                && self.query.numbers.is_empty()
        });
        let ordinal = number.ordinal
            && self.open
            && !self
                .toks
                .get(at + 1)
                .is_some_and(|t| t.role() == Some(Role::House));
        let pair = second.is_some_and(|t| t.number().is_some())
            && self.toks[at + 1].is_mark('-')
            && self.toks.get(at + 3).is_some_and(|t| {
                t.is_mark(',') || t.number().is_some() || t.role() == Some(Role::House)
            })
            && more(at + 3);
        if pair || ordinal || letter && (dash || self.open && more(at + 1)) {
            self.open = self.open && !pair;
            self.add_part(places::number_part(&number.house), at);
            if let Some(second) = second.and_then(Token::number).filter(|_| pair) {
                self.add_part(places::number_part(&second.house), at + 2);
                self.at = at + 3;
            }
            self.open = false;
            return;
        }
        let typed = Typed {
            house: number.house,
            marked: false,
            // «3-Қайың»
            ordinal: number.ordinal
                || self.names.glued_dash(at + 1) && self.names.name_starts(at + 2),
            place: at,
        };
        if dash && at >= 2 && self.toks[at - 2].word().is_some() && self.open {
            if let Some(run) = self.query.runs.last_mut() {
                run.glued = Some(typed.house);
            }
            self.open = false;
            return;
        }
        self.open = false;
        // «9-14» after a name is house and flat.
        let after_number = dash && at >= 2 && self.toks[at - 2].number().is_some();
        let flat = after_number
            && !self.query.runs.is_empty()
            && self.query.numbers.last().is_some_and(|n| n.place + 2 == at);
        let flat_of_unit =
            after_number && !self.query.units.is_empty() && !self.query.numbers.is_empty();
        if !flat && !flat_of_unit {
            self.query.numbers.push(typed);
        }
    }

    /// «набережная 5»: a kind word that names nothing is a name itself.
    pub fn kind_without_name(&mut self) {
        let alone = self.query.runs.is_empty() && self.query.units.is_empty();
        let place = self.toks.iter().position(|t| {
            t.word()
                .is_some_and(|w| w.letters > 4 && w.kind.is_some_and(Kind::is_street))
        });
        if let Some(at) = place.filter(|_| alone) {
            self.kind = None;
            self.add(at);
        }
    }

    /// «13-42-17», «31Б 20»: micro-district, house, flat.
    pub fn numbers_without_names(&mut self) {
        let q = &mut self.query;
        if q.runs.is_empty() && q.units.is_empty() && q.numbers.len() >= 2 {
            let unit = q.numbers.remove(0);
            q.units.push(TypedUnit {
                number: unit.house.unit(),
                kind: Kind::Microdistrict,
                of_run: None,
            });
        }
    }

    /// «Гагарина - Жамбыла», «Абая/Мира»: names and no number.
    pub fn corner_of_dash(&mut self) {
        let free = self.query.numbers.is_empty() && self.query.units.is_empty();
        let joined = |t: &Token| t.is_mark('-') && t.spaced || t.is_mark('/');
        let mut pairs = self.query.runs.windows(2);
        if free
            && pairs.any(|p| {
                let between = self.toks.get(p[0].place + 1..p[1].place);
                between.unwrap_or_default().iter().any(joined)
            })
        {
            self.query.corner = true;
        }
    }

    /// «Туран – №24 қиылысы»: of two streets that meet, one is only a number.
    pub fn signed_street(&mut self) {
        let [number] = self.query.numbers.as_slice() else {
            return;
        };
        let signed = number.place > 0 && self.toks[number.place - 1].is_mark('№');
        let one = self.query.runs.len() == 1 && self.query.units.is_empty();
        if self.query.corner && signed && one && number.house.is_plain() && !number.marked {
            self.query.units.push(TypedUnit {
                number: number.house.unit(),
                kind: Kind::Street,
                of_run: None,
            });
            self.query.numbers.clear();
        }
    }

    /// «дом 5» marks the next number, «5 дом» and «5-үй» the one before.
    pub fn house_word(&mut self, at: usize) {
        self.open = false;
        let skip = (at + 1..at + 3).find(|i| {
            !self
                .toks
                .get(*i)
                .is_some_and(|t| t.is_mark('№') || t.is_mark('.'))
        });
        let next = skip.filter(|i| self.toks.get(*i).is_some_and(|t| t.number().is_some()));
        let dash = at > 0 && self.toks[at - 1].is_mark('-');
        if let Some(next) = next.filter(|_| !dash) {
            self.number(next);
            if let Some(last) = self.query.numbers.last_mut() {
                last.marked = true;
            }
            self.at = self.at.max(next + 1);
        } else if let Some(last) = self.query.numbers.last_mut() {
            last.marked = true;
        }
    }

    /// The number of a flat is not an address of the street.
    pub fn flat(&mut self, at: usize) {
        self.open = false;
        let dash = at > 0 && self.toks[at - 1].is_mark('-');
        let skip = at
            + 1
            + usize::from(
                self.toks
                    .get(at + 1)
                    .is_some_and(|t| t.is_mark('№') || t.is_mark('-') || t.is_mark('.')),
            );
        if !dash && self.toks.get(skip).is_some_and(|t| t.number().is_some()) {
            self.at = skip + 1;
        } else if at > 0 && (dash || self.toks[at - 1].number().is_some()) {
            self.query.numbers.pop();
        }
    }
}
