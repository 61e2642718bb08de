//! `planmark rename`: an item gets another id, and everything that names it follows.

use std::collections::{BTreeMap, BTreeSet};

use super::Outcome;
use super::loaded::{Loaded, unknown};
use super::revision_args::RenameArgs;
use super::terminal::Terminal;
use super::writes::{Change, line_end, show_or_save, with};
use crate::agreed;
use crate::analysis::{Analysis, analyze};
use crate::document::keys::{BASELINE, Register};
use crate::model::Project;
use crate::model::baseline::Baseline;
use crate::model::canonical::{item_hash, plan_hash};
use crate::model::item::ItemIndex;
use crate::model::mentions::{Mentions, mentions};
use crate::text::{Edit, FileId, SourceSet, Span, apply};
use crate::value::{Date, is_slug, slug};
use crate::workspace::{self, Error};

/// An item that gets another id.
struct Rename<'a> {
    loaded: &'a Loaded,
    project: &'a Project,
    item: ItemIndex,
    new: &'a str,
    today: Date,
}

/// What a rename changes.
struct Plan {
    /// Files with their new texts.
    changes: Vec<Change>,
    /// The item's own file, from and to.
    moved: Option<(String, String)>,
    /// How many places name the item.
    places: usize,
}

pub(crate) fn run(args: &RenameArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let item = item(project, &args.old)?;
    must_be_free(project, item, &args.new)?;
    let rename = Rename { loaded: &loaded, project, item, new: &args.new, today };
    let plan = rename.plan()?;
    let root = &loaded.located.root;
    if args.diff {
        if let Some((from, to)) = &plan.moved {
            terminal.say(&format!("{from} becomes {to}"));
        }
        show_or_save(root, &plan.changes, true, terminal)?;
        return Ok(Outcome::Clean);
    }
    show_or_save(root, &plan.changes, false, terminal)?;
    if let Some((from, _)) = &plan.moved {
        let before = loaded.sources.find(from).map_or("", |(_, file)| file.text());
        workspace::remove(root, from, before)?;
    }
    terminal.say(&format!("`{}` is `{}` now, in {} places", args.old, args.new, plan.places));
    Ok(Outcome::Clean)
}

/// The item that an id means.
fn item(project: &Project, written: &str) -> Result<ItemIndex, Error> {
    let (registers, id) = match written.split_once('/') {
        Some((name, id)) => match Register::from_name(name) {
            Some(register) => (vec![register], id),
            None => {
                let names: Vec<&str> = Register::ALL.iter().map(|register| register.name()).collect();
                return Err(unknown("register", name, &names, "before the `/` stands a register, such as `tasks`"));
            }
        },
        None => (Register::ALL.to_vec(), written),
    };
    let found: Vec<ItemIndex> = registers.iter().filter_map(|register| project.find(*register, id)).collect();
    match found[..] {
        [item] => Ok(item),
        [] => {
            let known: Vec<&str> = project.all_bases().map(|base| base.id()).collect();
            Err(unknown("item", written, &known, "`planmark check` reads the plan first"))
        }
        [first, ..] => Err(Error {
            message: format!("`{written}` could mean {} items", found.len()),
            help: format!("write the register before it, such as `{}/{id}`", first.register),
        }),
    }
}

/// That nothing has the new id: a reference could mean two things then, or another one.
fn must_be_free(project: &Project, item: ItemIndex, new: &str) -> Result<(), Error> {
    if !is_slug(new) {
        let message = format!("`{new}` is no id");
        let help = format!("ids have lower-case letters, digits and hyphens, such as `{}`", slug(new));
        return Err(Error { message, help });
    }
    let taken = Register::ALL.into_iter().find(|register| project.find(*register, new).is_some());
    match taken {
        Some(register) if register == item.register && project.base(item).id() == new => {
            Err(Error { message: format!("it is `{new}` already"), help: "choose another id".to_owned() })
        }
        Some(register) => Err(Error {
            message: format!("`{register}/{new}` is there already"),
            help: "choose an id that nothing has, so that every reference means one thing; nothing was changed"
                .to_owned(),
        }),
        None => Ok(()),
    }
}

impl Rename<'_> {
    fn plan(&self) -> Result<Plan, Error> {
        let sources = &self.loaded.sources;
        let found = mentions(sources, &self.loaded.analysis.portfolio, self.project, self.item);
        if let Some(place) = found.unclear.first() {
            return Err(self.by_hand(&sources.file(place.file).path, "names it in a way that planmark does not change"));
        }
        let mut texts = self.edited(&found);
        texts.extend(self.baseline()?);
        let moved = self.moved();
        self.freshen(&mut texts, moved.as_ref())?;
        self.prove(&texts, moved.as_ref(), &found)?;
        let change = |(path, after): (String, String)| {
            let before = sources.find(&path).map(|(_, file)| file.text().to_owned());
            match &moved {
                Some((from, to)) if *from == path => Change { path: to.clone(), before: None, after },
                _ => Change { path, before, after },
            }
        };
        let mut changes: Vec<Change> = texts.into_iter().map(change).collect();
        if let Some((from, to)) = moved.as_ref().filter(|(_, to)| !changes.iter().any(|change| change.path == *to)) {
            let after = sources.find(from).map_or(String::new(), |(_, file)| file.text().to_owned());
            changes.push(Change { path: to.clone(), before: None, after });
        }
        Ok(Plan { changes, moved, places: found.places.len() })
    }

    /// The item's own file, from and to.
    fn moved(&self) -> Option<(String, String)> {
        let base = self.project.base(self.item);
        let from = &self.loaded.sources.file(base.id.span.file).path;
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        base.has_own_file.then(|| (from.clone(), format!("{folder}/{}.md", self.new)))
    }

    /// The texts of all files that name the item, by path.
    fn edited(&self, found: &Mentions) -> BTreeMap<String, String> {
        let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for span in &found.places {
            edits.entry(span.file).or_default().push(Edit { span: *span, text: self.new.to_owned() });
        }
        let text = |(file, edits): (FileId, Vec<Edit>)| {
            let source = self.loaded.sources.file(file);
            (source.path.clone(), apply(source.text(), &edits))
        };
        edits.into_iter().map(text).collect()
    }

    /// What was agreed, with the new id: written again as a whole, because it is generated.
    fn baseline(&self) -> Result<Option<(String, String)>, Error> {
        let path = self.project.path(BASELINE);
        let Some((_, file)) = self.loaded.sources.find(&path) else { return Ok(None) };
        let Some(baseline) = &self.project.baseline else { return Ok(None) };
        let mut after = baseline.clone();
        let old = self.project.base(self.item).id();
        after.rename(self.item.register, old, self.new);
        if agreed::text(&after) == agreed::text(baseline) {
            return Ok(None);
        }
        if agreed::text(baseline).replace("\r\n", "\n") != file.text().replace("\r\n", "\n") {
            return Err(self.by_hand(&path, "was not written by planmark as it stands; `planmark baseline` says more"));
        }
        Ok(Some((path, agreed::text(&after).replace('\n', line_end(file.text())))))
    }

    fn read(&self, texts: &BTreeMap<String, String>, moved: Option<&(String, String)>) -> (SourceSet, Analysis) {
        let mut contents = texts.clone();
        let mut sources = self.loaded.sources.clone();
        if let Some((from, to)) = moved {
            let text = contents.remove(from).or_else(|| sources.find(from).map(|(_, file)| file.text().to_owned()));
            contents.insert(to.clone(), text.unwrap_or_default());
            sources = sources.without(from);
        }
        let sources = with(&sources, &contents);
        let analysis = analyze(&sources, &self.loaded.config, self.today);
        (sources, analysis)
    }

    /// Signatures that covered what is there now stay fresh: what was signed has not changed but for a name.
    fn freshen(&self, texts: &mut BTreeMap<String, String>, moved: Option<&(String, String)>) -> Result<(), Error> {
        let (sources, analysis) = self.read(texts, moved);
        let Some(after) = analysis.portfolio.projects.get(self.project.place as usize) else { return Ok(()) };
        let (before, now) = (hashes(self.project), hashes(after));
        if before.len() != now.len() {
            return Err(self.by_hand("the plan", "has other signatures afterwards"));
        }
        let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for ((was_signed, was, _), (is_signed, is, span)) in before.iter().zip(&now) {
            if was_signed == was && is_signed != is {
                let raw = sources.text(*span);
                edits
                    .entry(span.file)
                    .or_default()
                    .push(Edit { span: *span, text: raw.replace(is_signed.as_str(), is) });
            }
        }
        for (file, edits) in edits {
            let source = sources.file(file);
            let path = match moved {
                Some((from, to)) if *to == source.path => from.clone(),
                _ => source.path.clone(),
            };
            texts.insert(path, apply(source.text(), &edits));
        }
        Ok(())
    }

    /// That the plan reads as before but for the id: the same findings, the same items, and everything that named the
    /// old id names the new one.
    fn prove(
        &self,
        texts: &BTreeMap<String, String>,
        moved: Option<&(String, String)>,
        found: &Mentions,
    ) -> Result<(), Error> {
        let (sources, analysis) = self.read(texts, moved);
        let old = self.project.base(self.item).id();
        let ids = |project: &Project, from: &str, to: &str| -> BTreeSet<String> {
            let name = |base: &crate::model::item::Base| {
                let id = if base.register == self.item.register && base.id() == from { to } else { base.id() };
                format!("{}/{id}", base.register)
            };
            project.all_bases().map(name).collect()
        };
        let is_same = analysis.portfolio.projects.get(self.project.place as usize).is_some_and(|after| {
            let named = after
                .find(self.item.register, self.new)
                .map(|item| mentions(&sources, &analysis.portfolio, after, item).places.len());
            ids(self.project, old, self.new) == ids(after, "", "") && named == Some(found.places.len())
        });
        let count =
            |analysis: &Analysis| (analysis.findings.len(), analysis.waived.len(), analysis.read_findings.len());
        if is_same && count(&analysis) == count(&self.loaded.analysis) {
            return Ok(());
        }
        Err(self.by_hand("the plan", "would say something else afterwards"))
    }

    fn by_hand(&self, path: &str, why: &str) -> Error {
        let old = self.project.base(self.item).id();
        Error { message: format!("`{path}` {why}"), help: format!("rename `{old}` there by hand; nothing was changed") }
    }
}

/// Every signature with a hash: what was signed, what that is now, where the hash stands.
fn hashes(project: &Project) -> Vec<(String, String, Span)> {
    let hash = |signed: &crate::model::signing::Signed| {
        let of = signed.signature.of.as_ref()?;
        let now = signed.item.map_or_else(|| plan_hash(project), item_hash);
        Some((of.value.clone(), now, of.span))
    };
    project.signatures().iter().filter_map(hash).collect()
}

impl Baseline {
    /// Gives an item another id wherever it was agreed on.
    fn rename(&mut self, register: Register, old: &str, new: &str) {
        let set = |text: &mut String| {
            if text == old {
                new.clone_into(text);
            }
        };
        match register {
            Register::Deliverables => self.deliverables.iter_mut().for_each(|one| set(&mut one.id.value)),
            Register::Tasks => self.tasks.iter_mut().for_each(|one| set(&mut one.id.value)),
            Register::Budget => self.budget.iter_mut().for_each(|one| set(&mut one.id.value)),
            Register::Changes => self.because.iter_mut().for_each(|change| set(&mut change.written.value)),
            Register::Stakeholders => {
                self.deliverables
                    .iter_mut()
                    .filter_map(|one| one.acceptor.as_mut())
                    .for_each(|one| set(&mut one.value));
            }
            Register::Milestones => {
                self.milestones.iter_mut().for_each(|one| set(&mut one.id.value));
                self.deliverables.iter_mut().filter_map(|one| one.due.as_mut()).for_each(|one| set(&mut one.value));
                let original = self.original.iter_mut().flat_map(|original| original.milestones.iter_mut());
                original.for_each(|(id, _)| set(&mut id.value));
            }
            _ => return,
        }
        self.deliverables.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        self.tasks.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        self.milestones.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        self.budget.sort_by(|a, b| a.id.value.cmp(&b.id.value));
        self.original.iter_mut().for_each(|original| original.milestones.sort_by(|a, b| a.0.value.cmp(&b.0.value)));
    }
}
