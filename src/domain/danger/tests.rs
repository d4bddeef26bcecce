//! What is heard as danger, and what is not.

use super::*;

#[test]
fn the_table_is_whole() {
    assert!(BUILT_IN.danger.is_whole());
    assert!(kinds().len() >= 15);
}

#[test]
fn what_only_looks_like_danger_hides_none() {
    let heard = |text| heard(text, &Danger::default()).is_some();
    assert!(!heard("Не горит фонарь."));
    assert!(heard("Не горит фонарь. Горит дом!"));
    assert!(!heard("дети взрывают петарды"));
    assert!(heard("взрывают петарды, убили человека"));
}

/// Every phrase of the list, in each of its wordings.
fn wordings() -> Vec<String> {
    let table: DangerTable = toml::from_str(TABLE).unwrap();
    let mut all = Vec::new();
    for phrase in &table.harmless.phrases {
        let parts: Vec<Vec<&str>> = phrase
            .split(" + ")
            .map(|it| it.split('/').collect())
            .collect();
        let most = parts.iter().map(Vec::len).max().unwrap_or_default();
        all.extend((0..most).map(|at| {
            let words: Vec<&str> = parts.iter().map(|part| part[at % part.len()]).collect();
            words.join(" ").replace('*', "")
        }));
    }
    all
}

#[test]
fn beside_a_victim_nothing_is_harmless() {
    let all = &BUILT_IN.danger;
    let strict = Danger {
        phrases: all.phrases.clone(),
        ..Danger::default()
    };
    let would_be_heard = |text: &str| {
        let mut all = readings(text).into_iter().flatten();
        all.any(|it| {
            let words = strict.unsaid(it, &Candidates::default());
            strict.phrases.iter().any(|it| it.phrase.within(&words))
        })
    };
    let heard = |text: &str| heard(text, &Danger::default()).is_some();
    let (mut deaf, mut asked) = (Vec::new(), 0);
    for wording in wordings() {
        for more in [" и бьёт ребёнка", ", баланы ұрып жатыр"] {
            let text = format!("{wording}{more}");
            deaf.extend((!heard(&text)).then_some(text));
        }
        // Its own words, where somebody else stands beside them.
        for victim in ["женщину", "баланы"] {
            let text = format!("{wording} {victim}");
            asked += usize::from(would_be_heard(&text));
            deaf.extend((would_be_heard(&text) && !heard(&text)).then_some(text));
        }
    }
    assert!(asked > 200, "{asked}");
    assert!(deaf.is_empty(), "{}", deaf.join("\n"));
}

#[test]
fn a_number_alone() {
    let heard = |text| heard(text, &Danger::default()).is_some();
    assert!(heard("102") && heard("112!!") && heard(" 103 "));
    assert!(!heard("12") && !heard("дом 112") && !heard("ул. Абая. 112"));
}

/// Of many words, each of which begins a phrase, as of any others of that length.
#[test]
fn long_texts_take_their_length() {
    let time = |text: &str| {
        let one = || {
            let begun = std::time::Instant::now();
            heard(text, &Danger::default());
            begun.elapsed()
        };
        (0..3).map(|_| one()).min().unwrap_or_default()
    };
    let plain = time(&"мусор дом ".repeat(200));
    for words in ["упал упал ", "упал дверь ", "газ дым ", "украли окно "]
    {
        let took = time(&words.repeat(2_000 / words.chars().count()));
        assert!(took < plain * 30, "{words}: {took:?}, {plain:?}");
    }
}

#[test]
fn words_of_an_operator() {
    let own = Danger::of(&["мой пароль*".to_owned()]);
    assert!(heard("мой пароль забыт", &own).is_some());
    assert!(heard("мой пароль забыт", &Danger::default()).is_none());
    assert!(!Danger::of(&["—".to_owned()]).is_whole());
}

#[test]
fn what_is_long_over_is_no_cry_unless_it_goes_on() {
    let heard = |text| heard(text, &Danger::default()).is_some();
    for story in [
        "пять лет назад на меня напали с ножом",
        "өткен жылы үйіміз өртеніп кетті",
        "вчера смотрели фильм, там всех зарезали",
        "бала күнімде өзенге батып кете жаздадым",
    ] {
        assert!(!heard(story), "{story}");
    }
    for cry in [
        "пять лет назад сидел, а теперь сказал что меня зарежет",
        "год назад он меня избил, и сегодня опять с ножом",
        "смотрели кино, и вдруг в дверь ломятся",
        "өткен жылы да ұрған, қазір де ұрып жатыр",
        "пять лет назад напали. За дверью мужик с ножом",
    ] {
        assert!(heard(cry), "{cry}");
    }
}
