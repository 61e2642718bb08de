//! Tables as CSV.

use super::super::csv::line;
use crate::view::table::Table;

/// A table as CSV.
pub(super) fn csv(table: &Table) -> String {
    let heads = line(table.heads.iter().map(|head| &head.text));
    let rows =
        table.rows.iter().map(|row| line(row.cells.iter().map(|cell| cell.plain.as_ref().unwrap_or(&cell.text))));
    std::iter::once(heads).chain(rows).collect()
}
