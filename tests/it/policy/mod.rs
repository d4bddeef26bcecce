//! Who may do what, as one table that anyone can read: `tests/policy.txt`.

use aula::domain::action::GroupVerb;
use aula::domain::family::KinConsent;
use aula::domain::group::{GroupKind, Voice};
use aula::domain::meeting::NewMeeting;
use aula::domain::notice::NewNotice;
use aula::domain::policy::{Standing, permit, sees};
use aula::domain::report::{NewReport, Outcome};
use aula::domain::{
    Action, Actor, Both, CaseVerb, Chat, FamilyVerb, GroupId, Held, HouseVerb, HungId, Lang,
    NoticeId, NoticeVerb, Paper, Person, PersonId, PersonVerb, PlaceId, PlaceVerb, Post, PostVerb,
    PosterVerb, PrecinctCode, Refusal, ReportId, Role, Scope, Spot, Time,
};

use crate::golden;

mod views;

use views::{VIEWS, place, views};

const PRECINCT: &str = "P-01";

/// One of each, in the order of the table.
fn actions() -> Vec<Action> {
    let precinct = || PrecinctCode::new(PRECINCT);
    let text = String::new;
    let case = |verb: CaseVerb| Action::Case(ReportId::new(1), verb);
    vec![
        Action::Person(PersonVerb::ChooseLanguage(Lang::Kk)),
        Action::Person(PersonVerb::Consent),
        Action::Person(PersonVerb::Join { invitation: text() }),
        Action::Person(PersonVerb::Forget),
        Action::Person(PersonVerb::Subscribe {
            precinct: precinct(),
        }),
        Action::Person(PersonVerb::Unsubscribe {
            precinct: precinct(),
        }),
        Action::SendReport(new_report()),
        case(CaseVerb::AddTo {
            notes: Vec::new(),
            again: false,
        }),
        case(CaseVerb::Answer(Vec::new())),
        case(CaseVerb::TakeBack),
        case(CaseVerb::Withdraw),
        case(CaseVerb::Accept),
        case(CaseVerb::Ask(text())),
        case(CaseVerb::Close {
            outcome: Outcome::Resolved,
            text: text(),
        }),
        case(CaseVerb::Remark(text())),
        Action::Announce(new_meeting()),
        Action::SendNotice(NewNotice {
            precinct: precinct(),
            text: Both::default(),
        }),
        Action::Notice(NoticeId::new(1), NoticeVerb::Stop),
        Action::Post(PostVerb::Invite {
            post: inspector(),
            days: 7,
        }),
        case(CaseVerb::Resume),
        Action::Import(Box::default()),
        Action::Place(PlaceVerb::Use(new_report().spot)),
        Action::Place(PlaceVerb::Name {
            place: PlaceId::new(1),
            name: "name".to_owned(),
        }),
        Action::Post(PostVerb::End(Held {
            number: 1,
            person: PersonId::new(1),
            post: inspector(),
        })),
        Action::Post(PostVerb::Revoke {
            invitation: text(),
            post: inspector(),
        }),
    ]
    .into_iter()
    .chain(later_actions())
    .collect()
}

fn later_actions() -> Vec<Action> {
    let family = |verb: FamilyVerb| Action::Family(GroupId::new(1), verb);
    let group = |verb: GroupVerb| Action::Group(GroupId::new(1), verb);
    let poster = |verb: PosterVerb| Action::Poster(PrecinctCode::new(PRECINCT), verb);
    let case = |verb: CaseVerb| Action::Case(ReportId::new(1), verb);
    vec![
        Action::Person(PersonVerb::BeSimple(true)),
        Action::Person(PersonVerb::Follow {
            link: String::new(),
        }),
        case(CaseVerb::Share),
        case(CaseVerb::Unshare),
        case(CaseVerb::Unfollow),
        Action::Place(PlaceVerb::Drop(PlaceId::new(1))),
        Action::Place(PlaceVerb::Live(new_report().spot)),
        group(GroupVerb::Bind(new_report().spot)),
        group(GroupVerb::Unbind),
        group(GroupVerb::Be(GroupKind::House)),
        group(GroupVerb::Speak(Voice::Both)),
        Action::House(ReportId::new(1), HouseVerb::Tell(String::new())),
        Action::Post(PostVerb::Prove),
        poster(PosterVerb::Print(Paper::A4)),
        poster(PosterVerb::Hang(String::new())),
        poster(PosterVerb::TakeDown(HungId::new(1))),
        poster(PosterVerb::Open),
        Action::PrintedPosters(Vec::new()),
        family(FamilyVerb::Join { name: None }),
        family(FamilyVerb::Leave),
        family(FamilyVerb::BeElder {
            name: None,
            consent: KinConsent::Voice,
        }),
        family(FamilyVerb::EndElder),
        family(FamilyVerb::Send { draft: 1 }),
        family(FamilyVerb::Drop { draft: 1 }),
        family(FamilyVerb::Answer {
            report: ReportId::new(1),
            notes: Vec::new(),
        }),
    ]
}

/// The names of all verbs of an action's area. No arm for "the others" on purpose.
fn area(action: &Action) -> &'static [&'static str] {
    match action {
        Action::Person(_) => PersonVerb::NAMES,
        Action::Place(_) => PlaceVerb::NAMES,
        Action::Case(..) => CaseVerb::NAMES,
        Action::Notice(..) => NoticeVerb::NAMES,
        Action::Post(_) => PostVerb::NAMES,
        Action::Group(..) => GroupVerb::NAMES,
        Action::House(..) => HouseVerb::NAMES,
        Action::Poster(..) => PosterVerb::NAMES,
        Action::PrintedPosters(_) => &["printed_posters"],
        Action::SendReport(_) => &["send_report"],
        Action::Announce(_) => &["announce"],
        Action::SendNotice(_) => &["send_notice"],
        Action::Import(_) => &["import"],
        Action::Family(..) => FamilyVerb::NAMES,
    }
}

fn inspector() -> Post {
    Post {
        role: Role::Inspector,
        scope: Scope::parse("inspector", "I-01".to_owned()).unwrap(),
    }
}

fn new_report() -> NewReport {
    NewReport {
        category: "noise".to_owned(),
        spot: Spot {
            precinct: PrecinctCode::new(PRECINCT),
            place: None,
            address: None,
        },
        happening_now: false,
        whom: None,
        notes: Vec::new(),
    }
}

fn new_meeting() -> NewMeeting {
    NewMeeting {
        precinct: PrecinctCode::new(PRECINCT),
        starts_at: Time::UNIX_EPOCH,
        venue: Both::default(),
        place: None,
        agenda: Both::default(),
    }
}

fn person(consented: bool, role: Option<(Role, &str, &str)>) -> Actor {
    let post = |(role, kind, code): (Role, &str, &str)| Post {
        role,
        scope: Scope::parse(kind, code.to_owned()).unwrap(),
    };
    Actor::Person(Person {
        id: PersonId::new(1),
        chat: Chat::first(1),
        lang: Some(Lang::Kk),
        consented,
        blocked: false,
        simple: false,
        listed: None,
        posts: role.map(post).into_iter().collect(),
    })
}

fn in_group(leads: bool) -> Actor {
    Actor::InGroup {
        leads,
        person: Some(PersonId::new(1)),
    }
}

/// Who acts, and how they stand to the report, notice or precinct that it is about.
fn actors() -> Vec<(&'static str, Actor, Standing)> {
    let standing = |covers: bool, heads: bool, owns: bool| Standing {
        covers,
        heads,
        owns,
        ..Standing::default()
    };
    let none = Standing::default();
    let kin = Standing { kin: true, ..none };
    let follower = Standing {
        follows: true,
        ..none
    };
    let owner = standing(false, false, true);
    let here = Some((Role::Inspector, "inspector", "I-01"));
    let there = Some((Role::Inspector, "inspector", "I-02"));
    let above = Some((Role::Supervisor, "head", "H-1"));
    let beside = Some((Role::Supervisor, "area", "D-2"));
    let lapsed = Some((Role::Inspector, "lapsed", PRECINCT));
    let area = |role| Some((role, "area", "D-1"));
    vec![
        ("newcomer", person(false, None), none),
        ("newcomer, own", person(false, None), owner),
        (
            "newcomer with a post here",
            person(false, here),
            standing(true, false, false),
        ),
        ("resident", person(true, None), none),
        ("resident, own", person(true, None), owner),
        (
            "inspector here",
            person(true, here),
            standing(true, false, false),
        ),
        (
            "inspector here, own",
            person(true, here),
            standing(true, false, true),
        ),
        ("inspector elsewhere", person(true, there), none),
        ("inspector elsewhere, own", person(true, there), owner),
        (
            "supervisor above",
            person(true, above),
            standing(false, true, false),
        ),
        (
            "supervisor above, own",
            person(true, above),
            standing(false, true, true),
        ),
        ("supervisor elsewhere", person(true, beside), none),
        ("akimat", person(true, area(Role::Akimat)), none),
        ("council", person(true, area(Role::Council)), none),
        ("operator by post", person(true, area(Role::Operator)), none),
        ("lapsed post, own", person(true, lapsed), owner),
        ("operator at the server", Actor::Operator, none),
        ("timer", Actor::Timer, none),
        ("resident who follows it", person(true, None), follower),
        ("member of a group", in_group(false), none),
        ("of the family of a group", in_group(false), kin),
        ("administrator of it", in_group(true), none),
    ]
}

fn mark(outcome: &Result<(), Refusal>) -> char {
    match outcome {
        Ok(()) => '+',
        Err(Refusal::NotPermitted) => '.',
        Err(Refusal::NoConsent) => 'c',
        Err(Refusal::OwnReport) => 'o',
        Err(other) => panic!("policy never answers {}", other.name()),
    }
}

/// The actors by number, then a line for each action.
fn table() -> String {
    let actors = actors();
    let mut lines = vec![
        "Who may do what. \"Own\" is one's own report or notice.".to_owned(),
        "+ permitted   . not permitted   c first consent is needed   o not on one's own".to_owned(),
        String::new(),
    ];
    let mut numbers = format!("{:16}", "");
    for (number, (who, ..)) in (1..).zip(&actors) {
        lines.push(format!("{number:2} {who}"));
        numbers.push_str(&format!("{number:3}"));
    }
    lines.extend([String::new(), numbers]);
    for action in actions() {
        let mut line = format!("{:16}", action.name());
        for (_, actor, standing) in &actors {
            line.push_str(&format!("{:>3}", mark(&permit(actor, &action, *standing))));
        }
        lines.push(line);
    }
    lines.extend([
        String::new(),
        "Reading. \"Here\" and \"above\" are of the report or precinct that is looked at."
            .to_owned(),
        String::new(),
    ]);
    for view in views() {
        let mut line = format!("{:16}", view.name());
        for (_, actor, standing) in &actors {
            line.push_str(&format!("{:>3}", mark(&sees(actor, &view, *standing))));
        }
        lines.push(line);
    }
    lines.push(String::new());
    lines.join("\n")
}

#[test]
fn every_verb_has_its_rule() {
    let mut names: Vec<&str> = actions().iter().map(Action::name).collect();
    let mut all: Vec<&str> = actions().iter().flat_map(area).copied().collect();
    names.sort_unstable();
    all.sort_unstable();
    all.dedup();
    assert_eq!(names, all, "each action once, and no name for two");
    let places: Vec<usize> = views().iter().map(place).collect();
    let all: Vec<usize> = (0..VIEWS).collect();
    assert_eq!(places, all, "each view once, in the order of `place`");
    golden::check("policy.txt", &table());
}
