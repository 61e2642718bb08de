//! `planmark sign`: a signature with its date and the hash of what was signed.

use std::collections::BTreeMap;

use super::Outcome;
use super::add::{end_of_line, indent_of};
use super::args::SignArgs;
use super::gate::named;
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use super::writes::{Change, line_end, show_or_save, with};
use crate::analysis::analyze;
use crate::document::keys::Register;
use crate::document::keys::words::Gate;
use crate::document::scalar;
use crate::model::Project;
use crate::model::canonical::{item_hash, plan_hash};
use crate::model::item::{Base, Reference, Target};
use crate::model::signing::Act;
use crate::text::{SourceSet, Span, Spanned};
use crate::value::Date;
use crate::workspace::Error;

/// What is signed.
enum Subject<'a> {
    Gate(Gate),
    Item(&'a Base, &'static str),
}

pub(crate) fn run(args: &SignArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let signer = signer(project, &args.by)?;
    let subject = subject(project, &args.address)?;
    entitled(project, &subject, &signer)?;
    let text = signature(project, &subject, args, today);
    let change = match subject {
        Subject::Gate(gate) => gate_change(&loaded.sources, project, gate, &text)?,
        Subject::Item(base, key) => item_change(&loaded.sources, base, key, &text)?,
    };
    prove(&loaded, project, &change, &args.address, today)?;
    let path = change.path.clone();
    show_or_save(&loaded.located.root, &[change], args.diff, terminal)?;
    if !args.diff {
        terminal.say(&format!("{} signed `{}` in {}{path}", args.by, args.address, loaded.prefix));
    }
    Ok(Outcome::Clean)
}

fn signer(project: &Project, handle: &str) -> Result<Reference, Error> {
    let Some(item) = project.find(Register::Stakeholders, handle) else {
        let known: Vec<&str> = project.stakeholders.iter().map(|person| person.base.id()).collect();
        return Err(unknown("stakeholder", handle, &known, &format!("stakeholders are {}", known.join(", "))));
    };
    let written = Spanned::new(handle.to_owned(), Span::default());
    Ok(Reference { written, target: Some(Target { project: project.place, item }) })
}

fn subject<'a>(project: &'a Project, address: &str) -> Result<Subject<'a>, Error> {
    let Some((id, key)) = address.rsplit_once('.') else {
        return named(address).map(Subject::Gate).map_err(|_| Error {
            message: format!("`{address}` is neither a gate nor an address"),
            help: "sign a gate (`planning`) or a field of an item (`hq-firewall.accepted`, `branch-night.approved`)"
                .to_owned(),
        });
    };
    let (wanted, id) = match id.split_once('/') {
        Some((register, id)) => (Register::from_name(register), id),
        None => (None, id),
    };
    let registers = Register::ALL.into_iter().filter(|register| wanted.is_none_or(|wanted| wanted == *register));
    let mut found: Vec<(&Base, &'static str)> = Vec::new();
    for register in registers {
        let Some(item) = project.find(register, id) else { continue };
        let key = register.kind().key(key).filter(|key| key.is_signature());
        found.extend(key.map(|key| (project.base(item), key.name)));
    }
    match found[..] {
        [(base, key)] => Ok(Subject::Item(base, key)),
        [] => Err(Error {
            message: format!("nothing has the address `{address}`, or it takes no signature"),
            help: "deliverables take `verified` and `accepted`, windows and risks `approved`, changes `decided`, \
                   decisions `made`, tasks `confirmed`"
                .to_owned(),
        }),
        _ => Err(Error {
            message: format!("`{address}` could mean several items"),
            help: format!("write the register before it, such as `{}/{address}`", found[0].0.register),
        }),
    }
}

fn entitled(project: &Project, subject: &Subject, signer: &Reference) -> Result<(), Error> {
    let deliverable = |base: &Base| project.deliverables.iter().find(|one| one.base.id() == base.id());
    let task = |base: &Base| project.tasks.iter().find(|one| one.base.id() == base.id());
    let act = match subject {
        Subject::Gate(gate) => Act::Gate(*gate),
        Subject::Item(_, "verified") => Act::Verified,
        Subject::Item(base, "accepted") => Act::Accepted(deliverable(base).and_then(|one| one.acceptor.as_ref())),
        Subject::Item(_, "approved") => Act::Approved,
        Subject::Item(_, "decided") => Act::Decided,
        Subject::Item(_, "made") => Act::Made,
        Subject::Item(base, "confirmed") => Act::Confirmed(task(base).map_or(&[], |task| &task.who.items)),
        Subject::Item(..) => Act::Said,
    };
    if project.may_sign(act, signer) {
        return Ok(());
    }
    let may: Vec<&str> = project.entitled(act).map(|person| person.base.id()).collect();
    let help = if may.is_empty() {
        "nobody in the plan may sign this; `planmark check` says which role is missing".to_owned()
    } else {
        format!("{} may sign this", may.join(", "))
    };
    Err(Error { message: format!("`{}` may not sign this", signer.written.value), help })
}

/// `{by: dana, date: 2026-03-06, of: 0f3a91c2b4d5e6f7}`; of the gates only the closing one carries a hash.
fn signature(project: &Project, subject: &Subject, args: &SignArgs, today: Date) -> String {
    let mut parts = vec![format!("by: {}", args.by), format!("date: {today}")];
    parts.extend(args.note.as_ref().map(|note| format!("note: {}", quoted(note))));
    let hash = match subject {
        Subject::Gate(Gate::Closing) => Some(plan_hash(project)),
        Subject::Gate(_) => None,
        Subject::Item(base, _) => Some(item_hash(base)),
    };
    // Hashes of digits alone, or like 12e4, would be numbers to other readers.
    parts.extend(hash.map(|hash| format!("of: \"{hash}\"")));
    match subject {
        Subject::Gate(gate) => format!("{{gate: {}, {}}}", gate.name(), parts.join(", ")),
        Subject::Item(..) => format!("{{{}}}", parts.join(", ")),
    }
}

/// A note within braces: always quoted, because a comma would end it.
fn quoted(note: &str) -> String {
    let written = scalar(note);
    if written.starts_with('"') { written } else { format!("\"{written}\"") }
}

fn gate_change(sources: &SourceSet, project: &Project, gate: Gate, text: &str) -> Result<Change, Error> {
    let charter = &project.charter;
    let same = charter.signoffs.iter().find(|one| {
        one.gate.as_ref().is_some_and(|told| told.value == gate)
            && one.signature.by.as_ref().is_some_and(|by| text.contains(&format!("by: {},", by.written.value)))
    });
    if same.is_some() {
        return Err(already(gate.name()));
    }
    let source = sources.file(charter.opening.file);
    let body = source.text();
    let end = line_end(body);
    let field = charter.record.field("signoffs");
    let (at, line) = match charter.signoffs.last() {
        Some(last) => {
            let start = last.signature.span.start as usize;
            let line_start = body[..start].rfind('\n').map_or(0, |place| place + 1);
            let lead = &body[line_start..start];
            if lead.trim() != "-" {
                return Err(by_hand("signoffs", &source.path));
            }
            (end_of_line(body, last.signature.span.end as usize), format!("{lead}{text}{end}"))
        }
        None if field.is_some() => return Err(by_hand("signoffs", &source.path)),
        None => (
            closing_line(body).ok_or_else(|| by_hand("signoffs", &source.path))?,
            format!("signoffs:{end}  - {text}{end}"),
        ),
    };
    Ok(inserted(&source.path, body, at, &line))
}

fn item_change(sources: &SourceSet, base: &Base, key: &str, text: &str) -> Result<Change, Error> {
    if base.says(key) {
        return Err(already(&format!("{}.{key}", base.id())));
    }
    let source = sources.file(base.id.span.file);
    let body = source.text();
    let end = line_end(body);
    if base.has_own_file {
        let at = closing_line(body).ok_or_else(|| by_hand(key, &source.path))?;
        return Ok(inserted(&source.path, body, at, &format!("{key}: {text}{end}")));
    }
    let indent = indent_of(body, base.id.span.start as usize).ok_or_else(|| by_hand(key, &source.path))?;
    let first = base.record.fields.first().map(|field| field.value.span.start as usize);
    let inner = first.and_then(|start| {
        let line_start = body[..start].rfind('\n').map_or(0, |place| place + 1);
        let line = &body[line_start..];
        let spaces = line.len() - line.trim_start_matches(' ').len();
        (spaces > indent.len()).then(|| " ".repeat(spaces))
    });
    let inner = inner.ok_or_else(|| by_hand(key, &source.path))?;
    let at = end_of_line(body, base.extent.end as usize);
    Ok(inserted(&source.path, body, at, &format!("{inner}{key}: {text}{end}")))
}

/// The start of the line that closes the front matter.
fn closing_line(text: &str) -> Option<usize> {
    let mut from = text.find('\n')? + 1;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(from);
        }
        from += line.len();
    }
    None
}

fn inserted(path: &str, text: &str, at: usize, line: &str) -> Change {
    Change {
        path: path.to_owned(),
        before: Some(text.to_owned()),
        after: format!("{}{line}{}", &text[..at], &text[at..]),
    }
}

fn already(address: &str) -> Error {
    Error {
        message: format!("`{address}` is signed already"),
        help: "take that signature out first, if a new one is to stand in its place".to_owned(),
    }
}

fn by_hand(key: &str, path: &str) -> Error {
    Error {
        message: format!("`{key}` in `{path}` is written in a way that planmark does not add to"),
        help: "write one entry a line, then sign again".to_owned(),
    }
}

/// That the signature is there when the plan is read again, and nothing new is wrong.
fn prove(loaded: &Loaded, project: &Project, change: &Change, address: &str, today: Date) -> Result<(), Error> {
    let contents = BTreeMap::from([(change.path.clone(), change.after.clone())]);
    let proof = analyze(&with(&loaded.sources, &contents), &loaded.config, today);
    let bare = address.split_once('/').map_or(address, |(_, address)| address);
    let is_there = proof.portfolio.projects.get(project.place as usize).is_some_and(|again| {
        let count = |project: &Project| project.signatures().iter().filter(|one| one.address == bare).count();
        count(again) > count(project)
    });
    let is_readable = proof.read_findings.len() <= loaded.analysis.read_findings.len();
    if is_there && is_readable { Ok(()) } else { Err(by_hand(bare, &change.path)) }
}
