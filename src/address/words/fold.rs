//! One spelling key for both alphabets: Kazakh and Russian letters, both Kazakh Latin alphabets,
//! plain transliteration, and a text typed with the wrong keyboard layout.

use std::borrow::Cow;

/// A text whose letters of two characters (и and a breve, as some systems write й) are one again.
pub fn composed(text: &str) -> Cow<'_, str> {
    const PAIRS: [(&str, &str); 4] = [
        ("и\u{306}", "й"),
        ("И\u{306}", "Й"),
        ("е\u{308}", "ё"),
        ("Е\u{308}", "Ё"),
    ];
    if !text.contains(['\u{306}', '\u{308}']) {
        return Cow::Borrowed(text);
    }
    let compose = |text: String, (pair, one): &(&str, &str)| text.replace(pair, one);
    Cow::Owned(PAIRS.iter().fold(text.to_owned(), compose))
}

/// The key of one word: lower-case ASCII letters and digits, doubled letters written once.
/// `w` stands for ш and щ, `y` for ч, `c` for ц, `j` for ж, `h` for х and һ.
pub fn key(word: &str) -> String {
    let mut chars: Vec<char> = Vec::with_capacity(word.len());
    // Most letters are small already; the general table is slow.
    for c in word.chars() {
        match c {
            'а'..='я' | 'a'..='z' | '0'..='9' => chars.push(c),
            _ => chars.extend(c.to_lowercase()),
        }
    }
    let cyrillic = chars.iter().any(|c| is_cyrillic(*c));
    let mut out = String::with_capacity(chars.len() + 2);
    let mut at = 0;
    while at < chars.len() {
        let (piece, used) = if is_cyrillic(chars[at]) {
            cyrillic_piece(&chars[at..])
        } else if cyrillic {
            (lookalike(chars[at]), 1)
        } else {
            latin_piece(&chars[at..])
        };
        // A slash tells «ы/а» from «я».
        if piece.is_empty() && (chars[at].is_ascii_digit() || chars[at] == '/') {
            out.push(chars[at]);
        }
        for c in piece.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        at += used;
    }
    out
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Letters that Russian and Kazakh spellings of one name share fall together.
fn cyrillic_piece(rest: &[char]) -> (&'static str, usize) {
    if rest.starts_with(&['д', 'ж']) {
        return ("j", 2);
    }
    let piece = match rest[0] {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'і' | 'ы' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "c",
        'ч' => "y",
        'ш' | 'щ' => "w",
        'ю' => "iu",
        'я' => "ia",
        _ => "",
    };
    (piece, 1)
}

/// A Latin letter inside a Cyrillic word is a slip of the keyboard: what counts is its look.
fn lookalike(c: char) -> &'static str {
    match c {
        'a' | 'ə' => "a",
        'b' => "v",
        'c' => "s",
        'e' => "e",
        'h' => "n",
        'i' | 'ı' => "i",
        'k' => "k",
        'm' => "m",
        'o' => "o",
        'p' => "r",
        't' => "t",
        'x' => "h",
        'y' => "u",
        _ => "",
    }
}

/// The longest Latin spellings first; then one letter.
const LATIN_GROUPS: &[(&str, &str)] = &[
    ("shch", "w"),
    ("tsh", "tw"),
    ("sch", "w"),
    ("dzh", "j"),
    ("zh", "j"),
    ("sh", "w"),
    ("ch", "y"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("ye", "e"),
    ("yo", "e"),
];

fn latin_piece(rest: &[char]) -> (&'static str, usize) {
    for (from, to) in LATIN_GROUPS {
        let len = from.len();
        if rest.len() >= len && from.chars().eq(rest[..len].iter().copied()) {
            return (to, len);
        }
    }
    (latin_letter(rest[0]), 1)
}

fn latin_letter(c: char) -> &'static str {
    match c {
        'a' | 'á' | 'ä' | 'ə' => "a",
        'b' => "b",
        'c' => "c",
        'd' => "d",
        'e' | 'é' | 'ё' => "e",
        'f' => "f",
        'g' | 'ǵ' | 'ğ' | 'ǧ' => "g",
        'h' | 'x' => "h",
        'i' | 'ı' | 'y' | 'î' | 'ï' | '\u{307}' => "i",
        'j' => "j",
        'k' | 'q' => "k",
        'l' => "l",
        'm' => "m",
        'n' | 'ń' | 'ñ' | 'ŋ' | 'ň' => "n",
        'o' | 'ó' | 'ö' => "o",
        'p' => "p",
        'r' => "r",
        's' => "s",
        't' => "t",
        'u' | 'ú' | 'ü' | 'ū' | 'ý' => "u",
        'v' => "v",
        'w' | 'ş' | 'š' => "w",
        'z' => "z",
        'ç' => "y",
        _ => "",
    }
}

/// The stems of a folded name word, likeliest first: Russian genitives and adjective endings and
/// Kazakh possessive vowels fall away, so «Абая» meets «Абай» and «Мусоргского» meets «Мусоргский».
pub fn stems(key: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |s: &str| {
        if s.len() >= 3 && !out.iter().any(|o| o == s) {
            out.push(s.to_owned());
        }
    };
    if let Some(x) = key.strip_suffix("aia") {
        // «Луговая» or the genitive of «Тукай»: both are kept.
        add(x);
        add(&key[..key.len() - 1]);
        add(&key[..key.len() - 2]);
    } else if let Some(x) = strip_any(key, &["ogo", "ego", "uiu", "omu"]) {
        add(x);
    } else if let Some(x) = key.strip_suffix("ovo").filter(|x| x.ends_with("sk")) {
        // «Брусиловсково»
        add(x);
    } else if let Some(x) =
        strip_any(key, &["tar", "ter", "lar", "ler", "ih"]).filter(|x| x.len() >= 5)
    {
        // «Жұбановтар», «Жубановых».
        add(key);
        add(x);
    } else if let Some(x) = key.strip_suffix("ei") {
        // «Керей» more often than «Верхней».
        add(key);
        add(x);
    } else if let Some(x) = strip_any(key, &["oi", "oe", "ie"]) {
        add(x);
        add(key);
    } else if key.ends_with("ai") || key.ends_with("ui") {
        add(key);
    } else if let Some(x) = strip_any(key, &["ia", "iu"]) {
        if x.ends_with(['a', 'e', 'o', 'u']) {
            add(&key[..key.len() - 1]);
        } else if x.len() > 3 {
            add(x);
        } else {
            // «Нурия» is not «Нура».
            add(key);
        }
    } else if let Some(x) = strip_any(key, &["a", "i", "e"]) {
        add(x);
    }
    if out.is_empty() {
        out.push(key.to_owned());
    }
    out
}

/// Kazakh case endings that a resident leaves on a name: «Ақбұлақта», «Самалдағы».
const CASES: &[&str] = &[
    "dagi", "degi", "tagi", "tegi", "nda", "nde", "nan", "nen", "dan", "den", "tan", "ten", "nin",
    "din", "tin", "da", "de", "ta", "te", "ga", "ge", "ka", "ke", "men", "ben", "pen",
];

/// The word without a Kazakh case ending, if it wears one.
pub fn without_case(key: &str) -> Option<&str> {
    strip_any(key, CASES).filter(|rest| rest.len() >= 4)
}

fn strip_any<'a>(key: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings.iter().find_map(|e| key.strip_suffix(e))
}

const EN_ROWS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RU_ROWS: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const KK_DIGITS: &[(char, char)] = &[
    ('2', 'ә'),
    ('3', 'і'),
    ('4', 'ң'),
    ('5', 'ғ'),
    ('8', 'ү'),
    ('9', 'ұ'),
    ('0', 'қ'),
    ('-', 'ө'),
    ('=', 'һ'),
];

/// What the same keys give on the Russian (Kazakh) layout; `None` when the text has no Latin letters.
/// On the Kazakh layout the digit row carries letters, so a digit that touches letters is one.
pub fn other_layout(text: &str, kazakh_digits: bool) -> Option<String> {
    let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    if !chars.iter().any(char::is_ascii_alphabetic) || chars.iter().any(|c| is_cyrillic(*c)) {
        return None;
    }
    let touches = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        [before, chars.get(at + 1)]
            .into_iter()
            .flatten()
            .any(|c| EN_ROWS.contains(*c))
    };
    let mapped = chars.iter().enumerate().map(|(at, c)| {
        if kazakh_digits
            && touches(at)
            && let Some((_, kk)) = KK_DIGITS.iter().find(|(d, _)| d == c)
        {
            return *kk;
        }
        // A comma or a dot before a space or the end is punctuation, not a letter.
        if matches!(c, ',' | '.') && chars.get(at + 1).is_none_or(|n| *n == ' ') {
            return *c;
        }
        let place = EN_ROWS.chars().position(|e| e == *c);
        place.and_then(|p| RU_ROWS.chars().nth(p)).unwrap_or(*c)
    });
    Some(mapped.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_meet() {
        for (a, b) in [
            ("Жібек", "zhibek"),
            ("Көкқайнар", "kokkainar"),
            ("Jumaǵalıev", "Жумагалиев"),
            ("Шемякина", "shemyakina"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_eq!(key("kóshesi"), key("көшесі"));
        assert_eq!(key("Caмал"), key("Самал"), "a Latin C by its look");
    }

    #[test]
    fn genitives_meet_nominatives() {
        for (a, b) in [
            ("Абая", "Абай"),
            ("Мусоргского", "Мусоргский"),
            ("Терешковой", "Терешкова"),
            ("Гоголя", "Гоголь"),
            ("Тукая", "Тукай"),
        ] {
            let (left, right) = (stems(&key(a)), stems(&key(b)));
            assert!(
                left.iter().any(|s| right.contains(s)),
                "{a} {left:?} {b} {right:?}"
            );
        }
        let (left, right) = (stems(&key("Ақсай")), stems(&key("Ақсу")));
        assert!(
            !left.iter().any(|s| right.contains(s)),
            "{left:?} {right:?}"
        );
    }

    #[test]
    fn wrong_layout() {
        assert_eq!(other_layout("f,fz 44", false).as_deref(), Some("абая 44"));
        assert_eq!(other_layout("Абая 44", false), None);
    }
}
