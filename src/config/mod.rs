//! planmark's own settings: `planmark.toml` and the type profiles. Rule names stay plain text here.

mod profile;
mod settings;
mod toml;

pub use profile::{Expected, TypeProfile};
pub use settings::{Level, Profile, Settings, SettingsError, Site};

use std::collections::BTreeMap;

use crate::text::{SourceSet, Spanned};

/// The name of the settings file.
pub const SETTINGS: &str = "planmark.toml";

/// The settings of all projects that are read together.
#[derive(Debug, Default)]
pub struct Config {
    by_folder: BTreeMap<String, Settings>,
    standard: Settings,
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
        if errors.is_empty() { Ok(config) } else { Err(errors) }
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
