//! How much a finding counts: settings, and the stage of the project.

use crate::config::{Level, Settings, SettingsError};
use crate::document::keys::Stage;
use crate::finding::{Finding, Severity};
use crate::rule::{Group, Rule};
use crate::text::nearest;

/// The level that the settings give a rule: its own name wins over its group's.
fn level(rule: &Rule, settings: &Settings) -> Option<Level> {
    let find = |name: &str| settings.levels.iter().find(|(written, _)| written.value == name);
    find(rule.name).or_else(|| find(rule.group.name())).map(|(_, level)| level.value)
}

/// Whether the settings switch a rule off.
pub(super) fn is_off(rule: &Rule, settings: &Settings) -> bool {
    level(rule, settings) == Some(Level::Off)
}

/// The finding with the severity that counts; None if its rule is switched off.
pub(super) fn levelled(
    rules: &[&'static Rule],
    mut finding: Finding,
    settings: &Settings,
    stage: Stage,
) -> Option<Finding> {
    let Some(rule) = rules.iter().find(|rule| rule.name == finding.rule) else { return Some(finding) };
    match level(rule, settings) {
        Some(Level::Off) => return None,
        Some(Level::Severity(severity)) => finding.severity = severity,
        // What the present stage still lacks is a warning; once the stage is over it is what the rule says.
        None if finding.is_absence && rule.from.is_some_and(|from| from >= stage) => {
            finding.severity = finding.severity.max(Severity::Warning);
        }
        None => {}
    }
    Some(finding)
}

/// Names in the settings that no rule has.
#[must_use]
pub fn check_settings(rules: &[&'static Rule], settings: &Settings) -> Vec<SettingsError> {
    let mut errors = Vec::new();
    let names = || rules.iter().map(|rule| rule.name);
    for (written, _) in &settings.levels {
        let name = written.value.as_str();
        let groups = || Group::ALL.iter().map(|group| group.name());
        if !names().chain(groups()).any(|known| known == name) {
            let help = did_you_mean(nearest(name, names().chain(groups())));
            errors.push(SettingsError { span: written.span, message: format!("no rule is named `{name}`"), help });
        }
    }
    for (written, thresholds) in &settings.thresholds {
        let name = written.value.as_str();
        let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
            let help = did_you_mean(nearest(name, names()));
            errors.push(SettingsError { span: written.span, message: format!("no rule is named `{name}`"), help });
            continue;
        };
        for (threshold, _) in thresholds {
            let known = || rule.thresholds.iter().map(|known| known.name);
            if !known().any(|known| known == threshold.value) {
                let message = format!("`{name}` has no threshold `{}`", threshold.value);
                let help = match known().collect::<Vec<_>>()[..] {
                    [] => "this rule has none".to_owned(),
                    ref all => format!("it has {}", all.join(", ")),
                };
                errors.push(SettingsError { span: threshold.span, message, help });
            }
        }
    }
    errors
}

fn did_you_mean(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`planmark rules` lists them".to_owned(),
    }
}
