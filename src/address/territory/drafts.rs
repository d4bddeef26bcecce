//! Decides which names become items of a territory, and what they take along.
use super::draft::{Before, Except, Partly, TerritoryDraft};
use super::item::Part;
use super::lists::ListReader;
use super::names::FoundName;
use crate::address::words::houses::Rule;
use crate::address::words::kind::Kind;
use crate::address::words::tables::{Role, Sign};

impl ListReader<'_> {
    pub fn name(&mut self) {
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
            // «Кирзавод 3-4» without a kind
            let range = numbered
                && self
                    .names
                    .range_end(found.end + 1)
                    .and_then(|n| n.parse::<u32>().ok())
                    .is_some_and(|n| n < 10);
            if (in_units || range && self.inherit.is_none())
                && numbered
                && found.kind.is_none()
                && found.name.number.is_empty()
            {
                found.kind = Some(Kind::Microdistrict);
                self.names.own_number(&mut found);
                found.kind = None;
            } else if in_units && found.kind.is_none() && found.more.is_empty() {
                // «Степной-1, 2, 3»
                self.names.numbers_of_glued(&mut found);
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
        let bare = |d: &&mut TerritoryDraft| d.group == group && d.found.kind.is_none() && !d.heads;
        let many = if word.has(Sign::Plural) {
            usize::MAX
        } else {
            1
        };
        // «Химфарм завод көшелері»: after words that are no name.
        if after_bracket || word.has(Sign::Plural) && self.before == Before::Nothing {
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

    pub fn draft(&self, found: FoundName, span: (usize, usize)) -> TerritoryDraft {
        let inherits = self.inherit.map(|(kind, _)| kind).filter(|k| {
            k.is_street()
                || found.name.number.is_empty()
                || !found.more.is_empty()
                || self.inherit.is_some_and(|i| i.1)
        });
        let listed = found.quoted || self.inherit.is_some_and(|i| i.1);
        TerritoryDraft {
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
            said_in: self.at > 0 && self.toks[self.at - 1].role() == Some(Role::In),
            excepted: false,
            heads: false,
            narrowed: false,
            within: self.heads.last().map(|(_, name)| name.clone()),
        }
    }

    pub fn take(&mut self, found: FoundName) {
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
        self.leave_head(kind);
        let explicit_prefix = kind.is_some() && !after;
        let mut draft = self.draft(found, span);
        self.part_of(&mut draft, end);
        self.side = None;
        if let Some(side) = self.next_side.take() {
            draft.sides.push(Rule::Side(side));
            self.side = Some(side);
        }
        self.except_name(&mut draft);
        if draft.part.is_none() && self.complex_of_unit(&draft, end) {
            draft.part = Some(Part::Venue);
        }
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

    /// «20-шағын ауданында орналасқан «Кербез» тұрғын үй кешені»: only that complex.
    fn complex_of_unit(&self, draft: &TerritoryDraft, end: usize) -> bool {
        let unit = draft
            .found
            .kind
            .is_some_and(|k| k.is_unit() && k != Kind::Complex);
        let place = ["nda", "nde"]
            .iter()
            .any(|e| draft.found.kind_key.ends_with(e));
        let skip = self
            .toks
            .get(end)
            .is_some_and(|t| t.role() == Some(Role::In));
        let next = self.names.at(end + usize::from(skip), false);
        unit && place
            && draft.found.after
            && !draft.found.plural
            && next.is_some_and(|f| f.kind == Some(Kind::Complex))
    }

    fn leave_head(&mut self, kind: Option<Kind>) {
        // «пос. А: ул. Б; пос. В»: the second settlement is not in the first.
        let head = self.heads.last().map(|(i, _)| &self.read.drafts[*i]);
        if head.is_some_and(|d| {
            kind.is_some_and(Kind::is_unit) && d.found.kind == kind && d.group < self.group
        }) {
            self.heads.pop();
        }
    }

    /// How much of the name is meant by the small words before it.
    fn part_of(&mut self, draft: &mut TerritoryDraft, end: usize) {
        let (kind, plural) = (draft.found.kind, draft.found.plural);
        let along = |at: usize| self.names.word(at).is_some_and(|w| w.key == "vdol");
        if self.at > 0 && along(self.at - 1) && !self.read.boundary {
            draft.part = Some(Part::Partly);
        } else if self.joins_crossing(draft) {
            // «на пересечении ул. А / пр. Б / пр. В»
            draft.part = Some(Part::Corner);
            self.corner = self.corner.saturating_sub(1);
        } else if self.edge > 0 {
            draft.part = Some(Part::Edge);
            self.edge -= 1;
        } else if std::mem::take(&mut self.segment_next) {
            draft.part = Some(Part::Segment);
        } else if self.corner > 0 {
            draft.part = Some(Part::Corner);
            // «с улицами А и Б»
            let goes_on = self
                .toks
                .get(end)
                .is_some_and(|t| t.role() == Some(Role::And));
            let listed = plural && goes_on && self.names.name_starts(end + 1);
            self.corner -= u8::from(!listed || self.corner > 1);
        } else if matches!(self.partly, Partly::Line | Partly::Group) {
            draft.part = Some(Part::Partly);
        } else if self.partly == Partly::Next
            || self.partly == Partly::List && (kind.is_none() || dative(&draft.found))
            || self.partly == Partly::Pair
        {
            draft.part = Some(Part::Partly);
            self.partly = self.partly_goes_on(draft, end);
        } else {
            self.partly = Partly::No;
        }
    }

    /// How far «частично» reaches after this name.
    fn partly_goes_on(&self, draft: &TerritoryDraft, end: usize) -> Partly {
        let (kind, plural) = (draft.found.kind, draft.found.plural);
        let and = self
            .toks
            .get(end)
            .is_some_and(|t| t.role() == Some(Role::And));
        let next = self.names.at(end + 1, false);
        let next = next.filter(|_| and && self.partly == Partly::Next);
        // «ішінара А пен Б кешендері»
        let pair = kind.is_none() && next.as_ref().is_some_and(|f| f.plural && f.after);
        // «участки улицы А и проспекта Б»
        let both = next.is_some_and(|f| f.genitive && !f.after);
        // «на участках улиц: А, Б; В»
        let line = plural
            && self.read.drafts.is_empty()
            && self.toks[self.at..end].iter().any(|t| t.is_mark(':'));
        let list = plural || self.partly == Partly::List || kind.is_some_and(Kind::is_street);
        if line {
            Partly::Line
        } else if both {
            Partly::Next
        } else if pair {
            Partly::Pair
        } else if list {
            Partly::List
        } else {
            Partly::No
        }
    }

    /// «кроме ул. А и Б», «кроме улиц А, Б».
    fn except_name(&mut self, draft: &mut TerritoryDraft) {
        let (kind, plural) = (draft.found.kind, draft.found.plural);
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
    }

    /// «дома № 114, 116, микрорайон А»: houses said by their word before any name.
    fn houses_open_group(&self) -> bool {
        let Some((start, end)) = self.waiting_span else {
            return false;
        };
        // «214, 215-үйлер, А шағын ауданы»
        let last = self.toks.partition_point(|t| t.end <= end).checked_sub(1);
        let mut ends = (self.token_from(start).into_iter()).chain(last.map(|at| &self.toks[at]));
        ends.any(|t| t.role() == Some(Role::House)) && self.opens_group()
    }

    /// No name of this group was read yet.
    fn opens_group(&self) -> bool {
        self.read
            .drafts
            .last()
            .is_none_or(|d| d.group != self.group)
    }

    /// Houses read before the name: «42 дом в 13 микрорайоне». After a comma it is not clear whose they are.
    pub fn give_waiting(&mut self, draft: &mut TerritoryDraft, genitive: bool, edge: bool) {
        if self.waiting.is_empty() || edge {
            return;
        }
        if genitive || self.before != Before::Comma || self.houses_open_group() {
            draft.houses = std::mem::take(&mut self.waiting);
            if let Some((start, _)) = self.waiting_span.take() {
                draft.span.0 = draft.span.0.min(start);
            }
        } else {
            if self.opens_group() && draft.part.is_none() {
                draft.part = Some(Part::Partly);
            }
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

/// «по улицам А, Б, проспекту В»: the list goes on.
fn dative(found: &FoundName) -> bool {
    found.kind.is_some_and(Kind::is_street) && found.kind_key.ends_with('u')
}
