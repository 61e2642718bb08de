//! The first page: where the project stands, what is asked, what goes down next, whom to call.

use super::Maker;
use super::facts::Ask;
use super::front::{Outage, Overview, Step};
use super::links::item_url;
use super::page::{Block, Fact, NOTHING, Page, Row, Section};
use super::words;
use crate::audience::{PublicDeliverable, PublicKpi, PublicNote, PublicWindow};
use crate::document::keys::words::{Better, KpiSource, WindowKind};
use crate::document::keys::{Register, Stage};
use crate::value::{Date, Decimal};

/// How many asks the first screen shows.
const ASKS_SHOWN: usize = 2;
/// How many the sheet of paper shows, on which nothing leads to the rest.
const ASKS_PRINTED: usize = 6;
/// How many events since the last update the first page shows.
const EVENTS_SHOWN: usize = 6;
/// The longest advice about an outage on the first screen, in letters.
const ADVICE_LETTERS: usize = 90;

impl Maker<'_> {
    pub(super) fn overview_page(&self) -> Page {
        let mut page = Page::new("index.html", "overview", &self.plan.project.title);
        page.overview = Some(self.overview(ASKS_SHOWN));
        page.add(self.why_section());
        page.add(self.since_section());
        page.add(self.asks_section());
        page.add(self.milestones_section());
        page.add(self.money_section());
        page.add(self.kpi_section());
        page.add(self.about_section());
        page
    }

    /// The first page cut down to one sheet of paper.
    pub(super) fn report_page(&self) -> Page {
        let mut page = Page::new("report.html", "report", self.say("report.title"));
        page.overview = Some(self.overview(ASKS_PRINTED));
        page.add(self.why_section());
        page.add(self.milestones_section());
        page.add(self.money_section());
        page
    }

    fn overview(&self, asks_shown: usize) -> Overview {
        let (status, sentence) = self.standing();
        let asks = self.asks();
        let as_of = self.words.plain(self.plan.as_of);
        Overview {
            steps: self.steps(),
            stage: self.words.name("stage_now", self.plan.project.stage.name()).to_owned(),
            stage_place: self.words.name("stage_place", self.plan.project.stage.name()).to_owned(),
            status,
            sentence,
            as_of: match self.next_update() {
                Some(next) => {
                    let is_due = next < self.plan.as_of;
                    let key = if is_due { "overview.as_of_due" } else { "overview.as_of_next" };
                    self.words.fill(key, &[("date", &as_of), ("next", &self.words.long(next))])
                }
                None => self.words.fill("overview.as_of", &[("date", &as_of)]),
            },
            facts: self.four_facts(),
            asks_more: self.asks_more(&asks, asks_shown),
            asks: asks.into_iter().take(asks_shown).map(Ask::short).collect(),
            outage: self.outage(),
        }
    }

    /// How many more asks there are, or that there is none.
    fn asks_more(&self, asks: &[Ask], shown: usize) -> String {
        if asks.is_empty() {
            return self.say("asks.none").to_owned();
        }
        let more = asks.get(shown..).unwrap_or_default();
        match more.iter().find_map(|ask| ask.due) {
            _ if more.is_empty() => String::new(),
            Some(due) if due < self.plan.as_of => {
                let late = self.words.count("asks.late", i64::from(due.days_until(self.plan.as_of)));
                self.words.fill_count("asks.more_late", more.len() as i64, &[("late", &late)])
            }
            Some(due) => self.words.fill_count("asks.more_by", more.len() as i64, &[("date", &self.words.long(due))]),
            None => self.words.count("asks.more", more.len() as i64),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let (now, last) = match self.plan.project.stage {
            Stage::Identification => (0, 0),
            Stage::Planning => (1, 1),
            Stage::Execution => (2, 3),
            Stage::Closing => (4, 4),
            Stage::Closed => (5, 5),
            Stage::Cancelled => (6, 6),
        };
        let state = |index: usize| match () {
            () if now > 5 => "next",
            () if index < now => "was",
            () if index <= last => "now",
            () => "next",
        };
        let names = ["identification", "planning", "execution", "monitoring", "closing"];
        let step = |(index, name)| Step { name: self.words.name("stage", name).to_owned(), state: state(index) };
        names.into_iter().enumerate().map(step).collect()
    }

    pub(super) fn stage_words(&self) -> String {
        let name = self.plan.project.stage.name();
        format!("{}, {}", self.words.name("stage_now", name), self.words.name("stage_place", name))
    }

    fn four_facts(&self) -> Vec<Fact> {
        let milestone = match self.next_milestone() {
            _ if self.plan.project.stage == Stage::Cancelled && !self.plan.milestones.is_empty() => {
                let reached = self.plan.milestones.iter().filter(|one| one.reached.is_some()).count();
                self.fact("milestones.reached_count", self.of(reached, self.plan.milestones.len()), "")
            }
            Some(milestone) => self.fact("milestones.next", &milestone.base.title, self.milestone_words(milestone)),
            None if self.plan.milestones.is_empty() => {
                self.fact("milestones.next", NOTHING, self.comes_in("empty.milestones", Stage::Planning))
            }
            None => self.fact("milestones.title", self.say("milestones.all_reached"), ""),
        };
        vec![milestone, self.finish_fact(), self.overview_money(), self.overview_deliverables()]
    }

    fn overview_money(&self) -> Fact {
        if self.is_priced() {
            return self.money_fact(self.totals().0);
        }
        match (self.plan.none_reason(Register::Budget), self.plan.project.budget_cap) {
            (Some(reason), _) => self.fact("money.title", NOTHING, reason),
            (None, Some(cap)) => {
                let note = format!("{} {}", self.say("money.at_most"), self.comes_in("empty.budget", Stage::Planning));
                self.fact("money.title", self.words.money(cap), note)
            }
            (None, None) => self.fact("money.title", NOTHING, self.comes_in("empty.budget", Stage::Planning)),
        }
    }

    fn overview_deliverables(&self) -> Fact {
        let all = &self.plan.deliverables;
        if all.is_empty() {
            return self.fact("nav.deliverables", NOTHING, self.comes_in("empty.deliverables", Stage::Identification));
        }
        let verified = all.iter().filter(|one| one.verified.is_some() && one.accepted.is_none()).count();
        let is_built = |one: &&PublicDeliverable| one.accepted.is_none() && self.is_built(one);
        let note = match (verified, all.iter().filter(is_built).count()) {
            (0, 0) => String::new(),
            (0, built) => self.words.count("deliverables.more_built", built as i64),
            (more, _) => self.words.count("deliverables.more_verified", more as i64),
        };
        self.fact("deliverables.accepted_count", self.of(self.accepted_count(), all.len()), note)
    }

    fn outage(&self) -> Outage {
        let Some(window) = self.next_outage() else {
            let what = match self.plan.none_reason(Register::Windows) {
                Some(reason) => self.words.fill("outage.none", &[("reason", &reason)]),
                None if self.undated_outages() > 0 => self.words.count("outage.undated", self.undated_outages() as i64),
                None if self.plan.project.stage < Stage::Execution => self.comes_in("empty.outages", Stage::Planning),
                None => self.say("outage.none_planned").to_owned(),
            };
            return Outage { what, is_approved: true, ..Outage::default() };
        };
        let zone = self.zone_words();
        Outage {
            when: window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default(),
            what: self.outage_words(window),
            advice: self.advice(window),
            zone: if zone.is_empty() { zone } else { format!("{zone}.") },
            approval: match &window.approved {
                Some(signature) => self.words.fill("outage.approved_by", &[("name", &self.signer(signature))]),
                None => self.say("outage.not_approved").to_owned(),
            },
            is_approved: window.approved.is_some(),
            url: Some(item_url(Register::Windows, &window.base.id)),
        }
    }

    /// How many outages are planned for a day that is not known yet.
    fn undated_outages(&self) -> usize {
        let is_undated = |window: &&PublicWindow| window.start.is_none() && window.result.is_none();
        let windows = self.plan.windows.iter().filter(|window| window.kind == WindowKind::Outage);
        windows.filter(is_undated).filter(|_| self.plan.project.stage.is_active()).count()
    }

    /// What people should do about an outage: the first sentence of its prose, if it is short.
    fn advice(&self, window: &PublicWindow) -> String {
        let advice = words::sentence(&self.plain_words(&window.base.body), ADVICE_LETTERS);
        if advice.ends_with('\u{2026}') { String::new() } else { advice }
    }

    /// What happened since the update before the status date.
    fn since_section(&self) -> Section {
        let until = self.plan.as_of;
        let before = self.update_before(until);
        let mut rows = self.happened(before, until);
        let more = rows.len().saturating_sub(EVENTS_SHOWN);
        rows.truncate(EVENTS_SHOWN);
        if rows.is_empty() && before.is_some() {
            rows.push(Row::new(self.say("since.nothing")));
        }
        if let Some(update) = self.latest_update() {
            let url = Some(item_url(Register::Updates, &update.base.id));
            let text = match more {
                0 => self.say("updates.read").to_owned(),
                more => self.words.count("since.more", more as i64),
            };
            rows.push(Row::new(text).to(url));
        }
        let mut section = self.since(before, rows);
        section.id = "since".to_owned();
        if self.plan.updates.is_empty() {
            section.note.clear();
        }
        section
    }

    /// A section of what happened after an update, or so far.
    pub(super) fn since(&self, before: Option<Date>, rows: Vec<Row>) -> Section {
        let Some(date) = before else { return self.rows("since.first", rows) };
        let section = self.rows("since.title", rows);
        Section {
            title: self.words.fill("since.title", &[("date", &self.words.day_month(date))]),
            note: self.words.fill("since.title_note", &[("date", &self.words.full(date))]),
            ..section
        }
    }

    pub(super) fn note_row(&self, note: &PublicNote) -> Row {
        match note {
            PublicNote::Text(text) => Row::new(text),
            PublicNote::Item(linked) => Row::new(&linked.title).to(Some(super::links::linked_url(linked))),
        }
    }

    fn asks_section(&self) -> Section {
        let rows: Vec<Row> = self.asks().into_iter().map(|ask| ask.row).collect();
        self.rows("overview.asks", rows)
    }

    pub(super) fn milestones_section(&self) -> Section {
        let block = if self.plan.milestones.is_empty() {
            Block::empty(self.comes_in("empty.milestones", Stage::Planning))
        } else {
            Block::Table { table: self.milestone_table() }
        };
        let note = self.agreed_or("milestones.title_note", "milestones.planned_note");
        self.section("milestones.title", vec![block]).note(self.say(note))
    }

    fn money_section(&self) -> Section {
        if !self.is_priced() {
            let text = match self.plan.none_reason(Register::Budget) {
                Some(reason) => self.words.fill("budget.none", &[("reason", &reason)]),
                None => self.comes_in("empty.budget", Stage::Planning),
            };
            return self.section("money.title", vec![Block::empty(text)]);
        }
        let chart = self.money_chart().map(Block::chart);
        let mut section =
            self.section("money.title", chart.into_iter().collect()).note(self.money_caption("money.unit"));
        section.url = Some("budget.html".to_owned());
        section
    }

    fn kpi_section(&self) -> Section {
        let facts: Vec<Fact> = self.plan.kpis.iter().map(|kpi| self.kpi_fact(kpi)).collect();
        let blocks = match (facts.is_empty(), self.plan.none_reason(Register::Kpis)) {
            (false, _) => vec![Block::Facts { facts }],
            (true, Some(reason)) => vec![Block::empty(self.words.fill("kpis.none", &[("reason", &reason)]))],
            (true, None) => vec![Block::empty(self.comes_in("empty.kpis", Stage::Planning))],
        };
        self.section("kpis.title", blocks)
    }

    pub(super) fn kpi_fact(&self, kpi: &PublicKpi) -> Fact {
        let with_unit = |value: Decimal| self.with_unit(kpi, value);
        let computed = kpi.source.is_some_and(|source| source != KpiSource::Manual);
        let last = kpi.readings.iter().max_by_key(|(date, _, _)| *date);
        let value = match (last, self.plan.figures.kpis.get(&kpi.base.id)) {
            (Some((_, value, _)), _) => with_unit(*value),
            (None, Some(value)) => with_unit(value.round_dp(1)),
            (None, None) => kpi.initial.filter(|_| !computed).map_or(NOTHING.to_owned(), with_unit),
        };
        let target = kpi.target.map(|target| {
            let key = if kpi.better == Some(Better::Lower) { "kpis.at_most" } else { "kpis.target" };
            self.words.fill(key, &[("value", &self.words.number(target))])
        });
        let read = last.map(|(date, _, _)| self.words.fill("kpis.read", &[("date", &self.words.short(*date))]));
        let parts: Vec<String> = target.into_iter().chain(read).collect();
        let spark = self.kpi_spark(kpi);
        Fact { spark, ..Fact::new(&kpi.base.title, value, parts.join("; ")) }
    }

    /// A value of a measure: `180 Mbit/s`.
    pub(super) fn with_unit(&self, kpi: &PublicKpi, value: Decimal) -> String {
        let unit = kpi.unit.as_deref().unwrap_or_default();
        let gap = if unit.is_empty() { "" } else { "\u{a0}" };
        format!("{}{gap}{unit}", self.words.number(value))
    }

    fn about_section(&self) -> Section {
        let body = &self.plan.project.body;
        let prose = (!body.is_empty()).then(|| Block::Prose { body: self.markdown(body, "") });
        self.section("overview.about", prose.into_iter().collect())
    }
}
