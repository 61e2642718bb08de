//! Signatures against the commits that brought them.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use planmark::analysis;
use planmark::cli::authors::doubts;

use super::repository::Yard;

const PEOPLE: &str = "  dana: {name: Dana, side: client, roles: sponsor, email: Dana@client.example}\n  sam: {name: Sam, side: provider, roles: pm}\n";

fn project(people: &str, signed: &str) -> String {
    format!(
        "---\ntitle: A\nstage: planning\nstakeholders:\n{people}deliverables:\n  box: {{title: Box, kind: thing{signed}}}\n---\n"
    )
}

fn read(sources: &planmark::text::SourceSet) -> planmark::model::Portfolio {
    analysis::read(sources, &[]).portfolio
}

/// What is doubted of a branch whose commits are author, message and text.
fn check(commits: &[(&str, &str, &str)], uncommitted: Option<&str>, expected: &[&str]) {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", project(PEOPLE, ""));
    yard.commit("Plan");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    for (author, message, text) in commits {
        yard.write("repo/project.md", text);
        yard.git(&["commit", "-q", "-a", "--author", author, "-m", message]);
    }
    if let Some(text) = uncommitted {
        yard.write("repo/project.md", text);
    }
    let repository = yard.repository("repo");
    let [base, head] = ["main", "HEAD"].map(|name| repository.resolve(name).unwrap());
    let before = read(&repository.read(&base).unwrap());
    let now = read(&planmark::workspace::read(&yard.located("repo")).unwrap());
    let now = uncommitted.map(|_| &now.projects[0]);
    let told: Vec<String> = doubts(&repository, &base, &head, &before.projects[0], now)
        .unwrap()
        .into_iter()
        .map(|doubt| {
            let mut why = doubt.why;
            // The hash of a commit is another one in every run.
            if let Some(start) = why.find("came with ").map(|start| start + "came with ".len()) {
                why.replace_range(start..start + 12, "COMMIT");
            }
            format!("{} by {}: {why}", doubt.address, doubt.by)
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_signature_that_its_author_or_a_trailer_bears_out_is_not_doubted() {
    let signed = project(PEOPLE, ", accepted: {by: dana, date: 2026-04-01}");
    check(&[("Dana <dana@client.example>", "Accept", &signed)], None, &[]);
    let message = "Accept\n\nAs agreed on the phone.\n\nCo-authored-by: Dana <DANA@client.example>";
    check(&[("Sam <sam@x.example>", message, &signed)], None, &[]);
    let doubt = "box.accepted by dana: came with COMMIT by sam@x.example, not from dana@client.example";
    check(&[("Sam <sam@x.example>", "Accept", &signed)], None, &[doubt]);
    // The message of a commit is not its trailer.
    check(&[("Sam <sam@x.example>", "Co-authored-by: Dana <dana@client.example>\n\nNo.", &signed)], None, &[doubt]);
    // A later commit that leaves the signature as it is brings nothing.
    let later = signed.replace("title: A", "title: B");
    check(&[("Dana <dana@client.example>", "Accept", &signed), ("Sam <sam@x.example>", "B", &later)], None, &[]);
}

#[test]
fn the_people_of_the_base_count() {
    let people = PEOPLE.replace("Dana@client.example", "sam@x.example");
    let signed = project(&people, ", accepted: {by: dana, date: 2026-04-01}");
    let doubt = "box.accepted by dana: came with COMMIT by sam@x.example, not from dana@client.example";
    check(&[("Sam <sam@x.example>", "Accept", &signed)], None, &[doubt]);
    let people = format!("{PEOPLE}  eve: {{name: Eve, side: client, roles: sponsor, email: eve@x.example}}\n");
    let signed = project(&people, ", accepted: {by: eve, date: 2026-04-01}");
    let doubt = "box.accepted by eve: nobody had the handle `eve` before";
    check(&[("Eve <eve@x.example>", "Accept", &signed)], None, &[doubt]);
    let signed = project(PEOPLE, ", verified: {by: sam, date: 2026-04-01}");
    let doubt = "box.verified by sam: `sam` had no `email` before, so nobody can tell";
    check(&[("Sam <sam@x.example>", "Verify", &signed)], None, &[doubt]);
}

#[test]
fn what_is_not_committed_is_doubted() {
    let signed = project(PEOPLE, ", accepted: {by: dana, date: 2026-04-01}");
    check(&[], Some(&signed), &["box.accepted by dana: is not committed yet"]);
}

/// Every line of the plan's prose, as something that is said.
fn lines(sources: &planmark::text::SourceSet) -> std::collections::BTreeSet<String> {
    sources.files().flat_map(|(_, file)| file.text().lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn what_was_said_is_traced_to_who_brought_it() {
    let yard = Yard::with_repository();
    yard.write("repo/plan/project.md", "old\n");
    yard.commit("Old");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    yard.write("repo/plan/project.md", "old\none\n");
    yard.git(&["commit", "-q", "-a", "--author", "Dana <Dana@Client.example>", "-m", "One\n\nText: no trailer."]);
    yard.git(&["checkout", "-q", "-b", "side"]);
    yard.write("repo/plan/project.md", "old\none\ntwo\n");
    let trailers = "Two\n\nBecause.\n\nCo-authored-by: Sam <sam@example.com>\nSigned-off-by: Lee <lee@example.com>";
    yard.git(&["commit", "-q", "-a", "-m", trailers]);
    yard.git(&["checkout", "-q", "topic"]);
    yard.write("repo/plan/tasks.md", "three\n");
    yard.commit("Three");
    yard.git(&["merge", "-q", "--no-edit", "side"]);
    let repository = yard.repository("repo/plan");
    let (main, head) = (repository.resolve("main").unwrap(), repository.resolve("HEAD").unwrap());
    let told: Vec<String> = repository
        .origins(&main, &head, &lines)
        .unwrap()
        .into_iter()
        .map(|(line, origins)| {
            let emails: Vec<String> = origins.iter().map(|origin| origin.emails.join(" ")).collect();
            format!("{line}: {}", emails.join(", "))
        })
        .collect();
    assert_eq!(
        told,
        ["one: dana@client.example", "three: pat@example.com", "two: pat@example.com sam@example.com lee@example.com"]
    );
}
