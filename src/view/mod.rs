//! The site as plain pictures: every page with its words, figures and addresses, before any HTML.
//!
//! Built from a [`PublicPlan`] and nothing else, so that nothing internal can get in. An internal site adds its own
//! pages to these. Views decide, templates print.

mod about;
mod budget;
mod calendar;
mod changes;
pub mod chart;
mod control;
mod delivery;
mod draw;
mod earned;
pub mod exchange;
mod facts;
mod forecast;
mod front;
mod internal;
mod items;
mod likely;
pub mod links;
mod load;
mod outages;
mod overview;
pub mod page;
mod people;
pub mod portfolio;
mod process;
mod records;
mod scope;
mod search;
mod since;
mod sites;
mod standing;
mod status;
pub mod table;
mod team;
mod timeline;
mod updates;
mod web;
pub mod words;

pub use calendar::{Certainty, Event, When};
pub use internal::{Earned, Internal, InternalFinding, LedgerLine, Likelihood, LoadOfPerson, LoadOfWeek, OutlookOf};

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use serde::Serialize;

use crate::audience::{HIDDEN, PublicMilestone, PublicPlan};
use crate::config::Catalogue;
use crate::document::Prose;
use crate::document::keys::{Audience, Stage};
use crate::model::published::ProjectStatus;
use crate::text::SourceSet;
use crate::value::Date;
use links::Links;
use page::{Block, Fact, Markdown, Page, Row, Section};
use table::Table;
use web::Web;
use words::Words;

/// The pages of the navigation: key, file, and whether a narrow screen shows it too.
const PAGES: &[(&str, &str, bool)] = &[
    ("overview", "index.html", true),
    ("timeline", "timeline.html", true),
    ("scope", "scope.html", false),
    ("deliverables", "deliverables.html", false),
    ("budget", "budget.html", true),
    ("changes", "changes.html", true),
    ("risks", "risks.html", false),
    ("decisions", "decisions.html", false),
    ("updates", "updates.html", false),
    ("meetings", "meetings.html", false),
    ("people", "people.html", false),
    ("process", "process.html", false),
    ("about", "about.html", false),
    ("findings", "findings.html", true),
    ("team", "team.html", true),
];

/// Whether an entry is one that a narrow screen leaves out.
fn is_aside(key: &str) -> bool {
    PAGES.iter().any(|(known, _, is_main)| *known == key && !is_main)
}

/// Pages of an internal site alone.
const INTERNAL: &[&str] = &["findings", "team"];

/// Pages that list registers: the script filters and sorts them.
const REGISTERS: &[&str] =
    &["timeline", "deliverables", "budget", "risks", "decisions", "updates", "meetings", "people", "findings"];

/// An entry of the navigation.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct NavEntry {
    pub title: String,
    pub path: &'static str,
    pub key: &'static str,
    /// Whether a narrow screen shows it too.
    pub is_main: bool,
}

/// What every page shows.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Frame {
    pub project: String,
    pub client: String,
    pub is_internal: bool,
    /// Whether it is of several projects: then it has no feed and no status of its own.
    pub is_portfolio: bool,
    /// The name of the portfolio that the site lies in, one folder up.
    pub portfolio: Option<String>,
    pub as_of: String,
    pub next_update: String,
    pub contact_name: String,
    pub contact_role: String,
    pub contact_channel: String,
    /// Where the channel leads, if it is a mailbox or a number.
    pub contact_url: Option<String>,
    pub nav: Vec<NavEntry>,
    pub lang: String,
    /// `ltr` or `rtl`: where lines begin.
    pub dir: String,
    pub footer: String,
    /// The provider, and the file of its logo.
    pub provider: String,
    pub logo: Option<String>,
    pub is_indexed: bool,
}

/// What the settings say about the site.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// The words of its language, English if nothing is said.
    pub catalogue: Arc<Catalogue>,
    /// A line in the footer.
    pub footer: String,
    /// The file of the site that is the provider's logo.
    pub logo: Option<String>,
    /// Whether search engines may list it.
    pub is_indexed: bool,
    /// The address it will have, for the feed.
    pub base_url: Option<String>,
    /// A commit to name on the page about the site.
    pub commit: Option<String>,
    /// The name of the portfolio that the site lies in, one folder up.
    pub portfolio: Option<String>,
}

/// A whole site, before HTML.
#[derive(Debug)]
pub struct Site {
    /// What every page shows.
    pub frame: Frame,
    /// The pages.
    pub pages: Vec<Page>,
    /// Tables that are also files of their own: path and table.
    pub tables: Vec<(String, Table)>,
    /// What goes into the calendar.
    pub events: Vec<Event>,
    /// What goes into the feed, newest first.
    pub entries: Vec<Entry>,
    /// The status date.
    pub as_of: Date,
    /// `status.json`; none of a portfolio.
    pub status: Option<ProjectStatus>,
    /// Where things are.
    pub links: Links,
    /// What it says.
    pub words: Words,
    /// What the search page finds.
    pub index: Vec<search::Entry>,
    /// The project's id, which names it in calendar and feed.
    pub id: String,
    /// The address it will have.
    pub base_url: Option<String>,
}

/// A letter in the feed.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Entry {
    pub id: String,
    pub date: crate::value::Date,
    pub title: String,
    pub summary: String,
    pub path: String,
}

/// What the builders of pages share.
struct Maker<'a> {
    plan: &'a PublicPlan,
    words: Words,
    /// A hash of what the pages show, for the page about the site.
    source_hash: String,
    settings: &'a SiteSettings,
    links: &'a Links,
    web: Web<'a>,
}

/// The site of one project.
#[must_use]
pub fn site(
    plan: &PublicPlan,
    sources: &SourceSet,
    folder: &str,
    settings: &SiteSettings,
    internal: Option<&Internal>,
) -> Site {
    let words = Words::new(Arc::clone(&settings.catalogue), plan.as_of.year(), &plan.project.currency);
    let links = Links::of(plan, sources, folder);
    let mut maker = Maker { plan, words, source_hash: String::new(), settings, links: &links, web: Web::of(plan) };
    let audience = if internal.is_some() { Audience::Internal } else { Audience::Client };
    let mut pages = maker.pages();
    if let Some(internal) = internal {
        maker.add_likelihood(&mut pages, internal);
        maker.add_earned_value(&mut pages, internal);
        pages.extend(maker.internal_pages(internal));
    }
    pages.extend(maker.phase_pages());
    pages.extend(maker.site_pages());
    pages.extend(maker.item_pages());
    maker.source_hash = status::content_hash(&pages);
    pages.push(maker.report_page());
    pages.push(maker.search_page());
    let tables = tables(&pages);
    pages.push(maker.about_page(&tables));
    let index = maker.search_index(&pages);
    Site {
        frame: maker.frame(audience),
        tables,
        events: maker.events(),
        entries: maker.entries(),
        as_of: plan.as_of,
        status: Some(maker.status()),
        id: plan.project.id.clone(),
        base_url: settings.base_url.clone(),
        words: maker.words,
        index,
        pages,
        links,
    }
}

/// The tables of pages that are also files of their own, by path.
fn tables(pages: &[Page]) -> Vec<(String, Table)> {
    let blocks = pages.iter().flat_map(|page| &page.sections).flat_map(|section| &section.blocks);
    let table = |block: &Block| match block {
        Block::Table { table } => Some((table.csv.clone()?, table.clone())),
        _ => None,
    };
    let found: BTreeMap<String, Table> = blocks.filter_map(table).collect();
    found.into_iter().collect()
}

/// What a project publishes of itself, without its pages.
#[must_use]
pub fn project_status(plan: &PublicPlan, settings: &SiteSettings) -> ProjectStatus {
    let words = Words::new(Arc::clone(&settings.catalogue), plan.as_of.year(), &plan.project.currency);
    let links = Links::default();
    Maker { plan, words, source_hash: String::new(), settings, links: &links, web: Web::of(plan) }.status()
}

impl Maker<'_> {
    fn pages(&self) -> Vec<Page> {
        let mut pages = vec![
            self.overview_page(),
            self.timeline_page(),
            self.scope_page(),
            self.deliverables_page(),
            self.budget_page(),
            self.changes_page(),
            self.risks_page(),
            self.decisions_page(),
            self.updates_page(),
            self.meetings_page(),
            self.people_page(),
            self.process_page(),
        ];
        if !self.plan.lessons.is_empty() {
            pages.push(self.lessons_page());
        }
        for page in &mut pages {
            page.has_script = REGISTERS.contains(&page.key);
            if matches!(page.key, "deliverables" | "timeline") {
                page.sites = self.site_links();
            }
        }
        pages
    }

    fn frame(&self, audience: Audience) -> Frame {
        let project = &self.plan.project;
        let contact = project.contact.as_ref();
        let channel = contact.and_then(|contact| contact.channel.clone()).unwrap_or_default();
        Frame {
            project: project.title.clone(),
            client: project.client.clone(),
            is_internal: audience == Audience::Internal,
            is_portfolio: false,
            portfolio: self.settings.portfolio.clone(),
            as_of: self.words.plain(self.plan.as_of),
            next_update: self.update_to_come().map(|date| self.words.long(date)).unwrap_or_default(),
            contact_name: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
            contact_role: contact.map(|contact| self.contact_role(contact)).unwrap_or_default(),
            contact_url: people::channel_url(&channel),
            contact_channel: channel,
            nav: self.navigation(audience),
            lang: self.words.lang().to_owned(),
            dir: self.say("lang.dir").to_owned(),
            footer: self.settings.footer.clone(),
            provider: project.provider.clone().unwrap_or_default(),
            logo: self.settings.logo.clone(),
            is_indexed: self.settings.is_indexed && audience == Audience::Client,
        }
    }

    fn navigation(&self, audience: Audience) -> Vec<NavEntry> {
        let shown = PAGES.iter().filter(|(key, ..)| audience == Audience::Internal || !INTERNAL.contains(key));
        let entry = |(key, path, is_main): &(&'static str, &'static str, bool)| NavEntry {
            title: self.words.name("nav", key).to_owned(),
            path,
            key,
            // The team's own pages take the place of money on a narrow screen, which has room for five.
            is_main: *is_main && (audience == Audience::Client || !matches!(*key, "budget" | "changes")),
        };
        shown.map(entry).collect()
    }

    fn say(&self, key: &str) -> &str {
        self.words.say(key)
    }

    /// A page of the navigation, under its name there.
    fn nav_page(&self, key: &'static str) -> Page {
        let path = PAGES.iter().find(|(known, ..)| *known == key).map_or("index.html", |(_, path, _)| path);
        Page::new(path, key, self.words.name("nav", key))
    }

    /// A section under a key of the catalogue, with the line of method that stands there under `…_note`.
    fn section(&self, key: &str, blocks: Vec<Block>) -> Section {
        // `milestones.title` is named by its group, so that a page may hold several of these.
        let id = key.trim_end_matches(".title").rsplit('.').next().unwrap_or(key).replace('_', "-");
        let note = self.words.find(&format!("{key}_note")).unwrap_or_default();
        Section::new(id, self.say(key), blocks).note(note)
    }

    /// A section of rows; empty where there are none.
    fn rows(&self, key: &str, rows: Vec<Row>) -> Section {
        self.section(key, if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] })
    }

    fn fact(&self, key: &str, value: impl Into<String>, note: impl Into<String>) -> Fact {
        Fact::new(self.say(key), value, note)
    }

    fn markdown(&self, body: &Prose, folder: &str) -> Markdown {
        let text = body.text().trim_end().replace(HIDDEN, self.say("prose.internal"));
        Markdown { text, folder: folder.to_owned() }
    }

    /// What is said where a part of the plan is not there yet: in which stage it comes, by when that stage ends, and
    /// who brings it.
    fn comes_in(&self, key: &str, stage: Stage) -> String {
        let what = self.say(key);
        let now = self.plan.project.stage;
        if !now.is_active() {
            return self.say("empty.over").to_owned();
        }
        if now > stage {
            return self.words.fill("empty.later", &[("what", &what)]);
        }
        let ends = |milestone: &&PublicMilestone| milestone.gate.is_some_and(|gate| gate.name() == stage.name());
        let end = self.plan.milestones.iter().find(ends).and_then(|milestone| milestone.target);
        let end = end.filter(|end| *end >= self.plan.as_of).map(|end| self.words.long(end));
        let stage = if now == stage { self.say("empty.now") } else { self.words.name("in_stage", stage.name()) };
        match (self.plan.project.pm.as_deref(), end) {
            (Some(pm), Some(end)) => {
                let said: [(&str, &dyn Display); 4] =
                    [("what", &what), ("stage", &stage), ("date", &end), ("name", &pm)];
                self.words.fill("empty.comes_from_by", &said)
            }
            (Some(pm), None) => {
                self.words.fill("empty.comes_from", &[("what", &what), ("stage", &stage), ("name", &pm)])
            }
            (None, Some(end)) => {
                self.words.fill("empty.comes_by", &[("what", &what), ("stage", &stage), ("date", &end)])
            }
            (None, None) => self.words.fill("empty.comes", &[("what", &what), ("stage", &stage)]),
        }
    }
}
