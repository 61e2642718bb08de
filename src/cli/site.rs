//! From an analysed plan to the files of its site, in memory: what `build` publishes, `serve` shows and `export` gives.

use std::collections::BTreeMap;

use super::internal::internal;
use super::loaded::Loaded;
use super::outlook::Outlook;
use super::theme;
use crate::audience::redact;
use crate::document::keys::Audience;
use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::model::published::ProjectStatus;
use crate::render::html::{self, contrast};
use crate::rule::Group;
use crate::rules::find;
use crate::value::Date;
use crate::view::{self, Internal, SiteSettings};
use crate::workspace::Error;

/// Rules whose errors would make a page wrong, beside those of the privacy group.
const REFUSED: &[&str] = &[
    "bad-front-matter",
    "unreadable-file",
    "unsafe-attachment",
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

/// Files of a site, by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Takes a part of a site as soon as it is made.
pub(super) type Take<'a> = dyn Fn(Files) -> Result<(), Error> + Sync + 'a;

/// The errors, in the files that count, that keep a site from being made.
pub(super) fn refused(loaded: &Loaded, counts: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let refuses = |finding: &&Finding| {
        let path = &loaded.sources.file(finding.span.file).path;
        let is_private = find(finding.rule).is_some_and(|rule| rule.group == Group::Privacy);
        finding.severity == Severity::Error
            && (is_private || REFUSED.contains(&finding.rule))
            && counts(path)
            // One project's slip keeps nobody else's site back; its row says that nothing is known.
            && !loaded.analysis.portfolio.is_elsewhere(path)
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
) -> Result<Files, Error> {
    let settings = SiteSettings { commit, ..settings(loaded, &project.folder) };
    let outlook = (audience == Audience::Internal).then(|| Outlook::new(&loaded.analysis));
    let internal = outlook.map(|outlook| internal(loaded, project, &outlook, None, today));
    Ok(of_project(loaded, project, internal.as_ref(), &settings, today)?.0)
}

/// Whether a path lies in a folder.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What the settings of a folder say about its site.
pub(super) fn settings(loaded: &Loaded, folder: &str) -> SiteSettings {
    let settings = loaded.config.settings(folder);
    let told = |text: &Option<crate::text::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let logo = theme::logo(&loaded.sources, folder, settings);
    SiteSettings {
        catalogue: loaded.config.catalogue(folder),
        footer: told(&settings.site.footer).unwrap_or_default(),
        logo: logo.as_ref().map(|(name, _)| name.clone()),
        is_indexed: settings.site.index,
        base_url: told(&settings.site.base_url),
        ..SiteSettings::default()
    }
}

/// The files of a project's site, and what it publishes of itself; an internal one with what it shows beside the plan.
pub(super) fn of_project(
    loaded: &Loaded,
    project: &Project,
    internal: Option<&Internal>,
    settings: &SiteSettings,
    today: Date,
) -> Result<(Files, Option<ProjectStatus>), Error> {
    let (sources, portfolio) = (&loaded.sources, &loaded.analysis.portfolio);
    let audience = if internal.is_some() { Audience::Internal } else { Audience::Client };
    let plan = redact(sources, portfolio, project, audience, loaded.analysis.picture(project), today);
    let site = view::site(&plan, sources, &project.folder, settings, internal);
    let attachment = |path: &str| Some(sources.find(&project.path(path))?.1.bytes()?.to_vec());
    let files = written(loaded, &project.folder, &site, &attachment)?;
    Ok((files, site.status))
}

/// A site as files, by the templates beside the plan or planmark's own, with the colour and the logo of the settings.
pub(super) fn written(
    loaded: &Loaded,
    folder: &str,
    site: &view::Site,
    attachment: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Files, Error> {
    let settings = loaded.config.settings(folder);
    let files = html::site(site, &theme::files(&loaded.sources, folder), attachment);
    let mut files = files.map_err(|message| Error {
        message,
        help: "correct the template in `theme/`, or take it out to use planmark's own".to_owned(),
    })?;
    files.extend(theme::logo(&loaded.sources, folder, settings));
    if let Some(colour) = &settings.site.colour
        && let Some(style) = files.get_mut("style.css")
    {
        *style = contrast::with_colour(&String::from_utf8_lossy(style), &colour.value).into_bytes();
    }
    Ok(files)
}
