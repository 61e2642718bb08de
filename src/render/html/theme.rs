//! What a plan may replace in `theme/`, file by file: planmark's own templates, style sheets, script and words, with a
//! line that tells later whether the original has changed.

use super::{SCRIPT, STYLES, TEMPLATES};
use crate::config::Catalogue;
use crate::value::sha256_hex;

/// What begins the line at the top of an ejected file.
const MARK: &str = "planmark theme";
/// The files of words, by language.
const WORDS: [(&str, &str); 2] = [("en", "lang/en.toml"), ("de", "lang/de.toml")];

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
    let words = WORDS.iter().filter_map(|(lang, name)| Some((*name, Catalogue::file(lang)?)));
    TEMPLATES.iter().copied().chain(STYLES.iter().copied()).chain([("site.js", SCRIPT)]).chain(words)
}

/// planmark's own text of a name. Words in a language that planmark does not bring are made from the English ones.
#[must_use]
pub fn original(name: &str) -> Option<&'static str> {
    let known = originals().find(|(known, _)| *known == name).map(|(_, text)| text);
    known.or_else(|| lang_of(name).and_then(|_| Catalogue::file(Catalogue::LANGUAGES[0])))
}

/// The language of `lang/fr.toml`.
fn lang_of(name: &str) -> Option<&str> {
    let lang = name.strip_prefix("lang/")?.strip_suffix(".toml")?;
    let is_tag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (lang.starts_with(|letter: char| letter.is_ascii_lowercase()) && lang.split('-').all(is_tag)).then_some(lang)
}

/// The text to write into `theme/`: the original below a line that says what it was made from.
#[must_use]
pub fn ejected(name: &str) -> Option<String> {
    let text = original(name)?;
    let said = format!("{MARK}, made from {name} of {} {}", env!("CARGO_PKG_VERSION"), hash(text));
    Some(match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => format!("/* {said} */\n{text}"),
        "js" => format!("// {said}\n{text}"),
        "toml" => format!("# {said}\n{}", asleep(text)),
        // The dash takes the line's end with it, so that a page still begins with its first word.
        _ => format!("{{# {said} -#}}\n{text}"),
    })
}

/// Words as comments below the heads of their tables: what is taken up by its `#` counts, all the rest follows planmark.
fn asleep(text: &str) -> String {
    let line = |line: &str| match line.starts_with('[') || line.starts_with('#') || line.trim().is_empty() {
        true => format!("{line}\n"),
        false => format!("# {line}\n"),
    };
    text.lines().map(line).collect()
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
        assert_eq!(standing("lang/../x.toml", ""), Standing::Unknown);
    }

    #[test]
    fn words_sleep_until_they_are_taken_up_and_a_new_language_starts_from_english() {
        let names: Vec<&str> = WORDS.iter().map(|(lang, _)| *lang).collect();
        assert_eq!(names, Catalogue::LANGUAGES);
        for name in ["lang/en.toml", "lang/de.toml", "lang/pt-BR.toml"] {
            let text = ejected(name).expect("it has an original");
            assert_eq!(standing(name, &text), Standing::Current, "{name}");
            let awake = text.lines().filter(|line| !line.starts_with(['#', '[']) && !line.is_empty()).count();
            assert_eq!(awake, 0, "{name}");
            assert!(text.contains("\n[date]\n# weekdays = ["), "{name}");
        }
        assert!(ejected("lang/fr.toml").expect("a new one").contains("# months = [\"January\""));
    }
}
