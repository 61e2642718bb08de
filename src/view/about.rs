//! The page about the site itself: what it shows, how every figure is computed, the files beside it.

use super::Maker;
use super::page::{Page, Row, Term};
use super::table::Table;

impl Maker<'_> {
    pub(super) fn about_page(&self, tables: &[(String, Table)]) -> Page {
        let mut page = self.nav_page("about");
        page.title = self.say("about.title").to_owned();
        page.lead = self.words.fill("about.lead", &[("date", &self.words.full(self.plan.as_of))]);
        let as_of = format!("{}. {}", self.words.plain(self.plan.as_of), self.say("about.as_of_means"));
        let hash = self.words.fill("about.hash", &[("hash", &self.source_hash)]);
        let mut shows = vec![self.term("about.as_of", as_of), self.term("about.made_from", hash)];
        shows.extend(self.settings.commit.as_ref().map(|commit| self.term("about.commit", commit)));
        page.add(self.terms("about.shows", shows));
        let figures = ["agreed", "spent", "accepted", "status", "dates", "money", "next_update"];
        let term = |name: &str| {
            let called = if name == "agreed" { self.agreed_or("agreed", "planned") } else { name };
            Term::new(self.words.name("figure", called), self.words.name("figure_means", name))
        };
        page.add(self.terms("about.figures", figures.into_iter().map(term).collect()));
        let files = [("calendar", "calendar.ics"), ("feed", "feed.xml"), ("status", "status.json")];
        let row = |(name, url): (&str, &str)| {
            Row::new(self.words.name("file", name)).to(Some(url.to_owned())).note(self.words.name("file_means", name))
        };
        let mut rows: Vec<Row> = files.into_iter().map(row).collect();
        rows.extend(tables.iter().map(|(path, table)| Row::new(path).to(Some(path.clone())).note(&table.caption)));
        page.add(self.rows("about.files", rows));
        page
    }
}
