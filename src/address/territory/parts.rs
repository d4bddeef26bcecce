//! Words that say only a part is meant: «частично», «левая сторона», «центр», «перед музеем».
use super::draft::Partly;
use super::item::{Name, Part};
use super::lists::ListReader;
use super::names::FoundName;
use crate::address::words::lex::TokenKind;
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// «перед», «возле» before words that are no name.
    pub fn lands_near(&self) -> bool {
        let near = self
            .names
            .word(self.at)
            .is_some_and(|w| w.has(Sign::Near) && w.kind.is_none());
        let next = self.names.word(self.at + 1);
        near && self.partly == Partly::No
            && next.is_some_and(|w| !w.capital && w.kind.is_none() && w.role.is_none())
    }

    pub fn named_building(&mut self) {
        let far = self.toks.len().min(self.at + 14);
        let close = (self.at + 2..far).find(|i| self.names.mark(*i, '"'));
        let end = close.map_or(self.at + 1, |i| i + 1);
        for i in self.at..end {
            self.leave(i);
        }
        let place = self
            .toks
            .get(end)
            .is_some_and(|t| t.role() == Some(Role::In))
            && self
                .names
                .at(end + 1, false)
                .is_some_and(|f| f.kind.is_some());
        if place && self.partly == Partly::No {
            self.partly = Partly::Next;
        }
        self.at = end;
    }

    /// «левая сторона»: a part that no house number tells.
    pub fn other_side(&mut self) {
        if let Some(i) = self.current.filter(|i| {
            let bracket = self.at > 0 && self.names.mark(self.at - 1, '(');
            (!self.read.boundary || bracket) && self.read.drafts[*i].houses.is_empty()
        }) {
            self.read.drafts[i].part = Some(Part::Partly);
        }
        self.leave(self.at);
    }

    /// «частично ул. Абая» looks forward, «ул. Абая (частично)» back.
    pub fn partly(&mut self, role: Role) {
        let mut next = self.at + 1;
        while self.toks.get(next).is_some_and(|t| {
            t.is_mark('-')
                || t.is_mark(':')
                || matches!(t.role(), Some(Role::House | Role::In | Role::Partly))
        }) {
            next += 1;
        }
        let numbers = self.toks.get(next).is_some_and(|t| t.number().is_some());
        let forward = self
            .names
            .at(next, false)
            .is_some_and(|f| f.kind.is_some() || f.is_capital())
            || numbers && self.unit_list_at(next).is_some();
        if role == Role::Vague {
            self.vague();
        } else if forward {
            let colon = self.toks[self.at + 1].is_mark(':');
            self.partly = match colon {
                true => Partly::Group,
                false if self.opens_a_list(next) => Partly::Line,
                false => Partly::Next,
            };
        } else if let Some(i) = self.current {
            // «Абай көшесінің бір бөлігі»
            let one = self.names.word(self.at - 1);
            let back = 1 + usize::from(one.is_some_and(|w| w.key == "bir") && self.at > 1);
            let before = &self.toks[self.at - back];
            let touches = before.start < self.read.drafts[i].span.1
                || matches!(before.what, TokenKind::Mark(_))
                || before.role().is_some();
            if touches {
                self.read.drafts[i].part = Some(Part::Partly);
            }
        } else if self.read.drafts.is_empty()
            && self.toks[self.at]
                .word()
                .is_some_and(|w| w.key == "yastiyno" || w.key == "iwinara")
        {
            self.partly = Partly::Line;
        }
        self.at += 1;
    }

    /// «Частично мкр. А, 2-й и 5-й микрорайоны, улицы Б и В»: said first.
    fn opens_a_list(&self, next: usize) -> bool {
        let adverb = self.names.word(self.at);
        let adverb = adverb.is_some_and(|w| w.key == "yastiyno" || w.key == "iwinara");
        if self.at > 0 || !adverb {
            return false;
        }
        let size = self.toks[next..].iter().position(|t| t.is_mark(';'));
        let end = size.map_or(self.toks.len(), |size| next + size);
        let kinds = self.toks[next..end].iter().filter(|t| t.kind().is_some());
        kinds.count() > 1
    }

    /// «центральная часть города», «центр»: a place without borders.
    pub fn vague(&mut self) {
        let token = &self.toks[self.at];
        let text = self
            .names
            .text
            .get(token.start..token.end)
            .unwrap_or_default()
            .to_owned();
        let found = FoundName {
            kind: None,
            name: Name {
                text,
                number: String::new(),
            },
            more: Vec::new(),
            end: self.at + 1,
            plural: false,
            genitive: false,
            after: false,
            quoted: false,
            kind_key: String::new(),
        };
        let mut draft = self.draft(found, (token.start, token.end));
        draft.part = Some(Part::Vague);
        self.read.drafts.push(draft);
    }
}
