//! May the project leave its stage? The conditions of each gate, met and unmet.
//!
//! A hard condition is met while nothing of its rule is open, not even a warning about something that is not there yet.
//! A percentage never replaces a hard condition.

pub use super::conditions::rules_of;
use super::conditions::{Part, part};
use super::{Subject, Verdict, levels, run_for_stage};
use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::model::control::Update;
use crate::model::item::Signature;
use crate::model::signing::Act;
use crate::rule::Rule;

/// A moment at which somebody looks at the whole project.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Checkpoint {
    /// The end of a stage.
    Gate(Gate),
    /// Every reporting period of execution.
    Heartbeat,
}

impl Checkpoint {
    /// The stage that it belongs to.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gate(gate) => gate.name(),
            Self::Heartbeat => "monitoring",
        }
    }
}

/// How a condition stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Nothing is open.
    Met,
    /// Something is open.
    Unmet,
    /// Something was found, and somebody gave a reason why it does not count.
    Waived,
    /// Its rule could not measure, so that nobody knows: that is not met.
    NotRun,
    /// The settings switched its rule off: it counts neither way.
    NotAsked,
}

/// One condition of a gate.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The rule that looks at it.
    pub rule: &'static str,
    /// What must be true, where that is a part of what the rule looks at.
    pub words: Option<&'static str>,
    /// Whether the gate waits for it.
    pub is_hard: bool,
    /// How it stands.
    pub standing: Standing,
    /// What is open, or was waived.
    pub findings: Vec<Finding>,
    /// Reasons of waivers; of a rule that could not measure, why.
    pub reasons: Vec<String>,
}

/// A gate as it stands.
#[derive(Debug)]
pub struct GateReport<'a> {
    /// What is looked at.
    pub gate: Checkpoint,
    /// Hard conditions first, in the order of the rule book.
    pub conditions: Vec<Condition>,
    /// Whether the closing gate or another one still needs a signature, and who may give it.
    pub signatures: Vec<&'a Signature>,
    /// The handles of those who may sign it.
    pub signers: Vec<&'a str>,
    /// The newest update: what signs a reporting period.
    pub update: Option<&'a Update>,
    /// Share of the conditions that are met, in per cent, rounded down.
    pub readiness: u32,
}

impl GateReport<'_> {
    /// Whether all hard conditions are met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let is_open = |condition: &Condition| matches!(condition.standing, Standing::Unmet | Standing::NotRun);
        self.conditions.iter().all(|condition| !condition.is_hard || !is_open(condition))
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

/// How a gate, or the present reporting period, stands today.
#[must_use]
pub fn gate<'a>(
    rules: &[&'static Rule],
    subject: Subject<'a>,
    project: &'a Project,
    checkpoint: Checkpoint,
    read_findings: &[Finding],
) -> GateReport<'a> {
    let stage = match checkpoint {
        Checkpoint::Gate(Gate::Identification) => Stage::Identification,
        Checkpoint::Gate(Gate::Planning) => Stage::Planning,
        Checkpoint::Heartbeat => Stage::Execution,
        // What closing asks is asked of the gate that leads there.
        Checkpoint::Gate(Gate::Execution | Gate::Closing) => Stage::Closing,
    };
    let (hard, counted) = rules_of(checkpoint);
    let is_asked = |rule: &Rule| hard.contains(&rule.name) || counted.contains(&rule.name);
    let verdict = run_for_stage(rules, &is_asked, subject, project, stage, read_findings);
    let settings = subject.config.settings(&project.folder);
    let names = hard.iter().map(|name| (*name, true)).chain(counted.iter().map(|name| (*name, false)));
    let conditions: Vec<Condition> = names
        .filter_map(|(name, is_hard)| {
            let rule = rules.iter().find(|rule| rule.name == name)?;
            let asked = Asked { rule, is_hard, part: part(checkpoint, name, is_hard) };
            Some(condition(&asked, project, &verdict, levels::is_off(rule, settings)))
        })
        .collect();
    let asked = conditions.iter().filter(|condition| condition.standing != Standing::NotAsked).count();
    let is_open = |condition: &&Condition| matches!(condition.standing, Standing::Unmet | Standing::NotRun);
    let unmet = conditions.iter().filter(is_open).count();
    let readiness = ((asked - unmet) * 100).checked_div(asked).map_or(100, |share| share as u32);
    let past = project.updates.iter().filter(|update| update.date.is_some_and(|date| date <= subject.today));
    GateReport {
        gate: checkpoint,
        conditions,
        signatures: signatures(project, checkpoint),
        signers: signers(project, checkpoint),
        update: past.max_by_key(|update| update.date),
        readiness,
    }
}

fn signatures(project: &Project, checkpoint: Checkpoint) -> Vec<&Signature> {
    let Checkpoint::Gate(gate) = checkpoint else { return Vec::new() };
    let of_gate = project.charter.signoffs.iter().filter(|signoff| signoff.gate.is_some_and(|told| told.value == gate));
    of_gate.map(|signoff| &signoff.signature).collect()
}

fn signers(project: &Project, checkpoint: Checkpoint) -> Vec<&str> {
    let Checkpoint::Gate(gate) = checkpoint else { return Vec::new() };
    project.entitled(Act::Gate(gate)).map(|person| person.base.id()).collect()
}

/// What a condition asks for.
struct Asked {
    rule: &'static Rule,
    is_hard: bool,
    part: Option<&'static Part>,
}

fn condition(asked: &Asked, project: &Project, verdict: &Verdict, is_off: bool) -> Condition {
    let name = asked.rule.name;
    // A condition is unmet by an error, by something that is not there yet, and where it only counts by a warning too.
    let weighs = |finding: &Finding| {
        finding.severity == Severity::Error
            || finding.is_absence
            || (finding.severity == Severity::Warning && (!asked.is_hard || asked.part.is_some()))
            || name == "placeholder"
    };
    let is_asked =
        |finding: &Finding| finding.rule == name && asked.part.is_none_or(|part| (part.holds)(project, finding));
    let open: Vec<Finding> =
        verdict.findings.iter().filter(|finding| is_asked(finding) && weighs(finding)).cloned().collect();
    let waived: Vec<_> = verdict.waived.iter().filter(|waived| is_asked(&waived.finding)).collect();
    let not_run: Vec<_> = verdict.not_run.iter().filter(|not_run| not_run.rule == name).collect();
    let standing = match (is_off, open.is_empty(), waived.is_empty(), not_run.is_empty()) {
        (true, ..) => Standing::NotAsked,
        (_, false, ..) => Standing::Unmet,
        (_, _, false, _) => Standing::Waived,
        (_, _, _, false) => Standing::NotRun,
        _ => Standing::Met,
    };
    let reasons = match standing {
        Standing::NotRun => not_run.iter().map(|not_run| not_run.reason.clone()).collect(),
        _ => waived.iter().map(|waived| waived.reason.clone()).collect(),
    };
    let findings = if open.is_empty() { waived.iter().map(|waived| waived.finding.clone()).collect() } else { open };
    Condition {
        rule: name,
        words: asked.part.map(|part| part.words),
        is_hard: asked.is_hard,
        standing,
        findings,
        reasons,
    }
}
