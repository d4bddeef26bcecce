//! What is said in a group, in its voice: in one language, or in both in one message. Whoever is not
//! of it reads along, so that nothing here is of one person.

use super::{Eye, card as of_precinct};
use crate::chat::{Button, GroupTap, Press, Say, Screen, Tap, Verb};
use crate::domain::group::{Group, GroupKind, Voice};
use crate::domain::law::{Law, Phone};
use crate::domain::report::Report;
use crate::domain::seen::Card;
use crate::domain::{Lang, Spot, calendar};
use crate::flow::{Search, World};
use crate::precincts::Directory;
use crate::text::Words;

/// The same in each language of the voice, one below the other.
pub fn in_each(voice: Voice, text: impl Fn(Lang) -> String) -> String {
    let texts = voice.langs().into_iter().map(text);
    texts.collect::<Vec<String>>().join("\n\n")
}

pub fn voiced(voice: Voice, text: impl Fn(Words) -> String) -> String {
    in_each(voice, |lang| text(Words::new(lang)))
}

/// What stands on a button, with its sign once.
pub fn label(voice: Voice, text: impl Fn(Words) -> String) -> String {
    let langs = voice.langs().into_iter();
    let mut labels = langs.map(|lang| text(Words::new(lang)));
    let first = labels.next().unwrap_or_default();
    let sign = first.split_once(' ').map_or("", |(sign, _)| sign);
    let sign = Some(sign).filter(|it| !it.starts_with(char::is_alphanumeric));
    let rest = labels.filter(|other| *other != first).map(|other| {
        let bare = sign.and_then(|sign| other.strip_prefix(sign));
        format!(" · {}", bare.unwrap_or(&other).trim_start())
    });
    let rest: String = rest.collect();
    format!("{first}{rest}")
}

/// What the house reads of a report: the kind and the hour, nobody and no door.
fn told_text(report: &Report, law: &Law, words: Words) -> String {
    let at = calendar::local(report.created_at);
    let (kind, time) = (kind(report, law, words), words.time(at.time()));
    words.house_told_of(kind, &time, law.number(Phone::Police))
}

fn kind<'l>(report: &Report, law: &'l Law, words: Words) -> &'l str {
    let category = law.category(&report.category);
    category.map_or("", |it| it.label.get(words.lang))
}

/// To the group of the house: who says that it concerns them too, says so to the bot alone.
pub fn told(report: &Report, group: &Group, law: &Law, link: String) -> Say {
    let voice = group.speaks();
    Say::text(voiced(voice, |words| told_text(report, law, words)))
        .link(label(voice, Words::house_me_too), link)
        .to_many()
}

pub fn told_closed(report: &Report, group: &Group, law: &Law) -> Say {
    let text = |words: Words| {
        let at = words.stamp(calendar::local(report.created_at));
        words.house_closed(kind(report, law, words), &at)
    };
    Say::text(voiced(group.speaks(), text)).to_many()
}

/// To whoever has sent it: what the house would read.
pub fn offer(report: &Report, token: &str, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let shown = told_text(report, eye.law, words);
    let tell = Verb::TellHouse(report.id, token.to_owned());
    Say::text(words.house_offer(&shown)).verb(words.house_tell(), tell)
}

/// Opens the bot alone.
pub fn link(bot: &str, wanted: &str) -> String {
    format!("https://t.me/{bot}?start={wanted}")
}

/// To all, by whom the bot was let in.
pub fn greeting(voice: Voice) -> Say {
    let say = Say::text(voiced(voice, Words::group_greeting));
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

/// The bot was away, and goes on.
pub fn again(group: &Group, spot: &Spot, directory: &Directory) -> Say {
    let voice = group.speaks();
    let say = Say::text(voiced(voice, |words| {
        words.group_again(&place(spot, directory, words))
    }));
    let say = tap(say, voice, Words::button_card, GroupTap::Card);
    tap(say, voice, Words::group_button_settings, GroupTap::Settings)
}

/// What is told a group of its precinct, with the way to the card.
pub fn with_card(group: &Group, text: String) -> Say {
    tap(
        Say::text(text),
        group.speaks(),
        Words::button_card,
        GroupTap::Card,
    )
}

/// Where does it belong to? Whoever replies to it says so.
pub fn how(voice: Voice) -> Say {
    let say = Say::text(voiced(voice, Words::group_how));
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

pub fn not_bound(voice: Voice) -> Say {
    let say = Say::text(voiced(voice, Words::group_not_bound));
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

/// Why it is nowhere, and that it may be said anew.
pub fn not_found(voice: Voice, why: impl Fn(Lang) -> String) -> Say {
    let say = Say::text(in_each(voice, why));
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

pub fn help(group: Option<&Group>, directory: &Directory, bot: &str) -> Say {
    let voice = group.map_or(Voice::Both, Group::speaks);
    let bound = group.and_then(|it| Some((it, it.spot.as_ref()?)));
    let Some((group, spot)) = bound else {
        let say = Say::text(voiced(voice, Words::group_help_free));
        return tap(say, voice, Words::group_button_bind, GroupTap::Bind);
    };
    let say = Say::text(voiced(voice, |words| {
        words.group_help(&place(spot, directory, words))
    }));
    let say = tap(say, voice, Words::button_card, GroupTap::Card);
    let say = report(say, group, bot);
    let say = family(say, group);
    tap(say, voice, Words::group_button_settings, GroupTap::Settings)
}

/// Who may act for the family, where it is one.
fn family(say: Say, group: &Group) -> Say {
    match group.is_family() {
        true => tap(say, group.speaks(), Words::family_button, GroupTap::Family),
        false => say,
    }
}

/// The way to report without a trace in the group.
fn report(say: Say, group: &Group, bot: &str) -> Say {
    let label = label(group.speaks(), Words::group_button_report);
    let wanted = match group.is_house() {
        true => format!("h-{}", group.token),
        false => "report".to_owned(),
    };
    say.link(label, link(bot, &wanted))
}

pub fn in_private(voice: Voice, link: &str) -> Say {
    let say = Say::text(voiced(voice, Words::group_in_private));
    say.link(label(voice, Words::button_private), link.to_owned())
}

/// Whose group it is.
pub fn ask_kind(group: &Group, directory: &Directory) -> Say {
    let say = asked(group, directory, Words::group_ask_kind);
    GroupKind::ALL.into_iter().fold(say, |say, kind| {
        let label = |words: Words| words.group_kind(kind.name());
        tap(say, group.speaks(), label, GroupTap::Be(kind))
    })
}

/// In which voice it is spoken to: each is named in itself.
pub fn ask_voice(group: &Group, directory: &Directory) -> Say {
    let mut say = asked(group, directory, Words::group_ask_voice);
    for voice in Voice::ALL {
        let label = label(voice, |words| words.group_voice(voice.name()));
        let tap = Tap::Group(GroupTap::Speak(voice));
        say = say.button(label, &tap);
    }
    say
}

/// A question below where the group belongs to.
fn asked(group: &Group, directory: &Directory, question: impl Fn(Words) -> String) -> Say {
    Say::text(voiced(group.speaks(), |words| {
        let at = group.spot.as_ref().map(|it| place(it, directory, words));
        let bound = words.group_bound(&at.unwrap_or_default());
        format!("{bound}\n{}", question(words))
    }))
}

pub fn settings(group: &Group, directory: &Directory) -> Say {
    let voice = group.speaks();
    let kind = group.kind.unwrap_or(GroupKind::House);
    let say = Say::text(voiced(voice, |words| {
        let at = group.spot.as_ref().map(|it| place(it, directory, words));
        words.group_settings(&at.unwrap_or_default(), kind.name(), voice.name())
    }));
    let say = tap(say, voice, Words::button_card, GroupTap::Card);
    let say = family(say, group);
    let say = tap(say, voice, Words::group_button_address, GroupTap::Bind);
    let say = tap(say, voice, Words::group_button_kind, GroupTap::AskKind);
    let say = tap(say, voice, Words::group_button_voice, GroupTap::AskVoice);
    tap(say, voice, Words::group_button_unbind, GroupTap::AskUnbind)
}

pub fn ask_unbind(group: &Group, directory: &Directory) -> Say {
    let voice = group.speaks();
    let say = Say::text(voiced(voice, |words| {
        let at = group.spot.as_ref().map(|it| place(it, directory, words));
        words.group_unbind_ask(&at.unwrap_or_default())
    }));
    let say = tap(say, voice, Words::group_button_unbind_yes, GroupTap::Unbind);
    tap(
        say,
        voice,
        Words::group_button_unbind_no,
        GroupTap::Settings,
    )
}

pub fn unbound(voice: Voice) -> Say {
    let say = Say::text(voiced(voice, Words::group_unbound));
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

/// Which of these, for the group: whoever replies names another place.
pub fn which<'w>(search: &Search, voice: Voice, world: impl Fn(Lang) -> World<'w>) -> Say {
    let say = offered(search, voice, world, |key| {
        Some(match key {
            "none" => Tap::Group(GroupTap::Neither),
            code => Tap::Group(GroupTap::To(code.parse().ok()?)),
        })
    });
    tap(say, voice, Words::group_button_bind, GroupTap::Bind)
}

/// Which of these, for a card.
pub fn which_card<'w>(search: &Search, voice: Voice, world: impl Fn(Lang) -> World<'w>) -> Say {
    let mut say = offered(search, voice, world, |key| match key {
        "none" => None,
        code => Some(Tap::Open(Screen::Card(code.parse().ok()?))),
    });
    let how = voiced(voice, Words::group_find_how);
    say.text = format!("{}\n\n{how}", say.text);
    say
}

/// The search's own question, with other buttons behind its labels: in a group there are no lists.
fn offered<'w>(
    search: &Search,
    voice: Voice,
    world: impl Fn(Lang) -> World<'w>,
    meant: impl Fn(&str) -> Option<Tap>,
) -> Say {
    let questions = voice.langs().into_iter();
    let questions: Vec<Say> = questions
        .map(|lang| search.question(String::new(), &world(lang)))
        .collect();
    let texts: Vec<&str> = questions.iter().map(|it| it.text.as_str()).collect();
    let mut say = Say::text(texts.join("\n\n"));
    let buttons = questions.first().into_iter().flat_map(Say::buttons);
    for Button { label, press } in buttons {
        let Press::Tap(data) = press else { continue };
        let key = match Tap::parse(data) {
            Some(Tap::Answer { key, .. }) if key != "list" => key,
            _ => continue,
        };
        if let Some(tap) = meant(&key) {
            say = say.button(label.clone(), &tap);
        }
    }
    say
}

/// Who serves there, in the voice of the group.
pub fn card<'e>(
    card: &Card,
    voice: Voice,
    group: Option<&Group>,
    bot: &str,
    eye: impl Fn(Lang) -> Eye<'e>,
) -> Say {
    let text = in_each(voice, |lang| {
        of_precinct::lines(card, &eye(lang)).map_or_else(String::new, |it| it.join("\n"))
    });
    let mut say = Say::text(text);
    let code = card.precinct.clone();
    if of_precinct::is_called(card, &eye(Lang::Kk)) {
        let label = label(voice, Words::card_call);
        say = say.open(label, Screen::Phone(code.clone()));
    }
    if of_precinct::has_point(card, &eye(Lang::Kk)) {
        say = say.open(label(voice, Words::card_map), Screen::Venue(code));
    }
    match group.filter(|it| it.spot.is_some()) {
        Some(group) => report(say, group, bot),
        None => say,
    }
}

/// The address or, of a pin, the precinct.
fn place(spot: &Spot, directory: &Directory, words: Words) -> String {
    let precinct = directory.precinct(&spot.precinct);
    let precinct = precinct.map_or(spot.precinct.as_str(), |it| it.name.get(words.lang));
    match spot.words() {
        Some(written) => format!("{written} · {precinct}"),
        None => precinct.to_owned(),
    }
}

pub(super) fn tap(say: Say, voice: Voice, text: impl Fn(Words) -> String, tap: GroupTap) -> Say {
    say.button(label(voice, text), &Tap::Group(tap))
}
