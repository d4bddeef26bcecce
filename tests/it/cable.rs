//! The way to PostgreSQL, which can be cut: a socket in front of the server's own.

use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

use crate::postgres::Engine;

pub struct Cable {
    folder: TempDir,
    url: String,
    cut: watch::Sender<bool>,
}

impl Cable {
    /// A way to the database of this engine.
    pub async fn to(engine: &Engine) -> Cable {
        let (head, server) = engine.url().split_once("?host=").unwrap();
        let server = PathBuf::from(server).join(".s.PGSQL.5432");
        let folder = tempfile::Builder::new().prefix("pgc").tempdir().unwrap();
        let url = format!("{head}?host={}", folder.path().display());
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let (cut, is_cut) = watch::channel(false);
        let server = Arc::new(server);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, server.clone(), is_cut.clone()));
            }
        });
        Cable { folder, url, cut }
    }

    /// As the URL of a database.
    pub fn url(&self) -> &str {
        assert!(self.folder.path().exists());
        &self.url
    }

    /// Every connection breaks, and new ones are not answered until it is mended.
    pub fn cut(&self) {
        self.cut.send_replace(true);
    }

    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

async fn carry(mut near: UnixStream, server: Arc<PathBuf>, mut is_cut: watch::Receiver<bool>) {
    if *is_cut.borrow_and_update() {
        return;
    }
    let Ok(mut far) = UnixStream::connect(&*server).await else {
        return;
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _ = is_cut.wait_for(|cut| *cut) => {}
    }
}
