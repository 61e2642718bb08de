//! Tables: the same rows go into the page and into a CSV file.

use serde::Serialize;

use super::page::{Mark, NOTHING};

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct Cell {
    pub text: String,
    pub url: Option<String>,
    pub mark: Option<Mark>,
    /// How files of tables and sorting see it, where that differs from the words: an ISO date, a plain number.
    pub plain: Option<String>,
    /// A remark behind it, of more weight: `+2 days`.
    pub extra: String,
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Nothing to say.
    #[must_use]
    pub fn nothing() -> Self {
        Self { text: NOTHING.to_owned(), plain: Some(String::new()), ..Self::default() }
    }

    /// Words that stand for a plain value.
    #[must_use]
    pub fn of(text: impl Into<String>, plain: impl ToString) -> Self {
        Self { text: text.into(), plain: Some(plain.to_string()), ..Self::default() }
    }

    /// A name that leads to its page.
    #[must_use]
    pub fn link(text: impl Into<String>, url: Option<String>) -> Self {
        Self { text: text.into(), url, ..Self::default() }
    }
}

/// The head of a column.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Head {
    pub text: String,
    pub is_number: bool,
}

/// A line of a table.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Line {
    pub cells: Vec<Cell>,
    pub is_sum: bool,
    /// Not decided, or no longer meant: shown soft, over a dashed line.
    pub is_soft: bool,
}

impl Line {
    /// An ordinary line.
    #[must_use]
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, is_sum: false, is_soft: false }
    }

    /// A line that sums up those above.
    #[must_use]
    pub fn sum(cells: Vec<Cell>) -> Self {
        Self { cells, is_sum: true, is_soft: false }
    }
}

/// A table; the same rows go into its CSV file.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// What it holds, with unit and year.
    pub caption: String,
    /// The columns.
    pub heads: Vec<Head>,
    /// The lines.
    pub rows: Vec<Line>,
    /// Whether it is stacked on a narrow screen, rather than scrolled in a box.
    pub is_stacked: bool,
    /// Its CSV file.
    pub csv: Option<String>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(caption: impl Into<String>, heads: Vec<Head>) -> Self {
        let is_stacked = heads.len() >= 5;
        Self { caption: caption.into(), heads, rows: Vec::new(), is_stacked, csv: None }
    }
}
