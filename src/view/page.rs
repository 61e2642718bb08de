//! What a page is made of: titles, facts and blocks. Templates print these; they decide nothing.
//!
//! Addresses are relative to the site's root; a template puts the page's way up before them.

use serde::Serialize;

use super::chart::spark::Spark;
use super::chart::{Chart, Picture};
use super::front::Overview;
use super::portfolio::ProjectTable;
use super::table::Table;

/// What stands where there is no value.
pub const NOTHING: &str = "\u{2013}";

/// A shape with its word: status is never colour alone.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Mark {
    /// `disc`, `triangle`, `square`, `dashed`, `ring` or `tick`.
    pub shape: &'static str,
    /// The word beside it.
    pub word: String,
}

impl Mark {
    /// On track.
    #[must_use]
    pub fn on(word: &str) -> Self {
        Self { shape: "disc", word: word.to_owned() }
    }

    /// At risk.
    #[must_use]
    pub fn risk(word: &str) -> Self {
        Self { shape: "triangle", word: word.to_owned() }
    }

    /// Off track.
    #[must_use]
    pub fn off(word: &str) -> Self {
        Self { shape: "square", word: word.to_owned() }
    }

    /// Not known, because the last word is too old.
    #[must_use]
    pub fn stale(word: &str) -> Self {
        Self { shape: "dashed", word: word.to_owned() }
    }

    /// Not judged, or still to come.
    #[must_use]
    pub fn open(word: &str) -> Self {
        Self { shape: "ring", word: word.to_owned() }
    }

    /// Finished.
    #[must_use]
    pub fn done(word: &str) -> Self {
        Self { shape: "tick", word: word.to_owned() }
    }
}

/// A fact: label, value, one line below.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Fact {
    pub label: String,
    pub value: String,
    pub note: String,
    /// How the value went over the last updates.
    pub spark: Option<Spark>,
}

impl Fact {
    /// A fact of three texts.
    #[must_use]
    pub fn new(label: &str, value: impl Into<String>, note: impl Into<String>) -> Self {
        Self { label: label.to_owned(), value: value.into(), note: note.into(), spark: None }
    }
}

/// A row: a thing at the left, its date or state at the right, a second line below.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// What people call it.
    pub title: String,
    /// Its page, if it has one.
    pub url: Option<String>,
    /// Whether the address leads out of the site.
    pub is_external: bool,
    /// The second line; empty for none.
    pub note: String,
    /// Where it stands in the plan, under that; empty for none.
    pub place: String,
    /// What stands at the right; empty for none.
    pub right: String,
    /// The state at the right.
    pub mark: Option<Mark>,
}

impl Row {
    /// A row with its title; the rest is added to it.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// With the address of its page.
    #[must_use]
    pub fn to(mut self, url: Option<String>) -> Self {
        self.url = url;
        self
    }

    /// With a second line.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// With its place in the plan.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// With words at the right.
    #[must_use]
    pub fn right(mut self, right: impl Into<String>) -> Self {
        self.right = right.into();
        self
    }

    /// With a state at the right.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}

/// Something to tick off.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Check {
    pub text: String,
    pub is_done: bool,
    pub note: String,
}

/// Markdown of the plan, already redacted, with the folder that its relative links start from.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Markdown {
    pub text: String,
    pub folder: String,
}

/// A text under its name, with links behind it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Term {
    pub name: String,
    pub text: String,
    /// Title, address and what it is.
    pub links: Vec<(String, String, String)>,
}

impl Term {
    /// A text under its name.
    #[must_use]
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), text: text.into(), links: Vec::new() }
    }
}

/// A step of the process as a flow: what it is, what it is for, how it stands.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct FlowStep {
    pub name: String,
    pub note: String,
    pub mark: Mark,
    pub is_now: bool,
}

/// A part of a section.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Block {
    Text {
        text: String,
        is_soft: bool,
    },
    List {
        items: Vec<String>,
    },
    Rows {
        rows: Vec<Row>,
    },
    Facts {
        facts: Vec<Fact>,
    },
    Checks {
        checks: Vec<Check>,
    },
    Table {
        table: Table,
    },
    Prose {
        body: Markdown,
    },
    Chart {
        chart: Box<Chart>,
    },
    /// Work in its order, as a line of text that goes on and on.
    Path {
        steps: Vec<Row>,
    },
    /// Steps that follow each other.
    Flow {
        steps: Vec<FlowStep>,
    },
    /// Short texts under their names: why, effect, who decides.
    Terms {
        terms: Vec<Term>,
    },
}

impl Block {
    /// A paragraph.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), is_soft: false }
    }

    /// A picture.
    #[must_use]
    pub fn chart(chart: Chart) -> Self {
        Self::Chart { chart: Box::new(chart) }
    }

    /// A picture under the sentence that it proves.
    #[must_use]
    pub fn told_chart(chart: Chart) -> [Self; 2] {
        [Self::text(&chart.title), Self::chart(chart)]
    }

    fn is_chart_but_bars(&self) -> bool {
        matches!(self, Self::Chart { chart } if !matches!(chart.picture, Picture::Bars(_)))
    }

    /// A paragraph that says what is not there.
    #[must_use]
    pub fn empty(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), is_soft: true }
    }
}

/// A section: its title and a line of method at the left, its content at the right.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Section {
    /// Its anchor, the same in all languages.
    pub id: String,
    pub title: String,
    /// The page that its title leads to.
    pub url: Option<String>,
    /// The state, under the title.
    pub mark: Option<Mark>,
    pub note: String,
    pub blocks: Vec<Block>,
    /// Whether its content takes the whole width; its title is then for screen readers alone.
    pub is_wide: bool,
}

impl Section {
    /// A section with its blocks.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { id: id.into(), title: title.into(), url: None, mark: None, note: String::new(), blocks, is_wide: false }
    }

    /// Over the whole width.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// With another line of method.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// A page.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Its file below the site's root.
    pub path: String,
    /// What leads back to the root: empty, or `../`.
    pub up: String,
    /// The title.
    pub title: String,
    /// The entry of the navigation that it belongs to.
    pub key: &'static str,
    /// The list it comes from: name and address.
    pub crumb: Option<(String, String)>,
    /// The sentence that opens it.
    pub lead: String,
    /// The state, beside the lead.
    pub mark: Option<Mark>,
    /// Up to four facts.
    pub facts: Vec<Fact>,
    /// The first screen, on the overview alone.
    pub overview: Option<Overview>,
    /// The projects, on a portfolio's first page alone.
    pub portfolio: Option<ProjectTable>,
    /// The rest.
    pub sections: Vec<Section>,
    /// Pages of the sites of the client that are a part of this one.
    pub sites: Vec<(String, String)>,
    /// Whether it carries the search index.
    pub is_search: bool,
    /// Whether its entry is not one of the main ones: a narrow screen then shows it in the place of some of these.
    pub is_aside: bool,
    /// Whether it has pictures that take a style sheet of their own: all but bars.
    pub has_charts: bool,
    /// Whether its lists and tables are filtered and sorted by the script.
    pub has_script: bool,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new(path: impl Into<String>, key: &'static str, title: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            up: "../".repeat(path.matches('/').count()),
            path,
            title: title.into(),
            key,
            crumb: None,
            lead: String::new(),
            mark: None,
            facts: Vec::new(),
            overview: None,
            portfolio: None,
            sections: Vec::new(),
            sites: Vec::new(),
            is_search: false,
            is_aside: super::is_aside(key),
            has_charts: false,
            has_script: false,
        }
    }

    /// Adds a section, if it has something to say.
    pub fn add(&mut self, section: Section) {
        if !section.blocks.is_empty() {
            self.has_charts |= section.blocks.iter().any(Block::is_chart_but_bars);
            self.sections.push(section);
        }
    }
}
