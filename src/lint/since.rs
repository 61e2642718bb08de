//! What is new against an older state of a plan: findings that were not there, and changes of what judges.

use std::collections::BTreeMap;

use super::levels;
use crate::config::Config;
use crate::diff::{Difference, Kind, Revision, Said, Topic, controls};
use crate::document::keys::Stage;
use crate::finding::{Finding, Severity};
use crate::model::address::Subject;
use crate::model::{Portfolio, Project};
use crate::rule::Rule;
use crate::text::{SourceSet, Span};

/// The rule that reports changes of what judges.
const RULE: &str = "control-change";

/// A state of a plan and what was found in it.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The files.
    pub sources: &'a SourceSet,
    /// The settings that stand in them; nothing if they cannot be read.
    pub config: Option<&'a Config>,
    /// All projects.
    pub portfolio: &'a Portfolio,
    /// What is open.
    pub findings: &'a [Finding],
}

impl<'a> State<'a> {
    fn revision(self) -> Revision<'a> {
        Revision { sources: self.sources, config: self.config, portfolio: self.portfolio }
    }
}

/// What is new against an older state: first what changes the judge, then what was not found before. The settings are
/// those of the older state.
#[must_use]
pub fn since(rules: &[&'static Rule], config: &Config, base: State, head: State) -> Vec<Finding> {
    let owner_of = |finding: &Finding| {
        let holds = |project: &&Project| project.files.iter().any(|(file, _)| *file == finding.span.file);
        head.portfolio.projects.iter().find(holds)
    };
    let levelled = |finding: Finding| {
        let owner = owner_of(&finding);
        let settings = config.settings(owner.map_or("", |project| project.folder.as_str()));
        levels::levelled(rules, finding, settings, owner.map_or(Stage::Identification, Project::stage))
    };
    let control = control_changes(base, head).into_iter().filter_map(levelled);
    control.chain(new_findings((base.sources, base.findings), (head.sources, head.findings))).collect()
}

/// Findings of the newer state that the older one did not have. Two are the same if rule, items and words are, and
/// the file too, or there is none such in that file: lines may move, and items may move to another file.
fn new_findings(base: (&SourceSet, &[Finding]), head: (&SourceSet, &[Finding])) -> Vec<Finding> {
    let (head_sources, head) = head;
    let mut old: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in base.1 {
        let path = base.0.file(finding.span.file).path.as_str();
        *old.entry(words(finding)).or_default().entry(path).or_default() += 1;
    }
    let mut is_old = vec![false; head.len()];
    for is_elsewhere in [false, true] {
        for (finding, is_old) in head.iter().zip(&mut is_old).filter(|(_, is_old)| !**is_old) {
            let Some(places) = old.get_mut(&words(finding)) else { continue };
            let path = head_sources.file(finding.span.file).path.as_str();
            let count = match is_elsewhere {
                false => places.get_mut(path),
                true => places.values_mut().find(|count| **count > 0).filter(|_| !finding.items.is_empty()),
            };
            let Some(count) = count.filter(|count| **count > 0) else { continue };
            *count -= 1;
            *is_old = true;
        }
    }
    let fresh = head.iter().zip(is_old).filter(|(_, is_old)| !is_old);
    fresh.map(|(finding, _)| finding.clone()).collect()
}

/// What a finding says, wherever it stands.
fn words(finding: &Finding) -> String {
    let message: Vec<&str> = finding.message.split_whitespace().collect();
    format!("{}\n{}\n{}", finding.rule, finding.items.join(" "), message.join(" "))
}

/// What the newer state changes of what judges it. Nothing covers that but a reviewer's eye.
fn control_changes(base: State, head: State) -> Vec<Finding> {
    let finding = |(folder, difference): (String, Difference)| {
        let message = words_of(&difference)?;
        let place = difference.after.as_ref().and_then(|said| said.span);
        let mut finding =
            Finding::new(RULE, Severity::Warning, place.unwrap_or_else(|| start(head.sources, &folder)), message);
        finding
            .help("the base still judges this change; a reviewer decides whether the new word is to judge from now on");
        Some(finding)
    };
    controls(base.revision(), head.revision()).into_iter().filter_map(finding).collect()
}

/// The start of a project.
fn start(sources: &SourceSet, folder: &str) -> Span {
    let path = if folder.is_empty() { "project.md".to_owned() } else { format!("{folder}/project.md") };
    sources.find(&path).map_or(Span::default(), |(file, _)| Span::new(file, 0, 0))
}

/// What a difference does; nothing where it changes no meaning.
fn words_of(difference: &Difference) -> Option<String> {
    let whole = match &difference.topic {
        Topic::Settings => String::new(),
        Topic::Baseline => "baseline.yml".to_owned(),
        Topic::Portfolio => "portfolio.md".to_owned(),
        Topic::Plan(Subject::Project) => "project".to_owned(),
        Topic::Plan(Subject::Scope) => "scope".to_owned(),
        Topic::Plan(Subject::Item(register, id)) => format!("{register}/{id}"),
        Topic::Register(register) => register.name().to_owned(),
    };
    let text = |said: &Option<Said>| said.as_ref().map_or(String::new(), |said| said.text.clone());
    let (before, after) = (text(&difference.before), text(&difference.after));
    if let (Some(rule), Kind::Added | Kind::Changed) = (difference.path.strip_prefix("waive."), difference.kind) {
        return Some(format!("`{rule}` is waived for `{whole}` now: {}", after.trim_matches('"')));
    }
    let name =
        [whole.as_str(), &difference.path].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    let shown = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { format!(" {text}") };
    match difference.kind {
        Kind::Added => Some(format!("`{name}` is new{}", shown(after, "").replacen(' ', ": ", 1))),
        Kind::Removed => Some(format!("`{name}` is gone{}", shown(before, "").replacen(' ', ", it was ", 1))),
        Kind::Changed if after.is_empty() => Some(format!("`{name}` is another one now")),
        Kind::Changed => Some(format!("`{name}` was{} and is {after} now", shown(before, " not set"))),
        Kind::Renamed | Kind::Moved | Kind::Reordered => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span};

    /// Findings as `file line rule items: message`.
    fn read(text: &str) -> (SourceSet, Vec<Finding>) {
        let sources = SourceSet::of_texts(&[("a.md", "x"), ("b.md", "y")]);
        let finding = |line: &str| {
            let (head, message) = line.split_once(": ").unwrap();
            let mut words = head.split(' ');
            let file = FileId(u32::from(words.next() == Some("b")));
            let start = words.next().unwrap().parse().unwrap();
            let rule = if words.next() == Some("cycle") { "cycle" } else { "lead" };
            let mut finding = Finding::new(rule, Severity::Error, Span::new(file, start, start), message);
            finding.items.extend(words.map(str::to_owned));
            finding
        };
        (sources, text.lines().map(|line| finding(line.trim())).collect())
    }

    fn check(base: &str, head: &str, expected: &[&str]) {
        let ((base_sources, base), (head_sources, head)) = (read(base), read(head));
        let news = new_findings((&base_sources, &base), (&head_sources, &head));
        let told: Vec<String> = news.iter().map(|one| format!("{}:{}", one.rule, one.span.start)).collect();
        assert_eq!(told, expected, "{base:?} {head:?}");
    }

    #[test]
    fn a_finding_that_moved_is_not_new() {
        check("a 1 cycle t: goes round", "a 9 cycle t: goes  round", &[]);
        check("a 1 cycle t: goes round", "b 9 cycle t: goes round", &[]);
        check("a 1 cycle: goes round", "b 9 cycle: goes round", &["cycle:9"]);
        check("a 1 cycle t: goes round", "a 1 cycle u: goes round", &["cycle:1"]);
        check("a 1 cycle t: goes round", "a 1 lead t: goes round", &["lead:1"]);
        check("", "a 1 cycle t: goes round", &["cycle:1"]);
        check("a 1 cycle t: goes round", "", &[]);
    }

    #[test]
    fn one_more_of_the_same_is_new() {
        check("a 1 lead t: early", "a 1 lead t: early\na 2 lead t: early", &["lead:2"]);
        check("a 1 lead t: early\na 2 lead t: early", "a 2 lead t: early", &[]);
        // The one in the same file is the old one, whichever comes first.
        check("b 1 lead t: early", "a 1 lead t: early\nb 2 lead t: early", &["lead:1"]);
    }
}
