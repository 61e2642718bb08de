//! What only the provider's people see: findings with places, and how ready the next gate is.

use super::page::{Block, Mark, Page, Row, Section};
use super::table::{Cell, Line, Table};
use super::words;
use super::{Maker, REGISTERS};
use crate::document::keys::Register;
use crate::rules::find;
use crate::value::{Date, Decimal, Money};

/// A finding, with its place as people name it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct InternalFinding {
    pub rule: String,
    pub severity: &'static str,
    pub place: String,
    pub message: String,
    pub help: String,
}

/// What an internal site shows beside the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Internal {
    /// All open findings.
    pub findings: Vec<InternalFinding>,
    /// The gate that comes next: its name, how ready, in words.
    pub gate: Option<(String, u32, String)>,
    /// Conditions of that gate: rule, whether it is hard, how it stands.
    pub conditions: Vec<(String, bool, String)>,
    /// Budget lines with the provider's own side.
    pub ledger: Vec<LedgerLine>,
    /// The load of the project's people in the next weeks, over all projects.
    pub load: Vec<LoadOfPerson>,
    /// How likely the dates are; none where nothing is planned any more.
    pub likely: Option<Likelihood>,
    /// Earned value in full; none before there is a budget.
    pub earned: Option<Earned>,
}

/// Earned value in full. What cannot be computed is None.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earned {
    /// Measures by their names in the catalogue: whether it is money, and the values of all work, of it without
    /// purchases, of labour, and of the provider's own costs.
    pub measures: Vec<(&'static str, bool, Vec<Option<Decimal>>)>,
    /// Lines of the budget by id, with budget, planned, earned and spent, and the cost index.
    pub lines: Vec<(String, [Option<Decimal>; 4], Option<Decimal>)>,
}

/// A date of the plan beside what many runs say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlookOf {
    /// The day that the plan has.
    pub planned: Option<Date>,
    /// The day by which it is done in half of the runs (P50).
    pub half: Date,
    /// In 80 of 100 runs (P80).
    pub most: Date,
    /// In 95 of 100 runs (P95).
    pub nearly: Date,
    /// In how many of how many runs the plan's day is kept.
    pub kept: Option<(u32, u32)>,
}

/// What playing the plan through says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likelihood {
    /// How often it was played; once, where nothing can vary.
    pub runs: u32,
    /// Open tasks with a three-point estimate.
    pub estimates: usize,
    /// Open risks that may add days.
    pub risks: usize,
    /// The finish.
    pub finish: Option<OutlookOf>,
    /// Open milestones by id, in the order of time.
    pub milestones: Vec<(String, OutlookOf)>,
    /// Windows by id: whether work wants it first, and in how many of how many runs the work is ready (of a later
    /// choice: it is needed).
    pub windows: Vec<(String, bool, (u32, u32))>,
    /// Open work and milestones with the runs in which they decide the finish, the most deciding first.
    pub critical: Vec<(Register, String, (u32, u32))>,
}

/// The load of a person, week by week.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct LoadOfPerson {
    pub handle: String,
    pub weeks: Vec<LoadOfWeek>,
}

/// The load of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadOfWeek {
    /// Its first day.
    pub monday: Date,
    /// Whole days that are asked for.
    pub days: Decimal,
    /// How many of them are more than there is on their day.
    pub over: Decimal,
    /// The days that the person has; none of an organisation that does not say how many people it has.
    pub has: Option<Decimal>,
}

impl LoadOfWeek {
    /// Whether more is asked for on one of its days than there is.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over > Decimal::ZERO
    }
}

/// A budget line from both sides.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct LedgerLine {
    pub title: String,
    /// What the client pays.
    pub price: Option<Money>,
    /// What the provider pays.
    pub cost: Option<Money>,
    /// In per cent.
    pub margin: Option<Decimal>,
}

impl Maker<'_> {
    pub(super) fn internal_pages(&self, internal: &Internal) -> Vec<Page> {
        let mut page = self.nav_page("findings");
        page.has_script = REGISTERS.contains(&page.key);
        let count = |severity: &str| internal.findings.iter().filter(|one| one.severity == severity).count() as i64;
        let counts = [
            self.words.count("findings.errors", count("error")),
            self.words.count("findings.warnings", count("warning")),
            self.words.count("findings.notes", count("info")),
        ];
        page.lead = format!("{}.", self.words.list(&counts));
        if let Some((gate, readiness, word)) = &internal.gate {
            let percent = self.words.percent((*readiness).into());
            let note = format!("{}: {}", self.words.name("stage", gate), self.words.name("readiness", word));
            page.facts = vec![self.fact("findings.ready", percent, note)];
        }
        let mut sorted: Vec<&InternalFinding> = internal.findings.iter().collect();
        sorted.sort_by_key(|one| ["error", "warning", "info"].iter().position(|word| *word == one.severity));
        page.add(self.rows("findings.all", sorted.into_iter().map(|one| self.finding_row(one)).collect()));
        page.add(self.gate_section(internal));
        if !internal.ledger.is_empty() {
            page.add(self.section("ledger.title", vec![Block::Table { table: self.ledger_table(internal) }]));
        }
        vec![page, self.team_page(internal)]
    }

    fn finding_row(&self, finding: &InternalFinding) -> Row {
        let word = self.words.name("severity_of_finding", finding.severity);
        let mark = match finding.severity {
            "error" => Mark::off(word),
            "warning" => Mark::risk(word),
            _ => Mark::open(word),
        };
        let help = words::capital(&self.unticked(&finding.help));
        let help = if help.is_empty() || help.ends_with(['.', '?', '!']) { help } else { format!("{help}.") };
        Row::new(words::capital(&self.unticked(&finding.message)))
            .note(help)
            .at(format!("{}  {}", finding.place, finding.rule))
            .mark(mark)
    }

    /// A text for a terminal as prose: what stands between backticks there is in quotes.
    fn unticked(&self, text: &str) -> String {
        let parts: Vec<&str> = text.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return text.to_owned();
        }
        let part = |(index, part): (usize, &&str)| match index % 2 {
            0 => (*part).to_owned(),
            _ => self.words.fill("cause.quoted", &[("title", part)]),
        };
        parts.iter().enumerate().map(part).collect()
    }

    /// What the next gate still asks for, with what that is; then, in a line, what it asks for no more.
    fn gate_section(&self, internal: &Internal) -> Section {
        let is_met = |standing: &str| standing == "met";
        let (met, open): (Vec<_>, Vec<_>) = internal.conditions.iter().partition(|(_, _, standing)| is_met(standing));
        let row = |(rule, is_hard, standing): &&(String, bool, String)| {
            let summary = find(rule).map(|rule| rule.summary).unwrap_or_default();
            let weight = self.say(if *is_hard { "findings.hard" } else { "findings.soft" });
            Row::new(self.unticked(summary))
                .note(weight)
                .at(rule)
                .mark(Mark::open(self.words.name("standing", standing)))
        };
        let mut rows: Vec<&&(String, bool, String)> = open.iter().collect();
        rows.sort_by_key(|(_, is_hard, standing)| (!is_hard, standing != "unmet"));
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            blocks.push(Block::Rows { rows: rows.into_iter().map(row).collect() });
        }
        if !met.is_empty() {
            let names: Vec<&str> = met.iter().map(|(rule, ..)| rule.as_str()).collect();
            blocks.push(Block::empty(self.words.fill("findings.met", &[("rules", &self.words.list(&names))])));
        }
        self.section("findings.gate", blocks)
    }

    fn ledger_table(&self, internal: &Internal) -> Table {
        let heads = ["ledger.line", "#ledger.price", "#ledger.cost", "#ledger.margin"];
        let mut table = self.table(self.money_caption("ledger.caption"), &heads);
        for line in &internal.ledger {
            let margin = line.margin.map_or_else(Cell::nothing, |margin| Cell::of(self.words.percent(margin), margin));
            let cells = vec![Cell::text(&line.title), self.money_cell(line.price), self.money_cell(line.cost), margin];
            table.rows.push(Line::new(cells));
        }
        table
    }
}
