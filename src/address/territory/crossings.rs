//! Where streets cross: «угол А и Б», «А – Б», «А, Б және В көшелерінің қиылысы».
use super::draft::{Before, TerritoryDraft};
use super::item::{Name, Part};
use super::lists::ListReader;
use super::name_numbers::numbered_list;
use super::names::FoundName;
use super::numbers;
use crate::address::words::fold;
use crate::address::words::kind::Kind;
use crate::address::words::lex::Token;
use crate::address::words::places;
use crate::address::words::tables::Role;

impl ListReader<'_> {
    /// «на пересечении ул. А / пр. Б / пр. В»: the third one too.
    pub fn joins_crossing(&self, draft: &TerritoryDraft) -> bool {
        let last = self.read.drafts.last();
        let crosses = |d: &TerritoryDraft| {
            d.part == Some(Part::Corner) && d.houses.is_empty() && d.group == self.group
        };
        draft.before == Before::Dash
            && draft.found.kind.is_some_and(Kind::is_street)
            && last.is_some_and(crosses)
    }

    /// «№ 41 және Л. Мирзоян көшесінің қиылысында»: the kind word speaks for the number too.
    pub fn street_by_sign(&mut self) -> bool {
        let and = self.toks.get(self.at + 2);
        let plain = self.toks.get(self.at + 1).and_then(Token::number);
        let plain = plain.is_some_and(|n| n.house.is_plain() && !n.ordinal);
        if !plain || and.is_none_or(|t| t.role() != Some(Role::And)) {
            return false;
        }
        let street = self.names.at(self.at + 3, false).filter(|f| {
            let crossing = self.toks.get(f.end).and_then(Token::role) == Some(Role::Corner);
            crossing && f.after && f.kind.is_some_and(Kind::is_street)
        });
        let Some(kind) = street.and_then(|f| f.kind) else {
            return false;
        };
        let numbers = &self.toks[self.at + 1..self.at + 2];
        let Some(found) = numbered_list(kind, numbers, self.at + 2) else {
            return false;
        };
        self.take(found);
        true
    }

    pub fn corner(&mut self) {
        let next_name = self
            .names
            .at(self.at + 1, false)
            .is_some_and(|f| f.kind.is_some() || f.is_capital());
        // «… и на пересечении А и Б»: both names are still to come.
        let said = |back: usize, role: Role| {
            let at = self.at.checked_sub(back);
            at.is_some_and(|i| self.toks[i].role() == Some(role))
        };
        let anew = said(1, Role::In) && said(2, Role::And);
        match (self.current.filter(|_| !anew), next_name) {
            (Some(i), true) => {
                self.read.drafts[i].part = Some(Part::Corner);
                self.corner = 1;
            }
            (_, true) => {
                self.corner = 2;
                self.before = if anew { Before::Comma } else { self.before };
            }
            (_, false) => {
                // «А, Б және В көшелерінің қиылысы»: all of the list.
                let all = self
                    .read
                    .drafts
                    .last()
                    .is_some_and(|d| d.found.plural && d.found.after);
                let mut joined = true;
                for (back, d) in self.read.drafts.iter_mut().rev().enumerate() {
                    let listed = all
                        && d.group == self.group
                        && d.houses.is_empty()
                        && d.part.is_none()
                        && d.found.kind.is_none_or(Kind::is_street);
                    if back > 1 && !joined && !listed {
                        break;
                    }
                    d.part = Some(Part::Corner);
                    joined = matches!(d.before, Before::And | Before::Dash);
                }
            }
        }
    }

    /// «Петрова-Ташкентская» without a kind and houses: two streets that meet.
    pub fn hyphen_corner(&self, found: &FoundName) -> Option<(String, String)> {
        let (first, second) = found.name.text.split_once(['-', '–', '—'])?;
        let street = |name: &str| ends_like_street(&fold::key(name.trim()));
        // «угол ул. А-Б, 49»
        let said = self.corner > 0;
        let bare = said
            || found.kind.is_none()
                && found.name.number.is_empty()
                && numbers::read(&self.names, found.end).is_none();
        // «Шаляпина-Яссауи»
        let person = |name: &str| {
            let key = fold::key(name.trim());
            ["ova", "eva", "ina"]
                .iter()
                .any(|e| key.len() > 6 && key.ends_with(e))
        };
        let named = places::part(fold::key(first.trim()), 2).first_name;
        let pair = street(first) && street(second) || !named && (person(first) || person(second));
        (bare && !second.contains('-') && pair)
            .then(|| (first.trim().to_owned(), second.trim().to_owned()))
    }

    pub fn take_corner(&mut self, found: &FoundName, names: [String; 2]) {
        let end = found.end;
        for text in names {
            let one = FoundName {
                name: Name {
                    text,
                    number: String::new(),
                },
                ..found.clone()
            };
            let mut draft = self.draft(one, (self.toks[self.at].start, self.toks[end - 1].end));
            draft.part = Some(Part::Corner);
            self.read.drafts.push(draft);
        }
        let said = std::mem::take(&mut self.corner) > 0;
        self.current = self.read.drafts.len().checked_sub(1).filter(|_| said);
        self.at = end;
        self.before = Before::Nothing;
    }
}

/// «Сейфуллина – Гоголя» is a corner, a longer chain of bare streets goes around something.
pub fn join_dashes(drafts: &mut [TerritoryDraft]) {
    let mut at = 0;
    while at < drafts.len() {
        let street = |d: &TerritoryDraft| {
            d.houses.is_empty()
                && d.part.is_none()
                && d.found.kind.or(d.inherits).is_none_or(Kind::is_street)
                && d.found.name.number.is_empty()
        };
        let more = drafts[at + 1..]
            .iter()
            .take_while(|d| d.before == Before::Dash && street(d))
            .count();
        let mut chain = drafts[at..=at + more].iter();
        let said = more > 1 || chain.any(|d| d.found.kind.is_some());
        if more > 0 && said && street(&drafts[at]) {
            let part = if more == 1 {
                Part::Corner
            } else {
                Part::Boundary
            };
            for draft in &mut drafts[at..=at + more] {
                draft.part = Some(part);
            }
        }
        at += more + 1;
    }
}

/// «Алматы ауданы, Төлебаев және Бурабай көшелері»: two bare streets and nothing else name a crossing.
pub fn is_crossing(drafts: &[TerritoryDraft]) -> bool {
    let [area, first, second] = drafts else {
        return false;
    };
    let bare = |d: &TerritoryDraft| {
        d.houses.is_empty()
            && matches!(d.part, None | Some(Part::Venue))
            && d.sides.is_empty()
            && d.found.kind.is_some_and(Kind::is_street)
    };
    area.found.kind.is_some_and(Kind::is_area)
        && bare(first)
        && bare(second)
        && second.before == Before::And
        && first.group == second.group
}

/// A Russian genitive or adjective, as street names have.
fn ends_like_street(key: &str) -> bool {
    ["ova", "eva", "ina", "aia", "ogo", "ego", "oi"]
        .iter()
        .any(|e| key.len() > e.len() + 2 && key.ends_with(e))
}
