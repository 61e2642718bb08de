//! What a report comes to, and what it says apart from single findings: counts, checklists, order.

use std::collections::BTreeMap;

use super::paint::count;
use super::{Look, Told};
use crate::document::keys::Stage;
use crate::document::parse;
use crate::finding::{Finding, Severity};
use crate::lint::counts;
use crate::text::FileId;

/// How many findings `--fix` can end.
pub(super) fn fixable(told: &Told) -> usize {
    told.findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.is_safe)).count()
}

/// The last line of a report: what was found, in how many files, and what `--fix` can do.
pub(super) fn line(told: &Told) -> String {
    let (errors, warnings, infos) = counts(told.findings);
    let told_counts: Vec<String> = [(errors, "error"), (warnings, "warning"), (infos, "info")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let found = if told_counts.is_empty() { "no findings".to_owned() } else { told_counts.join(", ") };
    let mut line = format!("{found} in {}", count(told.files_read, "file"));
    if fixable(told) > 0 {
        line.push_str(&format!("; {} can be fixed with --fix", fixable(told)));
    }
    if told.waived > 0 {
        line.push_str(&format!("; {} waived", told.waived));
    }
    if !told.failures.is_empty() {
        line.push_str("; not everything could be checked");
    }
    line
}

/// Whether nothing was found and nothing failed.
pub(super) fn is_clean(told: &Told) -> bool {
    told.findings.is_empty() && told.failures.is_empty()
}

/// Whether a finding belongs on the checklist of what the present stage still lacks.
pub(super) fn is_to_do(finding: &Finding) -> bool {
    finding.is_absence && finding.severity == Severity::Warning
}

/// All findings, the worst first, otherwise in their order.
pub(super) fn worst_first<'a>(told: &Told<'a>) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = told.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// What one project still lacks in its stage.
pub(super) struct Checklist<'a> {
    /// The folder of the project with the prefix, without a slash at its end; empty if there is no name for it.
    pub(super) folder: String,
    /// The stage as written; None if it cannot be read.
    pub(super) stage: Option<Stage>,
    /// What is missing.
    pub(super) findings: Vec<&'a Finding>,
}

impl Checklist<'_> {
    /// `Still to do in planning (northgate):`, where the folder is told only beside others.
    pub(super) fn title(&self, is_one_of_many: bool) -> String {
        let stage = self.stage.map(|stage| format!(" in {stage}")).unwrap_or_default();
        let folder =
            if is_one_of_many && !self.folder.is_empty() { format!(" ({})", self.folder) } else { String::new() };
        format!("Still to do{stage}{folder}")
    }
}

/// The checklists of all projects, by folder.
pub(super) fn checklists<'a>(told: &Told<'a>) -> Vec<Checklist<'a>> {
    let mut by_folder: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in told.findings.iter().filter(|finding| is_to_do(finding)) {
        by_folder.entry(project_folder(told, finding.span.file)).or_default().push(finding);
    }
    let checklist = |(folder, findings): (String, Vec<&'a Finding>)| Checklist {
        stage: stage(told, &folder),
        folder: format!("{}{folder}", told.prefix).trim_end_matches('/').to_owned(),
        findings,
    };
    by_folder.into_iter().map(checklist).collect()
}

/// The nearest folder upwards that has a `project.md`, with a slash at its end; empty for the root.
fn project_folder(told: &Told, file: FileId) -> String {
    let mut path = told.sources.file(file).path.as_str();
    while let Some((folder, _)) = path.rsplit_once('/') {
        if told.sources.find(&format!("{folder}/project.md")).is_some() {
            return format!("{folder}/");
        }
        path = folder;
    }
    String::new()
}

/// The stage that a project's charter gives; without a word it is identification.
fn stage(told: &Told, folder: &str) -> Option<Stage> {
    let (file, source) = told.sources.find(&format!("{folder}project.md"))?;
    let (document, _) = parse(file, source.text());
    match document.front?.entry("stage") {
        Some(entry) => Stage::from_name(entry.value.as_text()?),
        None => Some(Stage::Identification),
    }
}

/// What planmark could not do, a line each.
pub(super) fn failures(out: &mut String, told: &Told, look: &Look) {
    for failure in told.failures {
        out.push_str(&look.paint(super::paint::Tone::Bad, "planmark failed"));
        out.push_str(&format!(": {}\n", super::sink::clean(failure)));
    }
}
