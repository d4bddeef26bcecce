//! Links of t.me that open the bot: at the card of a precinct, as posters have them, at whose code it is,
//! and at a report that somebody else is to hear of.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::PrecinctCode;

/// Before the token of a link by which somebody comes to hear of a report.
pub const FOLLOW: &str = "w-";

/// The link to hear of a report, by the bot's user name.
pub fn follow(bot: &str, token: &str) -> String {
    format!("https://t.me/{bot}?start={FOLLOW}{token}")
}

/// The link to a precinct by the bot's user name.
pub fn link(bot: &str, precinct: &PrecinctCode) -> String {
    format!("https://t.me/{bot}?start={}", payload(precinct))
}

/// What the bot is told by the link: `p-CODE`, or for a code with letters that no link carries
/// (Telegram takes A–Z, a–z, 0–9, `_` and `-`) `q-` and its bytes in base64. A code of 32 bytes,
/// the longest that an import takes, makes 45 characters of the 64 that a link has.
pub fn payload(precinct: &PrecinctCode) -> String {
    let code = precinct.as_str();
    let carried = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if code.bytes().all(carried) {
        format!("p-{code}")
    } else {
        format!("q-{}", URL_SAFE_NO_PAD.encode(code))
    }
}

/// The link to whoever shows it, by a token that holds for [`PROOF_MINUTES`].
pub fn proof(bot: &str, token: &str) -> String {
    format!("https://t.me/{bot}?start=c-{token}")
}

/// Long enough to be scanned at a door, and of no use to whoever kept a picture of it.
pub const PROOF_MINUTES: i64 = 10;

/// The precinct that such a payload names, whether there is one or not; `None` where it is another
/// kind of payload. What cannot be read names none that there is.
pub fn precinct(payload: &str) -> Option<PrecinctCode> {
    match payload.split_once('-')? {
        ("p", code) => Some(PrecinctCode::new(code)),
        ("q", packed) => {
            let code = URL_SAFE_NO_PAD.decode(packed).ok();
            let code = code.and_then(|bytes| String::from_utf8(bytes).ok());
            Some(PrecinctCode::new(code.unwrap_or_default()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_goes_there_and_back() {
        let longest_plain = "P".repeat(32);
        let longest = "Ұ".repeat(16);
        for code in [
            "P-12",
            "П-12",
            "Қ-7",
            "12.3",
            "p_1",
            "УИП№4",
            "q-1",
            "-",
            &longest_plain,
            &longest,
        ] {
            let code = PrecinctCode::new(code);
            let payload = payload(&code);
            let carried = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            assert!(payload.chars().all(carried), "{payload}");
            assert!(payload.len() <= 64, "{payload}");
            assert_eq!(precinct(&payload), Some(code));
        }
    }

    #[test]
    fn posters_that_hang_already_stay_good() {
        let link = link("aula_bot", &PrecinctCode::new("P-12"));
        assert_eq!(link, "https://t.me/aula_bot?start=p-P-12");
        assert_eq!(precinct("p-П-12"), Some(PrecinctCode::new("П-12")));
        assert_eq!(precinct("q-%%%"), Some(PrecinctCode::new("")));
        assert_eq!(precinct("j-q-1"), None);
        assert_eq!(precinct("report"), None);
    }
}
