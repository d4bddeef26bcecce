//! Whether a fault is the database's own and passes, or one of what was asked of it.

use anyhow::Error;
use sqlx::error::DatabaseError;

/// The low byte of SQLite's result codes that say nothing against the statement: busy, locked, out
/// of memory, read-only, input or output, full, cannot open, locking protocol.
/// <https://sqlite.org/rescode.html>
const SQLITE: [i64; 8] = [5, 6, 7, 8, 10, 13, 14, 15];

/// Classes of PostgreSQL's codes that say nothing against the statement: no connection, taken back,
/// out of resources, not in the state for it, somebody stepped in, the system.
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
const POSTGRES: [&str; 6] = ["08", "40", "53", "55", "57", "58"];
/// Broken off by the server: one that takes too long each time would be waited for for ever.
const BROKEN_OFF: &str = "57014";

/// Whether the database is away, full or busy: what was asked waits until it is back, and is not
/// counted as tried.
pub fn is_away(fault: &Error) -> bool {
    let mut found = fault.chain().filter_map(|it| it.downcast_ref());
    found.any(|error: &sqlx::Error| match error {
        sqlx::Error::Database(error) => code_is_away(error.as_ref()),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        // A connection that lost count of its transactions is closed when it goes back.
        sqlx::Error::InvalidSavePointStatement => true,
        _ => false,
    })
}

fn code_is_away(error: &dyn DatabaseError) -> bool {
    let Some(code) = error.code() else {
        return false;
    };
    if error
        .try_downcast_ref::<sqlx::sqlite::SqliteError>()
        .is_some()
    {
        let code: Option<i64> = code.parse().ok();
        return code.is_some_and(|code| SQLITE.contains(&(code & 0xff)));
    }
    code != BROKEN_OFF && POSTGRES.iter().any(|class| code.starts_with(class))
}

/// Why, in a few words for an operator; nothing of what was asked.
pub fn why_away(fault: &Error) -> &'static str {
    let mut found = fault.chain().filter_map(|it| it.downcast_ref());
    let Some(error) = found.next() else {
        return "the database does not answer";
    };
    let sqlx::Error::Database(error) = error else {
        return "the database does not answer";
    };
    let code = error.code().unwrap_or_default();
    let sqlite: i64 = code.parse().map_or(0, |code: i64| code & 0xff);
    match (code.as_ref(), sqlite) {
        ("53100", _) | (_, 13) => "the disk of the database is full",
        (_, 10) => "the disk of the database fails",
        (_, 5 | 6) | ("55P03", _) => "the database is locked",
        (_, 8) | ("25006", _) => "the database is read-only",
        ("XX001" | "XX002", _) | (_, 11 | 26) => "the database is damaged",
        ("57P03", _) => "the database is starting",
        _ => "the database does not answer",
    }
}
