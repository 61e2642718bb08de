//! How milestones moved, risks by probability and effect, and figures of earlier updates.

use std::collections::BTreeMap;

use crate::audience::{PublicKpi, PublicMilestone, PublicRisk};
use crate::document::keys::Register;
use crate::document::keys::words::{KpiSource, RiskStatus};
use crate::value::{Date, Decimal};
use crate::view::Maker;
use crate::view::chart::matrix::{self, matrix};
use crate::view::chart::spark::{Spark, spark};
use crate::view::chart::trend::{Path, trend};
use crate::view::chart::{Chart, Key, Picture};
use crate::view::links::item_url;
use crate::view::table::{Cell, Head, Line, Table};

impl Maker<'_> {
    /// What updates foretold of each milestone, in the order of their days.
    fn foretold(&self) -> Vec<(&PublicMilestone, Vec<(Date, Date)>)> {
        let mut points: BTreeMap<&str, Vec<(Date, Date)>> = BTreeMap::new();
        for snapshot in &self.plan.figures.snapshots {
            for (milestone, day) in &snapshot.milestones {
                points.entry(milestone).or_default().push((snapshot.date, *day));
            }
        }
        let milestones = self.plan.milestones.iter();
        let mut all: Vec<(&PublicMilestone, Vec<(Date, Date)>)> =
            milestones.filter_map(|one| Some((one, points.remove(one.base.id.as_str())?))).collect();
        all.sort_by_key(|(milestone, points)| (points.last().map(|(_, day)| *day), &milestone.base.id));
        all
    }

    pub(in crate::view) fn trend_chart(&self) -> Option<Chart> {
        let paths: Vec<Path> = self
            .foretold()
            .into_iter()
            .map(|(milestone, points)| {
                let shown = milestone.reached.or(points.last().map(|(_, day)| *day));
                let tail = shown.map(|day| format!(", {}", self.words.day_month(day))).unwrap_or_default();
                Path { name: milestone.base.title.clone(), tail, points, reached: milestone.reached }
            })
            .collect();
        let picture = trend(&paths, &|day| self.words.day_short_month(day))?;
        let moved = paths.iter().filter(|path| path.points.iter().any(|(_, day)| *day != path.points[0].1)).count();
        let entries = [
            (picture.lines.iter().any(|line| line.look == "reached"), Key::disc("reached", self.say("trend.reached"))),
            (picture.lines.iter().any(|line| line.look == "to-come"), Key::disc("to-come", self.say("trend.ahead"))),
            (true, Key::line("deadline", self.say("trend.diagonal"))),
        ];
        Some(Chart {
            id: "trend",
            title: self.words.fill_count("trend.message", paths.len() as i64, &[("moved", &moved)]),
            description: self.say("trend.text").to_owned(),
            key: entries.into_iter().filter(|(is_there, _)| *is_there).map(|(_, key)| key).collect(),
            picture: Picture::Trend(picture),
        })
    }

    /// What the picture shows, as text: a row a milestone, a column an update.
    pub(in crate::view) fn trend_table(&self) -> Option<Table> {
        let foretold = self.foretold();
        let mut days: Vec<Date> = foretold.iter().flat_map(|(_, points)| points.iter().map(|(day, _)| *day)).collect();
        days.sort_unstable();
        days.dedup();
        if days.len() < 2 {
            return None;
        }
        let days = &days[days.len().saturating_sub(12)..];
        let mut table = self.table(self.year_caption("trend.caption"), &["milestones.name"]);
        let head = |day: &Date| Head { text: self.words.day_short_month(*day), is_number: false };
        table.heads.extend(days.iter().map(head));
        table.csv = Some("trend.csv".to_owned());
        for (milestone, points) in foretold {
            let url = Some(item_url(Register::Milestones, &milestone.base.id));
            let day = |update: &Date| points.iter().find(|(day, _)| day == update).map(|(_, day)| *day);
            let cell = |day: Option<Date>| {
                day.map_or_else(Cell::nothing, |day| Cell::of(self.words.day_short_month(day), day))
            };
            let cells = days.iter().map(|update| cell(day(update)));
            table.rows.push(Line::new([Cell::link(&milestone.base.title, url)].into_iter().chain(cells).collect()));
        }
        Some(table)
    }

    /// Risks in the order of their numbers.
    pub(in crate::view) fn risk_chart(&self, risks: &[&PublicRisk]) -> Option<Chart> {
        let level = |risk: &&PublicRisk| {
            let (probability, impact) = (risk.probability?, risk.impact?);
            Some(matrix::Risk { probability, impact, is_open: risk.status == RiskStatus::Open })
        };
        let levels: Vec<Option<matrix::Risk>> = risks.iter().map(level).collect();
        let drawn = || levels.iter().flatten();
        if drawn().count() == 0 {
            return None;
        }
        let across = ["risks.rare", "risks.unlikely", "risks.possible", "risks.likely", "risks.sure"];
        let across = across.map(|key| self.say(key).to_owned());
        let upwards = (self.say("risks.severe").to_owned(), self.say("risks.slight").to_owned());
        let open = drawn().filter(|risk| risk.is_open).count() as i64;
        let entries = [
            (drawn().any(|risk| risk.is_open), Key::disc("open", self.say("risks.open_disc"))),
            (drawn().any(|risk| !risk.is_open), Key::disc("ahead", self.say("risks.closed_disc"))),
            (true, Key::line("deadline", self.say("risks.watch"))),
            (true, Key::line("act", self.say("risks.act"))),
        ];
        let high = drawn().filter(|risk| risk.is_open && risk.probability.saturating_mul(risk.impact) >= 8).count();
        Some(Chart {
            id: "matrix",
            title: self.words.fill_count("risks.message", open, &[("high", &high)]),
            description: self.say("risks.text").to_owned(),
            key: entries.into_iter().filter(|(is_there, _)| *is_there).map(|(_, key)| key).collect(),
            picture: Picture::Matrix(matrix(&levels, across, upwards)),
        })
    }

    /// How a measure went over the last updates.
    pub(in crate::view) fn kpi_spark(&self, kpi: &PublicKpi) -> Option<Spark> {
        spark(&self.kpi_readings(kpi).into_iter().map(|(_, value, _)| value).collect::<Vec<_>>(), Decimal::ZERO)
    }

    /// What a measure was, oldest first: as people read it, or as updates kept it.
    pub(in crate::view) fn kpi_readings(&self, kpi: &PublicKpi) -> Vec<(Date, Decimal, Option<String>)> {
        let mut readings = kpi.readings.clone();
        if kpi.source == Some(KpiSource::PercentComplete) && readings.is_empty() {
            let snapshots = self.plan.figures.snapshots.iter().filter(|snapshot| snapshot.date < self.plan.as_of);
            readings = snapshots.filter_map(|snapshot| Some((snapshot.date, snapshot.percent?, None))).collect();
            readings.extend(self.plan.figures.percent.map(|percent| (self.plan.as_of, percent, None)));
        }
        readings.sort_by_key(|(date, ..)| *date);
        readings
    }
}
