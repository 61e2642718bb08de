//! The page about the site itself: what it shows, how every figure is computed, the files beside it.

use super::Maker;
use super::page::{Page, Row};
use super::table::Table;

impl Maker<'_> {
    pub(super) fn about_page(&self, tables: &[(String, Table)]) -> Page {
        let mut page = self.nav_page("about");
        page.title = self.say("about.title").to_owned();
        page.lead = self.words.fill("about.lead", &[("date", &self.words.full(self.plan.as_of))]);
        let as_of = self.words.plain(self.plan.as_of);
        let mut rows = vec![
            Row::new(self.say("about.as_of")).note(self.say("about.as_of_means")).right(as_of),
            Row::new(self.say("about.made_from")).note(self.words.fill("about.hash", &[("hash", &self.source_hash)])),
        ];
        rows.extend(
            self.settings.commit.as_ref().map(|commit| Row::new(self.say("about.commit")).note(commit.clone())),
        );
        page.add(self.rows("about.shows", rows));
        let figures = ["agreed", "spent", "accepted", "status", "dates", "money", "next_update"];
        let row = |name: &str| {
            let called = if name == "agreed" { self.agreed_or("agreed", "planned") } else { name };
            Row::new(self.words.name("figure", called)).note(self.words.name("figure_means", name))
        };
        page.add(self.rows("about.figures", figures.into_iter().map(row).collect()));
        let files = [("calendar", "calendar.ics"), ("feed", "feed.xml"), ("status", "status.json")];
        let row = |(name, url): (&str, &str)| {
            Row::new(self.words.name("file", name)).to(Some(url.to_owned())).note(self.words.name("file_means", name))
        };
        let mut rows: Vec<Row> = files.into_iter().map(row).collect();
        rows.extend(
            tables.iter().map(|(path, table)| {
                Row::new(&table.caption).to(Some(path.clone())).note(self.say("about.spreadsheet"))
            }),
        );
        page.add(self.rows("about.files", rows));
        page
    }
}
