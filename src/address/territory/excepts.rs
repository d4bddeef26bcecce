//! «кроме домов 5, 7», «5-үйден басқа»: what a territory leaves out.
use super::draft::{Before, Except, Partly};
use super::item::Part;
use super::lists::ListReader;
use super::numbers;
use crate::address::words::houses::{Fit, Rule};
use crate::address::words::lex::{GrammaticalCase, Token, TokenKind};
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    /// «кроме дома 5» looks forward, «5-үйден басқа» and «5, 7 үйлерді қоспағанда» back.
    pub fn except(&mut self) {
        if self.toks[self.at]
            .word()
            .is_some_and(|w| w.has(Sign::After))
        {
            return self.except_back();
        }
        let mut next = self.at + 1;
        while self.toks.get(next).is_some_and(|t| {
            matches!(t.what, TokenKind::Mark(':' | '№' | '-' | '(')) || t.role() == Some(Role::In)
        }) {
            next += 1;
        }
        let named = self
            .names
            .at(next, false)
            .is_some_and(|f| f.kind.is_some() || f.is_capital());
        let side = matches!(
            self.toks.get(next).and_then(Token::role),
            Some(Role::Odd | Role::Even)
        );
        if side || named || numbers::read(&self.names, next).is_some() {
            self.except = Except::Next;
        } else {
            self.some_are_left_out();
        }
    }

    fn except_back(&mut self) {
        let tied = self.at.checked_sub(1).map(|i| &self.toks[i]);
        let key = tied.and_then(Token::word).map_or("", |w| w.key.as_str());
        let from = ["den", "nen", "dan", "nan", "ten", "tan"];
        let ablative = from.iter().any(|e| key.ends_with(e))
            || tied
                .and_then(Token::number)
                .is_some_and(|n| n.case == Some(GrammaticalCase::From));
        // «және басқа» is «и др.».
        if !ablative
            && self.toks[self.at]
                .word()
                .is_some_and(|w| w.key.starts_with("baska") || w.key == "ozge")
        {
            return self.open();
        }
        let Some(draft) = self.current.map(|i| &mut self.read.drafts[i]) else {
            return;
        };
        if draft.houses.is_empty() {
            draft.excepted = true;
            if let Some((head, _)) = self.heads.last() {
                self.read.drafts[*head].heads = false;
            }
            return;
        }
        // Only houses that lie in what was given before are taken back, or else all of them.
        let first = (0..draft.houses.len())
            .rposition(|i| {
                let range = matches!(draft.houses[i], Rule::Range { .. } | Rule::Side(_));
                range && !within(&draft.houses[i], &draft.houses[..i])
            })
            .map_or(0, |i| i + 1);
        let first = if first == draft.houses.len() {
            first - 1
        } else {
            first
        };
        for rule in &mut draft.houses[first..] {
            *rule = rule.clone().except();
        }
    }

    /// «10 домов по ул. Абая», «ул. Абая, два дома»: how many, but not which.
    pub fn count_of_houses(&mut self) {
        let mut next = self.at + 2;
        while self
            .toks
            .get(next)
            .is_some_and(|t| t.role() == Some(Role::In))
        {
            next += 1;
        }
        let forward = next > self.at + 2
            && (self.names.name_starts(next)
                || self.names.at(next, false).is_some_and(|f| f.kind.is_some()));
        if forward {
            self.partly = Partly::Next;
            self.leave(self.at);
        } else {
            self.some_are_left_out();
        }
        self.at += 2;
    }

    /// «кроме частного сектора»: no house number tells it.
    pub fn some_are_left_out(&mut self) {
        if let Some(i) = self
            .current
            .filter(|i| self.read.drafts[*i].houses.is_empty())
        {
            self.read.drafts[i].part = Some(Part::Partly);
        }
        self.before = Before::Nothing;
        self.leave(self.at);
    }
}

/// Whether a range lies inside one of the others.
fn within(inner: &Rule, outer: &[Rule]) -> bool {
    let Rule::Range {
        from, to: Some(to), ..
    } = inner
    else {
        return false;
    };
    let holds = |r: &Rule, h| !matches!(r, Rule::Except(_)) && r.fit(h) == Fit::Yes;
    outer.iter().any(|r| holds(r, from) && holds(r, to))
}
