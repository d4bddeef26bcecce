//! The messenger's own list of commands in one chat: it is set, and given up.

use aula::chat::{Attachment, Say};

use super::{Bot, row, server};
use crate::postgres::Engine;

#[tokio::test]
async fn commands_of_one_chat_are_no_message() {
    let engine = Engine::file().await;
    let api = server().await;
    let bot = Bot::sends(&engine, &api, 25).await;
    let list = |commands: Vec<(String, String)>| Say::attach(Attachment::Commands(commands));
    let one = vec![("desk".to_owned(), "about".to_owned())];
    bot.say(&[row("k1", 7, &list(one))]).await;
    assert!(bot.all_done().await);
    let stored = api.stored("setMyCommands");
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0]["scope"]["type"], "chat");
    assert_eq!(stored[0]["scope"]["chat_id"], 7);
    assert_eq!(stored[0]["commands"][0]["command"], "desk");
    bot.say(&[row("k2", 7, &list(Vec::new()))]).await;
    assert!(bot.all_done().await);
    assert_eq!(api.stored("setMyCommands"), Vec::<serde_json::Value>::new());
    assert!(api.sent().is_empty());
    assert_eq!(api.violations(), Vec::<String>::new());
    bot.stop().await;
}
