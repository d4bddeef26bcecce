//! Brackets, colons, dashes and other marks of a territory.
use super::draft::{Before, Except, Partly, TerritoryDraft};
use super::item::Part;
use super::lists::ListReader;
use super::name_numbers::numbered_list;
use super::names::FoundName;
use super::numbers;
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::places;
use crate::address::words::tables::Role;

impl ListReader<'_> {
    pub fn mark(&mut self, mark: char) {
        match mark {
            ';' | '|' => self.close_group(),
            ',' => self.before = Before::Comma,
            ':' | '(' => self.head(mark),
            ')' => {
                self.heads.pop();
                self.inherit = self.outer.take().or(self.inherit);
                self.except = Except::No;
                self.before = Before::Comma;
            }
            '-' | '/' => self.venue_dash(),
            '"' => return self.name(),
            '№' if self.ordinal_names() => return,
            '№' if self.units_by_sign() || self.street_by_sign() => return,
            '№' | '#'
                if self
                    .toks
                    .get(self.at + 1)
                    .is_some_and(|t| t.number().is_some())
                    && self.names.at(self.at + 1, false).is_none()
                    && numbers::read(&self.names, self.at).is_some() =>
            {
                return self.houses();
            }
            // A sentence in prose: what comes next is not inside what came before.
            '.' if self.at > 0
                && self
                    .toks
                    .get(self.at + 1)
                    .and_then(Token::word)
                    .is_some_and(|w| w.capital)
                && self.toks[self.at - 1]
                    .word()
                    .is_some_and(|w| !w.capital && w.kind.is_none() && w.letters > 2) =>
            {
                self.before = Before::Start;
            }
            '.' if self.at + 1 < self.toks.len() => self.before = Before::Comma,
            _ => {}
        }
        self.at += 1;
    }

    /// «в микрорайонах «Восток-1» и № 13–17»: numbers of micro-districts.
    fn units_by_sign(&mut self) -> bool {
        let units = self.inherit.filter(|(kind, many)| kind.is_unit() && *many);
        let bare = self.current.is_some_and(|i| {
            let d = &self.read.drafts[i];
            d.houses.is_empty() && (d.found.quoted || !d.found.name.number.is_empty())
        });
        let (Some((kind, _)), true) = (units, self.before == Before::And && bare) else {
            return false;
        };
        let Some(listed) = numbers::read(&self.names, self.at) else {
            return false;
        };
        let Some(found) = numbered_list(kind, &self.toks[self.at..listed.end], listed.end) else {
            return false;
        };
        self.take(found);
        true
    }

    pub fn close_group(&mut self) {
        self.settle_waiting();
        self.group += 1;
        self.before = Before::Start;
        self.current = None;
        if self.partly != Partly::Line {
            self.inherit = None;
            self.partly = Partly::No;
        }
        self.except = Except::No;
        self.segment_next = false;
        self.side = None;
        self.next_side = None;
        self.edge = 0;
        self.corner = 0;
        self.main = None;
    }

    /// «Майкудук (…)», «Пришахтинск: …»: a part of the town heads its list.
    pub fn head(&mut self, mark: char) {
        if mark == '(' {
            self.outer = self.inherit;
        }
        let last = self
            .read
            .drafts
            .len()
            .checked_sub(1)
            .filter(|i| self.current == Some(*i));
        // «часть Темиртау: 6 и 7 мкр»: a part of a town has no houses.
        let part = last.is_some_and(|i| self.read.drafts[i].part.is_some());
        if mark == ':' && part && self.lists_units(self.at + 1) {
            return self.close_group();
        }
        let bare = last.filter(|i| {
            let d = &self.read.drafts[*i];
            d.houses.is_empty()
                && d.part.is_none()
                && d.group == self.group
                && !d.found.kind.is_some_and(Kind::is_street)
        });
        let next_is_list = self
            .names
            .at(self.at + 1, false)
            .is_some_and(|f| f.kind.is_some() || mark == ':')
            || self.lists_units(self.at + 1);
        let numbers = self
            .toks
            .get(self.at + 1)
            .is_some_and(|t| t.number().is_some() || t.role() == Some(Role::House))
            && !next_is_list;
        // «2 көше (Абай, Мир)»: the names of so many streets.
        let kind = self
            .at
            .checked_sub(1)
            .and_then(|i| self.toks[i].kind())
            .filter(|k| !k.is_area());
        let counted = self.at.checked_sub(2).is_some_and(|i| {
            self.toks[i].number().is_some() || self.toks[i].role() == Some(Role::Measure)
        });
        if let Some(kind) = kind.filter(|_| counted && mark == '(') {
            self.inherit = Some((kind, true));
            self.before = Before::Comma;
            return;
        }
        if let Some(i) = bare.filter(|_| mark == '(' && self.counts_streets()) {
            self.read.drafts[i].part = Some(Part::Partly);
            self.leave(self.at + 1);
            self.at += 2;
            return;
        }
        match bare {
            Some(_) if mark == '(' && self.places && self.alias() => {}
            Some(i) if next_is_list && !numbers => {
                self.read.drafts[i].heads = true;
                let name = self.read.drafts[i].found.name.clone();
                self.heads.push((i, name));
                self.current = None;
                self.before = Before::Start;
            }
            _ if mark == '(' => self.bracket(),
            _ if self.buildings_of_unit() => self.venue_dash(),
            _ => self.before = Before::Comma,
        }
    }

    /// «Пришахтинск: 22, 23 мкр.»
    fn lists_units(&mut self, at: usize) -> bool {
        if self.toks.get(at).is_none_or(|t| t.number().is_none()) {
            return false;
        }
        // What stands before the mark takes no houses.
        let current = self.current.take();
        let listed = self.unit_list_at(at).filter(|f| !f.more.is_empty());
        // «Абая: 5, 7 мкр. Самал-2» are houses.
        let many =
            listed.is_some_and(|f| !self.names.name_starts(f.end) && !self.names.mark(f.end, '"'));
        self.current = current;
        many
    }

    /// «Теректі шағынауданы (5 көше)»: so many of its streets.
    fn counts_streets(&self) -> bool {
        let token = |ahead: usize| self.toks.get(self.at + ahead);
        let number = token(1).and_then(Token::number);
        number.is_some_and(|n| !n.ordinal)
            && token(2).and_then(Token::kind).is_some_and(Kind::is_street)
            && self.names.mark(self.at + 3, ')')
    }

    /// A bracket that adds no address is left as text; sides and «частично» are read.
    pub fn bracket(&mut self) {
        if self.alias() || self.house_of() {
            return;
        }
        let far = self.toks.len().min(self.at + 200);
        let close = (self.at + 1..far)
            .find(|i| self.toks[*i].is_mark(')'))
            .unwrap_or(far);
        let inside = &self.toks[self.at + 1..close];
        let says = |t: &Token| {
            t.kind().is_some()
                || t.number().is_some() && self.current.is_some()
                || matches!(
                    t.role(),
                    Some(
                        Role::Odd
                            | Role::OtherSide
                            | Role::Even
                            | Role::Partly
                            | Role::Whole
                            | Role::From
                            | Role::House
                    )
                )
        };
        let count = inside.first().is_some_and(|t| t.number().is_some())
            && self.names.name_number(self.at + 1).is_none()
            && inside.get(1).is_some_and(|t| {
                t.word()
                    .is_some_and(|w| w.kind.is_none() && w.role.is_none())
            });
        let word_first = inside.first().is_some_and(|t| {
            t.word()
                .is_some_and(|w| w.kind.is_none() && matches!(w.role, None | Some(Role::Venue)))
        });
        let numbers_only = !inside
            .iter()
            .any(|t| t.kind().is_some() || t.role().is_some_and(|r| r != Role::Venue));
        // «Абай көшесі (Сейфуллин – Гоголь аралығы)»
        let between = inside.iter().any(|t| t.role() == Some(Role::Between))
            || inside.first().is_some_and(|t| t.role() == Some(Role::To))
                && !inside.iter().any(|t| t.number().is_some());
        if let Some(i) = self
            .current
            .filter(|i| between && self.read.drafts[*i].houses.is_empty())
        {
            self.read.drafts[i].part = Some(Part::Segment);
        }
        if !inside.iter().any(says) || count || word_first && numbers_only {
            for i in self.at + 1..close {
                self.leave(i);
            }
            self.at = close.min(self.toks.len()).saturating_sub(1).max(self.at);
        }
    }

    /// «дома 12 (ул. Абая), 3 (ул. Мира)»: each house names its street.
    fn house_of(&mut self) -> bool {
        let Some(found) = self.names.at(self.at + 1, false) else {
            return false;
        };
        let street = found.kind.is_some_and(Kind::is_street);
        let parted = self.before == Before::Comma || !self.names.mark(found.end, ')');
        if self.waiting.is_empty() || !street || parted {
            return false;
        }
        let end = found.end;
        self.before = Before::Nothing;
        self.at += 1;
        self.take(found);
        self.current = None;
        // The caller steps over the closing bracket.
        self.at = end;
        true
    }

    /// «Абая (Правды)»: another name of the street just read.
    pub fn alias(&mut self) -> bool {
        let mut first = self.at + 1;
        while self.toks.get(first).is_some_and(|t| {
            t.role() == Some(Role::Formerly)
                || first > self.at + 1 && t.is_mark('.')
                || t.kind() == Some(Kind::Street)
        }) {
            first += 1;
        }
        let Some(found) = self.names.at(first, false) else {
            return false;
        };
        let closes = self.toks.get(found.end).is_some_and(|t| t.is_mark(')'));
        let capital = found.is_capital();
        let current = self.current.filter(|i| {
            self.read.drafts[*i].found.end == self.at
                && closes
                && capital
                && !places::is_city(&found.name.text)
        });
        let street = current.filter(|i| {
            let kind = self.read.drafts[*i].found.kind;
            found.kind.is_none() && kind.is_none_or(|k| k.is_street() || k.is_unit())
        });
        // «Әбдіров (Самал шағын ауданы)»: where the street is.
        let place = self.current.filter(|i| {
            let d = &self.read.drafts[*i];
            closes
                && d.found.end == self.at
                && d.found.kind.is_none_or(Kind::is_street)
                && found.kind.is_some_and(Kind::is_unit)
        });
        if let Some(i) = place {
            self.at = found.end;
            self.read.drafts[i].span.1 = self.toks[found.end - 1].end;
            self.read.drafts[i].within = Some(found.name);
            return true;
        }
        if let Some(i) = street {
            self.at = found.end;
            self.read.drafts[i].span.1 = self.toks[found.end - 1].end;
            self.read.drafts[i].alias = Some(found.name);
            return true;
        }
        false
    }

    /// «17 мкр. - "Дукат", мечеть»: only named buildings.
    pub fn venue_dash(&mut self) {
        if self.dash_ties && !self.waiting.is_empty() {
            return;
        }
        let next = self.toks.get(self.at + 1);
        let venue = next.is_some_and(|t| t.is_mark('"') || t.role() == Some(Role::Venue));
        if (venue || self.buildings_of_unit())
            && let Some(i) = self
                .current
                .filter(|i| self.read.drafts[*i].houses.is_empty())
        {
            self.read.drafts[i].part = Some(Part::Venue);
        } else if self
            .current
            .is_none_or(|i| !self.read.drafts[i].houses.is_empty())
        {
            self.before = Before::Comma;
        } else if next.is_some_and(|t| {
            t.kind().is_some() || t.is_mark('№') || t.word().is_some_and(|w| w.capital)
        }) {
            self.before = Before::Dash;
        }
    }

    /// «17 мкр. – жилой комплекс "Дукат"», «17 мкр.: школа»: after a dash or colon only that part of it.
    fn buildings_of_unit(&self) -> bool {
        let Some(i) = self.current else {
            return false;
        };
        let next = self.at + 1;
        let complex = |f: FoundName| f.kind == Some(Kind::Complex);
        let unit = |k: Kind| k.is_unit() && k != Kind::Complex;
        !self.toks[self.at].is_mark('/')
            && self.read.drafts[i].found.kind.is_some_and(unit)
            && (self
                .toks
                .get(next)
                .is_some_and(|t| t.role() == Some(Role::Venue) || t.kind() == Some(Kind::Complex))
                || self.described_venue(next)
                || self.names.at(next, false).is_some_and(complex))
    }

    /// «энергетический колледж», «церковь»: words that are no name.
    fn described_venue(&self, at: usize) -> bool {
        let small = |i: usize| {
            self.names.word(i).is_some_and(|w| {
                !w.capital && w.kind.is_none() && w.role.is_none() && w.letters > 3
            })
        };
        let venue = |i: usize| self.toks.get(i).and_then(Token::role) == Some(Role::Venue);
        let said = venue(at + 1) || small(at + 1) && venue(at + 2);
        small(at) && (said || !self.small_names)
    }

    /// The token before the comma or «и» before this place.
    pub fn comma_before(&self) -> usize {
        let mut at = self.at;
        while at > 0
            && (self.toks[at - 1].is_mark(',') || self.toks[at - 1].role() == Some(Role::And))
        {
            at -= 1;
        }
        at
    }

    /// «ул. Алкисса мкр. Кемел, д. 36»: a micro-district right after a bare street is where it is.
    pub fn adjoining(&self, draft: &TerritoryDraft, kind: Option<Kind>) -> Option<usize> {
        let street = self.current?;
        let d = &self.read.drafts[street];
        // «ул. Абая 5, 7 мкр. Самал»
        let houses = !d.houses.is_empty();
        let free = !houses || draft.before == Before::Nothing;
        let kind_fits = d.found.kind.map_or(houses, Kind::is_street);
        let bare = free && d.part.is_none() && kind_fits;
        // «Абай көшесі – Самал шағын ауданы»
        let joined = match draft.before {
            Before::Nothing => !draft.found.after,
            Before::Dash => draft.found.after,
            _ => false,
        };
        (bare && joined && kind.is_some_and(Kind::is_unit)).then_some(street)
    }
}
