//! Earned value in full: for the provider's people, on the budget page of an internal site.

use std::cmp::Reverse;

use super::Maker;
use super::internal::{Earned, Internal};
use super::links::item_url;
use super::page::{Block, Page};
use super::table::{Cell, Line, Table};
use crate::document::keys::Register;
use crate::value::{Decimal, Money};

impl Maker<'_> {
    /// Puts the section at the end of the budget page.
    pub(super) fn add_earned_value(&self, pages: &mut [Page], internal: &Internal) {
        let page = pages.iter_mut().find(|page| page.path == "budget.html");
        if let (Some(earned), Some(page)) = (&internal.earned, page) {
            let tables = [self.earned_table(earned), self.earned_lines(earned)];
            let blocks = tables.into_iter().map(|table| Block::Table { table }).collect();
            page.add(self.section("earned.title", blocks));
        }
    }

    /// The measures of all work, of it without purchases, of labour, and of the provider's own costs.
    fn earned_table(&self, earned: &Earned) -> Table {
        let heads = ["earned.measure", "#earned.whole", "#earned.without_purchases", "#earned.labour", "#earned.own"];
        let mut table = self.table(self.money_caption("earned.caption"), &heads);
        table.csv = Some("earned-value.csv".to_owned());
        for (key, is_money, values) in &earned.measures {
            let name = Cell::text(self.words.name("measure", key));
            let cells = values.iter().map(|value| self.measure_cell(*is_money, *value));
            table.rows.push(Line::new([name].into_iter().chain(cells).collect()));
        }
        table
    }

    fn measure_cell(&self, is_money: bool, value: Option<Decimal>) -> Cell {
        match value {
            Some(value) if is_money => self.money_cell(Some(Money(value.round_dp(0)))),
            Some(value) => Cell::of(self.words.index(value), value.round_dp(3)),
            None => Cell::nothing(),
        }
    }

    /// The same by line.
    fn earned_lines(&self, earned: &Earned) -> Table {
        let heads = [
            "budget.line",
            "#measure.at_completion",
            "#measure.planned",
            "#measure.earned",
            "#measure.spent",
            "#measure.cost_index",
        ];
        let mut table = self.table(self.money_caption("earned.lines_caption"), &heads);
        let line_of = |id: &str| self.plan.budget.iter().find(|line| line.base.id == id);
        // In the order of the budget's own table: by category, the largest first, contingency last.
        let mut lines: Vec<_> =
            earned.lines.iter().map(|(id, amounts, index)| (id, line_of(id), amounts, index)).collect();
        lines.sort_by_key(|(id, line, ..)| {
            let is_reserve = line.is_some_and(|line| line.is_contingency());
            (is_reserve, line.and_then(|line| line.category), Reverse(line.and_then(|line| line.amount)), *id)
        });
        for (id, line, amounts, index) in lines {
            let name = line.map_or(id.as_str(), |line| line.base.title.as_str());
            let name = Cell::link(name, line.map(|line| item_url(Register::Budget, &line.base.id)));
            let cells = amounts.iter().map(|amount| self.measure_cell(true, *amount));
            let index = self.measure_cell(false, *index);
            table.rows.push(Line::new([name].into_iter().chain(cells).chain([index]).collect()));
        }
        table
    }
}
