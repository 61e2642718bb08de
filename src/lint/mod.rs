//! Runs the shelf of rules: levels, stages, waivers, order. Knows no output.

mod conditions;
pub mod gate;
mod levels;
pub mod since;
mod waivers;

pub use levels::check_settings;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::config::{Config, Settings};
use crate::document::keys::Stage;
use crate::finding::{Finding, NotRun, Severity};
use crate::model::{Portfolio, Project};
use crate::rule::{Check, Computed, Outer, Report, Rule, Scene};
use crate::text::SourceSet;
use crate::value::Date;

/// A finding that somebody waived, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Waived {
    /// What was found.
    pub finding: Finding,
    /// The reason as written.
    pub reason: String,
}

/// What the rules say of a plan.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What is open, in the order of files and places.
    pub findings: Vec<Finding>,
    /// What was found but waived.
    pub waived: Vec<Waived>,
    /// Rules that could not measure, and why.
    pub not_run: Vec<NotRun>,
    /// Rules that failed on this plan, which is planmark's fault.
    pub failures: Vec<String>,
}

/// Everything that a run of the rules looks at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// All files.
    pub sources: &'a SourceSet,
    /// All projects.
    pub portfolio: &'a Portfolio,
    /// The settings of each.
    pub config: &'a Config,
    /// The day of the check.
    pub today: Date,
    /// What is computed of the projects.
    pub computed: &'a Computed,
}

/// Runs all rules over all projects, and levels, waives and sorts what they and the reader found.
#[must_use]
pub fn run(rules: &[&'static Rule], subject: Subject, read_findings: Vec<Finding>) -> Verdict {
    let owners = Owners::of(subject);
    let (mut own, mut pending) = owners.share_out(subject, read_findings);
    // What is found in projects that nobody asked for would be left out at the end.
    let is_asked = |project: &&Project| subject.sources.is_in_focus(&project.path("project.md"));
    let projects: Vec<(&Project, Vec<Finding>)> = subject
        .portfolio
        .projects
        .iter()
        .filter(is_asked)
        .map(|project| (project, own.remove(&project.place).unwrap_or_default()))
        .collect();
    let verdicts: Vec<Verdict> = projects
        .into_par_iter()
        .map(|(project, own)| {
            let mut verdict = Verdict::default();
            one_project(rules, &|_| true, subject, (project, project.stage()), own, &mut verdict);
            verdict
        })
        .collect();
    let mut verdict = Verdict::default();
    for one in verdicts {
        verdict.findings.extend(one.findings);
        verdict.waived.extend(one.waived);
        verdict.not_run.extend(one.not_run);
        verdict.failures.extend(one.failures);
    }
    let settings = subject.config.settings("");
    let outer = Outer { sources: subject.sources, portfolio: subject.portfolio, today: subject.today };
    for rule in rules {
        if let Check::Portfolio(check) = rule.check
            && !levels::is_off(rule, settings)
        {
            pending.extend(guarded(rule, settings, "", &mut verdict, |report| check(&outer, report)));
        }
    }
    for finding in pending {
        let owner = owners.owner(subject, &finding);
        let settings = subject.config.settings(owner.map_or("", |project| project.folder.as_str()));
        let stage = owner.map_or(Stage::Identification, Project::stage);
        verdict.findings.extend(levels::levelled(rules, finding, settings, stage));
    }
    sort(&mut verdict.findings, subject.sources);
    verdict
}

/// Runs the rules that are wanted over one project as if it were in another stage: what a gate asks.
#[must_use]
pub fn run_for_stage(
    rules: &[&'static Rule],
    is_wanted: &dyn Fn(&Rule) -> bool,
    subject: Subject,
    project: &Project,
    stage: Stage,
    read_findings: &[Finding],
) -> Verdict {
    let mut verdict = Verdict::default();
    let owners = Owners::of(subject);
    let is_own = |finding: &&Finding| owners.owner(subject, finding).is_some_and(|owner| owner.place == project.place);
    let own = read_findings.iter().filter(is_own).cloned().collect();
    one_project(rules, is_wanted, subject, (project, stage), own, &mut verdict);
    sort(&mut verdict.findings, subject.sources);
    verdict
}

fn one_project(
    rules: &[&'static Rule],
    is_wanted: &dyn Fn(&Rule) -> bool,
    subject: Subject,
    (project, stage): (&Project, Stage),
    mut found: Vec<Finding>,
    verdict: &mut Verdict,
) {
    let settings = subject.config.settings(&project.folder);
    let kind = project.charter.kind.as_ref().map(|kind| kind.value.as_str()).unwrap_or_default();
    let scene = Scene {
        sources: subject.sources,
        portfolio: subject.portfolio,
        project,
        stage,
        today: subject.today,
        as_of: project.status_date(subject.today),
        profile: settings.types.get(kind),
        said: OnceCell::new(),
        shown: OnceCell::new(),
        computed: subject.computed,
    };
    for rule in rules {
        let is_due = rule.from.is_none_or(|from| scene.is_from(from));
        if let Check::Project(check) = rule.check
            && is_due
            && is_wanted(rule)
            && !levels::is_off(rule, settings)
        {
            found.extend(guarded(rule, settings, &project.folder, verdict, |report| check(&scene, report)));
        }
    }
    let found: Vec<Finding> =
        found.into_iter().filter_map(|finding| levels::levelled(rules, finding, settings, stage)).collect();
    let (open, waived) = waivers::apply(rules, subject.sources, project, found, |rule| {
        !levels::is_off(rule, settings) && rule.from.is_none_or(|from| scene.is_from(from))
    });
    verdict.findings.extend(open.into_iter().filter_map(|finding| levels::levelled(rules, finding, settings, stage)));
    verdict.waived.extend(waived);
}

/// Runs one check; a panic in it is planmark's fault, costs that rule and never passes as clean.
fn guarded(
    rule: &'static Rule,
    settings: &Settings,
    folder: &str,
    verdict: &mut Verdict,
    check: impl FnOnce(&mut Report),
) -> Vec<Finding> {
    let mut report = Report::new(rule, settings);
    if catch_unwind(AssertUnwindSafe(|| check(&mut report))).is_err() {
        verdict.failures.push(format!("the rule `{}` failed on this plan", rule.name));
    }
    let (findings, not_run) = report.into_parts();
    let not_run = not_run.map(|reason| NotRun { rule: rule.name, project: folder.to_owned(), reason });
    verdict.not_run.extend(not_run);
    findings
}

/// Which project a file belongs to.
struct Owners<'a> {
    by_folder: BTreeMap<&'a str, &'a Project>,
}

impl<'a> Owners<'a> {
    fn of(subject: Subject<'a>) -> Self {
        Self {
            by_folder: subject.portfolio.projects.iter().map(|project| (project.folder.as_str(), project)).collect(),
        }
    }

    /// The project in whose folder a finding lies.
    fn owner(&self, subject: Subject, finding: &Finding) -> Option<&'a Project> {
        let path = subject.sources.file(finding.span.file).path.as_str();
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]).rev();
        folders.chain([""]).find_map(|folder| self.by_folder.get(folder).copied())
    }

    /// Findings by the place of their project, and those of none.
    fn share_out(&self, subject: Subject, findings: Vec<Finding>) -> (BTreeMap<u32, Vec<Finding>>, Vec<Finding>) {
        let (mut own, mut rest) = (BTreeMap::<u32, Vec<Finding>>::new(), Vec::new());
        for finding in findings {
            match self.owner(subject, &finding) {
                Some(project) => own.entry(project.place).or_default().push(finding),
                None => rest.push(finding),
            }
        }
        (own, rest)
    }
}

/// By file, place, severity, rule and words, so that nothing depends on the order in which rules ran.
fn sort(findings: &mut Vec<Finding>, sources: &SourceSet) {
    findings.retain(|finding| sources.is_in_focus(&sources.file(finding.span.file).path));
    findings.sort_by(|a, b| {
        (a.span.file, a.span.start, a.span.end, a.severity, a.rule, &a.message).cmp(&(
            b.span.file,
            b.span.start,
            b.span.end,
            b.severity,
            b.rule,
            &b.message,
        ))
    });
    findings.dedup();
}

/// How many findings of each severity there are: errors, warnings, infos.
#[must_use]
pub fn counts(findings: &[Finding]) -> (usize, usize, usize) {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning), count(Severity::Info))
}
