//! The clients of a portfolio, by the names that give them away: their own, and the ids of their projects.

use super::{Portfolio, Project};
use crate::text::Search;

/// A shorter name or id is too common a word to be searched for.
const SHORTEST: usize = 5;

/// A name that gives a client away.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Named {
    /// The name, or the id of a project.
    pub text: String,
    /// Whose it is.
    pub client: String,
    /// Whether it is a project's id.
    pub is_project: bool,
}

/// All names of a portfolio, ready to be looked for.
#[derive(Debug)]
pub struct Clients {
    names: Vec<Named>,
    search: Search,
}

/// The name of a project's client; empty if it names none.
#[must_use]
pub fn client_of(project: &Project) -> &str {
    project.charter.client.as_ref().map_or("", |client| client.value.trim())
}

impl Clients {
    /// The clients of all projects.
    #[must_use]
    pub fn of(portfolio: &Portfolio) -> Self {
        let mut names = Vec::new();
        for project in &portfolio.projects {
            let client = client_of(project).to_owned();
            if project.id.contains('-') {
                names.push(Named { text: project.id.clone(), client: client.clone(), is_project: true });
            }
            names.push(Named { text: client.clone(), client, is_project: false });
        }
        names.retain(|named| named.text.len() >= SHORTEST);
        names.sort();
        names.dedup();
        let search = Search::words(names.iter().map(|named| &named.text));
        Self { names, search }
    }

    /// The names, in the order of [`Self::search`].
    #[must_use]
    pub fn names(&self) -> &[Named] {
        &self.names
    }

    /// Looks for the names.
    #[must_use]
    pub fn search(&self) -> &Search {
        &self.search
    }
}
