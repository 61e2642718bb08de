//! What a rule is: its name, its words, its check, its examples. Knows no single rule.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::agreed::only_agreed;
use crate::config::{Profile, Settings, TypeProfile};
use crate::document::keys::{Register, Stage};
use crate::finding::{Finding, Severity};
use crate::model::clients::Clients;
use crate::model::said::{Said, Shown};
use crate::model::{Portfolio, Project};
use crate::schedule::load::{Load, load};
use crate::schedule::performance::{Performance, performance};
use crate::status::{Picture, picture};
use crate::text::{Search, SourceSet, Span};
use crate::value::{Date, Decimal};

/// An area of rules; it can be selected and levelled as a whole.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs)]
pub enum Group {
    Document,
    Identification,
    Planning,
    Schedule,
    Budget,
    People,
    Execution,
    Change,
    Risk,
    Closing,
    Privacy,
    Portfolio,
}

impl Group {
    /// All groups, in the order of the rule book.
    pub const ALL: [Self; 12] = [
        Self::Document,
        Self::Identification,
        Self::Planning,
        Self::Schedule,
        Self::Budget,
        Self::People,
        Self::Execution,
        Self::Change,
        Self::Risk,
        Self::Closing,
        Self::Privacy,
        Self::Portfolio,
    ];

    /// The name as settings write it; also the folder of its rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Identification => "identification",
            Self::Planning => "planning",
            Self::Schedule => "schedule",
            Self::Budget => "budget",
            Self::People => "people",
            Self::Execution => "execution",
            Self::Change => "change",
            Self::Risk => "risk",
            Self::Closing => "closing",
            Self::Privacy => "privacy",
            Self::Portfolio => "portfolio",
        }
    }
}

/// Whether a rule's findings bring a change that ends them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fixes {
    /// A person must decide.
    Never,
    /// A change to look at first.
    Suggested,
    /// `--fix` applies it, where it has one reading.
    Safe,
}

/// The narrowest view that can see a rule's problem.
#[derive(Clone, Copy)]
pub enum Check {
    /// Found while the plan is read, or by the engine itself. The rule's file explains it and proves it.
    Reading,
    /// Needs one project and the date.
    Project(fn(&Scene, &mut Report)),
    /// Needs all projects that were read together.
    Portfolio(fn(&Outer, &mut Report)),
}

/// A figure that decides, with its value in each profile.
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    /// The name as settings write it.
    pub name: &'static str,
    /// Its value in the profile `default`, a decimal.
    pub default: &'static str,
    /// Its value in the profile `dcma`.
    pub dcma: &'static str,
    /// What it decides, with its unit.
    pub about: &'static str,
}

/// A plan that shows the rule. It is documentation and test at once.
///
/// `//- path` starts a file; text before the first one is `project.md`. `//= today 2026-04-24` sets the date.
/// `«…»` marks the exact place of a finding. An example has only what it needs: rules other than its own may fire.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// The rule reports exactly the marked places.
    Fires {
        /// What it shows.
        title: &'static str,
        /// The files.
        plan: &'static str,
    },
    /// The rule reports nothing.
    Quiet {
        /// What it shows.
        title: &'static str,
        /// The files.
        plan: &'static str,
    },
}

/// A rule.
pub struct Rule {
    /// What is wrong, in kebab-case; its file has the same name.
    pub name: &'static str,
    /// The area.
    pub group: Group,
    /// How bad it is, where a finding does not say.
    pub severity: Severity,
    /// The stage from which it counts; None: always.
    pub from: Option<Stage>,
    /// The version that brought it.
    pub since: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why that matters, in the words of a project manager, with its source.
    pub why: &'static str,
    /// Whether it brings changes.
    pub fixes: Fixes,
    /// Figures that decide.
    pub thresholds: &'static [Threshold],
    /// How it is found.
    pub check: Check,
    /// Plans that show it.
    pub examples: &'static [Example],
}

/// One project at one moment: what a project rule may look at.
pub struct Scene<'a> {
    /// All files.
    pub sources: &'a SourceSet,
    /// All projects that were read together.
    pub portfolio: &'a Portfolio,
    /// The project that is checked.
    pub project: &'a Project,
    /// The stage that it is checked for: its own, or that of a gate that is looked at.
    pub stage: Stage,
    /// The day of the check: freshness is measured against it.
    pub today: Date,
    /// The status date: the state is that at the end of this day.
    pub as_of: Date,
    /// What is usual for the project's type, if that is known.
    pub profile: Option<&'a TypeProfile>,
    /// Everything that the project says, gathered when the first rule asks.
    pub said: OnceCell<Vec<Said<'a>>>,
    /// What the client reads of it, gathered when the first rule searches it.
    pub shown: OnceCell<Shown>,
    /// Dates, money and colours of all projects, computed when the first rule asks.
    pub computed: &'a Computed,
}

/// How many days after the status date the load of people is looked at: two years.
const LOAD_DAYS: i32 = 731;

/// What is computed of the projects at most once in a run of all rules.
#[derive(Debug)]
pub struct Computed {
    pictures: Vec<OnceLock<Picture>>,
    load: OnceLock<Load>,
    clients: OnceLock<Clients>,
}

impl Computed {
    /// Room for what is computed of a portfolio.
    #[must_use]
    pub fn new(portfolio: &Portfolio) -> Self {
        Self::with(portfolio.projects.iter().map(|_| None).collect())
    }

    /// The same where pictures of some projects are known, in their order.
    #[must_use]
    pub fn with(pictures: Vec<Option<Picture>>) -> Self {
        let place = |picture: Option<Picture>| picture.map_or_else(OnceLock::new, OnceLock::from);
        Self { pictures: pictures.into_iter().map(place).collect(), load: OnceLock::new(), clients: OnceLock::new() }
    }

    /// The pictures that were computed, in the order of the projects.
    pub fn into_pictures(self) -> impl Iterator<Item = Option<Picture>> {
        self.pictures.into_iter().map(OnceLock::into_inner)
    }

    /// Computes side by side what rules of all projects ask for, so that none of them waits for another. Not to be
    /// called by work that is itself done side by side with others.
    pub fn prepare(&self, portfolio: &Portfolio, today: Date) {
        portfolio.projects.par_iter().for_each(|project| {
            self.picture(portfolio, project, today);
        });
        self.load(portfolio, today);
    }

    /// Dates, money and colours of a project of the portfolio that this was made for, on the day that it is always asked
    /// for.
    pub fn picture(&self, portfolio: &Portfolio, project: &Project, today: Date) -> &Picture {
        self.pictures[project.place as usize].get_or_init(|| picture(portfolio, project, today))
    }

    fn load(&self, portfolio: &Portfolio, today: Date) -> &Load {
        self.load.get_or_init(|| {
            let running = portfolio.projects.iter().filter(|project| project.charter.is_active());
            let schedules: Vec<_> =
                running.map(|project| (project, &self.picture(portfolio, project, today).forecast)).collect();
            let first = schedules.iter().map(|(_, schedule)| schedule.as_of).min();
            let Some(from) = first.map(|day| day.add_days(1)) else { return Load::default() };
            load(portfolio, &schedules, from, from.add_days(LOAD_DAYS))
        })
    }
}

impl<'a> Scene<'a> {
    /// Dates, money and colours of the project.
    pub fn picture(&self) -> &Picture {
        self.computed.picture(self.portfolio, self.project, self.today)
    }

    /// Who is asked for how much, over all running projects, from the earliest status date on.
    pub fn load(&self) -> &'a Load {
        self.computed.load(self.portfolio, self.today)
    }

    /// The clients of all projects.
    pub fn clients(&self) -> &'a Clients {
        self.computed.clients.get_or_init(|| Clients::of(self.portfolio))
    }

    /// Everything that the project says, with who may see it.
    pub fn said(&self) -> &[Said<'a>] {
        self.said.get_or_init(|| self.project.said())
    }

    /// Every place where the client reads one of these words: what says it, which word, and where in its text.
    pub fn read_by_client(&self, search: &Search) -> Vec<(&Said<'a>, usize, Range<usize>)> {
        self.shown.get_or_init(|| Shown::of(self.said())).find(self.said(), search)
    }

    /// How the work goes against what was agreed.
    ///
    /// # Errors
    /// Why that cannot be computed.
    pub fn performance(&self) -> Result<Performance, &'static str> {
        let Some(agreed) = self.project.agreed() else { return Err(self.no_baseline()) };
        let picture = self.picture();
        let dates = only_agreed(self.project, picture.promised(), agreed);
        Ok(performance(&dates, &picture.forecast))
    }

    /// Why nothing can be held against what was agreed, where [`Project::agreed`] gives nothing.
    #[must_use]
    pub fn no_baseline(&self) -> &'static str {
        match &self.project.baseline {
            None => "there is no baseline",
            Some(_) => "the baseline cannot be read whole, or is of another project",
        }
    }

    /// Where a finding about a whole register stands: at its key, else at the stage.
    #[must_use]
    pub fn register_place(&self, register: Register) -> Span {
        self.project.registers[&register].place.unwrap_or(self.project.charter.stage_place)
    }

    /// Whether the project has come to a stage or beyond.
    #[must_use]
    pub fn is_from(&self, stage: Stage) -> bool {
        self.stage >= stage && self.stage != Stage::Cancelled
    }

    /// Whether work is on hold today, so that nothing can be stale.
    #[must_use]
    pub fn is_on_hold(&self) -> bool {
        self.project.charter.hold.as_ref().is_some_and(|hold| {
            let begun = hold.since.as_ref().is_none_or(|since| since.value <= self.today);
            begun && hold.until.as_ref().is_none_or(|until| self.today <= until.value)
        })
    }
}

/// All projects at one moment: what a portfolio rule may look at.
pub struct Outer<'a> {
    /// All files.
    pub sources: &'a SourceSet,
    /// The projects.
    pub portfolio: &'a Portfolio,
    /// The day of the check.
    pub today: Date,
}

/// Gathers what one rule finds.
pub struct Report<'a> {
    rule: &'static Rule,
    settings: &'a Settings,
    findings: Vec<Finding>,
    not_run: Option<String>,
}

impl<'a> Report<'a> {
    /// An empty report of a rule under settings.
    #[must_use]
    pub fn new(rule: &'static Rule, settings: &'a Settings) -> Self {
        Self { rule, settings, findings: Vec::new(), not_run: None }
    }

    /// Reports a place with what is wrong there: the thing and the fact, lower case, no full stop.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let finding = Finding::new(self.rule.name, self.rule.severity, span, message);
        self.findings.push(finding);
        self.findings.last_mut().expect("a finding was just added")
    }

    /// Reports that something is not there yet: a warning while the plan is in the rule's stage, then what the rule says.
    pub fn absent(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.add(span, message).absent()
    }

    /// The value of one of the rule's thresholds: as set, else as the profile has it.
    #[must_use]
    pub fn threshold(&self, name: &str) -> Decimal {
        let set = self.settings.thresholds.iter().filter(|(rule, _)| rule.value == self.rule.name);
        let set = set.flat_map(|(_, names)| names).find(|(written, _)| written.value == name);
        if let Some((_, number)) = set {
            return number.value;
        }
        let known = self.rule.thresholds.iter().find(|threshold| threshold.name == name);
        let known = known.expect("a check asks for thresholds that its rule lists");
        let text = if self.settings.profile == Profile::Dcma { known.dcma } else { known.default };
        text.parse().expect("a test reads every threshold")
    }

    /// A threshold that counts whole things, such as days.
    #[must_use]
    pub fn limit(&self, name: &str) -> i64 {
        i64::try_from(self.threshold(name).trunc()).unwrap_or(i64::MAX)
    }

    /// Says that the rule cannot measure, and why: it did not pass.
    pub fn not_run(&mut self, reason: impl Into<String>) {
        self.not_run = Some(reason.into());
    }

    /// A figure that the rule needs; where there is none the rule cannot measure, for that reason.
    pub fn known<T>(&mut self, figure: Result<T, impl ToString>) -> Option<T> {
        figure.map_err(|reason| self.not_run(reason.to_string())).ok()
    }

    /// One of two severities, by the set of thresholds that counts.
    #[must_use]
    pub fn by_profile(&self, default: Severity, dcma: Severity) -> Severity {
        if self.settings.profile == Profile::Dcma { dcma } else { default }
    }

    /// What was found, and why the rule could not measure.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Finding>, Option<String>) {
        (self.findings, self.not_run)
    }
}
