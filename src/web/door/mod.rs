//! Connections, counted: whoever begins a request and waits, a thousand times over, keeps nobody
//! else out. When all places are taken, the oldest connection that has not proved itself goes.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::Proof;

/// How long a stranger may take for the head of a request, and for taking the answer.
const STRANGER: Duration = Duration::from_secs(10);
/// How long a connection that has proved itself may idle; proxies give up before.
const KNOWN: Duration = Duration::from_secs(75);
/// How long a request that has begun may still take after the stop.
const GRACE: Duration = Duration::from_secs(5);
/// How long to wait when the system has no room for a connection.
const NO_ROOM: Duration = Duration::from_millis(50);
/// Bytes of a connection that are kept in memory; a head is far smaller.
const BUFFER: usize = 64 << 10;
/// How often it is told that connections are given up.
const TOLD: Duration = Duration::from_secs(60);

/// Answers until `stop`, `places` connections at a time; requests that have begun are finished,
/// unless somebody sends half of one and waits.
pub async fn serve(listener: TcpListener, router: Router, places: usize, stop: CancellationToken) {
    let door = Arc::new(Door::new(places));
    let tasks = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            // Mostly no descriptor is left.
            Err(fault) => {
                door.give_up_one();
                tracing::debug!(%fault, "a connection is not taken");
                tokio::time::sleep(NO_ROOM).await;
                continue;
            }
        };
        let Some(place) = door.place().await else {
            continue;
        };
        let (router, stop) = (router.clone(), stop.clone());
        tasks.spawn(async move { place.answer(stream, router, stop).await });
    }
    drop(listener);
    tasks.close();
    if tokio::time::timeout(GRACE, tasks.wait()).await.is_err() {
        tracing::warn!("requests that had begun are broken off");
        door.give_up_all();
    }
}

struct Door {
    places: Arc<Semaphore>,
    /// In the order in which they came.
    lines: Mutex<BTreeMap<u64, Arc<Connection>>>,
    next: AtomicU64,
    given_up: Mutex<GivenUp>,
}

#[derive(Default)]
struct GivenUp {
    /// Since it was told last.
    count: u64,
    told: Option<Instant>,
}

/// What is known of one connection.
struct Connection {
    proof: Proof,
    /// Requests under way: one at most, unless it sends them before it has the answers.
    answering: AtomicUsize,
    /// When it came, or its last request was answered.
    since: Mutex<Instant>,
    end: CancellationToken,
}

/// A place that a connection has, until this is dropped.
struct ConnectionPlace {
    door: Arc<Door>,
    number: u64,
    line: Arc<Connection>,
    _permit: OwnedSemaphorePermit,
}

impl Door {
    fn new(places: usize) -> Door {
        Door {
            places: Arc::new(Semaphore::new(places.max(1))),
            lines: Mutex::default(),
            next: AtomicU64::new(0),
            given_up: Mutex::default(),
        }
    }

    /// A place for a newcomer; None if all are taken by connections that are being answered and
    /// have proved themselves.
    async fn place(self: &Arc<Door>) -> Option<ConnectionPlace> {
        let free = self.places.clone().try_acquire_owned().ok();
        let permit = match free {
            Some(permit) => permit,
            None if self.give_up_one() => self.places.clone().acquire_owned().await.ok()?,
            None => return None,
        };
        let line = Arc::new(Connection {
            proof: Proof::default(),
            answering: AtomicUsize::new(0),
            since: Mutex::new(Instant::now()),
            end: CancellationToken::new(),
        });
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.lines().insert(number, line.clone());
        Some(ConnectionPlace {
            door: self.clone(),
            number,
            line,
            _permit: permit,
        })
    }

    /// Ends the oldest connection that has not proved itself, else the oldest that idles.
    fn give_up_one(&self) -> bool {
        let mut lines = self.lines();
        let stranger = lines.iter().find(|(_, line)| !line.proof.given());
        let idle = || lines.iter().find(|(_, line)| line.answering() == 0);
        let Some(number) = stranger.or_else(idle).map(|(number, _)| *number) else {
            return false;
        };
        if let Some(line) = lines.remove(&number) {
            line.end.cancel();
        }
        drop(lines);
        self.tell();
        true
    }

    fn give_up_all(&self) {
        for line in self.lines().values() {
            line.end.cancel();
        }
    }

    fn tell(&self) {
        metrics::counter!("bot_connections_given_up_total").increment(1);
        let mut given_up = lock(&self.given_up);
        given_up.count += 1;
        if given_up.told.is_none_or(|told| told.elapsed() >= TOLD) {
            let connections = std::mem::take(&mut given_up.count);
            given_up.told = Some(Instant::now());
            drop(given_up);
            tracing::warn!(
                connections,
                "too many connections: the oldest without the secret are given up"
            );
        }
    }

    fn lines(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        lock(&self.lines)
    }
}

impl ConnectionPlace {
    /// Until either side has had enough.
    async fn answer(self, stream: TcpStream, router: Router, stop: CancellationToken) {
        // Answers are small and must not wait for more to come.
        stream.set_nodelay(true).ok();
        let line = &self.line;
        let router = TowerToHyperService::new(router);
        let service = service_fn(|request| line.answer(&router, request));
        let mut connection = pin!(
            http1::Builder::new()
                // Told here, with other times for those who have proved themselves.
                .header_read_timeout(None)
                .max_buf_size(BUFFER)
                .serve_connection(TokioIo::new(stream), service)
        );
        let mut stopping = false;
        loop {
            tokio::select! {
                // Whatever is wrong with a connection ends it, and that is all.
                _ = connection.as_mut() => return,
                () = line.end.cancelled() => return,
                () = stop.cancelled(), if !stopping => {
                    stopping = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = tokio::time::sleep(line.patience()) => {
                    if line.patience().is_zero() {
                        return;
                    }
                }
            }
        }
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        self.door.lines().remove(&self.number);
    }
}

impl Connection {
    async fn answer(
        &self,
        router: &TowerToHyperService<Router>,
        mut request: Request<Incoming>,
    ) -> Result<Response, Infallible> {
        let _answering = Answering::begin(self);
        request.extensions_mut().insert(self.proof.clone());
        router.call(request.map(Body::new)).await
    }

    fn answering(&self) -> usize {
        self.answering.load(Ordering::Relaxed)
    }

    /// How much longer nothing need come of it.
    fn patience(&self) -> Duration {
        if self.answering() > 0 {
            // Whoever answers knows how long that may take.
            return STRANGER;
        }
        let whole = if self.proof.given() { KNOWN } else { STRANGER };
        whole.saturating_sub(lock(&self.since).elapsed())
    }
}

/// A request under way; dropped too when the connection breaks.
struct Answering<'l>(&'l Connection);

impl<'l> Answering<'l> {
    fn begin(line: &'l Connection) -> Answering<'l> {
        line.answering.fetch_add(1, Ordering::Relaxed);
        Answering(line)
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        *lock(&self.0.since) = Instant::now();
        self.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
