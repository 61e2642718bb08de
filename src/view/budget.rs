//! What it costs: every line, by category, with what was spent.

use std::cmp::{Ordering, Reverse};

use super::Maker;
use super::chart::bars::Amounts;
use super::links::item_url;
use super::page::{Block, Fact, NOTHING, Page, Row};
use super::table::{Cell, Line, Table};
use crate::audience::PublicCost;
use crate::document::keys::{Register, Stage};
use crate::value::Money;

impl Maker<'_> {
    pub(super) fn budget_page(&self) -> Page {
        let mut page = self.nav_page("budget");
        if !self.is_priced() {
            page.lead = match self.plan.none_reason(Register::Budget) {
                Some(reason) => self.words.fill("budget.none", &[("reason", &reason)]),
                None => self.comes_in("empty.budget", Stage::Planning),
            };
            let row = |line: &PublicCost| {
                let category = line.category.map(|one| self.words.name("category", one.name()));
                Row::new(&line.base.title)
                    .to(Some(item_url(Register::Budget, &line.base.id)))
                    .note(category.unwrap_or_default())
            };
            page.add(self.rows("budget.lines", self.plan.budget.iter().map(row).collect()));
            return page;
        }
        let dimension = self.plan.figures.dimensions.iter().find(|one| one.name == "budget");
        page.mark = dimension.filter(|_| self.is_told()).map(|one| self.light_mark(one.light));
        page.lead = self.budget_lead();
        page.facts = self.budget_facts();
        let unpriced = self.plan.budget.iter().filter(|line| line.amount.is_none() && line.recurring.is_none()).count();
        if unpriced > 0 {
            page.lead = format!("{} {}", page.lead, self.words.count("budget.unpriced", unpriced as i64));
        }
        let chart = self.category_chart().map(Block::chart);
        let has_bars = chart.is_some();
        let blocks = chart.into_iter().chain([Block::Table { table: self.category_table() }]).collect();
        let section = self.section("budget.by_category", blocks);
        page.add(if has_bars { section } else { section.note("") });
        if let Some(chart) = self.curve_chart() {
            let table = Block::Table { table: self.curve_table() };
            let blocks = Block::told_chart(chart).into_iter().chain([table]).collect();
            let section = self.section("budget.over_time", blocks);
            let has_forecast = self.is_judged() && self.plan.figures.estimate.is_some();
            let forecast = has_forecast.then(|| self.say("budget.over_time_forecast"));
            let note = [section.note.as_str()].into_iter().chain(forecast).collect::<Vec<_>>().join(" ");
            page.add(section.note(note));
        }
        page.add(self.section("budget.lines", vec![Block::Table { table: self.cost_table() }]));
        if let Some(table) = self.recurring_table() {
            page.add(self.section("budget.recurring", vec![Block::Table { table }]));
        }
        page
    }

    /// The forecast against planned work and against what was agreed; before work begins what was agreed.
    fn budget_lead(&self) -> String {
        let (total, plain) = self.totals();
        let Some((usual, ..)) = self.plan.figures.estimate.filter(|_| self.is_judged()) else {
            let key = self.agreed_or("budget.lead", "budget.lead_planned");
            let (agreed, spent) = (self.words.money(total), self.words.figure(self.spent()));
            return self.words.fill(key, &[("agreed", &agreed), ("spent", &spent)]);
        };
        let usual = super::forecast::whole(usual);
        let against = |limit: Money, [over, under, even]: [&str; 3]| match usual.cmp(&limit) {
            Ordering::Greater => self.words.fill(over, &[("amount", &self.words.figure(usual - limit))]),
            Ordering::Less => self.words.fill(under, &[("amount", &self.words.figure(limit - usual))]),
            Ordering::Equal => self.say(even).to_owned(),
        };
        let all = match self.is_agreed() {
            true => ["budget.over_all", "budget.under_all", "budget.even_all"],
            false => ["budget.over_planned", "budget.under_planned", "budget.even_planned"],
        };
        let work = against(plain, ["budget.over_work", "budget.under_work", "budget.even_work"]);
        let all = against(total, all);
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
            self.fact(self.agreed_or("budget.agreed", "budget.planned"), self.words.money(total), without),
            self.fact("budget.spent", self.words.money(self.spent()), by),
        ];
        if let Some((usual, low, high)) = self.plan.figures.estimate.filter(|_| self.is_judged()) {
            let [usual, low, high] = [usual, low, high].map(super::forecast::whole);
            let range = if low == high {
                self.say("budget.contingency_apart").to_owned()
            } else {
                let (low, high) = (self.words.figure(low), self.words.figure(high));
                self.words.fill("budget.range", &[("low", &low), ("high", &high)])
            };
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
        let caption = self.money_caption(caption);
        match self.is_agreed() {
            true => {
                let heads = [first, "#budget.at_first", "#budget.changes", "#budget.now", "#budget.spent"];
                self.table(caption, &heads)
            }
            false => self.table(caption, &[first, "#budget.planned", "#budget.spent"]),
        }
    }

    fn amount_cells(&self, name: Cell, amounts: &Amounts) -> Vec<Cell> {
        if !self.is_agreed() {
            return vec![name, self.spent_cell(amounts.now()), self.spent_cell(amounts.spent)];
        }
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
