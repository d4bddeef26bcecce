//! Finds one named place in the tokens: «ул. Северное кольцо», «Абай көшесі», «5-м микрорайоне», «Алтай-1».
use super::item::{Name, unit_number};
use crate::address::words::kind::Kind;
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::Sign;

/// A named place and where it ends.
#[derive(Clone, Debug)]
pub struct FoundName {
    pub kind: Option<Kind>,
    pub name: Name,
    /// More numbers of the same name: «Степной 1–4», «микрорайоны 11, 12».
    pub more: Vec<String>,
    /// First token after it.
    pub end: usize,
    pub plural: bool,
    /// A kind word in a case, tied to what was said before.
    pub genitive: bool,
    /// The kind word follows the name.
    pub after: bool,
    pub quoted: bool,
    /// The folded kind word, for its case ending.
    pub kind_key: String,
}

impl FoundName {
    /// Streets or micro-districts told only by numbers.
    pub fn nameless(kind: Kind, end: usize) -> FoundName {
        FoundName {
            kind: Some(kind),
            name: Name::default(),
            more: Vec::new(),
            end,
            plural: true,
            genitive: false,
            after: true,
            quoted: false,
            kind_key: String::new(),
        }
    }

    pub fn is_capital(&self) -> bool {
        self.name
            .text
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }
}

pub struct Names<'a> {
    pub text: &'a str,
    pub toks: &'a [Token],
}

impl Names<'_> {
    /// The named place that begins here, if any. `units`: bare numbers after a name are its own.
    pub fn at(&self, at: usize, units: bool) -> Option<FoundName> {
        if let Some(found) = self.numbered_unit(at) {
            return Some(found);
        }
        match &self.toks.get(at)?.what {
            TokenKind::Word(w)
                if w.kind.is_some() && !self.is_initial(at) && !self.kind_is_name(at) =>
            {
                self.after_kind(at)
            }
            _ => self.before_kind(at, units),
        }
    }

    pub fn word(&self, at: usize) -> Option<&crate::address::words::lex::Word> {
        self.toks.get(at).and_then(Token::word)
    }
    pub fn mark(&self, at: usize, mark: char) -> bool {
        self.toks.get(at).is_some_and(|t| t.is_mark(mark))
    }
    pub fn glued_dash(&self, at: usize) -> bool {
        self.mark(at, '-')
            && !self.toks[at].spaced
            && self.toks.get(at + 1).is_some_and(|t| !t.spaced)
    }

    /// A capital letter or a quote: a name can begin here.
    pub fn name_starts(&self, at: usize) -> bool {
        self.word(at)
            .is_some_and(|w| w.capital && (w.kind.is_none() || self.is_initial(at)))
    }

    /// «К. Цеткин»: one capital letter with a dot before a capital word.
    pub fn is_initial(&self, at: usize) -> bool {
        let dotted = |i: usize, size: usize| {
            self.word(i)
                .is_some_and(|w| w.dotted && w.letters <= size && w.capital)
                || self.word(i).is_some_and(|w| w.letters <= size && w.capital)
                    && self.mark(i + 1, '.')
        };
        let next = |i: usize| if self.mark(i + 1, '.') { i + 2 } else { i + 1 };
        dotted(at, 1) && self.word(next(at)).is_some_and(|w| w.capital)
    }

    /// A word that is a kind elsewhere but a name here: «Мектеп», «Алаң көшесі».
    pub fn kind_is_name(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else {
            return false;
        };
        // «мкр. Восточный, Дачный»: a name in a list.
        let listed = at > 0
            && (self.mark(at - 1, ',') || self.mark(at - 1, '('))
            && self
                .toks
                .get(at + 1)
                .is_none_or(|t| matches!(t.what, TokenKind::Mark(',' | '.' | ';' | ')')));
        if listed && word.capital && !word.dotted && word.letters > 4 {
            return true;
        }
        let Some(next) = self.word(at + 1) else {
            return false;
        };
        let kazakh = next.has(Sign::After);
        // «Набережная ул.»
        let russian = next.kind == Some(Kind::Street)
            && word.kind == Some(Kind::Embankment)
            && !self.starts_name_after(at + 1);
        word.capital
            && !word.dotted
            && (kazakh || russian)
            && word
                .kind
                .is_some_and(|k| !k.is_unit() || kazakh && next.kind.is_some_and(Kind::is_street))
    }

    pub fn after_kind(&self, at: usize) -> Option<FoundName> {
        let word = self.word(at)?;
        let mut found = FoundName {
            kind: word.kind,
            name: Name::default(),
            more: Vec::new(),
            end: at + 1,
            // «в том числе мкр. 6, 7, 12»
            plural: word.has(Sign::Plural)
                || word.kind.is_some_and(Kind::is_unit)
                    && at > 0
                    && self.word(at - 1).is_some_and(|w| w.key == "takje"),
            genitive: word.has(Sign::Genitive),
            after: false,
            quoted: false,
            kind_key: word.key.clone(),
        };
        if word.has(Sign::After) && !word.dotted {
            return None;
        }
        // «ул.», «в границах улиц: Абая, …».
        if self.mark(found.end, '.') || found.plural && self.mark(found.end, ':') {
            found.end += 1;
        }
        // «мкр. 1», «ул. 21», «микрорайоны 11а, 12», «микрорайонов — №№ 4, 5», «мкр-4».
        let unit = found.kind.is_some_and(Kind::is_unit);
        let many = found.plural && unit;
        let lead = |t: &&Token| t.is_mark('№') || unit && t.is_mark('-') || many && t.is_mark(':');
        let signs = self.toks[found.end..]
            .iter()
            .take(4)
            .take_while(lead)
            .count();
        let sign = if unit {
            signs
        } else {
            usize::from(self.mark(found.end, '№'))
        };
        if let Some(number) = self.toks.get(found.end + sign).and_then(Token::number)
            && self.name_number(found.end + sign).is_none()
        {
            if word.kind.is_some_and(Kind::is_area) || number.house.part.is_some() {
                return None;
            }
            found.name = unit_number(&number.house);
            found.end += 1 + sign;
            if found.plural {
                self.more_numbers(&mut found);
            }
            return Some(found);
        }
        found.end = self.name_of_kind(&mut found)?;
        self.own_number(&mut found);
        // «ул. Рыскулова пр.»: a second kind word adds nothing.
        let second = self
            .word(found.end)
            .filter(|w| w.kind.is_some_and(Kind::is_street) && !w.has(Sign::After));
        if second.is_some()
            && found.kind.is_some_and(Kind::is_street)
            && !self.starts_name_after(found.end)
            && !self.mark(found.end + 1, '"')
        {
            found.end += 1;
        }
        Some(found)
    }

    /// The name after a kind word; `None` when there is none.
    fn name_of_kind(&self, found: &mut FoundName) -> Option<usize> {
        // «улица Е 22»: a street that is still only a code.
        let letter = self
            .word(found.end)
            .is_some_and(|w| w.letters == 1 && w.capital && !w.dotted);
        if letter
            && found.kind.is_some_and(Kind::is_street)
            && self
                .toks
                .get(found.end + 1)
                .is_some_and(|t| t.number().is_some())
        {
            found.name.text = self
                .text
                .get(self.toks[found.end].start..self.toks[found.end + 1].end)?
                .to_owned();
            return Some(found.end + 2);
        }
        // «ул. Набережная»: after a kind word, a capital kind word is a name.
        match self
            .word(found.end)
            .filter(|w| w.kind.is_some() && w.capital && !w.dotted && w.letters > 3)
        {
            Some(_) => {
                found.name.text = self
                    .text
                    .get(self.toks[found.end].start..self.toks[found.end].end)?
                    .to_owned();
                Some(found.end + 1)
            }
            None => self.name_forward(
                found.end,
                &mut found.name,
                &mut found.more,
                &mut found.quoted,
            ),
        }
    }

    /// A bare name, or a name with its kind word after it.
    pub fn before_kind(&self, at: usize, units: bool) -> Option<FoundName> {
        let mut name = Name::default();
        let mut quoted = false;
        // «қарай Қабанбай батыр …»: a name does not begin with a small word before a capital one.
        if self
            .word(at)
            .is_some_and(|w| !w.capital && !w.has(Sign::Title) && !w.has(Sign::Describes))
            && self.name_starts(at + 1)
        {
            return None;
        }
        let mut more = Vec::new();
        let end = self.name_forward(at, &mut name, &mut more, &mut quoted)?;
        let mut found = FoundName {
            kind: None,
            name,
            more,
            end,
            plural: false,
            genitive: false,
            after: false,
            quoted,
            kind_key: String::new(),
        };
        // «Аса» (10) шағын ауданы
        let alias = self.mark(end, '(')
            && self.toks.get(end + 1).is_some_and(|t| t.number().is_some())
            && self.mark(end + 2, ')')
            && self
                .word(end + 3)
                .is_some_and(|w| w.has(Sign::After) && w.kind.is_some_and(Kind::is_unit));
        let place =
            end + usize::from(self.glued_number(end).is_some()) * 2 + usize::from(alias) * 3;
        if let Some(word) = self.word(place).filter(|w| w.kind.is_some()) {
            let russian_prefix = !word.has(Sign::After) && self.starts_name_after(place);
            if !russian_prefix {
                if let Some(number) = self.glued_number(end) {
                    found.name.number = number;
                }
                found.kind = word.kind;
                found.plural = word.has(Sign::Plural);
                found.kind_key.clone_from(&word.key);
                found.after = true;
                found.end = place + 1;
                // «Теңіз тұйық көшелері»: the second word speaks for the others.
                if let Some(second) = self
                    .word(found.end)
                    .filter(|w| w.has(Sign::After) && w.kind.is_some_and(|k| k.is_street()))
                {
                    found.plural = second.has(Sign::Plural);
                    found.end += 1;
                }
                return Some(found);
            }
        }
        if let Some(number) = self.glued_number(end) {
            found.name.number = number;
            found.end = end + 2;
            if units {
                self.more_numbers(&mut found);
            }
        } else if units {
            found.kind = Some(Kind::Microdistrict);
            self.own_number(&mut found);
            found.kind = None;
        }
        Some(found)
    }

    pub fn starts_name_after(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.mark(at + 1, '.'));
        self.name_starts(next)
            || self.mark(next, '"')
            || self
                .word(next)
                .is_some_and(|w| w.kind.is_none() && w.role.is_none())
    }
}
