//! Reads the tokens of a territory from left to right into drafts: names, and the houses that belong to them.
use super::contour::{headline, is_boundary, many_places, numbered_items};
use super::draft::{Before, Except, Partly, Read};
use super::item::{Name, Part};
use super::names::Names;
use super::numbers;
use super::ranges::{Listed, soften, with_side};
use crate::address::words::houses::{Rule, Side};
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::{Role, Sign};
use crate::address::words::{noise, tokens};

/// Reads every line of a text.
pub fn read(text: &str) -> Vec<Read> {
    let (toks, noise) = noise::take_out(text, tokens(text));
    let lines = toks.split(|t| t.is_mark('\n'));
    let left = (!noise.is_empty()).then_some(Read {
        drafts: Vec::new(),
        left: noise,
        boundary: false,
    });
    lines
        .flat_map(numbered_items)
        .filter(|line| !line.is_empty())
        .map(|line| ListReader::new(text, line).run())
        .chain(left)
        .collect()
}

pub struct ListReader<'a> {
    pub names: Names<'a>,
    pub toks: &'a [Token],
    pub at: usize,
    pub read: Read,
    /// The draft that takes houses.
    pub current: Option<usize>,
    /// Houses that wait for the name after them: «42 дом в 13 микрорайоне».
    pub waiting: Vec<Rule>,
    pub waiting_span: Option<(usize, usize)>,
    pub group: usize,
    pub before: Before,
    pub inherit: Option<(Kind, bool)>,
    /// What the list around a bracket inherits.
    pub outer: Option<(Kind, bool)>,
    pub partly: Partly,
    pub except: Except,
    /// «от ул. А до ул. Б по ул. В»: the next name that is no end is the segment.
    pub segment_next: bool,
    /// The side that the numbers to come have, and that the name to come has.
    pub side: Option<Side>,
    pub next_side: Option<Side>,
    /// So many of the next names end a segment.
    pub edge: u8,
    pub corner: u8,
    pub main: Option<usize>,
    pub heads: Vec<(usize, Name)>,
    /// Where the first headline stands.
    pub headed: Option<usize>,
    /// «А (1 мкр), Б (2 мкр)»: every street says where it is.
    pub places: bool,
    /// «а также по улицам …»: after a contour, a list.
    pub beyond: bool,
    /// «№ 1, 3 — на ул. А»: the houses of this line stand before their names.
    pub dash_ties: bool,
    /// No name of the text has a capital letter: «абая 5, мира 7».
    pub small_names: bool,
}
impl<'a> ListReader<'a> {
    pub fn new(text: &'a str, toks: &'a [Token]) -> ListReader<'a> {
        let headed = (0..toks.len()).find(|at| headline(toks, *at).is_some());
        ListReader {
            names: Names { text, toks },
            toks,
            at: 0,
            read: Read {
                drafts: Vec::new(),
                left: Vec::new(),
                boundary: is_boundary(toks, headed.is_some()),
            },
            current: None,
            waiting: Vec::new(),
            waiting_span: None,
            group: 0,
            before: Before::Start,
            inherit: None,
            outer: None,
            partly: Partly::No,
            except: Except::No,
            segment_next: false,
            side: None,
            next_side: None,
            edge: 0,
            corner: 0,
            main: None,
            heads: Vec::new(),
            headed,
            places: many_places(text, toks),
            beyond: false,
            dash_ties: (1..toks.len()).any(|at| {
                let after = toks.get(at + 1).is_some_and(|t| t.role() == Some(Role::In));
                toks[at].is_mark('-') && toks[at - 1].number().is_some() && after
            }),
            small_names: !toks
                .iter()
                .filter_map(Token::word)
                .any(|w| w.capital && w.kind.is_none() && w.role.is_none() && w.letters > 2),
        }
    }

    pub fn run(mut self) -> Read {
        // «Участок № 23. Центр: ул. Ауэзова, 224. Границы: …»: what comes before is no list.
        let preamble = self.headed.unwrap_or(0);
        for at in 0..preamble {
            self.leave(at);
        }
        self.at = preamble;
        while self.at < self.toks.len() {
            let from = self.at;
            self.step();
            if self.at == from {
                self.leave(from);
                self.at += 1;
            }
        }
        self.settle_waiting();
        self.mark_narrowed();
        self.read
    }

    pub fn step(&mut self) {
        match &self.toks[self.at].what {
            TokenKind::Mark(mark) => self.mark(*mark),
            TokenKind::Number(_) => self.number(),
            TokenKind::Word(_) => self.word(),
        }
    }

    pub fn number(&mut self) {
        // «3. ул. Абая»: the number of a list.
        let dot = self
            .toks
            .get(self.at + 1)
            .is_some_and(|t| t.is_mark('.') || t.is_mark(')'));
        let next = self.toks.get(self.at + 2);
        if self.at == 0 && dot && next.is_some_and(|t| t.spaced || t.word().is_some()) {
            self.leave(0);
            self.at = 2;
            return;
        }
        let kind = self
            .toks
            .get(self.at + 1)
            .and_then(Token::kind)
            .filter(|k| k.is_street());
        if kind.is_some() && self.names.mark(self.at + 2, '(') {
            self.leave(self.at);
            self.at += 2;
            return;
        }
        if let Some(found) = self.unit_list_at(self.at) {
            return self.take(found);
        }
        if self.ordinal_names() {
            return;
        }
        if self.names.name_number(self.at).is_some() {
            return self.name();
        }
        let from = self.at;
        self.houses();
        if self.at == from
            && self
                .toks
                .get(from + 1)
                .is_some_and(|t| t.role() == Some(Role::House))
        {
            return self.count_of_houses();
        }
        if self.at == from && from > 0 && self.toks[from - 1].is_mark('№') {
            self.only_venue();
        }
    }

    pub fn houses(&mut self) {
        let Some(listed) = numbers::read(&self.names, self.at) else {
            return;
        };
        // «3 участковых инспектора» counts people.
        let next = self.toks.get(listed.end).and_then(Token::word);
        let counts = next
            .is_some_and(|w| !w.capital && w.kind.is_none() && w.role.is_none() && w.letters > 2);
        if self.read.boundary && !listed.house_word {
            return;
        }
        if listed.count == 1
            && !listed.house_word
            && counts
            && self.before != Before::Nothing
            && self.current.is_none()
        {
            return;
        }
        let span = (self.toks[self.at].start, self.toks[listed.end - 1].end);
        let mut listed = listed;
        if self.doubtful(&listed) {
            listed.rules = listed.rules.into_iter().map(Rule::unclear).collect();
        }
        self.at = listed.end;
        let tied = listed.house_word && self.tied_name_follows(listed.end);
        // «Курмангазы 173 и дома 3/1 в четвёртом микрорайоне»: the first number is the street's.
        if let Some(i) = self
            .current
            .filter(|_| tied && self.before == Before::Nothing)
        {
            let own = listed.plain.min(listed.rules.len());
            self.read.drafts[i].houses.extend(listed.rules.drain(..own));
        }
        match self.current.filter(|_| !tied) {
            Some(i) => self.give(self.unit_around(i, &listed), listed, span),
            None => {
                self.drop_waiting();
                self.waiting = listed.rules;
                self.waiting_span = Some(span);
            }
        }
        self.before = Before::Nothing;
    }

    /// «16 мкр. – жилой комплекс "Дукат", дом № 18»: houses said by their word are the micro-district's.
    fn unit_around(&self, complex: usize, listed: &Listed) -> usize {
        let before = complex.checked_sub(1).map(|i| &self.read.drafts[i]);
        let d = &self.read.drafts[complex];
        let named = d.found.kind == Some(Kind::Complex) && d.found.quoted && d.houses.is_empty();
        let unit = before.is_some_and(|b| b.part == Some(Part::Venue) && b.group == d.group);
        let goes_on = self.before == Before::Comma && listed.house_word;
        complex - usize::from(named && unit && goes_on)
    }

    /// «… микрорайона Строитель», «в 13 микрорайоне»: these houses belong to what follows.
    pub fn tied_name_follows(&self, at: usize) -> bool {
        let is_in = |i: usize| self.toks.get(i).is_some_and(|t| t.role() == Some(Role::In));
        // «№ 1, 3 — на ул. А, № 5 — мкр. Б»
        let dash = self.names.mark(at, '-') && (is_in(at + 1) || self.dash_ties);
        if dash
            && self
                .names
                .at(at + 1, false)
                .is_some_and(|f| f.kind.is_some())
        {
            return true;
        }
        let at = at + usize::from(dash);
        let skip = usize::from(is_in(at));
        let next = self.names.at(at + skip, false);
        next.is_some_and(|f| {
            f.genitive || (skip == 1 || self.houses_first() && !f.after) && f.kind.is_some()
        })
    }

    /// «дома №12 и №14 девятого мкр, а также №3/1 мкр «Шыгыс-3»»: the houses stand before the names.
    fn houses_first(&self) -> bool {
        let draft = self.current.map(|i| &self.read.drafts[i]);
        let start = draft.filter(|d| !d.houses.is_empty()).map(|d| d.span.0);
        let first = start.and_then(|s| self.token_from(s));
        let number = |t: &Token| t.number().is_some() || t.role() == Some(Role::House);
        // «9 мкр 12»: a number that names it.
        let named = draft.is_some_and(|d| !d.found.name.number.is_empty() && d.found.after);
        let said = first.is_some_and(|t| t.role() == Some(Role::House));
        first.is_some_and(number) && (said || !named)
    }

    /// The token that begins at this byte.
    pub fn token_from(&self, start: usize) -> Option<&Token> {
        let at = self.toks.partition_point(|t| t.start < start);
        self.toks.get(at).filter(|t| t.start == start)
    }

    pub fn give(&mut self, to: usize, listed: Listed, span: (usize, usize)) {
        let side = self.side;
        let now = matches!(self.except, Except::Next | Except::Houses);
        let except = now || self.read.drafts[to].excepted;
        if now {
            self.except = Except::Houses;
        }
        let draft = &mut self.read.drafts[to];
        let chained = listed.chain;
        for rule in listed.rules {
            let rule = with_side(soften(rule, chained), side);
            draft.houses.push(if except { rule.except() } else { rule });
        }
        if draft.part == Some(Part::Venue) {
            draft.part = None;
        }
        draft.span.1 = draft.span.1.max(span.1);
    }

    pub fn word(&mut self) {
        let Some(word) = self.toks[self.at].word() else {
            return;
        };
        // Too many digits for a house.
        if word.letters > 5 && word.key.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        if self.names.is_initial(self.at) {
            return self.name();
        }
        // «и т.д.», «және т.б.»
        if word.letters == 1
            && word.key == "t"
            && self
                .toks
                .get(self.at + 1)
                .and_then(Token::word)
                .is_some_and(|w| w.letters == 1 && matches!(w.key.as_str(), "d" | "b" | "p"))
        {
            self.open();
            self.leave(self.at);
            self.leave(self.at + 1);
            self.at += 2;
            return;
        }
        if word.kind.is_some() {
            return self.name();
        }
        if word.has(Sign::Landmark) {
            return self.landmark();
        }
        if word.role.is_none() && self.is_institution() {
            return self.venue();
        }
        if let Some(colon) = headline(self.toks, self.at) {
            for at in self.at..colon {
                if self.toks[at].role().is_none() {
                    self.leave(at);
                }
            }
            self.at = colon + 1;
            self.close_group();
            return;
        }
        match word.role {
            Some(role) if !word.capital || self.roles_at_start(role) => self.role(role),
            _ => self.name(),
        }
    }

    pub fn leave(&mut self, token: usize) {
        let span = (self.toks[token].start, self.toks[token].end);
        match self.read.left.last_mut() {
            Some(last) if span.0 <= last.1 + 1 => last.1 = span.1,
            _ => self.read.left.push(span),
        }
    }

    /// «ул. Абая: 2, 4; 1, 3»: numbers alone in their group go on with the street before.
    pub fn settle_waiting(&mut self) {
        let alone = self.current.is_none() && self.group > 0;
        if let Some(draft) = self.read.drafts.last_mut().filter(|d| {
            alone && d.group + 1 == self.group && !d.houses.is_empty() && !self.waiting.is_empty()
        }) {
            draft.houses.append(&mut self.waiting);
            if let Some(span) = self.waiting_span.take() {
                draft.span.1 = draft.span.1.max(span.1);
            }
        }
        self.drop_waiting();
    }

    pub fn drop_waiting(&mut self) {
        if !self.waiting.is_empty()
            && let Some(span) = self.waiting_span.take()
        {
            self.read.left.push(span);
        }
        self.waiting.clear();
    }
}
