//! Numbers of houses in words, as they are dictated: «дом сорок четыре», «он екінші үй».
use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold;
use super::houses::House;
use super::lex::{Number, Token, TokenKind};
use super::tables::Role;

/// Units, teens, tens and hundreds, each with what it counts.
const CARDINALS: [(&str, u32); 57] = [
    ("один", 1),
    ("два", 2),
    ("три", 3),
    ("четыре", 4),
    ("пять", 5),
    ("шесть", 6),
    ("семь", 7),
    ("восемь", 8),
    ("девять", 9),
    ("десять", 10),
    ("одиннадцать", 11),
    ("двенадцать", 12),
    ("тринадцать", 13),
    ("четырнадцать", 14),
    ("пятнадцать", 15),
    ("шестнадцать", 16),
    ("семнадцать", 17),
    ("восемнадцать", 18),
    ("девятнадцать", 19),
    ("двадцать", 20),
    ("тридцать", 30),
    ("сорок", 40),
    ("пятьдесят", 50),
    ("шестьдесят", 60),
    ("семьдесят", 70),
    ("восемьдесят", 80),
    ("девяносто", 90),
    ("сто", 100),
    ("двести", 200),
    ("триста", 300),
    ("четыреста", 400),
    ("бір", 1),
    ("екі", 2),
    ("үш", 3),
    ("төрт", 4),
    ("бес", 5),
    ("алты", 6),
    ("жеті", 7),
    ("сегіз", 8),
    ("тоғыз", 9),
    ("он", 10),
    ("жиырма", 20),
    ("отыз", 30),
    ("қырық", 40),
    ("елу", 50),
    ("алпыс", 60),
    ("жетпіс", 70),
    ("сексен", 80),
    ("тоқсан", 90),
    ("жүз", 100),
    ("бірінші", 1),
    ("екінші", 2),
    ("үшінші", 3),
    ("төртінші", 4),
    ("бесінші", 5),
    ("алтыншы", 6),
    ("жетінші", 7),
];
const MORE: [(&str, u32); 3] = [("сегізінші", 8), ("тоғызыншы", 9), ("оныншы", 10)];

static BY_KEY: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let all = CARDINALS.iter().chain(&MORE);
    all.map(|(word, number)| (fold::key(word), *number))
        .collect()
});

/// Words of a number become one beside the word for a house, and two of them («шестьдесят два»)
/// behind a name at the end of a text.
pub fn in_figures(list: Vec<Token>) -> Vec<Token> {
    let said = |it: &Token| it.word().is_some_and(|it| BY_KEY.contains_key(&it.key));
    if !list.iter().any(said) {
        return list;
    }
    let mut out: Vec<Token> = Vec::with_capacity(list.len());
    let mut at = 0;
    while at < list.len() {
        let behind = out
            .iter()
            .rev()
            .find(|it| !(it.is_mark('.') || it.is_mark('№') || it.is_mark(',')));
        let marked = behind.is_some_and(|it| it.role() == Some(Role::House));
        let named = out
            .last()
            .and_then(Token::word)
            .is_some_and(|it| it.role.is_none() && it.letters > 3);
        let number = number(&list[at..]).filter(|(words, _)| {
            let next = list.get(at + words);
            let before = next.is_some_and(|it| it.role() == Some(Role::House));
            marked || before || named && *words > 1 && next.is_none()
        });
        let Some((words, number)) = number else {
            out.push(list[at].clone());
            at += 1;
            continue;
        };
        out.push(Token {
            what: TokenKind::Number(Number {
                house: House::plain(number),
                ordinal: false,
                case: None,
            }),
            start: list[at].start,
            end: list[at + words - 1].end,
            spaced: list[at].spaced,
        });
        at += words;
    }
    out
}

/// How many words are a number, and which: each counts less than the one before it.
fn number(list: &[Token]) -> Option<(usize, u32)> {
    let (mut words, mut sum, mut least) = (0, 0, 1_000);
    for token in list {
        let word = token.word().and_then(|it| BY_KEY.get(&it.key));
        let Some(number) = word.filter(|it| **it < least) else {
            break;
        };
        least = match number {
            100.. => 100,
            20.. => 10,
            // «он екі», never «двенадцать два».
            10 => 10,
            _ => 1,
        };
        sum += number;
        words += 1;
    }
    (words > 0).then_some((words, sum))
}

#[cfg(test)]
mod tests {
    use super::super::lex::Token;
    use super::super::typed_tokens;

    #[test]
    fn houses_that_are_dictated() {
        let houses = |text: &str| -> Vec<u32> {
            let tokens = typed_tokens(text);
            let numbers = tokens.iter().filter_map(Token::number);
            numbers.map(|it| it.house.number).collect()
        };
        for (text, right) in [
            ("Абая дом двенадцать", &[12][..]),
            ("оркен дом сорок четыре", &[44]),
            ("Абай көшесі он екінші үй", &[12]),
            ("Достық жүз отыз бес үй", &[135]),
            ("железнодорожников шестьдесят два", &[62]),
            ("улица Сорок лет Победы", &[]),
            ("в час или два", &[]),
        ] {
            assert_eq!(houses(text), right, "{text}");
        }
    }
}
