//! One statement on whichever engine. Only the arguments and the rows know their types; what sends the
//! one and fetches the other is compiled once for an engine, not anew in each of our functions.

use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{SqlSafeStr, SqlStr};

/// Arguments in their order, or why one cannot be sent.
pub(super) type Given<A> = Result<A, sqlx::error::BoxDynError>;

/// Runs a statement and counts the rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let given = crate::store::statement::given!(sqlx::sqlite::SqliteArguments $(, $arg)*);
                crate::store::statement::sqlite::run(tx, crate::store::statement::text($sql), given).await
            }
            crate::store::Tx::Postgres(tx) => {
                let given = crate::store::statement::given!(sqlx::postgres::PgArguments $(, $arg)*);
                crate::store::statement::postgres::run(tx, crate::store::statement::text($sql), given).await
            }
        }
    };
}

/// Fetches rows of the given type: `rows!(tx, fetch_all, Type, "sql", args…)`.
macro_rules! rows {
    ($tx:expr, $fetch:ident, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let given = crate::store::statement::given!(sqlx::sqlite::SqliteArguments $(, $arg)*);
                crate::store::statement::sqlite::$fetch(tx, crate::store::statement::text($sql), given)
                    .await
                    .and_then(|found| crate::store::statement::typed::$fetch::<$row, _>(&found))
            }
            crate::store::Tx::Postgres(tx) => {
                let given = crate::store::statement::given!(sqlx::postgres::PgArguments $(, $arg)*);
                crate::store::statement::postgres::$fetch(tx, crate::store::statement::text($sql), given)
                    .await
                    .and_then(|found| crate::store::statement::typed::$fetch::<$row, _>(&found))
            }
        }
    };
}

/// As `run!`, with the arguments of several rows one after the other:
/// `run_all!(tx, "sql", rows, row => row.a, row.b)`.
macro_rules! run_all {
    ($tx:expr, $sql:expr, $rows:expr, $row:pat => $($arg:expr),+ $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let mut given = Ok(sqlx::sqlite::SqliteArguments::default());
                for $row in $rows {
                    $(crate::store::statement::add(&mut given, $arg);)+
                }
                crate::store::statement::sqlite::run(tx, crate::store::statement::text($sql), given).await
            }
            crate::store::Tx::Postgres(tx) => {
                let mut given = Ok(sqlx::postgres::PgArguments::default());
                for $row in $rows {
                    $(crate::store::statement::add(&mut given, $arg);)+
                }
                crate::store::statement::postgres::run(tx, crate::store::statement::text($sql), given).await
            }
        }
    };
}

/// As `rows!` with `fetch_all`, and the arguments as in `run_all!`.
macro_rules! rows_all {
    ($tx:expr, $kind:ty, $sql:expr, $rows:expr, $row:pat => $($arg:expr),+ $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let mut given = Ok(sqlx::sqlite::SqliteArguments::default());
                for $row in $rows {
                    $(crate::store::statement::add(&mut given, $arg);)+
                }
                crate::store::statement::sqlite::fetch_all(tx, crate::store::statement::text($sql), given)
                    .await
                    .and_then(|found| crate::store::statement::typed::fetch_all::<$kind, _>(&found))
            }
            crate::store::Tx::Postgres(tx) => {
                let mut given = Ok(sqlx::postgres::PgArguments::default());
                for $row in $rows {
                    $(crate::store::statement::add(&mut given, $arg);)+
                }
                crate::store::statement::postgres::fetch_all(tx, crate::store::statement::text($sql), given)
                    .await
                    .and_then(|found| crate::store::statement::typed::fetch_all::<$kind, _>(&found))
            }
        }
    };
}

/// The arguments of one statement.
macro_rules! given {
    ($of:ty) => {
        Ok(<$of>::default())
    };
    ($of:ty $(, $arg:expr)+) => {{
        let mut given: crate::store::statement::Given<$of> = Ok(<$of>::default());
        $(crate::store::statement::add(&mut given, $arg);)+
        given
    }};
}

pub(crate) use {given, rows, rows_all, run, run_all};

pub(super) fn text(sql: impl SqlSafeStr) -> SqlStr {
    sql.into_sql_str()
}

pub(super) fn add<'t, A, T>(given: &mut Given<A>, value: T)
where
    A: sqlx::Arguments,
    T: sqlx::Encode<'t, A::Database> + sqlx::Type<A::Database>,
{
    let Ok(arguments) = given else {
        return;
    };
    if let Err(fault) = arguments.add(value) {
        *given = Err(fault);
    }
}

/// Rows that one statement takes. Waking the database for each row costs more than the row.
pub(super) const EIGHT: usize = 8;

/// Always eight, so that one prepared statement does for fewer too: the last one fills the rest.
pub(super) fn eight<T>(rows: &[T]) -> impl Iterator<Item = &T> {
    (0..EIGHT).filter_map(|at| rows.get(at).or(rows.last()))
}

macro_rules! engine {
    ($name:ident, $connection:ident, $arguments:ident, $row:ident) => {
        pub(super) mod $name {
            use sqlx::{Error, Executor, SqlStr};

            use crate::store::statement::{Given, $arguments, $connection, $row};

            pub async fn run(
                on: &mut $connection,
                sql: SqlStr,
                given: Given<$arguments>,
            ) -> Result<u64, Error> {
                let query = sqlx::query_with(sql, given.map_err(Error::Encode)?);
                on.execute(query).await.map(|done| done.rows_affected())
            }

            pub async fn fetch_all(
                on: &mut $connection,
                sql: SqlStr,
                given: Given<$arguments>,
            ) -> Result<Vec<$row>, Error> {
                let query = sqlx::query_with(sql, given.map_err(Error::Encode)?);
                on.fetch_all(query).await
            }

            pub async fn fetch_optional(
                on: &mut $connection,
                sql: SqlStr,
                given: Given<$arguments>,
            ) -> Result<Option<$row>, Error> {
                let query = sqlx::query_with(sql, given.map_err(Error::Encode)?);
                on.fetch_optional(query).await
            }

            pub async fn fetch_one(
                on: &mut $connection,
                sql: SqlStr,
                given: Given<$arguments>,
            ) -> Result<$row, Error> {
                let found = fetch_optional(on, sql, given).await?;
                found.ok_or(Error::RowNotFound)
            }
        }
    };
}

engine!(sqlite, SqliteConnection, SqliteArguments, SqliteRow);
engine!(postgres, PgConnection, PgArguments, PgRow);

/// Rows of the database as values of a type.
pub(super) mod typed {
    use sqlx::{Error, FromRow, Row};

    pub fn fetch_all<T: for<'r> FromRow<'r, R>, R: Row>(found: &[R]) -> Result<Vec<T>, Error> {
        found.iter().map(T::from_row).collect()
    }

    pub fn fetch_optional<T: for<'r> FromRow<'r, R>, R: Row>(
        found: &Option<R>,
    ) -> Result<Option<T>, Error> {
        found.as_ref().map(T::from_row).transpose()
    }

    pub fn fetch_one<T: for<'r> FromRow<'r, R>, R: Row>(found: &R) -> Result<T, Error> {
        T::from_row(found)
    }
}
