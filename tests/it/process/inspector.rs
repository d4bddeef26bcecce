//! An officer whom a test leads step by step; and the test of the invitation.

use super::bot::{Home, PATIENCE};
use super::people::{People, Way};
use super::{assert_good, calm, people};
use crate::botapi::{BotApi, Settings};
use aula::domain::Account;

pub struct Inspector<'a> {
    api: &'a BotApi,
    pub chat: i64,
    /// The newest message whose button was tapped.
    after: u64,
}

impl Inspector<'_> {
    /// Joins by the link that `aula invite` prints.
    pub async fn join<'a>(api: &'a BotApi, chat: i64, link: &str) -> Inspector<'a> {
        let mut inspector = Inspector {
            api,
            chat,
            after: 0,
        };
        inspector.say("/language");
        inspector.tap("a:", ":ru").await;
        inspector.follow(link);
        inspector
    }

    /// Somebody who has chosen Russian and agreed, to what is taken back again.
    pub async fn resident(api: &BotApi, chat: i64) -> Inspector<'_> {
        let mut resident = Inspector::join(api, chat, "?start=").await;
        calm(api).await;
        api.push_tap(chat, 1, "d:sub:P-01");
        resident.tap("a:", ":yes").await;
        calm(api).await;
        api.push_tap(chat, 1, "d:unsub:P-01");
        calm(api).await;
        resident
    }

    pub fn follow(&self, link: &str) {
        let (_, payload) = link.trim().split_once("?start=").unwrap();
        self.say(&format!("/start {payload}"));
    }

    pub fn say(&self, text: &str) {
        self.api.push_text(self.chat, text);
    }

    /// Taps the newest button whose data begins and ends so, as soon as it is shown.
    pub async fn tap(&mut self, begin: &str, end: &str) {
        let (chat, after) = (self.chat, self.after);
        let find = |api: &BotApi| {
            let sent = api.sent();
            let mine = sent
                .iter()
                .rev()
                .filter(|it| it.chat_id == chat && it.n > after);
            let mut found =
                mine.filter_map(|it| Some((it.n, it.message_id, data(&it.params, begin, end)?)));
            found.next()
        };
        self.api
            .wait_until(|api| find(api).is_some(), PATIENCE)
            .await;
        let Some((n, message, data)) = find(self.api) else {
            panic!("no button {begin}…{end}: {:?}", self.api.last_text(chat));
        };
        self.after = n;
        self.api.push_tap(chat, message, &data);
    }

    /// Sends a place as soon as one is asked for.
    pub async fn stands_at(&self, lat: f64, lon: f64) {
        calm(self.api).await;
        self.api.push_location(self.chat, lat, lon);
        calm(self.api).await;
    }

    /// Until a message says or shows this.
    pub async fn hears(&self, wanted: impl Fn(&str) -> bool) {
        let heard = self.api.wait_sent(self.chat, wanted).await;
        assert!(heard.is_some(), "{:?}", self.api.last_text(self.chat));
    }
}

fn data(params: &serde_json::Value, begin: &str, end: &str) -> Option<String> {
    let rows = params["reply_markup"]["inline_keyboard"].as_array()?;
    let buttons = rows.iter().filter_map(|row| row.as_array()).flatten();
    let mut data = buttons.filter_map(|button| button["callback_data"].as_str());
    data.find(|data| data.starts_with(begin) && data.ends_with(end))
        .map(str::to_owned)
}

/// The link of an invitation for a precinct.
pub fn invite(home: &Home, scope: &str) -> String {
    let done = home.run(&["invite", "--role", "inspector", "--scope", scope]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out.lines().count(), 1, "only the link: {}", done.out);
    done.out
}

pub fn server() -> BotApi {
    BotApi::start_on_own_thread(Settings::default())
}

#[tokio::test]
async fn an_invitation_works_once() {
    let api = server();
    let home = Home::new(&api);
    let bot = home.start();
    // While the bot runs, on the same database.
    let link = invite(&home, "P-05");
    assert!(
        link.starts_with("https://t.me/aula_test_bot?start=j-"),
        "{link}"
    );
    let mut first = Inspector::join(&api, 61, &link).await;
    first.tap("o:desk:", "").await;
    first.say("/notice");
    first.tap("a:", ":skip").await;
    let mut second = Inspector::join(&api, 62, &link).await;
    second.tap("o:menu:", "").await;
    second.say("/notice");
    calm(&api).await;
    bot.stop().await;
    let store = home.store().await;
    let mut tx = store.read().await.unwrap();
    let posts = [61, 62].map(i64::from);
    let mut held = Vec::new();
    for account in posts {
        held.push(
            tx.person(Account::first(account))
                .await
                .unwrap()
                .unwrap()
                .posts
                .len(),
        );
    }
    tx.rollback().await.unwrap();
    assert_eq!(held, [1, 0]);
    let token = link.trim().rsplit("j-").next().unwrap();
    assert!(!home.log().contains(token), "the log tells an invitation");
    assert_good(&api, &home, 0).await;
}

/// An officer hears of each report once, in a card; it is renewed and not sent anew.
#[tokio::test]
async fn an_inspector_hears_of_reports() {
    let residents = People::new(2, 1, Way::Taps);
    let api = BotApi::start_on_own_thread(Settings {
        hook: Some(residents.hook()),
        ..Settings::default()
    });
    let home = Home::new(&api);
    let bot = home.start();
    let mut officers = Vec::new();
    for (chat, scope) in (61..).zip(["P-01", "P-02"]) {
        officers.push(Inspector::join(&api, chat, &invite(&home, scope)).await);
    }
    residents.begin(&api);
    residents.finish(&api, super::LONG).await;
    let told = |api: &BotApi| {
        let sent = api.sent();
        let cards = sent
            .iter()
            .filter(|it| it.chat_id < 100 && it.text.contains(people::SECRET));
        cards.count()
    };
    assert!(
        api.wait_until(|api| told(api) >= 2, PATIENCE).await,
        "{} cards",
        told(&api)
    );
    calm(&api).await;
    bot.stop().await;
    assert_eq!(told(&api), 2);
    assert_good(&api, &home, 0).await;
}
