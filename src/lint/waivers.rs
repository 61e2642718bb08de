//! Rules that people set aside, with a reason: at an item, a register, or a singleton.

use super::Waived;
use crate::document::keys::Register;
use crate::finding::{Finding, Severity};
use crate::model::item::Waiver;
use crate::model::{FileRole, Project};
use crate::rule::Rule;
use crate::text::{Edit, SourceSet, Span, nearest};

/// The rule that keeps waivers honest.
const RULE: &str = "waiver-without-reason";

/// A waiver and where it counts.
struct Holder<'a> {
    waiver: &'a Waiver,
    /// Findings inside one of these places are waived.
    extents: Vec<Span>,
    is_used: bool,
}

/// Parts the findings of a project into open and waived, and reports waivers that are not honest.
pub(super) fn apply(
    rules: &[&'static Rule],
    sources: &SourceSet,
    project: &Project,
    findings: Vec<Finding>,
    is_run: impl Fn(&Rule) -> bool,
) -> (Vec<Finding>, Vec<Waived>) {
    let mut holders = holders(project, sources);
    let (mut open, mut waived) = (Vec::new(), Vec::new());
    for finding in findings {
        match holders.iter_mut().find(|holder| holder.covers(&finding)) {
            Some(holder) => {
                holder.is_used = true;
                waived.push(Waived { finding, reason: holder.waiver.reason.value.clone() });
            }
            None => open.push(finding),
        }
    }
    for holder in &holders {
        open.extend(honesty(rules, sources, holder, &is_run));
    }
    (open, waived)
}

impl Holder<'_> {
    fn covers(&self, finding: &Finding) -> bool {
        // A waiver cannot waive what is wrong with waivers.
        finding.rule == self.waiver.rule.value
            && finding.rule != RULE
            && self.extents.iter().any(|extent| extent.contains(finding.span))
    }
}

fn holders<'a>(project: &'a Project, sources: &SourceSet) -> Vec<Holder<'a>> {
    let mut holders = Vec::new();
    let mut add = |waivers: &'a [Waiver], extents: Vec<Span>| {
        holders.extend(waivers.iter().map(|waiver| Holder { waiver, extents: extents.clone(), is_used: false }));
    };
    for base in project.all_bases() {
        add(&base.waivers, vec![base.extent]);
    }
    let whole = |role: FileRole| {
        let files = project.files.iter().filter(move |(_, known)| *known == role);
        files.map(|(file, _)| Span::new(*file, 0, sources.file(*file).text().len())).collect::<Vec<_>>()
    };
    for register in Register::ALL {
        let mut extents: Vec<Span> = project.bases(register).map(|base| base.extent).collect();
        extents.extend(whole(FileRole::Register(register)));
        // What a register lacks altogether is reported at the stage in `project.md`.
        extents.push(project.charter.stage_place);
        extents.extend(project.registers[&register].place);
        add(&project.registers[&register].waivers, extents);
    }
    let mut scope = whole(FileRole::Scope);
    scope.extend(project.scope.place);
    scope.push(project.charter.stage_place);
    scope.extend(project.scope.record.fields.iter().map(|field| field.key_span.to(field.value.span)));
    add(&project.scope.waivers, scope);
    let mut charter = whole(FileRole::Project);
    charter.extend(project.scope.place);
    add(&project.charter.waivers, charter);
    holders
}

/// What is wrong with a waiver, if anything.
fn honesty(
    rules: &[&'static Rule],
    sources: &SourceSet,
    holder: &Holder,
    is_run: &impl Fn(&Rule) -> bool,
) -> Option<Finding> {
    let written = &holder.waiver.rule;
    let name = written.value.as_str();
    let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
        let mut finding = Finding::new(RULE, Severity::Warning, written.span, format!("no rule is named `{name}`"));
        match nearest(name, rules.iter().map(|rule| rule.name)) {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?"));
                finding.suggest(format!("write `{near}`"), vec![Edit { span: written.span, text: near.to_owned() }]);
            }
            None => {
                finding.help("`planmark rules` lists them");
            }
        }
        return Some(finding);
    };
    if holder.waiver.reason.value.is_empty() {
        let message = format!("`{name}` is waived without a reason");
        let mut finding = Finding::new(RULE, Severity::Warning, written.span, message);
        finding.help(format!("say why: `{name}: \"…\"`"));
        return Some(finding);
    }
    if holder.is_used || !is_run(rule) {
        return None;
    }
    let message = format!("`{name}` finds nothing here, so it need not be waived");
    let mut finding = Finding::new(RULE, Severity::Warning, written.span, message);
    finding.help("take the waiver out");
    if let Some(edit) = removal(sources, holder.waiver) {
        finding.fix("take the waiver out", vec![edit]);
    }
    Some(finding)
}

/// Takes out the line of a waiver that has a line of its own; one in braces or alone is left to a person.
fn removal(sources: &SourceSet, waiver: &Waiver) -> Option<Edit> {
    let file = waiver.rule.span.file;
    let text = sources.file(file).text();
    let start = text[..waiver.rule.span.start as usize].rfind('\n').map_or(0, |place| place + 1);
    let end = waiver.reason.span.end as usize;
    let end = text[end..].find('\n').map_or(text.len(), |place| end + place + 1);
    let before = text[start..waiver.rule.span.start as usize].trim();
    let after = text[waiver.reason.span.end as usize..end].trim();
    let indent = waiver.rule.span.start as usize - start;
    let has_sibling = |line: &str| line.len() - line.trim_start().len() == indent && !line.trim().is_empty();
    let siblings = text[..start].lines().next_back().is_some_and(has_sibling)
        || text[end..].lines().next().is_some_and(has_sibling);
    (before.is_empty() && after.is_empty() && siblings)
        .then(|| Edit { span: Span::new(file, start, end), text: String::new() })
}
