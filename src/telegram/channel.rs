//! Which channel this edge is.

use crate::domain::Channel;

/// What this bot is among the channels: there is no other yet.
pub const CHANNEL: Channel = Channel::FIRST;
