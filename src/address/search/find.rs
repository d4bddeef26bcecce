//! From a typed address to an answer: *sure*, *check* or *unknown*.
use super::book::{Book, cut, says_something};
use super::judge::{Judge, Verdict};
use super::query::{self, Query};
use super::renamed::OtherName;
use super::spans::{self, Grade, Span};
use crate::address::territory::Part;
use crate::address::words::fold;
use serde::{Deserialize, Serialize};

/// The three answers. A guess is never one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The code of the one precinct.
    Sure(String),
    /// At most five, best first.
    Check(Vec<Candidate>),
    /// No precinct has this address. `near` has the street, but says other houses or another place.
    Unknown { near: Vec<Candidate> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub code: String,
    pub why: Why,
}

/// How a candidate differs from what was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// Several precincts have this house.
    Several,
    /// The street is there, the house is not in its list.
    HouseNotListed,
    HouseUnsure,
    HouseMissing,
    StreetMissing,
    UnitNumberMissing,
    /// The name as the territory writes it.
    Spelling(String),
    /// The street has another name there.
    Renamed(OtherName),
    OtherStreetKind,
    /// Other streets of this name exist.
    SameNameElsewhere,
    /// The typed micro-district or place is not known for this street.
    OtherPlace,
    Part(Part),
}

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
        let best = ins.iter().chain(&maybes).map(|v| v.grade).min();
        if let [one] = ins.as_slice() {
            let rival = maybes.iter().any(|m| m.grade <= one.grade && m.firm);
            let better_name = near.iter().any(|n| n.grade < one.grade && n.firm);
            if Some(one.grade) == best.filter(|_| !rival && !better_name) || !rival && !better_name
            {
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
