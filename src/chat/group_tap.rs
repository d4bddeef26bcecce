//! Buttons of a group, and for whom they are.

use super::taps::{read, taps};
use crate::domain::group::{GroupKind, Voice};
use crate::domain::{Account, PrecinctCode};

taps! {
    /// What is done in a group by its buttons.
    GroupTap {
        asks {
            /// What the bot can do there.
            Help = "help",
            /// The card of where the group belongs to.
            Card = "card",
            /// Who may act for the family.
            Family = "family",
            Kin = "kin",
            LeaveKin = "unkin",
            /// Who is the one that the others act for?
            NameElder = "who",
            Elder = "elder",
            EndElder = "noelder",
            /// What was said in the group of a family.
            SendDraft(draft: i64) = "send",
            DropDraft(draft: i64) = "drop",
        }
        // Of those who lead the group.
        leads {
            /// How it is said where the group belongs to: whoever replies to that says it.
            Bind = "bind",
            /// The precinct of the place that is asked about.
            To(precinct: PrecinctCode) = "to",
            /// None of those that were offered.
            Neither = "none",
            Settings = "set",
            AskKind = "kinds",
            AskVoice = "voices",
            AskUnbind = "off",
            Be(kind: GroupKind) = "kind",
            Speak(voice: Voice) = "voice",
            Unbind = "unbind",
        }
    }
}

impl GroupTap {
    /// Whether only administrators may press it: who presses is asked of the messenger each time.
    pub fn leads(&self) -> bool {
        let name = self.parts().0;
        let mut shapes = GroupTap::SHAPES.iter();
        shapes.any(|it| it.name == name && it.group == "leads")
    }
}

/// The string of a button that is for one person of a group: `@account;string`, the number in base
/// 36. Without an owner it is for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owned<'s> {
    pub owner: Option<i64>,
    pub tap: &'s str,
}

const BASE: u32 = 36;
/// Bytes that a messenger carries in a button.
const MOST: usize = 64;

impl<'s> Owned<'s> {
    pub fn parse(data: &'s str) -> Owned<'s> {
        let all = Owned {
            owner: None,
            tap: data,
        };
        let Some((owner, tap)) = data.strip_prefix('@').and_then(|it| it.split_once(';')) else {
            return all;
        };
        match i64::from_str_radix(owner, BASE) {
            Ok(owner) => Owned {
                owner: Some(owner),
                tap,
            },
            Err(_) => all,
        }
    }

    /// Whether this one may press it.
    pub fn is_for(&self, account: Account) -> bool {
        self.owner.is_none_or(|owner| owner == account.id)
    }
}

/// The same string for this one alone; one that has no room for that stays for all, and what it
/// does is permitted anew in any case.
pub(super) fn owned(data: &str, account: Account) -> Option<String> {
    let owner = in_base(account.id);
    let fits = !data.starts_with('@') && owner.len() + data.len() + 2 <= MOST;
    fits.then(|| format!("@{owner};{data}"))
}

fn in_base(number: i64) -> String {
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        let digit = u32::try_from(rest % u64::from(BASE)).unwrap_or_default();
        digits.extend(char::from_digit(digit, BASE));
        rest /= u64::from(BASE);
    }
    if number < 0 {
        digits.push('-');
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Press, Say, Tap};
    use crate::domain::Channel;

    #[test]
    fn a_button_knows_its_owner() {
        let tap = Tap::Group(GroupTap::To(PrecinctCode::new("P-12")));
        for id in [1, 35, 36, 1_087_968_824, i64::MAX, i64::MIN] {
            let account = Account::new(Channel::FIRST, id);
            let say = Say::text("x".to_owned()).button("x".to_owned(), &tap);
            let say = say.for_one(account).for_one(account);
            let Some(Press::Tap(data)) = say.buttons().map(|it| it.press.clone()).next() else {
                panic!("no button");
            };
            let owned = Owned::parse(&data);
            assert_eq!(owned.owner, Some(id), "{data}");
            assert_eq!(Tap::parse(owned.tap), Some(tap.clone()));
            assert!(owned.is_for(account));
            assert!(!owned.is_for(Account::new(Channel::FIRST, 7)));
        }
        assert_eq!(Owned::parse("o:menu:").owner, None);
        assert!(Owned::parse("@?;o:menu:").owner.is_none());
    }
}
