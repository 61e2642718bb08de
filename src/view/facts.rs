//! What several pages ask of a plan: what is next, what is late, what is asked of the client.

use super::Maker;
use super::links::{item_url, linked_url};
use super::page::{Block, Mark, NOTHING, Row, Section, Term};
use super::table::{Cell, Head, Line, Table};
use crate::audience::{
    Linked, PublicBase, PublicDeliverable, PublicMilestone, PublicSignature, PublicTask, PublicUpdate,
};
use crate::document::keys::Register;
use crate::document::keys::words::ChangeStatus;
use crate::value::{Date, Money};

/// The longest note of an ask on the first screen: two lines of a phone in a wide font, in letters.
const NOTE_LETTERS: usize = 60;

/// Something that the client has to do or decide.
pub(super) struct Ask {
    pub(super) row: Row,
    pub(super) due: Option<Date>,
    /// Who has to act and what waits, if both are short; else who.
    short: String,
}

impl Ask {
    /// As the first screen shows it.
    pub(super) fn short(self) -> Row {
        self.row.note(self.short)
    }
}

impl Maker<'_> {
    /// The newest update.
    pub(super) fn latest_update(&self) -> Option<&PublicUpdate> {
        self.plan.updates.iter().filter(|update| update.date.is_some()).max_by_key(|update| update.date)
    }

    /// When the next letter is due, by the cadence that was agreed; never once the project is over.
    pub(super) fn next_update(&self) -> Option<Date> {
        let every = self.plan.project.reporting.every.filter(|_| self.plan.project.stage.is_active())?;
        Some(every.after(self.latest_update()?.date?))
    }

    /// The day of the next letter, unless it should be here already.
    pub(super) fn update_to_come(&self) -> Option<Date> {
        self.next_update().filter(|next| *next >= self.plan.as_of)
    }

    /// The milestone that comes next: the first that was promised, of those without a promise the first expected.
    pub(super) fn next_milestone(&self) -> Option<&PublicMilestone> {
        let open = self.plan.milestones.iter().filter(|milestone| milestone.reached.is_none());
        let day = |one: &PublicMilestone| one.target.or_else(|| self.expected(one));
        open.min_by_key(|one| (day(one).is_none(), day(one), one.base.id.clone()))
    }

    /// Milestones in the order of time: when they were reached, else are expected, else should be.
    fn place_in_time<'b>(&self, milestone: &'b PublicMilestone) -> (bool, Option<Date>, &'b str) {
        let day = milestone.reached.or_else(|| self.expected(milestone)).or(milestone.target);
        (day.is_none(), day, &milestone.base.id)
    }

    /// How many deliverables were accepted.
    pub(super) fn accepted_count(&self) -> usize {
        self.plan.deliverables.iter().filter(|deliverable| deliverable.accepted.is_some()).count()
    }

    /// The sum of the budget with contingency, and without.
    pub(super) fn totals(&self) -> (Money, Money) {
        let sum = |with_contingency: bool| {
            let lines = self.plan.budget.iter().filter(|line| with_contingency || !line.is_contingency());
            lines.filter_map(|line| line.amount).fold(Money::ZERO, |sum, amount| sum + amount)
        };
        (sum(true), sum(false))
    }

    /// Whether any line of the budget has an amount: before, its sum is not nothing, but not known.
    pub(super) fn is_priced(&self) -> bool {
        self.plan.budget.iter().any(|line| line.amount.is_some())
    }

    /// What was charged by the status date.
    pub(super) fn spent(&self) -> Money {
        self.spent_by(self.plan.as_of)
    }

    /// What was charged by the end of a day.
    pub(super) fn spent_by(&self, day: Date) -> Money {
        let all = self.plan.budget.iter().flat_map(|line| &line.spent);
        let due = all.filter(|spent| spent.date.is_none_or(|date| date <= day));
        due.fold(Money::ZERO, |sum, spent| sum + spent.amount)
    }

    /// What is asked of the client, nearest first.
    pub(super) fn asks(&self) -> Vec<Ask> {
        let mut asks = Vec::new();
        if !self.plan.project.stage.is_active() {
            return asks;
        }
        for action in self.plan.actions.iter().filter(|action| action.is_clients && action.done.is_none()) {
            let held: Vec<String> = self.held_by(&action.base, &action.waiting);
            asks.push(self.ask(&action.base, action.due, action.base.owner.as_deref(), &held));
        }
        for decision in self.plan.decisions.iter().filter(|decision| decision.is_clients && decision.made.is_none()) {
            if decision.status.name() != "open" {
                continue;
            }
            let held = self.held_by(&decision.base, &decision.affects);
            let owner =
                decision.base.owner.as_deref().map(|owner| self.words.fill("asks.decides", &[("name", &owner)]));
            asks.push(self.ask(&decision.base, decision.needed_by, owner.as_deref(), &held));
        }
        for change in self.plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed) {
            let row = Row::new(self.words.fill("asks.change", &[("title", &change.base.title)]))
                .to(Some(item_url(Register::Changes, &change.base.id)))
                .note(self.say("asks.change_waits"));
            let short = row.note.clone();
            asks.push(Ask { row: self.dated(row, change.needed_by), due: change.needed_by, short });
        }
        asks.sort_by(|a, b| (a.due.is_none(), a.due, &a.row.title).cmp(&(b.due.is_none(), b.due, &b.row.title)));
        asks
    }

    fn ask(&self, base: &PublicBase, due: Option<Date>, owner: Option<&str>, held: &[String]) -> Ask {
        let who = owner.unwrap_or_default().to_owned();
        let join = |waits: Option<String>| {
            let parts = [who.clone()].into_iter().filter(|who| !who.is_empty()).chain(waits);
            parts.collect::<Vec<_>>().join("; ")
        };
        let first = held.first().map(|first| self.words.fill("asks.waits", &[("title", first)]));
        let short = Some(join(first)).filter(|note| note.chars().count() <= NOTE_LETTERS).unwrap_or(who.clone());
        let row = Row::new(&base.title).to(Some(item_url(base.register, &base.id))).note(join(self.waits_words(held)));
        Ask { row: self.dated(row, due), due, short }
    }

    /// `“Build” and 2 more wait`.
    fn waits_words(&self, held: &[String]) -> Option<String> {
        let (first, rest) = held.split_first()?;
        Some(match rest.len() {
            0 => self.words.fill("asks.waits", &[("title", first)]),
            more => self.words.fill_count("asks.waits_more", more as i64, &[("title", first)]),
        })
    }

    /// What waits for an item, in a sentence.
    pub(super) fn held_sentence(&self, base: &PublicBase, named: &[Linked]) -> String {
        self.waits_words(&self.held_by(base, named)).map(|words| format!("{words}.")).unwrap_or_default()
    }

    /// The date at the right, or how late it is.
    pub(super) fn dated(&self, row: Row, due: Option<Date>) -> Row {
        match due {
            Some(due) if due < self.plan.as_of => {
                let days = i64::from(due.days_until(self.plan.as_of));
                row.mark(Mark::risk(&self.words.count("asks.late", days)))
            }
            Some(due) => row.right(self.words.short(due)),
            None => row,
        }
    }

    /// What waits for an item: what it names itself, and tasks and milestones that come after it.
    fn held_by(&self, base: &PublicBase, named: &[Linked]) -> Vec<String> {
        let (tasks, milestones) = self.web.followers(base);
        let mut held: Vec<String> = named.iter().map(|linked| linked.title.clone()).collect();
        held.extend(tasks.iter().map(|task| task.base.title.clone()));
        held.extend(milestones.iter().map(|milestone| milestone.base.title.clone()));
        held.dedup();
        held
    }

    /// Who signed, and when: `Dana Okafor on Friday 6 March`.
    pub(super) fn signed_by(&self, signature: &PublicSignature) -> String {
        let name = self.signer(signature);
        match signature.date {
            Some(date) => self.words.fill("signed.by", &[("name", &name), ("date", &self.words.long(date))]),
            None => name.to_owned(),
        }
    }

    /// The name of who signed; of somebody whom the reader does not know, that it was somebody of the team.
    pub(super) fn signer<'s>(&'s self, signature: &'s PublicSignature) -> &'s str {
        if signature.by.is_empty() { self.say("signed.somebody") } else { &signature.by }
    }

    /// Who signed, and when, what they added, and whether it still holds.
    pub(super) fn signed(&self, signature: &PublicSignature) -> String {
        let mut text = self.signed_by(signature);
        text.extend(signature.note.iter().map(|note| format!(" ({note})")));
        if signature.is_stale {
            text.push_str(self.say("signed.stale"));
        }
        text
    }

    /// The state of a deliverable.
    pub(super) fn deliverable_mark(&self, deliverable: &PublicDeliverable) -> Mark {
        match (&deliverable.accepted, &deliverable.verified) {
            (Some(signature), _) if signature.is_stale => Mark::open(self.say("deliverables.changed")),
            (Some(_), _) => Mark::done(self.say("deliverables.accepted")),
            (None, Some(_)) => Mark::open(self.say("deliverables.verified")),
            (None, None) if self.is_built(deliverable) => Mark::open(self.say("deliverables.built")),
            (None, None) if self.has_begun(deliverable) => Mark::open(self.say("deliverables.begun")),
            (None, None) => Mark::open(self.say("deliverables.not_begun")),
        }
    }

    fn tasks_of(&self, deliverable: &PublicDeliverable) -> impl Iterator<Item = &PublicTask> {
        let work = self.web.work_for(&deliverable.base.id).iter().copied();
        work.filter(|task| !task.is_summary && task.cancelled.is_none())
    }

    /// How many of a deliverable's tasks are done, of how many.
    pub(super) fn task_counts(&self, deliverable: &PublicDeliverable) -> (usize, usize) {
        let done = self.tasks_of(deliverable).filter(|task| task.finished.is_some()).count();
        (done, self.tasks_of(deliverable).count())
    }

    pub(super) fn is_built(&self, deliverable: &PublicDeliverable) -> bool {
        let (done, all) = self.task_counts(deliverable);
        all > 0 && done == all
    }

    fn has_begun(&self, deliverable: &PublicDeliverable) -> bool {
        self.tasks_of(deliverable).any(|task| task.started.is_some() || task.finished.is_some())
    }

    /// How many of how many.
    pub(super) fn of(&self, some: usize, all: usize) -> String {
        self.words.fill("number.of", &[("some", &some), ("all", &all)])
    }

    /// Rows that lead to other items.
    pub(super) fn linked_rows(&self, linked: &[Linked]) -> Vec<Row> {
        let meeting = |one: &Linked| self.plan.meetings.iter().find(|meeting| meeting.base.id == one.id);
        let day = |one: &Linked| meeting(one).filter(|_| one.register == Register::Meetings)?.date;
        let row = |one: &Linked| {
            let day = day(one).map(|day| self.words.short(day));
            Row::new(&one.title).to(Some(linked_url(one))).right(day.unwrap_or_default())
        };
        linked.iter().map(row).collect()
    }

    /// A date in a table.
    pub(super) fn date_cell(&self, date: Option<Date>) -> Cell {
        date.map_or_else(Cell::nothing, |date| Cell::of(self.words.short(date), date))
    }

    /// An amount in a table.
    pub(super) fn money_cell(&self, amount: Option<Money>) -> Cell {
        amount.map_or_else(Cell::nothing, |amount| Cell::of(self.words.figure(amount), amount))
    }

    /// An empty table under keys of heads; one that starts with `#` is a column of figures.
    pub(super) fn table(&self, caption: String, heads: &[&str]) -> Table {
        let head = |key: &&str| Head {
            text: self.say(key.trim_start_matches('#')).to_owned(),
            is_number: key.starts_with('#'),
        };
        Table::new(caption, heads.iter().map(head).collect())
    }

    /// A caption that names the year.
    pub(super) fn year_caption(&self, key: &str) -> String {
        self.words.fill(key, &[("year", &self.words.year)])
    }

    /// A caption that names the currency.
    pub(super) fn money_caption(&self, key: &str) -> String {
        let caption = self.words.fill(key, &[("currency", &self.words.currency)]);
        // A plan without a currency has no unit to name.
        caption.trim_end_matches([',', ' ', '\u{60c}']).to_owned()
    }

    /// Milestones with their dates.
    pub(super) fn milestone_table(&self) -> Table {
        let agreed = self.agreed_or("milestones.agreed", "milestones.planned");
        let heads = ["milestones.name", agreed, "milestones.now"];
        let mut table = self.table(self.year_caption("milestones.caption"), &heads);
        table.csv = Some("milestones.csv".to_owned());
        let mut milestones: Vec<&PublicMilestone> = self.plan.milestones.iter().collect();
        milestones.sort_by_key(|one| self.place_in_time(one));
        for milestone in milestones {
            let url = Some(item_url(Register::Milestones, &milestone.base.id));
            let mut name = Cell::link(&milestone.base.title, url);
            name.mark = Some(self.milestone_mark(milestone));
            let shown = milestone.reached.or_else(|| self.expected(milestone));
            let mut now = self.date_cell(shown);
            let late = self.dates(Register::Milestones, &milestone.base.id).and_then(|dates| dates.late_days);
            if let Some(days) = late.filter(|days| *days > 0) {
                now.extra = self.words.count("milestones.late", days);
            }
            table.rows.push(Line::new(vec![name, self.date_cell(self.agreed_day(milestone)), now]));
        }
        table
    }

    pub(super) fn milestone_mark(&self, milestone: &PublicMilestone) -> Mark {
        match milestone.reached {
            Some(_) => Mark::done(self.say("milestones.reached")),
            None => Mark::open(self.say("milestones.to_come")),
        }
    }

    /// A section of short texts under their names; empty where there are none.
    pub(super) fn terms(&self, key: &str, terms: Vec<Term>) -> Section {
        self.section(key, if terms.is_empty() { Vec::new() } else { vec![Block::Terms { terms }] })
    }

    /// A text under a name of the catalogue.
    pub(super) fn term(&self, key: &str, text: impl Into<String>) -> Term {
        Term::new(self.say(key), text)
    }

    /// A block for prose that is there.
    pub(super) fn prose(&self, base: &PublicBase) -> Vec<Block> {
        if base.body.is_empty() {
            return Vec::new();
        }
        vec![Block::Prose { body: self.markdown(&base.body, &base.folder) }]
    }

    /// A text, or a dash where there is none.
    pub(super) fn or_nothing(&self, text: Option<String>) -> String {
        text.unwrap_or_else(|| NOTHING.to_owned())
    }
}
