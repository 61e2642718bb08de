//! The example project comes out exactly as an independent computation says.

use std::path::Path;

use planmark::agreed::{self, agreed_dates, only_agreed};
use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::keys::Register;
use planmark::model::Project;
use planmark::model::control::Update;
use planmark::model::item::{Reference, Told};
use planmark::money::{EarnedValue, Ledger, Measures, earned_value};
use planmark::schedule::performance::performance;
use planmark::schedule::{Mode, Progress, Schedule, Slot, schedule};
use planmark::status::{Dimension, Facts, Figures, Light, Status, day_figures, kpis, picture, status};
use planmark::text::{Content, SourceFile, SourceSet};
use planmark::value::{Date, Decimal, Figure, Missing, Money};

/// Dates (early, late), float in working days and longest path, in the plan and in the forecast.
const NETWORK: &str = include_str!("golden.txt");

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn sources_of(folder: &Path, inner: &str, edit: &dyn Fn(&str) -> String, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder.join(inner)).expect("the folder is there") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
        if entry.path().is_dir() {
            sources_of(folder, &path, edit, files);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a file");
            let content = String::from_utf8(bytes)
                .map_or(Content::Bytes(Vec::new().into()), |text| Content::Text(edit(&text).into()));
            files.push(SourceFile { path, content });
        }
    }
}

pub(crate) fn example() -> Analysis {
    edited(&str::to_owned)
}

/// The example with its texts changed.
fn edited(edit: &dyn Fn(&str) -> String) -> Analysis {
    let mut files = Vec::new();
    sources_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), "", edit, &mut files);
    let sources = SourceSet::new(files);
    let config = Config::read(&sources).expect("settings");
    analyze(&sources, &config, day("2026-04-24"))
}

fn of(analysis: &Analysis, mode: Mode) -> Schedule {
    schedule(&analysis.portfolio, &analysis.portfolio.projects[0], day("2026-04-24"), mode)
}

fn slot<'a>(project: &Project, schedule: &'a Schedule, id: &str) -> &'a Slot {
    let found = [Register::Tasks, Register::Milestones].iter().find_map(|register| project.find(*register, id));
    schedule.slot(found.expect("the id is there")).expect("it has dates")
}

fn short(start: Date, finish: Date) -> String {
    let short = |day: Date| day.to_string()[5..].to_owned();
    if start == finish { short(finish) } else { format!("{} - {}", short(start), short(finish)) }
}

fn row(slot: &Slot) -> String {
    let (late, float) = match slot.progress {
        Progress::Finished => ("-".to_owned(), "-".to_owned()),
        _ => {
            let (start, finish) = slot.late_days().expect("open work has late dates");
            (short(start, finish), slot.float_days().expect("open work has a float").to_string())
        }
    };
    let star = if slot.is_on_longest_path { "*" } else { "" };
    format!("{} | {late} | {float} | {star}", short(slot.start_day(), slot.finish_day()))
}

#[test]
fn the_network_of_the_example_is_the_expected_one() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let (plan, forecast) = (of(&analysis, Mode::Plan), of(&analysis, Mode::Forecast));
    let mut found = String::new();
    for line in NETWORK.lines() {
        let id = line.split(" | ").next().expect("an id");
        let rows = [row(slot(project, &plan, id)), row(slot(project, &forecast, id))];
        found.push_str(format!("{id} | {} | {}", rows[0], rows[1]).trim_end());
        found.push('\n');
    }
    similar_asserts(&found, NETWORK);
}

/// Compares line by line, so that a difference shows alone.
fn similar_asserts(found: &str, expected: &str) {
    let pairs = found.lines().zip(expected.lines()).filter(|(found, expected)| found != expected);
    let wrong: Vec<String> = pairs.map(|(found, expected)| format!("found    {found}\nexpected {expected}")).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn buffers_finish_and_margin_are_the_expected_ones() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    for (mode, hq) in [(Mode::Plan, 2), (Mode::Forecast, 0)] {
        let schedule = of(&analysis, mode);
        assert_eq!(schedule.finish.expect("a finish").finish_day(), day("2026-05-22"));
        assert_eq!(schedule.margin().expect("a target").whole_days(), 4);
        let buffer = |id: &str| {
            let window = project.find(Register::Windows, id).expect("a window");
            schedule.buffer(window).map(|buffer| buffer.length.whole_days())
        };
        assert_eq!([buffer("hq-night"), buffer("branch-night"), buffer("hq-fallback")], [Some(hq), Some(2), None]);
        assert!(schedule.is_complete() && schedule.cycles.is_empty());
    }
}

#[test]
fn critical_by_float_is_what_the_windows_and_the_finish_tie() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let critical = |mode| {
        let schedule = of(&analysis, mode);
        let critical = schedule.slots.iter().filter(|slot| slot.is_critical());
        let mut ids: Vec<String> = critical.map(|slot| project.base(slot.item).id().to_owned()).collect();
        ids.sort();
        ids.join(" ")
    };
    let plan =
        "branch-cutover closing-review hq-cutover project-closed sites-live train-admins watch-branch wipe-devices";
    assert_eq!(critical(Mode::Plan), plan);
    let forecast = "bench-test branch-cutover build-hq build-vpn closing-review hq-cutover pilot project-closed \
                    sites-live train-admins watch-branch wipe-devices";
    assert_eq!(critical(Mode::Forecast), forecast);
}

#[test]
fn performance_against_what_was_agreed_is_the_expected_one() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let agreed = project.agreed().expect("the example has a baseline");
    let dates = agreed_dates(project, &of(&analysis, Mode::Plan), agreed);
    let found = performance(&only_agreed(project, &dates, agreed), &of(&analysis, Mode::Forecast));
    assert_eq!((found.finished, found.due), (11, 12));
    assert_eq!(found.execution_index.expect("tasks are due").round_dp(3).to_string(), "0.917");
    assert_eq!(found.path_index.expect("work is left").round_dp(2).to_string(), "1.20");
    let mut missed: Vec<String> = found
        .missed
        .iter()
        .map(|missed| format!("{} {}", project.base(missed.task).id(), missed.late_by.days()))
        .collect();
    missed.sort();
    let expected =
        ["bench-stage 2", "build-hq 2", "confirm-circuits 1", "design 1", "design-review 3", "hardware-delivery 2"];
    assert_eq!(missed, expected);
    let by_more_than_a_day = found.missed.iter().filter(|missed| missed.late_by.days() > Decimal::ONE).count();
    assert_eq!(by_more_than_a_day, 4);
}

#[test]
fn the_baseline_of_the_example_has_the_expected_dates_and_nothing_differs_from_it() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let agreed = project.agreed().expect("the example has a baseline");
    assert_eq!(agreed.is_genuine(), Some(true));
    let told = |date: Told<Date>| date.expect("a date").value.to_string();
    assert_eq!((told(agreed.date), agreed.because.len()), ("2026-04-08".to_owned(), 1));
    let original = agreed.original.as_ref().expect("an original");
    assert_eq!((told(original.date), told(original.finish)), ("2026-03-17".to_owned(), "2026-05-22".to_owned()));
    assert_eq!(original.total.map(|total| total.value.to_string()).as_deref(), Some("31960"));
    let mut found = String::new();
    let mut expected = String::new();
    for line in NETWORK.lines() {
        let mut columns = line.split(" | ");
        let (id, dates) = (columns.next().expect("an id"), columns.next().expect("dates"));
        let days = match (agreed.task(id), agreed.milestone(id)) {
            (Some(task), _) => (task.start.expect("a start").value, task.finish.expect("a finish").value),
            (None, Some(one)) => (one.date.expect("a date").value, one.date.expect("a date").value),
            (None, None) => panic!("{id} was not agreed"),
        };
        found.push_str(&format!("{id} {}\n", short(days.0, days.1)));
        expected.push_str(&format!("{id} {dates}\n"));
    }
    similar_asserts(&found, &expected);
    let drift = agreed::drift(project, &of(&analysis, Mode::Plan), agreed, day("2026-04-24"));
    assert_eq!(drift, []);
}

#[test]
fn the_updates_of_the_example_keep_the_expected_figures() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let figures = |update: &Update| {
        let kept = update.snapshot.as_ref().expect("figures");
        let of = |id: &str| {
            let of_id = |(reference, _): &&(Reference, Told<Date>)| reference.written.value == id;
            let day = |(_, date): &(Reference, Told<Date>)| Some(date.as_ref()?.value.to_string()[5..].to_owned());
            kept.milestones.iter().find(of_id).and_then(day)
        };
        let buffer = kept.buffers.iter().find(|(window, _)| window.written.value == "hq-night");
        let buffer = buffer.and_then(|(_, days)| *days).expect("a buffer").value;
        let amount = |told: Told<Money>| told.expect("an amount").value.to_string();
        let dates: Vec<String> =
            ["hardware-ready", "hq-live", "sites-live", "project-closed"].into_iter().filter_map(of).collect();
        format!(
            "{} | {} | {buffer} | {} {} {} | {} {}",
            update.base.id(),
            dates.join(" "),
            amount(kept.planned_value),
            amount(kept.earned_value),
            amount(kept.actual_cost),
            kept.percent.expect("a share").value,
            kept.light.expect("a colour").value.name()
        )
    };
    let found: Vec<String> = project.updates.iter().map(figures).collect();
    let expected = [
        "2026-03-20 | 04-16 05-13 05-20 05-22 | 2 | 6228 6060 0 | 21 green",
        "2026-03-27 | 04-16 05-13 05-20 05-22 | 2 | 6900 6900 0 | 23 green",
        "2026-04-03 | 04-16 05-13 05-20 05-22 | 2 | 6900 6900 7140 | 23 amber",
        "2026-04-10 | 04-17 05-13 05-20 05-22 | 1 | 6900 6900 7140 | 22 amber",
        "2026-04-17 | 04-20 05-13 05-20 05-22 | 0 | 21540 6900 7140 | 22 amber",
        "2026-04-24 | 04-20 05-13 05-20 05-22 | 0 | 22980 22380 23470 | 72 amber",
    ];
    assert_eq!(found, expected);
    let picture = picture(&analysis.portfolio, project, day("2026-04-24"));
    let newest = project.updates.last().and_then(|update| update.snapshot.as_ref()).expect("figures");
    let now = day_figures(project, &picture);
    assert_eq!(now.percent, newest.percent.map(|percent| percent.value));
    assert_eq!(now.light, newest.light.map(|light| light.value));
    assert_eq!(now.milestones.len(), newest.milestones.len());
    assert_eq!(now.progress, [("build-hq".to_owned(), Decimal::from(50))]);
}

fn money(analysis: &Analysis, ledger: Ledger) -> EarnedValue {
    let plan = of(analysis, Mode::Plan);
    earned_value(&analysis.portfolio.projects[0], &plan, day("2026-04-24"), ledger)
}

fn amount(figure: Figure<Money>) -> String {
    figure.map_or_else(|missing| missing.to_string(), |money| Money(money.0.round()).to_string())
}

fn ratio(figure: Figure<Decimal>, places: u32) -> String {
    figure.map_or_else(|missing| missing.to_string(), |ratio| ratio.round_dp(places).to_string())
}

#[test]
fn the_money_of_the_example_is_the_expected_one() {
    let found = money(&example(), Ledger::Client);
    let whole = found.whole;
    let sums = [whole.at_completion, whole.planned, Ok(whole.earned), whole.spent].map(amount);
    assert_eq!(sums, ["30910", "22980", "22380", "23470"]);
    let variances = [whole.schedule_variance(), whole.cost_variance(), whole.variance_at_completion()].map(amount);
    assert_eq!(variances, ["-600", "-1090", "-1505"]);
    assert_eq!([ratio(whole.schedule_index(), 3), ratio(whole.cost_index(), 3)], ["0.974", "0.954"]);
    let estimates =
        [whole.estimate(), whole.estimate_typical(), whole.estimate_atypical(), whole.estimate_pessimistic()];
    assert_eq!(estimates.map(amount), ["32415", "32415", "32000", "32655"]);
    assert_eq!(amount(whole.to_complete()), "8945");
    assert_eq!([ratio(whole.needed_index(), 3), ratio(whole.overrun_percent(), 1)], ["1.147", "4.9"]);
    assert_eq!(ratio(whole.percent_complete(), 0), "72");
    let amounts = [Some(found.total), Some(found.contingency), found.free_under_cap()];
    assert_eq!(amounts.map(|amount| amount.expect("a cap").to_string()), ["33410", "2500", "590"]);
    assert!(found.untied.is_empty() && found.without_amount.is_empty());
}

#[test]
fn the_money_without_purchases_and_of_labour_is_the_expected_one() {
    let found = money(&example(), Ledger::Client);
    let sums = |part: &Measures| [part.at_completion, part.planned, Ok(part.earned), part.spent].map(amount);
    let indices = |part: &Measures| [ratio(part.schedule_index(), 3), ratio(part.cost_index(), 3)];
    assert_eq!(sums(&found.without_purchases), ["15060", "8580", "7980", "8820"]);
    assert_eq!(indices(&found.without_purchases), ["0.930", "0.905"]);
    assert_eq!(sums(&found.labour), ["14160", "7680", "7080", "7920"]);
    assert_eq!(indices(&found.labour), ["0.922", "0.894"]);
}

#[test]
fn lines_add_up_to_the_whole() {
    let found = money(&example(), Ledger::Client);
    let sum = |of: fn(&Measures) -> Money| found.lines.iter().map(|(_, line)| of(line)).sum::<Money>();
    assert_eq!(sum(|line| line.at_completion.unwrap_or(Money::ZERO)), found.whole.at_completion.expect("a budget"));
    assert_eq!(sum(|line| line.planned.expect("a plan")), found.whole.planned.expect("a plan"));
    assert_eq!(sum(|line| line.earned), found.whole.earned);
    assert_eq!(sum(|line| line.spent.expect("spent")), found.whole.spent.expect("spent"));
}

#[test]
fn the_earned_schedule_of_the_example_is_the_expected_one() {
    let found = money(&example(), Ledger::Client).earned_schedule.expect("work is done");
    assert_eq!(found.earned_days.round_dp(1).to_string(), "38");
    assert_eq!((found.actual_days, found.planned_days), (40, 60));
    assert_eq!(found.index.round_dp(2).to_string(), "0.95");
    assert_eq!(found.finish, Some(day("2026-05-29")));
}

#[test]
fn the_provider_knows_what_it_planned_but_not_what_it_paid() {
    let found = money(&example(), Ledger::Provider);
    let known = |part: &Measures| part.at_completion.is_ok();
    assert_eq!(found.lines.iter().filter(|(_, line)| known(line)).count(), 2);
    assert_eq!(amount(found.whole.at_completion), "13063");
    assert_eq!(found.whole.cost_index(), Err(Missing::NoProviderCost));
    assert_eq!(found.without_amount.len(), 6);
}

/// Status of the example on a day, with its text changed before by `edit`.
fn status_on(today: &str, edit: impl Fn(&str) -> String) -> (Status, Vec<String>) {
    let analysis = edited(&edit);
    let (plan, forecast) = (of(&analysis, Mode::Plan), of(&analysis, Mode::Forecast));
    let money = money(&analysis, Ledger::Client);
    let project = &analysis.portfolio.projects[0];
    let facts =
        Facts { project, plan: &plan, forecast: &forecast, money: &money, today: day(today), silent_changes: 0 };
    let kpis = kpis(&facts).into_iter().map(|now| format!("{} {}", project.base(now.kpi).id(), ratio(now.value, 0)));
    (status(&facts), kpis.collect())
}

fn lights(status: &Status) -> String {
    let all = [&status.schedule, &status.budget, &status.scope, &status.risks, &status.asks];
    let names: Vec<&str> = all.iter().map(|dimension| dimension.light.name()).collect();
    format!("{} overall {}", names.join(" "), status.overall.name())
}

#[test]
fn the_colours_of_the_example_are_the_expected_ones() {
    let (status, _) = status_on("2026-04-24", str::to_owned);
    assert_eq!(lights(&status), "amber amber amber amber green overall amber");
    let amber = |dimension: &Dimension| dimension.causes.iter().filter(|cause| cause.light != Light::Green).count();
    assert_eq!(amber(&status.schedule), 1, "only the buffer makes the schedule amber: {:?}", status.schedule.causes);
    assert!(matches!(status.schedule.causes[0].figures, Figures::Buffer { is_missed: false, .. }));
    assert!(
        matches!(status.budget.causes[0].figures, Figures::Overrun { percent, .. } if percent.round_dp(2).to_string() == "4.87")
    );
    assert!(matches!(status.scope.causes[0].figures, Figures::PendingChange { .. }));
    assert!(matches!(status.risks.causes[0].figures, Figures::Risk { score: 12, .. }));
}

#[test]
fn what_nobody_reported_for_two_periods_is_grey() {
    let on = |today| lights(&status_on(today, str::to_owned).0);
    assert_eq!(on("2026-05-08"), "amber amber amber amber green overall amber");
    assert_eq!(on("2026-05-09"), "grey grey grey grey grey overall grey");
}

#[test]
fn a_person_overrules_a_colour_with_a_reason_and_until_a_day() {
    let judged = |until: &str, reason: &str| {
        let rag = format!("by: priya\nrag: {{schedule: {{colour: green, reason: \"{reason}\", until: {until}}}}}\n");
        let edit = move |text: &str| match text.contains("The finish holds: Friday 22 May. But no spare day is left") {
            true => text.replacen("by: priya\n", &rag, 1),
            false => text.to_owned(),
        };
        let (status, _) = status_on("2026-04-27", edit);
        (status.schedule.light.name(), status.schedule.computed.name())
    };
    assert_eq!(judged("2026-04-27", "a third night is held"), ("green", "amber"));
    assert_eq!(judged("2026-04-26", "a third night is held"), ("amber", "amber"));
    assert_eq!(judged("2026-04-27", " "), ("amber", "amber"));
}

#[test]
fn an_overdue_ask_is_red_only_where_it_holds_up_the_finish() {
    let overdue = |id: &str, due: &str, for_whom: &str| {
        let (from, to) =
            (due.to_owned(), due.replace("2026-05", "2026-04").replace("-06", "-20").replace("-01", "-20"));
        let id = format!("  {id}:\n");
        let edit = move |text: &str| match text.find(&id) {
            Some(at) => {
                let item = text[at..].replacen(&from, &to, 1).replacen("for: [pilot]", for_whom, 1);
                format!("{}{item}", &text[..at])
            }
            None => text.to_owned(),
        };
        let (status, kpis) = status_on("2026-04-24", edit);
        assert!(kpis.contains(&"asks-overdue 1".to_owned()), "{kpis:?}");
        status.asks.light.name()
    };
    assert_eq!(overdue("test-users", "due: 2026-05-06", ""), "amber");
    assert_eq!(overdue("mfa-groups", "due: 2026-05-01", "for: [pilot]"), "amber");
    assert_eq!(overdue("mfa-groups", "due: 2026-05-01", "for: [build-hq]"), "red");
}

#[test]
fn the_computed_key_figures_are_the_expected_ones() {
    let (_, kpis) = status_on("2026-04-24", str::to_owned);
    let expected = [
        "asks-overdue 0",
        "hq-throughput 180",
        "mfa-users 0",
        "milestones-on-time 67",
        "outage-minutes 420",
        "percent-complete 72",
    ];
    assert_eq!(kpis, expected);
}
