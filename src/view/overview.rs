//! The first page: where the project stands, what is asked, what goes down next, whom to call.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Fact, Mark, Outage, Overview, Page, Row, Section, Step};
use super::words;
use crate::audience::{PublicKpi, PublicNote, PublicUpdate};
use crate::document::keys::words::{Better, Colour, KpiSource};
use crate::document::keys::{Register, Stage};
use crate::status::Light;

/// How many asks the first screen shows.
const ASKS_SHOWN: usize = 2;

impl Maker<'_> {
    pub(super) fn overview_page(&self) -> Page {
        let mut page = Page::new("index.html", "overview", &self.plan.project.title);
        page.overview = Some(self.overview());
        page.add(self.why_section());
        page.add(self.since_section());
        page.add(self.asks_section());
        page.add(self.milestones_section());
        page.add(self.money_section());
        page.add(self.kpi_section());
        page.add(self.about_section());
        page
    }

    fn overview(&self) -> Overview {
        let (status, sentence) = self.standing();
        let asks = self.asks();
        let more = asks.len().saturating_sub(ASKS_SHOWN);
        let asks_more = match (asks.is_empty(), more) {
            (true, _) => "Nothing at the moment.".to_owned(),
            (_, 0) => String::new(),
            _ => {
                let next = asks[ASKS_SHOWN..].iter().find_map(|ask| ask.due);
                let next = next.map(|due| format!(", next by {}", self.words.long(due))).unwrap_or_default();
                format!("{more} more{next}")
            }
        };
        let next = self.next_update().map(|date| format!(", next update {}", self.words.long(date)));
        Overview {
            steps: self.steps(),
            stage: self.stage_words(),
            status,
            sentence,
            as_of: format!("As of {}{}", self.words.plain(self.plan.as_of), next.unwrap_or_default()),
            facts: self.four_facts(),
            asks: asks.into_iter().take(ASKS_SHOWN).map(|ask| ask.row).collect(),
            asks_more,
            outage: self.outage(),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let names = ["Identification", "Planning", "Execution", "Monitoring", "Closing"];
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
        names.into_iter().enumerate().map(|(index, name)| Step { name, state: state(index) }).collect()
    }

    pub(super) fn stage_words(&self) -> String {
        match self.plan.project.stage {
            Stage::Identification => "Identification, stage 1 of 5",
            Stage::Planning => "Planning, stage 2 of 5",
            Stage::Execution => "Execution and monitoring, stages 3 and 4 of 5",
            Stage::Closing => "Closing, stage 5 of 5",
            Stage::Closed => "Closed: all five stages are done",
            Stage::Cancelled => "Cancelled",
        }
        .to_owned()
    }

    /// The word and the sentence of the status block.
    pub(super) fn standing(&self) -> (Mark, String) {
        let project = &self.plan.project;
        match project.stage {
            Stage::Closed => return (Mark::done("Closed"), self.closing_words()),
            Stage::Cancelled => return (Mark::open("Cancelled"), "The project was cancelled.".to_owned()),
            _ => {}
        }
        if let Some((_, reason, until)) = &project.hold {
            let until = until.map(|date| format!(" until {}", self.words.long(date))).unwrap_or_default();
            return (Mark::open("On hold"), format!("On hold{until}: {reason}"));
        }
        let Some(update) = self.latest_update() else {
            let word = if project.stage < Stage::Execution { "Not started" } else { "Not known" };
            return (Mark::open(word), "No update has been written yet.".to_owned());
        };
        if self.is_stale(update) {
            let date = update.date.map(|date| self.words.full(date)).unwrap_or_default();
            let sentence = format!("The last update is from {date}, so the present status is not known.");
            return (Mark::stale("Out of date"), sentence);
        }
        let sentence = update.summary.as_deref().map(|text| words::sentence(text, 110)).unwrap_or_default();
        let light = self.plan.figures.overall;
        let mark = if project.stage < Stage::Execution && light == Light::Grey {
            Mark::open("Under way")
        } else {
            light_mark(light)
        };
        (mark, sentence)
    }

    fn closing_words(&self) -> String {
        let all = self.plan.deliverables.len();
        format!(
            "{} of {} were accepted.",
            self.accepted_count(),
            words::plural(all as i64, "deliverable", "deliverables")
        )
    }

    /// Whether the last letter is older than twice the cadence.
    fn is_stale(&self, update: &PublicUpdate) -> bool {
        let every = self.plan.project.reporting.every;
        let limit = every.zip(update.date).map(|(every, date)| every.times_after(date, 2));
        limit.is_some_and(|limit| limit < self.plan.today)
    }

    fn four_facts(&self) -> Vec<Fact> {
        let milestone = match self.next_milestone() {
            Some(milestone) => Fact::new("Next milestone", &milestone.base.title, self.milestone_words(milestone)),
            None if self.plan.milestones.is_empty() => {
                Fact::new("Next milestone", "\u{2013}", self.comes_in("Milestones come", Stage::Planning))
            }
            None => Fact::new("Milestones", "All reached", ""),
        };
        let finish = self.finish_fact();
        let (total, _) = self.totals();
        let money = if self.plan.budget.is_empty() {
            let cap = self.plan.project.budget_cap;
            let value = cap.map_or("\u{2013}".to_owned(), |cap| self.words.money(cap));
            let note =
                if cap.is_some() { "at most; the budget comes in planning" } else { "The budget comes in planning." };
            Fact::new("Money", value, note)
        } else {
            self.money_fact(total)
        };
        let all = self.plan.deliverables.len();
        let verified =
            self.plan.deliverables.iter().filter(|one| one.verified.is_some() && one.accepted.is_none()).count();
        let note = if verified == 0 { String::new() } else { format!("{verified} more verified") };
        let deliverables = if all == 0 {
            Fact::new("Deliverables", "\u{2013}", self.comes_in("They come", Stage::Planning))
        } else {
            Fact::new("Deliverables accepted", format!("{} of {all}", self.accepted_count()), note)
        };
        vec![milestone, finish, money, deliverables]
    }

    fn outage(&self) -> Outage {
        let Some(window) = self.next_outage() else {
            let reason = self.plan.none_reason(Register::Windows);
            let what = match reason {
                Some(reason) => format!("None: {reason}."),
                None if self.plan.project.stage < Stage::Execution => {
                    self.comes_in("Planned outages come", Stage::Planning)
                }
                None => "No outage is planned.".to_owned(),
            };
            return Outage { what, is_approved: true, ..Outage::default() };
        };
        let zone = self.zone_words();
        Outage {
            when: window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default(),
            what: self.outage_words(window),
            zone: if zone.is_empty() { zone } else { format!("{zone}.") },
            approval: window
                .approved
                .as_ref()
                .map_or("Not yet approved".to_owned(), |signature| format!("Approved by {}.", signature.by)),
            is_approved: window.approved.is_some(),
            url: Some(item_url(Register::Windows, &window.base.id)),
        }
    }

    /// The colours that the status is made of, with their reasons.
    fn why_section(&self) -> Section {
        let is_asked = self.plan.project.stage >= Stage::Execution && self.plan.project.stage <= Stage::Closing;
        let shown = self.plan.figures.dimensions.iter().filter(|_| is_asked);
        let rows: Vec<Row> = shown
            .map(|dimension| {
                let reason = dimension.cause.as_ref().map(|cause| self.cause_words(cause)).unwrap_or_default();
                let note = match &dimension.judged {
                    Some((why, until)) => {
                        let computed = light_mark(dimension.computed).word.to_lowercase();
                        format!("By judgement until {}: {why}. Computed: {computed}.", self.words.long(*until))
                    }
                    None => reason,
                };
                Row::new(dimension.name).note(note).mark(light_mark(dimension.light))
            })
            .collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new(
            "Why this status",
            "Five things are watched. The worst of the first three sets the status.",
            blocks,
        )
    }

    fn since_section(&self) -> Section {
        let Some(update) = self.latest_update() else { return Section::new("Since the last update", "", Vec::new()) };
        let date = update.date.map(|date| self.words.long(date)).unwrap_or_default();
        let mut rows: Vec<Row> = update.done.iter().map(|note| self.note_row(note).mark(Mark::done("Done"))).collect();
        rows.extend(update.next.iter().map(|note| self.note_row(note).mark(Mark::open("Next"))));
        let url = item_url(Register::Updates, &update.base.id);
        rows.push(Row::new("Read the whole update").to(Some(url)).right(date.clone()));
        Section::new("Latest update", format!("Written {date}."), vec![Block::Rows { rows }])
    }

    pub(super) fn note_row(&self, note: &PublicNote) -> Row {
        match note {
            PublicNote::Text(text) => Row::new(text),
            PublicNote::Item(linked) => Row::new(&linked.title).to(Some(super::links::linked_url(linked))),
        }
    }

    fn asks_section(&self) -> Section {
        let rows: Vec<Row> = self.asks().into_iter().map(|ask| ask.row).collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        let mut section = Section::new("All that we need from you", "Nearest first.", blocks);
        section.id = "asks".to_owned();
        section
    }

    fn milestones_section(&self) -> Section {
        let block = if self.plan.milestones.is_empty() {
            Block::empty(self.comes_in("Milestones come", Stage::Planning))
        } else {
            Block::Table { table: self.milestone_table() }
        };
        Section::new("Milestones", "Agreed dates, and what was reached.", vec![block])
    }

    fn money_section(&self) -> Section {
        if self.plan.budget.is_empty() {
            return Section::new("Money", "", vec![Block::empty(self.comes_in("The budget comes", Stage::Planning))]);
        }
        let (total, plain) = self.totals();
        let mut facts = vec![
            Fact::new("Agreed", self.words.money(total), format!("{} without contingency", self.words.figure(plain))),
            Fact::new("Spent", self.words.money(self.spent()), ""),
        ];
        if let Some(cap) = self.plan.project.budget_cap {
            facts.push(Fact::new("At most", self.words.money(cap), "the cap"));
        }
        let rows = vec![Row::new("Budget by category").to(Some("budget.html".to_owned()))];
        Section::new("Money", self.words.currency.clone(), vec![Block::Facts { facts }, Block::Rows { rows }])
    }

    fn kpi_section(&self) -> Section {
        let facts: Vec<Fact> = self.plan.kpis.iter().map(|kpi| self.kpi_fact(kpi)).collect();
        let blocks = match (facts.is_empty(), self.plan.none_reason(Register::Kpis)) {
            (false, _) => vec![Block::Facts { facts }],
            (true, Some(reason)) => vec![Block::empty(format!("Nothing is measured: {reason}."))],
            (true, None) => vec![Block::empty(self.comes_in("Measures come", Stage::Planning))],
        };
        Section::new("How it is measured", "", blocks)
    }

    pub(super) fn kpi_fact(&self, kpi: &PublicKpi) -> Fact {
        let unit = kpi.unit.as_deref().unwrap_or_default();
        let gap = if unit.is_empty() { "" } else { "\u{a0}" };
        let with_unit = |value: crate::value::Decimal| format!("{}{gap}{unit}", self.words.number(value));
        let computed = kpi.source.is_some_and(|source| source != KpiSource::Manual);
        let last = kpi.readings.iter().max_by_key(|(date, _, _)| *date);
        let value = match last {
            Some((_, value, _)) => with_unit(*value),
            None if self.plan.figures.kpis.contains_key(&kpi.base.id) => {
                with_unit(self.plan.figures.kpis[&kpi.base.id].round_dp(1))
            }
            None if computed => "\u{2013}".to_owned(),
            None => kpi.initial.map_or("\u{2013}".to_owned(), with_unit),
        };
        let target = kpi.target.map(|target| match kpi.better {
            Some(Better::Lower) => format!("at most {}", with_unit(target)),
            _ => format!("target {}", with_unit(target)),
        });
        let read = last.map(|(date, _, _)| format!("read {}", self.words.short(*date)));
        let parts: Vec<String> = target.into_iter().chain(read).collect();
        Fact::new(&kpi.base.title, value, parts.join(", "))
    }

    fn about_section(&self) -> Section {
        let project = &self.plan.project;
        let mut blocks = Vec::new();
        if !project.body.is_empty() {
            blocks.push(Block::Prose { body: self.markdown(&project.body, "") });
        }
        Section::new("About the project", "", blocks)
    }
}

/// The mark of a colour.
pub(super) fn light_mark(light: Light) -> Mark {
    match light {
        Light::Green => Mark::on("On track"),
        Light::Amber => Mark::risk("At risk"),
        Light::Red => Mark::off("Off track"),
        Light::Grey => Mark::open("Not known"),
    }
}

/// The mark of a colour by judgement.
pub(super) fn colour_mark(colour: Colour) -> Mark {
    match colour {
        Colour::Green => Mark::on("On track"),
        Colour::Amber => Mark::risk("At risk"),
        Colour::Red => Mark::off("Off track"),
    }
}
