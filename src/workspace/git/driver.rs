//! Whether the merge driver is installed in a clone: the setting that names the program, the attribute that names the
//! setting.

use super::problem::Problem;
use super::{LINE_BYTES, Repository};

/// What is there of the merge driver.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Driver {
    /// The command in the settings of git.
    pub command: Option<String>,
    /// Whether an attribute gives the plan's `project.md` to it.
    pub is_named: bool,
}

impl Repository {
    /// What is there of the merge driver in this clone.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn driver(&self) -> Result<Driver, Problem> {
        let command = self.store.try_ask(&["config", "--get", "merge.planmark.driver"], LINE_BYTES)?;
        let command_line = Some(command.line().to_owned()).filter(|line| command.is_success && !line.is_empty());
        let named = self.store.ask(&["check-attr", "-z", "merge", "--", "project.md"], LINE_BYTES)?;
        let value = named.bytes.split(|byte| *byte == 0).nth(2);
        Ok(Driver { command: command_line, is_named: value == Some(b"planmark") })
    }
}
