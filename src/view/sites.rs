//! One page a site of the client: everything that belongs to it, for readers who look after one place.

use super::Maker;
use super::links::item_url;
use super::page::{Page, Row};
use crate::audience::{PublicBase, PublicSite, PublicTask};
use crate::document::keys::Register;

impl Maker<'_> {
    pub(super) fn site_pages(&self) -> Vec<Page> {
        self.plan.project.sites.iter().map(|site| self.site_page(site)).collect()
    }

    fn site_page(&self, site: &PublicSite) -> Page {
        let mut page = Page::new(site_url(site), "deliverables", &site.title);
        page.crumb = Some((self.say("sites.title").to_owned(), "deliverables.html".to_owned()));
        let here = self.web.at_site(&site.title);
        let of = |register: Register| here.iter().filter(move |base| base.register == register).map(|base| &base.id);
        let deliverables = of(Register::Deliverables).filter_map(|id| self.web.deliverable(id));
        let deliverables: Vec<Row> = deliverables.map(|one| self.deliverable_row(one)).collect();
        page.lead = self.words.count("sites.lead", deliverables.len() as i64);
        page.add(self.rows("nav.deliverables", deliverables));
        let mut windows: Vec<_> = of(Register::Windows).filter_map(|id| self.web.window(id)).collect();
        windows.sort_by_key(|window| (window.start.is_none(), window.start, &window.base.id));
        page.add(self.rows("timeline.outages", windows.into_iter().map(|one| self.window_row(one)).collect()));
        let mut tasks: Vec<&PublicTask> = of(Register::Tasks).filter_map(|id| self.web.task(id)).collect();
        tasks.sort_by_key(|task| self.web.place_in_order(&task.base.id));
        page.add(self.rows("items.tasks", tasks.into_iter().map(|task| self.dated_task(task)).collect()));
        let shown = [Register::Windows, Register::Deliverables, Register::Tasks];
        let rest = here.iter().filter(|base| !shown.contains(&base.register));
        let row = |base: &&PublicBase| {
            let kind = self.words.name("register", base.register.name());
            Row::new(&base.title).to(Some(item_url(base.register, &base.id))).right(kind)
        };
        page.add(self.rows("sites.rest", rest.map(row).collect()));
        page
    }

    /// Links to the pages of the sites, where there are several.
    pub(super) fn site_links(&self) -> Vec<(String, String)> {
        let sites = &self.plan.project.sites;
        if sites.len() < 2 {
            return Vec::new();
        }
        sites.iter().map(|site| (site.title.clone(), site_url(site))).collect()
    }
}

fn site_url(site: &PublicSite) -> String {
    format!("sites/{}.html", crate::value::slug(&site.id))
}
