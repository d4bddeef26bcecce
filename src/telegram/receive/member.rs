//! Where the bot itself stands: blocked by a person, let into a group, silenced there, put out. The
//! service messages of a group tell the same again and are passed over.

use serde::Deserialize;

use super::message::{Room, User};
use super::received::What;
use super::tolerant::tolerant;
use crate::chat::{Beside, Incoming, Input, Membership};
use crate::domain::{Account, Chat, UpdateId};
use crate::telegram::channel::CHANNEL;

#[derive(Deserialize)]
pub struct ChatMember {
    chat: Room,
    from: User,
    #[serde(default, deserialize_with = "tolerant")]
    old_chat_member: Option<Member>,
    new_chat_member: Member,
}

#[derive(Deserialize)]
struct Member {
    status: String,
    /// Of whoever is restricted.
    #[serde(default, deserialize_with = "tolerant")]
    is_member: Option<bool>,
    #[serde(default, deserialize_with = "tolerant")]
    can_send_messages: Option<bool>,
}

impl ChatMember {
    pub fn read(self, update: i64) -> What {
        let Some(input) = self.input() else {
            return What::Idle;
        };
        What::Turn(Incoming {
            update: UpdateId::new(CHANNEL, update),
            chat: Chat::new(CHANNEL, self.chat.id),
            private: self.chat.is_private(),
            account: Account::new(CHANNEL, self.from.id),
            tag: self.from.language_code,
            input,
            beside: Beside::default(),
        })
    }

    fn input(&self) -> Option<Input> {
        let (old, new) = (self.old_chat_member.as_ref(), &self.new_chat_member);
        if self.chat.is_group() {
            return new.since(old).map(Input::Bot);
        }
        match new.status.as_str() {
            _ if !self.chat.is_private() => None,
            "kicked" | "left" => Some(Input::Left),
            "member" => Some(Input::Returned),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum InGroup {
    Out,
    Silent,
    Speaks,
    Leads,
}

impl Member {
    fn stands(&self) -> Option<InGroup> {
        Some(match self.status.as_str() {
            "left" | "kicked" => InGroup::Out,
            "restricted" if self.is_member == Some(false) => InGroup::Out,
            "restricted" if self.can_send_messages == Some(false) => InGroup::Silent,
            "restricted" | "member" => InGroup::Speaks,
            "administrator" | "creator" => InGroup::Leads,
            _ => return None,
        })
    }

    /// What has become of the bot since it stood as before; None: nothing that matters. An
    /// administrator may write where members may not, so that whoever is made one is heard again.
    fn since(&self, before: Option<&Member>) -> Option<Membership> {
        use InGroup::{Leads, Out, Silent, Speaks};
        match (before.and_then(Member::stands), self.stands()?) {
            (_, Out) => Some(Membership::Removed),
            (_, Silent) => Some(Membership::Muted),
            (None | Some(Out), Speaks | Leads) => Some(Membership::Added),
            (Some(Silent), Speaks) | (Some(Silent | Speaks), Leads) => Some(Membership::Heard),
            (Some(Speaks | Leads), Speaks) | (Some(Leads), Leads) => None,
        }
    }
}
