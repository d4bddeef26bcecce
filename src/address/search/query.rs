//! What a resident types: names, kinds and numbers in any order.
use crate::address::territory::names::Names;
use crate::address::words::fold;
use crate::address::words::houses::House;
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::places::{self, NamePart};
use crate::address::words::tables::{Role, Sign};
use crate::address::words::typed_tokens;

/// A typed address taken apart. What the names mean only the book knows.
#[derive(Debug, Default)]
pub struct Query {
    pub runs: Vec<Run>,
    /// Micro-districts said by number: «13 мкр».
    pub units: Vec<TypedUnit>,
    pub numbers: Vec<Typed>,
    pub corner: bool,
    pub segment: bool,
    /// It goes on to an entrance, a floor or a flat.
    pub inside: bool,
    /// It has words or numbers at all.
    pub says_something: bool,
}

/// Name words that stand together.
#[derive(Debug, Default)]
pub struct Run {
    pub words: Vec<NamePart>,
    pub kind: Option<Kind>,
    /// The kind word follows the name.
    pub after: bool,
    /// «Алтай-1».
    pub glued: Option<House>,
    /// Place of a number right before the words.
    pub lead: Option<usize>,
    /// Token place, to see which number follows.
    pub place: usize,
}

#[derive(Debug)]
pub struct TypedUnit {
    pub number: String,
    pub kind: Kind,
    /// «самал 2 мкр» may also be Самал-2: the run before the number.
    pub of_run: Option<usize>,
}

#[derive(Debug)]
pub struct Typed {
    pub house: House,
    /// «дом 5», «5-үй».
    pub marked: bool,
    /// «5-й».
    pub ordinal: bool,
    pub place: usize,
}

/// Takes a typed text apart. Any text gives a query, perhaps an empty one.
pub fn parse(text: &str) -> Query {
    let text = &*fold::composed(text);
    of_tokens(text, &typed_tokens(text))
}

/// The same of a text that was cut into tokens already.
pub fn of_tokens(text: &str, toks: &[Token]) -> Query {
    let inside = [Role::Flat, Role::Entrance, Role::Floor];
    let inside = |it: &Token| it.role().is_some_and(|role| inside.contains(&role));
    let said = |it: &Token| it.word().is_some() || it.number().is_some();
    let mut reader = QueryReader {
        names: Names { text, toks },
        toks,
        at: 0,
        query: Query {
            inside: toks.iter().any(inside),
            says_something: toks.iter().any(said),
            ..Query::default()
        },
        open: false,
        kind: None,
    };
    while reader.at < toks.len() {
        reader.step();
    }
    reader.kind_without_name();
    reader.numbers_without_names();
    reader.corner_of_dash();
    reader.signed_street();
    for run in &mut reader.query.runs {
        places::ordinal_first(&mut run.words);
    }
    reader.query
}

pub struct QueryReader<'a> {
    pub names: Names<'a>,
    pub toks: &'a [Token],
    pub at: usize,
    pub query: Query,
    /// The last run still takes words.
    pub open: bool,
    /// A kind word that waits for its name.
    pub kind: Option<Kind>,
}

impl QueryReader<'_> {
    fn step(&mut self) {
        let at = self.at;
        self.at += 1;
        match &self.toks[at].what {
            TokenKind::Mark('-') => self.open = self.open && self.glued(at),
            TokenKind::Mark('"' | '.') => {}
            TokenKind::Mark(_) => {
                self.open = false;
            }
            TokenKind::Number(_) => self.number(at),
            TokenKind::Word(word)
                if self.names.is_initial(at) && word.role != Some(Role::House) =>
            {
                self.add(at);
            }
            TokenKind::Word(word) => match (word.kind, word.role) {
                // «ул. Набережная»: the second kind word is the name.
                (Some(kind), _)
                    if self.kind.is_some_and(Kind::is_street)
                        && !kind.is_unit()
                        && word.letters > 3 =>
                {
                    self.add(at);
                }
                // «дачный мкр»
                (Some(_), _)
                    if !self.open
                        && ["ni", "aia", "noe"].iter().any(|e| word.key.ends_with(e))
                        && self
                            .names
                            .word(at + 1)
                            .is_some_and(|w| w.kind.is_some_and(Kind::is_unit)) =>
                {
                    self.add(at);
                }
                // «саяжай көшесі»
                (Some(_), _)
                    if !self.open
                        && word.letters > 4
                        && !word.has(Sign::After)
                        && self.names.word(at + 1).is_some_and(|w| {
                            w.has(Sign::After) && !w.dotted && w.kind.is_some_and(Kind::is_street)
                        }) =>
                {
                    self.add(at);
                }
                (Some(kind), _) => self.kind(at, kind),
                // «Блок көшесі»
                (None, Some(Role::Building))
                    if !self.open
                        && self.names.word(at + 1).is_some_and(|w| {
                            w.has(Sign::After) && w.kind.is_some_and(Kind::is_street)
                        }) =>
                {
                    self.add(at);
                }
                (None, Some(role)) => self.role(at, role),
                (None, None) => self.add(at),
            },
        }
    }

    pub fn glued(&self, at: usize) -> bool {
        !self.toks[at].spaced && self.toks.get(at + 1).is_some_and(|t| !t.spaced)
    }

    pub fn add(&mut self, at: usize) {
        let Some(word) = self.toks[at].word() else {
            return;
        };
        if word.key.is_empty() {
            return;
        }
        let part = places::part(word.key.clone(), word.letters);
        self.add_part(part, at);
    }

    pub fn add_part(&mut self, part: NamePart, at: usize) {
        if !self.open {
            // «2 Садовая», «2-й пер. Садовый».
            let lead = self.query.numbers.last().filter(|n| {
                n.place + 1 == at
                    || n.ordinal && n.place + 2 == at && self.toks[at - 1].is_mark('-')
                    || n.ordinal && !n.marked && self.kind.is_some() && n.place + 3 >= at
            });
            let lead = lead.map(|n| n.place);
            self.query.runs.push(Run {
                kind: self.kind.take(),
                lead,
                ..Run::default()
            });
            self.open = true;
        }
        if let Some(run) = self.query.runs.last_mut() {
            run.words.push(part);
            run.place = at;
        }
    }

    pub fn kind(&mut self, at: usize, kind: Kind) {
        let word = self.toks[at].word();
        let after = word.is_some_and(|w| w.has(Sign::After) && !w.dotted)
            || word.is_some_and(|w| w.has(Sign::After) && self.open);
        let before = at.checked_sub(1).map(|i| &self.toks[i]);
        // «тұйық көшесі»: the second kind word adds nothing.
        let second = self
            .query
            .runs
            .last()
            .is_some_and(|r| r.after && r.place + 2 == at)
            && before.is_some_and(|t| t.kind().is_some());
        if second && after && kind.is_street() {
            // «Қазақ ауыл көшесі» is a street.
            let run = self.query.runs.last_mut();
            if let Some(run) = run.filter(|r| r.kind.is_some_and(Kind::is_unit)) {
                run.kind = Some(kind);
            }
            return;
        }
        let touches_run = self.query.runs.last().is_some_and(|r| {
            r.kind.is_none() && r.place + 1 + usize::from(r.glued.is_some()) * 2 >= at
        });
        let next = self.toks.get(at + 1);
        let name_next = next.is_some_and(|t| {
            t.word()
                .is_some_and(|w| w.kind.is_none() && w.role.is_none())
                || t.is_mark('"')
        });
        let dash_number = before.is_some_and(|t| t.is_mark('-'))
            && at >= 2
            && self.toks[at - 2].number().is_some();
        let number_before = before.is_some_and(|t| t.number().is_some()) || dash_number;
        let signed = number_before && at >= 2 && self.toks[at - 2].is_mark('№') && after;
        let dash_number =
            dash_number || signed || before.and_then(Token::number).is_some_and(|n| n.ordinal);
        // «24 көше 5»
        let alone = self.query.runs.is_empty() && kind == Kind::Street && !name_next;
        let numbered = kind.is_unit() || dash_number || alone;
        if number_before && (!name_next || after) && !touches_run && numbered {
            return self.numbered(kind);
        }
        if touches_run && (after || !name_next) {
            if let Some(run) = self.query.runs.last_mut() {
                run.kind = Some(kind);
                run.after = true;
            }
            self.open = false;
            return;
        }
        if let Some((number, end)) = self.number_of_kind(at, kind) {
            self.query.units.push(TypedUnit {
                number,
                kind,
                of_run: None,
            });
            self.at = end;
            self.open = false;
            return;
        }
        self.kind = Some(kind);
        self.open = false;
    }

    /// «мкр № 13», «ул. 21»: the number that names it, and where it ends.
    fn number_of_kind(&self, at: usize, kind: Kind) -> Option<(String, usize)> {
        let place = at + 1 + usize::from(self.toks.get(at + 1).is_some_and(|t| t.is_mark('№')));
        let number = self.toks.get(place).and_then(Token::number)?;
        // «ул. 25-й Чапаевской дивизии»
        let name = self.names.word(place + 1);
        let named = number.ordinal && name.is_some_and(|w| w.kind.is_none() && w.role.is_none());
        let alone = number.house.part.is_none()
            && !named
            && (kind.is_unit() || kind == Kind::Street)
            && self.names.name_number(at + 1).is_none();
        alone.then(|| (number.house.unit(), place + 1))
    }

    /// The number before a kind word belongs to it.
    fn numbered(&mut self, kind: Kind) {
        self.open = false;
        // «13 мкр», «3-шағынаудан».
        if let Some(typed) = self.query.numbers.pop() {
            let run = self.query.runs.len().checked_sub(1);
            let of_run = run.filter(|r| {
                self.query.runs[*r].kind.is_none() && self.query.runs[*r].place + 1 == typed.place
            });
            // «Тұмар 1-бұрылыс»: a lane of that street.
            let lane = matches!(kind, Kind::Lane | Kind::DeadEnd | Kind::Passage);
            if let Some(run) = of_run
                .filter(|_| lane)
                .and_then(|r| self.query.runs.get_mut(r))
            {
                run.words.push(places::number_part(&typed.house));
                run.kind = Some(kind);
                return;
            }
            if let Some(run) = of_run.and_then(|r| self.query.runs.get_mut(r)) {
                run.glued = Some(typed.house);
            }
            self.query.units.push(TypedUnit {
                number: typed.house.unit(),
                kind,
                of_run,
            });
        }
    }

    fn role(&mut self, at: usize, role: Role) {
        match role {
            Role::House => self.house_word(at),
            Role::Partly
                if self
                    .toks
                    .get(at + 1)
                    .is_some_and(|t| t.number().is_some() || t.is_mark('№')) =>
            {
                self.house_word(at);
            }
            Role::Flat | Role::Entrance | Role::Floor => self.flat(at),
            Role::Corner => self.corner(),
            Role::Between | Role::From | Role::To => {
                self.query.segment = self.query.segment
                    || role != Role::From
                    || self.toks.get(at + 1).is_some_and(|t| t.kind().is_some());
                self.open = false;
            }
            // «Аль-Фараби» and «Мен» inside a name stay in it.
            Role::And | Role::In if self.glued_before(at) => self.add(at),
            // «Қазақстан Конституциясы», but «Казахстан, г. Алматы».
            Role::In
                if self.toks[at]
                    .word()
                    .is_some_and(|w| w.key.starts_with("kaza"))
                    && self
                        .names
                        .word(at + 1)
                        .is_some_and(|w| w.kind.is_none() && w.role.is_none()) =>
            {
                self.add(at);
            }
            Role::Building
                if at > 0
                    && self.query.runs.last().is_some_and(|r| r.place + 1 == at)
                    && self.toks.get(at + 1).is_none_or(|t| t.number().is_none()) =>
            {
                self.kind(at, Kind::City);
            }
            Role::And
            | Role::In
            | Role::Formerly
            | Role::Building
            | Role::Side
            | Role::Open
            | Role::Except => {
                self.open = false;
            }
            _ => self.add(at),
        }
    }

    fn glued_before(&self, at: usize) -> bool {
        self.open && at > 0 && self.toks[at - 1].is_mark('-') && self.glued(at - 1)
    }

    fn corner(&mut self) {
        self.query.corner = true;
        self.open = false;
    }
}

impl Query {
    /// The house that was typed for the name that ends at `place`.
    pub fn house_after(&self, place: usize, used: Option<usize>) -> Option<&House> {
        let mut free = self.numbers.iter().filter(|n| Some(n.place) != used);
        let marked = free.clone().find(|n| n.marked);
        let after = free.clone().find(|n| n.place > place);
        marked.or(after).or(free.next()).map(|n| &n.house)
    }
}
