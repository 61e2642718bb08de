//! What in a file of somebody's own look the content security policy of the site keeps from working, and whether the
//! policy is still there. Nothing of it runs or is loaded in a browser; who wrote it should hear that from planmark.

/// Something that will not work, or must not be missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Breach {
    /// The line, counted from 1.
    pub line_number: usize,
    /// What is the matter.
    pub message: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// Where a template sets the policy; a page of one's own keeps that line.
const POLICY: &str = "http-equiv=\"content-security-policy\"";

const OWN_FILES: &str =
    "the site loads its own files alone: put the file among the plan's attachments, or leave it out";

/// What begins something that the policy forbids, in small letters, and what to say of it.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    ("<iframe", "frames are not shown", "link to the page instead"),
    ("<object", "embedded objects are not shown", "link to the file instead"),
    ("<embed", "embedded objects are not shown", "link to the file instead"),
    ("<base", "a base address is not used", "write addresses from the page, with `{{ page.up }}` before them"),
    ("<style", "styles inside a page are not used", "write them into `theme/style.css`"),
    (" style=", "styles inside a page are not used", "write them into `theme/style.css`"),
    ("javascript:", "scripts inside a page do not run", "write them into `theme/site.js`"),
    ("src=\"http", "nothing is loaded from another host", OWN_FILES),
    ("src='http", "nothing is loaded from another host", OWN_FILES),
    ("src=\"//", "nothing is loaded from another host", OWN_FILES),
    ("src='//", "nothing is loaded from another host", OWN_FILES),
    ("@import", "other style sheets are not loaded", "write their rules into `theme/style.css`"),
    ("url(http", "nothing is loaded from another host", OWN_FILES),
    ("url(\"http", "nothing is loaded from another host", OWN_FILES),
    ("url('http", "nothing is loaded from another host", OWN_FILES),
    ("url(//", "nothing is loaded from another host", OWN_FILES),
    ("url(\"//", "nothing is loaded from another host", OWN_FILES),
    ("url('//", "nothing is loaded from another host", OWN_FILES),
];

/// What a template or a style sheet of somebody's own holds that will not work.
#[must_use]
pub fn breaches(name: &str, text: &str) -> Vec<Breach> {
    let lower = text.to_lowercase();
    let mut found: Vec<Breach> =
        (1..).zip(lower.lines()).filter_map(|(line_number, line)| breach(name, line_number, line)).collect();
    if name == "page.html" && !lower.contains(POLICY) {
        found.push(Breach {
            line_number: 1,
            message: "the page has lost its content security policy, which keeps foreign scripts from running",
            help: "take over the line with `Content-Security-Policy` from planmark's own `page.html`",
        });
    }
    found
}

/// The first thing in a line that will not work.
fn breach(name: &str, line_number: usize, line: &str) -> Option<Breach> {
    let is_page = name.ends_with(".html") || name.ends_with(".svg");
    if !is_page && !name.ends_with(".css") {
        return None;
    }
    let known = FORBIDDEN.iter().find(|(sign, ..)| line.contains(sign)).map(|(_, message, help)| (*message, *help));
    let script = is_page && (has_script(line) || has_handler(line));
    let script = script.then_some(("scripts inside a page do not run", "write them into `theme/site.js`"));
    let link = is_page && line.contains("<link") && (line.contains("href=\"http") || line.contains("href=\"//"));
    let link = link.then_some(("nothing is loaded from another host", OWN_FILES));
    let (message, help) = known.or(script).or(link)?;
    Some(Breach { line_number, message, help })
}

/// Whether a line begins a script that is neither the site's own file nor plain data.
fn has_script(line: &str) -> bool {
    line.split("<script").skip(1).any(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        !tag.contains("site.js\"") && !tag.contains("application/json")
    })
}

/// Whether a tag in a line has a handler: ` onclick=`.
fn has_handler(line: &str) -> bool {
    let mut parts = line.split(" on").skip(1);
    parts.any(|rest| {
        let name = rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        name.len() < rest.len() && name.trim_start().starts_with('=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::html::theme::originals;

    #[test]
    fn planmarks_own_files_break_nothing() {
        for (name, text) in originals() {
            assert_eq!(breaches(name, text), [], "{name}");
        }
    }

    fn check(name: &str, text: &str, expected: &[usize]) {
        let lines: Vec<usize> = breaches(name, text).iter().map(|breach| breach.line_number).collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn what_the_policy_forbids_is_found_in_its_line() {
        check("foot.html", "<p>fine</p>\n<SCRIPT src=\"x.js\"></script>\n<p onclick = \"x()\">", &[2, 3]);
        check(
            "foot.html",
            "<img src=\"https://a.example/p.gif\">\n<p style=\"color:red\">\n<iframe src=\"x\">",
            &[1, 2, 3],
        );
        check("foot.html", "<a href=\"https://a.example\">on = off</a>\n<img src=\"{{ page.up }}logo.png\">", &[]);
        check("style.css", "@import url(x.css);\np{background:url(//a.example/x)}\na{color:red}", &[1, 2]);
        check("page.html", "<html><body></body></html>", &[1]);
        check("site.js", "fetch('https://a.example')", &[]);
        check("lang/en.toml", "style=\" style=\"", &[]);
    }
}
