//! The pictures of money: by category, as one bar, and over time.

use std::collections::BTreeMap;

use crate::audience::{PublicChange, PublicCost};
use crate::document::keys::Register;
use crate::document::keys::words::{Category, ChangeStatus};
use crate::value::{Date, Money};
use crate::view::Maker;
use crate::view::chart::bars::{self, Amounts};
use crate::view::chart::curve::{self, Forecast, curve};
use crate::view::chart::{Chart, Key, Picture};
use crate::view::forecast::whole;

impl Maker<'_> {
    /// What each line was at first, what changes made of it, and what is spent; in the order of the register.
    pub(in crate::view) fn line_amounts(&self) -> Vec<(&PublicCost, Amounts)> {
        let mut by_id: BTreeMap<&str, Amounts> = BTreeMap::new();
        for line in &self.plan.budget {
            let agreed = line.amount.unwrap_or(Money::ZERO).max(Money::ZERO);
            by_id.insert(
                &line.base.id,
                Amounts { agreed, spent: self.line_spent(line).max(Money::ZERO), ..Amounts::default() },
            );
        }
        for change in &self.plan.changes {
            match change.status {
                ChangeStatus::Approved => apply(change, &mut by_id),
                ChangeStatus::Proposed => propose(change, &mut by_id),
                _ => {}
            }
        }
        self.plan.budget.iter().map(|line| (line, by_id[line.base.id.as_str()])).collect()
    }

    /// The sums of each category, the largest first, contingency last.
    pub(in crate::view) fn category_amounts(&self) -> Vec<(Category, Amounts)> {
        let mut sums: BTreeMap<Category, Amounts> = BTreeMap::new();
        for (line, amounts) in self.line_amounts() {
            let sum = sums.entry(line.category.unwrap_or(Category::Other)).or_default();
            *sum = sum.plus(&amounts);
        }
        let mut rows: Vec<(Category, Amounts)> = sums.into_iter().collect();
        rows.sort_by_key(|(category, sum)| {
            (*category == Category::Contingency, std::cmp::Reverse(sum.now()), *category)
        });
        rows
    }

    pub(in crate::view) fn category_chart(&self) -> Option<Chart> {
        let words = |amounts: &Amounts| {
            let (spent, now) = (self.words.figure(amounts.spent), self.words.figure(amounts.now()));
            let text = self.words.fill("budget.spent_of", &[("spent", &spent), ("agreed", &now)]);
            let changed = amounts.added - amounts.removed;
            if changed == Money::ZERO {
                return text;
            }
            let changed = self.words.fill("budget.changed", &[("amount", &self.words.signed_figure(changed))]);
            format!("{text} ({changed})")
        };
        let rows = self.category_amounts();
        let mut drawn: Vec<(String, String, Amounts)> = rows
            .iter()
            .map(|(category, sum)| (self.words.name("category", category.name()).to_owned(), words(sum), *sum))
            .collect();
        let named = rows.iter().map(|(_, sum)| sum.proposed).sum::<Money>();
        let proposed = self.proposed() - named;
        if proposed > Money::ZERO {
            let name = self.say("budget.proposed_row").to_owned();
            let sum = Amounts { proposed, ..Amounts::default() };
            drawn.push((name, self.words.signed_figure(proposed), sum));
        }
        let all = drawn.iter().fold(Amounts::default(), |all, (_, _, sum)| all.plus(sum));
        if all.is_nothing() {
            return None;
        }
        let (name, text) = drawn.first().map(|(name, text, _)| (name.clone(), text.clone()))?;
        Some(Chart {
            id: "bars",
            title: self.words.fill("budget.bars_message", &[("category", &name), ("amounts", &text)]),
            description: self.say("budget.bars_text").to_owned(),
            key: self.money_key(&all, false),
            picture: Picture::Bars(bars::rows(&drawn, &|sum| self.words.figure(sum))),
        })
    }

    /// The whole budget in one bar.
    pub(in crate::view) fn money_chart(&self) -> Option<Chart> {
        let amounts = self.all_amounts();
        if amounts.now() <= Money::ZERO {
            return None;
        }
        let cap = self.plan.project.budget_cap.filter(|cap| *cap > Money::ZERO);
        let fill = |key: &str, amount: Money| self.words.fill(key, &[("amount", &self.words.figure(amount))]);
        let names = bars::Names {
            spent: fill("budget.bar_spent", amounts.spent),
            agreed: fill(self.agreed_or("budget.bar_agreed", "budget.bar_planned"), amounts.now()),
            cap: cap.map(|cap| fill("budget.bar_cap", cap)).unwrap_or_default(),
        };
        let (spent, agreed) = (self.words.money(amounts.spent), self.words.figure(amounts.now()));
        Some(Chart {
            id: "bar",
            title: self.words.fill("budget.bar_message", &[("spent", &spent), ("agreed", &agreed)]),
            description: self.say("budget.bar_text").to_owned(),
            key: self.money_key(&amounts, true),
            picture: Picture::Bars(bars::one(&amounts, cap, names)),
        })
    }

    /// What was agreed at first, what all changes made of it, and what is spent.
    fn all_amounts(&self) -> Amounts {
        let of = |change: &PublicChange| change.budget.unwrap_or(Money::ZERO);
        let approved = || self.plan.changes.iter().filter(|change| change.status == ChangeStatus::Approved).map(of);
        let removed: Money = approved().filter(|amount| *amount < Money::ZERO).map(|amount| -amount).sum();
        let added: Money = approved().filter(|amount| *amount > Money::ZERO).sum();
        let agreed = (self.totals().0 - added + removed).max(Money::ZERO);
        Amounts { agreed, added, removed, proposed: self.proposed(), spent: self.spent().max(Money::ZERO) }
    }

    /// What proposed changes would add.
    fn proposed(&self) -> Money {
        let waiting = self.plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed);
        waiting.filter_map(|change| change.budget).filter(|amount| *amount > Money::ZERO).sum()
    }

    fn money_key(&self, all: &Amounts, has_values: bool) -> Vec<Key> {
        let agreed = match self.agreed_on().filter(|_| self.is_agreed()) {
            Some(date) => self.words.fill("budget.agreed_on", &[("date", &self.words.day_month(date))]),
            None => self.say(self.agreed_or("budget.agreed", "budget.planned")).to_owned(),
        };
        let entries = [
            (true, Key::bar("spent", self.say("budget.spent")), all.spent),
            (true, Key::bar("base", &agreed), all.agreed),
            (all.added > Money::ZERO, Key::bar("added", self.say("budget.added")), all.added),
            (all.removed > Money::ZERO, Key::bar("removed", self.say("budget.removed")), all.removed),
            (all.proposed > Money::ZERO, Key::bar("proposed", self.say("budget.proposed")), all.proposed),
        ];
        let shown = entries.into_iter().filter(|(is_there, ..)| *is_there);
        shown.map(|(_, key, sum)| if has_values { key.value(self.words.figure(sum)) } else { key }).collect()
    }

    /// Planned, done and spent over time, with the forecast.
    pub(in crate::view) fn curve_chart(&self) -> Option<Chart> {
        let figures = &self.plan.figures;
        let plan = curve::Plan {
            start: figures.curve.first().map(|(day, _)| *day)?,
            as_of: self.plan.as_of,
            planned: figures.curve.clone(),
            done: self.done_points(),
            spent: self.spent_points(),
            forecast: self.curve_forecast().filter(|_| self.is_judged()),
            cap: self.plan.project.budget_cap.filter(|cap| *cap > Money::ZERO),
        };
        let sums = || plan.planned.iter().chain(&plan.done).chain(&plan.spent).map(|(_, sum)| *sum);
        if sums().all(|sum| sum == Money::ZERO) {
            return None;
        }
        let picture = self.with_months(|months| {
            let names = curve::Names {
                level: &|sum, is_top| if is_top { self.words.money(sum) } else { self.words.figure(sum) },
                cap: &|sum| self.words.fill("budget.bar_cap", &[("amount", &self.words.figure(sum))]),
                today: self.words.day_month(self.plan.as_of),
                finish: plan.forecast.map(|forecast| self.days(forecast.earliest, forecast.latest)).unwrap_or_default(),
                months,
            };
            curve(&plan, &names)
        })?;
        Some(Chart {
            id: "curve",
            title: self.curve_message(),
            description: self.say("budget.curve_text").to_owned(),
            key: self.curve_key(&plan),
            picture: Picture::Curve(picture),
        })
    }

    fn curve_message(&self) -> String {
        let figures = &self.plan.figures;
        let figure = |sum: Money| self.words.figure(whole(sum));
        let spent = self.words.figure(self.spent());
        let Some((planned, done)) = figures.planned.zip(figures.earned) else {
            return self.words.fill("budget.curve_spent", &[("spent", &spent)]);
        };
        let (planned, done) = (figure(planned), figure(done));
        self.words.fill("budget.curve_message", &[("planned", &planned), ("done", &done), ("spent", &spent)])
    }

    fn curve_key(&self, plan: &curve::Plan) -> Vec<Key> {
        let figures = &self.plan.figures;
        let figure = |sum: Money| self.words.figure(whole(sum));
        let mut key = vec![
            Key::line("planned", self.say("budget.planned_work"))
                .value(figures.planned.map(figure).unwrap_or_default()),
        ];
        if !plan.done.is_empty() {
            key.push(
                Key::line("earned", self.say("budget.work_done")).value(figures.earned.map(figure).unwrap_or_default()),
            );
        }
        key.push(Key::line("paid", self.say("budget.spent")).value(self.words.figure(self.spent())));
        if let Some(forecast) = plan.forecast {
            let (low, high) = (figure(forecast.low), figure(forecast.high));
            let range = self.words.fill("budget.from_to", &[("low", &low), ("high", &high)]);
            let usual = figure(forecast.usual);
            let value = if low == high { usual } else { format!("{usual} ({range})") };
            key.push(Key::line("deadline", self.say("budget.forecast")).value(value));
        }
        key
    }

    /// What was done by the days of updates, and by now.
    fn done_points(&self) -> Vec<curve::Point> {
        let as_of = self.plan.as_of;
        let old = self.plan.figures.snapshots.iter().filter(|snapshot| snapshot.date < as_of);
        let old = old.filter_map(|snapshot| Some((snapshot.date, snapshot.earned?)));
        old.chain(self.plan.figures.earned.map(|earned| (as_of, earned))).collect()
    }

    /// What was spent in all by the days on which something was.
    fn spent_points(&self) -> Vec<curve::Point> {
        let mut by_day: BTreeMap<Date, Money> = BTreeMap::new();
        for spent in self.plan.budget.iter().flat_map(|line| &line.spent) {
            let date = spent.date.unwrap_or(self.plan.as_of);
            if date <= self.plan.as_of {
                *by_day.entry(date).or_insert(Money::ZERO) += spent.amount;
            }
        }
        let mut sum = Money::ZERO;
        by_day
            .into_iter()
            .map(|(day, amount)| {
                sum += amount;
                (day, sum)
            })
            .collect()
    }

    fn curve_forecast(&self) -> Option<Forecast> {
        let (usual, low, high) = self.plan.figures.estimate?;
        let earliest = self.plan.figures.finish.filter(|finish| *finish > self.plan.as_of)?;
        let latest = self.plan.figures.finish_by_pace.map_or(earliest, |latest| latest.max(earliest));
        Some(Forecast { low, usual, high, earliest, latest })
    }

    /// The curve's figures as text, by the days of updates.
    pub(in crate::view) fn money_points(&self) -> Vec<(Date, Option<Money>, Option<Money>, Money)> {
        let spent = self.spent_points();
        let spent_by =
            |day: Date| spent.iter().rev().find(|(paid, _)| *paid <= day).map_or(Money::ZERO, |(_, sum)| *sum);
        let planned = &self.plan.figures.curve;
        let planned_by = |day: Date| planned.iter().rev().find(|(planned, _)| *planned <= day).map(|(_, sum)| *sum);
        let now = self.plan.figures.planned;
        let row = |(day, done): (Date, Option<Money>)| {
            let planned = if day == self.plan.as_of { now } else { planned_by(day) };
            (day, planned, done, spent_by(day))
        };
        let mut points: Vec<_> = self.done_points().into_iter().map(|(day, done)| (day, Some(done))).collect();
        if points.is_empty() {
            points.push((self.plan.as_of, None));
        }
        points.into_iter().map(row).collect()
    }
}

/// What an approved change did to the lines that it names.
fn apply(change: &PublicChange, lines: &mut BTreeMap<&str, Amounts>) {
    let is_line = |linked: &&crate::audience::Linked| linked.register == Register::Budget;
    let mut left = change.budget.unwrap_or(Money::ZERO);
    for linked in change.adds.iter().filter(is_line) {
        let Some(line) = lines.get_mut(linked.id.as_str()) else { continue };
        left = left - line.agreed;
        (line.added, line.agreed) = (line.added + line.agreed, Money::ZERO);
    }
    let changed = change.modifies.iter().find(is_line).and_then(|linked| lines.get_mut(linked.id.as_str()));
    let Some(line) = changed else { return };
    if left >= Money::ZERO {
        let part = left.min(line.agreed);
        (line.added, line.agreed) = (line.added + part, line.agreed - part);
    } else {
        (line.removed, line.agreed) = (line.removed - left, line.agreed - left);
    }
}

/// What a proposed change would do to the line that it names.
fn propose(change: &PublicChange, lines: &mut BTreeMap<&str, Amounts>) {
    let named = change.modifies.iter().find(|linked| linked.register == Register::Budget);
    let Some(line) = named.and_then(|linked| lines.get_mut(linked.id.as_str())) else { return };
    line.proposed += change.budget.unwrap_or(Money::ZERO).max(Money::ZERO);
}
