//! The Atom feed of updates (RFC 4287).

use std::fmt::Write;

use super::super::xml::escape;
use crate::view::Site;

/// How many letters the feed holds.
const ENTRIES: usize = 20;

/// The beginning of all ids (RFC 4151), under a name that nobody can own.
const TAG: &str = "tag:planmark.invalid,2026";

/// The feed of a site. Its ids are made of the project's id, so that they last when the site moves.
pub(super) fn atom(site: &Site) -> String {
    let base = site.base_url.as_deref().map(|base| format!("{}/", base.trim_end_matches('/'))).unwrap_or_default();
    let newest = site.entries.first().map_or(site.as_of, |entry| entry.date);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escape(&site.frame.lang));
    let author = if site.frame.contact_name.is_empty() { &site.frame.project } else { &site.frame.contact_name };
    let _ = write!(
        out,
        "<id>{TAG}:{}</id>\n<title>{}</title>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        escape(&site.id),
        escape(&site.frame.project),
        escape(author)
    );
    let home = escape(&base);
    let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{home}feed.xml\"/>");
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{home}index.html\"/>");
    for entry in site.entries.iter().take(ENTRIES) {
        let _ = write!(
            out,
            "<entry>\n<id>{TAG}:{}/updates/{}</id>\n<title>{}</title>\n<updated>{}T00:00:00Z</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escape(&site.id),
            escape(&entry.id),
            escape(&entry.title),
            entry.date,
            escape(&base),
            escape(&entry.path),
            escape(&entry.summary)
        );
    }
    out.push_str("</feed>\n");
    out
}
