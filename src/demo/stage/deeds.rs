//! What somebody does in a play, as a messenger would bring it.

use anyhow::{Context, Result, bail};

use super::screen::{Screen, Shown};
use super::typed::typed;
use super::{Heard, Stage};
use crate::chat::{Beside, InlineQuery, Input, Press, RepliedTo, Say, number_in};
use crate::demo::script::Deed;
use crate::domain::report::{Media, MediaKind};
use crate::domain::{Account, Place, Point};

impl Stage {
    /// Asks in any chat: each card that is offered, as it would stand there, and the button above.
    pub(super) async fn inline(&mut self, at: usize, deed: &Deed) -> Result<Vec<Heard>> {
        let person = &self.people[at];
        let (text, place) = match self.input(at, &person.screen, deed)? {
            Input::Text(text) => (text, None),
            Input::Place(place) => (String::new(), Some(place)),
            _ => bail!("only words and a place are typed there"),
        };
        let query = InlineQuery {
            account: Account::new(person.chat.channel, person.chat.id),
            tag: person.tag.clone(),
            text,
            place,
        };
        let answer = self.app.inline(&query).await?;
        let who = format!("{}/…", person.name);
        let button = answer.button.into_iter().map(|(label, start)| {
            let url = format!("https://t.me/{}?start={start}", self.app.bot_name());
            Say::default().link(label, url)
        });
        let cards = answer.cards.into_iter().map(|card| Say::text(card.text));
        let heard = |say: Say| Heard {
            who: who.clone(),
            say: say.to_many(),
            edited: false,
        };
        Ok(button.chain(cards).map(heard).collect())
    }

    /// Pictures that are sent as one: a messenger brings them one by one.
    pub(super) async fn album(
        &mut self,
        at: usize,
        pictures: usize,
        caption: Option<&str>,
        forwarded: bool,
    ) -> Result<Vec<Heard>> {
        let (mut heard, chat) = (Vec::new(), self.people[at].chat);
        let album = format!("album-{}", self.updates);
        for picture in 0..pictures {
            let caption = caption.filter(|_| picture == 0).map(str::to_owned);
            let screen = &self.people[at].screen;
            let input = self.input(at, screen, &Deed::Media(MediaKind::Photo, caption))?;
            let beside = Beside {
                album: Some(album.clone()),
                forwarded,
                ..Beside::default()
            };
            heard.extend(self.take(at, chat, true, input, beside).await?);
        }
        Ok(heard)
    }

    /// An input with what stands beside it.
    pub(super) fn written(
        &self,
        at: usize,
        screen: &Screen,
        deed: &Deed,
    ) -> Result<(Input, Beside)> {
        let person = &self.people[at];
        let mut beside = Beside::default();
        let input = match deed {
            Deed::Reply(part, with) => {
                let has = |shown: &&Shown| {
                    let labels = shown.say.buttons().any(|it| it.label.contains(part));
                    labels || shown.say.text.contains(part)
                };
                let found = screen.shown.iter().rev().find(has);
                let shown = found.with_context(|| format!("no message has {part:?}"))?;
                let taps = shown.say.buttons().filter_map(|it| match &it.press {
                    Press::Tap(data) => Some(data.clone()),
                    Press::Position | Press::Url(_) => None,
                });
                beside.reply = Some(Box::new(RepliedTo {
                    message: shown.message,
                    // As the messenger gives it: without its signs.
                    number: number_in(&shown.say.text.replace("<b>", "").replace("</b>", "")),
                    taps: taps.collect(),
                }));
                self.input(at, screen, with)?
            }
            Deed::Forward(with) => {
                beside.forwarded = true;
                self.input(at, screen, with)?
            }
            Deed::Edit(part, now) => {
                let has = |(_, text): &&(i64, String)| text.contains(part);
                let found = person.written.iter().rev().find(has);
                let (message, _) =
                    found.with_context(|| format!("nothing written has {part:?}"))?;
                beside.message = Some(*message);
                Input::Edited(Box::new(typed(now)))
            }
            deed => self.input(at, screen, deed)?,
        };
        Ok((input, beside))
    }

    fn input(&self, at: usize, screen: &Screen, deed: &Deed) -> Result<Input> {
        let point = |lat, lon| Point::new(lat, lon).context("no such place on earth");
        Ok(match deed {
            Deed::Text(text) => typed(text),
            Deed::Tap(label) => self.tap(at, screen, label, false)?,
            Deed::OldTap(label) => self.tap(at, screen, label, true)?,
            Deed::Place(lat, lon, accuracy) => Input::Place(Place {
                point: point(*lat, *lon)?,
                accuracy: *accuracy,
                title: None,
            }),
            Deed::Venue(lat, lon, title) => Input::Place(Place {
                point: point(*lat, *lon)?,
                accuracy: None,
                title: Some(title.clone()),
            }),
            Deed::Media(kind, caption) => Input::Media {
                media: Media {
                    kind: *kind,
                    file: format!("{}-{}", kind.name(), self.updates),
                },
                caption: caption.clone(),
            },
            Deed::Sticker => Input::Other,
            Deed::TooFast => Input::TooFast,
            Deed::Block => Input::Left,
            Deed::Return => Input::Returned,
            Deed::OpenLink => {
                let link = self.link.as_deref().context("nobody was invited yet")?;
                let token = link.split_once("start=").map_or("", |(_, token)| token);
                Input::Command {
                    name: "start".to_owned(),
                    arg: token.to_owned(),
                }
            }
            Deed::PasteLink => {
                let link = self.link.clone().context("nobody was invited yet")?;
                Input::Text(link)
            }
            Deed::Reply(..) | Deed::Forward(_) | Deed::Edit(..) | Deed::Album(..) => {
                bail!("not within another deed")
            }
            Deed::In(..) | Deed::Inline(_) => bail!("not within another deed"),
            Deed::Bot(membership) => Input::Bot(*membership),
            Deed::Migrate => bail!("only a group does this"),
            Deed::Invite(_) | Deed::Import(_) | Deed::Swap(..) => {
                bail!("only the operator does this")
            }
        })
    }

    /// The button by its label (or the beginning of it) or by its number.
    fn tap(&self, at: usize, screen: &Screen, label: &str, oldest: bool) -> Result<Input> {
        let person = &self.people[at];
        let mut messages: Vec<&Say> = match oldest {
            true => screen.past.iter().collect(),
            false => screen.shown.iter().rev().map(|shown| &shown.say).collect(),
        };
        messages.retain(|say| !say.rows.is_empty());
        let wanted = label.to_lowercase();
        let named = |say: &&Say| {
            say.buttons()
                .find(|button| button.label.to_lowercase().contains(&wanted))
                .cloned()
        };
        let number = label
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let numbered = |say: &&&Say| number.and_then(|number| say.buttons().nth(number)).cloned();
        let button = match number {
            Some(_) => messages.first().and_then(|say| numbered(&say)),
            None => messages.iter().find_map(named),
        };
        let button = button.with_context(|| {
            let there = messages.first().into_iter().flat_map(|say| say.buttons());
            let there: Vec<String> = there.map(|it| format!("[{}]", it.label)).collect();
            let (who, there) = (&person.name, there.join(" "));
            format!("{who} sees no button {label:?}; there are: {there}")
        })?;
        Ok(match button.press {
            Press::Tap(data) => Input::Tap(data),
            // A phone answers with a pin, everything else sends the words.
            Press::Position => Input::Text(button.label),
            // A link to the bot opens the private chat.
            Press::Url(url) => match url.split_once("?start=") {
                Some((_, arg)) => Input::Command {
                    name: "start".to_owned(),
                    arg: arg.to_owned(),
                },
                None => bail!("a link leads out of the play"),
            },
        })
    }
}
