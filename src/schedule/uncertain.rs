//! What may come otherwise in a run: the length of work with a three-point estimate, and risks that add days.

use std::collections::BTreeMap;

use super::build;
use super::calendar::DAY_MINUTES;
use super::chance::{Source, Spread, Tables};
use super::network::{Kind, Length, Network, State};
use super::passes::Span;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::{Item, Target};
use crate::model::kinds::Task;
use crate::value::{Duration, Unit};

/// A risk that may add days.
pub(super) struct Threat {
    source: Source,
    percent: u64,
    /// Nodes with the minutes that come on top.
    pub(super) adds: Vec<(u32, i64)>,
}

impl Threat {
    /// Whether it strikes in a run.
    pub(super) fn strikes(&self, run: u64) -> bool {
        self.source.happens(run, self.percent)
    }

    /// Adds its days.
    pub(super) fn strike(&self, lengths: &mut [Span]) {
        for (node, more) in &self.adds {
            lengths[*node as usize].more = lengths[*node as usize].more.saturating_add(*more);
        }
    }
}

/// A run to be played, for itself and for all others in which every draw falls the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Play {
    /// The first of these runs.
    pub(super) run: u32,
    /// How many they are.
    pub(super) times: u32,
}

/// Everything that can vary.
pub(super) struct Chances {
    pub(super) tables: Tables,
    pub(super) estimates: Vec<(u32, Source, Spread)>,
    pub(super) risks: Vec<Threat>,
}

impl Chances {
    pub(super) fn of(network: &Network) -> Self {
        let mut chances = Self { tables: Tables::new(), estimates: Vec::new(), risks: Vec::new() };
        let mut node_of: BTreeMap<Target, u32> = BTreeMap::new();
        for (index, node) in network.nodes.iter().enumerate() {
            let is_open = !matches!(node.state, State::Finished { .. });
            if let (Kind::Task, Some(task), true) = (node.kind, node.task, is_open) {
                node_of.insert(node.item, index as u32);
                chances.add_estimate(network, index, task);
            }
        }
        for member in &network.members {
            chances.add_risks(network, member.project, &node_of);
        }
        chances
    }

    pub(super) fn is_certain(&self) -> bool {
        self.estimates.is_empty() && self.risks.is_empty()
    }

    /// The nodes that any draw changes.
    pub(super) fn nodes(&self) -> impl Iterator<Item = u32> {
        let risks = self.risks.iter().flat_map(|risk| risk.adds.iter().map(|(node, _)| *node));
        self.estimates.iter().map(|(node, ..)| *node).chain(risks)
    }

    /// What has to be played of so many runs. Where risks alone vary, few runs differ: most strike the same of them.
    pub(super) fn plays(&self, runs: u32) -> Vec<Play> {
        if !self.estimates.is_empty() {
            return (0..runs).map(|run| Play { run, times: 1 }).collect();
        }
        let (mut plays, mut strikes) = (BTreeMap::<Vec<bool>, Play>::new(), Vec::new());
        for run in 0..runs {
            strikes.clear();
            strikes.extend(self.risks.iter().map(|risk| risk.strikes(run.into())));
            match plays.get_mut(strikes.as_slice()) {
                Some(play) => play.times += 1,
                None => drop(plays.insert(strikes.clone(), Play { run, times: 1 })),
            }
        }
        plays.into_values().collect()
    }

    /// What is left of the three points of an estimate, in proportion to what is left of the likely one.
    fn add_estimate(&mut self, network: &Network, index: usize, task: &Task) {
        let node = &network.nodes[index];
        let Some(estimate) = task.duration.as_ref().map(|duration| duration.value) else { return };
        if task.remaining.is_some() {
            return;
        }
        let own = network.own_calendar(node);
        let minutes = |duration: Duration| match (build::length(duration, own), node.length) {
            (Length::Working(minutes), Length::Working(_)) | (Length::Elapsed(minutes), Length::Elapsed(_)) => {
                Some(minutes)
            }
            _ => None,
        };
        let all = [estimate.optimistic, estimate.likely, estimate.pessimistic].map(minutes);
        let [Some(best), Some(likely), Some(worst)] = all else { return };
        let left = |minutes: i64| match likely {
            0 => minutes,
            _ => (i128::from(minutes) * i128::from(node.length.minutes()) / i128::from(likely)) as i64,
        };
        if let Some(spread) = self.tables.spread(left(best), left(likely), left(worst)) {
            let project = network.members[node.member].project;
            let source = Source::of([&project.id, Register::Tasks.name(), task.id()]);
            self.estimates.push((index as u32, source, spread));
        }
    }

    fn add_risks(&mut self, network: &Network, project: &Project, node_of: &BTreeMap<Target, u32>) {
        for risk in project.risks.iter().filter(|risk| risk.is_open()) {
            let (Some(percent), Some(days)) = (risk.likelihood_percent(), &risk.days) else { continue };
            let affected = risk.affects.items.iter().filter_map(|reference| node_of.get(&reference.target?).copied());
            let adds = affected.map(|node| (node, more(network, node, days.value)));
            let adds: Vec<(u32, i64)> = adds.filter(|(_, minutes)| *minutes > 0).collect();
            if !adds.is_empty() {
                let source = Source::of([&project.id, Register::Risks.name(), risk.id()]);
                self.risks.push(Threat { source, percent: u64::from(percent), adds });
            }
        }
    }
}

/// The minutes that a risk adds to a node, in what the node is counted in: a week of work is a week by the clock.
fn more(network: &Network, index: u32, days: Duration) -> i64 {
    let node = &network.nodes[index as usize];
    let own = network.own_calendar(node);
    let is_elapsed = days.unit == Unit::ElapsedDays;
    let minutes = build::length(days, own).minutes();
    let (day, week) = (own.minutes_per_day(), own.minutes_per_day() * own.days_per_week());
    match (node.length, is_elapsed) {
        (Length::Working(_), false) | (Length::Elapsed(_), true) => minutes,
        (Length::Working(_), true) => minutes.saturating_mul(week) / (7 * DAY_MINUTES),
        (Length::Elapsed(_), false) if day == 0 => 0,
        (Length::Elapsed(_), false) => minutes.saturating_mul(7 * DAY_MINUTES) / week.max(1),
    }
}
