//! What it costs: every line, by category, with what was spent.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Maker;
use super::links::item_url;
use super::page::{Block, Fact, NOTHING, Page};
use super::table::{Cell, Line, Table};
use crate::audience::PublicCost;
use crate::document::keys::words::Category;
use crate::document::keys::{Register, Stage};
use crate::value::Money;

impl Maker<'_> {
    pub(super) fn budget_page(&self) -> Page {
        let mut page = self.nav_page("budget");
        if self.plan.budget.is_empty() {
            page.lead = match self.plan.none_reason(Register::Budget) {
                Some(reason) => self.words.fill("budget.none", &[("reason", &reason)]),
                None => self.comes_in("empty.budget", Stage::Planning),
            };
            return page;
        }
        let (total, _) = self.totals();
        page.lead = self.budget_lead(total);
        page.facts = self.budget_facts();
        let currency = self.words.currency.clone();
        let block = vec![Block::Table { table: self.category_table() }];
        page.add(self.section("budget.by_category", block).note(currency.clone()));
        page.add(self.section("budget.lines", vec![Block::Table { table: self.cost_table() }]).note(currency));
        if let Some(table) = self.recurring_table() {
            page.add(self.section("budget.recurring", vec![Block::Table { table }]));
        }
        page
    }

    fn budget_lead(&self, total: Money) -> String {
        let (agreed, spent) = (self.words.money(total), self.words.figure(self.spent()));
        self.words.fill("budget.lead", &[("agreed", &agreed), ("spent", &spent)])
    }

    fn budget_facts(&self) -> Vec<Fact> {
        let (total, plain) = self.totals();
        let without = self.words.fill("budget.without_contingency", &[("amount", &self.words.figure(plain))]);
        let by = self.words.fill("budget.by_day", &[("date", &self.words.short(self.plan.as_of))]);
        let mut facts = vec![
            self.fact("budget.agreed", self.words.money(total), without),
            self.fact("budget.spent", self.words.money(self.spent()), by),
        ];
        if let Some((usual, low, high)) =
            self.plan.figures.estimate.filter(|_| self.plan.project.stage >= Stage::Execution)
        {
            let [usual, low, high] = [usual, low, high].map(super::forecast::whole);
            let (low, high) = (self.words.figure(low), self.words.figure(high));
            let range = self.words.fill("budget.range", &[("low", &low), ("high", &high)]);
            facts.push(self.fact("budget.forecast", self.words.money(usual), range));
        }
        facts.push(match self.plan.project.budget_cap {
            Some(cap) => self.fact("budget.cap", self.words.money(cap), self.cap_words(cap, total)),
            None => self.fact("budget.cap", NOTHING, self.say("budget.no_cap")),
        });
        facts
    }

    fn cap_words(&self, cap: Money, total: Money) -> String {
        if total > cap {
            self.words.fill("budget.over", &[("amount", &self.words.figure(total - cap))])
        } else {
            self.words.fill("budget.free", &[("amount", &self.words.figure(cap - total))])
        }
    }

    fn category_table(&self) -> Table {
        let mut sums: BTreeMap<Category, (Money, Money)> = BTreeMap::new();
        for line in &self.plan.budget {
            let sum = sums.entry(line.category.unwrap_or(Category::Other)).or_insert((Money::ZERO, Money::ZERO));
            sum.0 += line.amount.unwrap_or(Money::ZERO);
            sum.1 += self.line_spent(line);
        }
        let mut rows: Vec<(Category, (Money, Money))> = sums.into_iter().collect();
        rows.sort_by_key(|(category, (agreed, _))| (*category == Category::Contingency, Reverse(agreed.0), *category));
        let heads = ["budget.category", "#budget.agreed", "#budget.spent"];
        let mut table = self.table(self.money_caption("budget.category_caption"), &heads);
        for (category, (agreed, spent)) in rows {
            let name = Cell::text(self.words.name("category", category.name()));
            table.rows.push(Line::new(vec![name, self.money_cell(Some(agreed)), self.spent_cell(spent)]));
        }
        let (total, _) = self.totals();
        let cells =
            vec![Cell::text(self.say("budget.sum")), self.money_cell(Some(total)), self.spent_cell(self.spent())];
        table.rows.push(Line::sum(cells));
        table
    }

    pub(super) fn cost_table(&self) -> Table {
        let heads = ["budget.line", "budget.category", "budget.basis", "#budget.agreed", "#budget.spent"];
        let mut table = self.table(self.money_caption("budget.line_caption"), &heads);
        table.csv = Some("budget.csv".to_owned());
        for line in &self.plan.budget {
            let category = line.category.map(|category| self.words.name("category", category.name()));
            table.rows.push(Line::new(vec![
                Cell::link(&line.base.title, Some(item_url(Register::Budget, &line.base.id))),
                Cell::text(category.unwrap_or_default()),
                Cell::text(line.basis.map(|basis| self.words.name("basis", basis.name())).unwrap_or_default()),
                self.money_cell(line.amount),
                self.spent_cell(self.line_spent(line)),
            ]));
        }
        let (total, plain) = self.totals();
        let sum = |key: &str, amount: Money, spent: Cell| {
            let name = Cell::text(self.say(key));
            Line::sum(vec![name, Cell::default(), Cell::default(), self.money_cell(Some(amount)), spent])
        };
        if plain != total {
            table.rows.push(sum("budget.sum_without", plain, Cell::default()));
        }
        table.rows.push(sum("budget.sum", total, self.spent_cell(self.spent())));
        table
    }

    pub(super) fn line_spent(&self, line: &PublicCost) -> Money {
        let due = line.spent.iter().filter(|spent| spent.date.is_none_or(|date| date <= self.plan.as_of));
        due.map(|spent| spent.amount).sum()
    }

    fn recurring_table(&self) -> Option<Table> {
        let heads = ["budget.line", "#budget.amount", "budget.each", "budget.from", "budget.until"];
        let mut table = self.table(self.money_caption("budget.recurring_caption"), &heads);
        for line in &self.plan.budget {
            let Some((amount, per, from, until)) = line.recurring else { continue };
            table.rows.push(Line::new(vec![
                Cell::link(&line.base.title, Some(item_url(Register::Budget, &line.base.id))),
                self.money_cell(Some(amount)),
                Cell::text(self.words.name("per", per.name())),
                self.date_cell(from),
                self.date_cell(until),
            ]));
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// What was spent, or a dash for nothing.
    fn spent_cell(&self, amount: Money) -> Cell {
        if amount == Money::ZERO { Cell::of(NOTHING, 0) } else { self.money_cell(Some(amount)) }
    }
}
