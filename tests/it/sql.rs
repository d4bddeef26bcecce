//! Looking into every table, whatever the engine.

use aula::store::Tx;

/// The rows of a statement that selects one text.
pub async fn lines(tx: &mut Tx, sql: &str) -> Vec<String> {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(sql).fetch_all(&mut **tx).await,
        Tx::Postgres(tx) => sqlx::query_scalar(sql).fetch_all(&mut **tx).await,
    }
    .unwrap()
}

/// How the database is going to find the rows.
pub async fn plan(tx: &mut Tx, sql: &str) -> String {
    let steps = match tx {
        Tx::Sqlite(tx) => {
            let sql = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
            let steps: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(sql).fetch_all(&mut **tx).await.unwrap();
            steps.into_iter().map(|(.., detail)| detail).collect()
        }
        Tx::Postgres(_) => lines(tx, &format!("explain {sql}")).await,
    };
    steps.join("\n")
}

/// A statement that returns nothing.
pub async fn execute(tx: &mut Tx, sql: &str) {
    try_execute(tx, sql).await.unwrap();
}

/// The same, where it may fail.
pub async fn try_execute(tx: &mut Tx, sql: &str) -> anyhow::Result<()> {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    match tx {
        Tx::Sqlite(tx) => {
            sqlx::raw_sql(sql).execute(&mut **tx).await?;
        }
        Tx::Postgres(tx) => {
            sqlx::raw_sql(sql).execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// Every column in which the number stands, alone or within a text.
pub async fn places_of(tx: &mut Tx, number: i64) -> Vec<String> {
    let mut places = Vec::new();
    for (table, columns) in tables() {
        for column in columns {
            let sql = format!(
                "select 'yes' from {table} where cast({column} as text) like '%{number}%' limit 1"
            );
            if !lines(tx, &sql).await.is_empty() {
                places.push(format!("{table}.{column}"));
            }
        }
    }
    places
}

/// All that is in the database, but for the directory.
pub async fn everything(tx: &mut Tx) -> Vec<String> {
    let mut all = Vec::new();
    for (table, columns) in tables() {
        if ["area", "station", "precinct", "inspector", "head"].contains(&table.as_str()) {
            continue;
        }
        let text = |column: &String| format!("coalesce(cast({column} as text), '-')");
        let row: Vec<String> = columns.iter().map(text).collect();
        let row = row.join(" || '|' || ");
        let sql = format!("select '{table} ' || {row} from {table} order by 1");
        all.append(&mut lines(tx, &sql).await);
    }
    all
}

/// Tables and their columns, in the order of the migrations.
fn tables() -> Vec<(String, Vec<String>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    let mut within = false;
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some((from, to)) = line
                .strip_prefix("alter table ")
                .and_then(|rest| rest.trim_end_matches(';').split_once(" rename to "))
            {
                let renamed = tables.iter_mut().find(|(name, _)| name == from);
                to.clone_into(&mut renamed.unwrap().0);
            } else if let Some((table, change)) = line
                .strip_prefix("alter table ")
                .and_then(|rest| rest.trim_end_matches(';').split_once(' '))
            {
                let altered = tables.iter_mut().find(|(name, _)| name == table);
                alter(&mut altered.unwrap().1, change);
            } else if let Some(name) = line.strip_prefix("drop table ") {
                tables.retain(|(known, _)| known != name.trim_end_matches(';'));
            } else if let Some(name) = line.strip_prefix("create table ") {
                let name = name.trim_end_matches(" (").to_owned();
                tables.push((name, Vec::new()));
                within = true;
            } else if !line.starts_with("    ") {
                within = false;
            } else if let Some(rest) = line.strip_prefix("    ").filter(|_| within) {
                let column = rest.split(' ').next().unwrap_or_default();
                let columns = tables.last_mut().map(|(_, columns)| columns);
                if let Some(columns) = columns.filter(|_| !matches!(column, "primary" | "unique")) {
                    columns.push(column.to_owned());
                }
            }
        }
    }
    tables
}

fn alter(columns: &mut Vec<String>, change: &str) {
    let words: Vec<&str> = change.split(' ').collect();
    match words.as_slice() {
        ["add", "column", name, ..] => columns.push((*name).to_owned()),
        ["drop", "column", name] => columns.retain(|it| it != name),
        ["rename", "column", from, "to", to] => {
            let renamed = columns.iter_mut().find(|it| it == from);
            (*to).clone_into(renamed.unwrap());
        }
        other => panic!("a change that is not read: {other:?}"),
    }
}
