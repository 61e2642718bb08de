//! Earned value in full for an internal site: all measures of both ledgers, and those of every line.

use crate::document::keys::Stage;
use crate::model::{Portfolio, Project};
use crate::money::{EarnedValue, Ledger, Measures, earned_value};
use crate::schedule::{Mode, schedule};
use crate::value::{Date, Decimal, Figure, Money};
use crate::view::Earned;

/// A measure: its name in the catalogue, whether it is money, and what computes it.
type Measure = (&'static str, bool, fn(&Measures) -> Figure<Decimal>);

const MEASURES: &[Measure] = &[
    ("at_completion", true, |one| amount(one.at_completion)),
    ("planned", true, |one| amount(one.planned)),
    ("earned", true, |one| Ok(one.earned.0)),
    ("spent", true, |one| amount(one.spent)),
    ("schedule_variance", true, |one| amount(one.schedule_variance())),
    ("cost_variance", true, |one| amount(one.cost_variance())),
    ("schedule_index", false, Measures::schedule_index),
    ("cost_index", false, Measures::cost_index),
    ("estimate_typical", true, |one| amount(one.estimate_typical())),
    ("estimate_atypical", true, |one| amount(one.estimate_atypical())),
    ("estimate_pessimistic", true, |one| amount(one.estimate_pessimistic())),
    ("variance_at_completion", true, |one| amount(one.variance_at_completion())),
    ("needed_index", false, Measures::needed_index),
];

fn amount(figure: Figure<Money>) -> Figure<Decimal> {
    figure.map(|money| money.0)
}

/// The measures of a project; none before it is planned or without a budget.
pub(super) fn earned(portfolio: &Portfolio, project: &Project, today: Date) -> Option<Earned> {
    if project.stage() < Stage::Planning || project.budget.is_empty() {
        return None;
    }
    let as_of = project.status_date(today);
    let plan = schedule(portfolio, project, as_of, Mode::Plan);
    let [client, own] = [Ledger::Client, Ledger::Provider].map(|ledger| earned_value(project, &plan, as_of, ledger));
    let columns = [&client.whole, &client.without_purchases, &client.labour, &own.whole];
    let row = |(key, is_money, measure): &Measure| {
        (*key, *is_money, columns.iter().map(|column| measure(column).ok()).collect())
    };
    let mut measures: Vec<(&'static str, bool, Vec<Option<Decimal>>)> = MEASURES.iter().map(row).collect();
    let by_time = |value: &EarnedValue| value.earned_schedule.ok().map(|earned| earned.index);
    measures.push(("time_index", false, vec![by_time(&client), None, None, by_time(&own)]));
    Some(Earned { measures, lines: lines(project, &client) })
}

type Line = (String, [Option<Decimal>; 4], Option<Decimal>);

fn lines(project: &Project, value: &EarnedValue) -> Vec<Line> {
    let line = |(item, one): &(crate::model::item::ItemIndex, Measures)| {
        let earned = one.at_completion.ok().map(|_| one.earned.0);
        let amounts = [amount(one.at_completion).ok(), amount(one.planned).ok(), earned, amount(one.spent).ok()];
        (project.base(*item).id().to_owned(), amounts, one.cost_index().ok())
    };
    value.lines.iter().map(line).collect()
}
