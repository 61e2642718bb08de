//! Which site is meant, what it is made of, and what of it must not be seen: the same for `build` and `serve`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::args::AudienceChoice;
use super::elsewhere;
use super::loaded::Loaded;
use super::made::Made;
use super::portfolio;
use super::site::{self, Files, Take, is_below};
use crate::audience::{Leak, Secret, foreign_leaks, leaks};
use crate::document::keys::Audience;
use crate::model::Project;
use crate::text::Span;
use crate::value::Date;
use crate::workspace::Error;

/// A site that somebody asked for.
pub(super) struct Wanted {
    /// Whose it is.
    pub(super) audience: Audience,
    /// Of several projects, the client whose site it is.
    pub(super) client: Option<String>,
    /// A commit to name on it.
    pub(super) commit: Option<String>,
}

/// What a site shows.
pub(super) enum Subject<'a> {
    /// One project.
    One(&'a Project),
    /// The projects of a portfolio, or those of one client in it.
    Several(Vec<&'a Project>),
}

/// What a client's site holds and must not.
#[derive(Default)]
pub(super) struct Found {
    /// What the plan keeps internal.
    pub(super) leaks: Vec<Leak>,
    /// Files that name another client, and the name.
    pub(super) foreign: Vec<(String, String)>,
}

impl Found {
    /// Whether the site may be shown.
    pub(super) fn is_empty(&self) -> bool {
        self.leaks.is_empty() && self.foreign.is_empty()
    }

    /// Each internal text that was found, with the files that hold it.
    pub(super) fn secrets(&self) -> Vec<(&Secret, String)> {
        let mut files: BTreeMap<(Span, &str), (&Secret, Vec<&str>)> = BTreeMap::new();
        for Leak { path, secret } in &self.leaks {
            files.entry((secret.span, &secret.text)).or_insert((secret, Vec::new())).1.push(path);
        }
        files.into_values().map(|(secret, files)| (secret, named(&files))).collect()
    }

    /// Each name of another client that was found, with the files that hold it.
    pub(super) fn names(&self) -> Vec<(&str, String)> {
        let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (path, name) in &self.foreign {
            files.entry(name).or_default().push(path);
        }
        files.into_iter().map(|(name, files)| (name, named(&files))).collect()
    }

    fn and(mut self, more: Self) -> Self {
        self.leaks.extend(more.leaks);
        self.foreign.extend(more.foreign);
        self
    }
}

/// Files in words: the first of them, and how many more there are.
fn named(files: &[&str]) -> String {
    match files {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` and `{other}`"),
        [one, rest @ ..] => format!("`{one}` and {} more files", rest.len()),
    }
}

impl Wanted {
    pub(super) fn new(choice: AudienceChoice, client: Option<&str>, commit: Option<&str>) -> Self {
        let audience = match choice {
            AudienceChoice::Client => Audience::Client,
            AudienceChoice::Internal => Audience::Internal,
        };
        Self { audience, client: client.map(str::to_owned), commit: commit.map(str::to_owned) }
    }

    /// The projects that the site shows.
    ///
    /// # Errors
    /// If there is none, if it is none of the client, or if a portfolio's client is not named.
    pub(super) fn subject<'a>(&self, loaded: &'a Loaded) -> Result<Subject<'a>, Error> {
        if portfolio::is_meant(loaded) {
            return portfolio::chosen(loaded, self.client.as_deref(), self.audience).map(Subject::Several);
        }
        let project = loaded.project()?;
        match &self.client {
            Some(client) if client != portfolio::client_of(project) => Err(Error {
                message: format!("the project is not one of `{client}`"),
                help: "leave `--client` out, or name the client as `project.md` does".to_owned(),
            }),
            _ => Ok(Subject::One(project)),
        }
    }

    /// Projects elsewhere that say they belong on this client's site and are not on it, with what is to do.
    pub(super) fn kept_back(&self, loaded: &Loaded, today: Date) -> Vec<String> {
        match (&self.client, self.audience) {
            (Some(client), Audience::Client) => elsewhere::kept_back(loaded, client, today),
            _ => Vec::new(),
        }
    }
}

impl Subject<'_> {
    /// Whether what is wrong in a file is wrong on the site.
    pub(super) fn counts(&self, wanted: &Wanted, path: &str) -> bool {
        match self {
            Self::Several(chosen) if wanted.client.is_some() => {
                chosen.iter().any(|project| is_below(path, &project.folder))
            }
            _ => true,
        }
    }

    /// The folders whose settings and themes make the site, the outermost first.
    pub(super) fn folders(&self) -> Vec<&str> {
        match self {
            Self::One(project) => vec![&project.folder],
            Self::Several(chosen) => [""].into_iter().chain(chosen.iter().map(|one| one.folder.as_str())).collect(),
        }
    }

    /// The files of the site all at once, and what of a client's must not be seen; without those of projects that `made`
    /// knows to be the same.
    pub(super) fn files(
        &self,
        loaded: &Loaded,
        (wanted, today): (&Wanted, Date),
        made: Option<&Made>,
    ) -> Result<(Files, Found), Error> {
        let files = Mutex::new(Files::new());
        let take = |part| {
            files.lock().unwrap_or_else(PoisonError::into_inner).extend::<Files>(part);
            Ok(())
        };
        let found = self.give(loaded, (wanted, today), made, &take)?;
        Ok((files.into_inner().unwrap_or_else(PoisonError::into_inner), found))
    }

    /// Makes the site and gives its files away, project by project and from several threads; what must not be seen on a
    /// client's is not given.
    pub(super) fn site(&self, loaded: &Loaded, wanted: &Wanted, today: Date, take: &Take) -> Result<Found, Error> {
        self.give(loaded, (wanted, today), None, take)
    }

    fn give(
        &self,
        loaded: &Loaded,
        (wanted, today): (&Wanted, Date),
        made: Option<&Made>,
        take: &Take,
    ) -> Result<Found, Error> {
        let all = Mutex::new(Vec::new());
        let take = |whose: Option<&Project>, files: Files| {
            let found = match wanted.audience {
                Audience::Client => self.found(loaded, whose, &files),
                Audience::Internal => Found::default(),
            };
            if found.is_empty() {
                return take(files);
            }
            all.lock().unwrap_or_else(PoisonError::into_inner).push((whose.map(|project| project.place), found));
            Ok(())
        };
        match self {
            Self::One(project) => {
                let files = site::files(loaded, project, wanted.audience, wanted.commit.clone(), today)?;
                take(Some(project), files)?;
            }
            Self::Several(chosen) => portfolio::files(loaded, chosen, (wanted, today), made, &take)?,
        }
        let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.sort_by_key(|(whose, _)| *whose);
        Ok(all.into_iter().fold(Found::default(), |whole, (_, part)| whole.and(part)))
    }

    /// What must not be seen in some files: those of one project, or the pages above in which each of them has a part.
    fn found(&self, loaded: &Loaded, whose: Option<&Project>, files: &Files) -> Found {
        let foreign = |chosen: &[&Project]| foreign_leaks(&loaded.analysis.portfolio, chosen, files);
        match (self, whose) {
            (Self::One(project), _) => Found { leaks: leaks(project, files), foreign: Vec::new() },
            (Self::Several(chosen), Some(project)) => Found { leaks: leaks(project, files), foreign: foreign(chosen) },
            (Self::Several(chosen), None) => {
                let leaks = chosen.iter().flat_map(|project| leaks(project, files)).collect();
                Found { leaks, foreign: foreign(chosen) }
            }
        }
    }
}
