//! What a report asks at each step, and what it shows before it is sent.

use super::super::{World, grid};
use super::{Draft, DraftStep};
use crate::chat::{Button, Say, Screen};
use crate::domain::category::Category;
use crate::domain::law::Phone;
use crate::domain::report::NOTE_CHARS;
use crate::domain::{Time, calendar};

/// Own open reports that are offered at the summary.
const OFFERED: usize = 2;

/// UTF-16 units of the words that were said just before.
const ASIDE: usize = 200;

impl Draft {
    pub fn question(&self, world: &World) -> Say {
        let mut question = self.warned(self.plain_question(world), world);
        if let Some(known) = self.known(world).filter(|_| self.told) {
            question.text = format!("{known}\n\n{}", question.text);
        }
        if self.begins(world) {
            let phone = |whose| world.law.number(whose);
            let (police, rescue) = (phone(Phone::Police), phone(Phone::Rescue));
            let danger = world.words.report_danger_line(police, rescue);
            question.text = format!("{danger}\n\n{}", question.text);
            let danger = world.words.report_danger_is();
            question = question.open(danger, Screen::Emergency);
        }
        match self.just_kept(world) {
            true => Say {
                text: format!("{}\n\n{}", self.kept_line(world), question.text),
                ..question.slot(format!("kept:{:?}", self.at))
            },
            false => question,
        }
    }

    /// Whether it begins with its kind, and nobody was asked about danger.
    fn begins(&self, world: &World) -> bool {
        let first = self.told && self.notes.is_empty() && !self.warned;
        first && self.at == DraftStep::Where && !self.dangerous(world)
    }

    /// What is known of what was told, above what is asked of it.
    fn known(&self, world: &World) -> Option<String> {
        let words = world.words;
        let kind = self.kind(world).filter(|kind| !kind.private);
        match self.at {
            DraftStep::Where => Some(words.report_kind(kind?.label.get(words.lang))),
            DraftStep::Category => Some(words.report_place(&self.place(world)?)),
            _ => None,
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
            DraftStep::Whom => self.ask_whom(world),
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
        let mut rows = grid(buttons);
        if self.told && self.category.is_some() {
            rows.push(vec![self.as_before(world)]);
        }
        Say {
            rows,
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
    /// moment; of what is over, only the hours. Of several rules the first, which is for homes. It is
    /// information: no hour refuses a report.
    pub(super) fn hours(&self, world: &World) -> Option<String> {
        let at = self.happening_now.then_some(world.now);
        let lines = crate::text::hours_line(world.words, world.law, self.kind(world)?, at)?;
        lines.lines().next().map(str::to_owned)
    }

    /// What a false call costs. Never for violence at home, nor under words of danger: nobody who
    /// was beaten reads a threat under her own words.
    fn truth(&self, world: &World) -> Option<String> {
        let silent = self.private(world) || self.tells_of_danger(world);
        (!silent).then(|| crate::text::false_call(world.words, world.law, world.now))
    }

    fn tells_of_danger(&self, world: &World) -> bool {
        let mut texts = self.notes.iter().filter_map(|note| note.text.as_deref());
        texts.any(|text| world.law.tells_of_danger(text))
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
        let when = match (category, self.when) {
            (Some(category), _) if category.lasting => "none".to_owned(),
            (_, Some(when)) => words.report_when(when.name()),
            _ if self.happening_now => words.report_when("now"),
            _ if self.told => "none".to_owned(),
            _ => words.report_when("before"),
        };
        let hours = self.hours(world).filter(|_| self.told);
        let hours = hours.as_deref();
        let truth = self.truth(world);
        let law: Vec<&str> = hours.into_iter().chain(truth.as_deref()).collect();
        let law = match law.is_empty() {
            true => "none".to_owned(),
            false => law.join("\n"),
        };
        let text = words.report_summary(
            category.map_or("", |category| category.label.get(words.lang)),
            &when,
            precinct.map_or("", |precinct| precinct.name.get(words.lang)),
            self.place(world).as_deref().unwrap_or("none"),
            &self.shown_whom(world),
            written,
            crate::text::shorten(&texts.join("\n"), NOTE_CHARS).as_str(),
            i64::try_from(media).unwrap_or_default(),
            &law,
        );
        let head = self.above_summary(world);
        let head: String = head.into_iter().map(|line| format!("{line}\n\n")).collect();
        let aside = crate::text::said(words, world.aside);
        let aside = match aside.is_empty() {
            true => String::new(),
            false => {
                let aside = crate::text::shorten(&aside, ASIDE);
                format!("\n\n{}", words.quoted(&words.report_aside(), &aside))
            }
        };
        let say = Say::text(format!("{head}{text}{aside}{}", self.asked_whom(world)));
        self.summary_buttons(say, world).slot("summary".to_owned())
    }

    /// Before the summary of what was told at once: the phones, and whether anybody reads it.
    fn above_summary(&self, world: &World) -> Vec<String> {
        if !self.told {
            return Vec::new();
        }
        let (words, phone) = (world.words, |whose| world.law.number(whose));
        let (police, family) = (phone(Phone::Police), phone(Phone::Family));
        let danger = match self.private(world) {
            true => words.report_private(police, family),
            false => words.report_danger_line(police, phone(Phone::Rescue)),
        };
        [Some(danger), self.unread(world)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What sends it first, then what changes it.
    fn summary_buttons(&self, mut say: Say, world: &World) -> Say {
        let words = world.words;
        match self.passed_on {
            true => say.rows.extend(self.whom_buttons(world)),
            false => {
                let send = world.answer(words.report_send(), "send");
                say.rows.push(vec![send]);
            }
        }
        for case in self.same().take(OFFERED).filter(|_| self.told) {
            let label = words.report_once_more(case.number);
            let key = case.report.to_string();
            say.rows.push(vec![world.answer(label, &key)]);
        }
        let kind = world.answer(words.report_other_kind(), "kind");
        say.rows.push(vec![kind, self.elsewhere(world)]);
        let mut more = vec![world.answer(words.report_add(), "add")];
        if self.told && !self.lasts(world) {
            let when = match self.happening_now {
                true => words.report_was_before(),
                false => words.report_is_now(),
            };
            more.insert(0, world.answer(when, "when"));
        }
        say.rows.push(more);
        if !world.aside.is_empty() {
            say.rows
                .push(vec![world.answer(words.report_add_aside(), "aside")]);
        }
        if self.notes.len() > usize::from(self.told) {
            say.rows
                .push(vec![world.answer(words.report_less(), "less")]);
        }
        if !self.passed_on {
            say.rows.extend(self.whom_buttons(world));
        }
        match self.told && !self.tells_of_danger(world) {
            true => say.open(words.report_danger_is(), Screen::Emergency),
            false => say,
        }
    }
}

fn category_button(category: &Category, world: &World) -> Button {
    let label = category.label.get(world.words.lang);
    let sign = category.emoji.iter().map(|emoji| format!("{emoji} "));
    world.answer(sign.chain([label.to_owned()]).collect(), &category.key)
}
