//! `planmark theme`: templates of a plan's own, and what there is to say about them.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::Outcome;
use super::args::PathArgs;
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use crate::config::Settings;
use crate::document::picture;
use crate::render;
use crate::render::html::contrast;
use crate::render::html::policy;
use crate::render::html::theme::{Standing, ejected, original, originals, standing};
use crate::text::{Content, Places, SourceSet};
use crate::value::Date;
use crate::workspace::{self, Error};

/// What `planmark theme` takes.
#[derive(Args, Debug)]
pub(crate) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// List the files of the site's look: planmark's own, and what the plan puts in their place.
    #[command(after_help = "Examples:\n  planmark theme list\n  planmark theme list northgate")]
    List(PathArgs),
    /// Write one of planmark's own files into `theme/`, to change it there.
    #[command(
        after_help = "Examples:\n  planmark theme eject style.css\n  planmark theme eject page.html northgate --diff\n  \
                            planmark theme eject lang/en.toml\n\nThe \
                            first line says what the file was made from; keep it, and planmark tells when its own has \
                            changed since. Of words, `lang/en.toml`, every line is a comment: take away the `#` of \
                            those that you say otherwise. For a file that is there already, `--diff` shows how it differs."
    )]
    Eject(EjectArgs),
}

#[derive(Args, Debug)]
struct EjectArgs {
    /// The file, as `theme list` names it.
    file: String,
    #[command(flatten)]
    at: PathArgs,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    diff: bool,
}

pub(crate) fn run(args: &ThemeArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    match &args.command {
        ThemeCommand::List(at) => list(at, today, terminal),
        ThemeCommand::Eject(args) => eject(args, today, terminal),
    }
}

fn list(at: &PathArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(at.path.as_deref(), today, terminal)?;
    let own = files(&loaded.sources, &loaded.project()?.folder);
    let known = originals().map(|(name, _)| (name, own.get(name)));
    let is_listed = |name: &str| originals().any(|(known, _)| known == name);
    let strange = own.iter().filter(|(name, _)| !is_listed(name)).map(|(name, text)| (name.as_str(), Some(text)));
    let lines: Vec<String> = known
        .chain(strange)
        .map(|(name, text)| {
            let words = match text.map(|text| standing(name, text)) {
                None => "planmark's own",
                Some(Standing::Current) => "the plan's, made from planmark's own as it is now",
                Some(Standing::Outdated) => "the plan's; planmark's own has changed since",
                Some(Standing::Unmarked) => "the plan's; it does not say what it was made from",
                Some(Standing::Unknown) => "the plan's; planmark has no such file",
            };
            format!("{name:18}  {words}")
        })
        .collect();
    terminal.print(&render::sink::clean_lines(&lines.join("\n")));
    Ok(Outcome::Clean)
}

fn eject(args: &EjectArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let Some(text) = ejected(&args.file) else {
        let names: Vec<&str> = originals().map(|(name, _)| name).collect();
        return Err(unknown("file of the look", &args.file, &names, "`planmark theme list` names them"));
    };
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let folder = loaded.project()?.folder.as_str();
    let path = in_folder(folder, &format!("theme/{}", args.file));
    let present = files(&loaded.sources, folder).remove(&args.file);
    if args.diff {
        let shown = render::unified_diff(&path, present.as_deref().unwrap_or_default(), &text, &terminal.look);
        terminal.print(&shown);
        return Ok(Outcome::Clean);
    }
    if loaded.sources.find(&path).is_some() {
        return Err(Error {
            message: format!("`{path}` is there already"),
            help: "`--diff` shows how it differs from planmark's own; nothing was written".to_owned(),
        });
    }
    workspace::save(&loaded.located.root, &path, None, &text)?;
    terminal.say(&format!("wrote {}{path}; change it there, `planmark serve` shows the result", loaded.prefix));
    Ok(Outcome::Clean)
}

/// A path in a project's folder, which may be the root.
fn in_folder(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// A plan's own templates, style sheets, script and words, by name.
pub(super) fn files(sources: &SourceSet, folder: &str) -> BTreeMap<String, String> {
    let folder = in_folder(folder, "theme/");
    let mut files = BTreeMap::new();
    for (_, source) in sources.below(folder.trim_end_matches('/')) {
        let Some(name) = source.path.strip_prefix(&folder) else { continue };
        let text = match &source.content {
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Content::Text(text) => Some(text.to_string()),
            Content::Unreadable(_) => None,
        };
        files.extend(text.map(|text| (name.to_owned(), text)));
    }
    files
}

/// The logo that the settings name, as a file of the site; None where there is none, or it is no safe picture.
pub(super) fn logo(sources: &SourceSet, folder: &str, settings: &Settings) -> Option<(String, Vec<u8>)> {
    let named = settings.site.logo.as_ref()?;
    match &sources.find(&in_folder(folder, &named.value))?.1.content {
        Content::Bytes(bytes) => Some((format!("logo.{}", picture::safe_ending(bytes)?), bytes.to_vec())),
        _ => None,
    }
}

/// Something to say about how a site looks: never a reason not to build it.
pub(super) struct Remark {
    /// The file and line.
    pub(super) place: String,
    /// What is the matter.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
}

/// What is the matter with a plan's own look.
pub(super) fn remarks(loaded: &Loaded, folder: &str) -> Vec<Remark> {
    let settings = loaded.config.settings(folder);
    let own = files(&loaded.sources, folder);
    // A file of a new name is a part that another one of the plan's own puts in, or a slip.
    let is_put_in = |name: &str| own.values().any(|text| text.contains(&format!("\"{name}\"")));
    let mut remarks: Vec<Remark> = own
        .iter()
        .filter(|(name, _)| original(name).is_some() || !is_put_in(name))
        .filter_map(|(name, text)| remark(folder, name, text))
        .collect();
    remarks.extend(own.iter().flat_map(|(name, text)| {
        policy::breaches(name, text).into_iter().map(move |breach| Remark {
            place: format!("{}:{}", in_folder(folder, &format!("theme/{name}")), breach.line_number),
            message: breach.message.to_owned(),
            help: breach.help.to_owned(),
        })
    }));
    let mut style = own.get("style.css").map_or_else(String::new, String::clone);
    let mut place = in_folder(folder, "theme/style.css");
    if let Some(colour) = &settings.site.colour {
        if style.is_empty() {
            style = original("style.css").unwrap_or_default().to_owned();
            place = Places::new(&loaded.sources).name(colour.span);
        }
        style = contrast::with_colour(&style, &colour.value);
    }
    remarks.extend(contrast::weak_pairs(&style).into_iter().map(|weak| {
        let (colour, ground) = weak.pair;
        let figure = |tenths: u32| format!("{}.{}", tenths / 10, tenths % 10);
        Remark {
            place: place.clone(),
            message: format!(
                "the colour `{colour}` on `{ground}` has a contrast of {} in the {} scheme",
                figure(weak.tenths),
                weak.scheme
            ),
            help: format!("it needs {}, or some people cannot read it", figure(weak.needed_tenths)),
        }
    }));
    if let Some(named) = &settings.site.logo
        && logo(&loaded.sources, folder, settings).is_none()
    {
        remarks.push(Remark {
            place: Places::new(&loaded.sources).name(named.span),
            message: format!("`{}` is no picture that may go into a site, so there is no logo", named.value),
            help: "name a PNG, JPEG, GIF, WebP or AVIF file beside `project.md`, or an SVG of plain shapes without \
                   scripts, styles and addresses"
                .to_owned(),
        });
    }
    remarks
}

fn remark(folder: &str, name: &str, text: &str) -> Option<Remark> {
    let (message, help) = match standing(name, text) {
        Standing::Current | Standing::Unmarked => return None,
        Standing::Outdated => (
            "planmark's own has changed since this file was made from it".to_owned(),
            format!(
                "`planmark theme eject {name} --diff` shows how they differ; take over what you need, and its first line"
            ),
        ),
        Standing::Unknown => {
            ("the look has no such file, so nobody reads it".to_owned(), "`planmark theme list` names them".to_owned())
        }
    };
    Some(Remark { place: in_folder(folder, &format!("theme/{name}")), message, help })
}

/// The files of a plan's own whose original has changed since, for `doctor`; None where there are no own files.
pub(super) fn outdated(sources: &SourceSet) -> Option<String> {
    let text = |content: &Content| match content {
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Text(text) => text.to_string(),
        Content::Unreadable(_) => String::new(),
    };
    let own: Vec<(&str, Standing)> = sources
        .files()
        .filter_map(|(_, source)| {
            let (before, name) = source.path.rsplit_once("theme/")?;
            let is_own = (before.is_empty() || before.ends_with('/')) && original(name).is_some();
            is_own.then(|| (source.path.as_str(), standing(name, &text(&source.content))))
        })
        .collect();
    let old: Vec<&str> =
        own.iter().filter(|(_, standing)| *standing == Standing::Outdated).map(|(path, _)| *path).collect();
    match (own.len(), old.len()) {
        (0, _) => None,
        (count, 0) => Some(format!("{count} of the plan's own, none of an older original")),
        (count, _) => Some(format!("{count} of the plan's own; planmark's own has changed since {}", old.join(", "))),
    }
}

/// Says which files of the plan's own make the site, and what is the matter with them.
pub(super) fn tell(loaded: &Loaded, folder: &str, terminal: &mut Terminal) {
    let own: Vec<String> = files(&loaded.sources, folder)
        .into_keys()
        .filter(|name| original(name).is_some())
        .map(|name| format!("theme/{name}"))
        .collect();
    if !own.is_empty() {
        terminal.say(&format!("the look is the plan's own in {}", own.join(", ")));
    }
    for remark in remarks(loaded, folder) {
        let place = format!("{}{}", loaded.prefix, remark.place);
        terminal.say(&format!("warning: {place}: {}\n  help: {}", remark.message, remark.help));
    }
}
