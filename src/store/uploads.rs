//! Files of the bot's own that a messenger holds already.

use anyhow::Result;

use super::{Tx, rows, run};
use crate::domain::{Channel, Time};

impl Tx {
    /// A file of the bot's own that the channel holds already.
    pub async fn upload(&mut self, channel: Channel, hash: &str) -> Result<Option<String>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "select file from upload where channel = $1 and hash = $2",
            channel,
            hash
        )?;
        Ok(row.map(|(file,)| file))
    }

    pub async fn add_upload(
        &mut self,
        channel: Channel,
        hash: &str,
        file: &str,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "insert into upload (channel, hash, file, at) values ($1, $2, $3, $4)
             on conflict (channel, hash) do update set file = excluded.file, at = excluded.at",
            channel,
            hash,
            file,
            now.as_millisecond()
        )?;
        Ok(())
    }
}
