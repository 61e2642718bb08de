//! Laws of the diff on random plans, in any layout of files.

use std::collections::BTreeMap;

use planmark::analysis::read;
use planmark::diff::{Cover, Difference, Kind};
use planmark::document::keys::Class;
use planmark::model::read::Proposed;
use planmark::text::{Content, SourceFile, SourceSet};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use proptest::{prop_assert, prop_assert_eq};

use crate::diff_cases::{Plan, between, compare, obeys_the_laws};

/// Fields of an item, as they are written.
type Fields = Vec<(&'static str, String)>;
/// Items by register and id.
type Items = BTreeMap<(&'static str, String), Fields>;

/// A plan before it is written into files.
#[derive(Clone, Debug)]
struct Sketch {
    items: Items,
    scope: Vec<String>,
    cap: u32,
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Wi-Fi in all 14 rooms".to_owned()),
        Just("Wi-Fi in all 12 rooms".to_owned()),
        Just("\"Handover, in under 2 seconds\"".to_owned()),
        Just("Cabling".to_owned()),
        "[A-Z][a-z]{2,8} [a-z]{2,8}",
    ]
}

fn item() -> impl Strategy<Value = ((&'static str, String), Fields)> {
    let id = "[a-d]";
    let deliverable = (id, words(), prop::collection::vec(words(), 0..3)).prop_map(|(id, title, criteria)| {
        let fields = vec![
            ("title", title),
            ("kind", "service".to_owned()),
            ("acceptance", format!("[{}]", criteria.join(", "))),
        ];
        (("deliverables", id), fields)
    });
    let task = (id, words(), 1..9u32, prop::option::of("[a-d]"), prop::option::of("[a-d]")).prop_map(
        |(id, title, days, after, deliverable)| {
            let mut fields = vec![("title", title), ("duration", format!("{days}d"))];
            fields.extend(after.filter(|after| *after < id).map(|after| ("after", after)));
            fields.extend(deliverable.map(|deliverable| ("deliverable", deliverable)));
            (("tasks", id), fields)
        },
    );
    let cost = (id, 1..9u32, "[a-d]").prop_map(|(id, amount, task)| {
        let fields = vec![("title", "Cost".to_owned()), ("amount", (amount * 100).to_string()), ("tasks", task)];
        (("budget", id), fields)
    });
    let milestone = (id, 1..29u32).prop_map(|(id, day)| {
        (("milestones", id), vec![("title", "Mark".to_owned()), ("target", format!("2026-05-{day:02}"))])
    });
    let change =
        (id, words(), "[a-d]", prop_oneof![Just("approved"), Just("proposed")], prop_oneof![Just("ana"), Just("tom")])
            .prop_map(|(id, title, named, status, by)| {
                let mut fields = vec![("title", title), ("adds", format!("[deliverables/{named}]"))];
                fields.push(("modifies", format!("[budget/{named}.amount, scope.in]")));
                fields.push(("status", status.to_owned()));
                if status == "approved" {
                    fields.push(("decided", format!("{{by: {by}, date: 2026-04-20}}")));
                }
                (("changes", id), fields)
            });
    prop_oneof![deliverable, task, cost, milestone, change]
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let items = prop::collection::vec(item(), 0..10);
    (items, prop::collection::vec("[A-Z][a-z]{2,6}", 0..3), 1..4u32).prop_map(|(items, scope, cap)| Sketch {
        items: items.into_iter().collect(),
        scope,
        cap: cap * 1000,
    })
}

/// Where the items of a register are written.
#[derive(Clone, Copy, Debug)]
enum Layout {
    OneFile,
    Registers,
    Items,
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![Just(Layout::OneFile), Just(Layout::Registers), Just(Layout::Items)]
}

const HEAD: &str = "title: Plan\nstage: execution\ncurrency: EUR\n\
                    signoffs: [{gate: planning, by: ana, date: 2026-04-01}]\nstakeholders:\n  \
                    ana: {name: Ana, side: client, roles: [sponsor]}\n  tom: {name: Tom, side: provider, roles: [pm]}\n";

impl Sketch {
    fn files(&self, layout: Layout, extra: &str) -> Vec<(String, String)> {
        let mut project =
            format!("{HEAD}budget_cap: {}\nscope: {{in: [{}]}}\n{extra}", self.cap, self.scope.join(", "));
        let mut files = Vec::new();
        let mut registers: BTreeMap<&str, String> = BTreeMap::new();
        for ((register, id), fields) in &self.items {
            match layout {
                Layout::Items => {
                    files.push((format!("{register}/{id}.md"), format!("---\n{}---\n", block(fields, ""))))
                }
                _ => {
                    let text = registers.entry(register).or_insert_with(|| format!("{register}:\n"));
                    text.push_str(&format!("  {id}:\n{}", block(fields, "    ")));
                }
            }
        }
        for (register, text) in registers {
            match layout {
                Layout::OneFile => project.push_str(&text),
                _ => files.push((format!("{register}.md"), format!("---\n{text}---\n"))),
            }
        }
        files.push(("project.md".to_owned(), format!("---\n{project}---\n")));
        files
    }

    fn plan(&self, layout: Layout) -> Plan {
        Plan::of(set(&self.files(layout, "")))
    }
}

fn block(fields: &Fields, indent: &str) -> String {
    fields.iter().map(|(key, value)| format!("{indent}{key}: {value}\n")).collect()
}

fn set(files: &[(String, String)]) -> SourceSet {
    let file = |(path, text): &(String, String)| SourceFile {
        path: path.clone(),
        content: Content::Text(text.as_str().into()),
    };
    SourceSet::new(files.iter().map(file).collect())
}

/// What is judged, without places and without what only moved.
fn verdict(base: &Plan, head: &Plan) -> Vec<String> {
    let review = compare(base, head);
    let judged = review.projects.iter().flat_map(|project| &project.verdict.judged);
    let judged = judged.filter(|judged| judged.difference.kind != Kind::Moved);
    let line = |difference: &Difference, cover: &Cover| {
        let text = |said: &Option<planmark::diff::Said>| said.as_ref().map(|said| said.text.clone());
        let (before, after) = (text(&difference.before), text(&difference.after));
        format!("{:?} {:?} {} {before:?} {after:?} {cover:?}", difference.class, difference.topic, difference.path)
    };
    judged.map(|judged| line(&judged.difference, &judged.cover)).collect()
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]

    #[test]
    fn a_plan_equals_itself_and_both_ways_round_tell_the_same(
        one in sketch(), other in sketch(), old in layout(), new in layout(),
    ) {
        obeys_the_laws(&one.plan(old), &other.plan(new));
    }

    #[test]
    fn the_verdict_does_not_depend_on_the_layout_of_files(
        one in sketch(), other in sketch(), old in layout(), new in layout(),
    ) {
        let plain = verdict(&one.plan(Layout::OneFile), &other.plan(Layout::OneFile));
        prop_assert_eq!(verdict(&one.plan(old), &other.plan(new)), plain);
        let moved = between(&one.plan(old), &one.plan(new));
        prop_assert!(moved.differences.iter().all(|one| one.kind == Kind::Moved && one.class == Class::Editorial));
    }

    #[test]
    fn a_change_that_is_carried_out_gives_the_plan_that_it_says(
        one in sketch(), items in prop::collection::vec(item(), 1..5), is_in_a_register in any::<bool>(),
    ) {
        let layout = if is_in_a_register { Layout::Registers } else { Layout::OneFile };
        let written: Items = items.into_iter().filter(|((register, _), _)| *register != "changes").collect();
        let mut delta = String::new();
        let mut registers: BTreeMap<&str, String> = BTreeMap::new();
        for ((register, id), fields) in &written {
            let text = registers.entry(register).or_insert_with(|| format!("        {register}:\n"));
            text.push_str(&format!("          {id}:\n{}", block(fields, "            ")));
        }
        registers.values().for_each(|text| delta.push_str(text));
        let change = if delta.is_empty() { String::new() } else { format!("      delta:\n{delta}") };
        let mut base = one;
        base.items.retain(|(register, _), _| *register != "changes");
        let request = format!("changes:\n    wish:\n      title: Wish\n{change}");
        let before = set(&base.files(layout, &request));
        let proposed = [Proposed { folder: String::new(), change: "wish".to_owned() }];
        let carried_out = read(&before, &proposed);
        for ((register, id), fields) in &written {
            let item = base.items.entry((register, id.clone())).or_default();
            item.retain(|(key, _)| fields.iter().all(|(other, _)| other != key));
            item.extend(fields.iter().cloned());
        }
        let after = read(&set(&base.files(layout, &request)), &[]);
        let found = planmark::diff::delta(&carried_out.portfolio.projects[0], &after.portfolio.projects[0]);
        let is_place = |one: &&Difference| one.kind == Kind::Moved;
        let rest: Vec<&Difference> = found.differences.iter().filter(|one| !is_place(one)).collect();
        prop_assert!(rest.is_empty(), "{:?}", rest);
    }
}
