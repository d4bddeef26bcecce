//! The ways in which one word is written: Russian letters for Kazakh ones, Latin letters, the
//! wrong keyboard, capitals, stretched or spaced letters. All of them become one plain form.

use super::keyboards::{KEYBOARDS, is_cyrillic};

/// One sentence: its words in plain form.
#[derive(Debug, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    /// Where each of them stands in the text: its first character, and the one behind its last.
    pub at: Vec<(usize, usize)>,
    /// The places of the words before which a comma stands, or another sign of that sort.
    commas: Vec<usize>,
}

impl Sentence {
    /// The first word of each clause, and the one behind its last.
    pub fn clauses(&self) -> Vec<(usize, usize)> {
        let begins = [0].into_iter().chain(self.commas.iter().copied());
        let ends = self.commas.iter().copied().chain([self.words.len()]);
        begins.zip(ends).filter(|(from, to)| from < to).collect()
    }
}

/// As many characters of a text are read: no message of a messenger is longer, and whoever sends more
/// by another way must not hold up the others.
const LONGEST: usize = 4096;

/// The sentences of a text, once for each way in which it may have been typed: first as it is.
pub fn readings(text: &str) -> Vec<Vec<Sentence>> {
    let keyboards = &*KEYBOARDS;
    let end = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    let text = text[..end.unwrap_or(text.len())].to_lowercase();
    let mut readings = vec![sentences(&text)];
    let latin = text.contains(|c: char| c.is_ascii_lowercase());
    let cyrillic = text.contains(is_cyrillic);
    if latin {
        readings.push(sentences(&keyboards.to_cyrillic(&text)));
    }
    if cyrillic {
        readings.push(sentences(&keyboards.to_latin(&text)));
    }
    if cyrillic && has_figures_within(&text) {
        readings.push(sentences(&keyboards.to_kazakh(&text)));
    }
    readings
}

/// What the keys of a text in Latin letters write on a Cyrillic keyboard; None for any other text.
pub fn on_cyrillic_keys(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let latin = text.contains(|c: char| c.is_ascii_lowercase());
    (latin && !text.contains(is_cyrillic)).then(|| KEYBOARDS.to_cyrillic(&text))
}

/// A word in plain form, as all writings of it have.
pub fn plain(word: &str) -> String {
    let mixed = word.contains(is_cyrillic) && word.contains(|c: char| c.is_ascii_lowercase());
    let shape = |c| if mixed { looks_like(c) } else { c };
    let mut letters: Vec<char> = word.chars().map(shape).collect();
    // «помогиииите»
    letters.dedup();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let (sound, taken) = match latin_pair(&letters[at..]) {
            Some(pair) => pair,
            None => (one(c, letters.get(at + 1).copied()), 1),
        };
        push(&mut out, sound);
        at += taken;
    }
    out
}

/// Whether one letter of the word is wrong, missing, too many, or exchanged with its neighbour.
/// The first letter is right.
pub fn nearly(word: &str, other: &str) -> bool {
    let (a, b) = (word.as_bytes(), other.as_bytes());
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let rest = |a: &[u8], b: &[u8], skip: (usize, usize)| a.get(skip.0..) == b.get(skip.1..);
    let swapped = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0];
    a == b
        || rest(a, b, (1, 1))
        || (a.len() > b.len() && rest(a, b, (1, 0)))
        || (b.len() > a.len() && rest(a, b, (0, 1)))
        || (swapped && rest(a, b, (2, 2)))
}

/// Whether the text has a letter that only Kazakh has.
pub fn has_kazakh_letters(text: &str) -> bool {
    let kazakh = |c| matches!(c, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і');
    text.to_lowercase().contains(kazakh)
}

/// Words by sentences; single letters in a row are one word («п о м о г и т е», «S.O.S.»).
fn sentences(text: &str) -> Vec<Sentence> {
    let mut all = vec![Sentence::default()];
    let mut spelled = LettersAt::default();
    let mut word = LettersAt::default();
    for (at, c) in text.chars().chain(['\n']).enumerate() {
        if c.is_alphanumeric() {
            word.push(c, at);
            continue;
        }
        // Signs that stand within a word: an apostrophe for ь, a mark above a letter.
        if matches!(c, '\'' | '’' | '`' | 'ʼ' | 'ʹ' | '\u{300}'..='\u{36f}') {
            continue;
        }
        let single = word.letters.chars().count() == 1;
        if single {
            spelled.push_all(&word);
        } else if !word.letters.is_empty() {
            end_spelled(&mut all, &mut spelled);
            add(&mut all, &word);
        }
        let ends = matches!(c, '.' | '!' | '?' | ';' | '\n' | '…');
        // «S.O.S.»: the full stop belongs to the letter.
        if ends && !(single && c == '.') {
            end_spelled(&mut all, &mut spelled);
            all.push(Sentence::default());
        } else if matches!(c, ',' | '—' | '–' | '(' | ')') {
            end_spelled(&mut all, &mut spelled);
            let last = all.last_mut();
            last.into_iter()
                .for_each(|it| it.commas.push(it.words.len()));
        }
        word = LettersAt::default();
    }
    all.retain(|sentence| !sentence.words.is_empty());
    all
}

/// LettersAt with their places.
#[derive(Default)]
struct LettersAt {
    letters: String,
    at: Vec<usize>,
}

impl LettersAt {
    fn push(&mut self, letter: char, at: usize) {
        self.letters.push(letter);
        self.at.push(at);
    }

    fn push_all(&mut self, other: &LettersAt) {
        self.letters.push_str(&other.letters);
        self.at.extend(&other.at);
    }
}

fn end_spelled(all: &mut [Sentence], spelled: &mut LettersAt) {
    if spelled.at.len() >= 3 {
        add(all, spelled);
    } else {
        for (letter, at) in spelled.letters.chars().zip(&spelled.at) {
            let mut one = LettersAt::default();
            one.push(letter, *at);
            add(all, &one);
        }
    }
    *spelled = LettersAt::default();
}

fn add(all: &mut [Sentence], word: &LettersAt) {
    let plain = plain(&word.letters);
    let ends = word.at.first().zip(word.at.last());
    if let Some(sentence) = all.last_mut().filter(|_| !plain.is_empty())
        && let Some((first, last)) = ends
    {
        sentence.words.push(plain);
        sentence.at.push((*first, *last + 1));
    }
}

/// LettersAt of one sound in a row are one, and «е» is «ye» and «ё» is «yo»; but «бьёт» is no «бет»,
/// which is a face.
fn push(out: &mut String, sound: &str) {
    const HARD: [&str; 4] = ["b", "ub", "zab", "prib"];
    for c in sound.chars() {
        if c == 'e' && out.ends_with('i') && !HARD.contains(&&out[..out.len() - 1]) {
            out.pop();
        }
        if !out.ends_with(c) {
            out.push(c);
        }
    }
}

/// Two or more Latin letters that are one sound.
fn latin_pair(letters: &[char]) -> Option<(&'static str, usize)> {
    const PAIRS: [(&str, &str); 8] = [
        ("shch", "sh"),
        ("sch", "sh"),
        ("sh", "sh"),
        ("ch", "ch"),
        ("zh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("yo", "ie"),
    ];
    PAIRS.iter().find_map(|(pair, sound)| {
        let fits = letters.len() >= pair.len() && pair.chars().zip(letters).all(|(a, b)| a == *b);
        fits.then_some((*sound, pair.len()))
    })
}

/// A letter as a sound; `next` follows it.
fn one(c: char, next: Option<char>) -> &'static str {
    match c {
        'а' | 'ә' | 'a' | 'á' | 'à' | 'â' | 'ä' | 'ă' => "a",
        'б' | 'b' => "b",
        'в' | 'v' | 'w' => "v",
        'г' | 'ғ' | 'g' | 'ğ' | 'ǵ' => "g",
        'д' | 'd' => "d",
        'е' | 'ё' | 'э' | 'e' | 'é' | 'è' | 'ë' => "e",
        'ж' | 'j' | 'ž' => "j",
        'з' | 'z' => "z",
        'и' | 'і' | 'й' | 'ы' | 'i' | 'y' | 'ı' | 'í' | 'ï' | 'ý' => "i",
        'к' | 'қ' | 'k' | 'q' => "k",
        'л' | 'l' => "l",
        'м' | 'm' => "m",
        'н' | 'ң' | 'n' | 'ñ' | 'ń' => "n",
        'о' | 'ө' | 'o' | 'ó' | 'ö' | 'ô' => "o",
        'п' | 'p' => "p",
        'р' | 'r' => "r",
        'с' | 's' => "s",
        'т' | 't' => "t",
        'у' | 'ұ' | 'ү' | 'ў' | 'u' | 'ú' | 'ü' | 'ū' | 'ŭ' => "u",
        'ф' | 'f' => "f",
        'х' | 'һ' | 'h' | 'x' => "h",
        'ц' | 'c' => "ts",
        'ч' | 'ç' | 'č' => "ch",
        'ш' | 'щ' | 'ş' | 'š' => "sh",
        'ю' => "iu",
        'я' => "ia",
        'ь' | 'ъ' if next.is_some_and(|c| matches!(c, 'е' | 'ё' | 'ю' | 'я' | 'и')) => "i",
        'ь' | 'ъ' => "",
        '0' => "0",
        '1' => "1",
        '2' => "2",
        '3' => "3",
        '4' => "4",
        '5' => "5",
        '6' => "6",
        '7' => "7",
        '8' => "8",
        '9' => "9",
        _ => "",
    }
}

/// A Latin letter in a Cyrillic word is the Cyrillic letter of the same shape.
fn looks_like(c: char) -> char {
    match c {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        c => c,
    }
}

/// A figure or a sign of its row between Cyrillic letters, as in «к-мектес34дер».
fn has_figures_within(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|pair| {
        let figure = |c: char| c.is_ascii_digit() || c == '-' || c == '=';
        (is_cyrillic(pair[0]) && figure(pair[1])) || (figure(pair[0]) && is_cyrillic(pair[1]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_many_writings() {
        for (word, writings) in [
            (
                "көмектесіңдер",
                &[
                    "комектесиндер",
                    "komektesinder",
                    "kömektesıñder",
                    "КОМЕКТЕСИНДЕР",
                ][..],
            ),
            (
                "помогите",
                &["ПОМОГИИИТЕ", "pomogite", "пoмoгите", "помогитé"][..],
            ),
            ("жатыр", &["zhatyr", "jatyr", "jatır", "жатир"][..]),
            ("бьёт", &["бьет", "byot", "byet"][..]),
            ("насилует", &["nasiluet", "nasiluyet"][..]),
            ("избивают", &["izbivayut", "izbivaiut"][..]),
            ("щека", &["shcheka", "scheka"][..]),
            ("идёт", &["идет", "idyot", "idet"][..]),
            ("ребёнок", &["ребенок", "rebyonok", "rebenok"][..]),
            ("сознания", &["сознанияяяя", "soznaniya"][..]),
            ("полиция", &["politsiya", "policiya", "политсия"][..]),
        ] {
            for writing in writings {
                assert_eq!(plain(&writing.to_lowercase()), plain(word), "{writing}");
            }
        }
        assert_ne!(plain("бет"), plain("бьёт"));
    }

    #[test]
    fn keys_of_another_keyboard() {
        let has = |text: &str, word: &str| {
            let word = plain(word);
            let mut all = readings(text).into_iter().flatten();
            all.any(|it| it.words.contains(&word))
        };
        assert!(has("gjvjubnt", "помогите"));
        assert!(has("r-vtrntc34lth", "көмектесіңдер"));
        assert!(has("к-мектес34дер", "көмектесіңдер"));
        assert!(has("рудз", "help"));
        assert!(has("зщьщпшеу", "помогите"));
        assert!(has("п о м о г и т е, убивают", "помогите"));
        assert!(has("S.O.S.", "sos"));
    }

    #[test]
    fn one_letter_may_be_wrong() {
        for other in [
            "pomogite",
            "pomagite",
            "pomgite",
            "pomoogite",
            "pomoigte",
            "pomogit",
        ] {
            assert!(nearly("pomogite", other), "{other}");
        }
        for other in ["bomogite", "pomagate", "pomo", "pmoogiet"] {
            assert!(!nearly("pomogite", other), "{other}");
        }
    }
}
