//! How likely the dates are: for the provider's people, on the timeline of an internal site.

use super::Maker;
use super::internal::{Internal, Likelihood, OutlookOf};
use super::links::item_url;
use super::page::{Block, Page, Section};
use super::table::{Cell, Line, Table};
use crate::document::keys::Register;
use crate::value::{Date, Money};

/// How many tasks the table of what decides lists.
const LISTED: usize = 20;

impl Maker<'_> {
    /// Puts the section before the milestones of the timeline.
    pub(super) fn add_likelihood(&self, pages: &mut [Page], internal: &Internal) {
        let (Some(likely), Some(page)) = (&internal.likely, pages.iter_mut().find(|page| page.path == "timeline.html"))
        else {
            return;
        };
        let place = page.sections.iter().position(|section| section.id == "milestones").unwrap_or(0);
        page.sections.insert(place, self.likely_section(likely));
    }

    fn likely_section(&self, likely: &Likelihood) -> Section {
        if likely.runs <= 1 {
            return self.section("likely.title", vec![Block::empty(self.say("likely.certain"))]);
        }
        let estimates = self.words.count("likely.estimates", likely.estimates as i64);
        let risks = self.words.count("likely.risks", likely.risks as i64);
        let runs = self.words.figure(Money(likely.runs.into()));
        let lead = self.words.fill("likely.lead", &[("runs", &runs), ("estimates", &estimates), ("risks", &risks)]);
        let mut blocks = vec![Block::text(lead), Block::Table { table: self.likely_dates(likely) }];
        if !likely.windows.is_empty() {
            blocks.push(Block::Table { table: self.likely_windows(likely) });
        }
        if !likely.critical.is_empty() {
            blocks.push(Block::Table { table: self.likely_critical(likely) });
        }
        self.section("likely.title", blocks)
    }

    /// The finish and the milestones: the plan's day, and those by which half, most, nearly all runs are done.
    fn likely_dates(&self, likely: &Likelihood) -> Table {
        let heads = ["likely.what", "likely.plan", "likely.half", "likely.most", "likely.nearly", "#likely.kept"];
        let mut table = self.table(self.year_caption("likely.caption"), &heads);
        table.csv = Some("likely.csv".to_owned());
        if let Some(finish) = &likely.finish {
            table.rows.push(Line::sum(self.likely_cells(Cell::text(self.say("likely.finish")), finish)));
        }
        for (id, outlook) in &likely.milestones {
            let milestone = self.web.milestone(id);
            let name = milestone.map_or(id.as_str(), |one| one.base.title.as_str());
            let cell = Cell::link(name, milestone.map(|one| item_url(Register::Milestones, &one.base.id)));
            table.rows.push(Line::new(self.likely_cells(cell, outlook)));
        }
        table
    }

    fn likely_cells(&self, name: Cell, outlook: &OutlookOf) -> Vec<Cell> {
        let day = |day: Date| Cell::of(self.words.day_month(day), day);
        let days = [outlook.half, outlook.most, outlook.nearly].map(day);
        let kept = outlook.kept.map_or_else(Cell::nothing, |kept| self.share_cell(kept));
        let plan = outlook.planned.map_or_else(Cell::nothing, day);
        [name, plan].into_iter().chain(days).chain([kept]).collect()
    }

    /// Whole per cent; what is possible is never 0 and what may fail never 100.
    fn share_cell(&self, (hits, runs): (u32, u32)) -> Cell {
        let percent = (u64::from(hits) * 100 / u64::from(runs.max(1))) as i64;
        let text = self.words.percent(percent.into());
        let is_hardly = percent == 0 && hits > 0;
        Cell::of(if is_hardly { self.say("likely.hardly").to_owned() } else { text }, percent)
    }

    fn likely_windows(&self, likely: &Likelihood) -> Table {
        let mut table = self.table(
            self.say("likely.windows_caption").to_owned(),
            &["likely.window", "#likely.ready", "#likely.needed"],
        );
        let window = |id: &str| self.web.window(id);
        let mut windows: Vec<_> =
            likely.windows.iter().map(|(id, first, share)| (window(id), id, first, share)).collect();
        windows.sort_by_key(|(window, id, ..)| (window.and_then(|window| window.start), *id));
        for (window, id, is_first_choice, share) in windows {
            let name = window.map_or(id.as_str(), |one| one.base.title.as_str());
            let cell = Cell::link(name, window.map(|one| item_url(Register::Windows, &one.base.id)));
            let (share, nothing) = (self.share_cell(*share), Cell::nothing());
            let shares = if *is_first_choice { [share, nothing] } else { [nothing, share] };
            table.rows.push(Line::new([cell].into_iter().chain(shares).collect()));
        }
        table
    }

    fn likely_critical(&self, likely: &Likelihood) -> Table {
        let mut table =
            self.table(self.say("likely.critical_caption").to_owned(), &["likely.what", "#likely.critical"]);
        table.csv = Some("criticality.csv".to_owned());
        for (register, id, share) in likely.critical.iter().take(LISTED) {
            let title = match register {
                Register::Tasks => self.web.task(id).map(|one| &one.base.title),
                _ => self.web.milestone(id).map(|one| &one.base.title),
            };
            let cell = Cell::link(title.unwrap_or(id), title.map(|_| item_url(*register, id)));
            table.rows.push(Line::new(vec![cell, self.share_cell(*share)]));
        }
        table
    }
}
