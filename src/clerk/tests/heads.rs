//! The table of heads of areas.

use super::{import, problems};

#[test]
fn heads_are_read_and_may_be_missing() {
    let table = "code;name;area;rank_kk;rank_ru;phone\n\
        H-1;Ким Виктор;D-1;полиция майоры;майор полиции;87000000001\n\
        D-1;Пак Елена;C-1;полиция полковнигі;полковник полиции;\n";
    let records = import(&[("Heads.csv", table)]).unwrap();
    let heads = &records.heads;
    assert_eq!(
        (heads[0].code.as_str(), heads[0].area.as_str()),
        ("H-1", "D-1")
    );
    assert_eq!(heads[0].phone.as_deref(), Some("+77000000001"));
    assert_eq!(heads[1].rank.kk, "полиция полковнигі");
    assert_eq!(import(&[]).unwrap().heads, []);
}

#[test]
fn wrong_heads_are_named() {
    let table = "code,name,rank_kk,rank_ru,phone,area\n\
        H-1,,полиция майоры,майор полиции,12,D-9\n\
        H-1,Пак Елена,,майор полиции,,\n";
    assert_eq!(
        problems(&[("heads.csv", table)]),
        [
            "heads.csv row 2 area: no such area: \"D-9\"",
            "heads.csv row 2 name: must not be empty",
            "heads.csv row 2 phone: not a phone number: \"12\"",
            "heads.csv row 3 area: must not be empty",
            "heads.csv row 3 code: there twice: \"H-1\"",
            "heads.csv row 3 rank_kk: must not be empty",
        ]
    );
    assert_eq!(
        problems(&[("heads.csv", "code,name,rank_kk,rank_ru\n")]),
        [
            "heads.csv: missing columns: area; the table has code, name, rank_kk, rank_ru, area and may \
             have phone"
        ]
    );
    assert_eq!(problems(&[("heads.kml", "x")]).len(), 1, "a name of ours");
}
