//! `planmark add`: a new item in the right place.

use super::Outcome;
use super::args::AddArgs;
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use super::writes::{Change, line_end, show_or_save};
use crate::document::keys::{Key, Kind, Register};
use crate::document::scalar;
use crate::model::Project;
use crate::model::item::Base;
use crate::status::day_figures;
use crate::text::{FileId, LineIndex, SourceSet};
use crate::value::{Date, is_slug, slug};
use crate::workspace::Error;

/// Registers whose items have prose of their own and so a file each.
const WITH_FILES: &[Register] =
    &[Register::Deliverables, Register::Changes, Register::Issues, Register::Meetings, Register::Updates];

pub(crate) fn run(args: &AddArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let register = register_of(&args.kind)?;
    let loaded = Loaded::read(args.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let id = id_of(args, register, today)?;
    if project.find(register, &id).is_some() {
        return Err(Error {
            message: format!("{register} already has an item `{id}`"),
            help: "give it another id: `planmark add KIND ID`".to_owned(),
        });
    }
    let snapshot = if register == Register::Updates { snapshot(&loaded, project) } else { Vec::new() };
    let new = New { register, id: &id, title: args.title.as_deref(), snapshot: &snapshot };
    let change = change(&loaded.sources, project, &new)?;
    let path = change.path.clone();
    show_or_save(&loaded.located.root, &[change], args.diff, terminal)?;
    if register == Register::Updates && project.status_date(today) != today {
        let day = project.status_date(today);
        terminal.say(&format!("its figures are those of {day}, because `project.md` says `as_of: {day}`"));
    }
    if !args.diff {
        terminal
            .say(&format!("added `{id}` to {}{path}\nnext: fill in its fields, then `planmark check`", loaded.prefix));
    }
    Ok(Outcome::Clean)
}

/// An item to add.
struct New<'a> {
    register: Register,
    id: &'a str,
    title: Option<&'a str>,
    /// The lines of the figures of the day; empty if it keeps none.
    snapshot: &'a [String],
}

/// The figures of the status date, as lines below `snapshot:`.
fn snapshot(loaded: &Loaded, project: &Project) -> Vec<String> {
    day_figures(project, loaded.analysis.picture(project)).lines()
}

fn register_of(name: &str) -> Result<Register, Error> {
    let found = Register::ALL.into_iter().find(|register| register.kind().name == name || register.name() == name);
    let names: Vec<&str> = Register::ALL.iter().map(|register| register.kind().name).collect();
    found.ok_or_else(|| unknown("kind", name, &names, &format!("kinds are {}", names.join(", "))))
}

fn id_of(args: &AddArgs, register: Register, today: Date) -> Result<String, Error> {
    let id = match (&args.id, &args.title) {
        (Some(id), _) => id.clone(),
        (None, Some(title)) if register.is_dated() => match register {
            Register::Meetings => format!("{today}-{}", slug(title)),
            _ => today.to_string(),
        },
        (None, None) if register.is_dated() => today.to_string(),
        (None, Some(title)) => slug(title),
        (None, None) => {
            return Err(Error {
                message: format!("a new {} needs an id or a title", register.kind().name),
                help: format!("such as `planmark add {} --title \"Survey both sites\"`", register.kind().name),
            });
        }
    };
    if is_slug(&id) {
        return Ok(id);
    }
    let near = slug(&id);
    Err(Error {
        message: format!("`{id}` is no id"),
        help: format!("ids have lower-case letters, digits and hyphens, such as `{near}`"),
    })
}

fn change(sources: &SourceSet, project: &Project, new: &New) -> Result<Change, Error> {
    let New { register, id, .. } = *new;
    let own_file = project.path(&format!("{register}.md"));
    let in_folder = project.bases(register).any(|base| base.has_own_file);
    let last = project.bases(register).filter(|base| !base.has_own_file).max_by_key(|base| base.extent.end);
    if let Some(last) = last.filter(|_| !in_folder) {
        return after(sources, last, project, new);
    }
    let stands_in_file = project.registers[&register].file.is_some() || sources.find(&own_file).is_some();
    if in_folder || (WITH_FILES.contains(&register) && !stands_in_file) {
        let fields = fields(project, new, "", "\n");
        let path = project.path(&format!("{register}/{id}.md"));
        return Ok(Change { path, before: None, after: format!("---\n{fields}---\n\n") });
    }
    if let Some(place) = project.registers[&register].place {
        return Err(Error {
            message: format!("`{register}` in `{}` has no item to stand beside", sources.file(place.file).path),
            help: format!("take its `none` or its empty map out, then add the {}", register.kind().name),
        });
    }
    if sources.find(&own_file).is_some() {
        return Err(Error {
            message: format!("`{own_file}` has no `{register}:` to add to"),
            help: format!("write `{register}:` between its `---` lines"),
        });
    }
    let fields = fields(project, new, "    ", "\n");
    Ok(Change { path: own_file, before: None, after: format!("---\n{register}:\n  {id}:\n{fields}---\n") })
}

/// The item after the last one of its register.
fn after(sources: &SourceSet, last: &Base, project: &Project, new: &New) -> Result<Change, Error> {
    let New { register, id, .. } = *new;
    let file: FileId = last.id.span.file;
    let source = sources.file(file);
    let text = source.text();
    let indent = indent_of(text, last.id.span.start as usize).ok_or_else(|| Error {
        message: format!("`{register}` in `{}` is written within braces", source.path),
        help: "write one item a line first, each id on a line of its own".to_owned(),
    })?;
    let end = line_end(text);
    let at = end_of_line(text, last.extent.end as usize);
    let fields = fields(project, new, &format!("{indent}  "), end);
    let gap = if text[..at].ends_with('\n') { "" } else { end };
    let whole = format!("{}{gap}{indent}{id}:{end}{fields}{}", &text[..at], &text[at..]);
    Ok(Change { path: source.path.clone(), before: Some(text.to_owned()), after: whole })
}

/// The white space before a key that begins its line.
pub(crate) fn indent_of(text: &str, start: usize) -> Option<&str> {
    let line_start = text[..start].rfind('\n').map_or(0, |place| place + 1);
    let before = &text[line_start..start];
    before.chars().all(|letter| letter == ' ').then_some(before)
}

/// The start of the line after the one that holds the last byte of a value; a value may end with its line.
pub(crate) fn end_of_line(text: &str, end: usize) -> usize {
    let lines = LineIndex::new(text);
    let last = end.saturating_sub(1).min(text.len());
    lines.line_range(lines.line_index(last), text).end
}

/// The fields that the present stage asks for, empty, each with an example behind it.
fn fields(project: &Project, new: &New, indent: &str, end: &str) -> String {
    let New { register, title, .. } = *new;
    let kind: &Kind = register.kind();
    let title_key = kind.title_key();
    let is_asked = |key: &&'static Key| key.required.is_some_and(|stage| stage <= project.stage());
    let mut out = String::new();
    let needs_title = !register.is_dated();
    match title {
        Some(title) => out.push_str(&format!("{indent}{title_key}: {}{end}", scalar(title))),
        None if needs_title => out.push_str(&format!("{indent}{title_key}:  # what people call it{end}")),
        None => {}
    }
    for key in kind.all_keys().filter(is_asked).filter(|key| key.name != title_key) {
        out.push_str(&format!("{indent}{}:  # {}, such as {}{end}", key.name, lower(key.about), key.example));
    }
    if !new.snapshot.is_empty() {
        out.push_str(&format!("{indent}snapshot:{end}"));
        new.snapshot.iter().for_each(|line| out.push_str(&format!("{indent}  {line}{end}")));
    }
    out
}

fn lower(about: &str) -> String {
    let about = about.trim_end_matches('.');
    let mut letters = about.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::config::Config;

    fn added(files: &[(&str, &str)], kind: &str, id: &str) -> Change {
        let sources = SourceSet::of_texts(files);
        let today = Date::parse("2026-04-24").expect("a date");
        let analysis = analyze(&sources, &Config::default(), today);
        let register = register_of(kind).expect("a kind");
        let new = New { register, id, title: Some("New one"), snapshot: &["pv: 7".to_owned()] };
        change(&sources, &analysis.portfolio.projects[0], &new).expect("it can be added")
    }

    const PROJECT: (&str, &str) = ("project.md", "---\ntitle: Wi-Fi\nstage: identification\n---\n");

    #[test]
    fn an_item_goes_after_the_last_one_with_its_indent() {
        let tasks = "---\r\ntasks:\r\n    a:\r\n        title: A\r\n---\r\n";
        let change = added(&[PROJECT, ("tasks.md", tasks)], "task", "b");
        assert!(
            change
                .after
                .starts_with("---\r\ntasks:\r\n    a:\r\n        title: A\r\n    b:\r\n      title: New one\r\n")
        );
        assert!(change.after.ends_with("---\r\n"));
    }

    #[test]
    fn an_item_with_prose_gets_a_file_and_a_register_without_one_too() {
        let change = added(&[PROJECT], "issue", "late");
        assert!(change.path == "issues/late.md" && change.after.starts_with("---\ntitle: New one\n"), "{change:?}");
        let change = added(&[PROJECT], "risk", "late");
        assert_eq!(change.path, "risks.md");
        assert!(change.after.starts_with("---\nrisks:\n  late:\n    title: New one\n"), "{change:?}");
    }
}
