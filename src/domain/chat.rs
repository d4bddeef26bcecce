//! Where people are met: a bot of a messenger is a channel, and its numbers are its own.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One bot of one messenger. Two of them number chats, accounts and updates each for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Channel(u16);

impl Channel {
    /// The bot that was there before there were several.
    pub const FIRST: Channel = Channel(1);

    pub const fn new(number: u16) -> Channel {
        Channel(number)
    }

    pub const fn get(self) -> u16 {
        self.0
    }
}

/// Numbers of a channel. Written out, one of another channel than the first names it: keys that
/// are made of such numbers stay what they were before there were several, and none is two's.
macro_rules! of_a_channel {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            pub channel: Channel,
            pub id: i64,
        }

        impl $name {
            pub const fn new(channel: Channel, id: i64) -> $name {
                $name { channel, id }
            }

            /// Of the first channel.
            pub const fn first(id: i64) -> $name {
                $name::new(Channel::FIRST, id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.channel {
                    Channel::FIRST => write!(to, "{}", self.id),
                    Channel(channel) => write!(to, "{}@{channel}", self.id),
                }
            }
        }
    )+};
}

of_a_channel! {
    /// A conversation, of one person or of a group.
    Chat;
    /// Whoever writes, as the messenger knows them.
    Account;
    /// What came in: it takes effect once.
    UpdateId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_first_channel_the_bare_number() {
        assert_eq!(Chat::first(-5).to_string(), "-5");
        assert_eq!(Chat::new(Channel::new(2), -5).to_string(), "-5@2");
    }
}
