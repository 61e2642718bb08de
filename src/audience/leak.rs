//! The second line of defence: the finished site is searched for everything that the client must not see.
//!
//! Searched are texts of eight letters or more and amounts of four digits or more, in every form in which a writer
//! puts them. What the client may see anyway is no leak, nor is a short plain word that the site says itself. Copies
//! of attachments are searched too where they are text in some coding; packed files are not opened.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::plan::percent_encoded;
use crate::document::html::escape;
use crate::model::said::{Said, Words};
use crate::model::{Portfolio, Project};
use crate::text::{Search, Span};
use crate::value::Money;

/// The shortest text that is searched for, in letters.
const TEXT_LETTERS: usize = 8;
/// Up to this length a text of letters alone is a plain word, which the site may say itself.
const WORD_LETTERS: usize = 12;
/// The shortest name of another client that is searched for, in letters.
const NAME_LETTERS: usize = 5;
/// The smallest amount that is searched for.
const SMALLEST_AMOUNT: i64 = 1000;

/// Something internal, and where the plan says it.
#[derive(Clone, Debug)]
pub struct Secret {
    /// As it would stand in a file.
    pub text: String,
    /// Where the plan says it.
    pub span: Span,
    /// Whether it is a figure: then it must stand alone to be found.
    is_figure: bool,
}

/// Something internal in a finished file.
#[derive(Clone, Debug)]
pub struct Leak {
    /// The file of the site.
    pub path: String,
    /// What was found there.
    pub secret: Secret,
}

/// Searches finished files for what is internal in a project.
#[must_use]
pub fn leaks(project: &Project, files: &BTreeMap<String, Vec<u8>>) -> Vec<Leak> {
    let secrets = Gathered::of(project).secrets_not_shown();
    let mut forms: Vec<(String, usize)> = Vec::new();
    for (index, secret) in secrets.iter().enumerate() {
        let written = [
            secret.text.clone(),
            escape(&secret.text),
            percent_encoded(&secret.text),
            serde_json::to_string(&secret.text).unwrap_or_default().trim_matches('"').to_owned(),
            secret.text.replace(',', "\\,").replace(';', "\\;"),
        ];
        forms.extend(written.into_iter().collect::<BTreeSet<_>>().into_iter().map(|form| (form, index)));
    }
    let search = Search::exact(forms.iter().map(|(form, _)| form));
    let found: Vec<Leak> = files
        .par_iter()
        .flat_map_iter(|(path, bytes)| {
            let mut seen = BTreeSet::new();
            let bytes = readable(bytes);
            for (form, place) in search.all(&bytes) {
                let secret = forms[form].1;
                if !secrets[secret].is_figure || stands_alone(&bytes, place.start, place.end) {
                    seen.insert(secret);
                }
            }
            seen.into_iter()
                .map(|index| Leak { path: path.clone(), secret: secrets[index].clone() })
                .collect::<Vec<_>>()
        })
        .collect();
    found
}

/// The bytes in the coding of all other files, where they are text in another one: what programs on Windows write.
fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        Cow::Owned(letters.collect::<String>().into_bytes())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ if std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) => Cow::Borrowed(bytes),
        _ => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()),
    }
}

/// Files of a client's site that name another client, a project of theirs or its id, where none of the client's own
/// projects says the same.
#[must_use]
pub fn foreign_leaks(
    portfolio: &Portfolio,
    own: &[&Project],
    files: &BTreeMap<String, Vec<u8>>,
) -> Vec<(String, String)> {
    let mut shown = String::new();
    for said in own.iter().flat_map(|project| project.said()).filter(|said| said.shows) {
        if let Words::Text(text) = &said.words {
            shown.push_str(text);
            shown.push('\n');
        }
    }
    let foreign = portfolio.projects.iter().filter(|project| own.iter().all(|one| one.place != project.place));
    let mut names: BTreeSet<&str> = foreign.flat_map(names_of).collect();
    let mine: BTreeSet<&str> = own.iter().flat_map(|project| names_of(project)).collect();
    // What a status says of itself is not asked: a project called "Overview" would keep every site back.
    let elsewhere = portfolio.charter.iter().flat_map(|charter| &charter.clients);
    names.extend(elsewhere.filter_map(|client| Some(client.name.as_ref()?.value.trim())));
    names.retain(|name| name.chars().count() >= NAME_LETTERS && !mine.contains(name) && !shown.contains(name));
    let written = names.into_iter().flat_map(|name| [name.to_owned(), escape(name)]);
    let names: Vec<String> = written.collect::<BTreeSet<_>>().into_iter().collect();
    let search = Search::exact(names.iter());
    let found = |(path, bytes): (&String, &Vec<u8>)| {
        let hits: BTreeSet<usize> = search.all(&readable(bytes)).map(|(name, _)| name).collect();
        hits.into_iter().map(|name| (path.clone(), names[name].clone())).collect::<Vec<_>>()
    };
    files.iter().flat_map(found).collect()
}

/// What a project is known by: client, title, and an id of several words.
fn names_of(project: &Project) -> Vec<&str> {
    let charter = &project.charter;
    let told = [charter.client.as_ref(), charter.title.as_ref()].into_iter().flatten().map(|told| told.value.trim());
    told.chain(project.id.contains('-').then_some(project.id.as_str())).collect()
}

/// Whether no digit or letter touches a figure, so that it is not a part of another one.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let touches = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_#&".contains(byte));
    // `7,100.00` is the amount, `7,100.05` and `7,100,000` are others.
    let goes_on = |bytes: &[u8]| match bytes {
        [b'.' | b',', rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits > 0 && (digits > 2 || rest[..digits].iter().any(|byte| *byte != b'0'))
        }
        _ => false,
    };
    let comes_from = start >= 2 && matches!(bytes[start - 1], b'.' | b',') && bytes[start - 2].is_ascii_digit();
    !touches(start.checked_sub(1).and_then(|before| bytes.get(before)))
        && !touches(bytes.get(end))
        && !goes_on(&bytes[end..])
        && !comes_from
}

/// An amount as people write it in any country: `7100.5`, `7,100.50`, `7.100,50`, `7 100,50`.
fn written(amount: Money) -> BTreeSet<String> {
    let with = |text: &str, group: &str, point: &str| {
        text.chars()
            .map(|letter| match letter {
                ',' => group.to_owned(),
                '.' => point.to_owned(),
                _ => letter.to_string(),
            })
            .collect::<String>()
    };
    let (plain, grouped) = (amount.to_string(), amount.grouped());
    let marks = [(",", "."), (".", ","), ("\u{a0}", ","), ("\u{202f}", ","), ("'", "."), ("\u{2019}", ".")];
    let all = marks.iter().map(|(group, point)| with(&grouped, group, point));
    all.chain([with(&plain, "", ","), plain.clone()]).collect()
}

/// What is internal, and all that the client may see.
#[derive(Default)]
struct Gathered {
    secrets: Vec<Secret>,
    shown: String,
}

impl Gathered {
    fn of(project: &Project) -> Self {
        let mut gathered = Self::default();
        for said in project.said() {
            match &said.words {
                Words::Text(text) => gathered.text(text.trim(), &said),
                Words::Figure(amount) => gathered.figure(*amount, &said),
            }
        }
        gathered
    }

    fn show(&mut self, text: &str) {
        self.shown.push_str(text);
        self.shown.push('\n');
    }

    fn text(&mut self, text: &str, said: &Said) {
        let letters = text.chars().count();
        let is_word = text.chars().all(char::is_alphabetic) && letters < WORD_LETTERS;
        match said.shows {
            true => self.show(text),
            false if letters >= TEXT_LETTERS && !is_word => {
                self.secrets.push(Secret { text: text.to_owned(), span: said.span, is_figure: false });
            }
            false => {}
        }
    }

    fn figure(&mut self, amount: Money, said: &Said) {
        if amount < Money(SMALLEST_AMOUNT.into()) {
            return;
        }
        for text in written(amount) {
            match said.shows {
                true => self.show(&text),
                false => self.secrets.push(Secret { text, span: said.span, is_figure: true }),
            }
        }
    }

    /// The secrets that do not also stand in what the client may see.
    fn secrets_not_shown(self) -> Vec<Secret> {
        let search = Search::exact(self.secrets.iter().map(|secret| &secret.text));
        let shown: BTreeSet<usize> = search.all(self.shown.as_bytes()).map(|(secret, _)| secret).collect();
        let kept = self.secrets.into_iter().enumerate().filter(|(index, _)| !shown.contains(index));
        kept.map(|(_, secret)| secret).collect()
    }
}
