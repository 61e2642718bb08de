//! Days of work that people are asked for by week, as strips and as a table of the same figures.

use super::chart::{Chart, Key, Picture, load as strips};
use super::internal::LoadOfWeek;
use super::table::{Cell, Head, Line, Table};
use super::words::Words;

/// People by name with their weeks; all have the same ones.
pub(super) type People<'a> = [(&'a str, &'a [LoadOfWeek])];

/// The weeks that all have.
fn mondays<'a>(people: &People<'a>) -> &'a [LoadOfWeek] {
    people.first().map(|(_, weeks)| *weeks).unwrap_or_default()
}

pub(super) fn chart(words: &Words, people: &People) -> Chart {
    let weeks: Vec<String> = mondays(people).iter().map(|week| words.day_short_month(week.monday)).collect();
    let week = |week: &LoadOfWeek| strips::Week {
        booked: week.days,
        over: week.over,
        has: week.has.unwrap_or_default(),
        text: words.number(week.days.round_dp(1)),
    };
    let drawn: Vec<(String, Vec<strips::Week>)> =
        people.iter().map(|(name, weeks)| ((*name).to_owned(), weeks.iter().map(week).collect())).collect();
    let is_over = |(_, weeks): &&(&str, &[LoadOfWeek])| weeks.iter().any(LoadOfWeek::is_over);
    let names: Vec<&str> = people.iter().filter(is_over).map(|(name, _)| *name).collect();
    let title = match names.is_empty() {
        true => words.say("team.fits").to_owned(),
        false => words.fill("team.too_much", &[("names", &words.list(&names))]),
    };
    let too_much = (!names.is_empty()).then(|| Key::bar("must", words.say("team.beyond")));
    let has = people.iter().flat_map(|(_, weeks)| *weeks).any(|week| week.has.is_some_and(|has| !has.is_zero()));
    let there = has.then(|| Key::line("deadline", words.say("team.there")));
    Chart {
        id: "load",
        title,
        description: words.say("team.load_text").to_owned(),
        key: [Key::bar("done", words.say("team.asked"))].into_iter().chain(too_much).chain(there).collect(),
        picture: Picture::Load(strips::load(&weeks, &drawn)),
    }
}

/// Days asked for, of those that there are.
pub(super) fn table(words: &Words, people: &People) -> Table {
    let mut heads = vec![Head { text: words.say("team.person").to_owned(), is_number: false }];
    heads.extend(mondays(people).iter().map(|week| Head { text: words.day_month(week.monday), is_number: true }));
    let mut table = Table::new(words.fill("team.load_caption", &[("year", &words.year)]), heads);
    table.csv = Some("load.csv".to_owned());
    for (name, weeks) in people {
        let cells = [Cell::text(*name)].into_iter().chain(weeks.iter().map(|week| cell(words, week)));
        table.rows.push(Line::new(cells.collect()));
    }
    table
}

fn cell(words: &Words, week: &LoadOfWeek) -> Cell {
    let days = words.number(week.days.round_dp(1));
    let text = match week.has {
        Some(has) => words.fill("number.of", &[("some", &days), ("all", &words.number(has.round_dp(1)))]),
        None => days,
    };
    let mut cell = Cell::of(text, week.days);
    if week.is_over() {
        words.say("team.over").clone_into(&mut cell.extra);
    }
    cell
}
