//! What the work is worth, what it cost and what it will cost: earned value, by line and as a whole.
//!
//! Pure maths over the budget, the plan's schedule and what is known on the status date. Money is exact; a figure that
//! cannot be computed is a reason ([`Missing`]), never zero. Formulae: PMI Practice Standard for Earned Value
//! Management; earned schedule after Lipke (2003).
//!
//! [`Missing`]: crate::value::Missing

mod curve;
mod earned_schedule;
mod measures;
mod recurring;
mod spread;

pub use curve::planned_curve;
pub use earned_schedule::EarnedSchedule;
pub use measures::Measures;
pub use recurring::{Recurring, recurring};

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::document::keys::words::Category;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::model::kinds::Cost;
use crate::schedule::Schedule;
use crate::schedule::calendar::Instant;
use crate::value::{Date, Decimal, Figure, Missing, Money};
use spread::Piece;

/// Whose money is counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ledger {
    /// The client's: amounts agreed and charged, of the lines that the client sees.
    Client,
    /// The provider's: what it costs, internal lines included. Never for the client.
    Provider,
}

/// The earned value of a project on a day.
#[derive(Debug)]
pub struct EarnedValue {
    /// Whose money it is.
    pub ledger: Ledger,
    /// All work.
    pub whole: Measures,
    /// Without hardware and software, which are bought in one go and hide how the work does.
    pub without_purchases: Measures,
    /// Labour alone.
    pub labour: Measures,
    /// Every line of the ledger, in the order of the register.
    pub lines: Vec<(ItemIndex, Measures)>,
    /// Where on the plan's curve the work is.
    pub earned_schedule: Figure<EarnedSchedule>,
    /// Of contingency lines; in no budget at completion.
    pub contingency: Money,
    /// All lines with contingency: what is held against the cap.
    pub total: Money,
    /// `budget_cap`.
    pub cap: Option<Money>,
    /// Lines with money that no work is tied to, contingency aside: they are in no figure of planned or earned value.
    pub untied: Vec<ItemIndex>,
    /// Lines of which this ledger knows no amount.
    pub without_amount: Vec<ItemIndex>,
}

impl EarnedValue {
    /// What is free under the cap; negative if the budget is over it.
    #[must_use]
    pub fn free_under_cap(&self) -> Option<Money> {
        Some(self.cap? - self.total)
    }
}

/// What the open risks cost on average, all together: the money of each times its likelihood. Chances are left out.
#[must_use]
pub fn exposure(project: &Project) -> Money {
    let threats = project.risks.iter().filter(|risk| risk.is_open() && !risk.is_chance());
    threats.filter_map(|risk| risk.expected_cost()).sum()
}

/// The earned value at the end of a day. `plan` is the schedule of [`crate::schedule::Mode::Plan`].
#[must_use]
pub fn earned_value(project: &Project, plan: &Schedule, as_of: Date, ledger: Ledger) -> EarnedValue {
    let book = Book::new(project, plan, as_of, ledger);
    let lines = &book.lines;
    let of_kind = |wanted: fn(Option<Category>) -> bool| {
        book.measures(lines.iter().filter(|line| wanted(line.cost.category.as_ref().map(|category| category.value))))
    };
    let contingency = lines.iter().filter(|line| line.cost.is_contingency());
    let is_untied = |line: &&Line| !line.cost.is_contingency() && line.amount.is_some() && line.pieces.is_empty();
    EarnedValue {
        ledger,
        whole: book.measures(lines.iter()),
        without_purchases: of_kind(|category| !matches!(category, Some(Category::Hardware | Category::Software))),
        labour: of_kind(|category| category == Some(Category::Labour)),
        lines: lines.iter().map(|line| (item(line.index), book.measures([line].into_iter()))).collect(),
        earned_schedule: book.earned_schedule(),
        contingency: contingency.filter_map(|line| line.amount).sum(),
        total: lines.iter().filter_map(|line| line.amount).sum(),
        cap: project.charter.budget_cap.as_ref().map(|cap| cap.value),
        untied: lines.iter().filter(is_untied).map(|line| item(line.index)).collect(),
        without_amount: lines.iter().filter(|line| line.amount.is_none()).map(|line| item(line.index)).collect(),
    }
}

/// What each task is worth in a ledger, by its place in the register: its parts of all lines. Tasks without money are
/// left out. `plan` is the schedule of [`crate::schedule::Mode::Plan`].
#[must_use]
pub fn task_values(project: &Project, plan: &Schedule, ledger: Ledger) -> BTreeMap<usize, Money> {
    let book = Book::new(project, plan, plan.as_of, ledger);
    let mut values = BTreeMap::new();
    for piece in book.lines.iter().flat_map(|line| &line.pieces) {
        *values.entry(piece.place()).or_insert(Money::ZERO) += piece.value;
    }
    values
}

fn item(index: usize) -> ItemIndex {
    ItemIndex { register: Register::Budget, index: index as u32 }
}

/// A line of a ledger.
struct Line<'a> {
    index: usize,
    cost: &'a Cost,
    amount: Option<Money>,
    /// What was spent up to the status date.
    spent: Figure<Money>,
    /// The line's money by task; empty for contingency and for what no work is tied to.
    pieces: Vec<Piece<'a>>,
}

/// All lines of a ledger, with the plan that their work follows.
struct Book<'a> {
    plan: &'a Schedule,
    as_of: Date,
    lines: Vec<Line<'a>>,
}

impl<'a> Book<'a> {
    fn new(project: &'a Project, plan: &'a Schedule, as_of: Date, ledger: Ledger) -> Self {
        let spreader = spread::Spreader::new(project, plan);
        let is_in = |cost: &Cost| ledger == Ledger::Provider || cost.base.is_for_client();
        let line = |(index, cost): (usize, &'a Cost)| {
            let amount = amount(cost, ledger);
            let pieces = match amount {
                Some(amount) if !cost.is_contingency() => spreader.pieces(cost, amount),
                _ => Vec::new(),
            };
            Line { index, cost, amount, spent: spent(cost, as_of, ledger), pieces }
        };
        let lines = project.budget.iter().enumerate().filter(|(_, cost)| is_in(cost)).map(line).collect();
        Self { plan, as_of, lines }
    }

    /// The measures of some lines.
    fn measures<'b>(&self, lines: impl Iterator<Item = &'b Line<'b>>) -> Measures {
        let lines: Vec<&Line> = lines.collect();
        let pieces = || lines.iter().flat_map(|line| &line.pieces);
        let status = Instant::end_of(self.as_of);
        let budget: Money = pieces().map(|piece| piece.value).sum();
        let earned = pieces().map(|piece| piece.value * spread::earned_share(piece.task, self.as_of)).sum();
        let spent: Figure<Vec<Money>> = lines.iter().map(|line| line.spent).collect();
        Measures {
            at_completion: if budget == Money::ZERO { Err(Missing::NoBudget) } else { Ok(budget) },
            planned: self.planned(pieces(), status),
            earned,
            spent: spent.map(|spent| spent.into_iter().sum()),
        }
    }

    fn planned<'b>(&self, pieces: impl Iterator<Item = &'b Piece<'b>>, at: Instant) -> Figure<Money> {
        let mut sum = Money::ZERO;
        for piece in pieces {
            let share = piece.planned_share(self.plan, at).ok_or(Missing::NoSchedule)?;
            sum += piece.value * share;
        }
        Ok(sum)
    }

    fn earned_schedule(&self) -> Figure<EarnedSchedule> {
        let whole = self.measures(self.lines.iter());
        let planned = |at: Instant| self.planned(self.lines.iter().flat_map(|line| &line.pieces), at);
        earned_schedule::earned_schedule(self.plan, self.as_of, &whole, planned)
    }
}

/// What a line comes to: for the client its amount, for the provider its cost.
fn amount(cost: &Cost, ledger: Ledger) -> Option<Money> {
    let price = cost.total();
    match ledger {
        Ledger::Client => price,
        Ledger::Provider => {
            let by_margin = || {
                let left = Decimal::ONE_HUNDRED.checked_sub(cost.margin.as_ref()?.value)?;
                Some(price? * left.checked_div(Decimal::ONE_HUNDRED)?)
            };
            let own = cost.cost.as_ref().map(|cost| cost.value);
            own.or_else(by_margin).or_else(|| price.filter(|_| !cost.base.is_for_client()))
        }
    }
}

/// What was spent up to a day. The `spent` of a client's line is what was charged, not what the provider paid.
fn spent(cost: &Cost, as_of: Date, ledger: Ledger) -> Figure<Money> {
    let is_past = |date: Date| date <= as_of;
    let entries = cost.spent.items.iter().filter(|spent| spent.date.as_ref().is_some_and(|date| is_past(date.value)));
    let amounts: Vec<Money> = entries.filter_map(|spent| spent.amount.as_ref()).map(|amount| amount.value).collect();
    if ledger == Ledger::Provider && cost.base.is_for_client() && !amounts.is_empty() {
        return Err(Missing::NoProviderCost);
    }
    Ok(amounts.into_iter().sum())
}
