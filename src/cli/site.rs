//! From an analysed plan to the files of its site, in memory: what `build` publishes, `serve` shows and `export` gives.

use std::collections::BTreeMap;

use super::internal::internal;
use super::loaded::Loaded;
use crate::audience::redact;
use crate::document::keys::Audience;
use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::render::html;
use crate::rule::Group;
use crate::rules::find;
use crate::text::Content;
use crate::value::Date;
use crate::view::{self, SiteSettings};
use crate::workspace::Error;

/// Rules whose errors would make a page wrong, beside those of the privacy group.
const REFUSED: &[&str] = &[
    "bad-front-matter",
    "unreadable-file",
    "bad-value",
    "unknown-value",
    "bad-date",
    "bad-money",
    "bad-id",
    "unquoted-comma",
    "conflict-markers",
    "duplicate-id",
    "dangling-reference",
    "ambiguous-reference",
    "cycle",
];

/// The errors that keep a site from being made.
pub(super) fn refused(loaded: &Loaded) -> Vec<Finding> {
    let refuses = |finding: &&Finding| {
        let is_private = find(finding.rule).is_some_and(|rule| rule.group == Group::Privacy);
        finding.severity == Severity::Error && (is_private || REFUSED.contains(&finding.rule))
    };
    loaded.analysis.findings.iter().filter(refuses).cloned().collect()
}

/// All files of the site.
pub(super) fn files(
    loaded: &Loaded,
    project: &Project,
    audience: Audience,
    commit: Option<String>,
    today: Date,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let (sources, portfolio) = (&loaded.sources, &loaded.analysis.portfolio);
    let plan = redact(sources, portfolio, project, audience, today);
    let settings = loaded.config.settings(&project.folder);
    let told = |text: &Option<crate::text::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let site_settings = SiteSettings {
        catalogue: loaded.config.catalogue(&project.folder),
        footer: told(&settings.site.footer).unwrap_or_default(),
        is_indexed: settings.site.index,
        base_url: told(&settings.site.base_url),
        commit,
    };
    let internal = (audience == Audience::Internal).then(|| internal(loaded, project, today));
    let site = view::site(&plan, sources, &project.folder, &site_settings, internal.as_ref());
    let attachment = |path: &str| match sources.find(&project.path(path)).map(|(_, file)| &file.content) {
        Some(Content::Bytes(bytes)) => Some(bytes.to_vec()),
        _ => None,
    };
    html::site(&site, &theme(loaded, project), &attachment).map_err(|message| Error {
        message,
        help: "correct the template in `theme/`, or take it out to use planmark's own".to_owned(),
    })
}

/// A user's own templates and style sheet, by name.
fn theme(loaded: &Loaded, project: &Project) -> BTreeMap<String, String> {
    let folder = project.path("theme/");
    let mut theme = BTreeMap::new();
    for (_, source) in loaded.sources.files() {
        let Some(name) = source.path.strip_prefix(&folder) else { continue };
        let text = match &source.content {
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Content::Text(text) => Some(text.to_string()),
            Content::Unreadable(_) => None,
        };
        theme.extend(text.map(|text| (name.to_owned(), text)));
    }
    theme
}
