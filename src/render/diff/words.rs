//! A difference in words, in pieces: ours, and those of the plan, which every output makes safe in its own way.

use crate::agreed::Defect;
use crate::diff::{Cover, Difference, Gap, Kind, Said, Strength, Topic};
use crate::document::keys::Class;
use crate::document::keys::words::ChangeStatus;
use crate::model::address::Subject;
use crate::render::sink::clean;

/// Longer texts of the plan are cut.
const LONGEST: usize = 160;

/// Who judges in a comparison.
pub(super) const JUDGE: &str = "the base revision";

/// A piece of a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Piece {
    /// Our own words.
    Ours(String),
    /// An id, an address or a path.
    Name(String),
    /// Words of the plan.
    Quote(String),
}

/// A sentence.
pub(super) type Phrase = Vec<Piece>;

fn ours(text: impl Into<String>) -> Piece {
    Piece::Ours(text.into())
}

fn name(text: impl Into<String>) -> Piece {
    Piece::Name(text.into())
}

fn quote(text: &str) -> Piece {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Piece::Quote(short)
}

/// A sentence for programs: as it is.
pub(super) fn plain(phrase: &Phrase) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Ours(text) | Piece::Quote(text) => text.clone(),
        Piece::Name(text) => format!("`{text}`"),
    };
    phrase.iter().map(piece).collect()
}

/// The sign at the start of a line.
pub(super) fn sign(difference: &Difference) -> &'static str {
    match difference.kind {
        Kind::Added => "+",
        Kind::Removed => "-",
        Kind::Changed | Kind::Reordered => "~",
        Kind::Renamed => "=",
        Kind::Moved => ">",
    }
}

/// The word of a class.
pub(super) fn class_word(class: Class) -> &'static str {
    match class {
        Class::Control => "control",
        Class::Scope => "scope",
        Class::Commitment => "commitment",
        Class::Forecast => "forecast",
        Class::Record => "record",
        Class::Editorial => "editorial",
    }
}

/// What it is about: `deliverable `lte-failover``, `scope`.
fn subject(difference: &Difference) -> Phrase {
    match &difference.topic {
        Topic::Settings if difference.path.starts_with("theme/") => vec![],
        Topic::Settings => vec![name("planmark.toml")],
        Topic::Baseline => vec![name("baseline.yml")],
        Topic::Portfolio => vec![ours("portfolio")],
        Topic::Plan(Subject::Project) => vec![ours("project")],
        Topic::Plan(Subject::Scope) => vec![ours("scope")],
        Topic::Plan(Subject::Item(register, id)) => vec![ours(format!("{} ", register.kind().name)), name(id)],
        Topic::Register(register) => vec![ours(register.name())],
    }
}

/// The whole difference.
pub(super) fn difference(difference: &Difference) -> Phrase {
    let mut phrase = subject(difference);
    let is_whole = difference.path.is_empty();
    match difference.kind {
        Kind::Added if is_whole => phrase.push(ours(" is new")),
        Kind::Removed if is_whole => phrase.push(ours(" is gone")),
        Kind::Renamed if is_whole => return renamed(difference, phrase),
        Kind::Moved => {
            phrase.push(ours(" moved"));
            return arrow(difference, phrase);
        }
        _ if is_whole && difference.topic == Topic::Baseline => {
            let text = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
            if text(&difference.before) == text(&difference.after) {
                phrase.push(ours(" was rewritten"));
                return phrase;
            }
            phrase.push(ours(" was rewritten:"));
            return arrow(difference, phrase);
        }
        _ => return field(difference, phrase),
    }
    if difference.topic == Topic::Baseline {
        return phrase;
    }
    let (said, other) = match difference.kind {
        Kind::Added => (&difference.after, &difference.before),
        _ => (&difference.before, &difference.after),
    };
    if let Some(said) = said.as_ref().filter(|said| difference.item().is_none_or(|(_, id)| id != said.text)) {
        phrase.extend([ours(": "), quote(&said.text)]);
    }
    if other.is_some() {
        phrase.push(ours(", or hidden by a syntax error on the other side"));
    }
    if let Some(deliverable) = &difference.comes_with {
        let word = if difference.kind == Kind::Added { ", work for " } else { ", was work for " };
        phrase.extend([ours(word), name(deliverable)]);
    }
    phrase
}

fn renamed(difference: &Difference, mut phrase: Phrase) -> Phrase {
    if let Some((Topic::Plan(Subject::Item(register, old)), _)) = &difference.former {
        phrase = vec![ours(format!("{} ", register.kind().name)), name(old), ours(" is now called ")];
        phrase.push(name(difference.item().map_or("", |(_, id)| id)));
    }
    phrase
}

fn field(difference: &Difference, mut phrase: Phrase) -> Phrase {
    if difference.path == "body" {
        phrase.push(ours(": prose reworded"));
        return phrase;
    }
    if !difference.path.is_empty() {
        let lead = if phrase.is_empty() { "" } else { ": " };
        phrase.extend([ours(lead), name(&difference.path)]);
    }
    if let Some(entry) = &difference.entry {
        let is_said = [&difference.before, &difference.after]
            .iter()
            .any(|said| said.as_ref().is_some_and(|said| said.text == *entry));
        if !is_said {
            phrase.extend([ours(" of "), quote(entry)]);
        }
    }
    if difference.kind == Kind::Reordered {
        phrase.push(ours(" in another order"));
    }
    let mut phrase = arrow(difference, phrase);
    if difference.kind == Kind::Renamed {
        phrase.push(ours(" under another id"));
    }
    match difference.strength {
        Some(Strength::Weaker) => phrase.push(ours(" (weaker)")),
        Some(Strength::Stronger) if difference.kind == Kind::Changed => phrase.push(ours(" (stronger)")),
        _ => {}
    }
    phrase
}

/// Before and after, as far as both are there.
fn arrow(difference: &Difference, mut phrase: Phrase) -> Phrase {
    let is_entry = matches!(difference.kind, Kind::Added | Kind::Removed);
    match (&difference.before, &difference.after) {
        (Some(before), Some(after)) if before.text.is_empty() && after.text.is_empty() => {
            phrase.push(ours(" was changed"));
        }
        (Some(_), Some(after)) if difference.kind == Kind::Renamed => phrase.extend([ours(" "), quote(&after.text)]),
        (Some(before), Some(after)) => {
            phrase.extend([ours(" "), quote(&before.text), ours(" -> "), quote(&after.text)]);
        }
        (None, Some(after)) if after.text.is_empty() => phrase.push(ours(" was added")),
        (Some(before), None) if before.text.is_empty() => phrase.push(ours(" was taken out")),
        (None, Some(after)) if is_entry => phrase.extend([ours(" "), quote(&after.text)]),
        (Some(before), None) if is_entry => phrase.extend([ours(" "), quote(&before.text)]),
        (None, Some(after)) if difference.is_signature() => phrase.extend([ours(" signed by "), quote(&after.text)]),
        (None, Some(after)) => phrase.extend([ours(" nothing -> "), quote(&after.text)]),
        (Some(before), None) => phrase.extend([ours(" "), quote(&before.text), ours(" -> nothing")]),
        (None, None) => {}
    }
    phrase
}

/// What covers a difference, or why nothing does; nothing where no cover is needed.
pub(super) fn cover(cover: &Cover) -> Phrase {
    match cover {
        Cover::NotNeeded => Vec::new(),
        Cover::NothingAgreed => vec![ours("nothing is agreed yet: the planning gate is not signed")],
        Cover::Change(change) => vec![ours("covered by "), name(change)],
        Cover::Signature { by, of } => vec![name(by), ours(" signed "), name(of)],
        Cover::Nothing(gap) => why(gap),
    }
}

fn why(gap: &Gap) -> Phrase {
    match gap {
        Gap::Unnamed => vec![ours("no change request names it")],
        Gap::Change { change, defect: because } => {
            let mut phrase = vec![name(change), ours(" names it, but ")];
            phrase.extend(defect(because, JUDGE));
            phrase
        }
        Gap::AddedBefore { change } => {
            vec![name(change), ours(" asked to add it, which was done before; this needs a change of its own")]
        }
        Gap::Otherwise { change, otherwise } => {
            vec![name(change), ours(" was approved with "), name(otherwise.key), ours(" "), quote(&otherwise.promised)]
        }
        Gap::Unclear { change, written } => vec![
            name(change),
            ours(" names "),
            name(written),
            ours(", which could mean more than one thing: write its register before it"),
        ],
        Gap::Rewritten => vec![ours("no change that was approved since is among its reasons")],
        Gap::EditedByHand => vec![ours("its checksum is another one: it was edited after planmark wrote it")],
        Gap::Withdrawn => vec![ours("what was signed is taken back, and nobody who may sign it says so")],
        Gap::Signature(because) => {
            let mut phrase = vec![ours("it is signed, but ")];
            phrase.extend(defect(because, JUDGE));
            phrase
        }
    }
}

/// Why a change request or a signature does not count, and by whose word.
pub(super) fn defect(defect: &Defect, judge: &str) -> Phrase {
    match defect {
        Defect::NotApproved(ChangeStatus::Proposed) => vec![ours("is not decided yet")],
        Defect::NotApproved(status) => vec![ours(format!("was {}", status.name()))],
        Defect::Unsigned => vec![ours("nobody signed the approval")],
        Defect::Stranger(by) => vec![name(by), ours(format!(", who signed, is nobody whom {judge} knows"))],
        Defect::NotEntitled(by) => vec![name(by), ours(format!(", who signed, may not decide by {judge}"))],
        Defect::Doubtful { by, why } => {
            vec![ours("nothing bears out that "), name(by), ours(" signed it: the signature "), quote(why)]
        }
        Defect::Stale => vec![ours("it was edited after it was signed")],
        Defect::CarriedOut(date) => vec![ours(format!("it was carried out on {date}; this needs a change of its own"))],
        Defect::Used => vec![ours("the baseline holds it already; this needs a change of its own")],
    }
}

/// The same in plain words, for a terminal.
pub(in crate::render) fn defect_words(because: &Defect, judge: &str) -> String {
    clean(&plain(&defect(because, judge)))
}
