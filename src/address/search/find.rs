//! From a typed address to an answer: *sure*, *check* or *unknown*.
use super::answer::{AddressMatch, Candidate, Why};
use super::book::Book;
use super::grade::Grade;
use super::judge::{Judge, Verdict};
use super::query::Query;
use super::renamed::OtherName;
use super::spans::{self, Span};
use super::typed::{ReadAddress, TypedAddress};
use std::sync::Arc;

const MOST: usize = 5;

impl Book {
    /// Answers what a resident typed, in either language, alphabet or keyboard layout.
    pub fn find(&self, text: &str) -> AddressMatch {
        self.read(text).answer
    }

    /// Reads what a resident typed, for all that is asked of it.
    pub fn read(&self, text: &str) -> ReadAddress {
        self.read_typed(Arc::new(TypedAddress::read(text)))
    }

    /// The same of what was taken apart already.
    pub fn read_typed(&self, typed: Arc<TypedAddress>) -> ReadAddress {
        let spans = spans::spans(self, &typed.query);
        ReadAddress {
            answer: self.understand(&typed, &spans),
            typed,
            spans,
        }
    }

    /// Answers what was read already.
    pub fn find_read(&self, typed: &TypedAddress) -> AddressMatch {
        self.understand(typed, &spans::spans(self, &typed.query))
    }

    fn understand(&self, typed: &TypedAddress, spans: &[Span]) -> AddressMatch {
        if !typed.query.says_something {
            return AddressMatch::Unknown { near: Vec::new() };
        }
        let answer = self.answer(&typed.query, spans);
        if knows(&typed.query, spans) {
            return answer;
        }
        // No such name: perhaps the keyboard was in the other layout.
        let others = typed.others().iter();
        let others = others.map(|query| (query, spans::spans(self, query)));
        let others: Vec<AddressMatch> = others
            .filter(|(query, spans)| knows(query, spans))
            .map(|(query, spans)| self.answer(query, &spans))
            .collect();
        let sure = others.iter().find(|a| matches!(a, AddressMatch::Sure(_)));
        sure.or(others.first()).cloned().unwrap_or(answer)
    }

    fn answer(&self, query: &Query, spans: &[Span]) -> AddressMatch {
        let judge = Judge {
            book: self,
            query,
            spans,
        };
        let verdicts = judge.all();
        let mut ins: Vec<&Verdict> = Vec::new();
        let mut maybes: Vec<&Verdict> = Vec::new();
        let mut near: Vec<&Verdict> = Vec::new();
        for verdict in &verdicts {
            match verdict.why {
                None => ins.push(verdict),
                Some(Why::HouseNotListed) => near.push(verdict),
                Some(_) if verdict.elsewhere => near.push(verdict),
                Some(_) => maybes.push(verdict),
            }
        }
        if let [one] = ins.as_slice() {
            let rival = maybes.iter().any(|m| m.grade <= one.grade && m.firm);
            let better_name = near.iter().any(|n| n.grade < one.grade && n.firm);
            if !rival && !better_name {
                return match judge.other_streets(one) {
                    false => AddressMatch::Sure(self.code(one)),
                    true => self.check(&ins, &maybes, &Why::SameNameElsewhere),
                };
            }
        }
        if ins.is_empty() && maybes.is_empty() {
            return AddressMatch::Unknown {
                near: self.candidates(&near, &Why::HouseNotListed),
            };
        }
        self.check(&ins, &maybes, &Why::Several)
    }

    /// The renaming by which a typed address leads to a precinct, if it takes one.
    pub fn other_name(&self, address: &ReadAddress, code: &str) -> Option<OtherName> {
        let here = self.precincts.iter().position(|it| it.code == code)?;
        let here = Some(u32::try_from(here).ok()?);
        let verdict = |query: &Query, spans: &[Span]| {
            let judge = Judge {
                book: self,
                query,
                spans,
            };
            judge.of(here).into_iter().next()
        };
        let others = || address.typed.others().iter();
        let verdict = verdict(&address.typed.query, &address.spans)
            .or_else(|| others().find_map(|query| verdict(query, &spans::spans(self, query))))?;
        match verdict.note {
            Some(Why::Renamed(name)) => Some(name),
            _ => None,
        }
    }

    fn check(&self, ins: &[&Verdict], maybes: &[&Verdict], why: &Why) -> AddressMatch {
        let mut all: Vec<&Verdict> = ins.to_vec();
        let mut rest = maybes.to_vec();
        rest.sort_by_key(|v| (v.grade, !v.firm));
        all.sort_by_key(|v| v.grade);
        all.extend(rest);
        AddressMatch::Check(self.candidates(&all, why))
    }

    fn candidates(&self, verdicts: &[&Verdict], why: &Why) -> Vec<Candidate> {
        let candidate = |v: &&Verdict| {
            let own = v
                .why
                .clone()
                .or_else(|| v.note.clone())
                .unwrap_or_else(|| why.clone());
            Candidate {
                code: self.code(v),
                why: own,
            }
        };
        verdicts.iter().take(MOST).map(candidate).collect()
    }

    fn code(&self, verdict: &Verdict) -> String {
        self.precincts
            .get(verdict.precinct as usize)
            .map(|p| p.code.clone())
            .unwrap_or_default()
    }
}

/// Whether any of the names of a query is known.
fn knows(query: &Query, spans: &[Span]) -> bool {
    let known = |s: &Span| s.hits.iter().any(|h| h.grade < Grade::Doubtful);
    spans.iter().any(known) || !query.units.is_empty() && spans.is_empty()
}
