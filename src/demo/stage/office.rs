//! What the operator does in a play.

use anyhow::{Result, anyhow, bail};

use super::{BOT, DAYS, Heard, Stage};
use crate::app::Done;
use crate::app::act::posts;
use crate::chat::Say;
use crate::demo::script::Called;
use crate::domain::directory::Records;
use crate::domain::{Action, Actor, PostVerb};

impl Stage {
    pub(super) async fn invite(&mut self, who: &str, post: &Called) -> Result<Vec<Heard>> {
        let link = format!("https://t.me/{BOT}?start=j-{}", self.token(post).await?);
        self.link = Some(link.clone());
        Ok(vec![Heard {
            who: who.to_owned(),
            say: Say::text(link),
            edited: false,
        }])
    }

    pub(super) async fn import(&mut self, town: Records) -> Result<Vec<Heard>> {
        let import = Action::Import(Box::new(town));
        if let Err(refusal) = self.app.act(&Actor::Operator, import).await? {
            bail!("the import is refused: {}", refusal.name());
        }
        self.drain().await
    }

    pub(super) async fn token(&mut self, called: &Called) -> Result<String> {
        let post = posts::named(&self.app.directory(), called.role, &called.code);
        let post = post.map_err(|nobody| anyhow!("{}: {nobody:?}", called.code))?;
        let invite = Action::Post(PostVerb::Invite { post, days: DAYS });
        match self.app.act(&Actor::Operator, invite).await? {
            Ok(Done::Invited { token }) => Ok(token),
            Ok(_) => bail!("an invitation without a token"),
            Err(refusal) => bail!("the invitation is refused: {}", refusal.name()),
        }
    }
}
