//! May the project leave its stage? The conditions of each gate, met and unmet.
//!
//! A hard condition is met while nothing of its rule is open, not even a warning about something that is not there yet.
//! A percentage never replaces a hard condition.

use super::{Subject, Verdict, levels, run_for_stage};
use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::model::item::Signature;
use crate::model::signing::Act;
use crate::rule::Rule;

/// How a condition stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Nothing is open.
    Met,
    /// Something is open.
    Unmet,
    /// Something was found, and somebody gave a reason why it does not count.
    Waived,
    /// The settings switched its rule off: it counts neither way.
    NotAsked,
}

/// One condition of a gate.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The rule that looks at it.
    pub rule: &'static str,
    /// What must be true, in the words of the rule turned round.
    pub is_hard: bool,
    /// How it stands.
    pub standing: Standing,
    /// What is open, or was waived.
    pub findings: Vec<Finding>,
    /// Reasons of waivers.
    pub reasons: Vec<String>,
}

/// A gate as it stands.
#[derive(Debug)]
pub struct GateReport<'a> {
    /// The stage that it ends.
    pub gate: Gate,
    /// Hard conditions first, in the order of the rule book.
    pub conditions: Vec<Condition>,
    /// Whether the closing gate or another one still needs a signature, and who may give it.
    pub signatures: Vec<&'a Signature>,
    /// The handles of those who may sign it.
    pub signers: Vec<&'a str>,
    /// Share of the conditions that are met, in per cent, rounded down.
    pub readiness: u32,
}

impl GateReport<'_> {
    /// Whether all hard conditions are met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.conditions.iter().all(|condition| !condition.is_hard || condition.standing != Standing::Unmet)
    }

    /// How far the stage is, in the words of the PM² phase-exit review.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.readiness {
            0..=50 => "major work missing",
            51..=80 => "some work missing",
            _ => "nearly complete",
        }
    }
}

/// The rules of a gate: hard conditions, and what is also counted.
#[must_use]
pub fn rules_of(gate: Gate) -> (&'static [&'static str], &'static [&'static str]) {
    match gate {
        Gate::Identification => (
            &[
                "no-objective",
                "no-scope-in",
                "no-deliverables",
                "no-decision-maker",
                "no-pm",
                "contact-not-single",
                "missing-field",
                "no-risks",
            ],
            &[
                "objective-not-measurable",
                "no-clear-end",
                "no-scope-out",
                "no-lead-technician",
                "needs-missing",
                "no-timeline-or-cap",
                "no-assumptions-or-constraints",
                "profile-gap",
            ],
        ),
        Gate::Planning => (
            &[
                "no-clear-end",
                "no-scope-out",
                "no-lead-technician",
                "no-timeline-or-cap",
                "deliverable-without-work",
                "no-acceptance-criteria",
                "too-few-milestones",
                "kpi-missing-or-weak",
                "downtime-undeclared",
                "window-incomplete",
                "no-communication-plan",
                "client-needs",
                "no-kickoff",
                "negative-float",
                "cycle",
                "summary-logic",
                "estimate-order",
                "window-buffer",
                "technician-shortage",
                "no-budget",
                "over-cap",
                "no-accountable",
                "accepts-own-work",
                "skill-gap",
                "no-risks",
                "risk-unowned",
                "approval-missing",
                "placeholder",
            ],
            &[
                "work-without-deliverable",
                "vendor-unmanaged",
                "handover-not-planned",
                "milestone-unlinked",
                "window-unapproved-or-unannounced",
                "window-clash",
                "assumption-unchecked",
                "missing-logic",
                "lead",
                "lag",
                "link-types",
                "hard-date",
                "high-float",
                "long-task",
                "unassigned",
                "critical-path-test",
                "over-allocated",
                "no-contingency",
                "no-basis",
                "unlinked-money",
                "decider-away",
                "no-response",
                "response-not-planned",
            ],
        ),
        Gate::Execution => (
            &["not-verified", "outside-window", "open-items", "issue-not-escalated"],
            &["update-overdue-or-thin", "kpi-stale-or-off", "late-task", "placeholder"],
        ),
        Gate::Closing => (
            &["not-verified", "not-accepted", "open-items", "documents-missing", "no-closing-meeting", "secret"],
            &["no-lessons", "satisfaction-unknown"],
        ),
    }
}

/// How the gate at the end of a stage stands today.
#[must_use]
pub fn gate<'a>(
    rules: &[&'static Rule],
    subject: Subject<'a>,
    project: &'a Project,
    gate: Gate,
    read_findings: &[Finding],
) -> GateReport<'a> {
    let stage = match gate {
        Gate::Identification => Stage::Identification,
        Gate::Planning => Stage::Planning,
        // What closing asks is asked of the gate that leads there.
        Gate::Execution | Gate::Closing => Stage::Closing,
    };
    let verdict = run_for_stage(rules, subject, project, stage, read_findings);
    let settings = subject.config.settings(&project.folder);
    let (hard, counted) = rules_of(gate);
    let conditions: Vec<Condition> = hard
        .iter()
        .map(|name| (*name, true))
        .chain(counted.iter().map(|name| (*name, false)))
        .filter_map(|(name, is_hard)| {
            let rule = rules.iter().find(|rule| rule.name == name)?;
            Some(condition(rule, is_hard, &verdict, levels::is_off(rule, settings)))
        })
        .collect();
    let signatures = project
        .charter
        .signoffs
        .iter()
        .filter(|signoff| signoff.gate.as_ref().is_some_and(|told| told.value == gate))
        .map(|signoff| &signoff.signature)
        .collect();
    let asked = conditions.iter().filter(|condition| condition.standing != Standing::NotAsked).count();
    let unmet = conditions.iter().filter(|condition| condition.standing == Standing::Unmet).count();
    let readiness = ((asked - unmet) * 100).checked_div(asked).map_or(100, |share| share as u32);
    let signers = project.entitled(Act::Gate(gate)).map(|person| person.base.id()).collect();
    GateReport { gate, conditions, signatures, signers, readiness }
}

fn condition(rule: &'static Rule, is_hard: bool, verdict: &Verdict, is_off: bool) -> Condition {
    // A condition is unmet by an error, by something that is not there yet, and where it only counts by a warning too.
    let counts = |finding: &&Finding| {
        finding.rule == rule.name
            && (finding.severity == Severity::Error
                || finding.is_absence
                || (!is_hard && finding.severity == Severity::Warning)
                || rule.name == "placeholder")
    };
    let open: Vec<Finding> = verdict.findings.iter().filter(counts).cloned().collect();
    let waived: Vec<_> = verdict.waived.iter().filter(|waived| waived.finding.rule == rule.name).collect();
    let standing = match (is_off, open.is_empty(), waived.is_empty()) {
        (true, _, _) => Standing::NotAsked,
        (_, false, _) => Standing::Unmet,
        (_, true, false) => Standing::Waived,
        (_, true, true) => Standing::Met,
    };
    let findings = if open.is_empty() { waived.iter().map(|waived| waived.finding.clone()).collect() } else { open };
    Condition {
        rule: rule.name,
        is_hard,
        standing,
        findings,
        reasons: waived.iter().map(|waived| waived.reason.clone()).collect(),
    }
}
