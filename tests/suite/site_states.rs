//! What the client's site says of plans that are thin, over, late or free of charge: nothing that is not so.

use planmark::text::SourceSet;

use crate::site::client_site;

const HEAD: &str = "---\ntitle: Move\nclient: {name: Client}\ncurrency: EUR\n";

/// A page of the site of a plan, with plain spaces.
fn page(plan: &str, path: &str, today: &str) -> String {
    let files = client_site(&SourceSet::of_texts(&[("project.md", &format!("{HEAD}{plan}---\n"))]), today);
    std::str::from_utf8(&files[path]).expect("pages are text").replace('\u{a0}', " ")
}

fn claim(html: &str, said: &[&str], unsaid: &[&str]) {
    for words in said {
        assert!(html.contains(words), "it does not say {words:?}: {html}");
    }
    for words in unsaid {
        assert!(!html.contains(words), "it says {words:?}: {html}");
    }
}

#[test]
fn a_milestone_without_a_target_is_still_to_come() {
    let plan = "stage: execution\ntasks:\n  carry: {title: Carry, duration: 3d, not_before: 2026-05-04}\n\
                milestones:\n  late: {title: Signed, target: 2026-06-30}\n  moved: {title: Moved, after: carry}\n";
    let html = page(plan, "index.html", "2026-04-24");
    claim(&html, &["<dd class=\"value\">Moved</dd>", "Wed 6 May"], &["All reached"]);
    let first = html.find(">Moved</a>").expect("a row");
    assert!(first < html.find(">Signed</a>").expect("a row"), "the table goes by the expected days");
}

#[test]
fn an_outage_that_no_task_names_is_planned_all_the_same() {
    let plan = "stage: execution\nwindows:\n  one: {title: One, kind: outage, start: 2026-05-02T19:00, end: 2026-05-02T23:00}\n  \
                two: {title: Two, kind: outage, start: 2026-06-02T19:00, end: 2026-06-02T23:00}\n";
    let html = page(plan, "index.html", "2026-04-24");
    claim(&html, &["Saturday 2 May 2026, 19:00–23:00"], &["No outage is planned."]);
}

#[test]
fn an_outage_in_reserve_is_next_once_the_first_has_failed() {
    let plan = |actual: &str| {
        format!(
            "stage: execution\ntasks:\n  cut: {{title: Cut over, duration: 1d, window: [one, two]}}\nwindows:\n  \
             one: {{title: One, kind: outage, start: 2026-04-18T19:00, end: 2026-04-18T23:00{actual}}}\n  \
             two: {{title: Two, kind: outage, start: 2026-05-02T19:00, end: 2026-05-02T23:00}}\n"
        )
    };
    let done = page(
        &plan(", actual: {start: 2026-04-18T19:00, end: 2026-04-18T22:00, result: done}"),
        "index.html",
        "2026-04-24",
    );
    claim(&done, &["No outage is planned."], &[]);
    let failed = page(
        &plan(", actual: {start: 2026-04-18T19:00, end: 2026-04-18T22:00, result: backed-out}"),
        "index.html",
        "2026-04-24",
    );
    claim(&failed, &["Saturday 2 May 2026, 19:00–23:00"], &["No outage is planned."]);
}

#[test]
fn a_project_that_is_over_promises_nothing() {
    let plan = "stage: closed\ntarget: {start: 2026-03-02, finish: 2026-03-31}\nreporting: {every: 1w}\n\
                updates:\n  2026-03-20: {summary: All is moved.}\n\
                tasks:\n  carry: {title: Carry, duration: 2d, started: 2026-03-19, finished: 2026-03-20}\n";
    let html = page(plan, "index.html", "2026-04-24");
    claim(&html, &["Finished", "Friday 20 March"], &["Finish, forecast", "ext update", "come later", "comes later"]);
    let html = page(plan, "timeline.html", "2026-04-24");
    claim(&html, &["Finished on Friday 20 March 2026."], &["by forecast", "come later"]);
}

#[test]
fn an_update_that_is_late_is_not_promised_for_the_past() {
    let plan = "stage: execution\nreporting: {every: 1w}\nupdates:\n  2026-03-06: {summary: Packing goes well.}\n";
    let html = page(plan, "index.html", "2026-04-24");
    claim(&html, &["the next update was due on Friday 13 March"], &["ext update Friday 13 March"]);
}

#[test]
fn a_budget_of_nothing_has_no_pictures_and_no_table_is_empty() {
    let line = |amount: i64| {
        format!(
            "stage: execution\ntasks:\n  carry: {{title: Carry, duration: 2d}}\nbudget:\n  van: {{title: Van, category: service, amount: {amount}, tasks: carry}}\n"
        )
    };
    let free = page(&line(0), "budget.html", "2026-04-24");
    claim(&free, &["Budget by category"], &["class=\"chart"]);
    let paid = page(&line(400), "budget.html", "2026-04-24");
    claim(&paid, &["class=\"chart bars\"", "class=\"chart curve\""], &["<tbody>\n</tbody>"]);
}

#[test]
fn what_comes_early_is_never_late_by_less_than_nothing() {
    let plan = "stage: execution\nas_of: 2026-04-24\nreporting: {every: 1w}\nupdates:\n  2026-04-24: {summary: Well.}\n\
                tasks:\n  carry: {title: Carry, duration: 1d}\nmilestones:\n  moved: {title: Moved, target: 2026-05-06, after: carry}\n";
    let html = page(plan, "index.html", "2026-04-24");
    claim(&html, &["No milestone comes late."], &["\u{2212}"]);
}
