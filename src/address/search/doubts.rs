//! What makes a hit doubtful: another kind of street, another place, another number.
use super::book::BookEntry;
use super::grade::Grade;
use super::judge::{Judge, Verdict};
use super::query::Typed;
use super::spans::Hit;
use crate::address::words::fold;
use crate::address::words::kind::{Kind, KindFit};
use crate::address::words::places;
use crate::address::words::spell;
use crate::address::words::tables::{Sign, words};

impl Judge<'_> {
    /// «Лесная 39» is first of all the street, not the lane of that name; «пр. Мира» not «ул. Мира».
    pub fn has_better_kind(&self, entry: &BookEntry, at: usize, grade: Grade) -> bool {
        let said = self.spans[at].kind;
        let may_be_better = match said {
            None => entry.kind.is_narrow(),
            Some(_) => entry.kind != Kind::Unnamed && entry.kind.fit(said) == KindFit::Near,
        };
        // The others of a common name are thousands.
        if !may_be_better {
            return false;
        }
        let better = |kind: Kind| match said {
            None => kind.is_wide(),
            Some(_) => kind.fit(said) == KindFit::Same,
        };
        let hits = self.spans[at].hits.iter().filter(|h| h.grade <= grade);
        let mut kinds = hits.flat_map(|h| {
            let entries = self.book.names[h.name as usize].entries.iter();
            let entries = entries.map(|e| &self.book.entries[*e as usize]);
            entries.filter(|e| self.step_leads(h, e)).map(|e| e.kind)
        });
        kinds.any(better)
    }

    /// A renaming counts in its area, and «Речной тупик» is not «улица Речная».
    pub fn step_leads(&self, hit: &Hit, entry: &BookEntry) -> bool {
        let Some(step) = &hit.step else { return true };
        let areas = &self.book.precincts[entry.precinct as usize].areas;
        let other = |kind: Kind| {
            entry.kind.is_street() && kind.is_street() && kind.is_narrow() != entry.kind.is_narrow()
        };
        step.areas.iter().any(|key| areas.contains(key)) && !step.kind.is_some_and(other)
    }

    /// «Курамыс, Татимова 9» for a street of Карагайлы: an unknown name before it is another place.
    pub fn place_unknown(&self, entry: &BookEntry, at: usize) -> bool {
        let street = &self.spans[at];
        entry.within.is_some()
            && self.spans.iter().any(|s| {
                let unknown = s.hits.is_empty() && s.area.is_none() && s.kind.is_none();
                unknown && s.run + 1 == street.run && s.words.iter().any(|w| w.key.len() > 3)
            })
    }

    /// «Юбилейная 4» without a kind is a street, not the micro-district Юбилейный; and the other way.
    pub fn other_gender(&self, entry: &BookEntry, at: usize, name: u32, grade: Grade) -> bool {
        let ends = |parts: &[places::NamePart], ending: &str| {
            let last = parts.last();
            last.is_some_and(|p| p.key.ends_with(ending) && p.key.len() > ending.len() + 2)
        };
        let typed = &self.spans[at].words;
        let written = &self.book.names[name as usize].parts;
        let said = self.spans[at].kind.is_some();
        let streets = |parts: &[places::NamePart]| ends(parts, "aia") || ends(parts, "ei");
        let masculine = ends(typed, "ni") || ends(typed, "ski");
        // «мкр А, Центральный и В» is not «улица Центральная».
        let street = self.spans[at].kind.is_some_and(Kind::is_street);
        let man = ends(written, "ni") || ends(written, "ski");
        if entry.kind == Kind::Unnamed && street && streets(typed) && man {
            return true;
        }
        // «Почтовая 5» is not «пер. Почтовый», but «Тукая 5» may be «пер. Тукай».
        let lane = entry.kind.is_street() && entry.kind.is_masculine();
        let other = |parts: &[places::NamePart]| ends(parts, "i") && !ends(parts, "ai");
        !said
            && grade <= Grade::Near
            && (entry.kind.is_unit() && streets(typed) && !streets(written)
                || lane && ends(typed, "aia") && other(written)
                || entry.kind.is_wide() && masculine && ends(written, "aia"))
    }

    /// «Северо-Восток 2, дом 40»: a number of its own and a house.
    pub fn numbered_twice(&self, at: usize) -> bool {
        let span = &self.spans[at];
        let mut after = self.query.numbers.iter().filter(|n| n.place > span.place);
        let first = after
            .next()
            .is_some_and(|n| n.place == span.place + 1 && !n.marked);
        // «орбита 3 26»: a micro-district that is known by numbers.
        let known = span.words.last();
        let known = known.is_some_and(|w| words().class(&w.key).has(Sign::Numbered));
        // «жулдыз 2 28а»: no flat has a letter.
        let house = |n: &Typed| known || n.house.letter.is_some() || n.house.part.is_some();
        let second = |n: &Typed| n.marked || n.place == span.place + 2 && house(n);
        first && after.next().is_some_and(second)
    }

    /// «Мамыр-4, 102» is a micro-district, no «Майский переулок».
    pub fn glued_and_house(&self, at: usize) -> bool {
        let span = &self.spans[at];
        span.glued.is_some() && self.query.numbers.iter().any(|n| n.place > span.place)
    }

    /// «2 линейная 23» may be another street than «Линейная».
    pub fn led_by_number(&self, at: usize) -> bool {
        let span = &self.spans[at];
        let numbers = &self.query.numbers;
        let lead = self.query.runs.get(span.run).and_then(|run| run.lead);
        // «калкаман 2 аспандиярова 3»: the number of the name before it.
        let own = |place: &usize| self.query.runs.iter().any(|r| r.place + 1 == *place);
        let lead = lead.filter(|place| Some(*place) != span.used && !own(place));
        let free = |place: usize| numbers.iter().any(|n| n.place == place && !n.marked);
        lead.is_some_and(free) && numbers.iter().any(|n| n.place > span.place)
    }

    /// Whether the typed name is that of the entry itself, not its translation or another name;
    /// «Кемеровская» is not «пер. Кемеровский».
    pub fn as_written(&self, verdict: &Verdict) -> bool {
        let entry = &self.book.entries[verdict.entry as usize];
        let (Some(at), Some(name)) = (verdict.span, entry.name) else {
            return true;
        };
        let typed = places::written_key(&self.spans[at].words);
        typed.is_some_and(|t| self.book.names[name as usize].spelt.contains(&t))
            && !self.other_gender(entry, at, name, verdict.grade)
    }

    /// «Трудовая» is not «Труда», though «Еңбек» may be either.
    pub fn two_translations(&self, at: usize, hit: &Hit) -> bool {
        let Some(typed) = places::written_key(&self.spans[at].words) else {
            return false;
        };
        let near = |w: &String| matches!(spell::slip(&typed, w), Some(spell::Slip::Small));
        let written = &self.book.names[hit.name as usize].spelt;
        places::is_translation(&typed)
            && hit.step.is_none()
            && !written.contains(&typed)
            && !written.iter().any(near)
            && written.iter().any(|w| places::is_translation(w))
    }

    /// «Достык 225» is an avenue rather than «мкр. Дружба»: a translated name that nobody calls
    /// a micro-district.
    pub fn translated_unit(&self, entry: &BookEntry, at: usize, hit: &Hit) -> bool {
        let span = &self.spans[at];
        let bare = span.kind.is_none() && span.glued.is_none() && entry.number.is_empty();
        let written = &self.book.names[hit.name as usize].spelt;
        let mut bare_case = span.words.clone();
        if let Some(last) = bare_case.last_mut()
            && let Some(key) = fold::without_case(&last.key)
        {
            last.key = key.to_owned();
        }
        let typed = [&span.words, &bare_case].map(|words| places::written_key(words));
        let near = |t: &String| written.iter().any(|w| spell::slip(t, w).is_some());
        entry.kind.is_unit() && bare && hit.step.is_none() && !typed.iter().flatten().any(near)
    }
}
