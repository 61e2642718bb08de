//! The catalogue: every word of the site in one language, from an embedded file and what a plan says otherwise.
//!
//! Keys are `table.name`, for a plural `table.name.one` and `table.name.other`, for a list `table.name.0` and so on.
//! Invariant: all catalogues have the same keys, and a text has the same `{placeholders}` in each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::SettingsError;
use super::plural;
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

    /// The text of a plural for a count, in the form that the language has for it.
    #[must_use]
    pub fn plural(&self, key: &str, count: u64) -> Option<&str> {
        let form = plural::form(&self.lang, count);
        self.find(&format!("{key}.{form}")).or_else(|| self.find(&format!("{key}.other")))
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
            let Some(known) = catalogue.texts.get(&key.value).or_else(|| catalogue.base_of(&key.value)) else {
                errors.push(unknown(&key, &catalogue));
                continue;
            };
            match unfit(&key.value, known, &text.value) {
                None => drop(catalogue.texts.insert(key.value, text.value)),
                Some((message, help)) => errors.push(SettingsError { span: text.span, message, help }),
            }
        }
        if errors.is_empty() { Ok(catalogue) } else { Err(errors) }
    }
}

impl Catalogue {
    /// The text that a further form of a plural stands beside: of `duration.days.few` that of `duration.days.other`.
    fn base_of(&self, key: &str) -> Option<&String> {
        let (plural, form) = key.rsplit_once('.')?;
        self.texts.get(&format!("{plural}.other")).filter(|_| plural::MORE_FORMS.contains(&form))
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

/// Texts that may be empty: a line of method, and what parts the thousands.
fn may_be_empty(key: &str) -> bool {
    key.ends_with("_note") || key == "number.group"
}

/// Why a text cannot stand in for another one, and what to do.
fn unfit(key: &str, known: &str, own: &str) -> Option<(String, String)> {
    if key == "lang.dir" && !matches!(own, "ltr" | "rtl") {
        return Some((format!("`{own}` is no direction"), "write \"ltr\" or \"rtl\"".to_owned()));
    }
    let help = format!("planmark says \u{201c}{known}\u{201d}");
    if own.trim().is_empty() && !may_be_empty(key) {
        return Some((format!("`{key}` says nothing"), help));
    }
    let braces = own.matches(['{', '}']);
    if braces.clone().count() % 2 == 1 || !braces.zip(["{", "}"].into_iter().cycle()).all(|(has, needs)| has == needs) {
        return Some((format!("a brace of `{key}` has no other one"), help));
    }
    other_placeholders(key, known, own).map(|message| (message, format!("{help}; keep every `{{…}}` of it")))
}

/// What is wrong with the placeholders of a text that stands in for another. Forms that say how many it is may leave
/// out the count.
fn other_placeholders(key: &str, known: &str, own: &str) -> Option<String> {
    let (mut needed, has) = (placeholders(known), placeholders(own));
    let form = key.rsplit('.').next().unwrap_or_default();
    let is_plural = matches!(form, "one" | "other") || plural::MORE_FORMS.contains(&form);
    let is_filled = |name: &&&str| needed.contains(**name) || is_plural && **name == "n";
    if let Some(strange) = has.iter().find(|name| !is_filled(name)) {
        return Some(format!("nothing fills in `{{{strange}}}` of `{key}`"));
    }
    if matches!(form, "zero" | "one" | "two") {
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
                assert_eq!(unfit(key, &english.texts[key], text), None, "{lang}.toml");
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
        check(
            "[list]\ntwo = \"{first}} {last}\"\n",
            &["a brace of `list.two` has no other one; planmark says “{first} and {last}”"],
        );
        check("[nav]\nabout = \"{\"\n", &["a brace of `nav.about` has no other one; planmark says “About”"]);
        check(
            "[nav]\nabout = \"{n}\"\n",
            &["nothing fills in `{n}` of `nav.about`; planmark says “About”; keep every `{…}` of it"],
        );
        check("[nav]\nabout = \" \"\n", &["`nav.about` says nothing; planmark says “About”"]);
        check("[number]\ngroup = \" \"\n[since]\ntitle_note = \"{date}\"\n", &[]);
        check("[lang]\ndir = \"sideways\"\n", &["`sideways` is no direction; write \"ltr\" or \"rtl\""]);
    }

    #[test]
    fn a_language_has_as_many_forms_of_a_plural_as_it_needs() {
        let polish = "[duration]\ndays = { one = \"{n} dzień\", few = \"{n} dni\", many = \"{n} dni.\", other = \"{n} dnia\" }\n";
        let catalogue = Catalogue::with_own("pl", FileId(0), polish).expect("the forms are right");
        let found = [0, 1, 2, 5, 22].map(|count| catalogue.plural("duration.days", count));
        assert_eq!(found, ["{n} dni.", "{n} dzień", "{n} dni", "{n} dni.", "{n} dni"].map(Some));
        assert_eq!(catalogue.plural("duration.hours", 2), Some("{n} hours"), "what is not said stays English");
        check(
            "[duration]\ndays = { few = \"days\" }\n",
            &["`duration.days.few` has lost its `{n}`; planmark says “{n} days”; keep every `{…}` of it"],
        );
        check(
            "[nav]\nfew = \"x\"\n",
            &["the site has no words named `nav.few`; the keys stand in planmark's `templates/lang/en.toml`"],
        );
    }

    #[test]
    fn a_language_of_ones_own_starts_from_english() {
        let catalogue = Catalogue::with_own("ar", FileId(0), "[lang]\ndir = \"rtl\"\n").expect("the keys are right");
        assert_eq!((catalogue.lang(), catalogue.find("lang.dir")), ("ar", Some("rtl")));
        assert_eq!(catalogue.find("list.two"), Some("{first} and {last}"));
    }
}
