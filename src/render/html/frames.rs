//! What stands above and below the content of many pages alike: made once for a site, not for every page.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::view::Site;
use crate::view::page::Page;

/// What the part above the content depends on.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct Place {
    up: String,
    key: &'static str,
    /// The page's own path, where it is an entry of the navigation; empty for all others.
    path: String,
    is_aside: bool,
    overview: bool,
}

/// The parts of all pages of a site.
pub(super) struct Frames<'a> {
    site: &'a Site,
    tops: BTreeMap<Place, Value>,
    /// By what leads back to the root.
    feet: BTreeMap<String, Value>,
}

impl<'a> Frames<'a> {
    /// Makes the parts of all pages of a site.
    pub(super) fn of(site: &'a Site, engine: &Tera) -> Result<Self, String> {
        let mut frames = Self { site, tops: BTreeMap::new(), feet: BTreeMap::new() };
        let part = |name: &str, place: &Place| -> Result<Value, String> {
            let mut context = Context::new();
            context.insert("page", place);
            let html = engine.render(name, &context).map_err(|error| format!("{name}: {error}"))?;
            Ok(Value::safe_string(&html))
        };
        for page in &site.pages {
            let place = frames.place(page);
            if let Entry::Vacant(free) = frames.feet.entry(page.up.clone()) {
                free.insert(part("foot.html", &place)?);
            }
            if let Entry::Vacant(free) = frames.tops.entry(place) {
                let top = part("top.html", free.key())?;
                free.insert(top);
            }
        }
        Ok(frames)
    }

    /// Gives a page its parts, as `top` and `foot`.
    pub(super) fn add_to(&self, context: &mut Context, page: &Page) {
        let parts = [("top", self.tops.get(&self.place(page))), ("foot", self.feet.get(&page.up))];
        for (name, part) in parts {
            context.insert_value(name, part.expect("the parts of all pages were made").clone());
        }
    }

    fn place(&self, page: &Page) -> Place {
        let is_entry = self.site.frame.nav.iter().any(|entry| entry.path == page.path);
        Place {
            up: page.up.clone(),
            key: page.key,
            path: if is_entry { page.path.clone() } else { String::new() },
            is_aside: page.is_aside,
            overview: page.overview.is_some(),
        }
    }
}
