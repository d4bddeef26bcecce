//! From a typed address to an answer: *sure*, *check* or *unknown*.
use super::answer::{Answer, Candidate, Why};
use super::book::{Book, cut, says_something};
use super::grade::Grade;
use super::judge::{Judge, Verdict};
use super::query::{self, Query};
use super::renamed::OtherName;
use super::spans::{self, Span};
use crate::address::words::fold;

const MOST: usize = 5;

impl Book {
    /// Answers what a resident typed, in either language, alphabet or keyboard layout.
    pub fn find(&self, text: &str) -> Answer {
        let text = cut(text);
        if !says_something(text) {
            return Answer::Unknown { near: Vec::new() };
        }
        let (known, answer) = self.as_typed(text);
        if known {
            return answer;
        }
        // No such name: perhaps the keyboard was in the other layout.
        let layouts = [true, false]
            .into_iter()
            .filter_map(|kk| fold::other_layout(text, kk));
        let others: Vec<Answer> = layouts
            .map(|typed| self.as_typed(&typed))
            .filter(|(known, _)| *known)
            .map(|(_, a)| a)
            .collect();
        let sure = others.iter().find(|a| matches!(a, Answer::Sure(_)));
        sure.or(others.first()).cloned().unwrap_or(answer)
    }

    /// The answer to a text as it stands, and whether any of its names is known.
    fn as_typed(&self, text: &str) -> (bool, Answer) {
        let query = query::parse(text);
        let spans = spans::spans(self, &query);
        let named = spans
            .iter()
            .any(|s| s.hits.iter().any(|h| h.grade < Grade::Doubtful));
        let known = named || !query.units.is_empty() && spans.is_empty();
        (known, self.answer(&query, &spans))
    }

    fn answer(&self, query: &Query, spans: &[Span]) -> Answer {
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
                    false => Answer::Sure(self.code(one)),
                    true => self.check(&ins, &maybes, &Why::SameNameElsewhere),
                };
            }
        }
        if ins.is_empty() && maybes.is_empty() {
            return Answer::Unknown {
                near: self.candidates(&near, &Why::HouseNotListed),
            };
        }
        self.check(&ins, &maybes, &Why::Several)
    }

    /// The renaming by which a typed address leads to a precinct, if it takes one.
    pub fn other_name(&self, text: &str, code: &str) -> Option<OtherName> {
        let text = cut(text);
        let here = self.precincts.iter().position(|it| it.code == code)?;
        let here = Some(u32::try_from(here).ok()?);
        let layouts = [true, false].into_iter();
        let others = layouts.filter_map(|kazakh| fold::other_layout(text, kazakh));
        let verdict = std::iter::once(text.to_owned())
            .chain(others)
            .find_map(|typed| {
                let query = query::parse(&typed);
                let spans = spans::spans(self, &query);
                let judge = Judge {
                    book: self,
                    query: &query,
                    spans: &spans,
                };
                judge.of(here).into_iter().next()
            })?;
        match verdict.note {
            Some(Why::Renamed(name)) => Some(name),
            _ => None,
        }
    }

    fn check(&self, ins: &[&Verdict], maybes: &[&Verdict], why: &Why) -> Answer {
        let mut all: Vec<&Verdict> = ins.to_vec();
        let mut rest = maybes.to_vec();
        rest.sort_by_key(|v| (v.grade, !v.firm));
        all.sort_by_key(|v| v.grade);
        all.extend(rest);
        Answer::Check(self.candidates(&all, why))
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
