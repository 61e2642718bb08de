//! The one table of keys: what may be written in a plan, and everything planmark knows about it.
//!
//! Reader, missing-field check, redaction, diff, content hash, schema, `explain` and editor help all read this table.
//! Its words are for plan authors.

mod agreed;
mod commerce;
mod control;
mod delivery;
mod outer;
mod people;
mod published;
mod shared;
mod singletons;
mod stage;
pub mod words;

pub use stage::Stage;

pub use agreed::BASELINE;
pub use shared::{BASE, LINK, SIGNATURE};

use std::fmt;

impl fmt::Display for Stage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Who may see something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    /// The client, and so everybody.
    Client,
    /// The provider's people alone.
    Internal,
}

/// What a change of a field means to a reviewer.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Class {
    /// Who judges and how: nothing covers it, it is reported first.
    Control,
    /// What is promised: needs an approved change that names it.
    Scope,
    /// When, for how much, accepted by whom: needs an approved change or a fresh signature.
    Commitment,
    /// How the work is expected to go: its effect is shown.
    Forecast,
    /// What happened.
    Record,
    /// Words that change nothing.
    Editorial,
}

/// One of the fifteen registers.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs)]
pub enum Register {
    Stakeholders,
    Deliverables,
    Milestones,
    Tasks,
    Windows,
    Budget,
    Kpis,
    Risks,
    Issues,
    Actions,
    Decisions,
    Changes,
    Meetings,
    Updates,
    Lessons,
}

impl Register {
    /// All of them, in the order in which a plan is read.
    pub const ALL: [Self; 15] = [
        Self::Stakeholders,
        Self::Deliverables,
        Self::Milestones,
        Self::Tasks,
        Self::Windows,
        Self::Budget,
        Self::Kpis,
        Self::Risks,
        Self::Issues,
        Self::Actions,
        Self::Decisions,
        Self::Changes,
        Self::Meetings,
        Self::Updates,
        Self::Lessons,
    ];

    /// What planmark knows of this register's items.
    #[must_use]
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Stakeholders => &people::STAKEHOLDER,
            Self::Deliverables => &delivery::DELIVERABLE,
            Self::Milestones => &delivery::MILESTONE,
            Self::Tasks => &delivery::TASK,
            Self::Windows => &delivery::WINDOW,
            Self::Budget => &commerce::COST,
            Self::Kpis => &commerce::KPI,
            Self::Risks => &control::RISK,
            Self::Issues => &control::ISSUE,
            Self::Actions => &control::ACTION,
            Self::Decisions => &control::DECISION,
            Self::Changes => &control::CHANGE,
            Self::Meetings => &people::MEETING,
            Self::Updates => &people::UPDATE,
            Self::Lessons => &people::LESSON,
        }
    }

    /// The name of the register: its key, its file and its folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        let kind = self.kind();
        kind.register
    }

    /// The register of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.name() == name)
    }

    /// Whether its items are named by a date.
    #[must_use]
    pub fn is_dated(self) -> bool {
        matches!(self, Self::Meetings | Self::Updates)
    }
}

impl fmt::Display for Register {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Words.
    Text,
    /// Markdown in a block.
    Prose,
    /// `a-z`, `0-9`, hyphens.
    Slug,
    /// `true` or `false`.
    Bool,
    /// A whole number in a range, both ends included.
    Integer(i64, i64),
    /// A decimal number.
    Number,
    /// `50%` or `50`.
    Percent,
    /// An amount in the project's currency.
    Money,
    /// People: `1`, `0.5`, `4`.
    Units,
    /// `2026-05-09`.
    Date,
    /// `2026-05-09T20:00`.
    DateTime,
    /// `3d`.
    Duration,
    /// `3d` or `[2d, 3d, 6d]`.
    Estimate,
    /// `1w`.
    Every,
    /// Days of the week: `mon-fri`, `[mon, wed]`.
    Weekdays,
    /// `09:00-17:00`.
    Hours,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The id of an item in one of these registers.
    Reference(&'static [Register]),
    /// The id of an item of any register.
    AnyReference,
    /// A text, or the id of an item of any register.
    TextOrReference,
    /// What an item waits for: `survey`, `survey FF+2d`.
    Wait(&'static [Register]),
    /// A date, or the id of an item in one of these registers.
    DateOr(&'static [Register]),
    /// The id of an item or the address of a field, `scope.in.wifi`.
    Address,
    /// A file beside this one, or a web address.
    Path,
    /// Several of them; one may stand without brackets.
    List(&'static Type),
    /// Keys with values.
    Record(&'static [Key]),
    /// A text, or keys with values, of which `text` is the text.
    TextOr(&'static [Key]),
    /// Lines with ids: a map, or a plain list whose ids are made of the texts.
    Lines(&'static [Key]),
    /// Ids with a value each.
    ById(&'static Type),
    /// Who works: ids, or ids with units of each.
    Assignees(&'static [Register]),
    /// Rule names with reasons.
    Waivers,
    /// Fields of items as they would be written: register, id, fields.
    Delta,
}

/// One key: all that planmark knows about it.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// One literal example of a value.
    pub example: &'static str,
    /// What its value may be.
    pub kind: Type,
    /// The stage from which it must be there.
    pub required: Option<Stage>,
    /// The rule that reports its absence, if that is not `missing-field`.
    pub told_by: Option<&'static str>,
    /// Who may see it; no setting changes that.
    pub audience: Audience,
    /// What a change of it means.
    pub class: Class,
    /// Whether the order of a list says something.
    pub is_ordered: bool,
}

impl Key {
    /// A key that is optional, client-visible and editorial until said otherwise.
    const fn new(name: &'static str, kind: Type, example: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            example,
            kind,
            required: None,
            told_by: None,
            audience: Audience::Client,
            class: Class::Editorial,
            is_ordered: false,
        }
    }

    /// It must be there from this stage on.
    const fn from(mut self, stage: Stage) -> Self {
        self.required = Some(stage);
        self
    }

    /// It must be there from this stage on, and this rule says so.
    const fn told_from(mut self, stage: Stage, rule: &'static str) -> Self {
        self.required = Some(stage);
        self.told_by = Some(rule);
        self
    }

    /// It never reaches the client.
    const fn internal(mut self) -> Self {
        self.audience = Audience::Internal;
        self
    }

    /// It is a list that is read from the first to the last.
    const fn in_order(mut self) -> Self {
        self.is_ordered = true;
        self
    }

    const fn control(mut self) -> Self {
        self.class = Class::Control;
        self
    }

    const fn scope(mut self) -> Self {
        self.class = Class::Scope;
        self
    }

    const fn commitment(mut self) -> Self {
        self.class = Class::Commitment;
        self
    }

    const fn forecast(mut self) -> Self {
        self.class = Class::Forecast;
        self
    }

    const fn record(mut self) -> Self {
        self.class = Class::Record;
        self
    }

    /// Whether this is a signature.
    #[must_use]
    pub fn is_signature(&self) -> bool {
        match self.kind {
            Type::Record(keys) => keys.iter().map(|key| key.name).eq(SIGNATURE.iter().map(|key| key.name)),
            _ => false,
        }
    }
}

/// A kind of item: its name, its register and its keys beyond those that all items have.
#[derive(Debug)]
pub struct Kind {
    /// In the singular: `task`.
    pub name: &'static str,
    /// The register: `tasks`. Of a singleton its file without `.md`.
    pub register: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// Who sees an item that does not say.
    pub audience: Audience,
    /// The keys beyond the base.
    pub keys: &'static [Key],
    /// Whether items have the base keys.
    pub has_base: bool,
}

impl Kind {
    /// All kinds: those that are written by hand, singletons first, and the generated baseline and status.
    #[must_use]
    pub fn all() -> Vec<&'static Self> {
        let mut kinds = vec![&singletons::PROJECT, &singletons::SCOPE];
        kinds.extend(Register::ALL.map(Register::kind));
        kinds.extend([&outer::PORTFOLIO, &agreed::AGREED, &published::STATUS]);
        kinds
    }

    /// The charter in `project.md`.
    #[must_use]
    pub fn project() -> &'static Self {
        &singletons::PROJECT
    }

    /// The scope, in `scope.md` or `project.md`.
    #[must_use]
    pub fn scope() -> &'static Self {
        &singletons::SCOPE
    }

    /// The outer folder's `portfolio.md`.
    #[must_use]
    pub fn portfolio() -> &'static Self {
        &outer::PORTFOLIO
    }

    /// The generated `baseline.yml`.
    #[must_use]
    pub fn baseline() -> &'static Self {
        &agreed::AGREED
    }

    /// The published `status.json`.
    #[must_use]
    pub fn status() -> &'static Self {
        &published::STATUS
    }

    /// The keys of an item with those that all items have, in the order in which they are documented.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + Clone + use<> {
        let base: &'static [Key] = if self.has_base { BASE } else { &[] };
        // Its own key of a name replaces the base's, so that a kind can word it or require it differently.
        let own = self.keys;
        own.iter().chain(base.iter().filter(move |key| !own.iter().any(|other| other.name == key.name)))
    }

    /// The key of a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }

    /// The key that names an item: `title`, and of a person `name`.
    #[must_use]
    pub fn title_key(&self) -> &'static str {
        if self.register == "stakeholders" { "name" } else { "title" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(keys: &'static [Key], path: &str, seen: &mut Vec<(String, &'static Key)>) {
        for key in keys {
            let path = format!("{path}.{}", key.name);
            match key.kind {
                Type::Record(inner) | Type::TextOr(inner) | Type::Lines(inner) => visit(inner, &path, seen),
                Type::List(Type::Record(inner) | Type::TextOr(inner)) | Type::ById(Type::Record(inner)) => {
                    visit(inner, &path, seen)
                }
                _ => {}
            }
            seen.push((path, key));
        }
    }

    #[test]
    fn every_key_is_unique_explained_and_safe_in_any_yaml() {
        let truthy = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];
        for kind in Kind::all() {
            let mut seen = Vec::new();
            visit(kind.keys, kind.name, &mut seen);
            for (path, key) in &seen {
                assert!(
                    !key.about.is_empty() && key.about.ends_with('.'),
                    "{path}: a line of help ends with a full stop"
                );
                assert!(!key.example.is_empty(), "{path}: give an example");
                assert!(!truthy.contains(&key.name.to_lowercase().as_str()), "{path}: a truth value in YAML 1.1");
                assert_eq!(seen.iter().filter(|(other, _)| other == path).count(), 1, "{path} stands twice");
            }
        }
    }

    #[test]
    fn registers_are_found_by_their_names() {
        for register in Register::ALL {
            assert_eq!(Register::from_name(register.name()), Some(register));
        }
    }
}
