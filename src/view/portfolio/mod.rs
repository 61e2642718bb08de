//! The site of several projects: for the provider all of them, for one client those of that client.
//!
//! Made of what each project publishes of itself ([`ProjectStatus`]); only an internal site has more beside it.

mod apart;
mod booked;
mod rows;
mod unknown;

pub use booked::{Booked, BookedDays, booked, name_of};
pub use rows::{ProjectCell, ProjectRow, ProjectTable};

use std::sync::Arc;

use super::links::Links;
use super::page::{Block, Mark, Page, Row, Section};
use super::words::Words;
use super::{Certainty, Event, Frame, LoadOfWeek, NavEntry, Site, SiteSettings, When, people};
use crate::document::keys::words::ProjectLight;
use crate::document::keys::{Register, Stage};
use crate::model::published::{OutageStatus, Overdue, ProjectStatus, Unknown};
use crate::value::Date;

/// How far ahead outages are shown, in days.
const OUTAGE_DAYS: i32 = 30;
/// How many late items are listed.
const LATE_ITEMS: usize = 40;

/// One project of a portfolio.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where it stands.
    pub status: ProjectStatus,
    /// The folder of its site below the portfolio's; None of a project elsewhere.
    pub folder: Option<String>,
    /// Open errors and warnings, on an internal site.
    pub findings: Option<(usize, usize)>,
}

/// What a portfolio's site is made of.
#[derive(Clone, Debug, Default)]
pub struct PortfolioFacts {
    /// What people call it.
    pub title: String,
    /// Who does the work.
    pub provider: String,
    /// Whom to ask.
    pub contact: String,
    /// The client whose projects these are; None of an internal site.
    pub client: Option<String>,
    /// The projects.
    pub members: Vec<Member>,
    /// Projects elsewhere of which nothing can be shown.
    pub unknown: Vec<Unknown>,
    /// People who are needed more than they can give.
    pub booked: Vec<Booked>,
    /// Their weeks, and those of people whom several projects ask for: by name, the most over first.
    pub load: Vec<(String, Vec<LoadOfWeek>)>,
}

/// The site of a portfolio on a day.
#[must_use]
pub fn portfolio(facts: &PortfolioFacts, settings: &SiteSettings, today: Date) -> Site {
    let words = Words::new(Arc::clone(&settings.catalogue), today.year(), "");
    let mut members: Vec<&Member> = facts.members.iter().collect();
    members.sort_by_cached_key(|member| rows::order(member, today));
    let maker = Maker { facts, members, words, today };
    let pages = vec![maker.projects_page(), maker.about_page()];
    Site {
        frame: maker.frame(settings),
        tables: super::tables(&pages),
        pages,
        events: maker.events(),
        entries: Vec::new(),
        as_of: today,
        status: None,
        index: Vec::new(),
        links: Links::default(),
        words: maker.words.clone(),
        id: "portfolio".to_owned(),
        base_url: settings.base_url.clone(),
    }
}

struct Maker<'a> {
    facts: &'a PortfolioFacts,
    /// Worst first.
    members: Vec<&'a Member>,
    words: Words,
    today: Date,
}

impl Maker<'_> {
    fn frame(&self, settings: &SiteSettings) -> Frame {
        let entry =
            |title: &str, path, key| NavEntry { title: self.words.say(title).to_owned(), path, key, is_main: true };
        Frame {
            project: self.facts.title.clone(),
            client: self.facts.provider.clone(),
            is_internal: self.facts.client.is_none(),
            is_portfolio: true,
            portfolio: None,
            as_of: self.words.plain(self.today),
            next_update: String::new(),
            contact_name: String::new(),
            contact_role: String::new(),
            contact_url: people::channel_url(&self.facts.contact),
            contact_channel: self.facts.contact.clone(),
            nav: vec![
                entry("portfolio.projects", "index.html", "projects"),
                entry("portfolio.about", "about.html", "about"),
            ],
            lang: self.words.lang().to_owned(),
            dir: self.words.say("lang.dir").to_owned(),
            footer: settings.footer.clone(),
            provider: self.facts.provider.clone(),
            logo: settings.logo.clone(),
            is_indexed: false,
        }
    }

    /// A section under a key of the catalogue, with the line of method that stands there under `…_note`.
    fn section(&self, key: &str, blocks: Vec<Block>) -> Section {
        let id = key.rsplit('.').next().unwrap_or(key).replace('_', "-");
        let note = self.words.find(&format!("{key}_note")).unwrap_or_default();
        Section::new(id, self.words.say(key), blocks).note(note)
    }

    fn projects_page(&self) -> Page {
        let projects = self.members.len() + self.facts.unknown.len();
        let count = self.words.count("portfolio.count", projects as i64);
        let mut page = Page::new("index.html", "projects", count);
        page.lead = self.lead();
        page.portfolio = (projects > 0).then(|| self.table());
        let outages = self.section("portfolio.outages", self.outages());
        page.add(match self.facts.client {
            Some(_) => outages.note(self.words.say("portfolio.local_times")),
            None => outages,
        });
        if self.facts.client.is_none() {
            page.add(self.section("portfolio.booked", self.booked()));
        }
        page.add(self.section("portfolio.late", self.late()));
        page
    }

    /// How many projects stand how, and how old the oldest silence is.
    fn lead(&self) -> String {
        let lights: Vec<(&Member, ProjectLight)> = self
            .members
            .iter()
            .filter(|member| self.is_judged(member))
            .map(|one| (*one, one.status.light_on(self.today)))
            .collect();
        let count = |light: ProjectLight| lights.iter().filter(|(_, one)| *one == light).count() as i64;
        let known = [
            ("portfolio.red", ProjectLight::Red),
            ("portfolio.amber", ProjectLight::Amber),
            ("portfolio.green", ProjectLight::Green),
        ];
        let known = known.into_iter().map(|(key, light)| (key, count(light)));
        let counted = known.chain(self.unjudged()).filter(|(_, count)| *count > 0);
        let parts: Vec<String> = counted.map(|(key, count)| self.words.count(key, count)).collect();
        let mut lead = if parts.is_empty() { String::new() } else { format!("{}.", self.words.list(&parts)) };
        let silent = lights.iter().filter(|(_, light)| *light == ProjectLight::Grey);
        let days = silent.filter_map(|(member, _)| Some(member.status.last_update?.days_until(self.today)));
        if let Some(days) = days.max().filter(|_| count(ProjectLight::Grey) > 0) {
            let days = self.words.count("duration.days", days.into());
            let words = self.words.fill_count("portfolio.grey", count(ProjectLight::Grey), &[("days", &days)]);
            lead = format!("{lead} {words}");
        }
        let unknown = self.facts.unknown.len() as i64;
        if unknown > 0 {
            lead = format!("{lead} {}", self.words.count("portfolio.unknown", unknown));
        }
        lead.trim().to_owned()
    }

    /// How many have no colour, by the reason.
    fn unjudged(&self) -> [(&'static str, i64); 4] {
        let mut counts =
            [("portfolio.preparing", 0), ("portfolio.silent", 0), ("portfolio.hold", 0), ("portfolio.over", 0)];
        for status in self.members.iter().filter(|member| !self.is_judged(member)).map(|member| &member.status) {
            let place = match status.stage {
                stage if !stage.is_active() => 3,
                _ if status.is_on_hold => 2,
                stage if stage >= Stage::Execution => 1,
                _ => 0,
            };
            counts[place].1 += 1;
        }
        counts
    }

    /// Whether a colour says something: work goes on and somebody has written of it.
    fn is_judged(&self, member: &Member) -> bool {
        let status = &member.status;
        status.stage.is_active() && !status.is_on_hold && status.last_update.is_some()
    }

    /// The mark of a project, in the words of its own site.
    fn mark(&self, member: &Member) -> Mark {
        let status = &member.status;
        let say = |key: &str| self.words.say(key);
        match (status.stage, status.light_on(self.today)) {
            (Stage::Closed, _) => Mark::done(say("status.closed")),
            (Stage::Cancelled, _) => Mark::open(say("status.cancelled")),
            _ if status.is_on_hold => Mark::open(say("status.hold")),
            _ if status.last_update.is_none() => {
                Mark::open(say(if status.stage < Stage::Execution { "status.preparing" } else { "light.grey" }))
            }
            (_, ProjectLight::Green) => Mark::on(say("light.green")),
            (_, ProjectLight::Amber) => Mark::risk(say("light.amber")),
            (_, ProjectLight::Red) => Mark::off(say("light.red")),
            (stage, ProjectLight::Grey) if stage < Stage::Execution => Mark::open(say("status.preparing")),
            (_, ProjectLight::Grey) => Mark::stale(say("status.stale")),
        }
    }

    /// The address of something of a project: on its site below this one, or where it is published.
    fn url(&self, member: &Member, path: &str) -> (Option<String>, bool) {
        match (&member.folder, &member.status.url) {
            (Some(folder), _) => (Some(format!("{folder}/{path}")), false),
            (None, Some(url)) => (Some(format!("{}/{path}", url.trim_end_matches('/'))), true),
            (None, None) => (None, false),
        }
    }

    fn row(&self, member: &Member, title: String, register: Register, id: &str) -> Row {
        let (url, is_external) = self.url(member, &format!("{register}/{id}.html"));
        Row { is_external, ..Row::new(title).to(url) }
    }

    /// Outages of the next days over all projects, by time.
    fn outages(&self) -> Vec<Block> {
        let until = self.today.add_days(OUTAGE_DAYS);
        let mut coming: Vec<(&Member, &OutageStatus)> = Vec::new();
        for member in self.members.iter().filter(|member| member.status.stage.is_active()) {
            let is_near = |outage: &&OutageStatus| {
                let end = outage.end.or(outage.start).map(|at| at.date);
                outage.start.is_some_and(|start| start.date <= until) && end.is_some_and(|end| end >= self.today)
            };
            coming.extend(member.status.outages.iter().filter(is_near).map(|outage| (*member, outage)));
        }
        coming.sort_by_key(|(member, outage)| (outage.start, &member.status.id, &outage.id));
        let rows: Vec<Row> = coming.into_iter().map(|(member, outage)| self.outage(member, outage)).collect();
        if rows.is_empty() {
            return vec![Block::empty(self.words.say("portfolio.no_outages"))];
        }
        vec![Block::Rows { rows }]
    }

    fn outage(&self, member: &Member, outage: &OutageStatus) -> Row {
        let when = outage.start.map(|start| self.words.hours(start, outage.end)).unwrap_or_default();
        let client = self.facts.client.is_none().then_some(member.status.client.as_str());
        let place: Vec<String> =
            [client, outage.site.as_deref()].into_iter().flatten().map(|text| self.apart(text)).collect();
        let place = if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) };
        let what = match outage.affects.is_empty() {
            true => self.apart(&outage.title),
            false => self.list_apart(&outage.affects),
        };
        let mut note = format!("{place}{what}.");
        if self.facts.client.is_none() && !outage.people.is_empty() {
            note = format!("{note} {}.", self.list_apart(&outage.people));
        }
        let mark = if outage.is_approved {
            Mark::done(self.words.say("portfolio.approved"))
        } else {
            Mark::open(self.words.say("portfolio.not_approved"))
        };
        self.row(member, when, Register::Windows, &outage.id).note(note).mark(mark)
    }

    /// What is late over all projects, the oldest first.
    fn late(&self) -> Vec<Block> {
        let mut late: Vec<(&Member, &Overdue)> = Vec::new();
        for member in &self.members {
            late.extend(member.status.overdue.iter().map(|overdue| (*member, overdue)));
        }
        late.sort_by_key(|(member, one)| (one.due, &member.status.id, one.register, &one.id));
        let more = late.len().saturating_sub(LATE_ITEMS);
        let rows: Vec<Row> =
            late.into_iter().take(LATE_ITEMS).map(|(member, one)| self.late_row(member, one)).collect();
        if rows.is_empty() {
            return vec![Block::empty(self.words.say("portfolio.nothing_late"))];
        }
        let mut blocks = vec![Block::Rows { rows }];
        if more > 0 {
            blocks.push(Block::empty(self.words.count("portfolio.more_late", more as i64)));
        }
        blocks
    }

    fn late_row(&self, member: &Member, one: &Overdue) -> Row {
        let kind = self.words.name("register", one.register.name()).to_owned();
        let parts = [Some(member.status.title.clone()), Some(kind), one.owner.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| self.apart(&part)).collect();
        let row = self.row(member, one.title.clone(), one.register, &one.id).note(parts.join(" \u{b7} "));
        match one.due {
            Some(due) => {
                row.mark(Mark::risk(&self.words.count("portfolio.days_late", due.days_until(self.today).into())))
            }
            None => row,
        }
    }

    fn about_page(&self) -> Page {
        let mut page = Page::new("about.html", "about", self.words.say("portfolio.about"));
        page.lead = self.words.fill("portfolio.about_lead", &[("date", &self.words.full(self.today))]);
        let known = self.members.iter().map(|member| self.source(member));
        let rows: Vec<Row> = known.chain(self.facts.unknown.iter().map(|one| self.unknown_source(one))).collect();
        page.add(
            self.section("portfolio.sources", if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] }),
        );
        let texts = ["portfolio.means_light", "portfolio.means_margin", "portfolio.means_slip", "portfolio.means_age"]
            .map(|key| Block::text(self.words.say(key)));
        page.add(self.section("portfolio.means", texts.to_vec()));
        page
    }

    /// Where a row comes from.
    fn source(&self, member: &Member) -> Row {
        let (url, is_external) = self.url(member, "index.html");
        let as_of = self.words.full(member.status.as_of);
        let key = if member.folder.is_some() { "portfolio.from_plan" } else { "portfolio.from_status" };
        let row = Row { is_external, ..Row::new(&member.status.title).to(url) };
        let row = row.note(self.words.fill(key, &[("date", &as_of)]));
        match member.findings {
            Some((errors, warnings)) => {
                let counts = [
                    self.words.count("findings.errors", errors as i64),
                    self.words.count("findings.warnings", warnings as i64),
                ];
                row.right(self.words.list(&counts))
            }
            None => row,
        }
    }

    fn events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for member in &self.members {
            for outage in &member.status.outages {
                let Some((start, end)) = outage.start.zip(outage.end) else { continue };
                let state = if outage.is_approved { "portfolio.approved" } else { "portfolio.not_approved" };
                let affects = Some(self.words.list(&outage.affects)).filter(|affects| !affects.is_empty());
                let words: Vec<String> = affects.into_iter().chain([self.words.say(state).to_owned()]).collect();
                let zone = member.status.timezone.as_deref().unwrap_or_default();
                events.push(Event {
                    id: format!("{}/windows/{}", member.status.id, outage.id),
                    title: format!("{}: {}", member.status.client, outage.title),
                    description: format!("{}.", words.join(". ")),
                    place: outage.site.clone(),
                    certainty: if outage.is_approved { Certainty::Agreed } else { Certainty::Open },
                    when: When::Span(start.to_utc_second(zone).zip(end.to_utc_second(zone)), start, end),
                    path: self.url(member, &format!("windows/{}.html", outage.id)).0.unwrap_or_default(),
                });
            }
        }
        events
    }
}
