//! The catalogue: every word of the site in one language, from an embedded file and what a plan says otherwise.
//!
//! Keys are `table.name`, for a plural `table.name.one` and `table.name.other`, for a list `table.name.0` and so on.
//! Invariant: all catalogues have the same keys, and a text has the same `{placeholders}` in each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::SettingsError;
use super::toml::{self, Value};
use crate::text::{FileId, Spanned, nearest};

/// The languages that planmark brings, English first.
const BUILT_IN: [(&str, &str); 2] =
    [("en", include_str!("../../templates/lang/en.toml")), ("de", include_str!("../../templates/lang/de.toml"))];

static CATALOGUES: LazyLock<BTreeMap<&str, Arc<Catalogue>>> = LazyLock::new(|| {
    let parse = |(lang, text): (&'static str, &str)| {
        let mut catalogue = Catalogue { lang: lang.to_owned(), texts: HashMap::new() };
        let entries = flat(FileId::default(), text).expect("the embedded catalogues are read in a test");
        catalogue.texts.extend(entries.into_iter().map(|(key, text)| (key.value, text.value)));
        (lang, Arc::new(catalogue))
    };
    BUILT_IN.into_iter().map(parse).collect()
});

/// All words of the site in one language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Catalogue {
    /// The language, as HTML names it: `en`, `de`.
    lang: String,
    /// Looked up for every word of a site, so that their order is made where it is asked for.
    texts: HashMap<String, String>,
}

impl Catalogue {
    /// The languages that planmark brings, English first.
    pub const LANGUAGES: [&'static str; 2] = [BUILT_IN[0].0, BUILT_IN[1].0];

    /// The embedded catalogue of a language.
    #[must_use]
    pub fn built_in(lang: &str) -> Option<Arc<Self>> {
        CATALOGUES.get(lang).cloned()
    }

    /// The file of a language that planmark brings, as it is embedded.
    #[must_use]
    pub fn file(lang: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == lang).map(|(_, text)| *text)
    }

    /// The language, as HTML names it.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The text of a key, if there is such a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// All keys with their texts, in the order of the keys.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let sorted: BTreeMap<&str, &str> = self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        sorted.into_iter()
    }

    /// The words of a language with those that a file says otherwise. A language that planmark does not bring starts
    /// from English.
    ///
    /// # Errors
    /// Keys that no catalogue has, and texts with other placeholders.
    pub(super) fn with_own(lang: &str, file: FileId, text: &str) -> Result<Self, Vec<SettingsError>> {
        let english = &CATALOGUES[Self::LANGUAGES[0]];
        let mut catalogue = Self::clone(CATALOGUES.get(lang).unwrap_or(english));
        lang.clone_into(&mut catalogue.lang);
        let mut errors = Vec::new();
        for (key, text) in flat(file, text)? {
            match catalogue.texts.get_mut(&key.value) {
                Some(known) => match other_placeholders(&key.value, known, &text.value) {
                    None => *known = text.value,
                    Some(message) => errors.push(SettingsError {
                        span: text.span,
                        message,
                        help: format!("planmark says \u{201c}{known}\u{201d}; keep every `{{…}}` of it"),
                    }),
                },
                None => errors.push(unknown(&key, &catalogue)),
            }
        }
        if errors.is_empty() { Ok(catalogue) } else { Err(errors) }
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::clone(&CATALOGUES[Self::LANGUAGES[0]])
    }
}

/// Names in braces of a text.
#[must_use]
pub fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// What is wrong with the placeholders of a text that stands in for another. The form for one may leave out the count.
fn other_placeholders(key: &str, known: &str, own: &str) -> Option<String> {
    let (mut needed, has) = (placeholders(known), placeholders(own));
    if let Some(strange) = has.iter().find(|name| !needed.contains(**name) && **name != "n") {
        return Some(format!("nothing fills in `{{{strange}}}` of `{key}`"));
    }
    if key.ends_with(".one") {
        needed.remove("n");
    }
    needed.difference(&has).next().map(|missing| format!("`{key}` has lost its `{{{missing}}}`"))
}

fn unknown(key: &Spanned<String>, catalogue: &Catalogue) -> SettingsError {
    let near = nearest(&key.value, catalogue.texts().map(|(key, _)| key));
    SettingsError {
        span: key.span,
        message: format!("the site has no words named `{}`", key.value),
        help: near.map_or("the keys stand in planmark's `templates/lang/en.toml`".to_owned(), |near| {
            format!("did you mean `{near}`?")
        }),
    }
}

/// Texts with their whole keys, in the order they were written.
type Texts = Vec<(Spanned<String>, Spanned<String>)>;

/// The texts of a file with their whole keys.
fn flat(file: FileId, text: &str) -> Result<Texts, Vec<SettingsError>> {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for (key, value) in toml::parse(file, text)? {
        gather(key, value, &mut found, &mut errors);
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

fn gather(key: Spanned<String>, value: Spanned<Value>, found: &mut Texts, errors: &mut Vec<SettingsError>) {
    let below = |name: &str| format!("{}.{name}", key.value);
    match value.value {
        Value::Text(text) => found.push((key, Spanned::new(text, value.span))),
        Value::Table(entries) => {
            for (name, inner) in entries {
                gather(Spanned::new(below(&name.value), name.span), inner, found, errors);
            }
        }
        Value::List(items) => {
            for (index, item) in items.into_iter().enumerate() {
                gather(Spanned::new(below(&index.to_string()), item.span), item, found, errors);
            }
        }
        Value::Number(_) | Value::Truth(_) | Value::Other => errors.push(SettingsError {
            span: value.span,
            message: format!("`{}` needs a text", key.value),
            help: "put it in quotes".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_have_the_same_keys_and_placeholders() {
        let english = Catalogue::default();
        for lang in Catalogue::LANGUAGES {
            let catalogue = Catalogue::built_in(lang).expect("it is embedded");
            let keys = |catalogue: &Catalogue| catalogue.texts.keys().cloned().collect::<BTreeSet<_>>();
            let differing: Vec<String> = keys(&english).symmetric_difference(&keys(&catalogue)).cloned().collect();
            assert!(differing.is_empty(), "{lang}.toml and en.toml differ in {differing:#?}");
            for (key, text) in catalogue.texts() {
                assert_eq!(other_placeholders(key, &english.texts[key], text), None, "{lang}.toml");
                assert!(!text.trim().is_empty(), "{lang}.toml: `{key}` says nothing");
            }
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = match Catalogue::with_own("en", FileId(0), text) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(|error| format!("{}; {}", error.message, error.help)).collect(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn own_words_keep_keys_and_placeholders() {
        check("[list]\ntwo = \"{first} & {last}\"\n[duration]\ndays = { one = \"one day\" }\n", &[]);
        check("[list]\ntow = \"\"\n", &["the site has no words named `list.tow`; did you mean `list.two`?"]);
        check(
            "[list]\ntwo = \"{first}\"\n",
            &["`list.two` has lost its `{last}`; planmark says “{first} and {last}”; keep every `{…}` of it"],
        );
        check(
            "[list]\ntwo = \"{first} {x} {last}\"\n",
            &["nothing fills in `{x}` of `list.two`; planmark says “{first} and {last}”; keep every `{…}` of it"],
        );
        check("[list]\ntwo = 2\n", &["`list.two` needs a text; put it in quotes"]);
    }

    #[test]
    fn a_language_of_ones_own_starts_from_english() {
        let catalogue = Catalogue::with_own("ar", FileId(0), "[lang]\ndir = \"rtl\"\n").expect("the keys are right");
        assert_eq!((catalogue.lang(), catalogue.find("lang.dir")), ("ar", Some("rtl")));
        assert_eq!(catalogue.find("list.two"), Some("{first} and {last}"));
    }
}
