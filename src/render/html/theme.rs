//! What a plan may replace in `theme/`, file by file: planmark's own templates, style sheet and script, with a line
//! that tells later whether the original has changed.

use super::{SCRIPT, STYLES, TEMPLATES};
use crate::value::sha256_hex;

/// What begins the line at the top of an ejected file.
const MARK: &str = "planmark theme";

/// How a file of a theme stands to planmark's own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Made from the original as it is now.
    Current,
    /// The original has changed since.
    Outdated,
    /// It does not say what it was made from.
    Unmarked,
    /// planmark has no file of this name, so nobody reads it.
    Unknown,
}

/// The names of all files that a theme may replace, with planmark's own texts.
pub fn originals() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().copied().chain(STYLES.iter().copied()).chain([("site.js", SCRIPT)])
}

/// planmark's own text of a name.
#[must_use]
pub fn original(name: &str) -> Option<&'static str> {
    originals().find(|(known, _)| *known == name).map(|(_, text)| text)
}

/// The text to write into `theme/`: the original below a line that says what it was made from.
#[must_use]
pub fn ejected(name: &str) -> Option<String> {
    let text = original(name)?;
    let said = format!("{MARK}, made from {name} of {} {}", env!("CARGO_PKG_VERSION"), hash(text));
    Some(match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => format!("/* {said} */\n{text}"),
        "js" => format!("// {said}\n{text}"),
        // The dash takes the line's end with it, so that a page still begins with its first word.
        _ => format!("{{# {said} -#}}\n{text}"),
    })
}

/// How a file of a theme stands to the original.
#[must_use]
pub fn standing(name: &str, text: &str) -> Standing {
    let Some(original) = original(name) else { return Standing::Unknown };
    let first = text.lines().next().unwrap_or_default();
    if !first.contains(MARK) {
        return Standing::Unmarked;
    }
    if first.contains(&hash(original)) { Standing::Current } else { Standing::Outdated }
}

fn hash(text: &str) -> String {
    let mut hash = sha256_hex(text.as_bytes());
    hash.truncate(16);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ejected_file_is_current_until_the_original_changes() {
        for (name, _) in originals() {
            let text = ejected(name).expect("it has an original");
            assert_eq!(standing(name, &text), Standing::Current, "{name}");
            let old = text.replacen(&hash(original(name).expect("known")), "0123456789abcdef", 1);
            assert_eq!(standing(name, &old), Standing::Outdated, "{name}");
        }
        assert_eq!(standing("page.html", "<!doctype html>"), Standing::Unmarked);
        assert_eq!(standing("pages.html", ""), Standing::Unknown);
    }
}
