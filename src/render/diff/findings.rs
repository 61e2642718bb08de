//! A comparison as findings, for the reports that forges read: annotations, code quality, JUnit.

use super::words::{self, plain};
use super::{BothPlaces, Compared};
use crate::diff::{Judged, ProjectReview};
use crate::document::keys::Class;
use crate::finding::{Finding, Severity};
use crate::render::{Told, github, gitlab, junit};
use crate::text::{FileId, Span};

/// Annotations beside the lines of a pull request.
#[must_use]
pub fn review_github(compared: &Compared) -> String {
    told(compared, github)
}

/// GitLab code quality.
#[must_use]
pub fn review_gitlab(compared: &Compared) -> String {
    told(compared, gitlab)
}

/// JUnit XML.
#[must_use]
pub fn review_junit(compared: &Compared) -> String {
    told(compared, junit)
}

fn told(compared: &Compared, render: fn(&Told) -> String) -> String {
    let findings = findings(compared);
    render(&Told {
        sources: compared.head.sources,
        findings: &findings,
        prefix: compared.head.prefix,
        files_read: compared.head.sources.len(),
        waived: 0,
        failures: compared.failures,
    })
}

/// Every difference that a reviewer has to weigh, at its place in the head revision.
fn findings(compared: &Compared) -> Vec<Finding> {
    let places = BothPlaces::new(compared);
    let mut findings = Vec::new();
    for project in &compared.review.projects {
        for judged in project.verdict.judged.iter().filter(|one| one.difference.class != Class::Editorial) {
            findings.push(finding(judged, project, compared, &places));
        }
    }
    findings.sort_by(|a, b| (a.span.file, a.span.start, &a.message).cmp(&(b.span.file, b.span.start, &b.message)));
    findings
}

fn finding(judged: &Judged, project: &ProjectReview, compared: &Compared, places: &BothPlaces) -> Finding {
    let difference = &judged.difference;
    let (rule, severity) = match difference.class {
        _ if judged.is_uncovered() => ("uncovered-change", Severity::Error),
        _ if judged.is_first => ("control-change", Severity::Warning),
        Class::Scope | Class::Commitment => ("covered-change", Severity::Info),
        _ => ("plan-change", Severity::Info),
    };
    let mut message = plain(&words::difference(difference));
    let here = difference.after.as_ref().and_then(|after| after.span);
    let span = here.unwrap_or_else(|| stand_in(judged, project, compared));
    if here.is_none()
        && let Some(spot) = places.spot(difference)
    {
        message.push_str(&format!(" (it {spot})"));
    }
    let mut finding = Finding::new(rule, severity, span, message);
    let cover = plain(&words::cover(&judged.cover));
    if !cover.is_empty() {
        finding.help(cover);
    }
    finding.about(difference.spot().map_or_else(String::new, |spot| spot.to_string()));
    finding
}

/// Where to say that something is gone: at the top of the file that it stood in, if that is still there.
fn stand_in(judged: &Judged, project: &ProjectReview, compared: &Compared) -> Span {
    let head = compared.head.sources;
    let old = judged.difference.before.as_ref().and_then(|before| before.span);
    let old = old.and_then(|span| head.find(&compared.base.sources.file(span.file).path));
    let charter =
        if project.folder.is_empty() { "project.md".to_owned() } else { format!("{}/project.md", project.folder) };
    let file = old.or_else(|| head.find(&charter)).or_else(|| head.files().next());
    file.map_or(Span::new(FileId(0), 0, 0), |(file, _)| Span::new(file, 0, 0))
}
