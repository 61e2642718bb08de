//! What it costs: every line, by category, with what was spent.

use std::cmp::Reverse;

use super::Maker;
use super::chart::bars::Amounts;
use super::links::item_url;
use super::page::{Block, Fact, NOTHING, Page};
use super::table::{Cell, Line, Table};
use crate::audience::PublicCost;
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
        let dimension = self.plan.figures.dimensions.iter().find(|one| one.name == "budget");
        page.mark = dimension.filter(|_| self.is_judged()).map(|one| self.light_mark(one.light));
        page.lead = self.budget_lead();
        page.facts = self.budget_facts();
        let currency = self.words.currency.clone();
        let chart = self.category_chart().map(Block::chart);
        let blocks = chart.into_iter().chain([Block::Table { table: self.category_table() }]).collect();
        page.add(self.section("budget.by_category", blocks).note(currency.clone()));
        if let Some(chart) = self.curve_chart() {
            let blocks = vec![Block::chart(chart), Block::Table { table: self.curve_table() }];
            page.add(self.section("budget.over_time", blocks));
        }
        page.add(self.section("budget.lines", vec![Block::Table { table: self.cost_table() }]).note(currency));
        if let Some(table) = self.recurring_table() {
            page.add(self.section("budget.recurring", vec![Block::Table { table }]));
        }
        page
    }

    /// The forecast against planned work and against what was agreed; before work begins what was agreed.
    fn budget_lead(&self) -> String {
        let (total, plain) = self.totals();
        let (agreed, spent) = (self.words.money(total), self.words.figure(self.spent()));
        let Some((usual, ..)) = self.plan.figures.estimate.filter(|_| self.plan.project.stage >= Stage::Execution)
        else {
            return self.words.fill("budget.lead", &[("agreed", &agreed), ("spent", &spent)]);
        };
        let usual = super::forecast::whole(usual);
        let against = |limit: Money, over: &str, under: &str| {
            let (key, apart) = if usual > limit { (over, usual - limit) } else { (under, limit - usual) };
            self.words.fill(key, &[("amount", &self.words.figure(apart))])
        };
        let work = against(plain, "budget.over_work", "budget.under_work");
        let all = against(total, "budget.over_all", "budget.under_all");
        let forecast = self.words.money(usual);
        if plain == total {
            return self.words.fill("budget.lead_forecast", &[("forecast", &forecast), ("work", &work)]);
        }
        self.words.fill("budget.lead_both", &[("forecast", &forecast), ("work", &work), ("all", &all)])
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

    pub(super) fn category_table(&self) -> Table {
        let mut table = self.money_table("budget.category", "budget.category_caption");
        table.csv = Some("budget-categories.csv".to_owned());
        let mut all = Amounts::default();
        for (category, amounts) in self.category_amounts() {
            let name = Cell::text(self.words.name("category", category.name()));
            table.rows.push(Line::new(self.amount_cells(name, &amounts)));
            all = all.plus(&amounts);
        }
        table.rows.push(Line::sum(self.amount_cells(Cell::text(self.say("budget.sum")), &all)));
        table
    }

    /// Every line, contingency last, with the sum without it and the sum of all.
    pub(super) fn cost_table(&self) -> Table {
        let mut table = self.money_table("budget.line", "budget.line_caption");
        table.csv = Some("budget.csv".to_owned());
        let (mut work, mut all) = (Amounts::default(), Amounts::default());
        let mut sorted = self.line_amounts();
        sorted.sort_by_key(|(line, amounts)| (line.category, Reverse(amounts.now()), &line.base.id));
        let (reserve, lines): (Vec<_>, Vec<_>) = sorted.into_iter().partition(|(line, _)| line.is_contingency());
        let row = |line: &PublicCost, amounts: &Amounts| {
            let name = Cell::link(&line.base.title, Some(item_url(Register::Budget, &line.base.id)));
            Line::new(self.amount_cells(name, amounts))
        };
        for (line, amounts) in &lines {
            table.rows.push(row(line, amounts));
            work = work.plus(amounts);
        }
        if !reserve.is_empty() {
            table.rows.push(Line::sum(self.amount_cells(Cell::text(self.say("budget.sum_without")), &work)));
        }
        for (line, amounts) in &reserve {
            table.rows.push(row(line, amounts));
            all = all.plus(amounts);
        }
        all = all.plus(&work);
        table.rows.push(Line::sum(self.amount_cells(Cell::text(self.say("budget.sum")), &all)));
        table
    }

    fn money_table(&self, first: &str, caption: &str) -> Table {
        let heads = [first, "#budget.at_first", "#budget.changes", "#budget.now", "#budget.spent"];
        self.table(self.money_caption(caption), &heads)
    }

    fn amount_cells(&self, name: Cell, amounts: &Amounts) -> Vec<Cell> {
        let changes = amounts.added - amounts.removed;
        let changes = match changes == Money::ZERO {
            true => Cell::of(NOTHING, 0),
            false => Cell::of(self.words.signed_figure(changes), changes),
        };
        vec![
            name,
            self.spent_cell(amounts.agreed),
            changes,
            self.spent_cell(amounts.now()),
            self.spent_cell(amounts.spent),
        ]
    }

    /// Planned, done and spent by the days of updates.
    pub(super) fn curve_table(&self) -> Table {
        let heads = ["budget.day", "#budget.planned_work", "#budget.work_done", "#budget.spent"];
        let mut table = self.table(self.money_caption("budget.curve_caption"), &heads);
        table.csv = Some("money.csv".to_owned());
        let cell = |amount: Option<Money>| self.money_cell(amount.map(super::forecast::whole));
        for (day, planned, done, spent) in self.money_points() {
            table.rows.push(Line::new(vec![self.date_cell(Some(day)), cell(planned), cell(done), cell(Some(spent))]));
        }
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
