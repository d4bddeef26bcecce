//! The server's own tests: each rule broken once, each fault once, each way of an update.

mod faults;
mod fields;
mod groups;
mod hooks;
mod kinds;
mod messages;
mod polling;
mod words;

use std::error::Error;

use serde_json::{Value, json};

use super::{BotApi, Settings};

pub type Outcome = Result<(), Box<dyn Error>>;

/// A bot that says exactly what the test wants.
pub struct Bot {
    pub api: BotApi,
    client: reqwest::Client,
}

pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Bot {
    pub async fn new(settings: Settings) -> Self {
        Self::of(BotApi::start(settings).await)
    }

    pub async fn plain() -> Self {
        Self::new(Settings::default()).await
    }

    pub fn of(api: BotApi) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap_or_default();
        Self { api, client }
    }

    pub fn url(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.api.url(), self.api.token())
    }

    pub async fn call(&self, method: &str, params: &Value) -> Result<Answer, Box<dyn Error>> {
        answer(self.client.post(self.url(method)).json(params)).await
    }

    pub async fn say(&self, chat: i64, text: &str) -> Result<Answer, Box<dyn Error>> {
        self.call("sendMessage", &json!({"chat_id": chat, "text": text}))
            .await
    }

    /// The words after "Bad Request: "; whatever is said if it is another refusal, and nothing if it is none.
    pub async fn refusal(&self, method: &str, params: &Value) -> Result<String, Box<dyn Error>> {
        let said = self.call(method, params).await?.body["description"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Ok(said
            .strip_prefix("Bad Request: ")
            .unwrap_or(&said)
            .to_owned())
    }
}

pub async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, Box<dyn Error>> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    Ok(Answer {
        status,
        body: serde_json::from_str(&response.text().await?).unwrap_or_default(),
    })
}
