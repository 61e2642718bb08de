//! Laws that the schedule keeps on random plans, odd ones included.

use std::collections::BTreeMap;
use std::fmt::Write;

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::fields::LinkKind;
use planmark::document::keys::Register;
use planmark::model::item::ItemIndex;
use planmark::money::{Ledger, earned_value};
use planmark::schedule::forecast::forecast;
use planmark::schedule::performance::performance;
use planmark::schedule::{Mode, Progress, Schedule, schedule};
use planmark::status::{Facts, kpis, status};
use planmark::text::SourceSet;
use planmark::value::{Date, Decimal};
use proptest::prelude::*;
use proptest::sample::{Index, select};

pub(crate) const TODAY: &str = "2026-03-20";

/// A task of a random plan.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    duration: &'static str,
    /// What it waits for: a task, and how.
    after: Vec<(Index, &'static str)>,
    /// Further fields, each with its value.
    fields: Vec<(&'static str, &'static str)>,
}

/// A plan of tasks `t000` and so on, as texts. `loops` lets a task wait for later ones too.
pub(crate) fn texts(sketches: &[Sketch], calendar: &str, loops: bool) -> BTreeMap<String, Vec<String>> {
    let mut tasks = BTreeMap::new();
    for (place, sketch) in sketches.iter().enumerate() {
        let mut lines = vec![format!("title: Task {place}"), format!("duration: {}", sketch.duration)];
        let range = if loops { sketches.len() } else { place };
        if range > 0 && !sketch.after.is_empty() {
            let link = |(on, how): &(Index, &str)| format!("t{:03} {how}", on.index(range)).trim_end().to_owned();
            let links: Vec<String> = sketch.after.iter().map(link).collect();
            lines.push(format!("after: [{}]", links.join(", ")));
        }
        lines.extend(sketch.fields.iter().map(|(key, value)| format!("{key}: {value}")));
        tasks.insert(format!("t{place:03}"), lines);
    }
    tasks.insert("~calendar".to_owned(), vec![calendar.to_owned()]);
    tasks
}

const REST: &str = "
stakeholders:
  ann: {name: Ann, side: provider, roles: [lead]}
  bob: {name: Bob, side: provider, roles: [technician], away: [{from: 2026-03-09, to: 2026-03-17}]}
  eve: {name: Eve, side: client, roles: [user], away: [{from: 2026-05-01}]}
windows:
  w1: {title: One, kind: outage, start: 2026-03-14T19:00, end: 2026-03-14T23:00, impact: down}
  w2: {title: Two, kind: outage, start: 2026-04-11T19:00, end: 2026-04-11T23:00, impact: down}
  w3: {title: Odd, kind: outage, start: 9999-12-31T23:00, end: 1900-01-01T01:00, impact: down}
milestones:
  end: {title: End, target: 2026-04-30, after: [t000]}
  rough: {title: Rough, target: 2026-04-30}
actions:
  ask: {title: Ask, owner: eve, due: 2026-03-10, for: [t000]}
budget:
  work: {title: Work, category: labour, amount: 1000, tasks: [t000], spent: [{date: 2026-03-10, amount: 500}]}
";

/// The plan as files: tasks in one file, or each `alone` in its own, in the given order.
pub(crate) fn sources(tasks: &BTreeMap<String, Vec<String>>, is_reversed: bool, alone: &[usize]) -> SourceSet {
    let calendar = &tasks["~calendar"][0];
    let head = "id: law\ntitle: Law\nstage: execution\ntarget: {start: 2026-03-02, finish: 2026-05-29}\n";
    let project = format!("---\n{head}as_of: {TODAY}\nreporting: {{every: 1w}}\n{calendar}{REST}---\n");
    let mut files = vec![("project.md".to_owned(), project)];
    let mut list: Vec<(&String, &Vec<String>)> = tasks.iter().filter(|(id, _)| id.starts_with('t')).collect();
    if is_reversed {
        list.reverse();
    }
    let mut register = String::new();
    for (place, (id, lines)) in list.into_iter().enumerate() {
        if alone.contains(&place) {
            files.push((format!("tasks/{id}.md"), format!("---\n{}\n---\n", lines.join("\n"))));
        } else {
            let _ = writeln!(register, "  {id}:\n    {}", lines.join("\n    "));
        }
    }
    if !register.is_empty() {
        files.push(("tasks.md".to_owned(), format!("---\ntasks:\n{register}---\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    SourceSet::of_texts(&files)
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

pub(crate) fn read(sources: &SourceSet) -> Analysis {
    let analysis = analyze(sources, &Config::read(sources).expect("no settings"), day(TODAY));
    assert_eq!(analysis.failures, Vec::<String>::new());
    analysis
}

fn both(analysis: &Analysis) -> [Schedule; 2] {
    [Mode::Plan, Mode::Forecast]
        .map(|mode| schedule(&analysis.portfolio, &analysis.portfolio.projects[0], day(TODAY), mode))
}

pub(crate) const WEEKDAYS: &str = "calendar: {days: mon-fri, hours: 09:00-17:00, holidays: [2026-04-06]}\n";

fn sketch(
    durations: &'static [&'static str],
    fields: &'static [(&'static str, &'static str)],
) -> impl Strategy<Value = Sketch> {
    const LINKS: &[&str] = &["", "", "", "FS+2d", "SS", "SS+1d", "FF", "FF+4h", "SF", "FS+3ed", "FS+0.5d"];
    let after = prop::collection::vec((any::<Index>(), select(LINKS)), 0..4);
    let fields = prop::sample::subsequence(fields, 0..=fields.len().min(3));
    (select(durations), after, fields).prop_map(|(duration, after, fields)| {
        let mut fields = fields;
        fields.dedup_by_key(|(key, _)| *key);
        Sketch { duration, after, fields }
    })
}

/// Links and durations in working time alone, where float and longest path mean the same.
fn plain() -> impl Strategy<Value = Vec<Sketch>> {
    const LINKS: &[&str] = &["", "", "FS+2d", "SS", "SS+1d", "FF", "FF+4h", "FS+0.5d", "FS-1d"];
    let after = prop::collection::vec((any::<Index>(), select(LINKS)), 0..4);
    let task = (select(&["1d", "3d", "2w", "1.5d"][..]), after);
    prop::collection::vec(task.prop_map(|(duration, after)| Sketch { duration, after, fields: Vec::new() }), 1..14)
}

/// What an ordinary plan holds.
pub(crate) fn ordinary() -> impl Strategy<Value = Vec<Sketch>> {
    const FIELDS: &[(&str, &str)] = &[
        ("who", "bob"),
        ("who", "[ann, bob]"),
        ("started", "2026-03-05"),
        ("progress", "40%"),
        ("window", "w1"),
        ("window", "[w1, w2]"),
        ("not_before", "2026-03-26"),
        ("deadline", "2026-04-03"),
    ];
    prop::collection::vec(sketch(&["1d", "3d", "45m", "2w", "7ed", "1.5d", "0d"], FIELDS), 1..14)
}

/// What nobody would write on purpose.
pub(crate) fn odd() -> impl Strategy<Value = Vec<Sketch>> {
    const FIELDS: &[(&str, &str)] = &[
        ("who", "eve"),
        ("who", "{ann: 0.5, bob: 900}"),
        ("started", "9999-12-31"),
        ("started", "1900-01-01"),
        ("finished", "0001-01-01"),
        ("finished", "2026-03-04"),
        ("progress", "100%"),
        ("remaining", "1000000w"),
        ("window", "[w3, w1, w3]"),
        ("not_before", "9999-12-31"),
        ("not_before", "1900-01-01"),
        ("deadline", "0001-01-01"),
        ("pin", "{date: 1900-01-01, reason: odd}"),
        ("pin", "{date: 9999-12-31, reason: odd}"),
        ("parent", "t000"),
        ("parent", "t001"),
        ("effort", "0h"),
        ("cancelled", "2026-03-01"),
        ("earn", "50/50"),
    ];
    prop::collection::vec(sketch(&["0d", "0m", "1000000w", "1000000ed", "1m", "99999d", "3d", "x"], FIELDS), 1..10)
}

pub(crate) fn any_calendar() -> impl Strategy<Value = &'static str> {
    select(
        &[
            WEEKDAYS,
            "",
            "calendar: {days: [], hours: 09:00-17:00}\n",
            "calendar: {days: mon-sun, hours: 00:00-23:59}\n",
            "calendar: {days: sun, hours: 23:58-23:59}\n",
            "calendar: {days: mon, hours: 09:00-09:00}\n",
            "calendar: {hours: 17:00-09:00, holidays: [0001-01-01, 9999-12-31]}\n",
        ][..],
    )
}

/// Everything that can be told of a schedule, by id.
fn told(analysis: &Analysis, schedule: &Schedule) -> Vec<String> {
    let project = &analysis.portfolio.projects[0];
    let line = |slot: &planmark::schedule::Slot| {
        format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            project.base(slot.item).id(),
            slot.start,
            slot.resume,
            slot.finish,
            slot.late,
            slot.total_float,
            slot.free_float,
            slot.is_on_longest_path
        )
    };
    schedule.slots.iter().map(line).collect()
}

/// Nothing comes before what it waits for.
fn check_order(analysis: &Analysis, schedule: &Schedule) {
    let project = &analysis.portfolio.projects[0];
    let calendar = &schedule.calendar;
    for (index, task) in project.tasks.iter().enumerate() {
        let Some(slot) = schedule.task(index).filter(|slot| slot.progress != Progress::Finished) else { continue };
        for wait in task.after.items.iter() {
            let Some(before) = wait.on.target.and_then(|target| schedule.slot(target.item)) else { continue };
            let (from, to) = match wait.kind {
                LinkKind::FinishStart => (before.finish, slot.resume),
                LinkKind::StartStart => (before.start, slot.resume),
                LinkKind::FinishFinish => (before.finish, slot.finish),
                LinkKind::StartFinish => (before.start, slot.finish),
            };
            assert!(calendar.offset(from) <= calendar.offset(to), "{} {wait:?}: {from:?} {to:?}", task.base.id());
        }
        let Some(late) = slot.late else { continue };
        assert!(late.start <= late.finish && slot.start <= slot.finish, "{}", task.base.id());
    }
}

/// What is played once gives the dates and the longest path of the schedule.
fn check_certain(analysis: &Analysis) {
    let [_, single] = both(analysis);
    let played = forecast(&analysis.portfolio, &analysis.portfolio.projects[0], day(TODAY));
    assert!(played.is_certain() && played.runs == 1);
    let finish = single.finish.map(|finish| finish.finish_day());
    assert_eq!((played.planned, played.finish.map(|outlook| outlook.by(80))), (finish, finish));
    for (milestone, outlook) in &played.milestones {
        assert_eq!(Some(outlook.by(50)), single.slot(*milestone).map(|slot| slot.finish_day()));
    }
    for (item, share) in &played.criticality {
        let is_on = single.slot(*item).is_some_and(|slot| slot.is_on_longest_path);
        assert_eq!(share.hits == 1, is_on, "{item:?}");
    }
    for chance in &played.windows {
        let takes = |buffer: &&planmark::schedule::Buffer| buffer.window == chance.window && buffer.is_taken;
        let is_taken = single.buffers.iter().any(|buffer| takes(&buffer));
        assert!(is_taken || chance.share.hits == 0 || chance.is_first_choice, "{chance:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_comes_before_what_it_waits_for(sketches in ordinary()) {
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        for schedule in both(&analysis) {
            prop_assert!(schedule.is_complete(), "{:?}", schedule.unscheduled);
            check_order(&analysis, &schedule);
        }
    }

    #[test]
    fn the_longest_path_reaches_the_finish_and_has_no_float(sketches in plain()) {
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        let [plan, _] = both(&analysis);
        let path = plan.longest_path();
        prop_assert!(path.last().is_some_and(|last| Some(last.finish) == plan.finish));
        // A target that is missed takes from every float as much as it is missed by.
        let least = plan.margin().expect("a target").minutes.min(0);
        for slot in &plan.slots {
            let total = slot.total_float.expect("nothing is finished").minutes;
            let free = slot.free_float.expect("nothing is finished").minutes;
            prop_assert!(0 <= free && free <= total - least, "free {free} total {total} least {least}");
            prop_assert_eq!(slot.is_on_longest_path, total == least, "{:?}", slot);
        }
    }

    #[test]
    fn six_hundred_days_more_on_the_longest_path_move_the_finish_as_far(sketches in plain(), which in any::<Index>()) {
        let mut sketches = sketches;
        for (_, link) in sketches.iter_mut().flat_map(|sketch| &mut sketch.after) {
            *link = if link.starts_with("FS") { *link } else { "" };
        }
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        let [plan, _] = both(&analysis);
        let path = plan.longest_path();
        let tasks: Vec<_> = path.iter().filter(|slot| slot.item.register == Register::Tasks).collect();
        let longer = tasks[which.index(tasks.len())].item.index as usize;
        let mut tasks = texts(&sketches, WEEKDAYS, false);
        let lines = tasks.get_mut(&format!("t{longer:03}")).expect("the task is there");
        let days = match sketches[longer].duration { "1d" => "601d", "3d" => "603d", "2w" => "610d", _ => "601.5d" };
        lines[1] = format!("duration: {days}");
        let [later, _] = both(&read(&sources(&tasks, false, &[])));
        let moved = plan.calendar.between(plan.finish.expect("a finish"), later.finish.expect("a finish"));
        prop_assert_eq!(moved.days(), Decimal::from(600));
    }

    #[test]
    fn removing_a_link_never_delays_the_finish(sketches in ordinary(), which in any::<Index>(), link in any::<Index>()) {
        let place = which.index(sketches.len());
        let mut fewer = sketches.clone();
        if !fewer[place].after.is_empty() {
            let link = link.index(fewer[place].after.len());
            fewer[place].after.remove(link);
        }
        let of = |sketches: &[Sketch]| both(&read(&sources(&texts(sketches, WEEKDAYS, false), false, &[])));
        for (more, fewer) in of(&sketches).iter().zip(of(&fewer)) {
            prop_assert!(fewer.finish <= more.finish, "{:?} {:?}", fewer.finish, more.finish);
        }
    }

    #[test]
    fn the_order_of_keys_and_files_never_matters(sketches in ordinary(), alone in prop::collection::vec(0..14usize, 0..5)) {
        let tasks = texts(&sketches, WEEKDAYS, false);
        let (one, other) = (read(&sources(&tasks, false, &[])), read(&sources(&tasks, true, &alone)));
        for (first, second) in both(&one).iter().zip(both(&other)) {
            prop_assert_eq!(told(&one, first), told(&other, &second));
        }
    }

    #[test]
    fn a_forecast_without_doubt_is_the_schedule(sketches in ordinary()) {
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        check_certain(&analysis);
    }

    #[test]
    fn odd_plans_give_data_and_no_panic(sketches in odd(), calendar in any_calendar(), loops in any::<bool>()) {
        let analysis = read(&sources(&texts(&sketches, calendar, loops), false, &[]));
        let project = &analysis.portfolio.projects[0];
        check_certain(&analysis);
        let [plan, forecast] = both(&analysis);
        performance(&plan, &forecast).path_index.ok();
        for ledger in [Ledger::Client, Ledger::Provider] {
            let money = earned_value(project, &plan, day(TODAY), ledger);
            let facts = Facts {
                project, plan: &plan, forecast: &forecast, money: &money, today: day(TODAY), silent_changes: 1,
            };
            let _ = (status(&facts), kpis(&facts));
        }
        for schedule in [plan, forecast] {
            for slot in &schedule.slots {
                let _ = (slot.start_day(), slot.finish_day(), slot.late_days(), slot.float_days());
            }
            let left_out = project.tasks.iter().filter(|task| task.cancelled.is_some()).count();
            let all = project.tasks.len() - left_out + project.milestones.len() + project.actions.len();
            prop_assert_eq!(schedule.slots.len() + schedule.unscheduled.len(), all);
        }
    }
}

fn task(index: u32) -> ItemIndex {
    ItemIndex { register: Register::Tasks, index }
}

#[test]
fn a_circle_is_data_and_what_waits_for_it_has_no_dates() {
    let tasks = "---\ntasks:\n  a: {title: A, duration: 1d, after: c}\n  b: {title: B, duration: 1d, after: a}\n  \
                 c: {title: C, duration: 1d, after: b}\n  d: {title: D, duration: 1d, after: c}\n  \
                 e: {title: E, duration: 1d}\n---\n";
    let project = format!("---\ntitle: Law\ntarget: {{start: 2026-03-02}}\n{WEEKDAYS}---\n");
    let analysis = read(&SourceSet::of_texts(&[("project.md", project.as_str()), ("tasks.md", tasks)]));
    let [plan, _] = both(&analysis);
    let circles: Vec<Vec<ItemIndex>> =
        plan.cycles.iter().map(|cycle| cycle.iter().map(|target| target.item).collect()).collect();
    assert_eq!(circles, [[task(0), task(2), task(1)]]);
    let reasons: Vec<String> = plan.unscheduled.iter().map(|(_, reason)| format!("{reason:?}")).collect();
    assert_eq!(reasons, ["InCycle", "InCycle", "InCycle", "Behind"]);
    assert!(plan.task(4).is_some());
}
