//! The bot in any chat, and what it puts there.

use super::*;

#[test]
fn a_card_of_its_own_says_nothing_to_the_bot() {
    let card = r#""text":"№ 12","via_bot":{"id":1,"is_bot":true,"username":"Aula_bot"}"#;
    assert_eq!(private(card), What::Idle);
    assert_eq!(group(card), What::Idle);
    let passed_on = format!(r#"{card},"forward_origin":{{"type":"user"}}"#);
    assert_eq!(input(private(&passed_on)), text("№ 12"));
    let other = r#""text":"x","via_bot":{"id":2,"is_bot":true,"username":"gif"}"#;
    assert_eq!(input(private(other)), text("x"));
}

#[test]
fn inline_queries() {
    let asked = |fields: &str| {
        let raw = format!(
            r#""inline_query":{{"id":"I","from":{{"id":7,"is_bot":false,"language_code":"kk"}},"offset":""{fields}}}"#
        );
        match read_fields(&raw).what {
            What::Inline { id, query } => {
                assert_eq!((id.as_str(), query.account), ("I", Account::first(7)));
                assert_eq!(query.tag.as_deref(), Some("kk"));
                (query.text, query.place.map(|it| it.point))
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(asked(r#","query":"Абая 12""#), ("Абая 12".into(), None));
    assert_eq!(
        asked(r#","query":"","location":{"latitude":43.2,"longitude":76.9}"#),
        (String::new(), Point::new(43.2, 76.9))
    );
    assert_eq!(
        asked(r#","query":5,"location":{"latitude":430}"#),
        (String::new(), None)
    );
}
