//! Tables as CSV, the first page as JSON.

use crate::view::Site;
use crate::view::page::Table;

/// A table as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub(super) fn csv(table: &Table) -> String {
    let mut out = String::new();
    let heads: Vec<String> = table.heads.iter().map(|head| cell(&head.text)).collect();
    out.push_str(&heads.join(","));
    out.push_str("\r\n");
    for line in &table.rows {
        let cells: Vec<String> = line.cells.iter().map(|one| cell(&one.text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cell(text: &str) -> String {
    let plain = text.replace('\u{2212}', "-").replace('\u{a0}', " ");
    let is_figure = plain.strip_prefix('-').unwrap_or(&plain).replace([',', '.'], "").parse::<u64>().is_ok();
    let plain = if is_figure { plain.replace(',', "") } else { plain };
    let starts_formula = plain.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_figure;
    let safe = if starts_formula { format!("'{plain}") } else { plain };
    let clean: String = safe.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    if clean.contains(['"', ',', '\n']) || starts_formula {
        format!("\"{}\"", clean.replace('"', "\"\""))
    } else {
        clean
    }
}

/// `status.json`.
pub(super) fn status(site: &Site) -> String {
    let text = serde_json::to_string_pretty(&site.status);
    let mut text = text.expect("the status holds texts, numbers and truth values alone, which JSON can say");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_starts_no_formula_and_a_figure_stays_one() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@sum"), "\"'@sum\"");
        assert_eq!(cell("\u{2212}1,250"), "-1250");
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
    }
}
