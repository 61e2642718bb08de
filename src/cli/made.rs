//! Sites of projects that are shown already: where all that one is made of is the same, it is not made again.
//!
//! An internal site of a project is made of the files below its folder, of what stands outside of all projects, and of
//! [`Internal`]. A project that refers to another one is always made again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::loaded::Loaded;
use super::site::is_below;
use crate::model::Project;
use crate::model::published::ProjectStatus;
use crate::text::SourceSet;
use crate::view::Internal;

/// The sites of projects that are shown, by folder.
#[derive(Default)]
pub(super) struct Made {
    /// What the last reading read, shown or not.
    sources: SourceSet,
    /// Folders and ids of the projects in it.
    projects: Vec<(String, String)>,
    /// The status files of projects elsewhere, on which no project rests.
    elsewhere: BTreeSet<String>,
    shown: BTreeMap<String, Site>,
    /// The sites that are being made: they are shown together or not at all.
    next: Mutex<BTreeMap<String, Site>>,
}

/// A project's site, without its files.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Where it lies below the portfolio's.
    pub(super) id: String,
    /// What it shows beside the plan.
    pub(super) internal: Internal,
    /// What it publishes.
    pub(super) status: Option<ProjectStatus>,
    /// Whether its files are those that are shown.
    pub(super) is_same: bool,
}

impl Made {
    /// Takes note of a reading, whether its pages are shown or not: the sites that an edit touches are forgotten.
    pub(super) fn read(&mut self, loaded: &Loaded) {
        let portfolio = &loaded.analysis.portfolio;
        let projects: Vec<(String, String)> =
            portfolio.projects.iter().map(|project| (project.folder.clone(), project.id.clone())).collect();
        let (now, before) = (&loaded.sources, &self.sources);
        let differs = |path: &&str| now.find(path).map(|(_, file)| file) != before.find(path).map(|(_, file)| file);
        let paths = now.files().chain(before.files()).map(|(_, file)| file.path.as_str());
        let changed: BTreeSet<&str> = paths.filter(differs).collect();
        let published = portfolio.published.iter().map(|one| &one.path);
        let elsewhere: BTreeSet<String> =
            published.chain(portfolio.unknown.iter().map(|one| &one.path)).cloned().collect();
        for path in changed {
            match projects.iter().find(|(folder, _)| is_below(path, folder)) {
                Some((folder, _)) => drop(self.shown.remove(folder)),
                None if elsewhere.contains(path) || self.elsewhere.contains(path) => {}
                // The settings, the look, the portfolio's own calendar: anything may rest on these.
                None => self.shown.clear(),
            }
        }
        if projects != self.projects {
            self.shown.clear();
        }
        let reaches = portfolio.projects.iter().filter(|project| project.reaches);
        reaches.for_each(|project| drop(self.shown.remove(&project.folder)));
        self.projects = projects;
        self.elsewhere = elsewhere;
        self.sources = loaded.sources.clone();
        *self.next.get_mut().unwrap_or_else(PoisonError::into_inner) = BTreeMap::new();
    }

    /// The site of a project none of whose files changed since it was made.
    pub(super) fn of(&self, project: &Project) -> Option<&Site> {
        self.shown.get(&project.folder)
    }

    /// Takes a site that was made, or that stays.
    pub(super) fn take(&self, project: &Project, site: Site) {
        // A panic elsewhere leaves nothing half done: an entry is put in whole.
        self.next.lock().unwrap_or_else(PoisonError::into_inner).insert(project.folder.clone(), site);
    }

    /// All sites that were taken are shown from now on. Gives the folders of those whose files stay as they are.
    pub(super) fn show(&mut self) -> BTreeSet<String> {
        self.shown = std::mem::take(self.next.get_mut().unwrap_or_else(PoisonError::into_inner));
        self.shown.values().filter(|site| site.is_same).map(|site| site.id.clone()).collect()
    }
}

#[cfg(feature = "serve")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Memory;
    use crate::cli::args::{AudienceChoice, ColorChoice, Global};
    use crate::cli::site::Files;
    use crate::cli::terminal::Terminal;
    use crate::cli::wanted::Wanted;
    use crate::value::Date;
    use crate::workspace::Located;

    const PORTFOLIO: &str = "---\ntitle: All\nprojects: [\"*/\", \"in/*.status.json\"]\n---\n";
    const STATUS: &str =
        r#"{"planmark": 1, "id": "far", "title": "Far", "stage": "execution", "as_of": "2026-05-01", "light": "red"}"#;

    /// A project in which Sam works for some days.
    fn plan(title: &str, days: u8, more: &str) -> String {
        format!(
            "---\ntitle: {title}\nid: {title}\nstage: planning\nclient: {{name: Elm Street}}\ntarget: {{start: 2026-05-04}}\n\
             stakeholders:\n  sam: {{name: Sam, side: provider, roles: lead}}\ntasks:\n  dig: {{title: Dig, duration: {days}d, \
             who: sam}}\n{more}---\n\n[Notes](attachments/notes.txt).\n"
        )
    }

    /// What a server does: it reads again and again, and keeps the files that are said to stay.
    struct Served {
        files: BTreeMap<String, String>,
        memory: Memory,
        made: Made,
        pages: Files,
    }

    impl Served {
        fn new() -> Self {
            let mut served =
                Self { files: BTreeMap::new(), memory: Memory::default(), made: Made::default(), pages: Files::new() };
            served.files.insert("portfolio.md".to_owned(), PORTFOLIO.to_owned());
            served.files.insert("in/far.status.json".to_owned(), STATUS.to_owned());
            for title in ["one", "two"] {
                served.files.insert(format!("{title}/project.md"), plan(title, 2, ""));
                served.files.insert(format!("{title}/attachments/notes.txt"), title.to_owned());
            }
            let reaching = plan("three", 1, "").replace("duration: 1d, who: sam", "duration: 1d, after: one/tasks/dig");
            served.files.insert("three/project.md".to_owned(), reaching);
            served.files.insert("three/attachments/notes.txt".to_owned(), "three".to_owned());
            served.shows(&[]);
            served
        }

        fn read(&self, memory: &mut Memory) -> Loaded {
            let texts: Vec<(&str, &str)> =
                self.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let located = Located { root: "/nowhere".into(), focus: Vec::new() };
            let global = Global { directory: None, today: None, color: ColorChoice::Never, ascii: false };
            let sources = SourceSet::of_texts(&texts);
            let loaded = Loaded::of(&located, &sources, today(), memory, &mut Terminal::new(&global));
            loaded.unwrap_or_else(|error| panic!("{}", error.message))
        }

        /// Makes the pages anew where that is needed, and holds them against those of a first reading.
        fn shows(&mut self, kept: &[&str]) {
            let mut memory = std::mem::take(&mut self.memory);
            let loaded = self.read(&mut memory);
            self.made.read(&loaded);
            let files = made_of(&loaded, Some(&self.made));
            let stay = self.made.show();
            assert_eq!(stay.iter().map(String::as_str).collect::<Vec<_>>(), kept);
            self.pages.retain(|path, _| path.split_once('/').is_some_and(|(folder, _)| stay.contains(folder)));
            self.pages.extend(files);
            memory.keep(loaded.analysis);
            self.memory = memory;
            let fresh = made_of(&self.read(&mut Memory::default()), None);
            let differ = |path: &&String| self.pages.get(*path) != fresh.get(*path);
            let wrong: BTreeSet<&String> = self.pages.keys().chain(fresh.keys()).filter(differ).collect();
            assert!(wrong.is_empty(), "these pages differ from those of a fresh build: {wrong:?}");
        }

        /// Reads an edit after which nothing can be shown.
        fn fails(&mut self) {
            let mut memory = std::mem::take(&mut self.memory);
            let loaded = self.read(&mut memory);
            self.made.read(&loaded);
            // Some sites are made before it is known that not all can be.
            let _ = made_of(&loaded, Some(&self.made));
            memory.keep(loaded.analysis);
            self.memory = memory;
        }

        fn edit(&mut self, path: &str, text: &str) -> &mut Self {
            self.files.insert(path.to_owned(), text.to_owned());
            self
        }
    }

    fn today() -> Date {
        Date::parse("2026-05-02").unwrap()
    }

    fn made_of(loaded: &Loaded, made: Option<&Made>) -> Files {
        let wanted = Wanted::new(AudienceChoice::Internal, None, None);
        let subject = wanted.subject(loaded).unwrap_or_else(|error| panic!("{}", error.message));
        let files = subject.files(loaded, (&wanted, today()), made);
        files.unwrap_or_else(|error| panic!("{}", error.message)).0
    }

    #[test]
    fn an_edit_makes_the_projects_anew_that_it_touches_and_the_pages_are_those_of_a_fresh_build() {
        let mut served = Served::new();
        served.shows(&["one", "two"]);
        // A text of one project; whoever refers to another one is made anew always.
        served.edit("two/project.md", &plan("two", 2, "milestones: {live: {title: Live}}\n")).shows(&["one"]);
        // More work for Sam shows on the team page of whoever shares Sam.
        served.edit("two/project.md", &plan("two", 9, "")).shows(&[]);
        served.edit("one/attachments/notes.txt", "other notes").shows(&["two"]);
        served.edit("in/far.status.json", &STATUS.replace("red", "green")).shows(&["one", "two"]);
        served.edit("in/far.status.json", "{").shows(&["one", "two"]);
        served.edit("portfolio.md", &PORTFOLIO.replace("All", "Everything")).shows(&[]);
        served.edit("planmark.toml", "[site]\nfooter = \"Below\"\n").shows(&[]);
        served.edit("one/planmark.toml", "[site]\nlang = \"de\"\n").shows(&["two"]);
        served.edit("two/project.md", &plan("zwei", 9, "")).shows(&[]);
        served.shows(&["one", "zwei"]);
        served.files.remove("in/far.status.json");
        served.shows(&["one", "zwei"]);
        served.edit("four/project.md", &plan("four", 1, "")).shows(&[]);
        served.files.retain(|path, _| !path.starts_with("four/"));
        served.shows(&[]);
    }

    #[test]
    fn what_changed_while_nothing_could_be_shown_is_made_anew_when_it_can() {
        let mut served = Served::new();
        served.edit("one/project.md", &plan("one", 2, "milestones: {live: {title: Live}}\n")).fails();
        // The same reading again is no change, and is shown for the first time.
        served.shows(&["two"]);
        served.edit("two/attachments/notes.txt", "new").fails();
        served.edit("one/attachments/notes.txt", "new").fails();
        served.shows(&[]);
    }
}
