//! Parts of a street: «от … до», «до дома 25», «между … и …».
use super::item::Part;
use super::lists::ListReader;
use super::numbers;
use crate::address::words::houses::{House, Rule};
use crate::address::words::lex::Token;
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// «от ул. А до ул. Б» after a street: the names are its ends.
    pub fn segment(&mut self, role: Role) {
        if self.read.boundary && !self.beyond {
            // «в границах от Абая до Мира»
            let bare = self.names.name_starts(self.at + 1)
                && self
                    .names
                    .at(self.at + 1, false)
                    .is_some_and(|f| f.kind.is_none());
            self.edge = u8::from(
                bare && !self.toks[self.at]
                    .word()
                    .is_some_and(|w| w.has(Sign::After)),
            );
            return;
        }
        if role == Role::To && self.kazakh_to() {
            return;
        }
        if role == Role::From && !self.end_follows() {
            return;
        }
        if role == Role::To && self.up_to() {
            return;
        }
        let main = self
            .main
            .or(self.current)
            .filter(|i| self.read.drafts[*i].group == self.group);
        if let Some(i) = main {
            self.read.drafts[i].part = Some(Part::Segment);
            self.main = Some(i);
            // «… батырға дейін» stands after its names.
            self.edge = u8::from(
                !self.toks[self.at]
                    .word()
                    .is_some_and(|w| w.has(Sign::After)),
            );
        } else if role == Role::From {
            self.segment_next = true;
            self.edge = 1;
        } else if self.segment_next {
            self.edge = 1;
        }
    }

    /// «от ул. Абая», but not «с ответвлениями».
    pub fn end_follows(&self) -> bool {
        self.toks.get(self.at + 1).is_some_and(|t| {
            t.kind().is_some()
                || t.number().is_some()
                || t.is_mark('"')
                || t.is_mark('№')
                || t.word().is_some_and(|w| w.capital || w.role.is_some())
        })
    }

    /// «ул. Абая до дома 25»: every house to that one.
    pub fn up_to(&mut self) -> bool {
        let mut place = self.at + 1;
        while self
            .toks
            .get(place)
            .is_some_and(|t| t.is_mark('№') || t.role() == Some(Role::House))
        {
            place += 1;
        }
        let number = self
            .toks
            .get(place)
            .and_then(Token::number)
            .map(|n| n.house);
        let listed = numbers::read(&self.names, self.at + 1);
        let (Some(to), Some(listed), Some(i)) = (number, listed, self.current) else {
            return false;
        };
        if self.main.is_some() || listed.count != 1 || self.read.drafts[i].part.is_some() {
            return false;
        }
        let draft = &mut self.read.drafts[i];
        draft.houses.push(Rule::Range {
            from: House::default(),
            to: Some(to),
            side: None,
        });
        draft.span.1 = self.toks[place].end;
        // The caller steps over one token.
        self.at = place;
        true
    }

    /// «… көшесіне дейін»: «дейін» stands after the name that ends the segment.
    pub fn kazakh_to(&mut self) -> bool {
        let count = self.read.drafts.len();
        let follows = self.current == count.checked_sub(1)
            && count >= 2
            && self.read.drafts[count - 1].found.after;
        if !follows {
            return false;
        }
        // «Суриков көшесі Суворовтан өткелге дейін»: the ends have no kind, the street is the last name.
        if self.read.drafts[count - 1].found.end != self.at {
            self.read.drafts[count - 1].part = Some(Part::Segment);
            return true;
        }
        self.read.drafts[count - 1].part = Some(Part::Edge);
        let from = self.read.drafts[..count - 1]
            .iter()
            .rposition(|d| d.found.kind_key.ends_with("en") || d.found.kind_key.ends_with("an"));
        let main = match from {
            Some(f) if f >= 1 => {
                self.read.drafts[f].part = Some(Part::Edge);
                f - 1
            }
            _ => count - 2,
        };
        self.read.drafts[main].part = Some(Part::Segment);
        self.current = Some(main);
        true
    }

    /// «между домами 8 и 13», «между ул. А и ул. Б», «… көшелерінің арасы».
    pub fn between(&mut self) {
        self.at += 1;
        if let Some(listed) = numbers::read(&self.names, self.at) {
            if let Some(i) = self.current {
                self.read.drafts[i].part = Some(Part::Between);
                self.read.drafts[i].span.1 = self.toks[listed.end - 1].end;
            } else {
                (self.at..listed.end).for_each(|i| self.leave(i));
            }
            self.at = listed.end;
            return;
        }
        if self.names.at(self.at, false).is_none() {
            let count = self.read.drafts.len();
            for d in self.read.drafts.iter_mut().skip(count.saturating_sub(2)) {
                d.part = Some(Part::Edge);
            }
            if let Some(main) = count.checked_sub(3) {
                self.read.drafts[main].part = Some(Part::Segment);
            }
            return;
        }
        if let Some(i) = self.current {
            self.read.drafts[i].part = Some(Part::Segment);
            self.main = Some(i);
        }
        self.edge = 2;
    }
}
