//! The ways in which people write one sentence.

use aula::domain::Lang;

pub fn all(lang: Lang, text: &str) -> Vec<(&'static str, String)> {
    let small = text.to_lowercase();
    let mut all = vec![
        ("as it is", text.to_owned()),
        ("capitals", text.to_uppercase()),
        ("Russian letters", russian_letters(&small)),
        ("stretched", stretched(&small)),
        ("shouted", format!("{text}!!!")),
        ("in a sentence", format!("{text}, Абай 12, 4-пәтер")),
    ];
    match lang {
        Lang::Kk => {
            all.push(("Latin", latin(&small, &KAZAKH)));
            all.push(("new Latin", latin(&small, &KAZAKH_NEW)));
            all.push(("Latin keys", keys(&small)));
        }
        Lang::Ru => {
            all.push(("Latin", latin(&small, &RUSSIAN)));
            all.push(("Latin keys", keys(&small)));
        }
    }
    all
}

/// As on a keyboard that has no Kazakh letters.
pub fn russian_letters(text: &str) -> String {
    let letter = |c| match c {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ё' => 'е',
        c => c,
    };
    text.chars().map(letter).collect()
}

/// The last vowel is held.
fn stretched(text: &str) -> String {
    let Some((at, vowel)) = text
        .char_indices()
        .rfind(|(_, c)| "аоуиеыіүұөәя".contains(*c))
    else {
        return text.to_owned();
    };
    let (before, after) = text.split_at(at);
    format!("{before}{}{after}", vowel.to_string().repeat(4))
}

type Letters = [(&'static str, &'static str); 10];

const KAZAKH: Letters = [
    ("ж", "zh"),
    ("ш", "sh"),
    ("ы", "y"),
    ("қ", "q"),
    ("ұ", "u"),
    ("ү", "u"),
    ("й", "i"),
    ("ғ", "gh"),
    ("х", "kh"),
    ("я", "ya"),
];
const KAZAKH_NEW: Letters = [
    ("ж", "j"),
    ("ш", "ş"),
    ("ы", "y"),
    ("қ", "q"),
    ("ұ", "ū"),
    ("ү", "ü"),
    ("й", "i"),
    ("ғ", "ğ"),
    ("ө", "ö"),
    ("ң", "ñ"),
];
const RUSSIAN: Letters = [
    ("ж", "zh"),
    ("ш", "sh"),
    ("ы", "y"),
    ("ц", "ts"),
    ("ю", "yu"),
    ("я", "ya"),
    ("й", "y"),
    ("ч", "ch"),
    ("х", "kh"),
    ("ё", "yo"),
];
const COMMON: (&str, &str) = (
    "абвгдезийклмнопрстуфіәөңһъьэщч",
    "abvgdeziiklmnoprstufiaonh''eщч",
);

fn latin(text: &str, letters: &Letters) -> String {
    let own = |c: char| {
        letters
            .iter()
            .find(|(from, _)| from.starts_with(c))
            .map(|(_, to)| *to)
    };
    let mut out = String::new();
    for c in text.chars() {
        if let Some(to) = own(c) {
            out.push_str(to);
        } else if c == 'щ' {
            out.push_str("shch");
        } else if c == 'ч' {
            out.push_str("ch");
        } else if c == 'ю' {
            out.push_str("yu");
        } else if c == 'ц' {
            out.push_str("ts");
        } else if c == 'я' {
            out.push_str("ya");
        } else if let Some(at) = COMMON.0.chars().position(|from| from == c) {
            out.extend(COMMON.1.chars().nth(at).filter(|c| *c != '\''));
        } else {
            out.push(c);
        }
    }
    out
}

/// A keyboard that stood on Latin letters.
fn keys(text: &str) -> String {
    const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюёәіңғүұқөһ";
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`234589";
    let key = |c: char| match CYRILLIC.chars().position(|it| it == c) {
        Some(at) if at < LATIN.chars().count() => LATIN.chars().nth(at).unwrap(),
        Some(_) if c == 'қ' => '0',
        Some(_) if c == 'ө' => '-',
        Some(_) => '=',
        None => c,
    };
    text.chars().map(key).collect()
}
