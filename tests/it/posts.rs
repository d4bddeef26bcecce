//! Whom a code means, when a post ends with its person, and what of a report still waits then.

use aula::app::Done;
use aula::app::act::posts::{self, Nobody, named};
use aula::chat::{Input, Say, Screen, Tap};
use aula::demo::town;
use aula::domain::report::NewReport;
use aula::domain::{
    Action, Actor, Channel, Chat, HeadCode, InspectorCode, Lang, Post, PostVerb, PrecinctCode,
    Refusal, Role, Scope, Spot,
};
use aula::precincts::{Directory, Head, Records};
use aula::store::Invitation;
use aula::text::Words;

use crate::postgres::engines;
use crate::reports::{photo, send, words as said};
use crate::sql;
use crate::town::Town;

fn post(role: Role, kind: &str, code: &str) -> Post {
    let scope = Scope::parse(kind, code.to_owned()).unwrap();
    Post { role, scope }
}

fn directory(records: &Records) -> Directory {
    Directory::new(records.clone(), jiff::civil::date(2026, 11, 27))
}

async fn import(town: &Town, records: &Records) {
    let import = Action::Import(Box::new(records.clone()));
    town.app
        .act(&Actor::Operator, import)
        .await
        .unwrap()
        .unwrap();
}

/// A report from a precinct, which nobody has sent on yet.
async fn report(town: &Town, account: i64, precinct: &str) {
    let new = NewReport {
        category: "other".to_owned(),
        spot: Spot {
            precinct: PrecinctCode::new(precinct),
            place: None,
            address: None,
        },
        happening_now: false,
        whom: None,
        notes: Vec::new(),
    };
    town.act(account, Action::SendReport(new)).await.unwrap();
}

/// Whether a card with a report's words is among it.
fn of_a_desk(says: &[Say]) -> bool {
    let over = Words::new(Lang::Ru).case_ended();
    let card = |say: &Say| {
        say.slot
            .as_deref()
            .is_some_and(|it| it.starts_with("case:"))
    };
    says.iter().any(|say| card(say) && say.text != over)
}

#[test]
fn whom_a_code_means() {
    let mut records = town::records();
    records.inspectors[19]
        .precincts
        .push(PrecinctCode::new("P-21"));
    records.inspectors[11].code = InspectorCode::new("P-20");
    let other = Head {
        code: HeadCode::new("C-1"),
        ..records.heads[0].clone()
    };
    records.heads.push(other);
    records.heads.retain(|it| it.area != "R-1");
    let directory = directory(&records);
    let inspector = |code| named(&directory, Role::Inspector, code);
    let is = |code| Ok(post(Role::Inspector, "inspector", code));
    assert_eq!(inspector("I-05"), is("I-05"));
    assert_eq!(inspector("P-05"), is("I-05"));
    assert_eq!(inspector("P-44"), is("I-22"), "of two precincts");
    // Whoever stands in has a precinct of the own; the invitation is for whose post it is.
    assert_eq!(inspector("P-07"), is("I-07"));
    // A person's own code goes before a precinct's.
    assert_eq!(inspector("P-20"), is("P-20"));
    assert_eq!(inspector("P-12"), is("P-20"));
    assert_eq!(inspector("P-30"), Err(Nobody::Vacant));
    let both = ["I-20", "I-21"].map(str::to_owned).to_vec();
    assert_eq!(inspector("P-21"), Err(Nobody::Several(both)));
    assert_eq!(inspector("D-1"), Err(Nobody::Unknown));

    let supervisor = |code| named(&directory, Role::Supervisor, code);
    let heads = ["C-1", "H-1"].map(str::to_owned).to_vec();
    assert_eq!(supervisor("D-1"), Err(Nobody::Several(heads)));
    assert_eq!(supervisor("D-2"), Ok(post(Role::Supervisor, "head", "H-2")));
    assert_eq!(supervisor("C-1"), Ok(post(Role::Supervisor, "head", "C-1")));
    assert_eq!(supervisor("R-1"), Ok(post(Role::Supervisor, "area", "R-1")));
    assert_eq!(supervisor("P-01"), Err(Nobody::Unknown));
    let akimat = named(&directory, Role::Akimat, "D-2");
    assert_eq!(akimat, Ok(post(Role::Akimat, "area", "D-2")));
    assert_eq!(
        named(&directory, Role::Council, "H-2"),
        Err(Nobody::Unknown)
    );
}

/// What was written before the import and not sent, in the database or on its way.
#[tokio::test]
async fn what_waits_is_not_sent_to_whoever_left() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        for account in [1, 2] {
            town.resident(account, Lang::Ru).await;
        }
        town.officer(61, Lang::Ru, Role::Inspector, "P-01").await;
        town.officer(62, Lang::Ru, Role::Supervisor, "D-1").await;
        report(&town, 1, "P-01").await;
        assert!(of_a_desk(&town.drain(61).await), "the first card stands");
        report(&town, 1, "P-01").await;
        report(&town, 1, "P-01").await;
        // One of them is being sent at this moment.
        let (now, later) = (
            town.app.clock.now(),
            town.app.clock.now() + aula::app::LEASE,
        );
        let mut tx = town.app.store.begin().await.unwrap();
        let going = tx
            .lease(aula::store::Lane::Answer, Channel::FIRST, now, later, 1)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(going[0].chat == Chat::first(61) && going[0].body.contains("case:"));
        let mut records = town::records();
        records.inspectors.retain(|it| it.code != "I-01");
        import(&town, &records).await;
        let heard = town.drain(61).await;
        assert!(!of_a_desk(&heard), "{heard:#?}");
        let words = Words::new(Lang::Ru);
        let over = heard.iter().filter(|it| it.text == words.case_ended());
        assert_eq!(
            over.count(),
            2,
            "one that stood there, one that was going there"
        );
        let mut tx = town.app.store.begin().await.unwrap();
        tx.free_all_leases(Channel::FIRST).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(town.drain(61).await, []);
        // The next one goes to whoever is there.
        report(&town, 2, "P-01").await;
        assert!(!of_a_desk(&town.drain(61).await) && !town.person(61).await.is_staff());
    }
}

/// A post for which nobody is invited now.
async fn given_before(town: &Town, account: i64) -> Post {
    let akimat = post(Role::Akimat, "area", "D-3");
    let (now, person) = (town.app.clock.now(), town.person(account).await.id);
    let mut tx = town.app.store.begin().await.unwrap();
    tx.add_post(person, &akimat, None, now).await.unwrap();
    tx.commit().await.unwrap();
    let invite = Action::Post(PostVerb::Invite {
        post: akimat.clone(),
        days: 7,
    });
    let refused = town.app.act(&Actor::Operator, invite).await.unwrap();
    assert_eq!(refused, Err(Refusal::NothingToSee));
    akimat
}

/// An invitation that nobody has used.
async fn invited_before(town: &Town, post: Post) {
    let invitation = Invitation {
        hash: post.scope.code().to_owned(),
        given: town.app.directory().records().identity(&post),
        post,
        created_at: 0,
        expires_at: i64::MAX,
        used_at: None,
    };
    let mut tx = town.app.store.begin().await.unwrap();
    tx.add_invitation(&invitation).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_post_ends_with_its_person_and_not_with_a_new_phone() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        let officers = [
            (61, Role::Inspector, "I-01"),
            (62, Role::Inspector, "I-02"),
            (63, Role::Inspector, "I-03"),
            (64, Role::Supervisor, "H-2"),
        ];
        for (account, role, code) in officers {
            town.officer(account, Lang::Kk, role, code).await;
        }
        town.resident(65, Lang::Kk).await;
        let akimat = given_before(&town, 65).await;
        let mut records = town::records();
        records.heads.retain(|it| it.area != "D-3");
        import(&town, &records).await;
        town.officer(66, Lang::Kk, Role::Supervisor, "D-3").await;
        let staff = async || {
            let mut held = Vec::new();
            for account in 61..=66 {
                held.extend((!town.person(account).await.posts.is_empty()).then_some(account));
            }
            held
        };
        assert_eq!(staff().await, [61, 62, 63, 64, 65, 66]);
        // Another phone, another name, and both.
        records.inspectors[0].phone = Some("+77000000000".to_owned());
        records.inspectors[1].name = "Somebody".to_owned();
        records.inspectors[2].phone = None;
        records.inspectors[2].name = "Somebody".to_owned();
        records.heads[1].name = "Somebody".to_owned();
        records.heads[1].phone = None;
        import(&town, &records).await;
        assert_eq!(staff().await, [61, 62, 65, 66]);
        // A head of the area has come; then the area itself goes, and an invitation with it.
        records.heads = town::records().heads;
        import(&town, &records).await;
        assert_eq!(staff().await, [61, 62, 65]);
        for post in [akimat, post(Role::Inspector, "inspector", "I-05")] {
            invited_before(&town, post).await;
        }
        records.areas.retain(|it| it.code != "D-3");
        records.heads.retain(|it| it.area != "D-3");
        import(&town, &records).await;
        assert_eq!(staff().await, [61, 62]);
        let mut tx = town.app.store.begin().await.unwrap();
        let open = "select code from invitation where used_at is null";
        assert_eq!(sql::lines(&mut tx, open).await, ["I-05"]);
        let audited = "select action || ' ' || subject from audit
                       where action in ('end_post', 'revoke') order by 1";
        let expected = [
            "end_post akimat area D-3",
            "end_post inspector I-03",
            "end_post supervisor area D-3",
            "end_post supervisor head H-2",
            "revoke akimat area D-3",
        ];
        assert_eq!(sql::lines(&mut tx, audited).await, expected);
    }
}

/// Somebody else comes by two imports: first another name, then another phone.
#[tokio::test]
async fn a_post_ends_with_its_person_in_two_steps_too() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        let officers = [
            (61, Role::Inspector, "I-01"),
            (62, Role::Inspector, "I-02"),
            (63, Role::Supervisor, "H-2"),
        ];
        for (account, role, code) in officers {
            town.officer(account, Lang::Kk, role, code).await;
        }
        let invite = async |code: &str| {
            let post = named(&town.app.directory(), Role::Inspector, code).unwrap();
            let invite = Action::Post(PostVerb::Invite { post, days: 7 });
            match town.app.act(&Actor::Operator, invite).await.unwrap() {
                Ok(Done::Invited { token }) => format!("j-{token}"),
                other => panic!("{other:?}"),
            }
        };
        // One for whoever is still there, one that is used between the two imports.
        invite("I-05").await;
        let between = invite("I-06").await;
        let mut records = town::records();
        let changed = [0, 1, 4, 5];
        for at in changed {
            records.inspectors[at].name = "Somebody".to_owned();
        }
        records.heads[1].name = "Somebody".to_owned();
        import(&town, &records).await;
        let mut tx = town.app.store.read().await.unwrap();
        let review = posts::review(&mut tx, &records).await.unwrap();
        drop(tx);
        let told: Vec<&str> = review
            .described
            .iter()
            .map(|(it, _)| it.scope.code())
            .collect();
        assert_eq!(told, ["I-01", "I-02", "H-2"], "told at each import");
        town.resident(64, Lang::Kk).await;
        town.command(64, "start", &between).await;
        // The same person under another name is invited anew: from now on that one counts.
        let again = invite("I-02").await;
        town.command(62, "start", &again).await;
        for account in 61..=64 {
            assert!(town.person(account).await.is_staff(), "{account}");
        }
        for at in changed {
            records.inspectors[at].phone = Some("+77000000000".to_owned());
        }
        records.heads[1].phone = None;
        import(&town, &records).await;
        for account in 61..=64 {
            let stays = account == 62;
            assert_eq!(town.person(account).await.is_staff(), stays, "{account}");
        }
        let mut tx = town.app.store.begin().await.unwrap();
        let open = "select code from invitation where used_at is null";
        assert_eq!(sql::lines(&mut tx, open).await, Vec::<String>::new());
    }
}

/// All that an officer asked for and that Telegram has not taken yet.
#[tokio::test]
async fn whoever_left_reads_no_page_that_still_waits() {
    for engine in engines().await {
        let town = Town::on(engine).await;
        town.resident(1, Lang::Ru).await;
        town.officer(61, Lang::Ru, Role::Inspector, "P-01").await;
        // Each line is quoted: one note takes more than one message.
        let long = format!("чужое {}", "ж\n".repeat(990));
        let notes = |text: &str| vec![said(text), photo("one")];
        let report = send(&town, 1, "other", notes(&long)).await;
        let private = send(&town, 1, "home", notes(&long)).await;
        let own = send(&town, 61, "other", notes("своё")).await;
        town.drain(61).await;
        let screens = [
            Screen::Whole(own, 0),
            Screen::Desk,
            Screen::Case(private),
            Screen::Whole(report, 0),
            Screen::WholeFile(report),
            Screen::Pin(report),
        ];
        for screen in screens {
            let tap = Input::Tap(Tap::Open(screen).encode());
            town.take(61, tap).await;
        }
        let mut tx = town.app.store.begin().await.unwrap();
        let waits = "select body from outbox where chat = 61 and state = 'waiting'";
        let waits = sql::lines(&mut tx, waits).await;
        tx.commit().await.unwrap();
        let plain = |body: &&String| body.contains("чужое") && !body.contains("tap");
        assert!(waits.iter().filter(plain).count() > 0, "{waits:#?}");
        let mut records = town::records();
        records.inspectors.retain(|it| it.code != "I-01");
        import(&town, &records).await;
        let heard = town.drain(61).await;
        let own = |say: &Say| say.text.contains("своё") || say.text.contains("№ 3");
        let (own, other): (Vec<&Say>, Vec<&Say>) = heard.iter().partition(|say| own(say));
        assert!(own.iter().any(|say| say.attachment.is_some()), "{own:#?}");
        let words = Words::new(Lang::Ru);
        let names = town
            .app
            .directory()
            .precinct(&PrecinctCode::new("P-01"))
            .unwrap()
            .name
            .ru
            .clone();
        let ended = words.post_ended(&names);
        let about_it = |say: &&&Say| say.text != ended && say.text != words.case_ended();
        let left: Vec<_> = other.iter().filter(about_it).collect();
        assert!(left.is_empty(), "{left:#?}");
    }
}

/// More inspectors than the database is asked for at once, one of them twice.
#[tokio::test]
async fn nobody_is_told_twice() {
    let town = Town::memory().await;
    let mut records = town::records();
    for at in 0..12 {
        let mut another = records.inspectors[0].clone();
        another.code = InspectorCode::new(format!("I-{}", 100 + at));
        records.inspectors.push(another);
    }
    import(&town, &records).await;
    town.resident(1, Lang::Ru).await;
    for (account, code) in [(61, "I-01"), (62, "I-100"), (61, "I-111")] {
        town.officer(account, Lang::Ru, Role::Inspector, code).await;
    }
    send(&town, 1, "home", vec![said("слова")]).await;
    assert_eq!(town.drain(61).await.len(), 1);
}
