//! Decides which names become items of a territory, and what they take along.
use super::houses::Rule;
use super::kind::Kind;
use super::lex::{Token, What};
use super::lists::{Before, Draft, Except, Partly, Reader};
use super::names::Found;
use super::numbers;
use super::territory::{Name, Part};
use super::words::{Role, Sign};

impl Reader<'_> {
    pub(super) fn name(&mut self) {
        if self.ordinal_names() {
            return;
        }
        let units = self
            .inherit
            .is_some_and(|(kind, plural)| plural && kind.is_unit());
        let in_units = self.inherit.is_some_and(|(kind, _)| kind.is_unit());
        let found = self.names.at(self.at, units).map(|mut found| {
            // «мкр. Строитель, Восток 2»: a micro-district known by numbers.
            let numbered = self
                .names
                .word(found.end - 1)
                .is_some_and(|w| w.has(Sign::Numbered));
            if in_units && numbered && found.kind.is_none() && found.name.number.is_empty() {
                found.kind = Some(Kind::Microdistrict);
                self.names.own_number(&mut found);
                found.kind = None;
            }
            found
        });
        match found {
            Some(found) if self.is_item(&found) => self.take(found),
            Some(found) => {
                // From a small word only that word is left, so that nothing after it is lost.
                let small = self.toks[self.at].word().is_some_and(|w| !w.capital);
                let end = if small {
                    self.at + 1
                } else {
                    found.end.max(self.at + 1)
                };
                for i in self.at..end {
                    self.leave(i);
                }
                self.before = Before::Nothing;
                self.at = end;
            }
            None => self.late_kind(),
        }
    }

    /// «А, Б және В (шығыс бөлігі) шағын аудандарында»: the kind word comes after a bracket.
    fn late_kind(&mut self) {
        let word = self.toks[self.at].word().filter(|w| w.has(Sign::After));
        let after_bracket = self.at > 0 && self.toks[self.at - 1].is_mark(')');
        let (Some(kind), Some(word)) = (word.and_then(|w| w.kind), word) else {
            return;
        };
        let inside = ["nda", "nde"].iter().any(|e| word.key.ends_with(e));
        let group = self.group;
        let bare = |d: &&mut Draft| d.group == group && d.found.kind.is_none() && !d.heads;
        let many = if word.has(Sign::Plural) {
            usize::MAX
        } else {
            1
        };
        if after_bracket {
            for draft in self
                .read
                .drafts
                .iter_mut()
                .rev()
                .take_while(bare)
                .take(many)
            {
                draft.found.kind = Some(kind);
                draft.inside = inside;
            }
            self.at += 1;
        }
    }

    /// A bare name counts in a list or before houses, not in the middle of a sentence.
    pub(super) fn is_item(&self, found: &Found) -> bool {
        // «музей им. М. Габдуллина» is no street.
        let named_after = self.toks[self.at]
            .word()
            .is_some_and(|w| matches!(w.key.as_str(), "im" | "imeni" | "atindagi"));
        let building = self
            .at
            .checked_sub(1)
            .and_then(|i| self.toks[i].word())
            .is_some_and(|w| w.kind.is_none());
        if named_after && building && found.kind.is_none() {
            return false;
        }
        if let Some(kind) = found.kind {
            let written = found.name.text.chars().next();
            let area = !kind.is_area() || written.is_some_and(char::is_uppercase) || found.quoted;
            return area && !found.name.is_empty();
        }
        if self.edge > 0 || self.corner > 0 {
            return true;
        }
        let houses = numbers::read(&self.names, found.end).is_some()
            || self.toks.get(found.end).is_some_and(|t| t.is_mark(','))
                && self
                    .toks
                    .get(found.end + 1)
                    .is_some_and(|t| t.number().is_some() || t.role() == Some(Role::House));
        if found.quoted {
            return self.is_quoted_item(found, houses);
        }
        let ends = self.name_ends(found.end);
        let name = &found.name.text;
        let capital = name
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let acronym = name.chars().count() > 1 && name.chars().all(|c| c.is_uppercase());
        let place = self.before != Before::Nothing || houses;
        ends && place
            && (!self.read.boundary
                || self.inherit.is_some_and(|(_, plural)| plural)
                || self.listed_in_contour(found.end))
            && (capital && !acronym
                || self.small_names
                    && houses
                    && self.before != Before::Nothing
                    && (self.at == 0 || matches!(self.toks[self.at - 1].what, What::Mark(_)))
                || (self.small_names || self.listed_small(found))
                    && self
                        .inherit
                        .is_some_and(|(kind, plural)| kind.is_street() || plural)
                    && self.before != Before::Nothing
                    && !acronym)
    }

    /// «А, Б, В ықшам аудандарында», «А – Б – В»: in the description of a contour.
    fn listed_in_contour(&self, from: usize) -> bool {
        let rest = &self.toks[from..self.toks.len().min(from + 40)];
        let joins = |t: &Token| {
            t.is_mark(',')
                || t.is_mark('-')
                || t.role() == Some(Role::And)
                || t.word().is_some_and(|w| w.capital)
        };
        let end = rest.iter().find(|t| t.kind().is_some() || !joins(t));
        let plural = end
            .and_then(Token::word)
            .is_some_and(|w| w.has(Sign::Plural) && w.has(Sign::After) && w.kind.is_some());
        let dash = |i: usize| self.toks.get(i).is_some_and(|t| t.is_mark('-') && t.spaced);
        let next = dash(from) && self.names.name_starts(from + 1);
        let last = self.at > 0
            && dash(self.at - 1)
            && self
                .read
                .drafts
                .last()
                .is_some_and(|d| d.found.end + 1 == self.at);
        plural || next || last
    }

    /// «улицы Садовая, луговая»: right after a name of the same list.
    fn listed_small(&self, found: &Found) -> bool {
        let name = &found.name.text;
        self.read
            .drafts
            .last()
            .is_some_and(|d| d.found.end == self.comma_before())
            && !name.contains(' ')
    }

    /// «микрорайон «А», «Б»»: a list of quoted names; other quoted names are shops and cafés.
    fn is_quoted_item(&self, found: &Found, houses: bool) -> bool {
        let list = self.read.drafts.last().is_none_or(|d| {
            d.group != self.group
                || d.houses.is_empty() && d.part.is_none() && d.found.kind.is_none()
        });
        let ends = self.toks.get(found.end).is_none_or(|t| {
            matches!(t.what, What::Mark(',' | ';' | '.')) || t.role() == Some(Role::And)
        });
        if list && ends && self.before != Before::Nothing {
            return true;
        }
        let before_quoted = self.read.drafts.last().is_some_and(|d| {
            d.found.quoted && d.group == self.group && d.found.end == self.comma_before()
        });
        // «"А" (ул. Б), "В"»: the list goes on after the bracket.
        let after_bracket = self.at > 1
            && self.toks[self.at - 1].is_mark(',')
            && self.toks[self.at - 2].is_mark(')')
            && self
                .read
                .drafts
                .iter()
                .any(|d| d.found.quoted && d.group == self.group);
        before_quoted
            || after_bracket
            || houses
                && self
                    .toks
                    .get(found.end)
                    .is_some_and(|t| t.number().is_some())
    }

    /// What may follow a bare name of a list.
    fn name_ends(&self, end: usize) -> bool {
        match self.toks.get(end) {
            None => true,
            Some(t) => match &t.what {
                What::Mark(m) => matches!(m, ',' | ';' | ')' | '(' | ':' | '.' | '-' | '|' | '/'),
                What::Number(_) => true,
                What::Word(w) => {
                    matches!(
                        w.role,
                        Some(
                            Role::And
                                | Role::Corner
                                | Role::House
                                | Role::From
                                | Role::Odd
                                | Role::Even
                                | Role::Partly
                                | Role::Whole
                                | Role::Between
                        )
                    ) || w.kind.is_some()
                }
            },
        }
    }

    pub(super) fn draft(&self, found: Found, span: (usize, usize)) -> Draft {
        let inherits = self.inherit.map(|(kind, _)| kind).filter(|k| {
            k.is_street()
                || found.name.number.is_empty()
                || !found.more.is_empty()
                || self.inherit.is_some_and(|i| i.1)
        });
        let listed = found.quoted || self.inherit.is_some_and(|i| i.1);
        Draft {
            inherits: inherits.filter(|k| k.is_street() || listed),
            inside: self.inside(&found),
            found,
            span,
            houses: Vec::new(),
            part: None,
            alias: None,
            unclear: Vec::new(),
            sides: Vec::new(),
            group: self.group,
            before: self.before,
            excepted: false,
            heads: false,
            within: self.heads.last().map(|(_, name)| name.clone()),
        }
    }

    fn inside(&self, found: &Found) -> bool {
        if self.beyond {
            return true;
        }
        let Some(kind) = found.kind else {
            let last = self.read.drafts.last().filter(|d| d.group == self.group);
            return self
                .inherit
                .is_some_and(|(k, plural)| plural && k.is_unit())
                && last.is_some_and(|d| d.inside);
        };
        let said = self.at > 0 && self.toks[self.at - 1].role() == Some(Role::In);
        let key = found.kind_key.as_str();
        kind.is_unit()
            && (found.after && ["nda", "nde"].iter().any(|e| key.ends_with(e))
                || said && !found.after && (key.ends_with("ah") || key.ends_with('e')))
    }

    pub(super) fn take(&mut self, found: Found) {
        if let Some((first, second)) = self.hyphen_corner(&found) {
            return self.take_corner(&found, [first, second]);
        }
        let span = (self.toks[self.at].start, self.toks[found.end - 1].end);
        let (end, kind, plural, after, genitive) = (
            found.end,
            found.kind,
            found.plural,
            found.after,
            found.genitive,
        );
        // «пос. А: ул. Б; пос. В»: the second settlement is not in the first.
        let head = self.heads.last().map(|(i, _)| &self.read.drafts[*i]);
        if head.is_some_and(|d| {
            kind.is_some_and(Kind::is_unit) && d.found.kind == kind && d.group < self.group
        }) {
            self.heads.pop();
        }
        let explicit_prefix = kind.is_some() && !after;
        let mut draft = self.draft(found, span);
        if self.edge > 0 {
            draft.part = Some(Part::Edge);
            self.edge -= 1;
        } else if std::mem::take(&mut self.segment_next) {
            draft.part = Some(Part::Segment);
        } else if self.corner > 0 {
            draft.part = Some(Part::Corner);
            self.corner -= 1;
        } else if matches!(self.partly, Partly::Line | Partly::Group) {
            draft.part = Some(Part::Partly);
        } else if self.partly == Partly::Next || self.partly == Partly::List && kind.is_none() {
            draft.part = Some(Part::Partly);
            // «на участках улиц: А, Б; В»
            let line = plural
                && self.read.drafts.is_empty()
                && self.toks[self.at..end].iter().any(|t| t.is_mark(':'));
            self.partly = if line {
                Partly::Line
            } else if plural || self.partly == Partly::List {
                Partly::List
            } else {
                Partly::No
            };
        } else {
            self.partly = Partly::No;
        }
        self.side = None;
        if let Some(side) = self.next_side.take() {
            draft.sides.push(Rule::Side(side));
            self.side = Some(side);
        }
        draft.excepted = match self.except {
            Except::Next => true,
            Except::List => kind.is_none(),
            Except::Named => draft.before == Before::And,
            Except::No | Except::Houses => false,
        };
        self.except = match draft.excepted {
            true if plural || self.except == Except::List => Except::List,
            true => Except::Named,
            false => Except::No,
        };
        let joins = draft.part == Some(Part::Edge);
        self.give_waiting(&mut draft, genitive, joins);
        if explicit_prefix || kind.is_some_and(Kind::is_unit) {
            self.inherit = kind
                .map(|k| (k, plural))
                .filter(|(k, p)| *p || !k.is_area());
        }
        let adjoining = self.adjoining(&draft, kind);
        self.read.drafts.push(draft);
        let last = self.read.drafts.len() - 1;
        if let Some(street) = adjoining {
            let name = self.read.drafts[last].found.name.clone();
            self.read.drafts[street].within = Some(name);
            self.read.drafts[last].part = Some(Part::Around);
        } else if joins {
            // «до ул. Брюллова 15»: the edge takes no houses.
        } else if !kind.is_some_and(Kind::is_area) {
            self.current = Some(last);
        }
        self.at = end;
        // «Түрксіб ауданында А, Б көшелері»: the place opens a list.
        let key = self.names.word(end - 1).map_or("", |w| w.key.as_str());
        let opens = ["nin", "dagi", "degi", "nda", "nde"]
            .iter()
            .any(|e| key.ends_with(e));
        self.before = if after && opens && self.names.name_starts(end) {
            Before::Comma
        } else {
            Before::Nothing
        };
    }

    fn take_corner(&mut self, found: &Found, names: [String; 2]) {
        let end = found.end;
        for text in names {
            let one = Found {
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
        self.current = None;
        self.at = end;
        self.before = Before::Nothing;
    }

    /// Houses read before the name: «42 дом в 13 микрорайоне». After a comma it is not clear whose they are.
    pub(super) fn give_waiting(&mut self, draft: &mut Draft, genitive: bool, edge: bool) {
        if self.waiting.is_empty() || edge {
            return;
        }
        if genitive || self.before != Before::Comma {
            draft.houses = std::mem::take(&mut self.waiting);
            if let Some((start, _)) = self.waiting_span.take() {
                draft.span.0 = draft.span.0.min(start);
            }
        } else {
            draft.unclear = self
                .waiting
                .iter()
                .filter_map(|r| {
                    if let Rule::One(h) = r {
                        Some(Rule::Unclear(*h))
                    } else {
                        None
                    }
                })
                .collect();
            self.drop_waiting();
        }
    }
}
