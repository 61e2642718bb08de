//! A comparison as Markdown, for one comment on a pull request that is updated in place.
//!
//! The verdict stands first, then a table of effects, then the details, folded. Text of the plan stands in code spans,
//! where no mention, issue number, link, image or tag comes to life.

use super::effects::{Row, rows};
use super::headline::headline;
use super::words::{self, Phrase, Piece};
use super::{BothPlaces, Compared};
use crate::diff::{Cover, Judged, ProjectReview};
use crate::document::keys::Class;
use crate::render::markdown::code;
use crate::render::paint::count;
use crate::render::sink::clean;

/// What a forge takes in one comment, with room for what stands around it; bytes.
const MAX_BYTES: usize = 58_000;
/// Kept free for what closes the page.
const CLOSING: usize = 400;

/// The comment. It begins with a hidden mark by which a later run finds it.
#[must_use]
pub fn review_markdown(compared: &Compared) -> String {
    let projects = &compared.review.projects;
    let mark = match &projects[..] {
        [only] => slug_of(&only.id),
        _ => "portfolio".to_owned(),
    };
    let mut page =
        Page { out: format!("<!-- planmark:diff:{mark} -->\n"), places: BothPlaces::new(compared), left_out: 0 };
    for failure in compared.failures {
        page.add(&format!("\n**planmark failed**: {}\n", code(failure, false)));
    }
    for difference in &compared.review.outer {
        let text = page.say(&words::difference(difference), false);
        page.add(&format!("\n- {text}\n"));
    }
    for project in projects {
        page.project(project, projects.len() > 1);
    }
    if page.left_out > 0 {
        let more = count(page.left_out, "more row");
        page.out.push_str(&format!(
            "\n… and {more}, not shown here because a comment holds no more; see `planmark diff`.\n"
        ));
    }
    page.out.push_str(&format!(
        "\n<sub>{} → {}</sub>\n",
        code(compared.base.name, false),
        code(compared.head.name, false)
    ));
    page.out
}

/// An id holds nothing that could end an HTML comment; what is no id is left out.
fn slug_of(id: &str) -> String {
    if crate::value::is_slug(id) { id.to_owned() } else { crate::value::slug(id) }
}

struct Page<'a> {
    out: String,
    places: BothPlaces<'a>,
    left_out: usize,
}

impl Page<'_> {
    fn add(&mut self, text: &str) -> bool {
        let fits = self.out.len() + text.len() <= MAX_BYTES - CLOSING;
        if fits {
            self.out.push_str(text);
        }
        fits
    }

    /// Once something was left out, all that follows is.
    fn add_row(&mut self, text: &str) {
        if self.left_out > 0 || !self.add(text) {
            self.left_out += 1;
        }
    }

    fn project(&mut self, project: &ProjectReview, is_named: bool) {
        let line = self.say(&headline(project), false);
        let name = if is_named { format!("{}: ", code(&project.title, false)) } else { String::new() };
        let mark = match project.verdict.uncovered().count() {
            0 if project.is_editorial() => "",
            0 => "✅ ",
            _ => "❌ ",
        };
        self.add(&format!("\n{mark}**planmark**: {name}{line}\n"));
        if project.is_editorial() {
            return;
        }
        let judged = &project.verdict.judged;
        let first: Vec<&Judged> = judged.iter().filter(|one| one.is_first).collect();
        self.table("⚠️ First: who judges, and by what; nothing covers this", &first, false);
        let uncovered: Vec<&Judged> = judged.iter().filter(|one| one.is_uncovered() && !one.is_first).collect();
        self.table("Not covered by an approved change", &uncovered, false);
        if let Some(effect) = &project.effect {
            self.effects(&rows(effect));
        }
        let is_covered = |one: &&Judged| !matches!(one.cover, Cover::NotNeeded | Cover::Nothing(_)) && !one.is_first;
        let covered: Vec<&Judged> = judged.iter().filter(is_covered).collect();
        self.table("Covered", &covered, true);
        for (class, title) in
            [(Class::Forecast, "Forecast"), (Class::Record, "Record"), (Class::Editorial, "Words only")]
        {
            let of_class = |one: &&Judged| one.difference.class == class && !one.is_first;
            let shown: Vec<&Judged> = judged.iter().filter(of_class).collect();
            self.table(title, &shown, true);
        }
    }

    fn table(&mut self, title: &str, shown: &[&Judged], is_folded: bool) {
        if shown.is_empty() {
            return;
        }
        let has_cover = shown.iter().any(|one| !words::cover(&one.cover).is_empty());
        let (last, rule) = if has_cover { (" | verdict", " | ---") } else { ("", "") };
        let top = if is_folded {
            format!("\n<details><summary>{title} ({})</summary>\n", shown.len())
        } else {
            format!("\n**{title}**\n")
        };
        let head = format!("{top}\n| | what | where{last} |\n| --- | --- | ---{rule} |\n");
        if self.left_out > 0 || !self.add(&head) {
            self.left_out += shown.len();
            return;
        }
        for judged in shown {
            let row = self.row(judged, has_cover);
            self.add_row(&row);
        }
        if is_folded {
            // Room for it was kept, so that a fold is always closed.
            self.out.push_str("\n</details>\n");
        }
    }

    fn row(&self, judged: &Judged, has_cover: bool) -> String {
        let what = self.say(&words::difference(&judged.difference), true);
        let spot = self.places.spot(&judged.difference).map(|spot| code(&spot, true)).unwrap_or_default();
        let cover =
            if has_cover { format!(" {} |", self.say(&words::cover(&judged.cover), true)) } else { String::new() };
        format!("| `{}` | {what} | {spot} |{cover}\n", words::sign(&judged.difference))
    }

    fn effects(&mut self, rows: &[Row]) {
        if rows.is_empty() || !self.add("\n| what follows | before | after | |\n| --- | --- | --- | --- |\n") {
            return;
        }
        for row in rows {
            let text = format!("| {} | {} | {} | {} |\n", self.say(&row.what, true), row.before, row.after, row.change);
            self.add_row(&text);
        }
    }

    fn say(&self, phrase: &Phrase, is_in_table: bool) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => clean(text).replace("->", "→"),
            Piece::Name(text) | Piece::Quote(text) => code(text, is_in_table),
        };
        phrase.iter().map(piece).collect()
    }
}
