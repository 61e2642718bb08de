//! What it costs: every line, by category, with what was spent.

use std::collections::BTreeMap;

use super::Maker;
use super::links::item_url;
use super::page::{Block, Cell, Fact, Line, Page, Section, Table};
use super::words;
use crate::audience::PublicCost;
use crate::document::keys::{Register, Stage};
use crate::value::Money;

impl Maker<'_> {
    pub(super) fn budget_page(&self) -> Page {
        let mut page = Page::new("budget.html", "budget", "Budget");
        if self.plan.budget.is_empty() {
            page.lead = match self.plan.none_reason(Register::Budget) {
                Some(reason) => format!("There is no budget: {reason}."),
                None => self.comes_in("The budget comes", Stage::Planning),
            };
            return page;
        }
        let (total, plain) = self.totals();
        let spent = self.spent();
        page.lead = format!("{} agreed, of which {} is spent.", self.words.money(total), self.words.figure(spent));
        page.facts = vec![
            Fact::new("Agreed", self.words.money(total), "with contingency"),
            Fact::new("Without contingency", self.words.money(plain), ""),
            Fact::new("Spent", self.words.money(spent), format!("by {}", self.words.short(self.plan.as_of))),
            match self.plan.project.budget_cap {
                Some(cap) => Fact::new("At most", self.words.money(cap), self.cap_words(cap, total)),
                None => Fact::new("At most", "\u{2013}", "no cap was agreed"),
            },
        ];
        page.add(Section::new(
            "By category",
            self.words.currency.clone(),
            vec![Block::Table { table: self.category_table() }],
        ));
        page.add(Section::new(
            "Every line",
            self.words.currency.clone(),
            vec![Block::Table { table: self.cost_table() }],
        ));
        if let Some(table) = self.recurring_table() {
            page.add(Section::new("Recurring", "Paid again and again; in no total.", vec![Block::Table { table }]));
        }
        page
    }

    fn cap_words(&self, cap: Money, total: Money) -> String {
        if total > cap {
            format!("{} over", self.words.figure(total - cap))
        } else {
            format!("{} free", self.words.figure(cap - total))
        }
    }

    fn category_table(&self) -> Table {
        let mut sums: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
        for line in &self.plan.budget {
            let category = line.category.map_or("other", |category| category.name());
            let sum = sums.entry(category).or_insert((Money::ZERO, Money::ZERO));
            sum.0 += line.amount.unwrap_or(Money::ZERO);
            sum.1 += self.line_spent(line);
        }
        let mut rows: Vec<(&str, (Money, Money))> = sums.into_iter().collect();
        rows.sort_by_key(|(category, (agreed, _))| {
            (*category == "contingency", std::cmp::Reverse(agreed.0), *category)
        });
        let mut table =
            Table::new(format!("Budget by category, {}", self.words.currency), &["Category", "#Agreed", "#Spent"]);
        for (category, (agreed, spent)) in rows {
            table.rows.push(Line::new(vec![
                Cell::text(words::capital(category)),
                Cell::text(self.words.figure(agreed)),
                Cell::text(self.dash(spent)),
            ]));
        }
        let (total, _) = self.totals();
        let cells =
            vec![Cell::text("Sum"), Cell::text(self.words.figure(total)), Cell::text(self.words.figure(self.spent()))];
        table.rows.push(Line::sum(cells));
        table
    }

    pub(super) fn cost_table(&self) -> Table {
        let heads = ["Line", "Category", "Basis", "#Agreed", "#Spent"];
        let mut table = Table::new(format!("Budget by line, {}", self.words.currency), &heads);
        table.csv = Some("budget.csv".to_owned());
        for line in &self.plan.budget {
            table.rows.push(Line::new(vec![
                Cell::link(&line.base.title, Some(item_url(Register::Budget, &line.base.id))),
                Cell::text(line.category.map(|category| words::capital(category.name())).unwrap_or_default()),
                Cell::text(line.basis.map(|basis| words::capital(basis.name())).unwrap_or_default()),
                Cell::text(line.amount.map_or("\u{2013}".to_owned(), |amount| self.words.figure(amount))),
                Cell::text(self.dash(self.line_spent(line))),
            ]));
        }
        let (total, plain) = self.totals();
        let sum = |name: &str, amount: Money, spent: String| {
            Line::sum(vec![
                Cell::text(name),
                Cell::default(),
                Cell::default(),
                Cell::text(self.words.figure(amount)),
                Cell::text(spent),
            ])
        };
        if plain != total {
            table.rows.push(sum("Sum without contingency", plain, String::new()));
        }
        table.rows.push(sum("Sum", total, self.words.figure(self.spent())));
        table
    }

    pub(super) fn line_spent(&self, line: &PublicCost) -> Money {
        let due = line.spent.iter().filter(|spent| spent.date.is_none_or(|date| date <= self.plan.as_of));
        due.map(|spent| spent.amount).sum()
    }

    fn recurring_table(&self) -> Option<Table> {
        let mut table = Table::new(
            format!("Recurring payments, {}", self.words.currency),
            &["Line", "#Amount", "Each", "From", "Until"],
        );
        for line in &self.plan.budget {
            let Some((amount, per, from, until)) = line.recurring else { continue };
            let date = |date: Option<crate::value::Date>| date.map(|date| self.words.short(date)).unwrap_or_default();
            table.rows.push(Line::new(vec![
                Cell::link(&line.base.title, Some(item_url(Register::Budget, &line.base.id))),
                Cell::text(self.words.figure(amount)),
                Cell::text(words::capital(per.name())),
                Cell::text(date(from)),
                Cell::text(date(until)),
            ]));
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// An amount, or a dash for nothing.
    fn dash(&self, amount: Money) -> String {
        if amount == Money::ZERO { "\u{2013}".to_owned() } else { self.words.figure(amount) }
    }
}
