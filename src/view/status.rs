//! What a project publishes of itself for programs, and for the portfolio of its provider.

use super::Maker;
use super::page::Page;
use super::web::Web;
use super::words::Words;
use crate::audience::{PublicBase, PublicMilestone, PublicSnapshot, PublicWindow};
use crate::config::Catalogue;
use crate::document::keys::words::{DecisionStatus, IssueStatus, ProjectLight, WindowKind};
use crate::model::published::{HistoryDay, NextMilestone, OutageStatus, Overdue, ProjectStatus};
use crate::status::Light;
use crate::value::{Date, Digest};

/// So many updates must say the finish before what they say is taken.
const FEWEST_DAYS: usize = 3;

impl Maker<'_> {
    pub(super) fn status(&self) -> ProjectStatus {
        let sentence = self.sentence_in_english();
        let (project, figures) = (&self.plan.project, &self.plan.figures);
        let status = ProjectStatus {
            audience: self.plan.audience,
            id: project.id.clone(),
            title: project.title.clone(),
            client: project.client.clone(),
            url: self.settings.base_url.clone(),
            stage: project.stage,
            is_on_hold: project.hold.is_some(),
            as_of: self.plan.as_of,
            light: match figures.overall {
                Light::Green => ProjectLight::Green,
                Light::Amber => ProjectLight::Amber,
                Light::Red => ProjectLight::Red,
                Light::Grey => ProjectLight::Grey,
            },
            sentence,
            next_milestone: self.next_milestone().map(|milestone| self.next(milestone)),
            finish: figures.finish,
            target_finish: project.finish,
            margin_days: figures.margin_days,
            currency: project.currency.clone(),
            budget_agreed: self.is_priced().then(|| self.totals().0),
            budget_forecast: figures.estimate.map(|(usual, _, _)| crate::value::Money(usual.0.round_dp(2))),
            budget_spent: (!self.plan.budget.is_empty()).then(|| self.spent()),
            budget_cap: project.budget_cap,
            deliverables: self.plan.deliverables.len() as i64,
            deliverables_accepted: self.accepted_count() as i64,
            asks_open: self.asks().len() as i64,
            last_update: self.latest_update().and_then(|update| update.date),
            update_every: project.reporting.every,
            timezone: project.timezone.clone(),
            outages: self.outages_to_come(),
            overdue: self.overdue(),
            history: self.history(),
        };
        status.within_limits()
    }

    /// What programs read is in English, but for what the plan says itself.
    fn sentence_in_english(&self) -> String {
        if self.words.lang() == "en" {
            return self.standing().1;
        }
        let english = Catalogue::built_in("en").expect("English is embedded");
        let words = Words::new(english, self.words.year, &self.words.currency);
        let web = Web::of(self.plan);
        Maker { plan: self.plan, words, source_hash: String::new(), settings: self.settings, links: self.links, web }
            .standing()
            .1
    }

    fn next(&self, milestone: &PublicMilestone) -> NextMilestone {
        NextMilestone {
            id: milestone.base.id.clone(),
            title: milestone.base.title.clone(),
            date: self.expected(milestone).or(milestone.target),
            target: milestone.target,
        }
    }

    /// The nearest first, so that those stay if there are too many.
    fn outages_to_come(&self) -> Vec<OutageStatus> {
        let mut windows: Vec<&PublicWindow> = self.plan.windows.iter().filter(|one| self.is_to_come(one)).collect();
        windows.sort_by_key(|window| (window.start, &window.base.id));
        windows.into_iter().map(|window| self.outage_status(window)).collect()
    }

    fn is_to_come(&self, window: &PublicWindow) -> bool {
        window.kind == WindowKind::Outage
            && window.result.is_none()
            && self.plan.project.stage.is_active()
            && !self.is_needless(window)
            && window.end.is_none_or(|end| end.date >= self.plan.as_of)
    }

    fn outage_status(&self, window: &PublicWindow) -> OutageStatus {
        let works = |task: &&crate::audience::PublicTask| window.tasks.iter().any(|linked| linked.id == task.base.id);
        let mut people: Vec<String> =
            self.plan.tasks.iter().filter(works).flat_map(|task| task.who.iter().cloned()).collect();
        people.sort();
        people.dedup();
        OutageStatus {
            id: window.base.id.clone(),
            title: window.base.title.clone(),
            start: window.start,
            end: window.end,
            site: window.base.site.clone(),
            affects: window.affects.clone(),
            people,
            is_approved: window.approved.is_some(),
        }
    }

    /// What earlier updates said of the finish. Where fewer than three say it themselves, the last milestone of each
    /// stands for it, with the days that lie behind that milestone now: figures of one kind alone make a line.
    fn history(&self) -> Vec<HistoryDay> {
        let figures = &self.plan.figures;
        let earlier: Vec<&PublicSnapshot> =
            figures.snapshots.iter().filter(|snapshot| snapshot.date < self.plan.as_of).collect();
        let day = |one: &PublicSnapshot, finish: Date| HistoryDay { date: one.date, finish, target: one.target };
        let told: Vec<HistoryDay> = earlier.iter().filter_map(|one| Some(day(one, one.finish?))).collect();
        let last = self.plan.milestones.iter().filter_map(|milestone| self.expected(milestone)).max();
        let behind = last.zip(figures.finish).map_or(0, |(last, finish)| last.days_until(finish));
        if told.len() >= FEWEST_DAYS {
            return told;
        }
        let of_milestone = |one: &&PublicSnapshot| {
            let last = one.milestones.iter().map(|(_, day)| *day).max()?;
            Some(day(one, last.add_days(behind)))
        };
        earlier.iter().filter_map(of_milestone).collect()
    }

    /// What should be over by the status date: promised work, milestones, issues, requests, decisions; oldest first.
    fn overdue(&self) -> Vec<Overdue> {
        let plan = self.plan;
        let tasks = plan.tasks.iter().filter(|task| task.finished.is_none() && task.cancelled.is_none());
        let milestones = plan.milestones.iter().filter(|one| one.reached.is_none());
        let issues = plan.issues.iter().filter(|issue| issue.status == IssueStatus::Open);
        let actions = plan.actions.iter().filter(|action| action.done.is_none());
        let decisions = plan.decisions.iter().filter(|one| one.status == DecisionStatus::Open && one.made.is_none());
        let all = tasks
            .map(|task| (&task.base, task.deadline))
            .chain(milestones.map(|one| (&one.base, one.target)))
            .chain(issues.map(|issue| (&issue.base, issue.due)))
            .chain(actions.map(|action| (&action.base, action.due)))
            .chain(decisions.map(|one| (&one.base, one.needed_by)));
        let mut overdue: Vec<Overdue> = all.filter_map(|(base, due)| self.late(base, due?)).collect();
        overdue.sort_by(|a, b| (a.due, a.register, &a.id).cmp(&(b.due, b.register, &b.id)));
        overdue
    }

    fn late(&self, base: &PublicBase, due: Date) -> Option<Overdue> {
        (due < self.plan.as_of && self.plan.project.stage.is_active()).then(|| Overdue {
            register: base.register,
            id: base.id.clone(),
            title: base.title.clone(),
            owner: base.owner.clone(),
            due: Some(due),
        })
    }
}

/// A hash of everything that the site shows: the same pages give the same hash, what is internal changes nothing.
pub(super) fn content_hash(pages: &[Page]) -> String {
    let (mut digest, mut text) = (Digest::default(), Vec::new());
    for page in pages {
        text.clear();
        serde_json::to_writer(&mut text, page).expect("a page holds texts and truth values alone, which JSON can say");
        digest.add(&text);
    }
    let mut hash = digest.hex();
    hash.truncate(16);
    hash
}
