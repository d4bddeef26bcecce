//! Pieces of a text that may be an address among other words: a street with its house, said in
//! either order, a street that says that it is one, a corner. Which of them is an address only the
//! search can tell.
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::places;
use crate::address::words::tables::{Role, Sign};
use std::ops::Range;

/// A piece, by bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacePiece {
    pub span: Range<usize>,
    /// The words of the name, without kind and house.
    pub name: Range<usize>,
    /// A kind of street says so; else only a number stands beside it, or a word for where.
    pub firm: bool,
    pub house: bool,
}

/// Most words of a name that are tried.
const NAME: usize = 3;

/// Pieces of a text, likeliest first. Each is given in several lengths, the shortest first: where
/// a name begins only the book knows.
pub fn pieces(tokens: &[Token]) -> Vec<Vec<PlacePiece>> {
    let reader = Excerpts { tokens };
    let mut all: Vec<Vec<PlacePiece>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        all.push(match () {
            () if reader.is_house(at) => reader.with_house(at),
            () if token.role() == Some(Role::Corner) => reader.corner(at),
            () if reader.is_kind(at) => reader.kind(at),
            () if reader.is_name(at) => reader.bare(at),
            () => Vec::new(),
        });
    }
    all.retain(|group| !group.is_empty());
    all.sort_by_key(|group| match &group[0] {
        PlacePiece {
            house: true,
            firm: true,
            ..
        } => 0,
        PlacePiece { house: true, .. } => 1,
        PlacePiece { firm: true, .. } => 2,
        PlacePiece { .. } => 3,
    });
    all
}

/// How many words stand beside a piece that say something else than where.
pub fn words_beside(tokens: &[Token], piece: &Range<usize>) -> usize {
    let beside = tokens
        .iter()
        .filter(|it| it.end <= piece.start || it.start >= piece.end);
    let words = beside.filter_map(Token::word);
    let says = words.filter(|it| {
        it.letters > 1 && it.kind.is_none() && it.role.is_none() && !places::is_city(&it.key)
    });
    says.count()
}

struct Excerpts<'a> {
    tokens: &'a [Token],
}

impl Excerpts<'_> {
    fn role(&self, at: usize) -> Option<Role> {
        self.tokens.get(at)?.role()
    }

    fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|it| matches!(it.what, TokenKind::Mark(mark) if marks.contains(&mark)))
    }

    fn is_name(&self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(Token::word);
        word.is_some_and(|it| {
            let role = matches!(it.role, None | Some(Role::Vague | Role::OtherSide));
            it.kind.is_none() && role && !it.key.is_empty()
        })
    }

    /// A street or a part of the town; one letter is as often a preposition.
    fn is_kind(&self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(Token::word);
        word.is_some_and(|it| it.letters > 1 && it.kind.is_some_and(|kind| !kind.is_area()))
    }

    fn is_after(&self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(Token::word);
        word.is_some_and(|it| it.has(Sign::After))
    }

    /// A number that counts nothing.
    fn is_house(&self, at: usize) -> bool {
        let number = self.tokens.get(at).and_then(Token::number);
        let next = at + 1 + usize::from(self.is_mark(at + 1, &['-']));
        let inside =
            |role: Option<Role>| matches!(role, Some(Role::Flat | Role::Entrance | Role::Floor));
        // «12 кв 5»: the flat has its own.
        let own = self.is_number(next + 1) || self.is_mark(next + 1, &['.', '№']);
        // «Абая 12 подъезд»
        let street = next == at + 1 && at > 0 && (self.is_name(at - 1) || self.is_kind(at - 1));
        let floor = inside(self.role(next)) && !own && !street;
        let counts = self.role(next) == Some(Role::Measure) || floor;
        let flat = at.checked_sub(1).is_some_and(|it| inside(self.role(it)));
        let clock = self.is_mark(at + 1, &[':']) && self.is_number(at + 2);
        let share = self.is_mark(at + 1, &['%']);
        let minutes = at > 0 && self.is_mark(at - 1, &[':', '+']);
        let other = counts || flat || clock || share || minutes;
        !other && number.is_some_and(|it| !it.ordinal && it.house.number < 2_000)
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|it| it.number().is_some())
    }

    /// A number and the name before it, or else behind it.
    fn with_house(&self, at: usize) -> Vec<PlacePiece> {
        let (end, behind) = self.house_end(at);
        let mut before = at;
        let mut marked = behind;
        while before > 0 {
            let house = self.role(before - 1) == Some(Role::House);
            if !house && !self.is_mark(before - 1, &[',', '.', '№', '-']) {
                break;
            }
            marked |= house;
            before -= 1;
        }
        let left = self.names_before(before);
        if !left.is_empty() {
            let piece = |(from, name, kind): (usize, (usize, usize), bool)| {
                self.piece((from, end), name, kind, true)
            };
            return left.into_iter().map(piece).collect();
        }
        let mut name = end;
        while matches!(self.role(name), Some(Role::In | Role::House)) || self.is_mark(name, &[','])
        {
            name += 1;
        }
        let right = self.names_behind(name);
        let from = if marked && self.role(before) == Some(Role::House) {
            before
        } else {
            at
        };
        let piece = |(to, name, kind): (usize, (usize, usize), bool)| {
            self.piece((from, to), name, kind, true)
        };
        right.into_iter().map(piece).collect()
    }

    /// Behind a house and what is inside of it; whether its word follows («12-үй»).
    fn house_end(&self, at: usize) -> (usize, bool) {
        let mut end = at + 1;
        let word = end + usize::from(self.is_mark(end, &['-']));
        let marked = self.role(word) == Some(Role::House);
        if marked {
            end = word + 1;
        }
        let inside =
            |role: Option<Role>| matches!(role, Some(Role::Flat | Role::Entrance | Role::Floor));
        let number = |at: usize| self.tokens.get(at).is_some_and(|it| it.number().is_some());
        loop {
            let next = end + usize::from(self.is_mark(end, &[',']));
            let word = next + 1 + usize::from(self.is_mark(next + 1, &['-', '.', '№']));
            if inside(self.role(next)) && number(word) || number(next) && inside(self.role(word)) {
                end = word + 1;
            } else {
                return (end, marked);
            }
        }
    }

    /// Names that end before a place, with their kinds: where they begin, the words of the name, and
    /// whether a kind is said.
    fn names_before(&self, end: usize) -> Vec<(usize, (usize, usize), bool)> {
        let mut end_name = end;
        let after = end > 0 && self.is_kind(end - 1);
        if after {
            end_name -= 1;
            // «3 мкр дом 5»
            let number = end_name
                .checked_sub(1 + usize::from(self.is_mark(end_name.wrapping_sub(1), &['-'])));
            if let Some(number) = number.filter(|it| self.tokens[*it].number().is_some()) {
                return vec![(number, (number, end_name), true)];
            }
        }
        let mut all = Vec::new();
        let mut from = end_name;
        while from > 0 && end_name - from < NAME + 2 {
            let at = from - 1;
            if self.is_mark(at, &['.', '-', '"']) && from < end_name {
                from = at;
                continue;
            }
            if self.is_name(at) && all.len() < NAME {
                all.push((at, (at, end_name), after));
                from = at;
                continue;
            }
            // «ул. Абая 12», «мкр 3 дом 5»
            let number = self.tokens[at].number().is_some() && at > 0 && self.is_kind(at - 1);
            if number && from == end_name {
                return vec![(at - 1, (at - 1, end_name), true)];
            }
            if self.is_kind(at) && !self.is_after(at) && from < end_name {
                return vec![(at, (from, end_name), true)];
            }
            break;
        }
        all
    }

    /// Names that begin at a place: where they end, with their kinds.
    fn names_behind(&self, from: usize) -> Vec<(usize, (usize, usize), bool)> {
        let kind = self.is_kind(from) && !self.is_after(from);
        let begin = from + usize::from(kind);
        let begin = begin + usize::from(kind && self.is_mark(begin, &['.']));
        let mut all = Vec::new();
        let mut at = begin;
        while all.len() < NAME && self.is_name(at) {
            at += 1;
            let after = self.is_after(at) && self.is_kind(at);
            all.push((at + usize::from(after), (begin, at), kind || after));
            if self.is_mark(at, &['-', '.']) && self.is_name(at + 1) {
                at += 1;
            }
        }
        // «Абай көшесі»: nothing shorter is meant.
        match all.iter().position(|it| it.2 && !kind) {
            Some(whole) => vec![all[whole]],
            None => all,
        }
    }

    /// A street without a house.
    fn kind(&self, at: usize) -> Vec<PlacePiece> {
        let beside = match self.is_after(at) {
            true => {
                let names = self.names_before(at + 1).into_iter();
                let piece = |(from, name, _)| self.piece((from, at + 1), name, true, false);
                names.map(piece).collect()
            }
            false => {
                let names = self.names_behind(at).into_iter();
                let piece = |(to, name, _)| self.piece((at, to), name, true, false);
                names.map(piece).collect::<Vec<PlacePiece>>()
            }
        };
        let number = at.checked_sub(1 + usize::from(at > 0 && self.is_mark(at - 1, &['-'])));
        match number.filter(|it| self.tokens[*it].number().is_some()) {
            Some(from) if beside.is_empty() => {
                vec![self.piece((from, at + 1), (from, at + 1), true, false)]
            }
            _ => beside,
        }
    }

    /// «угол Абая и Достык», «Абай мен Достық қиылысы».
    fn corner(&self, at: usize) -> Vec<PlacePiece> {
        let part = |at: usize| {
            let joins = self.role(at) == Some(Role::And) || self.is_mark(at, &['-', '.', '/']);
            self.is_name(at) || self.is_kind(at) || joins
        };
        let to = (at + 1..self.tokens.len()).find(|it| !part(*it) || it - at > 6);
        let to = to.unwrap_or(self.tokens.len());
        let from = (0..at).rev().find(|it| !part(*it) || at - it > 6);
        let from = from.map_or(0, |it| it + 1);
        match (to - at > 3, at - from > 2) {
            (true, _) => vec![self.piece((at, to), (at + 1, to), true, false)],
            (false, true) => vec![self.piece((from, at + 1), (from, at), true, false)],
            (false, false) => Vec::new(),
        }
    }

    /// A name behind a word for where: «на Абая».
    fn bare(&self, at: usize) -> Vec<PlacePiece> {
        let first = at == 0 || self.role(at - 1) == Some(Role::In);
        let names = self.names_behind(at).into_iter().filter(|_| first);
        let piece = |(to, name, kind)| self.piece((at, to), name, kind, false);
        names.map(piece).collect()
    }

    fn piece(
        &self,
        (from, to): (usize, usize),
        name: (usize, usize),
        firm: bool,
        house: bool,
    ) -> PlacePiece {
        let bytes = |from: usize, to: usize| self.tokens[from].start..self.tokens[to - 1].end;
        PlacePiece {
            span: bytes(from, to),
            name: bytes(name.0, name.1),
            firm,
            house,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::words::tokens;

    /// All wordings of all pieces.
    fn all(text: &str) -> Vec<&str> {
        let all = pieces(&tokens(text)).into_iter().flatten();
        all.map(|it| &text[it.span]).collect()
    }

    #[test]
    fn streets_with_houses_among_words() {
        for (text, piece) in [
            ("Абая 12 орут соседи уже третий час", "Абая 12"),
            (
                "соседи орут на ул. Абая, д. 12, кв. 5 помогите уснуть",
                "ул. Абая, д. 12, кв. 5",
            ),
            ("в доме 12 по улице Абая пьют", "доме 12 по улице Абая"),
            ("Абай көшесі 12-үйде шулап жатыр", "Абай көшесі 12-үйде"),
            ("шумят Жибек жолы 5", "Жибек жолы 5"),
            ("3 мкр дом 5 мусор", "3 мкр дом 5"),
            ("мусор в 3 мкр", "3 мкр"),
            ("на улице Степной свалка", "улице Степной"),
            ("угол Абая и Достык торгуют", "угол Абая и Достык"),
            ("на абая шумят", "абая"),
        ] {
            let pieces = all(text);
            assert!(
                pieces.iter().any(|it| it.starts_with(piece)),
                "{text}: {pieces:?}"
            );
        }
    }

    #[test]
    fn numbers_that_count() {
        for text in ["300 тенге", "в 23:40 кричат", "уже 3 часа", "12"] {
            let pieces = pieces(&tokens(text));
            assert!(
                pieces.iter().flatten().all(|it| !it.house),
                "{text}: {pieces:?}"
            );
        }
    }

    #[test]
    fn what_stands_beside() {
        let beside = |text: &str, piece: &str| {
            let from = text.find(piece).unwrap_or_default();
            words_beside(&tokens(text), &(from..from + piece.len()))
        };
        assert_eq!(
            beside("Здравствуйте, живу на Абая 12, подъезд 3", "Абая 12"),
            0
        );
        assert_eq!(beside("Абая 12 шумят", "Абая 12"), 1);
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            "-",
            "№",
            "ул",
            "12-",
            "дом",
            "угол",
            "мкр",
            "3-мкр",
            "- үй 5",
            "по",
            "а-б-в 1 көшесі",
        ] {
            pieces(&tokens(text));
        }
    }
}
