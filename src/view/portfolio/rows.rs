//! The table of projects: one row a project, the worst first.

use serde::Serialize;

use super::{Maker, Member};
use crate::document::keys::Stage;
use crate::document::keys::words::ProjectLight;
use crate::model::published::HistoryDay;
use crate::value::{Date, Decimal, Money};
use crate::view::chart::spark::{self, Spark, spark};
use crate::view::page::{Mark, NOTHING};
use crate::view::table::Head;

/// A value with a second line, which stands beside it on a narrow screen.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ProjectCell {
    pub text: String,
    pub note: String,
    pub is_number: bool,
    /// Whether there is nothing to say: a narrow screen leaves it out.
    pub is_nothing: bool,
    /// How the value came about over the last updates.
    pub spark: Option<Spark>,
}

/// A project.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ProjectRow {
    pub title: String,
    pub client: String,
    pub url: Option<String>,
    pub is_external: bool,
    pub mark: Mark,
    pub cells: Vec<ProjectCell>,
    /// Why nothing is known of it, in place of the cells; empty where something is.
    pub reason: String,
}

/// The projects of a portfolio.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ProjectTable {
    pub caption: String,
    pub project: String,
    pub status: String,
    pub heads: Vec<Head>,
    pub rows: Vec<ProjectRow>,
}

/// A slip of so many days fills the height of its line; a smaller one a part of it, so that rows can be compared.
const FULL_SLIP: i64 = 20;
/// The place of what is off track.
const WORST: u8 = 0;

/// Worst first: off track, out of date, at risk, on track, not judged, over; then the one with the least to spare.
pub(super) fn order(member: &Member, today: Date) -> (u8, i64, String, String) {
    let status = &member.status;
    let weight = match status.light_on(today) {
        _ if !status.stage.is_active() => 5,
        _ if status.is_on_hold || status.last_update.is_none() => 4,
        ProjectLight::Red => WORST,
        ProjectLight::Grey if status.stage < Stage::Execution => 4,
        ProjectLight::Grey => 1,
        ProjectLight::Amber => 2,
        ProjectLight::Green => 3,
    };
    (weight, status.margin_days.unwrap_or(i64::MAX), status.title.clone(), status.id.clone())
}

impl Maker<'_> {
    pub(super) fn table(&self) -> ProjectTable {
        let currency = self.one_currency();
        let caption = match &currency {
            Some(currency) => self.words.fill("portfolio.caption_money", &[("currency", currency)]),
            None => self.words.say("portfolio.caption").to_owned(),
        };
        let head = |key: &str, is_number: bool| Head { text: self.words.say(key).to_owned(), is_number };
        ProjectTable {
            caption,
            project: self.words.say("portfolio.project").to_owned(),
            status: self.words.say("frame.status").to_owned(),
            heads: vec![
                head("portfolio.stage", false),
                head("portfolio.milestone", false),
                head("portfolio.finish", false),
                head("portfolio.margin", true),
                head("portfolio.slip", false),
                head("portfolio.forecast", true),
                head("portfolio.updated", false),
            ],
            rows: self.rows(currency.is_some()),
        }
    }

    /// Of whom nothing is known stands behind those that are off track, before those that are out of date.
    fn rows(&self, is_bare: bool) -> Vec<ProjectRow> {
        let worse = self.members.iter().take_while(|member| order(member, self.today).0 == WORST).count();
        let (first, rest) = self.members.split_at(worse);
        let project = |member: &&Member| self.project(member, is_bare);
        let unknown = self.facts.unknown.iter().map(|one| self.unknown_row(one));
        first.iter().map(project).chain(unknown).chain(rest.iter().map(project)).collect()
    }

    /// The currency of all amounts, where there is just one.
    fn one_currency(&self) -> Option<String> {
        let mut all = self.members.iter().map(|member| member.status.currency.as_str());
        let first = all.next().filter(|first| !first.is_empty())?;
        all.all(|other| other == first).then(|| first.to_owned())
    }

    fn project(&self, member: &Member, is_bare: bool) -> ProjectRow {
        let status = &member.status;
        let (url, is_external) = self.url(member, "index.html");
        let client = if self.facts.client.is_none() { status.client.clone() } else { String::new() };
        let money = |amount: Money| match is_bare {
            true => self.words.figure(amount),
            false => format!("{} {}", status.currency, self.words.figure(amount)).trim().to_owned(),
        };
        let whole = |amount: Money| Money(amount.0.round());
        let forecast = status.budget_forecast.or(status.budget_agreed).map(|amount| money(whole(amount)));
        let agreed = status
            .budget_agreed
            .filter(|_| status.budget_forecast.is_some())
            .map(|amount| self.words.fill("portfolio.of", &[("amount", &money(whole(amount)))]));
        let cell = |text: Option<String>, note: Option<String>, is_number: bool| ProjectCell {
            is_nothing: text.is_none(),
            text: text.unwrap_or_else(|| NOTHING.to_owned()),
            note: note.unwrap_or_default(),
            is_number,
            spark: None,
        };
        let (slip, line) = self.slip(member);
        let finish = status.finish.or(status.target_finish);
        let deadline = status.target_finish.filter(|_| status.finish.is_some());
        let deadline = deadline.map(|day| self.words.fill("portfolio.deadline", &[("date", &self.words.short(day))]));
        let stage = match status.stage {
            Stage::Closed => self.words.say("status.closed"),
            Stage::Cancelled => self.words.say("status.cancelled"),
            stage => self.words.name("stage", stage.name()),
        };
        let (milestone, expected) = self.milestone(member);
        ProjectRow {
            title: status.title.clone(),
            client,
            url,
            is_external,
            mark: self.mark(member),
            cells: vec![
                cell(Some(stage.to_owned()), None, false),
                cell(milestone, expected, false),
                cell(finish.map(|day| self.words.short(day)), deadline, false),
                cell(status.margin_days.map(|days| self.signed(days)), None, true),
                ProjectCell { spark: line, ..cell(slip, None, false) },
                cell(forecast, agreed, true),
                cell(self.age(member), None, false),
            ],
            reason: String::new(),
        }
    }

    /// The next milestone with its date and how far it moved.
    fn milestone(&self, member: &Member) -> (Option<String>, Option<String>) {
        let Some(next) = member.status.next_milestone.as_ref().filter(|_| member.status.stage.is_active()) else {
            return (None, None);
        };
        let moved = next.date.zip(next.target).map_or(0, |(date, target)| target.days_until(date));
        let date = next.date.map(|date| {
            let date = self.words.short(date);
            match moved {
                1.. => self.words.fill_count("portfolio.moved", moved.into(), &[("date", &date)]),
                _ => date,
            }
        });
        (Some(next.title.clone()), date)
    }

    /// How far the finish moved against its deadline over the last updates and until now, and the line of that.
    fn slip(&self, member: &Member) -> (Option<String>, Option<Spark>) {
        let status = &member.status;
        let now = status.finish.map(|finish| HistoryDay { date: status.as_of, finish, target: status.target_finish });
        let earlier = status.history.iter().filter(|day| day.date < status.as_of).copied();
        let days: Vec<HistoryDay> = earlier.chain(now).collect();
        // Without a deadline the first finish stands for it.
        let promised = status.target_finish.or(days.first().map(|day| day.finish));
        let late = |day: &HistoryDay| {
            let target = day.target.or(promised).unwrap_or(day.finish);
            i64::from(target.days_until(day.finish))
        };
        let slips: Vec<i64> = days.iter().map(late).collect();
        let values: Vec<Decimal> = slips.iter().copied().map(Decimal::from).collect();
        let Some(line) = spark(&values, Decimal::from(FULL_SLIP)) else { return (None, None) };
        let moved = slips[slips.len() - 1] - slips[slips.len().saturating_sub(spark::MOST)];
        let words = match moved {
            0 => self.words.say("portfolio.unmoved").to_owned(),
            1.. => self.words.count("portfolio.later", moved),
            _ => self.words.count("portfolio.earlier", -moved),
        };
        (Some(words), Some(line))
    }

    fn signed(&self, days: i64) -> String {
        self.words.signed_figure(Money(days.into()))
    }

    /// How old the last update is.
    fn age(&self, member: &Member) -> Option<String> {
        let days = member.status.last_update?.days_until(self.today);
        Some(match days {
            ..=0 => self.words.say("portfolio.today").to_owned(),
            _ => self.words.count("duration.days", days.into()),
        })
    }
}
