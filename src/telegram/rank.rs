//! What Telegram says of somebody in a group, asked before the turn that it matters to.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::client::{Client, Request};
use super::fault::{Fault, Refused};
use crate::chat::{Incoming, Rank};
use crate::domain::{Account, Chat};

/// Questions of one batch at a time.
const IN_FLIGHT: usize = 8;
/// All of them together: whatever else came with it waits that long.
const PATIENCE: Duration = Duration::from_secs(3);
const LEADS: [&str; 2] = ["creator", "administrator"];

/// Asks for whom it matters, each person of a chat once. Whoever Telegram does not tell of in time
/// stays unknown.
pub async fn ask(client: &Client, turns: &mut [Incoming]) {
    let wanting = turns.iter().filter(|it| it.wants_rank());
    let wanting: HashSet<(Chat, Account)> = wanting.map(|it| (it.chat, it.account)).collect();
    if wanting.is_empty() {
        return;
    }
    let until = Instant::now() + PATIENCE;
    let each = |(chat, account)| async move {
        let rank = timeout_at(until, rank(client, chat, account)).await;
        ((chat, account), rank.ok().flatten())
    };
    let ranks: HashMap<(Chat, Account), Option<Rank>> = stream::iter(wanting)
        .map(each)
        .buffer_unordered(IN_FLIGHT)
        .collect()
        .await;
    for turn in turns.iter_mut().filter(|it| it.wants_rank()) {
        let told = ranks.get(&(turn.chat, turn.account));
        turn.beside.rank = told.copied().flatten();
    }
}

/// None: Telegram did not say.
async fn rank(client: &Client, chat: Chat, account: Account) -> Option<Rank> {
    let one = json!({"chat_id": chat.id, "user_id": account.id});
    let one = Request::new("getChatMember", &one).ok()?;
    let leads = match client.call::<Value>(one, PATIENCE).await {
        Ok(member) => LEADS.iter().any(|status| member["status"] == *status),
        // Where members are hidden from whoever is no administrator, as the bot is not, those who
        // lead are told all the same.
        Err(Fault::Refused(Refused { code: 400, .. })) => {
            let all = Request::new("getChatAdministrators", &json!({"chat_id": chat.id})).ok()?;
            let all: Vec<Value> = client.call(all, PATIENCE).await.ok()?;
            all.iter().any(|it| it["user"]["id"] == account.id)
        }
        Err(_) => return None,
    };
    Some(match leads {
        true => Rank::Administrator,
        false => Rank::Member,
    })
}
