//! All that is in one database carried into another, of SQLite and PostgreSQL in any direction: one
//! transaction, and each table is proved by its count and by a hash of its rows.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Row};

use super::partial::Partial;
use super::{Alone, Store, Tx, file, rows};

/// A table that was carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub table: String,
    pub rows: u64,
    /// Of all rows, whatever their order; the same on both sides.
    pub hash: String,
}

/// Of a column, in both engines.
#[derive(Clone, Copy, Debug)]
enum ColumnKind {
    Number,
    Real,
    Flag,
    Text,
}

#[derive(Debug)]
enum Value {
    Number(Option<i64>),
    Real(Option<f64>),
    Flag(Option<bool>),
    Text(Option<String>),
}

struct TableShape {
    name: String,
    columns: Vec<(String, ColumnKind)>,
}

/// It says of one file who serves it, and goes nowhere.
const STAYS: &str = "serving";
/// Rows that one statement takes; both engines take as many parameters.
const ROWS: usize = 200;

/// Carries everything from one URL to another, whose database is empty or not there yet.
///
/// # Errors
/// Either cannot be opened or is served, the source is of another version, the target is not
/// empty, or a table is not the same afterwards. Then the target is as it was.
pub async fn carry(from: &str, to: &str) -> Result<Vec<Carried>> {
    let source = Store::open_to_read(from).await?;
    let served = "a bot serves the database of AULA_DATABASE: stop it first";
    ensure!(!source.is_served().await?, served);
    let _alone = source.alone().await.context(served)?;
    let carried = match file::path(to) {
        Some(path) => into_file(&source, path).await,
        None => into_server(&source, to).await,
    };
    source.close().await;
    carried
}

async fn into_file(source: &Store, path: PathBuf) -> Result<Vec<Carried>> {
    let shown = path.display();
    let there = format!("{shown} is there already: name a file that is not there yet");
    ensure!(!path.exists() && !file::has_log(&path), there);
    let _alone = Alone::of(&path).await?;
    let partial = Partial::begin(&path)?;
    let written = async {
        let target = Store::open_partial(partial.path()).await?;
        target.migrate().await?;
        let carried = copy(source, &target).await;
        target.close().await;
        let carried = carried?;
        partial.publish(false)?;
        Ok(carried)
    };
    let written = written.await;
    if written.is_err() {
        partial.discard();
    }
    written
}

async fn into_server(source: &Store, url: &str) -> Result<Vec<Carried>> {
    let target = Store::connect(url).await.context("--to")?;
    ensure!(
        !target.is_served().await?,
        "a bot serves the database of --to: stop it first"
    );
    let schema = target.schema().await?;
    schema.expect_known().context("--to")?;
    if schema.version == 0 {
        let mut tx = target.read().await?;
        let tables = "select count(*) from pg_tables where schemaname = current_schema()";
        let (tables,) = rows!(&mut tx, fetch_one, (i64,), tables)?;
        tx.rollback().await?;
        ensure!(
            tables == 0,
            "the database of --to is not empty: it has tables that are not of aula"
        );
    }
    target.migrate().await?;
    let carried = copy(source, &target).await;
    if let (Ok(_), Store::Postgres(pool)) = (&carried, &target) {
        // What is looked for by an index is found by it from the first day on.
        sqlx::query("analyze").execute(pool).await?;
    }
    target.close().await;
    carried
}

async fn copy(source: &Store, target: &Store) -> Result<Vec<Carried>> {
    let tables = tables().await?;
    let mut from = source.read().await?;
    if let Tx::Postgres(tx) = &mut from {
        let one = "set transaction isolation level repeatable read, read only";
        sqlx::query(one).execute(&mut **tx).await?;
    }
    let mut to = target.begin().await?;
    for table in &tables {
        let name = &table.name;
        let (count, _) = to.hash(table).await?;
        ensure!(
            count == 0,
            "the database of --to is not empty: there are {count} rows in {name}"
        );
    }
    let mut carried = Vec::new();
    for table in &tables {
        let name = &table.name;
        let (rows, hash) = from.hash(table).await?;
        from.pour(table, &mut to)
            .await
            .with_context(|| format!("table {name}"))?;
        let there = to.hash(table).await?;
        if there != (rows, hash.clone()) {
            bail!(
                "table {name} is not the same: {rows} rows with hash {hash}, there {} with {}",
                there.0,
                there.1
            );
        }
        let table = name.clone();
        carried.push(Carried { table, rows, hash });
    }
    from.rollback().await?;
    to.commit().await?;
    Ok(carried)
}

/// Every table with its columns, those that others refer to first. Read from an empty database of
/// this version: a new migration need not be told here.
async fn tables() -> Result<Vec<TableShape>> {
    let empty = Store::connect("sqlite::memory:").await?;
    empty.migrate().await?;
    let mut tx = empty.read().await?;
    let names = rows!(
        &mut tx,
        fetch_all,
        (String,),
        "select name from sqlite_master
         where type = 'table' and name not like 'sqlite%' and name not like '_sqlx%'
             and name <> $1
         order by (select count(*) from pragma_foreign_key_list(sqlite_master.name)), name",
        STAYS
    )?;
    let mut tables = Vec::new();
    for (name,) in names {
        let columns = rows!(
            &mut tx,
            fetch_all,
            (String, String),
            "select name, type from pragma_table_info($1) order by cid",
            &name
        )?;
        let columns = columns.into_iter().map(|(column, kind)| {
            let kind = match kind.to_lowercase().as_str() {
                "bigint" => ColumnKind::Number,
                "double precision" => ColumnKind::Real,
                "boolean" => ColumnKind::Flag,
                "text" => ColumnKind::Text,
                other => bail!("{name}.{column}: no way to carry {other}"),
            };
            Ok((column, kind))
        });
        let columns = columns.collect::<Result<Vec<_>>>()?;
        tables.push(TableShape { name, columns });
    }
    tx.rollback().await?;
    empty.close().await;
    Ok(tables)
}

impl TableShape {
    fn select(&self) -> String {
        format!("select {} from {}", self.listed(), self.name)
    }

    fn insert(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |row: usize| {
            let places = (1..=width).map(|at| format!("${}", row * width + at));
            format!("({})", places.collect::<Vec<String>>().join(", "))
        };
        let places: Vec<String> = (0..rows).map(row).collect();
        let (name, listed) = (&self.name, self.listed());
        format!("insert into {name} ({listed}) values {}", places.join(", "))
    }

    fn listed(&self) -> String {
        let names = self.columns.iter().map(|(name, _)| name.as_str());
        names.collect::<Vec<&str>>().join(", ")
    }
}

/// The values of a row of either engine.
macro_rules! values {
    ($table:expr, $row:expr) => {{
        let mut values = Vec::with_capacity($table.columns.len());
        for (at, (_, kind)) in $table.columns.iter().enumerate() {
            values.push(match kind {
                ColumnKind::Number => Value::Number($row.try_get(at)?),
                ColumnKind::Real => Value::Real($row.try_get(at)?),
                ColumnKind::Flag => Value::Flag($row.try_get(at)?),
                ColumnKind::Text => Value::Text($row.try_get(at)?),
            });
        }
        values
    }};
}

/// Does something with each row of a table, one after the other.
macro_rules! each_row {
    ($tx:expr, $table:expr, $values:ident => $work:block) => {{
        let sql = $table.select();
        match $tx {
            Tx::Sqlite(tx) => {
                let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **tx);
                while let Some(row) = found.try_next().await? {
                    let $values = values!($table, row);
                    $work
                }
            }
            Tx::Postgres(tx) => {
                let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(&mut **tx);
                while let Some(row) = found.try_next().await? {
                    let $values = values!($table, row);
                    $work
                }
            }
        }
    }};
}

/// Inserts rows on an open transaction.
macro_rules! insert {
    ($tx:expr, $sql:expr, $rows:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for value in $rows.into_iter().flatten() {
            query = match value {
                Value::Number(value) => query.bind(value),
                Value::Real(value) => query.bind(value),
                Value::Flag(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
            };
        }
        query.execute(&mut **$tx).await?;
    }};
}

impl Tx {
    /// How many rows there are, and a hash of all: the sum of theirs, so that no order matters.
    async fn hash(&mut self, table: &TableShape) -> Result<(u64, String)> {
        let mut count = 0;
        let mut sum = [0_u64; 4];
        each_row!(self, table, values => {
            count += 1;
            for (part, bytes) in sum.iter_mut().zip(row_hash(&values).chunks_exact(8)) {
                let more = bytes.try_into().map_or(0, u64::from_be_bytes);
                *part = part.wrapping_add(more);
            }
        });
        let hash = sum.iter().fold(String::new(), |mut all, part| {
            // Writing to a text does not fail.
            write!(all, "{part:016x}").ok();
            all
        });
        Ok((count, hash))
    }

    /// Writes every row of a table into the same one of another database.
    async fn pour(&mut self, table: &TableShape, to: &mut Tx) -> Result<()> {
        let mut rows = Vec::with_capacity(ROWS);
        each_row!(self, table, values => {
            rows.push(values);
            if rows.len() == ROWS {
                to.add_rows(table, std::mem::take(&mut rows)).await?;
            }
        });
        to.add_rows(table, rows).await
    }

    async fn add_rows(&mut self, table: &TableShape, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let sql = table.insert(rows.len());
        match self {
            Tx::Sqlite(tx) => insert!(tx, sql, rows),
            Tx::Postgres(tx) => insert!(tx, sql, rows),
        }
        Ok(())
    }
}

/// The same for the same values, whatever the engine.
fn row_hash(values: &[Value]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for value in values {
        let (kind, bytes) = match value {
            Value::Number(value) => (b'n', value.map(|it| it.to_be_bytes().to_vec())),
            Value::Real(value) => (b'r', value.map(|it| it.to_bits().to_be_bytes().to_vec())),
            Value::Flag(value) => (b'f', value.map(|it| vec![u8::from(it)])),
            Value::Text(value) => (b't', value.as_ref().map(|it| it.as_bytes().to_vec())),
        };
        hash.update([kind, u8::from(bytes.is_some())]);
        if let Some(bytes) = bytes {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
    hash.finalize().into()
}
