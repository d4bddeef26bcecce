//! Joins tokens that mean one thing: «м-он», «шағын ауданы», «шестого микрорайона», «24 корпус 1», «196 б».
use super::houses::House;
use super::join_numbers::{Built, building, merge, more_buildings, quoted_letter, spaced_letter};
use super::kind::Kind;
use super::lex::{Number, Token, TokenKind, Word, described};
use super::tables::{Role, Sign, words};
use super::upcoming::Upcoming;

/// All the joins, one pass from left to right.
pub fn all(text: &str, list: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(list.len());
    let mut rest = Upcoming::new(list);
    while let Some(token) = rest.next() {
        let token = short_form(text, token, &mut rest);
        let token = pair(token, &mut rest);
        let token = code(text, token, &out, &mut rest);
        let token = in_its_place(token, out.last_mut(), &rest);
        out.push(token);
    }
    let mut joined: Vec<Token> = Vec::with_capacity(out.len());
    let mut rest = Upcoming::new(out);
    let mut built: Option<Built> = None;
    while let Some(mut token) = rest.next() {
        if token.number().is_some() {
            quoted_letter(&mut token, &mut rest);
            let plain = token.number().is_some_and(|n| n.house.part.is_none());
            if plain
                && rest.mark(0, '/')
                && let Some(part) = rest.number(1).map(|n| n.house)
            {
                merge(&mut token, &mut rest, 2, |h| h.with_part(part));
            }
            let many = rest.word(0).is_some_and(|w| w.has(Sign::Plural));
            building(&mut token, &mut rest);
            spaced_letter(&mut token, &mut rest);
            // «134 А/1»
            if rest.mark(0, '/')
                && rest.peek(1).is_some_and(|t| !t.spaced)
                && token
                    .number()
                    .is_some_and(|n| n.house.letter.is_some() && n.house.part.is_none())
                && let Some(part) = rest.number(1).map(|n| n.house)
            {
                merge(&mut token, &mut rest, 2, |h| h.with_part(part));
            }
            built = more_buildings(&mut token, built.as_ref(), plain, many);
        } else if !(token.is_mark(',') || token.role() == Some(Role::And)) {
            built = None;
        }
        joined.push(token);
    }
    joined
}

/// «м-он», «ш/а», «пр-т»: a short form with a dash or a slash in it is one word.
fn short_form(text: &str, mut token: Token, rest: &mut Upcoming) -> Token {
    let small = token.word().is_some_and(|w| w.letters <= 6);
    let glued = rest.peek(0).is_some_and(|t| !t.spaced) && rest.peek(1).is_some_and(|t| !t.spaced);
    let joint = rest.mark(0, '-') || rest.mark(0, '/');
    let (Some(first), Some(second)) = (
        token.word(),
        rest.word(1).filter(|_| small && glued && joint),
    ) else {
        return token;
    };
    if !words().may_join(&first.key, &second.key) {
        return token;
    }
    let Some(written) = rest.peek(1).and_then(|t| text.get(token.start..t.end)) else {
        return token;
    };
    let mut word = described(written.trim_end_matches('.'));
    if word.kind.is_some() || word.role.is_some() {
        word.dotted = second.dotted;
        token.end = rest.take(2);
        token.what = TokenKind::Word(word);
    }
    token
}

/// «шағын ауданы», «тас жолы», «жилой комплекс».
fn pair(mut token: Token, rest: &mut Upcoming) -> Token {
    let one = match (token.word(), rest.word(0)) {
        (Some(a), Some(b)) => words().pair(&a.key, &b.key),
        _ => None,
    };
    let Some(one) = one else { return token };
    let mut word = keyed(one);
    if let Some(second) = rest.word(0) {
        word.letters = second.letters;
        if word.kind.is_some() {
            // Its case ending counts: «шағын аудандарында».
            word.key.clone_from(&second.key);
        }
        word.dotted = second.dotted;
        // The plural stays known: «шағын аудандары».
        if second.has(Sign::Plural) {
            word.class.add(second.class);
        }
    }
    // «тұрғын үй кешені» is three words.
    let third = rest
        .word(1)
        .is_some_and(|w| w.key.starts_with("kewen") && word.kind == Some(Kind::Complex));
    if let Some(third) = rest.word(1).filter(|w| third && w.has(Sign::Plural)) {
        word.class.add(third.class);
    }
    token.what = TokenKind::Word(word);
    token.end = rest.take(1 + usize::from(third));
    token
}

/// «С-189», «А 184», «ул. 27-15»: a street that is still only a code.
fn code(text: &str, mut token: Token, before: &[Token], rest: &mut Upcoming) -> Token {
    let street = |t: &Token| t.kind().is_some_and(Kind::is_street);
    let tight = |rest: &Upcoming, i: usize| rest.peek(i).is_some_and(|t| !t.spaced);
    let glued = rest.mark(0, '-') && tight(rest, 0) && tight(rest, 1);
    // «ул. 27-15», but «Набережная ул. 1-9» and «Абай көшесі 1-9» have houses.
    let named = before
        .iter()
        .rev()
        .nth(1)
        .and_then(Token::word)
        .is_some_and(|w| w.capital);
    let after_kind = before
        .last()
        .and_then(Token::word)
        .is_some_and(|w| w.kind.is_some_and(Kind::is_street) && !w.has(Sign::After) && !named);
    let size = match &token.what {
        TokenKind::Word(w)
            if w.letters == 1
                && (w.capital || small_code(w, before, glued))
                && !w.dotted
                && w.key.len() == 1 =>
        {
            // «ул. Е-12, Е - 14»: a code after a code.
            let again = before.last().is_some_and(|t| t.is_mark(','))
                && before
                    .iter()
                    .rev()
                    .nth(1)
                    .and_then(Token::word)
                    .is_some_and(is_code);
            let dash = rest.mark(0, '-') && (glued || again || after_kind);
            let spaced = !dash && after_kind;
            let number = rest.number(usize::from(dash)).filter(|_| dash || spaced);
            let fits =
                number.is_some_and(|n| n.house.is_plain() && n.house.number > 9 && !n.ordinal);
            if fits { 1 + usize::from(dash) } else { 0 }
        }
        TokenKind::Number(n) if n.house.is_plain() && !n.ordinal && glued => {
            let plain = rest
                .number(1)
                .is_some_and(|n| n.house.is_plain() && !n.ordinal);
            let kazakh = rest.peek(2).is_some_and(street) && !rest.mark(3, '-');
            if plain && (after_kind || kazakh) {
                2
            } else {
                0
            }
        }
        _ => 0,
    };
    let written = size
        .checked_sub(1)
        .and_then(|i| rest.peek(i))
        .and_then(|t| text.get(token.start..t.end));
    if let Some(written) = written {
        let key = written.replace(['-', ' ', '–', '—', '‑'], "");
        token.what = TokenKind::Word(Word {
            capital: true,
            letters: written.chars().count(),
            ..keyed(&super::fold::key(&key))
        });
        token.end = rest.take(size);
    }
    token
}

/// «а-123», but «5 к-12», «д-12».
fn small_code(word: &Word, before: &[Token], glued: bool) -> bool {
    glued
        && word.kind.is_none()
        && word.role.is_none_or(|role| role == Role::In)
        && before.last().is_none_or(|t| t.number().is_none())
}

/// «е12»
fn is_code(word: &Word) -> bool {
    let (letter, digits) = word.key.split_at(word.key.len().min(1));
    word.kind.is_none()
        && letter.bytes().all(|b| b.is_ascii_lowercase())
        && digits.len() > 1
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What a word means only beside its neighbours.
fn in_its_place(mut token: Token, before: Option<&mut Token>, rest: &Upcoming) -> Token {
    let unit = matches!(token.kind(), Some(Kind::Microdistrict | Kind::Quarter));
    let named = before
        .as_ref()
        .and_then(|t| t.word())
        .is_some_and(|w| w.kind.is_none() && w.role.is_none() && !w.dotted);
    if let TokenKind::Word(word) = &mut token.what {
        let next_is_name = rest
            .word(0)
            .is_some_and(|w| w.role.is_none() && w.kind.is_none());
        let after = before.as_ref().and_then(|t| t.word());
        if word.key == "ben" && after.is_some_and(|w| w.key.starts_with("husein")) {
            // «Хусейн бен Талал» is one name.
            (word.role, word.capital) = (None, true);
        } else if word.dotted && word.key == "s" && next_is_name {
            // «с.» before a name is a village, without a dot it is «from».
            word.kind = Some(Kind::Settlement);
            word.role = None;
        } else if word.dotted
            && word.key == "t"
            && named
            && !word.capital
            && rest.word(0).is_none_or(|w| w.letters > 1)
        {
            *word = Word {
                dotted: true,
                ..keyed("tuik")
            };
        } else if word.dotted && word.key == "k" && named && !word.capital && word.kind.is_none() {
            // «Қарасай батыр к.»: after a name «к.» is a street, after a number a building.
            *word = Word {
                dotted: true,
                ..keyed("kowesi")
            };
        }
    }
    // «с участка № 5 по участок № 9»: plots are counted as houses.
    let number = rest.number(0).is_some() || rest.mark(0, '№') && rest.number(1).is_some();
    let after_from = before
        .as_ref()
        .is_some_and(|t| matches!(t.role(), Some(Role::From | Role::To | Role::In)));
    if number && after_from && token.word().is_some_and(|w| w.key.starts_with("uyast")) {
        token.what = TokenKind::Word(keyed("dom"));
    }
    // «шестого микрорайона» is «6-го микрорайона».
    if let Some(before) = before.filter(|_| unit)
        && let Some(number) = before
            .word()
            .filter(|w| w.kind.is_none())
            .and_then(|w| words().ordinal_word(&w.key))
    {
        before.what = TokenKind::Number(Number {
            house: House::plain(number),
            ordinal: true,
            case: None,
        });
    }
    token
}

fn keyed(key: &str) -> Word {
    let class = words().class(key);
    Word {
        key: key.to_owned(),
        capital: false,
        kind: class.kind,
        role: class.role,
        class,
        dotted: false,
        letters: key.len(),
    }
}
