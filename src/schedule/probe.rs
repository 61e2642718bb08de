//! What would follow if a task took longer: the test of a network that DCMA calls the critical path test.

use super::calendar::{DAY_MINUTES, Instant};
use super::network::{Length, Network};
use super::{Mode, build, forward, order};
use crate::model::item::{ItemIndex, Target};
use crate::model::{Portfolio, Project};
use crate::value::Date;

/// When an item would finish if a task took that many working days longer. None if it has no dates then.
#[must_use]
pub fn finish_if_longer(
    portfolio: &Portfolio,
    project: &Project,
    as_of: Date,
    (task, days): (ItemIndex, i64),
    item: ItemIndex,
) -> Option<Instant> {
    let mut network = build::build(portfolio, project, as_of, Mode::Forecast);
    lengthen(&mut network, Target { project: project.place, item: task }, days)?;
    let order = order::order(&network);
    let placed = forward::forward(&network, &order);
    let wanted = Target { project: project.place, item };
    let place = network.nodes.iter().position(|node| node.item == wanted)?;
    placed.get(place)?.as_ref().ok().map(|placed| placed.finish)
}

fn lengthen(network: &mut Network, item: Target, days: i64) -> Option<()> {
    let calendar = &network.calendars[network.members[0].calendar];
    let working = days.checked_mul(calendar.minutes_per_day())?;
    // As many days of the calendar as hold that many working days.
    let elapsed = days.checked_mul(7 * DAY_MINUTES)?.checked_div(calendar.days_per_week())?;
    let node = network.nodes.iter_mut().find(|node| node.item == item)?;
    node.length = match node.length {
        Length::Working(length) => Length::Working(length.checked_add(working)?),
        Length::Elapsed(length) => Length::Elapsed(length.checked_add(elapsed)?),
    };
    Some(())
}
