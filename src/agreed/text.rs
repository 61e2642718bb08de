//! A baseline as the text of `baseline.yml`: one exact form, a line a fact, so that a review shows what changed.

use crate::document::{parse_yaml, scalar};
use crate::model::baseline::{AgreedDeliverable, AgreedLine, AgreedTask, Baseline};
use crate::model::canonical::entries_hash;
use crate::model::item::Told;
use crate::text::{FileId, Spanned};
use crate::value::{Date, Decimal, Money};

const HEAD: &str = "# What was agreed. `planmark baseline --write` writes this file; nobody edits it by hand.\n";

/// The whole file, with its checksum.
#[must_use]
pub fn text(baseline: &Baseline) -> String {
    let mut page = Page { out: HEAD.to_owned() };
    page.line(0, "planmark", "1");
    page.told(0, "of", &baseline.of, String::clone);
    page.told(0, "date", &baseline.date, ToString::to_string);
    let because: Vec<&str> = baseline.because.iter().map(|change| change.written.value.as_str()).collect();
    page.line(0, "because", &format!("[{}]", because.join(", ")));
    page.original(baseline);
    page.project(baseline);
    page.scope(baseline);
    page.items(baseline);
    page.told(0, "total", &baseline.total, ToString::to_string);
    let (document, _) = parse_yaml(FileId::default(), &page.out);
    let entries = document.front.map_or(Vec::new(), |front| front.entries);
    // In quotes, because a hash of digits alone, or like 12e4, would be a number to other readers.
    page.line(0, "checksum", &format!("\"{}\"", entries_hash(&entries, "checksum")));
    page.out
}

struct Page {
    out: String,
}

impl Page {
    fn line(&mut self, depth: usize, key: &str, value: &str) {
        self.out.push_str(&format!("{}{key}: {value}\n", "  ".repeat(depth)));
    }

    fn head(&mut self, depth: usize, key: &str) {
        self.out.push_str(&format!("{}{key}:\n", "  ".repeat(depth)));
    }

    fn told<T>(&mut self, depth: usize, key: &str, told: &Told<T>, words: impl Fn(&T) -> String) {
        if let Some(told) = told {
            self.line(depth, key, &words(&told.value));
        }
    }

    /// Ids with values; a map without any says so.
    fn by_id<'a>(&mut self, depth: usize, key: &str, values: impl Iterator<Item = (&'a str, String)>) {
        let values: Vec<(&str, String)> = values.collect();
        if values.is_empty() {
            return self.line(depth, key, "{}");
        }
        self.head(depth, key);
        for (id, value) in values {
            self.line(depth + 1, &scalar(id), &value);
        }
    }

    fn list(&mut self, depth: usize, key: &str, texts: &[Spanned<String>]) {
        if texts.is_empty() {
            return self.line(depth, key, "[]");
        }
        self.head(depth, key);
        for text in texts {
            self.out.push_str(&format!("{}- {}\n", "  ".repeat(depth + 1), scalar(&text.value)));
        }
    }

    fn original(&mut self, baseline: &Baseline) {
        let Some(original) = &baseline.original else { return };
        self.head(0, "original");
        self.told(1, "date", &original.date, ToString::to_string);
        self.told(1, "finish", &original.finish, ToString::to_string);
        let milestones = original.milestones.iter();
        self.by_id(1, "milestones", milestones.map(|(id, date)| (id.value.as_str(), date.value.to_string())));
        self.told(1, "total", &original.total, ToString::to_string);
    }

    fn project(&mut self, baseline: &Baseline) {
        let project = &baseline.project;
        let tolerance = &project.tolerance;
        let part = |key: &str, told: Option<String>| told.map(|told| format!("{key}: {told}"));
        let day = |date: &Told<Date>| date.as_ref().map(|date| date.value.to_string());
        let percent = |told: &Told<Decimal>| told.as_ref().map(|told| format!("{}%", told.value.normalize()));
        let target = [part("start", day(&project.start)), part("finish", day(&project.finish))];
        let length = tolerance.schedule.as_ref().map(|length| length.value.to_string());
        let tolerance = [
            part("schedule", length),
            part("budget", percent(&tolerance.budget)),
            part("amber", percent(&tolerance.amber)),
        ];
        self.head(0, "project");
        self.line(1, "target", &braces(&target));
        self.told(1, "budget_cap", &project.budget_cap, ToString::to_string);
        self.line(1, "tolerance", &braces(&tolerance));
    }

    fn scope(&mut self, baseline: &Baseline) {
        let scope = &baseline.scope;
        let words = |lines: &'_ [AgreedLine]| -> Vec<(String, String)> {
            lines.iter().map(|(id, text)| (id.value.clone(), scalar(&text.value))).collect()
        };
        self.head(0, "scope");
        for (key, lines) in [("in", words(&scope.included)), ("out", words(&scope.excluded))] {
            self.by_id(1, key, lines.iter().map(|(id, text)| (id.as_str(), text.clone())));
        }
        self.list(1, "done_when", &scope.done_when);
        self.list(1, "objectives", &scope.objectives);
        self.list(1, "constraints", &scope.constraints);
    }

    fn items(&mut self, baseline: &Baseline) {
        if baseline.deliverables.is_empty() {
            self.line(0, "deliverables", "{}");
        } else {
            self.head(0, "deliverables");
            baseline.deliverables.iter().for_each(|one| self.deliverable(one));
        }
        self.by_id(0, "tasks", baseline.tasks.iter().map(|one| (one.id.value.as_str(), task(one))));
        let day = |date: &Told<Date>| date.map(|date| date.value.to_string());
        let milestones = || baseline.milestones.iter();
        self.by_id(0, "milestones", milestones().filter_map(|one| Some((one.id.value.as_str(), day(&one.date)?))));
        self.by_id(0, "targets", milestones().filter_map(|one| Some((one.id.value.as_str(), day(&one.target)?))));
        let budget = baseline.budget.iter();
        self.by_id(0, "budget", budget.map(|one| (one.id.value.as_str(), one.amount.value.to_string())));
    }

    fn deliverable(&mut self, one: &AgreedDeliverable) {
        self.head(1, &scalar(&one.id.value));
        self.told(2, "title", &one.title, |text| scalar(text));
        self.told(2, "kind", &one.kind, |kind| kind.name().to_owned());
        self.list(2, "acceptance", &one.acceptance);
        self.told(2, "due", &one.due, |text| scalar(text));
        self.told(2, "acceptor", &one.acceptor, |text| scalar(text));
    }
}

fn task(one: &AgreedTask) -> String {
    let part = |key: &str, told: Option<String>| told.map(|told| format!("{key}: {told}"));
    let day = |date: &Told<Date>| date.as_ref().map(|date| date.value.to_string());
    braces(&[
        part("start", day(&one.start)),
        part("finish", day(&one.finish)),
        part("duration", one.duration.as_ref().map(|length| length.value.to_string())),
        part("value", one.value.as_ref().map(|value: &Spanned<Money>| value.value.to_string())),
    ])
}

fn braces(parts: &[Option<String>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    format!("{{{}}}", parts.join(", "))
}
