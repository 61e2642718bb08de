//! A gate for people: what is met, what is open and where, who must sign.

use super::paint::{Tone, count, wrap};
use super::places::Places;
use super::sink::clean;
use super::{Look, Told, summary};
use crate::finding::Finding;
use crate::lint::gate::{Checkpoint, Condition, GateReport, Standing};
use crate::rules;

/// How many places of one condition are shown.
const PLACES: usize = 5;

/// The conditions of a gate, open ones first with their places, then how far the stage is and who must sign.
#[must_use]
pub fn gate(report: &GateReport, project_title: &str, told: &Told, look: &Look) -> String {
    let places = Places::new(told);
    let mut out = String::new();
    head(&mut out, report, project_title, look);
    open(&mut out, report, true, &places, look);
    open(&mut out, report, false, &places, look);
    not_run(&mut out, report, look);
    waived(&mut out, report, &places, look);
    names(&mut out, report, Standing::Met, "Met", look);
    names(&mut out, report, Standing::NotAsked, "Not asked, because the settings switch the rule off", look);
    signing(&mut out, report, look);
    summary::failures(&mut out, told, look);
    out
}

fn head(out: &mut String, report: &GateReport, title: &str, look: &Look) {
    let hard = report.conditions.iter().filter(|condition| condition.is_hard);
    let is_open = |condition: &&Condition| matches!(condition.standing, Standing::Unmet | Standing::NotRun);
    let open = hard.clone().filter(is_open).count();
    let (mark, tone, verdict) = if report.is_met() {
        (look.either("✔", "ok:"), Tone::Good, "met: all that must be true is true".to_owned())
    } else {
        (look.either("✘", "x"), Tone::Bad, format!("not met: {open} of {} are open", count(hard.count(), "condition")))
    };
    let name = match report.gate {
        Checkpoint::Gate(gate) => format!("Gate of {}: {}", gate.name(), clean(title)),
        Checkpoint::Heartbeat => format!("This reporting period: {}", clean(title)),
    };
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, &name)));
    out.push_str(&format!("{} {verdict}\n", look.paint(tone, mark)));
    let readiness = format!("readiness {}%, {}", report.readiness, report.word());
    out.push_str(&format!("  {readiness}; it replaces no condition\n\n"));
}

fn of<'a>(report: &'a GateReport, standing: Standing) -> impl Iterator<Item = &'a Condition> {
    report.conditions.iter().filter(move |condition| condition.standing == standing)
}

/// Conditions that are not met, with the places of what is open.
fn open(out: &mut String, report: &GateReport, is_hard: bool, places: &Places, look: &Look) {
    let conditions: Vec<&Condition> =
        of(report, Standing::Unmet).filter(|condition| condition.is_hard == is_hard).collect();
    if conditions.is_empty() {
        return;
    }
    let title = if is_hard { "Open, and the gate waits for it" } else { "Open, counted but not waited for" };
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, title)));
    for condition in conditions {
        let (mark, tone) =
            if is_hard { (look.either("✘", "x"), Tone::Bad) } else { (look.either("○", "o"), Tone::Doubtful) };
        condition_line(out, condition, look.paint(tone, mark).as_str(), look);
        for finding in condition.findings.iter().take(PLACES) {
            place(out, finding, places, look);
        }
        if let Some(more) = condition.findings.len().checked_sub(PLACES).filter(|more| *more > 0) {
            out.push_str(&format!("    and {more} more; `planmark check --select {}` shows all\n", condition.rule));
        }
    }
    out.push('\n');
}

fn condition_line(out: &mut String, condition: &Condition, mark: &str, look: &Look) {
    let summary = condition.words.or_else(|| rules::find(condition.rule).map(|rule| rule.summary)).unwrap_or_default();
    let lines = wrap(summary, look.columns().saturating_sub(4));
    out.push_str(&format!("  {mark} {}\n", look.paint(Tone::Bold, condition.rule)));
    for line in lines {
        out.push_str(&format!("    {}\n", look.paint(Tone::Dim, &line)));
    }
}

/// A place and what is wrong there, on one line that an editor can follow.
fn place(out: &mut String, finding: &Finding, places: &Places, look: &Look) {
    let spot = look.paint(Tone::Path, &places.spot(finding.span));
    out.push_str(&format!("    {spot}  {}\n", clean(&finding.message)));
}

/// Conditions of which nobody knows whether they are met.
fn not_run(out: &mut String, report: &GateReport, look: &Look) {
    let mut conditions = of(report, Standing::NotRun).peekable();
    if conditions.peek().is_none() {
        return;
    }
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, "Not run, and so not met")));
    for condition in conditions {
        let (mark, tone) = if condition.is_hard {
            (look.either("✘", "x"), Tone::Bad)
        } else {
            (look.either("○", "o"), Tone::Doubtful)
        };
        let why: Vec<String> = condition.reasons.iter().map(|reason| clean(reason)).collect();
        let name = look.paint(Tone::Bold, condition.rule);
        out.push_str(&format!("  {} {name}: {}\n", look.paint(tone, mark), why.join("; ")));
    }
    out.push('\n');
}

fn waived(out: &mut String, report: &GateReport, places: &Places, look: &Look) {
    let mut conditions = of(report, Standing::Waived).peekable();
    if conditions.peek().is_none() {
        return;
    }
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, "Waived, with a reason")));
    for condition in conditions {
        out.push_str(&format!("  {} {}\n", look.either("–", "-"), look.paint(Tone::Bold, condition.rule)));
        for (index, finding) in condition.findings.iter().enumerate() {
            let spot = look.paint(Tone::Path, &places.spot(finding.span));
            let reason = condition.reasons.get(index).map(|reason| clean(reason)).unwrap_or_default();
            out.push_str(&format!("    {spot} {}\n", look.paint(Tone::Dim, &format!("because: {reason}"))));
        }
    }
    out.push('\n');
}

/// Conditions that need no places, by name.
fn names(out: &mut String, report: &GateReport, standing: Standing, title: &str, look: &Look) {
    let names: Vec<&str> = of(report, standing).map(|condition| condition.rule).collect();
    if names.is_empty() {
        return;
    }
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, &format!("{title} ({})", names.len()))));
    for line in wrap(&names.join(" "), look.columns().saturating_sub(2)) {
        out.push_str(&format!("  {line}\n"));
    }
    out.push('\n');
}

fn signing(out: &mut String, report: &GateReport, look: &Look) {
    out.push_str(&format!("{}\n", look.paint(Tone::Bold, "Signatures")));
    if report.gate == Checkpoint::Heartbeat {
        let told = report.update.map(|update| {
            let by = update.by.as_ref().map_or(String::new(), |by| format!(" by {}", by.written.value));
            format!("the update of {}{by} signs this period", update.base.id())
        });
        let told = told.unwrap_or_else(|| "an update signs a period: planmark add update".to_owned());
        out.push_str(&format!("  {}\n", clean(&told)));
        return;
    }
    for signature in &report.signatures {
        let by = signature.by.as_ref().map_or("nobody named", |by| by.written.value.as_str());
        let date = signature.date.as_ref().map(|date| format!(" on {}", date.value)).unwrap_or_default();
        let note = signature.note.as_ref().map(|note| format!(": {}", note.value)).unwrap_or_default();
        out.push_str(&format!("  {} {}\n", look.either("✔", "ok:"), clean(&format!("{by}{date}{note}"))));
    }
    if report.signatures.is_empty() {
        let name = report.gate.name();
        out.push_str(&format!("  {} nobody signed yet\n", look.either("☐", "[ ]")));
        let when = if report.is_met() { "now" } else { "once the gate is met" };
        let who = match &report.signers[..] {
            [] => "nobody in the plan may sign it yet".to_owned(),
            signers => format!("{} may sign", clean(&signers.join(", "))),
        };
        out.push_str(&format!("    {who}; {when}: planmark sign {name} --by HANDLE\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::config::Config;
    use crate::document::keys::words::Gate;
    use crate::lint::Subject;
    use crate::render::tests::PLAIN;
    use crate::text::SourceSet;
    use crate::value::Date;

    #[test]
    fn a_gate_says_what_is_open_and_who_signs() {
        let plan = "---\ntitle: \"Two\\e[2J rooms\"\nstage: identification\nwaive: {no-pm: \"Ana \\r::error:: does it\"}\n---\n";
        let sources = SourceSet::of_texts(&[("project.md", plan)]);
        let config = Config::read(&sources).expect("no settings");
        let today = Date::parse("2026-04-24").expect("a date");
        let analysis = analyze(&sources, &config, today);
        let subject = Subject {
            sources: &sources,
            portfolio: &analysis.portfolio,
            config: &config,
            today,
            computed: &analysis.computed,
        };
        let project = &analysis.portfolio.projects[0];
        let report = crate::lint::gate::gate(
            &crate::rules::RULES,
            subject,
            project,
            Checkpoint::Gate(Gate::Identification),
            &analysis.read_findings,
        );
        let told = Told { sources: &sources, findings: &[], prefix: "p/", files_read: 1, waived: 0, failures: &[] };
        let text = gate(&report, "Two\u{1b}[2J rooms", &told, &PLAIN);
        assert!(text.starts_with("Gate of identification: Two\\u{1b}[2J rooms\n✘ not met: "), "{text}");
        assert!(text.contains("✘ no-deliverables\n") && text.contains("    p/project.md:3:"), "{text}");
        assert!(text.contains("planmark sign identification --by HANDLE"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains('\r'), "{text}");
    }
}
