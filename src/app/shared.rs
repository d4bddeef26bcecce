//! What every turn needs and all edges share: the store, the clock, the law, the directory in force.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Result;
use jiff::civil::Date;

use super::health::Health;
use super::hints::{self, Hints};
use crate::clock::Clock;
use crate::domain::law::Law;
use crate::domain::{Chat, Time, calendar};
use crate::precincts::Directory;
use crate::store::{Letter, Store, aside};

/// Everything a turn needs. Shared by all edges.
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub law: Law,
    pub limits: Limits,
    pub health: Health,
    pub(super) hints: Hints,
    pub(super) cries: Hints,
    /// The version of the directory that is loaded.
    version: AtomicI64,
    directory: RwLock<Arc<Directory>>,
    /// The bot's user name, for t.me links.
    bot_name: RwLock<String>,
}

/// Numbers of the product that an operator may change.
#[derive(Clone, Debug)]
pub struct Limits {
    /// New reports of one person in 24 hours.
    pub reports_per_day: i64,
    /// Days a resident has to answer a question.
    pub question_days: i64,
    /// Hours after which an idle conversation returns to the menu.
    pub idle_hours: i64,
    /// Days after its end until a report forgets whose it was.
    pub keep_days: i64,
    /// Whether rows are leased to this process as they are written and handed over in memory.
    pub hand_over: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            reports_per_day: 3,
            question_days: 5,
            idle_hours: 24,
            keep_days: 365,
            hand_over: false,
        }
    }
}

impl App {
    /// Loads the directory from the store.
    pub async fn new(store: Store, clock: Clock, law: Law, limits: Limits) -> Result<App> {
        let app = App {
            store,
            clock,
            law,
            limits,
            health: Health::default(),
            hints: Hints::every(hints::EVERY),
            cries: Hints::every(hints::CRIES),
            version: AtomicI64::new(0),
            directory: RwLock::new(Arc::new(Directory::new(Default::default(), Date::MIN))),
            bot_name: RwLock::new(String::new()),
        };
        app.reload().await?;
        app.warn_of_lapsed().await?;
        Ok(app)
    }

    /// After an upgrade some officers may read nothing until they are invited anew.
    async fn warn_of_lapsed(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let posts = tx.lapsed_posts().await?;
        tx.rollback().await?;
        if posts > 0 {
            tracing::warn!(posts, "posts to be renewed: see `aula staff`");
        }
        Ok(())
    }

    /// Reads the directory anew. Turns that have begun keep the one they began with.
    pub async fn reload(&self) -> Result<()> {
        let mut tx = self.store.read().await?;
        let version = tx.directory_version().await?;
        let records = tx.records().await?;
        tx.rollback().await?;
        // Half a second for a whole country, in which turns go on.
        let today = self.today();
        let fresh = aside(move || Directory::new(records, today)).await?;
        self.version.store(version, Ordering::Relaxed);
        let fresh = Arc::new(fresh);
        *self
            .directory
            .write()
            .unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Reads the directory anew if another process has imported one, or a street has another name
    /// from today; says whether it did.
    pub async fn reload_if_changed(&self) -> Result<bool> {
        let mut tx = self.store.read().await?;
        let version = tx.directory_version().await?;
        tx.rollback().await?;
        let imported = version != self.version.load(Ordering::Relaxed);
        let changed = imported || self.directory().is_outdated(self.today());
        if changed {
            self.reload().await?;
        }
        Ok(changed)
    }

    /// Today in Kazakhstan.
    pub fn today(&self) -> Date {
        calendar::local(self.clock.now()).date()
    }

    pub fn directory(&self) -> Arc<Directory> {
        self.directory
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn bot_name(&self) -> String {
        self.bot_name
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn set_bot_name(&self, name: &str) {
        name.clone_into(
            &mut self
                .bot_name
                .write()
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    /// Follows a group that became a supergroup under another id.
    pub async fn move_chat(&self, from: Chat, to: Chat) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.move_chat(from, to).await?;
        tx.commit().await
    }

    /// Until when rows written now belong to this process.
    pub(super) fn leased_until(&self, now: Time) -> Option<Time> {
        self.limits.hand_over.then(|| now + LEASE)
    }
}

/// How long a sender may hold a row before others may take it over.
pub const LEASE: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// What a batch of updates left to be sent from memory.
pub type Letters = Vec<Letter>;
