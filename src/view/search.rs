//! The index that the search page carries: every item of the site with its words, and nothing that the site does not show.

use serde::Serialize;

use super::Maker;
use super::links::item_url;
use super::page::Page;
use super::words;
use crate::audience::{HIDDEN, PublicBase};
use crate::document::Prose;

/// The longest text of an entry, in letters.
const TEXT_LETTERS: usize = 400;

/// An item as the search knows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Entry {
    pub title: String,
    /// What it is: task, risk.
    pub kind: String,
    pub url: String,
    /// Who and where, and the beginning of its prose.
    pub text: String,
}

impl Maker<'_> {
    pub(super) fn search_page(&self) -> Page {
        let mut page = Page::new("search.html", "search", self.say("search.title"));
        page.lead = self.say("search.lead").to_owned();
        page.is_search = true;
        page.has_script = true;
        page
    }

    /// All pages and items, pages first, items in the order of their registers.
    pub(super) fn search_index(&self, pages: &[Page]) -> Vec<Entry> {
        let is_list = |page: &&Page| !page.path.contains('/') && !page.is_search;
        let page = |page: &Page| Entry {
            title: page.title.clone(),
            kind: self.say("search.page").to_owned(),
            url: page.path.clone(),
            text: page.lead.clone(),
        };
        let items = self.plan.bases().map(|base| self.search_entry(base));
        pages.iter().filter(is_list).map(page).chain(items).collect()
    }

    /// Prose as plain words, where a link to an item says its title and not its id.
    pub(super) fn plain_words(&self, prose: &Prose) -> String {
        let title = |id: &str| Some(self.links.item(id)?.1.to_owned());
        words::plain_text(prose, &title).replace(HIDDEN, self.say("prose.internal"))
    }

    fn search_entry(&self, base: &PublicBase) -> Entry {
        let prose = self.plain_words(&base.body);
        let about = base.owner.iter().chain(&base.site).cloned().chain([prose]);
        let text = about.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("; ");
        Entry {
            title: base.title.clone(),
            kind: words::capital(self.words.name("register", base.register.name())),
            url: item_url(base.register, &base.id),
            text: text.chars().take(TEXT_LETTERS).collect(),
        }
    }
}
