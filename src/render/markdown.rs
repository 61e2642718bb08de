//! Findings as Markdown, for a step summary or a comment on a pull request.
//!
//! Text of the plan stands in code spans: there no mention, issue number, link or image comes to life.

use super::paint::count;
use super::places::Places;
use super::{Told, sink, summary};
use crate::finding::Finding;
use crate::text::Span;

/// What a forge takes in one comment, with room for what stands around it.
const MAX_BYTES: usize = 58_000;

/// A table of findings, the worst first, and the checklist of what is still to do; always under 60,000 bytes.
#[must_use]
pub fn markdown(told: &Told) -> String {
    let places = Places::new(told);
    let mut page = Page { text: format!("**planmark**: {}\n", summary::line(told)), left_out: 0 };
    for failure in told.failures {
        page.add(format!("\n- planmark failed: {}", text_of(failure, false)));
    }
    if !told.failures.is_empty() {
        page.add("\n".to_owned());
    }
    let open: Vec<&Finding> =
        summary::worst_first(told).into_iter().filter(|found| !summary::is_to_do(found)).collect();
    if !open.is_empty() {
        page.add("\n| | what | where | rule |\n| --- | --- | --- | --- |\n".to_owned());
    }
    for finding in open {
        page.add_finding(row(finding, &places));
    }
    let lists = summary::checklists(told);
    for list in &lists {
        page.add(format!("\n### {}\n\n", text_of(&list.title(lists.len() > 1), false)));
        for finding in &list.findings {
            page.add_finding(entry(finding, &places));
        }
    }
    if page.left_out > 0 {
        let more = count(page.left_out, "more finding");
        page.text.push_str(&format!("\n… and {more}, not shown here because a comment holds no more.\n"));
    }
    page.text
}

/// What was written so far, and how many findings found no room.
struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    fn add(&mut self, text: String) -> bool {
        let fits = self.text.len() + text.len() <= MAX_BYTES;
        if fits {
            self.text.push_str(&text);
        }
        fits
    }

    /// Once something was left out, all that follows is, so that what is shown is the worst.
    fn add_finding(&mut self, text: String) {
        if self.left_out > 0 || !self.add(text) {
            self.left_out += 1;
        }
    }
}

fn row(finding: &Finding, places: &Places) -> String {
    let help = finding.help.as_ref().map(|help| format!("<br>{}", text_of(help, true))).unwrap_or_default();
    format!(
        "| {} | {}{help} | {} | `{}` |\n",
        finding.severity.word(),
        text_of(&finding.message, true),
        code(&spot(finding.span, places), true),
        finding.rule,
    )
}

fn entry(finding: &Finding, places: &Places) -> String {
    let place = code(&spot(finding.span, places), false);
    format!("- [ ] {} ({place}, `{}`)\n", text_of(&finding.message, false), finding.rule)
}

fn spot(span: Span, places: &Places) -> String {
    let start = places.start(span);
    format!("{}:{}", places.path(span.file), start.line_number)
}

/// A sentence: its backticks make code spans, and what is more than plain words becomes one too.
pub(super) fn text_of(text: &str, is_in_table: bool) -> String {
    let text = sink::clean(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return code(&text, is_in_table);
    }
    let mut out = String::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index % 2 == 0 && is_plain(part) {
            out.push_str(part);
        } else {
            let inner = part.trim();
            let (before, after) = if index % 2 == 0 { blanks(part) } else { ("", "") };
            out.push_str(&format!("{before}{}{after}", code(inner, is_in_table)));
        }
    }
    out
}

fn blanks(part: &str) -> (&'static str, &'static str) {
    let blank = |is_there: bool| if is_there { " " } else { "" };
    (blank(part.starts_with(' ')), blank(part.ends_with(' ')))
}

/// Words that no Markdown reader takes for anything else.
fn is_plain(text: &str) -> bool {
    let is_word =
        |letter: char| !letter.is_ascii() || letter.is_ascii_alphanumeric() || " ,.;:?()'\"=+-/%".contains(letter);
    text.chars().all(is_word) && !text.contains("://") && !text.to_lowercase().contains("www.")
}

/// A code span that ends where it should, whatever is in it.
pub(super) fn code(text: &str, is_in_table: bool) -> String {
    let text = sink::clean(text);
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    let text = if is_in_table { without_bars(&text) } else { text };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A bar ends a table's cell even in code, unless a single backslash stands before it.
fn without_bars(text: &str) -> String {
    text.replace("\\|", "\\\\u{7c}").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{Hostile, many};

    #[test]
    fn text_of_the_plan_never_comes_to_life() {
        assert_eq!(text_of("the task `a|b` waits for itself", true), "the task `a\\|b` waits for itself");
        assert_eq!(text_of("ask @dana, see #12", false), "`ask @dana, see #12`");
        assert_eq!(text_of("`a``", false), "``` `a`` ```");
        assert_eq!(text_of("![x](https://example.com/x.png)", false), "`![x](https://example.com/x.png)`");
        assert_eq!(code("a`` `b", false), "```a`` `b```");
        assert_eq!(code("a\\|b|c", true), "`a\\\\u{7c}b\\|c`");
    }

    #[test]
    fn a_table_keeps_its_cells_whatever_stands_in_them() {
        let hostile = Hostile::new();
        let text = markdown(&hostile.told());
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
        assert_eq!(rows.len(), 2 + hostile.findings.len());
        for row in rows {
            assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
        }
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let hostile = many(5000);
        let text = markdown(&hostile.told());
        assert!(text.len() < 60_000, "{}", text.len());
        assert!(text.trim_end().ends_with("not shown here because a comment holds no more."), "{text}");
        assert!(text.contains("| error |") && !text.contains("| info |"), "the worst come first");
    }
}
