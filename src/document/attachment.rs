//! Attachments: what a path in a plan means, and whether a copy of a file would do harm on a site.
//!
//! A site is served by whatever the provider has. Some servers run scripts and obey files of settings wherever they
//! lie, and a browser opens what looks like a page as a page, with the rights of the site around it.

use super::picture;

/// Opened as a page, with the scripts in it; XML too, because a style sheet or a namespace makes a page of it.
const PAGES: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "mhtml", "mht", "xml", "xsl", "xslt", "svgz", "rdf", "atom",
    "rss", "swf", "hta", "htc",
];
/// Run where a page names them.
const SCRIPTS: &[&str] = &["js", "mjs", "cjs", "wasm", "vbs"];
/// Run by a server that knows their language.
const PROGRAMS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phtml", "pht", "phar", "phps", "asp", "aspx", "ashx", "asmx",
    "asa", "cshtml", "jsp", "jspx", "jspf", "cfm", "cgi", "fcgi",
];
/// How a text begins that a browser takes for a page, whatever its name says; from the standard on sniffing.
const PAGE_STARTS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a",
    "<style",
    "<title",
    "<b",
    "<body",
    "<br",
    "<p",
    "<!--",
    "<?xml",
    "<svg",
];

/// Why a copy of this file must not stand on a site; None where it may.
#[must_use]
pub fn danger(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    // A server may go by any of a name's endings: `report.php.pdf`.
    let ends_with = |endings: &[&str]| name.split('.').skip(1).any(|ending| endings.contains(&ending.trim_end()));
    let last = name.rsplit_once('.').map_or("", |(_, ending)| ending.trim_end());
    if name.starts_with('.') || name == "web.config" {
        Some("a web server would take it for its settings")
    } else if ends_with(PROGRAMS) {
        Some("a web server would run it")
    } else if last == "svg" {
        (picture::safe_ending(bytes) != Some("svg")).then_some("it is no picture of plain shapes: it may run or load")
    } else if PAGES.contains(&last) || starts_as_page(bytes) {
        Some("a browser would open it as a page of the site, and run what is in it")
    } else if SCRIPTS.contains(&last) {
        Some("a browser would run it on the pages of the site")
    } else {
        None
    }
}

fn starts_as_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let blank = bytes.iter().take_while(|byte| b"\t\n\x0c\r ".contains(byte)).count();
    let begins = |start: &&str| {
        let head = bytes.get(blank..blank + start.len());
        let after = bytes.get(blank + start.len());
        let is_whole = start.ends_with(['-', 'l']) && start.starts_with("<!") || *start == "<?xml";
        head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
            && (is_whole || after.is_none_or(|after| b"\t\n\x0c\r >/".contains(after)))
    };
    PAGE_STARTS.iter().any(begins)
}

/// The path that an address means, seen from a folder; None if it leads out of the root, or to the root itself.
#[must_use]
pub fn resolve(folder: &str, address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let decoded = percent_decoded(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/")).filter(|path| !path.is_empty())
}

fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = path.get(index + 1..index + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[index], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                index += 3;
            }
            (byte, _) => {
                out.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

/// Whether a path is one of the plan's own texts, which are read and shown, never copied.
#[must_use]
pub fn is_plan_file(path: &str) -> bool {
    [".md", ".yml", ".yaml", ".toml"].iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_root() {
        assert_eq!(resolve("deliverables", "../attachments/a%20b.pdf#p2").as_deref(), Some("attachments/a b.pdf"));
        assert_eq!(resolve("deliverables", "../../secret"), None);
        assert_eq!(resolve("", "%2e%2e/secret"), None);
        assert_eq!(resolve("", "./x/../y.md").as_deref(), Some("y.md"));
        assert_eq!(resolve("", "%c3%bc.pdf").as_deref(), Some("\u{fc}.pdf"));
        assert_eq!(resolve("", "100%.pdf").as_deref(), Some("100%.pdf"));
    }

    #[test]
    fn what_would_run_is_dangerous_whatever_it_is_called() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">";
        for (path, text) in [
            ("a/b.html", "plain"),
            ("a/b.HTM", ""),
            ("b.js", "x()"),
            ("shell.php", ""),
            ("shell.php.pdf", "%PDF"),
            ("a/.htaccess", ""),
            ("a/Web.Config", ""),
            ("b.svg", &format!("{svg}<script>x()</script></svg>")),
            ("b.svg", "no picture"),
            ("b.xml", "<a/>"),
            ("notes", "<html><script>x()</script>"),
            ("notes.txt", "\u{feff}\n <SCRIPT\n>"),
            ("notes.log", "<!-- x --><b>"),
            ("notes.log", "<!DOCTYPE html><p>"),
            ("notes.log", "<?xml version=\"1.0\"?>"),
        ] {
            assert!(danger(path, text.as_bytes()).is_some(), "{path}: {text}");
        }
    }

    #[test]
    fn what_people_send_each_other_is_not() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";
        for (path, text) in [
            ("handbook.pdf", "%PDF-1.7"),
            ("a/b.svg", svg),
            ("rules.csv", "a,b"),
            ("notes.txt", "<bigger> than"),
            ("notes.txt", "a < b"),
            ("plan.v2.docx", "PK"),
            ("config.conf", "! version 15"),
            ("Makefile", ""),
        ] {
            assert_eq!(danger(path, text.as_bytes()), None, "{path}: {text}");
        }
    }
}
