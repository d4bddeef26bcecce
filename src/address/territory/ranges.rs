//! What the numbers of a list mean together: ranges, chains, amounts.
use super::item::unit_number;
use super::names::Names;
use crate::address::words::houses::{House, Rule, Side};
use crate::address::words::lex::{Token, TokenKind};
use crate::address::words::tables::Role;

pub struct Listed {
    pub rules: Vec<Rule>,
    /// First token after the list, and its last number.
    pub end: usize,
    pub last: usize,
    /// «дома», «үйлер» or № stands in it.
    pub house_word: bool,
    /// So many rules stand before the first of these words.
    pub plain: usize,
    /// Three or more numbers hang on dashes: the dashes are commas.
    pub chain: bool,
    pub count: usize,
}

/// «341/1, 2, 3» may mean 341/2: both are asked about.
pub fn counts_on(list: &Listed, chain: &[House]) -> Option<Rule> {
    let [next] = chain else { return None };
    let (Some(Rule::One(last) | Rule::Unclear(last)), true) = (list.rules.last(), next.is_plain())
    else {
        return None;
    };
    let part = House {
        part: Some((next.number, None)),
        ..*last
    };
    (next.number == last.part?.0 + 1 && next.number < last.number).then_some(Rule::Unclear(part))
}

pub fn push(list: &mut Listed, chain: Vec<House>) {
    list.count += chain.len();
    match <[House; 2]>::try_from(chain) {
        Ok([from, to]) => list.rules.extend(pair(from, to)),
        Err(many) => {
            list.chain |= many.len() > 2;
            list.rules.extend(many.into_iter().map(Rule::One));
        }
    }
}

/// Two numbers and a dash.
pub fn pair(from: House, to: House) -> Vec<Rule> {
    if let Some((part, None)) = from.part
        && to.is_plain()
        && to.number < from.number
        && to.number > part
    {
        // «17/1-5» may be 17/1 to 17/5.
        return vec![
            Rule::One(from),
            Rule::Ends {
                from,
                to: House {
                    part: Some((to.number, None)),
                    ..from
                },
            },
        ];
    }
    if to.number == from.number && from.is_plain() && to.part.is_some() || to <= from {
        return vec![Rule::One(from), Rule::One(to)];
    }
    vec![Rule::Range {
        from,
        to: Some(to),
        side: None,
    }]
}

/// Every number of a list of micro-districts, ranges spelled out.
pub fn unit_numbers(toks: &[Token]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut dash = false;
    for (at, token) in toks.iter().enumerate() {
        match &token.what {
            TokenKind::Number(n) => {
                let one = unit_number(&n.house).number;
                let from = all.last().and_then(|l| l.parse::<u32>().ok());
                if dash
                    && let (Some(from), Ok(to)) = (from, one.parse::<u32>())
                    && to > from
                    && to - from < 100
                {
                    all.extend((from + 1..to).map(|k| k.to_string()));
                }
                all.push(one);
                dash = false;
            }
            // «Восток-1, -2, -5»: a dash after a comma only ties the number to the name.
            TokenKind::Mark('-') => dash = at > 0 && toks[at - 1].number().is_some(),
            TokenKind::Mark(_) | TokenKind::Word(_) => dash = false,
        }
    }
    all
}

/// «71,3 млн», «около 50 домов»: an amount.
pub fn is_amount(names: &Names, at: usize) -> bool {
    let measure = |i: usize| {
        names
            .word(i)
            .is_some_and(|w| w.role == Some(Role::Measure) || w.key == "uyastka")
    };
    let fraction = names.mark(at + 1, ',')
        && !names.toks[at + 1].spaced
        && names
            .toks
            .get(at + 2)
            .is_some_and(|t| !t.spaced && t.number().is_some())
        && measure(at + 3);
    let before = at.checked_sub(1).map(|i| &names.toks[i]);
    let listed = before.is_some_and(|t| {
        t.is_mark(',')
            || t.is_mark('№')
            || t.is_mark('-') && at > 1 && names.toks[at - 2].number().is_some()
            || matches!(
                t.role(),
                Some(Role::And | Role::House | Role::From | Role::To)
            )
    });
    let many = names
        .word(at + 1)
        .is_some_and(|w| matches!(w.key.as_str(), "domov" | "zdani" | "zdanii"));
    // «56 частным домам»
    let private = names
        .word(at + 1)
        .is_some_and(|w| w.key.starts_with("yastn"))
        && names
            .toks
            .get(at + 2)
            .is_some_and(|t| t.role() == Some(Role::House));
    // «2 500 человек»
    let next = names.toks.get(at + 1).and_then(Token::number);
    let thousands = next.is_some_and(|n| n.house.is_plain()) && measure(at + 2);
    let plain = names.toks[at].number().is_some_and(|n| n.house.is_plain());
    plain && measure(at + 1) || private || thousands || fraction || many && !listed
}

/// «№4 жылу пункті»: the number of a building stands before its word.
pub fn numbered_before(names: &Names, venue: usize) -> bool {
    (2..4).any(|back| {
        venue.checked_sub(back).is_some_and(|i| {
            let words = names.toks[i + 2..venue].iter().all(|t| t.word().is_some());
            names.mark(i, '№') && names.toks[i + 1].number().is_some() && words
        })
    })
}

/// Beside a chain of dashes a pair of numbers may be two houses.
pub fn soften(rule: Rule, chain: bool) -> Rule {
    match rule {
        Rule::Range {
            from,
            to: Some(to),
            side: None,
        } if chain => Rule::Ends { from, to },
        other => other,
    }
}

pub fn with_side(rule: Rule, side: Option<Side>) -> Rule {
    match (rule, side) {
        (
            Rule::Range {
                from,
                to,
                side: None,
            },
            Some(side),
        ) => Rule::Range {
            from,
            to,
            side: Some(side),
        },
        (rule, _) => rule,
    }
}
