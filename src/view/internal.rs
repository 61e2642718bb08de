//! What only the provider's people see: findings with places, and how ready the next gate is.

use super::Maker;
use super::items::rows_section;
use super::page::{Block, Cell, Fact, Line, Mark, Page, Row, Section, Table};
use super::words::plural;

/// A finding, with its place as people name it.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct InternalFinding {
    pub rule: String,
    pub severity: &'static str,
    pub place: String,
    pub message: String,
    pub help: String,
}

/// What an internal site shows beside the plan.
#[derive(Clone, Debug, Default)]
pub struct Internal {
    /// All open findings.
    pub findings: Vec<InternalFinding>,
    /// The gate that comes next: its name, how ready, in words.
    pub gate: Option<(String, u32, String)>,
    /// Conditions of that gate: rule, whether it is hard, how it stands.
    pub conditions: Vec<(String, bool, String)>,
    /// Budget lines with the provider's own side: title, price, cost, margin in per cent.
    pub ledger: Vec<(String, String, String, String)>,
}

impl Maker<'_> {
    pub(super) fn internal_pages(&self, internal: &Internal) -> Vec<Page> {
        let mut page = Page::new("findings.html", "findings", "Findings");
        let count = |severity: &str| internal.findings.iter().filter(|one| one.severity == severity).count() as i64;
        page.lead = format!(
            "{}, {}, {}.",
            plural(count("error"), "error", "errors"),
            plural(count("warning"), "warning", "warnings"),
            plural(count("info"), "note", "notes")
        );
        if let Some((gate, readiness, word)) = &internal.gate {
            page.facts =
                vec![Fact::new("Ready to leave the stage", format!("{readiness}\u{a0}%"), format!("{gate}: {word}"))];
        }
        let row = |finding: &InternalFinding| {
            let mark = match finding.severity {
                "error" => Mark::off("Error"),
                "warning" => Mark::risk("Warning"),
                _ => Mark::open("Note"),
            };
            Row::new(&finding.message).note(format!("{} [{}] {}", finding.place, finding.rule, finding.help)).mark(mark)
        };
        let mut sorted: Vec<&InternalFinding> = internal.findings.iter().collect();
        sorted.sort_by_key(|one| ["error", "warning", "info"].iter().position(|word| *word == one.severity));
        page.add(rows_section("All findings", "With their places in the plan.", sorted.into_iter().map(row).collect()));
        let conditions = internal.conditions.iter().map(|(rule, is_hard, standing)| {
            let mark = if standing == "met" { Mark::done("Met") } else { Mark::open(&super::words::capital(standing)) };
            Row::new(rule).note(if *is_hard { "must be met" } else { "counts" }).mark(mark)
        });
        page.add(rows_section("The next gate", "", conditions.collect()));
        if !internal.ledger.is_empty() {
            let heads = ["Line", "#Price", "#Own cost", "#Margin %"];
            let mut table = Table::new(format!("Both ledgers, {}", self.words.currency), &heads);
            for (title, price, cost, margin) in &internal.ledger {
                let cells = [title, price, cost, margin].into_iter().map(Cell::text).collect();
                table.rows.push(Line::new(cells));
            }
            page.add(Section::new("Money of our own", "Never for the client.", vec![Block::Table { table }]));
        }
        vec![page]
    }
}
