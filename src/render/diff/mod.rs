//! Two revisions of a plan, compared, for every place that it is read in.

mod effects;
mod findings;
mod headline;
mod json;
mod markdown;
mod text;
mod words;

pub use findings::{review_github, review_gitlab, review_junit};
pub(super) use json::SCHEMA_VERSION;
pub use json::review_json;
pub use markdown::review_markdown;
pub use text::{gate_words, review_text};
pub(super) use words::defect_words;

use super::places::Places;
use crate::diff::{Difference, Review, Said};
use crate::text::SourceSet;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its files.
    pub sources: &'a SourceSet,
    /// What stands before each path; may be empty.
    pub prefix: &'a str,
    /// How people name it: `main`, `the working tree`.
    pub name: &'a str,
}

/// What a comparison has to tell.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The result.
    pub review: &'a Review,
    /// The revision that judges.
    pub base: Side<'a>,
    /// The revision that is judged.
    pub head: Side<'a>,
    /// What planmark could not do; never clean.
    pub failures: &'a [String],
}

/// The places of both sides.
struct BothPlaces<'a> {
    base: Places<'a>,
    head: Places<'a>,
}

impl<'a> BothPlaces<'a> {
    fn new(compared: &Compared<'a>) -> Self {
        let of = |side: &Side<'a>| Places::of(side.sources, side.prefix);
        Self { base: of(&compared.base), head: of(&compared.head) }
    }

    /// Where a difference is best looked at: in the head revision, else where it was.
    fn spot(&self, difference: &Difference) -> Option<String> {
        let span = |said: &Option<Said>| said.as_ref().and_then(|said| said.span);
        let head = span(&difference.after).map(|span| (&self.head, span));
        let (places, span) = head.or_else(|| span(&difference.before).map(|span| (&self.base, span)))?;
        let was = if head.is_some() { "" } else { "was " };
        Some(format!("{was}{}:{}", places.path(span.file), places.start(span).line_number))
    }
}

#[cfg(test)]
mod tests;
