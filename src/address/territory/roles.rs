//! What the small words of a territory do: «от … до», «частично», «нечётная сторона», «угол».
use super::draft::{Before, Except, Partly};
use super::item::Part;
use super::lists::ListReader;
use super::numbers;
use super::ranges::with_side;
use crate::address::words::houses::{Rule, Side};
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// A sentence may begin with a role word.
    pub fn roles_at_start(&self, role: Role) -> bool {
        let named = self
            .names
            .at(self.at, false)
            .is_some_and(|f| f.kind.is_some());
        !named
            && (matches!(
                role,
                Role::House
                    | Role::In
                    | Role::Whole
                    | Role::Partly
                    | Role::Corner
                    | Role::Odd
                    | Role::Even
                    | Role::From
                    | Role::To
                    | Role::And
                    | Role::Venue
                    | Role::Between
            ) || self.before == Before::Start && role != Role::Boundary)
    }

    pub fn open(&mut self) {
        if let Some((i, _)) = self.heads.last() {
            self.read.drafts[*i].part = Some(Part::Open);
        }
    }

    /// «в границах …, а также по улицам …»: a list after a contour.
    fn after_contour(&mut self, role: Role) {
        let key = self.toks[self.at].word().map_or("", |w| w.key.as_str());
        match role {
            Role::Boundary => self.beyond = false,
            Role::In if matches!(key, "takje" | "sondaiak" | "sondai") => self.beyond = true,
            _ => {}
        }
    }

    fn units_follow(&self) -> bool {
        let next = self.at + 1 + usize::from(self.names.mark(self.at + 1, ':'));
        self.toks.get(next).is_some_and(|t| t.number().is_some())
            && self.unit_list_at(next).is_some_and(|f| {
                let last = self.names.word(f.end - 1);
                last.is_some_and(|w| w.has(Sign::Plural)) && !f.more.is_empty()
            })
    }

    /// «два дома», «четырёх микрорайонов (…)»: how many.
    fn measure(&mut self) {
        let next = self.toks.get(self.at + 1);
        if next.is_some_and(|t| t.role() == Some(Role::House)) {
            return self.count_of_houses();
        }
        let counted = next.and_then(Token::kind).is_some() && self.names.mark(self.at + 2, '(');
        if counted {
            self.leave(self.at);
        }
        self.at += 1 + usize::from(counted);
    }

    pub fn role(&mut self, role: Role) {
        self.after_contour(role);
        match role {
            Role::And => {
                self.before = if self.before == Before::Comma {
                    Before::Comma
                } else {
                    Before::And
                }
            }
            Role::Building
                if self
                    .current
                    .is_some_and(|i| !self.read.drafts[i].houses.is_empty()) =>
            {
                return self.blocks();
            }
            // «в домах 3, 4 и 8 микрорайонов»: the numbers are those of the micro-districts.
            Role::House if self.units_follow() => {}
            // «здание «Мунайтелеком» в 8А микрорайоне»: only that building.
            Role::House if self.names.mark(self.at + 1, '"') => return self.named_building(),
            Role::House | Role::From | Role::Building
                if numbers::read(&self.names, self.at).is_some() =>
            {
                return self.houses();
            }
            Role::From | Role::To => self.segment(role),
            Role::Between => return self.between(),
            Role::Odd | Role::Even => return self.side(role),
            Role::Partly if self.toks.get(self.at + 1).is_some_and(|t| t.is_mark('№')) => {
                return self.venue();
            }
            Role::Partly | Role::Vague => return self.partly(role),
            Role::Corner => self.corner(),
            Role::Venue => return self.venue(),
            Role::Except => self.except(),
            Role::Open => self.open(),
            // «екі қабатты 28-үй»: of two floors.
            Role::Floor
                if self.toks[self.at]
                    .word()
                    .is_some_and(|w| w.key.ends_with("ti")) =>
            {
                self.leave(self.at);
            }
            Role::Flat | Role::Entrance | Role::Floor => return self.blocks(),
            Role::Formerly | Role::Building => self.leave(self.at),
            Role::OtherSide => self.other_side(),
            Role::Measure => return self.measure(),
            // «по Мангилик ел»
            Role::In
                if self.toks[self.at].word().is_some_and(|w| w.key == "po")
                    && self.names.name_starts(self.at + 1) =>
            {
                // «по А от Б до В, также по Г от Д до Е»
                self.main = None;
                self.before = Before::Comma;
            }
            // «перед фасадом музея, по пр. А»: only where something stands.
            Role::In if self.lands_near() => self.partly = Partly::Next,
            Role::House | Role::In | Role::Side | Role::Whole | Role::Boundary | Role::Onward => {}
        }
        self.at += 1;
    }

    /// «1–15 (нечётная сторона)» says it of the numbers before; «нечётная сторона 1–15» of those after.
    pub fn side(&mut self, role: Role) {
        let side = if role == Role::Odd {
            Side::Odd
        } else {
            Side::Even
        };
        let mut before = self.at;
        while before > 0
            && (self.toks[before - 1].is_mark('(')
                || matches!(self.toks[before - 1].role(), Some(Role::In | Role::House)))
        {
            before -= 1;
        }
        let after_numbers = before > 0 && self.toks[before - 1].number().is_some();
        self.at += 1;
        while self
            .toks
            .get(self.at)
            .is_some_and(|t| t.role() == Some(Role::Side))
        {
            self.at += 1;
        }
        let skip = usize::from(
            self.toks
                .get(self.at)
                .is_some_and(|t| t.is_mark(':') || t.is_mark('-')),
        );
        // «Абай көшесінің тақ жағымен Манас көшесіне дейін» says it of Абай.
        let genitive = before > 0
            && self
                .names
                .word(before - 1)
                .is_some_and(|w| w.kind.is_some() && w.key.ends_with("nin"));
        let forward = !genitive
            && self
                .names
                .at(self.at + skip, false)
                .is_some_and(|f| f.kind.is_some());
        let mut next = self.at;
        while self.toks.get(next).is_some_and(|t| {
            matches!(t.what, TokenKind::Mark('№' | ':' | '-'))
                || matches!(t.role(), Some(Role::House | Role::From | Role::In))
        }) {
            next += 1;
        }
        let numbers_follow = self.toks.get(next).is_some_and(|t| t.number().is_some());
        let has_houses = self
            .current
            .is_some_and(|i| !self.read.drafts[i].houses.is_empty());
        match self.current {
            Some(i) if self.except == Except::Next => {
                self.read.drafts[i].houses.push(Rule::Side(side).except());
                self.except = Except::No;
            }
            Some(i) if after_numbers || has_houses && !numbers_follow && !forward => {
                if let Some(last) = self.read.drafts[i].houses.last_mut() {
                    *last = with_side(last.clone(), Some(side));
                }
            }
            Some(i) if !forward => {
                let draft = &mut self.read.drafts[i];
                self.side = Some(side);
                draft.sides.push(Rule::Side(side));
            }
            _ if forward => self.next_side = Some(side),
            _ => self.side = Some(side),
        }
    }

    /// «16 (блок 1, 2)», «кв. 1-40»: parts of a house already named.
    pub fn blocks(&mut self) {
        let listed =
            numbers::read(&self.names, self.at).or_else(|| numbers::read(&self.names, self.at + 1));
        let mut end = listed.map_or(self.at + 1, |l| l.end);
        // «кв. 1-40, д. 7»: the next house.
        let house = |i: &usize| self.toks[*i].role() == Some(Role::House);
        end = (self.at + 1..end).find(house).unwrap_or(end);
        // «(блоки А, Б)»
        let letter = |t: &Token| t.word().is_some_and(|w| w.letters == 1);
        while end == self.at + 1 && self.toks.get(end).is_some_and(letter)
            || end > self.at + 1
                && self.toks.get(end).is_some_and(|t| {
                    letter(t) || t.is_mark(',') && self.toks.get(end + 1).is_some_and(letter)
                })
        {
            end += 1;
        }
        // Numbers that are not understood never leave a whole street behind.
        if end > self.at + 1
            && let Some(i) = self
                .current
                .filter(|i| self.read.drafts[*i].houses.is_empty())
        {
            self.read.drafts[i].part = Some(Part::Partly);
        }
        for i in self.at..end {
            self.leave(i);
        }
        self.at = end;
    }

    /// «УПП №18», «пункт полиции номер 3»: its number is no house.
    pub fn venue(&mut self) {
        let from = self.at;
        let mut place = from + 1;
        while place < from + 5 {
            let Some(token) = self.toks.get(place) else {
                break;
            };
            let goes_on = match &token.what {
                TokenKind::Mark(m) => matches!(m, '№' | '-' | '"'),
                TokenKind::Word(w) => {
                    !w.capital
                        && w.kind.is_none()
                        && matches!(w.role, None | Some(Role::Venue | Role::Partly | Role::In))
                        || w.role == Some(Role::House) && !w.dotted && w.letters > 4
                }
                TokenKind::Number(_) => false,
            };
            if !goes_on {
                break;
            }
            place += 1;
        }
        // «№4 жылу пунктінен №112»: it has its number already.
        let has = super::ranges::numbered_before(&self.names, from);
        // «полиция пункті №14 үйдің бірінші қабатында»: the house where it is.
        let house = self.names.word(place + 1);
        let house = house.is_some_and(|w| w.role == Some(Role::House) && w.key.starts_with("ui"));
        let number = self.toks.get(place).is_some_and(|t| t.number().is_some())
            && self.names.at(place, false).is_none()
            && !has
            && !house;
        // «поликлинику № 2 по ул. А»: the building, not the street.
        let after = if number { place + 1 } else { place };
        let along = self
            .toks
            .get(after)
            .is_some_and(|t| t.role() == Some(Role::In))
            && self
                .names
                .at(after + 1, false)
                .is_some_and(|f| f.kind.is_some_and(Kind::is_street) && !f.plural);
        if number && along && self.partly == Partly::No {
            self.partly = Partly::Next;
        }
        // «от школы № 9»: it is the end of the segment.
        self.edge = self.edge.saturating_sub(1);
        let end = if number { place + 1 } else { from + 1 };
        for i in from..end {
            self.leave(i);
        }
        if number {
            self.before = Before::Comma;
            self.only_venue();
        } else {
            self.before = Before::Nothing;
        }
        self.at = end;
    }

    /// «ДГКБ №2»: letters that are no word, and the number of an institution.
    pub fn is_institution(&self) -> bool {
        let number = self.toks.get(self.at + 2).and_then(Token::number);
        number.is_some() && self.names.mark(self.at + 1, '№') && self.names.is_acronym(self.at)
    }

    /// «ориентир – Северное кольцо (поворот на Айнабулак)»: no part of the address.
    pub fn landmark(&mut self) {
        let ends = |t: &Token| matches!(t.what, TokenKind::Mark(';' | ')'));
        while self.toks.get(self.at).is_some_and(|t| !ends(t)) {
            // A bracket inside it is part of it.
            let close = |t: &Token| t.is_mark(')');
            let bracket = self.toks[self.at].is_mark('(');
            let size = bracket.then(|| self.toks[self.at..].iter().position(close));
            let until = self.at + size.flatten().unwrap_or(0) + 1;
            for at in self.at..until {
                self.leave(at);
            }
            self.at = until;
        }
    }

    /// «ул. Кабдолова, №5 роддом»: the street is named only for a building.
    pub fn only_venue(&mut self) {
        if let Some(i) = self.current.filter(|i| {
            self.read.drafts[*i].houses.is_empty() && self.read.drafts[*i].part.is_none()
        }) && (self.read.drafts[i].found.end..self.at)
            .all(|t| matches!(self.toks[t].what, TokenKind::Mark(_)))
        {
            self.read.drafts[i].part = Some(Part::Venue);
        }
    }
}
