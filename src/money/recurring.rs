//! What is paid again and again: shown apart, and part of no total, cap or earned value.

use super::item;
use crate::document::keys::words::Per;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::value::{Date, Decimal, Money};

/// A recurring payment of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recurring {
    /// The line.
    pub line: ItemIndex,
    /// What a month comes to.
    pub per_month: Money,
    /// What a year comes to.
    pub per_year: Money,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

/// The recurring payments of all lines that the client sees, in the order of the register.
#[must_use]
pub fn recurring(project: &Project) -> Vec<Recurring> {
    let lines = project.budget.iter().enumerate().filter(|(_, cost)| cost.base.is_for_client());
    let payment = |(index, cost): (usize, &crate::model::kinds::Cost)| {
        let recurring = cost.recurring.as_ref()?;
        let amount = recurring.amount.as_ref()?.value;
        let times = match recurring.per.as_ref()?.value {
            Per::Month => 12,
            Per::Quarter => 4,
            Per::Year => 1,
        };
        let per_year = amount * Decimal::from(times);
        let per_month = Money(per_year.0.checked_div(Decimal::from(12))?);
        let day = |told: &crate::model::item::Told<Date>| told.as_ref().map(|date| date.value);
        Some(Recurring {
            line: item(index),
            per_month,
            per_year,
            from: day(&recurring.from),
            until: day(&recurring.until),
        })
    };
    lines.filter_map(payment).collect()
}
