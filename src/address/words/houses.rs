//! House numbers, and which of them a written list means.
use serde::Serialize;
use std::fmt;

/// 12, 12А, 12/1, 12А/3. «12A» typed in Latin is 12А.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Default)]
pub struct House {
    pub number: u32,
    pub letter: Option<char>,
    /// What stands after the slash: 12/1, 12/1А, 12 корпус 1.
    pub part: Option<(u32, Option<char>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Side {
    Odd,
    Even,
}

/// One entry of a list of houses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Rule {
    One(House),
    /// Both ends belong to the range; `None` means "and further".
    Range {
        from: House,
        to: Option<House>,
        side: Option<Side>,
    },
    /// «134 – 142» beside a chain of dashes, «17/1-5»: the ends are meant, the middle is unsure.
    Ends {
        from: House,
        to: House,
    },
    /// The number stands in the text, but whose it is is not clear.
    Unclear(House),
    /// The whole side of the street.
    Side(Side),
    /// «кроме домов 5–9»: not these. Alone it leaves every other house.
    Except(Box<Rule>),
}

/// Whether a house is one of those written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    No,
    Perhaps,
    Yes,
}

impl Side {
    pub fn holds(self, number: u32) -> bool {
        (number % 2 == 1) == (self == Side::Odd)
    }
}

impl Rule {
    pub fn except(self) -> Rule {
        match self {
            Rule::Except(_) => self,
            other => Rule::Except(Box::new(other)),
        }
    }
    /// The same houses, less surely.
    pub fn unclear(self) -> Rule {
        match self {
            Rule::One(house)
            | Rule::Range {
                from: house,
                to: None,
                ..
            } => Rule::Unclear(house),
            other => other,
        }
    }
    /// Every house.
    pub fn all() -> Rule {
        Rule::Range {
            from: House::default(),
            to: None,
            side: None,
        }
    }
    pub fn fit(&self, house: &House) -> Fit {
        match self {
            Rule::One(one) => yes_if(one == house),
            Rule::Unclear(one) => yes_if(one == house).min(Fit::Perhaps),
            Rule::Side(side) => yes_if(side.holds(house.number)),
            Rule::Except(_) => Fit::No,
            Rule::Range { from, to, side } => {
                if side.is_some_and(|s| !s.holds(house.number)) {
                    return Fit::No;
                }
                range_fit(from, to.as_ref(), house)
            }
            Rule::Ends { from, to } => {
                if house == from || house == to {
                    Fit::Yes
                } else {
                    range_fit(from, Some(to), house).min(Fit::Perhaps)
                }
            }
        }
    }
}

/// The best answer of a list, less what it excepts.
pub fn fit_any(rules: &[Rule], house: &House) -> Fit {
    let excepted = rules.iter().filter_map(|r| match r {
        Rule::Except(rule) => Some(rule.fit(house)),
        _ => None,
    });
    let listed = if only_excepts(rules) {
        Fit::Yes
    } else {
        rules.iter().map(|r| r.fit(house)).max().unwrap_or(Fit::No)
    };
    match excepted.max() {
        Some(Fit::Yes) => Fit::No,
        Some(Fit::Perhaps) => listed.min(Fit::Perhaps),
        Some(Fit::No) | None => listed,
    }
}

/// «кроме дома 5» and nothing else.
pub fn only_excepts(rules: &[Rule]) -> bool {
    !rules.is_empty() && rules.iter().all(|r| matches!(r, Rule::Except(_)))
}

/// Letters and fractions inside a range belong to it; beyond its upper end only perhaps.
fn range_fit(from: &House, to: Option<&House>, house: &House) -> Fit {
    if house < from {
        return Fit::No;
    }
    let Some(to) = to else { return Fit::Yes };
    if house <= to {
        Fit::Yes
    } else if house.number == to.number && to.is_plain() {
        Fit::Perhaps
    } else {
        Fit::No
    }
}

fn yes_if(condition: bool) -> Fit {
    if condition { Fit::Yes } else { Fit::No }
}

impl House {
    pub fn plain(number: u32) -> House {
        House {
            number,
            ..House::default()
        }
    }
    pub fn is_plain(&self) -> bool {
        self.letter.is_none() && self.part.is_none()
    }
    /// As the number of a micro-district: «31Б», «28/1».
    pub fn unit(&self) -> String {
        self.to_string()
    }
    /// «1 к1» means 1/1.
    pub fn with_part(self, part: House) -> House {
        House {
            part: self.part.or(Some((part.number, part.letter))),
            ..self
        }
    }
}

impl fmt::Display for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        numbered(f, self.number, self.letter)?;
        if let Some((number, letter)) = self.part {
            f.write_str("/")?;
            numbered(f, number, letter)?;
        }
        Ok(())
    }
}

fn numbered(f: &mut fmt::Formatter<'_>, number: u32, letter: Option<char>) -> fmt::Result {
    write!(f, "{number}")?;
    letter.map_or(Ok(()), |l| write!(f, "{l}"))
}

/// The letter of a house for a folded one: houses have the same letters in both languages, in the
/// order of the Russian alphabet.
pub fn letter(folded: &str) -> Option<char> {
    let letters = [
        ("ia", 'Я'),
        ("iu", 'Ю'),
        ("a", 'А'),
        ("b", 'Б'),
        ("v", 'В'),
        ("g", 'Г'),
        ("d", 'Д'),
        ("e", 'Е'),
        ("j", 'Ж'),
        ("z", 'З'),
        ("i", 'И'),
        ("k", 'К'),
        ("l", 'Л'),
        ("m", 'М'),
        ("n", 'Н'),
        ("o", 'О'),
        ("p", 'П'),
        ("r", 'Р'),
        ("s", 'С'),
        ("t", 'Т'),
        ("u", 'У'),
        ("f", 'Ф'),
        ("h", 'Х'),
        ("c", 'Ц'),
        ("y", 'Ч'),
        ("w", 'Ш'),
    ];
    letters
        .iter()
        .find(|(key, _)| *key == folded)
        .map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(number: u32, folded: &str, part: Option<u32>) -> House {
        House {
            number,
            letter: letter(folded),
            part: part.map(|p| (p, None)),
        }
    }

    #[test]
    fn a_range_holds_letters_inside_and_perhaps_at_its_end() {
        let range = Rule::Range {
            from: House::plain(93),
            to: Some(House::plain(189)),
            side: None,
        };
        for (h, fit) in [
            (house(93, "", None), Fit::Yes),
            (house(101, "a", None), Fit::Yes),
            (house(120, "", Some(2)), Fit::Yes),
            (house(189, "a", None), Fit::Perhaps),
            (house(91, "", None), Fit::No),
            (house(190, "", None), Fit::No),
        ] {
            assert_eq!(range.fit(&h), fit, "{h}");
        }
    }

    #[test]
    fn neighbours_are_other_houses() {
        let one = Rule::One(house(12, "", None));
        assert_eq!(one.fit(&house(12, "a", None)), Fit::No);
        assert_eq!(one.fit(&house(12, "", Some(1))), Fit::No);
        let odd = Rule::Range {
            from: House::plain(1),
            to: Some(House::plain(15)),
            side: Some(Side::Odd),
        };
        assert_eq!(odd.fit(&House::plain(4)), Fit::No);
    }
}
