//! The table of renamed streets: what is taken, and every way it is refused.

use jiff::civil::date;

use super::{import, problems};
use crate::domain::directory::{Since, Status};

#[test]
fn a_table_of_renamed_streets_is_read() {
    let table = "old;new;area;since\n\
        Вокзальная;Жібек жолы;C-1;2019\n\
        ул. Степная;Сарыарқа көшесі;D-1;15.05.2024\n\
        Речная;Бұлақ;C-1;\n";
    let records = import(&[("renamed.csv", table)]).unwrap();
    let since: Vec<_> = records.renamed.iter().map(|it| it.since).collect();
    assert_eq!(
        since,
        [
            Some(Since::Year(2019)),
            Some(Since::Day(date(2024, 5, 15))),
            None
        ]
    );
    assert!(
        records
            .renamed
            .iter()
            .all(|it| it.status == Status::InForce)
    );
    // The freed name may go to another street, and each language may have its own row.
    let table = "area,old,new,status,since\n\
        C-1,Ленина,Абая,in_force,2019-03-01\n\
        C-1,Ленин көшесі,Абай көшесі,,\n\
        C-1,Абая,Ынтымақ,Proposed,\n\
        D-1,Ленина,Абая,,\n";
    let records = import(&[("renamed.csv", table)]).unwrap();
    assert_eq!(records.renamed[2].status, Status::Proposed);
    assert_eq!(records.renamed.len(), 4);
    assert_eq!(import(&[]).unwrap().renamed, []);
}

#[test]
fn wrong_rows_are_named() {
    let table = "area,old,new,status,since\n\
        C-9,Ленина,Абая,,\n\
        C-1,,Абая,,\n\
        C-1,ул. Абая,Абай көшесі,,\n\
        C-1,Ленина,улица,,\n\
        C-1,Мира,Арман,maybe,31.13.2020\n\
        C-1,Мира,Арман,proposed,2020\n\
        ,Мира,Достық,,20191\n";
    assert_eq!(
        problems(&[("renamed.csv", table)]),
        [
            "renamed.csv row 2 area: no such area: \"C-9\"",
            "renamed.csv row 3 old: must not be empty",
            "renamed.csv row 4 new: the same name as the old one: \"ул. Абая\"",
            "renamed.csv row 5 new: not a name of a street: \"улица\"",
            "renamed.csv row 6 since: neither 2026-12-31 nor 2026: \"31.13.2020\"",
            "renamed.csv row 6 status: neither in_force nor proposed: \"maybe\"",
            "renamed.csv row 7: there already, in row 6",
            "renamed.csv row 8 area: must not be empty",
            "renamed.csv row 8 since: neither 2026-12-31 nor 2026: \"20191\"",
        ]
    );
    assert_eq!(
        problems(&[("renamed.csv", "area,old,name\n")]),
        [
            "renamed.csv: missing columns: new; unknown columns: «name»; the table has area, old, new \
             and may have status, since"
        ]
    );
}
