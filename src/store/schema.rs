//! Which version a database is of: the number of the last migration that it has been through.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Error, Result, bail, ensure};

use super::{Store, Tx, rows};

/// A refusal that does not pass by itself: whoever starts again is refused again.
#[derive(Debug)]
pub struct Lasting(pub(super) String);

impl fmt::Display for Lasting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Lasting {}

/// Whether it is of no use to try again before somebody has done something.
pub fn is_lasting(fault: &Error) -> bool {
    fault.downcast_ref::<Lasting>().is_some()
}

/// A database's version against this program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Of the database; 0 if it is empty.
    pub version: i64,
    /// Of this program.
    pub ours: i64,
    /// Migrations that the database has not been through.
    pub pending: usize,
    /// It has been through migrations that this program does not know.
    pub newer: bool,
    /// A migration that has begun and not ended.
    pub broken: Option<i64>,
    /// A restore into it has begun and not ended.
    pub restoring: bool,
}

impl Schema {
    /// # Errors
    /// The database is of a newer version, or a migration was broken off.
    pub fn expect_known(self) -> Result<()> {
        let Schema { version, ours, .. } = self;
        ensure!(
            !self.newer,
            Lasting(format!(
                "the database is of a newer version of aula (schema {version}; this one knows \
                 {ours}): use that version, or restore the copy that was kept before the upgrade"
            ))
        );
        ensure!(
            !self.restoring,
            Lasting(
                "a restore of this database was broken off: run `aula restore FILE` once more"
                    .to_owned()
            )
        );
        if let Some(broken) = self.broken {
            let told = "of the database was broken off: restore a backup";
            bail!(Lasting(format!("migration {broken} {told}")));
        }
        Ok(())
    }

    /// # Errors
    /// As [`Schema::expect_known`], or it is of an older version.
    pub fn expect_current(self) -> Result<()> {
        self.expect_known()?;
        let Schema { version, ours, .. } = self;
        ensure!(
            version > 0,
            "the database of AULA_DATABASE is empty: run `aula import`"
        );
        ensure!(
            self.pending == 0,
            "the database is of an older version of aula (schema {version}; this one needs \
             {ours}): `aula serve` or `aula import` keeps a copy and brings it up to date"
        );
        Ok(())
    }
}

impl Store {
    /// # Errors
    /// The database does not answer.
    pub async fn schema(&self) -> Result<Schema> {
        let mut tx = self.read().await?;
        let schema = tx.schema().await?;
        tx.rollback().await?;
        Ok(schema)
    }

    /// How many migrations the database has not seen.
    pub async fn pending_migrations(&self) -> Result<usize> {
        Ok(self.schema().await?.pending)
    }
}

impl Tx {
    async fn schema(&mut self) -> Result<Schema> {
        let known: BTreeSet<i64> = sqlx::migrate!("./migrations")
            .iter()
            .map(|migration| migration.version)
            .collect();
        let mut done = BTreeSet::new();
        let mut broken = None;
        if self.has_table("_sqlx_migrations").await? {
            let rows = rows!(
                self,
                fetch_all,
                (i64, bool),
                "select version, success from _sqlx_migrations order by version"
            )?;
            for (version, success) in rows {
                if success {
                    done.insert(version);
                } else {
                    broken = Some(version);
                }
            }
        }
        Ok(Schema {
            version: done.last().copied().unwrap_or(0),
            ours: known.last().copied().unwrap_or(0),
            pending: known.difference(&done).count(),
            newer: !done.is_subset(&known),
            broken,
            restoring: self.has_table("restoring").await?,
        })
    }

    pub(super) async fn has_table(&mut self, name: &str) -> Result<bool> {
        let sql = match self {
            Tx::Sqlite(_) => {
                "select count(*) from sqlite_master where type = 'table' and name = $1"
            }
            Tx::Postgres(_) => "select count(*) from pg_class where oid = to_regclass($1)",
        };
        let (count,) = rows!(self, fetch_one, (i64,), sql, name)?;
        Ok(count > 0)
    }
}
