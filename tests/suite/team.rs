//! What the team sees beside the client's pages: load, how likely dates are, earned value in full.

use crate::program::{Sandbox, TODAY};

/// The lines of a file of a site, without quotes.
fn lines(sandbox: &Sandbox, path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(sandbox.path(path)).expect("the file was written");
    text.lines().map(|line| line.replace('"', "")).collect()
}

#[test]
fn the_team_sees_load_and_likelihood_and_the_client_does_not() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["build", "plan", "--audience", "internal", "-o", "team", "--today", TODAY], 0);
    sandbox.exits(&["build", "plan", "-o", "client", "--today", TODAY], 0);
    let load = lines(&sandbox, "team/load.csv");
    // Sam works on two whole tasks on 18 and 19 May: six days are asked for in a week of five.
    assert_eq!(load[4], "Sam Whitfield,0,5,3,3,6,0");
    let team = std::fs::read_to_string(sandbox.path("team/team.html")).expect("the page is there");
    assert!(team.contains("<title>Asked for more than there is: Sam Whitfield.</title>"), "{team}");
    // On a Saturday with an outage Noor works a sixth day.
    assert!(team.contains("6 of 6") && team.contains("6 of 5"), "{team}");
    let likely = lines(&sandbox, "team/likely.csv");
    let schedule = sandbox.exits(&["schedule", "plan", "--forecast", "--today", TODAY, "--output-format", "csv"], 0);
    let finish: Vec<&str> = likely[1].split(',').collect();
    assert_eq!((finish[0], finish[1]), ("Finish", "2026-05-22"));
    assert!(schedule.replace('"', "").contains(&finish[1..5].join(",")), "{schedule} holds {finish:?}");
    let critical = lines(&sandbox, "team/criticality.csv");
    assert_eq!(critical[1], "Build HQ configuration,100");
    let earned = lines(&sandbox, "team/earned-value.csv");
    assert_eq!(earned[1], "Budget of the work (BAC),30910,15060,14160,13063");
    assert_eq!(earned[8], "Cost index (CPI),0.954,0.905,0.894,");
    assert_eq!(earned[14], "Schedule index by time, SPI(t),0.95,,,0.95");
    for name in ["load.csv", "likely.csv", "criticality.csv", "earned-value.csv", "team.html"] {
        assert!(!sandbox.path(&format!("client/{name}")).exists(), "{name} is not for the client");
    }
    let timeline = std::fs::read_to_string(sandbox.path("client/timeline.html")).expect("the page is there");
    assert!(!timeline.contains("P80"), "{timeline}");
}

#[test]
fn where_nothing_can_vary_that_is_said_instead_of_a_table() {
    let sandbox = Sandbox::new();
    let plan = "---\ntitle: Wi-Fi\nstage: planning\ntarget: {start: 2026-05-04}\ntasks:\n  \
                mount: {title: Mount, duration: 2d}\n---\n";
    std::fs::create_dir(sandbox.path("plan")).expect("a folder");
    std::fs::write(sandbox.path("plan/project.md"), plan).expect("a plan");
    sandbox.exits(&["build", "plan", "--audience", "internal", "-o", "team", "--today", TODAY], 0);
    let timeline = std::fs::read_to_string(sandbox.path("team/timeline.html")).expect("the page is there");
    assert!(timeline.contains("Nothing can vary"), "{timeline}");
    assert!(!sandbox.path("team/likely.csv").exists() && !sandbox.path("team/earned-value.csv").exists());
}
