//! What is internal never reaches the client: a canary in every internal value of every key, looked for in every form.

use std::collections::BTreeMap;

use planmark::document::keys::Type;
use planmark::text::{Content, Search, SourceFile, SourceSet};
use proptest::prelude::*;

use crate::every_key::{Leaf, plan};
use crate::site::client_site;

const TODAY: &str = "2026-04-24";
/// What every canary starts with; no word of planmark does.
pub(crate) const MARK: &str = "Kanari";
/// Internal amounts count on from here.
const AMOUNT: u32 = 7_100_000;

/// Internal values that move figures, dates or colours which the client sees, by design: they have no byte to keep.
const MOVES_FIGURES: &[&str] = &["effort", "earn", "capacity", "away", "who", "days", "money", "residual", "snapshot"];

/// Internal items whose dates move dates or colours which the client sees, by design.
const MOVES_DATES: &[&str] = &["tasks.", "milestones.", "windows.", "actions.", "updates.", "changes."];

fn sources(files: Vec<(String, String)>) -> SourceSet {
    let file = |(path, text): (String, String)| {
        let content =
            if path.ends_with(".md") { Content::Text(text.into()) } else { Content::Bytes(text.into_bytes().into()) };
        SourceFile { path, content }
    };
    SourceSet::new(files.into_iter().map(file).collect())
}

/// A plan with another canary in every internal text, id, file name and amount.
pub(crate) fn canaries(mut figure: impl FnMut(&Leaf) -> Option<String>) -> (SourceSet, u32) {
    let mut count = 0;
    let mut attachments = Vec::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut fill = |leaf: &Leaf| {
        if !leaf.is_internal {
            return None;
        }
        count += 1;
        match leaf.kind {
            Type::Slug if leaf.path.ends_with(".id") && !leaf.path.starts_with("project") => {
                Some(ids.entry(leaf.path.clone()).or_insert_with(|| format!("kanari{count:04}x")).clone())
            }
            Type::Path => {
                attachments.push(format!("attachments/{MARK}{count:04}x.csv"));
                attachments.last().cloned()
            }
            // The pictures of the client's site show the figures of updates that the client sees.
            Type::Money if leaf.path.contains(".snapshot.") && !leaf.path.contains(".kept.") => figure(leaf),
            Type::Money => Some((AMOUNT + count).to_string()),
            _ if leaf.is_text() => Some(format!("{MARK}{count:04}x & <b> \"é\" {MARK}")),
            _ => figure(leaf),
        }
    };
    let mut files = plan(&mut fill);
    files.extend(attachments.into_iter().map(|path| (format!("plan/{path}"), format!("{MARK} in a file"))));
    (sources(files), count)
}

/// The text as whole base64 shows it, wherever in the coded bytes it stands: what does not hang on its neighbours.
fn base64_forms(text: &str) -> Vec<Vec<u8>> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let coded = |before: usize| {
        let bits: Vec<u8> = std::iter::repeat_n(0, before)
            .chain(text.bytes())
            .flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1))
            .collect();
        let inner = bits.chunks_exact(6).skip((before * 8).div_ceil(6));
        inner.map(|six| LETTERS[six.iter().fold(0, |value, bit| value << 1 | usize::from(*bit))]).collect()
    };
    (0..3).map(coded).collect()
}

/// Every form in which the mark might stand in a file.
fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let lower = MARK.to_lowercase();
    let mut forms = Vec::new();
    for text in [MARK, &lower] {
        let all = |each: &dyn Fn(u8) -> String| text.bytes().map(each).collect::<String>().into_bytes();
        forms.push(("plain", text.as_bytes().to_vec()));
        forms.extend(base64_forms(text).into_iter().map(|form| ("base64", form)));
        forms.push(("hexadecimal", all(&|byte| format!("{byte:02x}"))));
        forms.push(("percent", all(&|byte| format!("%{byte:02X}"))));
        forms.push(("decimal entities", all(&|byte| format!("&#{byte};"))));
        forms.push(("hexadecimal entities", all(&|byte| format!("&#x{byte:x};"))));
        forms.push(("JSON escapes", all(&|byte| format!("\\u{byte:04x}"))));
        forms.push(("UTF-16", text.bytes().flat_map(|byte| [byte, 0]).collect()));
        forms.push(("backwards", text.bytes().rev().collect()));
    }
    forms
}

/// Digits with whatever groups them left out, so that `7,100,012` is found too.
fn digits(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().filter(|letter| !",.'’ \u{a0}\u{202f}".contains(*letter)).collect()
}

pub(crate) fn claim_no_canary(files: &BTreeMap<String, Vec<u8>>, count: u32) {
    let forms = forms();
    let marks = Search::exact(forms.iter().map(|(_, needle)| needle));
    let amounts = Search::exact((AMOUNT..=AMOUNT + count).map(|number| number.to_string()));
    for (path, bytes) in files {
        let found = marks.all(bytes).chain(marks.all(path.as_bytes())).next();
        let found =
            found.map(|(form, place)| (forms[form].0, String::from_utf8_lossy(&bytes[place.start..]).into_owned()));
        assert!(found.is_none(), "{path} holds a canary: {found:?}");
        assert!(amounts.all(digits(bytes).as_bytes()).next().is_none(), "{path} holds an internal amount");
    }
}

#[test]
fn no_canary_of_any_internal_key_is_in_the_clients_site_in_any_form() {
    let (sources, count) = canaries(|_| None);
    assert!(count > 200, "{count} internal values");
    let files = client_site(&sources, TODAY);
    assert!(files.keys().any(|path| path.contains("seen-task")), "the client's items are there");
    claim_no_canary(&files, count);
}

#[test]
fn a_canary_would_be_found_in_every_form() {
    let text = format!("so {MARK}0001x is");
    for (before, form) in base64_forms(&text).iter().enumerate() {
        let found = Search::exact(base64_forms(MARK)).all(form).next().is_some();
        assert!(found, "base64 {before} bytes in");
    }
    assert!(digits("costs 7,100,012.00".as_bytes()).contains("7100012"));
}

/// Another word for each number, of letters alone, as long as it likes.
fn word(seed: u64, count: u64) -> String {
    let mut state = seed ^ count.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let length = 9 + next() % 12;
    (0..length).map(|_| char::from(b'a' + (next() % 26) as u8)).collect()
}

/// A plan whose internal texts, ids and idle figures hang on a seed.
fn whispered(seed: u64) -> SourceSet {
    let mut count = 0;
    let mut fill = |leaf: &Leaf| {
        let is_kept = leaf.path.contains(".kept.");
        let moves = leaf.path.split('.').any(|part| MOVES_FIGURES.contains(&part));
        if !leaf.is_internal {
            return None;
        }
        count += 1;
        match leaf.kind {
            Type::Slug if leaf.path.ends_with(".id") => Some(word(seed, leaf.path.len() as u64)),
            _ if leaf.is_text() => Some(word(seed, count)),
            Type::Path => Some(format!("attachments/{}.csv", word(seed, count))),
            Type::Money if !is_kept && !moves => Some((2000 + (seed ^ count) % 7000).to_string()),
            Type::Integer(least, most) if !is_kept && !moves => {
                Some((least + (seed ^ count) as i64 % (most - least)).to_string())
            }
            Type::Date if !moves && !MOVES_DATES.iter().any(|start| leaf.path.starts_with(start)) => {
                Some(format!("2026-{:02}-{:02}", 1 + (seed ^ count) % 12, 1 + (seed ^ count) % 28))
            }
            _ => None,
        }
    };
    sources(plan(&mut fill))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn internal_texts_ids_and_figures_change_no_byte_of_the_clients_site(seed in any::<u64>()) {
        let (before, after) = (client_site(&whispered(1), TODAY), client_site(&whispered(seed), TODAY));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(names(&before), names(&after));
        for (path, bytes) in before.iter().rev() {
            let same = bytes.iter().zip(&after[path]).take_while(|(one, other)| one == other).count();
            let near = |bytes: &[u8]| String::from_utf8_lossy(&bytes[same.saturating_sub(80).min(bytes.len())..(same + 80).min(bytes.len())]).into_owned();
            prop_assert!(*bytes == after[path], "{path}: {} became {}", near(bytes), near(&after[path]));
        }
    }

    #[test]
    fn internal_dates_and_durations_bring_no_word_of_what_is_internal(days in 1u32..28, length in 1u32..40) {
        let (sources, count) = canaries(|leaf| match leaf.kind {
            Type::Date => Some(format!("2026-05-{days:02}")),
            Type::DateTime => Some(format!("2026-05-{days:02}T{:02}:00", length % 24)),
            Type::Duration => Some(format!("{length}d")),
            Type::Estimate => Some(format!("[{length}d, {}d, {}d]", length + days, length + 2 * days)),
            Type::Percent => Some(format!("{}%", length + days)),
            Type::Number => Some(length.to_string()),
            _ => None,
        });
        claim_no_canary(&client_site(&sources, TODAY), count);
    }
}
