//! The status mark as a picture of its own: the site's icon, and a badge with the project's name for other pages.

use tera::{Context, Tera};

use crate::view::Site;

/// About the width of a letter of 11 px, in px. The texts are stretched to it, so that no font breaks the badge.
const LETTER: usize = 7;
/// A longer name is cut.
const LETTERS: usize = 48;

/// `icon.svg` and `badge.svg`.
pub(super) fn pictures(site: &Site, engine: &Tera) -> Result<Vec<(String, Vec<u8>)>, tera::Error> {
    let status = site.pages.iter().find_map(|page| page.overview.as_ref()).map(|overview| &overview.status);
    let (shape, word) = status.map_or(("ring", ""), |mark| (mark.shape, mark.word.as_str()));
    let name = short(&site.frame.project);
    let width_of = |text: &str| text.chars().count() * LETTER;
    let mut context = Context::new();
    context.insert("shape", shape);
    context.insert("word", word);
    context.insert("name_width", &width_of(&name));
    context.insert("word_width", &width_of(word));
    context.insert("width", &(width_of(&name) + width_of(word) + 44));
    context.insert("name", &name);
    let draw = |path: &str| Ok((path.to_owned(), engine.render(path, &context)?.into_bytes()));
    ["icon.svg", "badge.svg"].into_iter().map(draw).collect()
}

fn short(name: &str) -> String {
    let clean = |letter: &char| !letter.is_control();
    if name.chars().count() <= LETTERS {
        return name.chars().filter(clean).collect();
    }
    let start: String = name.chars().filter(clean).take(LETTERS - 1).collect();
    format!("{}…", start.trim_end())
}
