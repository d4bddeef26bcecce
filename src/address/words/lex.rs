//! A text of addresses as words, numbers and marks.
use super::fold;
use super::houses::{self, House};
use super::kind::Kind;
use super::tables::{Class, Role, Sign, words};

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub what: TokenKind,
    /// Byte range in the text.
    pub start: usize,
    pub end: usize,
    /// A space stands before it.
    pub spaced: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    Word(Word),
    Number(Number),
    /// One mark. All dashes are '-', all quotes are '"'.
    Mark(char),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub key: String,
    pub capital: bool,
    pub kind: Option<Kind>,
    pub role: Option<Role>,
    pub class: Class,
    /// A dot ended it («ул.», «К.»).
    pub dotted: bool,
    pub letters: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub house: House,
    /// «5-й», «30-шы».
    pub ordinal: bool,
    /// «10-нан», «20-ға».
    pub case: Option<GrammaticalCase>,
}

/// A Kazakh case ending on a house number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrammaticalCase {
    From,
    To,
}

/// Cuts a text into tokens, none of them joined yet.
pub fn cut(text: &str) -> Vec<Token> {
    #[cfg(test)]
    crate::address::tests::lexed::note(text);
    let lexer = Lexer {
        text,
        chars: text.char_indices().collect(),
        at: 0,
        out: Vec::new(),
    };
    lexer.run()
}

impl Word {
    pub fn has(&self, sign: Sign) -> bool {
        self.class.has(sign)
    }
}

impl Token {
    pub fn word(&self) -> Option<&Word> {
        if let TokenKind::Word(w) = &self.what {
            Some(w)
        } else {
            None
        }
    }
    pub fn number(&self) -> Option<&Number> {
        if let TokenKind::Number(n) = &self.what {
            Some(n)
        } else {
            None
        }
    }
    pub fn is_mark(&self, mark: char) -> bool {
        self.what == TokenKind::Mark(mark)
    }
    pub fn role(&self) -> Option<Role> {
        self.word().and_then(|w| w.role)
    }
    pub fn kind(&self) -> Option<Kind> {
        self.word().and_then(|w| w.kind)
    }
}

struct Lexer<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    at: usize,
    out: Vec<Token>,
}

impl Lexer<'_> {
    fn run(mut self) -> Vec<Token> {
        let mut spaced = false;
        while let Some(&(start, c)) = self.chars.get(self.at) {
            if c == '\n' {
                self.at += 1;
                self.push(TokenKind::Mark('\n'), start, spaced);
                spaced = true;
                continue;
            }
            if c.is_whitespace() || c.is_control() {
                self.at += 1;
                spaced = true;
                continue;
            }
            if c.is_ascii_digit()
                && let Some(number) = self.number()
            {
                self.push(TokenKind::Number(number), start, spaced);
            } else if is_letter_or_digit(c) {
                let word = self.word(start);
                self.push(TokenKind::Word(word), start, spaced);
            } else {
                self.at += 1;
                self.push(TokenKind::Mark(mark(c)), start, spaced);
            }
            spaced = false;
        }
        self.out
    }

    fn push(&mut self, what: TokenKind, start: usize, spaced: bool) {
        let end = self.byte(self.at);
        self.out.push(Token {
            what,
            start,
            end,
            spaced,
        });
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |c| c.0)
    }

    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).map_or(' ', |c| c.1)
    }

    fn word(&mut self, start: usize) -> Word {
        let from = self.at;
        while is_letter_or_digit(self.peek(0)) || is_inner(self.peek(0), self.peek(1)) {
            let turns = self.at > from
                && self.at - from < 16
                && self.peek(0).is_ascii_digit()
                && self.chars[self.at - 1].1.is_alphabetic();
            if turns && self.ends_before_digits(start, self.at - from) {
                break;
            }
            self.at += 1;
        }
        let written = &self.text[start..self.byte(self.at)];
        let letters = self.at - from;
        let dotted = self.peek(0) == '.' && (letters <= 5);
        let mut word = described(written);
        // «Алматы қ.» is a city; «Қ. Сәтбаев» is an initial.
        if written == "қ" && dotted {
            word.kind = Some(Kind::City);
            word.role = None;
        }
        if dotted
            && (word.kind.is_some() || word.role.is_some() || letters == 1 || word.has(Sign::Title))
        {
            self.at += 1;
            word.dotted = true;
        }
        word
    }

    /// «к8», «д5», «кв12»: a short form that touches its number.
    /// «алтай2»: a longer word and its number.
    fn ends_before_digits(&self, start: usize, letters: usize) -> bool {
        let written = &self.text[start..self.byte(self.at)];
        let digits = (0..6)
            .take_while(|i| self.peek(*i).is_ascii_digit())
            .count();
        let ends =
            !is_letter_or_digit(self.peek(digits)) || !is_letter_or_digit(self.peek(digits + 1));
        // On the English layout digits are Kazakh letters, so Latin words keep them.
        letters >= 4 && ends && written.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
            || self.is_short_form(start)
    }

    fn is_short_form(&self, start: usize) -> bool {
        let key = fold::key(&self.text[start..self.byte(self.at)]);
        let class = words().class(&key);
        matches!(
            class.role,
            Some(Role::House | Role::Building | Role::Flat | Role::Entrance)
        ) || class.kind.is_some_and(Kind::is_unit)
    }

    /// Digits with a letter and a part: 12, 12А, 12/1, 12а/3Б, 12-А, 5-й. Too long a number is a word.
    fn number(&mut self) -> Option<Number> {
        let keep = self.at;
        let Some(number) = self.digits() else {
            self.at = keep;
            return None;
        };
        let mut house = House::plain(number);
        house.letter = self.letter();
        if self.peek(0).is_alphabetic() && house.letter.is_none() && !self.unit_follows() {
            // «2lsufc», «10км»: not a house.
            self.at = keep;
            return None;
        }
        if matches!(self.peek(0), '/' | '\\') && self.peek(1).is_ascii_digit() {
            self.at += 1;
            let part = self.digits().unwrap_or(0);
            house.part = Some((part, self.letter()));
        } else if self.peek(0) == '/'
            && self.peek(1).is_alphabetic()
            && !is_letter_or_digit(self.peek(2))
            && house.letter.is_none()
        {
            self.at += 1;
            house.letter = self.letter();
        }
        let case = self.case();
        let ordinal = case.is_none() && self.ordinal();
        if !ordinal
            && case.is_none()
            && house.letter.is_none()
            && is_dash(self.peek(0))
            && self.peek(1).is_alphabetic()
            && !is_letter_or_digit(self.peek(2))
            && !matches!(self.peek(2), '.' | '/')
        {
            self.at += 1;
            house.letter = self.letter();
        }
        Some(Number {
            house,
            ordinal,
            case,
        })
    }

    fn digits(&mut self) -> Option<u32> {
        let mut value: u32 = 0;
        let from = self.at;
        while let Some(digit) = self.peek(0).to_digit(10) {
            if self.at - from >= 5 {
                return None;
            }
            value = value * 10 + digit;
            self.at += 1;
        }
        Some(value)
    }

    /// A single letter that touches the digits.
    fn letter(&mut self) -> Option<char> {
        let c = self.peek(0);
        if !c.is_alphabetic() || self.peek(1).is_alphabetic() {
            return None;
        }
        self.at += 1;
        houses::letter(&fold::key(c.encode_utf8(&mut [0; 4])))
    }

    /// Letters that touch the digits and are a known word: «15мкр», «12кв».
    fn unit_follows(&self) -> bool {
        let rest: String = self.chars[self.at..]
            .iter()
            .take(20)
            .map(|c| c.1)
            .take_while(|c| is_letter_or_digit(*c))
            .collect();
        let key = fold::key(&rest);
        let class = words().class(&key);
        class.kind.is_some() || class.role.is_some() || class.has(Sign::OrdinalEnding)
    }

    /// «-нан», «-ға» after a number.
    fn case(&mut self) -> Option<GrammaticalCase> {
        if !is_dash(self.peek(0)) {
            return None;
        }
        let ending: String = self.chars[self.at..]
            .iter()
            .skip(1)
            .take(4)
            .map(|c| c.1)
            .take_while(|c| c.is_alphabetic())
            .collect();
        let class = words().class(&fold::key(&ending));
        let case = if class.has(Sign::NumberFrom) {
            GrammaticalCase::From
        } else if class.has(Sign::NumberTo) {
            GrammaticalCase::To
        } else {
            return None;
        };
        self.at += 1 + ending.chars().count();
        Some(case)
    }

    /// «-й», «-шы» after a number.
    fn ordinal(&mut self) -> bool {
        let skip = usize::from(is_dash(self.peek(0)));
        let ending: String = self.chars[self.at..]
            .iter()
            .skip(skip)
            .take(6)
            .map(|c| c.1)
            .take_while(|c| c.is_alphabetic())
            .collect();
        let size = ending.chars().count();
        if size == 0 || size > 4 || !ending.chars().all(char::is_lowercase) {
            return false;
        }
        let hit =
            words().class(&fold::key(&ending)).has(Sign::OrdinalEnding) && (skip == 1 || size > 1);
        if hit {
            self.at += skip + size;
        }
        hit
    }
}

/// A word as the tables know it.
pub fn described(written: &str) -> Word {
    let key = fold::key(written);
    let capital = written.chars().next().is_some_and(char::is_uppercase);
    let class = words().class(&key);
    Word {
        kind: class.kind,
        role: class.role,
        class,
        capital,
        dotted: false,
        letters: written.chars().count(),
        key,
    }
}

fn is_inner(c: char, next: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{301}' | '\u{307}' | '\u{308}') && next.is_alphabetic()
}

/// Cyrillic letters are told at once: the general table is slow.
fn is_letter_or_digit(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}') || c.is_alphanumeric()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '‑' | '‐')
}

fn mark(c: char) -> char {
    match c {
        _ if is_dash(c) => '-',
        '«' | '»' | '“' | '”' | '„' | '"' | '\'' | '’' => '"',
        _ => c,
    }
}
