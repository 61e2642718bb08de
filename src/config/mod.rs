//! planmark's own settings: `planmark.toml` and the type profiles. Rule names stay plain text here.

mod catalogue;
mod plural;
mod profile;
mod settings;
mod toml;

pub use catalogue::{Catalogue, placeholders};
pub use profile::{Expected, TypeProfile};
pub use settings::{Level, Profile, Settings, SettingsError, Site};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::{Content, SourceSet, Spanned};

/// The name of the settings file.
pub const SETTINGS: &str = "planmark.toml";

/// The settings of all projects that are read together.
#[derive(Debug, Default)]
pub struct Config {
    by_folder: BTreeMap<String, Settings>,
    standard: Settings,
    /// The words that a plan says itself, by its folder and the language.
    own_words: BTreeMap<(String, String), Arc<Catalogue>>,
}

impl Config {
    /// Reads every `planmark.toml` of a source set that counts: beside `project.md`, else beside `portfolio.md`.
    ///
    /// # Errors
    /// What is wrong in any of them, at its place.
    pub fn read(sources: &SourceSet) -> Result<Self, Vec<SettingsError>> {
        let mut config = Self::default();
        let mut errors = Vec::new();
        config.standard.types = profile::built_in();
        for (file, source) in sources.files() {
            let Some(folder) = source.path.strip_suffix(SETTINGS) else { continue };
            let folder = folder.trim_end_matches('/');
            let is_beside_a_plan =
                ["project.md", "portfolio.md"].iter().any(|name| sources.find(&join(folder, name)).is_some());
            if !is_beside_a_plan {
                continue;
            }
            match settings::read(file, source.text()) {
                Ok(mut settings) => {
                    settings.types = profile::built_in();
                    if let Some(own) = settings.types_folder.clone() {
                        profile::add_own(
                            &mut settings.types,
                            sources,
                            &join(folder, &own.value),
                            own.span,
                            &mut errors,
                        );
                    }
                    config.by_folder.insert(folder.to_owned(), settings);
                }
                Err(more) => errors.extend(more),
            }
        }
        let spoiled = config.read_own_words(sources, &mut errors);
        let no_words = config.by_folder.iter().filter_map(|(folder, settings)| config.no_words(folder, settings));
        // A file of words with a slip has told its slips.
        errors.extend(no_words.filter(|(lang, _)| !spoiled.contains(lang)).map(|(_, error)| error));
        if errors.is_empty() { Ok(config) } else { Err(errors) }
    }

    /// Reads every `theme/lang/<lang>.toml` beside a plan; gives the languages whose files have slips.
    fn read_own_words(&mut self, sources: &SourceSet, errors: &mut Vec<SettingsError>) -> BTreeSet<String> {
        let mut spoiled = BTreeSet::new();
        for (file, source) in sources.files() {
            let Some(path) = source.path.strip_suffix(".toml") else { continue };
            let Some((folder, lang)) = path.rsplit_once("theme/lang/") else { continue };
            let folder = folder.trim_end_matches('/');
            let is_plan = ["project.md", "portfolio.md"].iter().any(|name| sources.find(&join(folder, name)).is_some());
            if lang.contains('/') || !is_plan || !matches!(source.content, Content::Text(_)) {
                continue;
            }
            match Catalogue::with_own(lang, file, source.text()) {
                Ok(own) => {
                    self.own_words.insert((folder.to_owned(), lang.to_owned()), Arc::new(own));
                }
                Err(more) => {
                    spoiled.insert(lang.to_owned());
                    errors.extend(more);
                }
            }
        }
        spoiled
    }

    /// The words of a project's site: its own, those beside the portfolio, those that planmark brings.
    fn words_of(&self, folder: &str, lang: &str) -> Option<Arc<Catalogue>> {
        let own = |folder: &str| self.own_words.get(&(folder.to_owned(), lang.to_owned())).cloned();
        own(folder).or_else(|| own("")).or_else(|| Catalogue::built_in(lang))
    }

    /// What is wrong with a language that nobody has words for.
    fn no_words(&self, folder: &str, settings: &Settings) -> Option<(String, SettingsError)> {
        let lang = settings.site.lang.as_ref().filter(|lang| self.words_of(folder, &lang.value).is_none())?;
        let error = SettingsError {
            span: lang.span,
            message: format!("there are no words for the language `{}`", lang.value),
            help: format!(
                "write one of {}, or translate the site in `theme/lang/{}.toml`",
                Catalogue::LANGUAGES.join(", "),
                lang.value
            ),
        };
        Some((lang.value.clone(), error))
    }

    /// The words of a project's site.
    #[must_use]
    pub fn catalogue(&self, folder: &str) -> Arc<Catalogue> {
        let lang = self.settings(folder).site.lang.as_ref().map_or(Catalogue::LANGUAGES[0], |lang| &lang.value);
        self.words_of(folder, lang).unwrap_or_default()
    }

    /// The settings that count for a project's folder.
    #[must_use]
    pub fn settings(&self, folder: &str) -> &Settings {
        self.by_folder.get(folder).or_else(|| self.by_folder.get("")).unwrap_or(&self.standard)
    }

    /// All settings that were read, with their folders.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Settings)> {
        self.by_folder.iter().map(|(folder, settings)| (folder.as_str(), settings))
    }
}

/// A path below a folder that may be the root.
fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A setting with its place, or none.
pub(crate) type Told<T> = Option<Spanned<T>>;
