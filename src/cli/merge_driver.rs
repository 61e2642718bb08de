//! `planmark merge-driver`: what git calls to merge a file of a plan.

use std::path::Path;

use super::Outcome;
use super::revision_args::MergeDriverArgs;
use super::terminal::Terminal;
use crate::document;
use crate::text::merge_lines;
use crate::workspace::{self, Error};

pub(crate) fn run(args: &MergeDriverArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let [base, ours, theirs] = [&args.base, &args.ours, &args.theirs].map(|path| workspace::read_version(path));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let path = args.path.as_deref().unwrap_or(&args.ours);
    // A generated file is whole as one side wrote it, or is generated again.
    let merged =
        if is_document(path) { document::merge(&base, &ours, &theirs) } else { merge_lines(&base, &ours, &theirs) };
    workspace::write_output(&args.ours, merged.text.as_bytes())?;
    if merged.conflicts == 0 {
        return Ok(Outcome::Clean);
    }
    let number = merged.conflicts;
    let noun = if number == 1 { "conflict" } else { "conflicts" };
    terminal.say(&format!("{number} {noun} in {}, between markers", path.display()));
    Ok(Outcome::Findings)
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}
