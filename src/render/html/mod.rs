//! The site as files: pages by tera, the calendar, the feed, tables and `status.json` by writers of their own.
//!
//! The only user of the template library. Every text is escaped by the engine; the only HTML that enters is what
//! [`crate::document::html`] made of Markdown.

mod badge;
pub mod contrast;
mod feed;
mod frames;
mod ics;
pub mod policy;
mod search;
mod tables;
pub mod theme;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, LazyLock};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use self::frames::Frames;
use super::status_json;
use crate::config::placeholders;
use crate::document::Prose;
use crate::document::html::{HtmlOptions, HtmlWords, LinkAnswer, LinkTarget, to_html};
use crate::view::Site;
use crate::view::links::Links;
use crate::view::words::Words;

/// What is embedded: name and text of each template.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", include_str!("../../../templates/site/page.html")),
    ("top.html", include_str!("../../../templates/site/top.html")),
    ("foot.html", include_str!("../../../templates/site/foot.html")),
    ("overview.html", include_str!("../../../templates/site/overview.html")),
    ("section.html", include_str!("../../../templates/site/section.html")),
    ("rows.html", include_str!("../../../templates/site/rows.html")),
    ("facts.html", include_str!("../../../templates/site/facts.html")),
    ("table.html", include_str!("../../../templates/site/table.html")),
    ("chart.html", include_str!("../../../templates/site/chart.html")),
    ("chart-head.html", include_str!("../../../templates/site/chart-head.html")),
    ("chart-curve.html", include_str!("../../../templates/site/chart-curve.html")),
    ("chart-bars.html", include_str!("../../../templates/site/chart-bars.html")),
    ("chart-trend.html", include_str!("../../../templates/site/chart-trend.html")),
    ("chart-matrix.html", include_str!("../../../templates/site/chart-matrix.html")),
    ("chart-load.html", include_str!("../../../templates/site/chart-load.html")),
    ("chart-gantt.html", include_str!("../../../templates/site/chart-gantt.html")),
    ("portfolio.html", include_str!("../../../templates/site/portfolio.html")),
    ("mark.html", include_str!("../../../templates/site/mark.html")),
    ("shape.svg", include_str!("../../../templates/site/shape.svg")),
    ("icon.svg", include_str!("../../../templates/site/icon.svg")),
    ("badge.svg", include_str!("../../../templates/site/badge.svg")),
];

/// The embedded style sheets: what every page shows, what paper changes, what pictures take, what a portfolio's table
/// takes.
pub const STYLES: &[(&str, &str)] = &[
    ("style.css", include_str!("../../../templates/site/style.css")),
    ("print.css", include_str!("../../../templates/site/print.css")),
    ("charts.css", include_str!("../../../templates/site/charts.css")),
    (PORTFOLIO_STYLE, include_str!("../../../templates/site/portfolio.css")),
];

/// The style sheet that only pages with a table of projects load.
const PORTFOLIO_STYLE: &str = "portfolio.css";

/// The one script: search, filter and sort.
pub const SCRIPT: &str = include_str!("../../../templates/site/site.js");

/// The files of a site, by path. `theme` holds a user's own templates and style sheet by name, `attachment` gives
/// the bytes of a file of the plan.
///
/// # Errors
/// What is wrong with a template of the theme.
pub fn site(
    site: &Site,
    theme: &BTreeMap<String, String>,
    attachment: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let engine = engine(theme, site)?;
    let mut files = BTreeMap::new();
    let frames = Frames::of(site, &engine)?;
    let pages: Vec<Result<(String, Vec<u8>), String>> = site
        .pages
        .par_iter()
        .map(|page| {
            let mut context = Context::new();
            context.insert("page", page);
            frames.add_to(&mut context, page);
            let html = engine.render("page.html", &context).map_err(|error| format!("{}: {error}", page.path))?;
            Ok((page.path.clone(), html.into_bytes()))
        })
        .collect();
    for page in pages {
        let (path, html) = page?;
        files.insert(path, html);
    }
    let has_projects = site.pages.iter().any(|page| page.portfolio.is_some());
    for (name, style) in STYLES.iter().filter(|(name, _)| *name != PORTFOLIO_STYLE || has_projects) {
        // Rules end where lines do, so that nobody misses the line ends but the reader's connection.
        let style = theme.get(*name).cloned().unwrap_or_else(|| style.replace('\n', ""));
        files.insert((*name).to_owned(), style.into_bytes());
    }
    let script = theme.get("site.js").map_or(SCRIPT, String::as_str);
    files.insert("site.js".to_owned(), script.as_bytes().to_vec());
    files.insert("calendar.ics".to_owned(), ics::calendar(site).into_bytes());
    files.extend(badge::pictures(site, &engine).map_err(|error| format!("{error}"))?);
    if let Some(status) = &site.status {
        files.insert("feed.xml".to_owned(), feed::atom(site).into_bytes());
        files.insert("status.json".to_owned(), status_json(status).into_bytes());
    }
    for (path, table) in &site.tables {
        files.insert(path.clone(), tables::csv(table).into_bytes());
    }
    for (from, to) in site.links.copies() {
        files.extend(attachment(from).map(|bytes| (to.to_owned(), bytes)));
    }
    Ok(files)
}

/// The engine with the embedded templates, read once. What they call is known by name; each site brings its own.
static EMBEDDED: LazyLock<Tera> = LazyLock::new(|| {
    let templates = TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), *text));
    embedded(Tera::new(), templates.collect())
});

/// The same for sites with templates of their own, which come before these; looking for both takes longer.
static BELOW_THEME: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes(["theme/", "site/"]).expect("these are prefixes");
    embedded(tera, TEMPLATES.iter().map(|(name, text)| (format!("site/{name}"), *text)).collect())
});

fn embedded(mut tera: Tera, templates: Vec<(String, &str)>) -> Tera {
    for name in ["say", "index", "markdown"] {
        tera.register_function(name, |_: Kwargs, _: &State| TeraResult::Ok(Value::undefined()));
    }
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.add_raw_templates(templates).expect("every test of a site reads the embedded templates");
    tera
}

/// The engine for a site: a user's own templates before the embedded ones.
fn engine(theme: &BTreeMap<String, String>, site: &Site) -> Result<Tera, String> {
    let own = theme.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".svg"));
    let own: Vec<_> = own.map(|(name, text)| (format!("theme/{name}"), text.clone())).collect();
    let mut tera = if own.is_empty() { EMBEDDED.clone() } else { BELOW_THEME.clone() };
    let words = site.words.clone();
    tera.register_function("say", move |arguments: Kwargs, _: &State| say(&words, &arguments));
    let index = search::index(site);
    tera.register_function("index", move |_: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::safe_string(&index))
    });
    let (links, prose) = (Arc::new(site.links.clone()), prose_words(&site.words));
    tera.register_function("markdown", move |arguments: Kwargs, _: &State| markdown(&links, &prose, &arguments));
    tera.global_context().insert("frame", &site.frame);
    if !own.is_empty() {
        tera.add_raw_templates(own).map_err(|error| format!("a template of the theme is wrong: {error}"))?;
    }
    Ok(tera)
}

/// `say(key, …)` in a template: a text of the catalogue, its `{name}`s filled in with the arguments of these names.
fn say(words: &Words, arguments: &Kwargs) -> TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let text = words.find(key).ok_or_else(|| tera::Error::message(format!("the catalogue has no `{key}`")))?;
    let named: TeraResult<Vec<(&str, String)>> = placeholders(text)
        .into_iter()
        .map(|name| Ok((name, arguments.get::<String>(name)?.unwrap_or_default())))
        .collect();
    let named = named?;
    let values: Vec<(&str, &dyn Display)> = named.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    Ok(Value::from(words.fill(key, &values)))
}

/// `markdown(text, folder, up, prefix)` in a template: prose as HTML, its links led to pages and copies.
fn markdown(links: &Links, prose: &HtmlWords, arguments: &Kwargs) -> TeraResult<Value> {
    let text: &str = arguments.must_get("text")?;
    let folder: &str = arguments.must_get("folder")?;
    let up: &str = arguments.must_get("up")?;
    let prefix = format!("{}-", arguments.must_get::<&str>("prefix")?);
    let resolve = |target: LinkTarget| match target {
        LinkTarget::Item(id) => match links.item(id) {
            Some((url, title)) => LinkAnswer::Url(format!("{up}{url}"), Some(title.to_owned())),
            None => LinkAnswer::Words,
        },
        LinkTarget::Relative(path) => match path.strip_prefix('#') {
            Some(anchor) => LinkAnswer::Url(format!("#{prefix}{anchor}"), None),
            None => match links.relative(folder, path) {
                Some(url) => LinkAnswer::Url(format!("{up}{url}"), None),
                None => LinkAnswer::Words,
            },
        },
    };
    let image = |path: &str| links.relative(folder, path).map(|url| format!("{up}{url}"));
    let options = HtmlOptions { shift: 2, prefix: &prefix, resolve: &resolve, image: &image, words: prose };
    Ok(Value::safe_string(&to_html(&Prose::of_text(text), &options)))
}

fn prose_words(words: &Words) -> HtmlWords {
    let say = |name: &str| words.name("prose", name).to_owned();
    HtmlWords {
        note: say("note"),
        tip: say("tip"),
        important: say("important"),
        warning: say("warning"),
        caution: say("caution"),
        done: say("done"),
        open: say("open"),
        internal: say("internal"),
    }
}
