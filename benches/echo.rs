//! The bare minimum that any bot of this stack must do: ask for updates, parse them, send one
//! message for each. It keeps nothing. What Aula costs beyond it is the price of what it does.

use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Answer {
    result: Vec<Update>,
}

#[derive(Deserialize)]
struct Update {
    update_id: i64,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    chat: Chat,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
}

/// `url` with the token, without the method. Ends with the server.
pub fn main(url: &str) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(poll(url));
}

async fn poll(url: &str) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut offset = 0;
    loop {
        let ask = json!({"offset": offset, "limit": 100, "timeout": 50});
        let asked = http
            .post(format!("{url}/getUpdates"))
            .json(&ask)
            .send()
            .await;
        let Ok(answer) = asked else { return };
        let Ok(answer) = answer.json::<Answer>().await else {
            return;
        };
        for update in answer.result {
            offset = update.update_id + 1;
            let Some(message) = update.message else {
                continue;
            };
            let post = http.post(format!("{url}/sendMessage"));
            tokio::spawn(async move {
                let text = message.text.unwrap_or_default();
                let say = json!({"chat_id": message.chat.id, "text": format!("echo {text}")});
                if let Ok(answer) = post.json(&say).send().await {
                    answer.bytes().await.ok();
                }
            });
        }
    }
}
