//! Two revisions of a project, item by item: which item is which, and what of each differs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::form::Reading;
use super::implied::audience;
use super::record::{UNREADABLE, Walk};
use super::{Delta, Difference, Kind, Said, Topic, shown};
use crate::document::Prose;
use crate::document::fields::{Record, Value};
use crate::document::keys::{BASELINE, Class, Key, Kind as ItemKind, Register, Type};
use crate::model::address::Subject;
use crate::model::canonical::text_in;
use crate::model::item::Base;
use crate::model::{FileRole, Project, RegisterFacts};
use crate::text::{Span, Spanned};

/// All differences in meaning between two revisions of one project.
#[must_use]
pub fn delta(base: &Project, head: &Project) -> Delta {
    let (mut base, mut head) = (Reading::of(base, &[base, head]), Reading::of(head, &[base, head]));
    let matches = matches(&mut base, &mut head);
    let mut differences = singletons(&base, &head);
    // Side by side, and in the order of the pairs.
    let found: Vec<Vec<Difference>> = matches.par_iter().map(|pair| item(&base, &head, pair)).collect();
    let mut of_items: BTreeMap<Register, Vec<Difference>> = BTreeMap::new();
    for (pair, found) in matches.iter().zip(found) {
        of_items.entry(pair.register()).or_default().extend(found);
    }
    for register in Register::ALL {
        differences.extend(register_facts(&base, &head, register));
        differences.extend(of_items.remove(&register).unwrap_or_default());
    }
    tie_to_deliverables(&mut differences, base.project, head.project);
    Delta { differences }
}

/// An item in one revision, or in both.
struct Pair<'a> {
    base: Option<&'a Base>,
    head: Option<&'a Base>,
}

impl Pair<'_> {
    fn register(&self) -> Register {
        self.base.or(self.head).map_or(Register::Tasks, |base| base.register)
    }
}

/// Says which item is which, by ids first. Of the rest, those are one that say the same, or have the same title,
/// if there is only one of it on either side.
fn matches<'a>(base: &mut Reading<'a>, head: &mut Reading<'a>) -> Vec<Pair<'a>> {
    let mut pairs: BTreeMap<(Register, String), Pair<'a>> = BTreeMap::new();
    for one in base.project.all_bases() {
        let key = (one.register, one.id().to_ascii_lowercase());
        pairs.insert(key, Pair { base: Some(one), head: None });
    }
    for one in head.project.all_bases() {
        let key = (one.register, one.id().to_ascii_lowercase());
        pairs.entry(key).or_insert(Pair { base: None, head: None }).head = Some(one);
    }
    let is_alone = |pair: &Pair| pair.base.is_none() || pair.head.is_none();
    base.masked = pairs.iter().filter(|(_, pair)| is_alone(pair)).map(|(key, _)| key.clone()).collect();
    head.masked = base.masked.clone();
    for form in [content, titled] {
        let removed = alone(&pairs, |pair| pair.base.filter(|_| pair.head.is_none()), |item| form(base, item));
        let added = alone(&pairs, |pair| pair.head.filter(|_| pair.base.is_none()), |item| form(head, item));
        for (form, old) in removed {
            let (Some(old), Some(Some(new))) = (old, added.get(&form)) else { continue };
            let gone = pairs.remove(&old).and_then(|pair| pair.base);
            base.renames.insert(old, new.1.clone());
            pairs.entry(new.clone()).and_modify(|pair| pair.base = gone);
        }
    }
    base.masked = BTreeSet::new();
    head.masked = BTreeSet::new();
    pairs.into_values().collect()
}

/// The items that one revision alone has, by what they say; None where several say the same.
fn alone<'a>(
    pairs: &BTreeMap<(Register, String), Pair<'a>>,
    side: impl Fn(&Pair<'a>) -> Option<&'a Base>,
    form: impl Fn(&Base) -> Option<String>,
) -> BTreeMap<(Register, String), Option<(Register, String)>> {
    let mut found = BTreeMap::new();
    for (key, pair) in pairs {
        if let Some(form) = side(pair).and_then(&form) {
            found.entry((key.0, form)).and_modify(|known| *known = None).or_insert_with(|| Some(key.clone()));
        }
    }
    found
}

/// All that an item says, and its prose. References to items that may have been renamed are all alike.
fn content(reading: &Reading, base: &Base) -> Option<String> {
    let key = base.register.kind().all_keys().next()?;
    let whole = Spanned::new(Value::Record(base.record.clone()), base.id.span);
    let says_much = base.record.fields.len() > 1 || base.title.is_some();
    says_much.then(|| format!("{}\n{}", text_in(reading, &whole, key), prose(&base.body)))
}

fn titled(_: &Reading, base: &Base) -> Option<String> {
    // Dated kinds often have the same title again and again.
    base.title.as_ref().filter(|_| !base.register.is_dated()).map(|title| title.value.trim().to_lowercase())
}

fn singletons(base: &Reading, head: &Reading) -> Vec<Difference> {
    let (old, new) = (base.project, head.project);
    let mut charter = Walk::new(base, head, Topic::Plan(Subject::Project));
    charter.records("", ItemKind::project().all_keys(), &old.charter.record, &new.charter.record);
    charter.prose(&old.charter.body, &new.charter.body);
    let mut scope = Walk::new(base, head, Topic::Plan(Subject::Scope));
    scope.records("", ItemKind::scope().all_keys(), &old.scope.record, &new.scope.record);
    scope.prose(&old.scope.body, &new.scope.body);
    let role = |reading: &Reading, place: Option<Span>| place.and_then(|place| reading.role(place.file));
    scope.place(role(base, old.scope.place), role(head, new.scope.place));
    charter.found.into_iter().chain(scope.found).collect()
}

fn register_facts(base: &Reading, head: &Reading, register: Register) -> Vec<Difference> {
    let (old, new) = (&base.project.registers[&register], &head.project.registers[&register]);
    let mut walk = Walk::new(base, head, Topic::Register(register));
    let none = |facts: &RegisterFacts| {
        let reason = facts.none.as_ref()?;
        let text = if reason.value.is_empty() { "none".to_owned() } else { format!("none: {}", reason.value) };
        Some(Said { text, span: Some(reason.span) })
    };
    let text = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
    let (before, after) = (none(old), none(new));
    if text(&before) != text(&after) {
        walk.add(Class::Record, "", Kind::Changed, before, after);
    }
    walk.waivers(old, new);
    let prose = |reading: &Reading, facts: &RegisterFacts| {
        let mut all = reading.project.prose.iter();
        all.find(|prose| Some(prose.extent().file) == facts.file).cloned().unwrap_or_default()
    };
    walk.prose(&prose(base, old), &prose(head, new));
    walk.found
}

fn item(base: &Reading, head: &Reading, pair: &Pair) -> Vec<Difference> {
    let Some(shown) = pair.head.or(pair.base) else { return Vec::new() };
    let topic = |item: &Base| Topic::Plan(Subject::Item(item.register, item.id().to_owned()));
    let mut walk = Walk::new(base, head, topic(shown));
    shown.name().clone_into(&mut walk.title);
    walk.commitment = commitment(pair);
    match (pair.base, pair.head) {
        (Some(old), Some(new)) => {
            walk.former = Some(topic(old)).filter(|former| *former != walk.topic);
            walk.both(old, new);
        }
        (Some(only), None) => walk.one(only, Kind::Removed),
        (None, Some(only)) => walk.one(only, Kind::Added),
        (None, None) => {}
    }
    walk.found
}

/// What a commitment of this item means: windows, decisions and changes promise nothing until somebody has signed.
fn commitment(pair: &Pair) -> Class {
    let of = |register: Register| match register {
        Register::Windows => Some(("approved", Class::Forecast)),
        Register::Decisions => Some(("made", Class::Record)),
        Register::Changes => Some(("decided", Class::Record)),
        _ => None,
    };
    let Some((signature, otherwise)) = of(pair.register()) else { return Class::Commitment };
    if pair.register() == Register::Changes && (pair.base.is_none() || pair.head.is_none()) {
        // A request that comes or goes promises nothing by itself; what it would change is another difference.
        return otherwise;
    }
    let is_signed = |item: Option<&Base>| item.is_some_and(|item| item.record.says(signature));
    if is_signed(pair.base) || is_signed(pair.head) { Class::Commitment } else { otherwise }
}

impl Walk<'_> {
    /// An item that both revisions have.
    fn both(&mut self, old: &Base, new: &Base) {
        if self.former.is_some() {
            let class = if old.register == Register::Stakeholders { Class::Control } else { Class::Editorial };
            let said = |base: &Base| Some(Said { text: base.id().to_owned(), span: Some(base.id.span) });
            self.add(class, "", Kind::Renamed, said(old), said(new));
        }
        self.audience(old, new);
        let keys = old.register.kind().all_keys().filter(|key| !matches!(key.name, "audience" | "body"));
        self.records("", keys, &old.record, &new.record);
        self.prose(&old.body, &new.body);
        self.place(self.base.role(old.id.span.file), self.head.role(new.id.span.file));
    }

    /// Who sees it, if either side says so; an action that does not say follows its owner.
    fn audience(&mut self, old: &Base, new: &Base) {
        let (before, after) = (audience(old), audience(new));
        if before != after && (old.record.says("audience") || new.record.says("audience")) {
            let said =
                |base: &Base| Some(Said { text: audience(base).to_owned(), span: Some(base.value_place("audience")) });
            self.add(Class::Control, "audience", Kind::Changed, said(old), said(new));
        }
    }

    /// An item that one revision alone has, and the waivers that come or go with it.
    fn one(&mut self, only: &Base, kind: Kind) {
        let class = self.class_of(only);
        let said = Some(Said { text: summary(only), span: Some(only.id.span) });
        let sides = |said: Option<Said>| if kind == Kind::Added { (None, said) } else { (said, None) };
        let (mut before, mut after) = sides(said);
        // What a syntax error hides may be there all the same.
        let hidden = |reading: &Reading| {
            let is_hidden = reading.project.registers[&only.register].is_uncertain;
            is_hidden.then(|| Said { text: UNREADABLE.to_owned(), span: None })
        };
        match kind {
            Kind::Added => before = hidden(self.base),
            _ => after = hidden(self.head),
        }
        self.add(class, "", kind, before, after);
        for waiver in &only.waivers {
            let text = waiver.reason.value.clone();
            let (before, after) = sides(Some(Said { text, span: Some(waiver.rule.span) }));
            self.add(Class::Control, &format!("waive.{}", waiver.rule.value), kind, before, after);
        }
    }

    /// What it means that an item comes or goes: as much as the gravest of its fields.
    fn class_of(&self, only: &Base) -> Class {
        match only.register {
            Register::Stakeholders => Class::Control,
            Register::Deliverables => Class::Scope,
            _ => {
                let gravest = gravest(&only.record).unwrap_or(Class::Editorial);
                if gravest == Class::Commitment { self.commitment } else { gravest }
            }
        }
    }

    pub(super) fn prose(&mut self, old: &Prose, new: &Prose) {
        if prose(old) != prose(new) {
            let said = |prose: &Prose| {
                let first = prose.text().lines().map(str::trim).find(|line| !line.is_empty())?;
                Some(Said { text: first.to_owned(), span: Some(prose.extent()) })
            };
            self.add(Class::Editorial, "body", Kind::Changed, said(old), said(new));
        }
    }

    fn place(&mut self, old: Option<FileRole>, new: Option<FileRole>) {
        let file = |role: FileRole| match role {
            FileRole::Project => "project.md".to_owned(),
            FileRole::Scope => "scope.md".to_owned(),
            FileRole::Register(register) => format!("{register}.md"),
            FileRole::Item(register) => format!("{register}/"),
            FileRole::Baseline => BASELINE.to_owned(),
        };
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            let said = |role| Some(Said { text: file(role), span: None });
            let (before, after) = (said(old), said(new));
            self.add(Class::Editorial, "", Kind::Moved, before, after);
        }
    }

    fn waivers(&mut self, old: &RegisterFacts, new: &RegisterFacts) {
        let all = |facts: &RegisterFacts| -> BTreeMap<String, Said> {
            let said = |waiver: &crate::model::item::Waiver| Said {
                text: waiver.reason.value.clone(),
                span: Some(waiver.rule.span),
            };
            facts.waivers.iter().map(|waiver| (waiver.rule.value.clone(), said(waiver))).collect()
        };
        let (old, new) = (all(old), all(new));
        let rules: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for rule in rules {
            let (before, after) = (old.get(rule), new.get(rule));
            let kind = match (before, after) {
                (None, _) => Kind::Added,
                (_, None) => Kind::Removed,
                (Some(before), Some(after)) if before.text == after.text => continue,
                _ => Kind::Changed,
            };
            self.add(Class::Control, &format!("waive.{rule}"), kind, before.cloned(), after.cloned());
        }
    }
}

/// What an item is, in a few words: its name, and the figure that weighs most.
fn summary(item: &Base) -> String {
    let key = match item.register {
        Register::Budget => "amount",
        Register::Milestones | Register::Kpis => "target",
        Register::Tasks => "duration",
        Register::Windows => "start",
        Register::Stakeholders => "roles",
        _ => return item.name().to_owned(),
    };
    let fact = item.record.field(key).map(|field| format!(", {}", shown::field(field))).unwrap_or_default();
    format!("{}{fact}", item.name())
}

/// The gravest class of what a record says, who sees it and what is waived left out.
fn gravest(record: &Record) -> Option<Class> {
    let of_key = |key: &'static Key, value: &Value| match (key.kind, value) {
        (Type::Record(_), Value::Record(inner)) if !key.is_signature() => gravest(inner),
        _ => Some(key.class),
    };
    let fields = record.fields.iter().filter(|field| field.key.class != Class::Control);
    fields.filter_map(|field| of_key(field.key, &field.value.value)).min()
}

/// Prose without what makes no difference: line ends, and blanks at the ends of lines.
fn prose(prose: &Prose) -> String {
    let text: Vec<&str> = prose.text().lines().map(str::trim_end).collect();
    text.join("\n").trim().to_owned()
}

/// A task that comes with its deliverable, or goes with it, is part of that change of scope.
fn tie_to_deliverables(differences: &mut [Difference], base: &Project, head: &Project) {
    let whole = |difference: &Difference, register: Register| {
        let (found, id) = difference.item()?;
        (found == register && difference.is_whole_item()).then(|| (id.to_owned(), difference.kind))
    };
    let deliverables: BTreeSet<(String, bool)> = differences
        .iter()
        .filter_map(|difference| whole(difference, Register::Deliverables))
        .map(|(id, kind)| (id.to_ascii_lowercase(), kind == Kind::Added))
        .collect();
    for difference in differences.iter_mut() {
        let Some((id, kind)) = whole(difference, Register::Tasks) else { continue };
        let project = if kind == Kind::Added { head } else { base };
        let Some(item) = project.find(Register::Tasks, &id) else { continue };
        let works_for = project.tasks[item.index as usize].deliverables.items.iter();
        let names = works_for.filter_map(|reference| project.deliverable(reference).map(|one| one.base.id()));
        let tied =
            names.map(str::to_owned).find(|id| deliverables.contains(&(id.to_ascii_lowercase(), kind == Kind::Added)));
        if tied.is_some() {
            difference.class = Class::Scope;
            difference.comes_with = tied;
        }
    }
}
