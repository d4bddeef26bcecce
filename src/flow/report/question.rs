//! What a report asks at each step, and what it shows before it is sent.

use super::super::{World, grid};
use super::{Draft, DraftStep};
use crate::chat::{Button, Say, Screen};
use crate::domain::category::Category;
use crate::domain::law::Phone;
use crate::domain::{Time, calendar};

impl Draft {
    pub fn question(&self, world: &World) -> Say {
        let question = self.warned(self.plain_question(world), world);
        match self.just_kept(world) {
            true => Say {
                text: format!("{}\n\n{}", self.kept_line(world), question.text),
                ..question.slot(format!("kept:{:?}", self.at))
            },
            false => question,
        }
    }

    fn plain_question(&self, world: &World) -> Say {
        let words = world.words;
        let yes_no = |text: String, yes: String, no: String| {
            let mut say = Say::text(text);
            say.rows.push(vec![world.answer(yes, "yes")]);
            say.rows.push(vec![world.answer(no, "no")]);
            say
        };
        match self.at {
            DraftStep::Danger => {
                let phone = |whose| world.law.number(whose);
                let police = phone(Phone::Police);
                yes_no(
                    words.report_danger(police, phone(Phone::Rescue), phone(Phone::Family)),
                    words.report_danger_yes(),
                    words.report_danger_no(),
                )
            }
            DraftStep::Category => self.ask_category(world),
            DraftStep::Again => self.ask_again(world),
            DraftStep::Now => yes_no(
                self.now_text(world),
                words.report_now_yes(),
                words.report_now_no(),
            ),
            DraftStep::Urgent => {
                let phone = |whose| world.law.number(whose);
                let mut say = Say::text(words.emergency(
                    phone(Phone::Police),
                    phone(Phone::Rescue),
                    phone(Phone::Family),
                ));
                say.rows
                    .push(vec![world.answer(words.report_go_on(), "on")]);
                say
            }
            DraftStep::Where => self.ask_where(world),
            DraftStep::What => self.ask_what(world),
            DraftStep::Summary => self.summary(world),
        }
    }

    /// Where so many were sent that no new one is taken, it says so before anything else is asked:
    /// what was sent can be added to, and danger at home is always taken.
    fn full_up(&self, until: Time, world: &World) -> Say {
        let (words, law) = (world.words, world.law);
        let mut say = Say::text(words.refusal_too_many_reports(
            world.reports_per_day,
            &words.moment(calendar::local(until)),
            law.number(Phone::Police),
            law.number(Phone::Rescue),
            law.number(Phone::Family),
        ));
        for case in &self.open {
            let kind = law.category(&case.category);
            let kind = kind.filter(|kind| !kind.private);
            let label = kind.map_or("none", |kind| kind.label.get(words.lang));
            let label = words.report_add_to(case.number, label);
            say = say.open(label, Screen::AddTo(case.report));
        }
        for kind in law.categories().iter().filter(|kind| kind.private) {
            say.rows.push(vec![category_button(kind, world)]);
        }
        say
    }

    fn ask_category(&self, world: &World) -> Say {
        if let Some(until) = self.full(world) {
            return self.full_up(until, world);
        }
        let buttons = world
            .law
            .categories()
            .iter()
            .map(|category| category_button(category, world))
            .collect();
        Say {
            rows: grid(buttons),
            ..Say::text(world.words.report_category())
        }
    }

    fn ask_again(&self, world: &World) -> Say {
        let mut say = Say::text(world.words.report_again());
        for case in self.same() {
            let label = world.words.report_again_same(case.number);
            say.rows
                .push(vec![world.answer(label, &case.report.to_string())]);
        }
        say.rows
            .push(vec![world.answer(world.words.report_again_new(), "new")]);
        say
    }

    /// For violence at home the helplines come first.
    fn now_text(&self, world: &World) -> String {
        let words = world.words;
        let question = words.report_now();
        if self.kind(world).is_some_and(|category| category.private) {
            return format!(
                "{}\n\n{question}",
                words.report_private(
                    world.law.number(Phone::Police),
                    world.law.number(Phone::Family)
                )
            );
        }
        question
    }

    /// For the kinds with a statutory clock: of what happens now, whether it is a violation at this
    /// moment; of what is over, only the hours. It is information: no hour refuses a report.
    pub(super) fn hours(&self, world: &World) -> Option<String> {
        let at = self.happening_now.then_some(world.now);
        crate::text::hours_line(world.words, world.law, self.kind(world)?, at)
    }

    /// What a false call costs. Never for violence at home, nor under words of danger: nobody who
    /// was beaten reads a threat under her own words.
    fn truth(&self, world: &World) -> Option<String> {
        let private = self.kind(world).is_some_and(|category| category.private);
        let texts = self.notes.iter().filter_map(|note| note.text.as_deref());
        let danger = texts
            .into_iter()
            .any(|text| world.law.tells_of_danger(text));
        (!private && !danger).then(|| crate::text::false_call(world.words, world.law, world.now))
    }

    fn summary(&self, world: &World) -> Say {
        let words = world.words;
        let category = self.kind(world);
        let spot = self.spot.as_ref();
        let precinct = spot.and_then(|spot| world.directory.precinct(&spot.precinct));
        let texts: Vec<&str> = self
            .notes
            .iter()
            .filter_map(|note| note.text.as_deref())
            .collect();
        let media = self
            .notes
            .iter()
            .filter(|note| note.media.is_some())
            .count();
        let written = match (texts.is_empty(), media) {
            (false, _) => "words",
            (true, 0) => "none",
            (true, _) => "media",
        };
        let when = match category {
            Some(category) if category.lasting => "none".to_owned(),
            _ if self.happening_now => words.report_when("now"),
            _ => words.report_when("before"),
        };
        let text = words.report_summary(
            category.map_or("", |category| category.label.get(words.lang)),
            &when,
            precinct.map_or("", |precinct| precinct.name.get(words.lang)),
            self.place(world).as_deref().unwrap_or("none"),
            written,
            crate::text::shorten(&texts.join("\n"), 1_500).as_str(),
            i64::try_from(media).unwrap_or_default(),
            self.truth(world).as_deref().unwrap_or("none"),
        );
        let mut say = Say::text(text);
        say.rows
            .push(vec![world.answer(words.report_send(), "send")]);
        if !self.notes.is_empty() {
            say.rows
                .push(vec![world.answer(words.report_less(), "less")]);
        }
        say.rows.push(vec![self.elsewhere(world)]);
        say.slot("summary".to_owned())
    }
}

fn category_button(category: &Category, world: &World) -> Button {
    let label = category.label.get(world.words.lang);
    let sign = category.emoji.iter().map(|emoji| format!("{emoji} "));
    world.answer(sign.chain([label.to_owned()]).collect(), &category.key)
}
