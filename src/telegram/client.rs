//! The Bot API over HTTP. Thin on purpose: teloxide's own sleeps ten seconds after every 5xx and
//! loses the error code. Neither a log nor an error of it holds the token.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use reqwest::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::{Fault, Refused};

/// How long an answer may take; a lease outlasts it.
pub const TIMEOUT: Duration = Duration::from_secs(20);
/// The same for a whole file of somebody's, down or up, on a slow line.
pub const FILE_TIMEOUT: Duration = Duration::from_secs(60);
/// Bytes of an answer that are read: a hundred updates are far smaller.
const ANSWER: usize = 32 << 20;
/// Bytes of a file that is fetched: Telegram gives out no larger ones.
const FILE: usize = 20 << 20;

/// Speaks to one Bot API server with one token. Cheap to clone. No `Debug`: it holds the token.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    /// With the token.
    base: String,
    /// Where files are fetched from; with the token.
    files: String,
    /// When Telegram itself answered last, whatever it said.
    answered: Mutex<Option<Instant>>,
}

/// A call, ready to be posted.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// In the official spelling.
    pub method: &'static str,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    Json(Vec<u8>),
    /// Fields and one file, as a form.
    File {
        fields: Vec<(String, String)>,
        field: &'static str,
        name: String,
        content: Vec<u8>,
    },
}

/// The bot itself.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Me {
    pub id: i64,
    /// Without the `@`.
    #[serde(default)]
    pub username: String,
    /// The settings of the bot, each None where the server does not tell it.
    pub can_join_groups: Option<bool>,
    /// True: privacy mode is off, and all talk of a group reaches the bot.
    pub can_read_all_group_messages: Option<bool>,
    /// False: its name with an address behind it is only words.
    pub supports_inline_queries: Option<bool>,
    /// Other than `default`, a tap may come without its chat.
    pub callback_query_mode: Option<String>,
}

#[derive(Deserialize)]
struct BotApiReply<T> {
    ok: bool,
    result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u32>,
    migrate_to_chat_id: Option<i64>,
}

impl Client {
    /// Prepares to speak to `api_url`; the first call connects.
    pub fn connect(api_url: &str, token: &SecretString) -> Result<Client> {
        let mut http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(Duration::from_secs(10))
            // Telegram closes what idles for longer, and a message that meets the closing fails.
            .pool_idle_timeout(Duration::from_secs(50))
            .pool_max_idle_per_host(48)
            .tcp_keepalive(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false);
        if is_loopback(api_url) {
            http = http.no_proxy();
        }
        let http = http.build().context("no web client")?;
        let base = format!("{api_url}/bot{}", token.expose_secret());
        let files = format!("{api_url}/file/bot{}", token.expose_secret());
        let answered = Mutex::default();
        Ok(Client(Arc::new(Inner {
            http,
            base,
            files,
            answered,
        })))
    }

    /// Who this bot is. The first call of a start, which also opens a connection.
    pub async fn me(&self) -> Result<Me, Fault> {
        self.call(Request::bare("getMe"), TIMEOUT).await
    }

    /// Posts a call and reads its result; `T` needs only what is asked for.
    pub async fn call<T: DeserializeOwned>(
        &self,
        request: Request,
        timeout: Duration,
    ) -> Result<T, Fault> {
        let begun = Instant::now();
        let method = request.method;
        let result = self.post(request, timeout).await;
        if matches!(result, Ok(_) | Err(Fault::Refused(_))) {
            *self.answered() = Some(Instant::now());
        }
        let outcome = match &result {
            Ok(_) => "ok",
            Err(fault) => fault.outcome(),
        };
        metrics::counter!("bot_api_requests_total", "method" => method, "outcome" => outcome)
            .increment(1);
        metrics::histogram!("bot_api_duration_seconds", "method" => method)
            .record(begun.elapsed().as_secs_f64());
        if let Err(Fault::Refused(Refused {
            retry_after: Some(seconds),
            ..
        })) = &result
        {
            metrics::histogram!("bot_retry_after_seconds").record(f64::from(*seconds));
        }
        result
    }

    /// Fetches a file that somebody has sent: its name there, and its content. Refused with 400
    /// where Telegram does not give it out.
    pub async fn fetch(&self, file: &str) -> Result<(String, Vec<u8>), Fault> {
        #[derive(Serialize)]
        struct Ask<'a> {
            file_id: &'a str,
        }
        #[derive(Deserialize)]
        struct KnownFile {
            file_path: Option<String>,
        }
        let ask = Request::new("getFile", &Ask { file_id: file });
        let ask = ask.map_err(|_| Fault::Refused(Refused::of(400)))?;
        let known: KnownFile = self.call(ask, TIMEOUT).await?;
        // Telegram gives out no path of what is too large.
        let path = known.file_path.ok_or(Fault::Refused(Refused::of(400)))?;
        let url = format!("{}/{path}", self.0.files);
        let get = self.0.http.get(url).timeout(FILE_TIMEOUT);
        let response = get.send().await.map_err(Fault::from)?;
        if !response.status().is_success() {
            return Err(no_file(&response));
        }
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        Ok((name, read(response, FILE).await?))
    }

    /// Whether any call was answered after that moment: the way to Telegram is open.
    pub fn answered_since(&self, moment: Instant) -> bool {
        self.answered().is_some_and(|at| at > moment)
    }

    fn answered(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0
            .answered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn post<T: DeserializeOwned>(
        &self,
        request: Request,
        timeout: Duration,
    ) -> Result<T, Fault> {
        let url = format!("{}/{}", self.0.base, request.method);
        let post = self.0.http.post(url).timeout(timeout);
        let post = match request.body {
            Body::Json(json) => post
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(json),
            Body::File {
                fields,
                field,
                name,
                content,
            } => {
                let part = reqwest::multipart::Part::bytes(content).file_name(name);
                let mut form = reqwest::multipart::Form::new();
                for (name, value) in fields {
                    form = form.text(name, value);
                }
                post.multipart(form.part(field, part))
            }
        };
        let response = post.send().await.map_err(Fault::from)?;
        let status = response.status().as_u16();
        let body = read(response, ANSWER).await?;
        answer(status, &body)
    }
}

/// Why a file is not given out: it is gone, it is asked for too often, or the server has a trouble.
fn no_file(response: &reqwest::Response) -> Fault {
    match response.status().as_u16() {
        400 | 404 => Fault::Refused(Refused::of(400)),
        429 => {
            let after = response.headers().get(RETRY_AFTER);
            let seconds = after.and_then(|it| it.to_str().ok()?.parse().ok());
            Fault::Refused(Refused {
                retry_after: seconds,
                ..Refused::of(429)
            })
        }
        status => Fault::Server(status),
    }
}

/// The whole body, if it is no larger than it may be.
async fn read(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, Fault> {
    let too_large = |long: u64| usize::try_from(long).is_ok_and(|long| long > most);
    if response.content_length().is_some_and(too_large) {
        return Err(Fault::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Fault::from)? {
        if body.len() + chunk.len() > most {
            return Err(Fault::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

impl Request {
    /// A call with a payload of teloxide or of our own.
    pub fn new<T: Serialize>(method: &'static str, payload: &T) -> Result<Request> {
        let body = Body::Json(serde_json::to_vec(payload)?);
        Ok(Request { method, body })
    }

    pub fn bare(method: &'static str) -> Request {
        let body = Body::Json(b"{}".to_vec());
        Request { method, body }
    }
}

/// Reads what the server answered.
fn answer<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<T, Fault> {
    let reply: BotApiReply<T> = match serde_json::from_slice(body) {
        Ok(reply) => reply,
        // A proxy in between speaks HTML; it knows nothing of people, tokens and texts, but it may
        // find a call too large, and too many of them.
        Err(_) if [413, 429].contains(&status) => {
            return Err(Fault::Refused(Refused::of(status)));
        }
        Err(_) => return Err(Fault::Server(status)),
    };
    match reply.result {
        Some(result) if reply.ok => Ok(result),
        _ => {
            let code = if reply.error_code == 0 {
                status
            } else {
                reply.error_code
            };
            Err(if !(400..500).contains(&code) {
                Fault::Server(code)
            } else {
                Fault::Refused(Refused {
                    code,
                    description: reply.description,
                    retry_after: reply.parameters.retry_after,
                    migrate_to: reply.parameters.migrate_to_chat_id,
                })
            })
        }
    }
}

fn is_loopback(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else {
        return false;
    };
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'].as_slice());
    let address: Option<IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let me: Me = answer(
            200,
            br#"{"ok":true,"result":{"id":7,"username":"aula_bot"}}"#,
        )
        .unwrap();
        assert_eq!((me.id, me.username.as_str()), (7, "aula_bot"));
        let fault = |status, body: &str| answer::<Me>(status, body.as_bytes()).unwrap_err();
        let waits = fault(
            429,
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}}"#,
        );
        assert_eq!(waits.outcome(), "retry_after");
        assert!(matches!(
            fault(
                400,
                r#"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-100}}"#
            ),
            Fault::Refused(Refused {
                migrate_to: Some(-100),
                ..
            })
        ));
        for status in [200, 400, 401, 403, 404, 408, 421, 425, 502] {
            for page in ["<html>a proxy</html>", "", r#"{"error":"forbidden"}"#] {
                assert_eq!(fault(status, page), Fault::Server(status), "{page}");
            }
        }
        for status in [413, 429] {
            assert_eq!(fault(status, "<html>").outcome(), "bad_request", "{status}");
        }
        assert_eq!(
            fault(500, r#"{"ok":false,"error_code":500,"description":"x"}"#),
            Fault::Server(500)
        );
        assert!(
            fault(
                401,
                r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#
            )
            .is_fatal()
        );
    }

    #[tokio::test]
    async fn an_error_of_the_network_hides_the_token() {
        let token = SecretString::from("123:SECRETSECRETSECRET");
        let client = Client::connect("http://127.0.0.1:1", &token).unwrap();
        let fault = client.me().await.unwrap_err();
        let shown = format!("{fault} {fault:?}");
        assert!(
            !shown.contains("SECRET") && fault.outcome() == "network",
            "{shown}"
        );
    }

    #[test]
    fn loopback() {
        assert!(is_loopback("http://localhost:8081") && is_loopback("http://[::1]:1"));
        assert!(is_loopback("http://127.0.0.1:80") && !is_loopback("https://api.telegram.org"));
    }
}
