//! The wire: one address for methods, one for files; faults that break the connection.

use std::convert::Infallible;
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::serve::IncomingStream;
use futures_util::{StreamExt, stream};
use serde_json::Value;
use tokio::net::TcpListener;

use super::call::{Call, Refusal};
use super::limits::FaultKind;
use super::schema::schema;
use super::{BotApi, params, updates};

/// Until the server is told to stop.
pub async fn serve(listener: TcpListener, api: BotApi) {
    let shared = Arc::clone(&api.shared);
    let router = Router::new()
        .fallback(answer)
        .layer(DefaultBodyLimit::disable())
        .with_state(api);
    let serve = async {
        axum::serve(
            listener,
            router.into_make_service_with_connect_info::<Line>(),
        )
        .await
    };
    tokio::select! {
        _ = serve => {}
        () = shared.stopped() => {}
    }
}

/// The connection that a request came by, so that it can be cut without an answer.
#[derive(Clone)]
pub struct Line(Option<Arc<std::net::TcpStream>>);

impl Connected<IncomingStream<'_, TcpListener>> for Line {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        // Answers are small and must not wait for more to come.
        let _ = stream.io().set_nodelay(true);
        Self(
            stream
                .io()
                .as_fd()
                .try_clone_to_owned()
                .ok()
                .map(|socket| Arc::new(socket.into())),
        )
    }
}

impl Line {
    /// The client sees the end of the connection; what is returned never reaches it.
    fn cut(&self) -> Response {
        if let Some(socket) = &self.0 {
            let _ = socket.shutdown(Shutdown::Both);
        }
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}

async fn answer(
    State(api): State<BotApi>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    if api.shared.is_stopped() {
        return line.cut();
    }
    let path = request.uri().path();
    if let Some(file) = path.strip_prefix("/file/bot") {
        return download(&api, file);
    }
    let (token, name) = path
        .strip_prefix("/bot")
        .and_then(|rest| rest.split_once('/'))
        .unwrap_or_default();
    if token != api.token() {
        return refused(&Refusal {
            code: 401,
            ..Refusal::exactly("Unauthorized".to_owned())
        });
    }
    let Some(method) = schema().method(name) else {
        let refusal = Refusal {
            code: 404,
            ..Refusal::exactly("Not Found: method not found".to_owned())
        };
        api.lock().note_violation(format!("unknown method {name}"));
        return refused(&refusal);
    };
    let response = match params::read(method, request).await {
        Ok(call) => execute(&api, &line, call).await,
        Err(error) => {
            api.lock()
                .note_violation(format!("{}: {error}", method.name));
            refused(&Refusal::bad(error))
        }
    };
    if !api.shared.settings.latency.is_zero() {
        tokio::time::sleep(api.shared.settings.latency).await;
    }
    response
}

async fn execute(api: &BotApi, line: &Line, mut call: Call) -> Response {
    let read = match api.check(&mut call) {
        Ok(read) => read,
        Err(refusal) => return refused(&refusal),
    };
    let fault = api.take_fault(&call);
    match &fault {
        Some(FaultKind::DropBefore) => return line.cut(),
        Some(FaultKind::ServerError) => return page(500),
        Some(FaultKind::Page(status)) => return page(*status),
        Some(FaultKind::Garbage(text)) => return json(StatusCode::OK, (*text).to_owned()),
        Some(FaultKind::HugeAbove(most)) => {
            let limit = call.params.get("limit").and_then(Value::as_u64);
            if limit.unwrap_or(100) > *most {
                return huge();
            }
        }
        Some(FaultKind::Delay(long)) => tokio::time::sleep(*long).await,
        Some(FaultKind::DropAfter) | None => {}
        Some(other) => {
            if let Some(refusal) = api.refuse_by(&call, other.clone()) {
                return refused(&refusal);
            }
        }
    }
    let result = if call.method.name == "getUpdates" {
        updates::poll(api, &call.params).await
    } else {
        api.perform(call, &read)
    };
    match (fault, result) {
        (Some(FaultKind::DropAfter), _) => line.cut(),
        (_, Ok(answer)) => json(
            StatusCode::OK,
            format!(r#"{{"ok":true,"result":{answer}}}"#),
        ),
        (_, Err(refusal)) => refused(&refusal),
    }
}

fn refused(refusal: &Refusal) -> Response {
    json(
        StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST),
        refusal.write(),
    )
}

fn json(status: StatusCode, body: String) -> Response {
    (
        status,
        [(CONTENT_TYPE, HeaderValue::from_static("application/json"))],
        body,
    )
        .into_response()
}

/// As nginx speaks.
fn page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
    );
    let html = HeaderValue::from_static("text/html");
    (status, [(CONTENT_TYPE, html)], page).into_response()
}

fn huge() -> Response {
    let some = Bytes::from(vec![b' '; 1 << 20]);
    let body = stream::repeat(some).take(33).map(Ok::<Bytes, Infallible>);
    Response::new(Body::from_stream(body))
}

fn download(api: &BotApi, path: &str) -> Response {
    let bytes = path
        .strip_prefix(api.token())
        .and_then(|path| path.strip_prefix("/files/"))
        .and_then(|id| api.lock().files.get(id).cloned());
    match bytes {
        Some(bytes) => (
            [(
                CONTENT_TYPE,
                HeaderValue::from_static("application/octet-stream"),
            )],
            bytes.to_vec(),
        )
            .into_response(),
        None => refused(&Refusal {
            code: 404,
            ..Refusal::exactly("Not Found".to_owned())
        }),
    }
}
