//! `planmark.toml`: rule levels, thresholds, how the site looks.

use std::collections::BTreeMap;

use super::Told;
use super::profile::TypeProfile;
use super::toml::{self, Value};
use crate::document::html::is_web;
use crate::finding::Severity;
use crate::text::{FileId, Span, Spanned, nearest};
use crate::value::Decimal;

/// How a rule or a group counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Level {
    /// All its findings have this severity.
    Severity(Severity),
    /// It is not run.
    Off,
}

/// The published set of thresholds that counts where nothing else is said.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Profile {
    /// For projects of 4 to 12 weeks with 10 to 60 tasks.
    #[default]
    Default,
    /// The numbers of the DCMA 14-point assessment.
    Dcma,
}

/// How the site looks.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// A language tag: `en`, `de`, or one of one's own with its words in `theme/lang/`.
    pub lang: Told<String>,
    /// The colour of links and of the status date, `#0b559f`.
    pub colour: Told<String>,
    /// The provider's logo, a file beside `project.md`, shown in the footer.
    pub logo: Told<String>,
    /// A line in the footer.
    pub footer: Told<String>,
    /// Where the site will be, for feeds.
    pub base_url: Told<String>,
    /// Whether search engines may list it.
    pub index: bool,
}

/// The thresholds of one rule by name, as written.
pub(crate) type SetThresholds = Vec<(Spanned<String>, Spanned<Decimal>)>;

/// What `planmark.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file, if there is one.
    pub file: Option<FileId>,
    /// The thresholds that count where nothing else is said.
    pub profile: Profile,
    /// Levels of rules and groups as written.
    pub levels: Vec<(Spanned<String>, Spanned<Level>)>,
    /// Thresholds by rule and name as written.
    pub thresholds: Vec<(Spanned<String>, SetThresholds)>,
    /// A folder of type profiles of one's own.
    pub types_folder: Told<String>,
    /// All type profiles by name, own ones included.
    pub types: BTreeMap<String, TypeProfile>,
    /// How the site looks.
    pub site: Site,
}

/// Something in the settings that planmark cannot follow.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SettingsError {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Reads the text of a `planmark.toml`.
pub(super) fn read(file: FileId, text: &str) -> Result<Settings, Vec<SettingsError>> {
    let entries = toml::parse(file, text)?;
    let mut reading = Reading { settings: Settings { file: Some(file), ..Settings::default() }, errors: Vec::new() };
    for (key, value) in &entries {
        match key.value.as_str() {
            "profile" => reading.profile(value),
            "types" => reading.settings.types_folder = reading.text(key, value),
            "rules" => reading.levels(key, value),
            "thresholds" => reading.thresholds(key, value),
            "site" => reading.site(key, value),
            _ => reading.unknown(key, &["profile", "types", "rules", "thresholds", "site"]),
        }
    }
    if reading.errors.is_empty() { Ok(reading.settings) } else { Err(reading.errors) }
}

struct Reading {
    settings: Settings,
    errors: Vec<SettingsError>,
}

impl Reading {
    fn error(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.errors.push(SettingsError { span, message, help: help.into() });
    }

    fn unknown(&mut self, key: &Spanned<String>, known: &[&str]) {
        let help = match nearest(&key.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.error(key.span, format!("there is no setting `{}`", key.value), help);
    }

    fn text(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Told<String> {
        match value.value.as_text() {
            Some(text) => Some(Spanned::new(text.to_owned(), value.span)),
            None => {
                self.error(value.span, format!("`{}` needs a text", key.value), "put it in quotes");
                None
            }
        }
    }

    fn table<'a>(
        &mut self,
        key: &Spanned<String>,
        value: &'a Spanned<Value>,
    ) -> &'a [(Spanned<String>, Spanned<Value>)] {
        value.value.as_table().unwrap_or_else(|| {
            self.error(
                value.span,
                format!("`{}` needs keys with values", key.value),
                format!("write `[{}]`", key.value),
            );
            &[]
        })
    }

    fn profile(&mut self, value: &Spanned<Value>) {
        match value.value.as_text() {
            Some("default") => self.settings.profile = Profile::Default,
            Some("dcma") => self.settings.profile = Profile::Dcma,
            _ => self.error(value.span, "there is no such profile".to_owned(), "write \"default\" or \"dcma\""),
        }
    }

    fn levels(&mut self, key: &Spanned<String>, value: &Spanned<Value>) {
        for (rule, level) in self.table(key, value) {
            let read = match level.value.as_text() {
                Some("error") => Level::Severity(Severity::Error),
                Some("warning") => Level::Severity(Severity::Warning),
                Some("info") => Level::Severity(Severity::Info),
                Some("off") => Level::Off,
                _ => {
                    let help = "write \"error\", \"warning\", \"info\" or \"off\"";
                    self.error(level.span, format!("`{}` has no such level", rule.value), help);
                    continue;
                }
            };
            self.settings.levels.push((rule.clone(), Spanned::new(read, level.span)));
        }
    }

    fn thresholds(&mut self, key: &Spanned<String>, value: &Spanned<Value>) {
        for (rule, names) in self.table(key, value) {
            let mut read = Vec::new();
            for (name, number) in self.table(rule, names) {
                let parsed = match &number.value {
                    Value::Number(text) => text.parse::<Decimal>().ok().filter(|number| *number >= Decimal::ZERO),
                    _ => None,
                };
                match parsed {
                    Some(parsed) => read.push((name.clone(), Spanned::new(parsed, number.span))),
                    None => {
                        self.error(number.span, format!("`{}` needs a number", name.value), "write it without quotes")
                    }
                }
            }
            self.settings.thresholds.push((rule.clone(), read));
        }
    }

    fn site(&mut self, key: &Spanned<String>, value: &Spanned<Value>) {
        for (name, setting) in self.table(key, value) {
            match name.value.as_str() {
                "lang" => self.settings.site.lang = self.lang(name, setting),
                "colour" => self.settings.site.colour = self.colour(name, setting),
                "logo" => self.settings.site.logo = self.text(name, setting),
                "footer" => self.settings.site.footer = self.text(name, setting),
                "base_url" => self.settings.site.base_url = self.web_address(name, setting),
                "index" => match setting.value {
                    Value::Truth(truth) => self.settings.site.index = truth,
                    _ => self.error(setting.span, "`index` is true or false".to_owned(), "write it without quotes"),
                },
                _ => self.unknown(name, &["lang", "colour", "logo", "footer", "base_url", "index"]),
            }
        }
    }

    fn lang(&mut self, name: &Spanned<String>, setting: &Spanned<Value>) -> Told<String> {
        let told = self.text(name, setting)?;
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if told.value.split('-').all(is_part) {
            return Some(told);
        }
        self.error(told.span, "this is no language".to_owned(), "write a language tag: \"en\", \"de\", \"pt-BR\"");
        None
    }

    fn web_address(&mut self, name: &Spanned<String>, setting: &Spanned<Value>) -> Told<String> {
        let told = self.text(name, setting)?;
        if is_web(&told.value) {
            return Some(told);
        }
        self.error(told.span, "this is no web address".to_owned(), "write it as \"https://status.example.com\"");
        None
    }

    fn colour(&mut self, name: &Spanned<String>, setting: &Spanned<Value>) -> Told<String> {
        let told = self.text(name, setting)?;
        let digits = told.value.strip_prefix('#').unwrap_or("");
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(told);
        }
        self.error(told.span, "this is no colour".to_owned(), "write six hex digits: \"#0b559f\"");
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = match read(FileId(0), text) {
            Ok(_) => Vec::new(),
            Err(errors) => errors
                .into_iter()
                .map(|error| format!("{}: {}; {}", &text[error.span.range()], error.message, error.help))
                .collect(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn settings_name_what_they_do_not_know() {
        check("profile = \"dcma\"\n[rules]\nplaceholder = \"error\"\nbudget = \"off\"\n", &[]);
        check("[thresholds]\nwindow-buffer = { days = 3 }\n[site]\nlang = \"en\"\nindex = true\n", &[]);
        check("[ruls]\n", &["ruls: there is no setting `ruls`; did you mean `rules`?"]);
        check(
            "[rules]\nx = \"loud\"\n",
            &["\"loud\": `x` has no such level; write \"error\", \"warning\", \"info\" or \"off\""],
        );
        let help = "this is no web address; write it as \"https://status.example.com\"";
        check("[site]\nbase_url = \"https://status.example.com/a\"\n", &[]);
        check("[site]\nbase_url = \"javascript:x\"\n", &[&format!("\"javascript:x\": {help}")]);
        check("[site]\ncolour = \"red\"\n", &["\"red\": this is no colour; write six hex digits: \"#0b559f\""]);
    }
}
