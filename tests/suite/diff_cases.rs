//! Two small plans a case, and what a reviewer is told of their difference. `SNAPSHOTS=overwrite` writes what is told;
//! read it before you keep it. Every case obeys the laws of a diff as well.

use std::path::Path;

use planmark::analysis::{Reading, read};
use planmark::config::Config;
use planmark::diff::{Delta, Difference, Kind, Review, Revision, Strength, delta, review};
use planmark::render::{Compared, Look, Side, review_text};
use planmark::text::SourceSet;
use planmark::value::Date;

use crate::folder::{check_generated, sources};

/// A revision with all that it owns.
pub(crate) struct Plan {
    pub(crate) sources: SourceSet,
    config: Option<Config>,
    pub(crate) reading: Reading,
}

impl Plan {
    pub(crate) fn of(sources: SourceSet) -> Self {
        Self { config: Config::read(&sources).ok(), reading: read(&sources, &[]), sources }
    }

    pub(crate) fn revision(&self) -> Revision<'_> {
        Revision { sources: &self.sources, config: self.config.as_ref(), portfolio: &self.reading.portfolio }
    }

    fn side<'a>(&'a self, name: &'a str) -> Side<'a> {
        Side { sources: &self.sources, prefix: "", name }
    }
}

pub(crate) fn compare(base: &Plan, head: &Plan) -> Review {
    review(base.revision(), head.revision(), Date::parse("2026-04-24").expect("a date"), &Default::default())
}

/// What a terminal shows.
pub(crate) fn told(base: &Plan, head: &Plan) -> String {
    let review = compare(base, head);
    let compared = Compared { review: &review, base: base.side("before"), head: head.side("after"), failures: &[] };
    review_text(&compared, &Look { colour: false, unicode: false, width: 100 })
}

fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff");
    let entries = std::fs::read_dir(folder).expect("the cases are there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn plans(name: &str) -> (Plan, Plan) {
    let plan = |side: &str| Plan::of(sources(&format!("tests/fixtures/diff/{name}/{side}")));
    (plan("before"), plan("after"))
}

#[test]
fn every_difference_is_told_in_words() {
    let names = cases();
    assert!(names.len() >= 60, "{} cases", names.len());
    for name in names {
        let (before, after) = plans(&name);
        check_generated(&format!("tests/fixtures/diff/{name}/expected.txt"), &told(&before, &after));
    }
}

/// The differences of two plans that have one project each.
pub(crate) fn between(one: &Plan, other: &Plan) -> Delta {
    match (&one.reading.portfolio.projects[..], &other.reading.portfolio.projects[..]) {
        ([one, ..], [other, ..]) => delta(one, other),
        _ => Delta::default(),
    }
}

/// The same difference, seen the other way round.
fn mirrored(difference: &Difference) -> String {
    let kind = match difference.kind {
        Kind::Added => Kind::Removed,
        Kind::Removed => Kind::Added,
        same => same,
    };
    let strength = difference.strength.map(|strength| match strength {
        Strength::Weaker => Strength::Stronger,
        Strength::Stronger => Strength::Weaker,
    });
    let place = (difference.topic.clone(), difference.path.clone());
    let (here, former) = match &difference.former {
        Some(former) => (former.clone(), Some(place)),
        None => (place, None),
    };
    let text = |said: &Option<planmark::diff::Said>| said.as_ref().map(|said| said.text.clone());
    let (before, after) = (text(&difference.after), text(&difference.before));
    format!("{:?} {here:?} {former:?} {kind:?} {before:?} {after:?} {strength:?}", difference.class)
}

fn plain(difference: &Difference) -> String {
    let place = (difference.topic.clone(), difference.path.clone());
    let text = |said: &Option<planmark::diff::Said>| said.as_ref().map(|said| said.text.clone());
    let (before, after) = (text(&difference.before), text(&difference.after));
    format!(
        "{:?} {place:?} {:?} {:?} {before:?} {after:?} {:?}",
        difference.class, difference.former, difference.kind, difference.strength
    )
}

/// What must hold between any two plans.
pub(crate) fn obeys_the_laws(one: &Plan, other: &Plan) {
    for plan in [one, other] {
        assert_eq!(between(plan, plan).differences, [], "a plan differs from itself");
    }
    let mut forth: Vec<String> = between(one, other).differences.iter().map(mirrored).collect();
    let mut back: Vec<String> = between(other, one).differences.iter().map(plain).collect();
    forth.sort();
    back.sort();
    assert_eq!(forth, back, "one way round is not the other");
}

#[test]
fn every_case_obeys_the_laws() {
    for name in cases() {
        let (before, after) = plans(&name);
        obeys_the_laws(&before, &after);
    }
}
