//! What a project publishes of itself, typed: written beside its site, read by a portfolio from files.

use std::fmt;

use crate::document::keys::words::{AudienceWord, ProjectLight};
use crate::document::keys::{Register, Stage};
use crate::text::{FileId, Span};
use crate::value::{Date, DateTime, Every, Money};

/// The version of the form that planmark writes and reads.
pub const STATUS_VERSION: i64 = 1;
/// The most letters of a text, so that one project cannot fill the pages of all.
pub const TEXT_LETTERS: usize = 400;
/// The most entries of a list.
pub const LIST_ENTRIES: usize = 200;
/// The most days of its history.
pub const HISTORY_DAYS: usize = 12;
/// A status may be this many days ahead: somewhere it is tomorrow already.
const DAYS_AHEAD: i32 = 1;

/// A project elsewhere, with the file that told it.
#[derive(Debug)]
pub struct Published {
    /// The file.
    pub file: FileId,
    /// Its path.
    pub path: String,
    /// The client to whom `portfolio.md` gives the file: the provider's own word, unlike the one in the status.
    pub client: Option<String>,
    /// What it says.
    pub status: ProjectStatus,
    /// Where it says the days that it is of.
    pub days: Vec<(Date, Span)>,
}

/// A project elsewhere of which nothing can be shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unknown {
    /// The path of its file.
    pub path: String,
    /// The client to whom `portfolio.md` gives the file.
    pub client: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why nothing can be shown of a project elsewhere.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Why {
    /// `portfolio.md` names the file, and it is not there.
    Absent,
    /// It is a link, too large, no text, or the disk does not give it.
    Unreadable,
    /// It is no JSON, or says a key twice.
    Broken,
    /// It has another form than the one that is read.
    OtherForm(i64),
    /// These keys are not there or cannot be read.
    Lacks(Vec<&'static str>),
    /// Another project has its id.
    SameId,
    /// It says another client than `portfolio.md`.
    OtherClient,
    /// It is of a day that is still to come.
    Ahead(Date),
}

/// For a terminal and for programs, to follow the path of the file.
impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => out.write_str("is not there"),
            Self::Unreadable => out.write_str("cannot be read"),
            Self::Broken => out.write_str("is no status that can be read"),
            Self::OtherForm(form) => write!(out, "has the form {form}, and only {STATUS_VERSION} can be read"),
            Self::Lacks(keys) => write!(out, "says nothing that can be read for {}", keys.join(", ")),
            Self::SameId => out.write_str("has the id of another project"),
            Self::OtherClient => out.write_str("names another client than `portfolio.md`"),
            Self::Ahead(day) => write!(out, "is of {day}, which is still to come"),
        }
    }
}

impl Unknown {
    /// What the project is called, as far as the provider's own names tell: `elm` of `published/elm.status.json`, and
    /// of `published/elm/status.json`.
    #[must_use]
    pub fn name(&self) -> &str {
        let (folder, file) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let stem = file.strip_suffix(".status.json").unwrap_or_default();
        let inner = folder.rsplit('/').next().unwrap_or_default();
        [stem, inner, &self.path].into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }
}

impl Published {
    /// The first of its days that is still to come, with its place.
    #[must_use]
    pub fn ahead(&self, today: Date) -> Option<(Date, Span)> {
        self.days.iter().copied().find(|(day, _)| *day > today.add_days(DAYS_AHEAD))
    }

    /// The same project, where it is of a day that is still to come.
    fn unknown(&self, today: Date) -> Option<Unknown> {
        let (day, _) = self.ahead(today)?;
        Some(Unknown { path: self.path.clone(), client: self.client.clone(), why: Why::Ahead(day) })
    }
}

/// The projects elsewhere on a day: those of which something is known, and those of which nothing is.
#[must_use]
pub fn on_day<'a>(published: &'a [Published], unknown: &[Unknown], today: Date) -> (Vec<&'a Published>, Vec<Unknown>) {
    let known = published.iter().filter(|one| one.ahead(today).is_none()).collect();
    let mut all: Vec<Unknown> =
        unknown.iter().cloned().chain(published.iter().filter_map(|one| one.unknown(today))).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    (known, all)
}

/// Where a project stands, as anybody may know who may see its site.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ProjectStatus {
    /// Who may see it.
    pub audience: AudienceWord,
    pub id: String,
    pub title: String,
    pub client: String,
    /// Where its site is.
    pub url: Option<String>,
    pub stage: Stage,
    pub is_on_hold: bool,
    pub as_of: Date,
    pub light: ProjectLight,
    pub sentence: String,
    pub next_milestone: Option<NextMilestone>,
    pub finish: Option<Date>,
    pub target_finish: Option<Date>,
    /// Working days from the expected finish to the agreed one.
    pub margin_days: Option<i64>,
    pub currency: String,
    pub budget_agreed: Option<Money>,
    pub budget_forecast: Option<Money>,
    pub budget_spent: Option<Money>,
    pub budget_cap: Option<Money>,
    pub deliverables: i64,
    pub deliverables_accepted: i64,
    pub asks_open: i64,
    pub last_update: Option<Date>,
    pub update_every: Option<Every>,
    /// The zone of the outages' times.
    pub timezone: Option<String>,
    pub outages: Vec<OutageStatus>,
    pub overdue: Vec<Overdue>,
    /// What earlier updates said of the finish, the oldest first.
    pub history: Vec<HistoryDay>,
}

/// What an update said of the finish on its day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub struct HistoryDay {
    pub date: Date,
    pub finish: Date,
    pub target: Option<Date>,
}

/// The milestone that comes next.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct NextMilestone {
    pub id: String,
    pub title: String,
    pub date: Option<Date>,
    pub target: Option<Date>,
}

/// An outage to come.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct OutageStatus {
    pub id: String,
    pub title: String,
    pub start: Option<DateTime>,
    pub end: Option<DateTime>,
    pub site: Option<String>,
    pub affects: Vec<String>,
    pub people: Vec<String>,
    pub is_approved: bool,
}

/// Something that should be over by now.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Overdue {
    pub register: Register,
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    pub due: Option<Date>,
}

/// A text that is not too long, with a sign where it was cut.
fn cut(text: &mut String) {
    if text.chars().count() > TEXT_LETTERS {
        *text = text.chars().take(TEXT_LETTERS - 1).chain(['\u{2026}']).collect();
    }
}

impl ProjectStatus {
    /// The same with texts and lists that are not too long; of outages and late items the first ones stay.
    #[must_use]
    pub fn within_limits(mut self) -> Self {
        [&mut self.title, &mut self.client, &mut self.sentence, &mut self.currency].into_iter().for_each(cut);
        // An address without its end leads elsewhere.
        self.url = self.url.filter(|url| url.chars().count() <= TEXT_LETTERS);
        self.timezone = self.timezone.filter(|zone| zone.chars().count() <= TEXT_LETTERS);
        self.next_milestone.iter_mut().for_each(|next| cut(&mut next.title));
        self.outages.truncate(LIST_ENTRIES);
        for outage in &mut self.outages {
            outage.affects.truncate(LIST_ENTRIES);
            outage.people.truncate(LIST_ENTRIES);
            let texts = outage.affects.iter_mut().chain(&mut outage.people).chain(&mut outage.site);
            texts.chain([&mut outage.title]).for_each(cut);
        }
        self.overdue.truncate(LIST_ENTRIES);
        self.overdue.iter_mut().flat_map(|one| [&mut one.title].into_iter().chain(&mut one.owner)).for_each(cut);
        // Of the past the last days say most.
        self.history.drain(..self.history.len().saturating_sub(HISTORY_DAYS));
        self
    }

    /// How it stands on a day: grey when the last update is older than two periods then.
    #[must_use]
    pub fn light_on(&self, today: Date) -> ProjectLight {
        let is_over = !self.stage.is_active() || self.is_on_hold;
        let is_old =
            self.update_every.zip(self.last_update).is_some_and(|(every, last)| every.times_after(last, 2) < today);
        if is_old && !is_over { ProjectLight::Grey } else { self.light }
    }
}
