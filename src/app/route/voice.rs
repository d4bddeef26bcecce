//! What is said to whoever sits there: its buttons are remembered, and what was done just now stands
//! above it, so that one act is one message.

use anyhow::Result;

use super::super::look;
use super::super::scene::Scene;
use super::Seat;
use crate::chat::{Button, Press, Say, Screen, Tap};
use crate::domain::Refusal;
use crate::domain::law::Phone;
use crate::flow::{Flow, Next, Start, other_language};
use crate::show::{commands, why};
use crate::text::Words;

impl Seat {
    /// Says something to this person and remembers its buttons for typed numbers.
    pub fn say(&mut self, scene: &mut Scene<'_>, say: &Say) -> Result<()> {
        if say.attachment.is_some() {
            self.say_done(scene)?;
        }
        let say = self.below_done(say);
        self.remember(&say);
        scene.answer(self.chat, &say)
    }

    /// The same, before whatever else waits for this person.
    pub fn say_first(&mut self, scene: &mut Scene<'_>, say: &Say) -> Result<()> {
        self.remember(say);
        scene.answer_first(self.chat, say)
    }

    /// Asks the question of the current flow, with a way out below it.
    pub async fn ask(&mut self, scene: &mut Scene<'_>, before: Option<String>) -> Result<()> {
        self.drop_taken();
        if self.flow == Flow::Menu {
            self.waiting = look::waiting(scene, &self.person).await?;
        }
        let mut question = self.flow.question(&self.world(scene));
        if let Some(before) = before {
            question.text = format!("{before}\n\n{}", question.text);
        }
        question.sealed |= self.flow.of_a_report();
        if self.flow.can_leave() {
            question = question.open(self.words().button_menu(), Screen::Menu);
        }
        // What is more of the same renews what was said to the one before.
        if let Some(slot) = &question.slot
            && !self.goes_on(scene.now)
        {
            scene.tx.clear_slot(self.chat, slot).await?;
        }
        // The menu of whoever has nothing here yet.
        if self.met && self.flow == Flow::Menu && question.keyboard {
            let police = scene.app.law.number(Phone::Police);
            question.text = self.greeting(police, &question.text);
        }
        let question = self.in_either(question, None);
        self.say(scene, &question)
    }

    /// The same as the last of this turn.
    pub fn end_with(&mut self, scene: &mut Scene<'_>, say: &Say) -> Result<Option<Next>> {
        let shown = self.screen.take();
        let say = self.in_either(say.clone(), shown);
        self.say(scene, &say)?;
        Ok(None)
    }

    /// The first that somebody hears has the way to the other language, which says it anew.
    fn in_either(&mut self, mut say: Say, screen: Option<Screen>) -> Say {
        let speaks = |it: &Button| match &it.press {
            Press::Tap(data) => matches!(Tap::parse(data), Some(Tap::Speak(..))),
            Press::Url(_) | Press::Position => false,
        };
        let asked = matches!(self.flow, Flow::Start(Start::Language { .. }));
        if std::mem::take(&mut self.met) && !asked && !say.buttons().any(speaks) {
            say.rows.push(vec![other_language(self.lang(), screen)]);
        }
        say
    }

    /// What the bot is, above the menu, and a line for those who read the other language.
    fn greeting(&self, police: &str, menu: &str) -> String {
        let other = Words::new(self.lang().other()).greeting_other();
        format!("{}\n\n{menu}\n\n{other}", self.words().greeting(police))
    }

    /// Says why not; nothing follows.
    pub fn refuse(&mut self, scene: &mut Scene<'_>, refusal: &Refusal) -> Result<Option<Next>> {
        let say = why::refused(refusal, &self.eye(scene));
        self.end_with(scene, &say)
    }

    /// What was begun and left lying for too long is not gone without a word.
    pub(super) fn tell_dropped(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        if self.dropped() {
            self.say(scene, &Say::text(self.words().draft_dropped()))?;
        }
        Ok(())
    }

    /// Keeps what was done for the first lines of what is said next.
    pub(in crate::app) fn put_above(&mut self, text: String) {
        let before = self.done.take();
        self.done = Some(
            before
                .into_iter()
                .chain([text])
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }

    /// Says what was done by itself, where nothing has followed.
    pub(super) fn say_done(&mut self, scene: &mut Scene<'_>) -> Result<()> {
        match self.done.take() {
            Some(done) => scene.answer(self.chat, &Say::text(done)),
            None => Ok(()),
        }
    }

    /// The messenger's own list of commands, after all that is said, where another one is shown. What
    /// officers see is noted, so that whoever joined before a list was there gets it too.
    pub(super) async fn list_commands(&self, scene: &mut Scene<'_>) -> Result<()> {
        if scene.gone {
            return match self.relist {
                true => scene.say_once(self.chat, &commands::none(), commands::WAITS.to_owned()),
                false => Ok(()),
            };
        }
        if !self.relist && self.person.posts.is_empty() {
            return Ok(());
        }
        let list = commands::of(&self.person, self.words());
        let mark = commands::mark(&list);
        if self.person.listed.as_deref() == Some(&mark) {
            return Ok(());
        }
        scene.tx.set_listed(self.person.id, Some(&mark)).await?;
        scene.say_once(self.chat, &list, commands::WAITS.to_owned())
    }

    fn below_done(&mut self, say: &Say) -> Say {
        let mut say = say.clone();
        if let Some(done) = self.done.take() {
            say.text = format!("{done}\n\n{}", say.text);
        }
        say
    }

    fn remember(&mut self, say: &Say) {
        let shown: Vec<(String, String)> = say.buttons().filter_map(shown).collect();
        self.below = shown.is_empty();
        if !self.below {
            self.shown = shown;
        }
    }
}

fn shown(button: &Button) -> Option<(String, String)> {
    match &button.press {
        Press::Tap(data) => Some((button.label.clone(), data.clone())),
        Press::Position => Some((button.label.clone(), String::new())),
        Press::Url(_) => None,
    }
}
