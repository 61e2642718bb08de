//! Tables as CSV, the first page as JSON.

use super::super::csv::line;
use crate::view::Site;
use crate::view::table::Table;

/// A table as CSV.
pub(super) fn csv(table: &Table) -> String {
    let heads = line(table.heads.iter().map(|head| &head.text));
    let rows =
        table.rows.iter().map(|row| line(row.cells.iter().map(|cell| cell.plain.as_ref().unwrap_or(&cell.text))));
    std::iter::once(heads).chain(rows).collect()
}

/// `status.json`.
pub(super) fn status(site: &Site) -> String {
    let text = serde_json::to_string_pretty(&site.status);
    let mut text = text.expect("the status holds texts, numbers and truth values alone, which JSON can say");
    text.push('\n');
    text
}
