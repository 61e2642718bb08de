//! What differs from what was agreed, for people: by meaning, item by item, with the change that approved it.

use super::Look;
use super::diff::defect_words;
use super::paint::{Tone, count};
use super::sink::clean;
use crate::agreed::{Cover, Judged, Refusal};
use crate::document::keys::Class;
use crate::model::Project;
use crate::model::baseline::Baseline;

/// Everything that differs from what was agreed.
#[must_use]
pub fn agreement(project: &Project, agreed: &Baseline, drift: &[Judged], look: &Look) -> String {
    let title = project.charter.title.as_ref().map_or(project.id.as_str(), |title| title.value.as_str());
    let mut out = format!("{}\n", look.paint(Tone::Bold, &format!("Agreed and planned: {}", clean(title))));
    out.push_str(&format!("  {}\n", since(agreed)));
    if drift.is_empty() {
        out.push_str(&format!("  {} nothing differs from what was agreed\n", look.either("✔", "ok:")));
        return out;
    }
    let groups = [(Class::Scope, "Scope"), (Class::Commitment, "Commitments"), (Class::Forecast, "Forecast")];
    for (class, name) in groups {
        let of_class: Vec<&Judged> = drift.iter().filter(|judged| judged.difference.class == class).collect();
        if of_class.is_empty() {
            continue;
        }
        let open = of_class.iter().filter(|judged| judged.cover.is_open()).count();
        let told = match (class, open) {
            (Class::Forecast, _) => "needs no approval".to_owned(),
            (_, 0) => "approved".to_owned(),
            (_, open) => format!("{open} not approved"),
        };
        let head = format!("{name}: {}, {told}", count(of_class.len(), "difference"));
        out.push_str(&format!("\n{}\n", look.paint(Tone::Bold, &head)));
        of_class.iter().for_each(|judged| difference(&mut out, judged, look));
    }
    out
}

/// `agreed on 2026-04-08, first on 2026-03-17, because of lte-at-branch`.
fn since(agreed: &Baseline) -> String {
    let mut text = agreed.date.map_or("agreed on no day".to_owned(), |date| format!("agreed on {}", date.value));
    let first = agreed.original.as_ref().and_then(|original| original.date);
    if let Some(first) = first.filter(|first| Some(first.value) != agreed.date.map(|date| date.value)) {
        text.push_str(&format!(", first on {}", first.value));
    }
    let because: Vec<&str> = agreed.because.iter().map(|change| change.written.value.as_str()).collect();
    if !because.is_empty() {
        text.push_str(&format!(", with {}", clean(&because.join(", "))));
    }
    text
}

fn difference(out: &mut String, judged: &Judged, look: &Look) {
    let (mark, tone) = match &judged.cover {
        Cover::NotNeeded => (look.either("·", "-"), Tone::Dim),
        Cover::Change(_) => (look.either("✔", "ok:"), Tone::Good),
        Cover::Flawed(..) | Cover::Nothing => (look.either("✘", "x"), Tone::Bad),
    };
    let different = &judged.difference;
    let words = match (&different.agreed, &different.now) {
        (Some(agreed), Some(now)) => format!("agreed {}, now {}", clean(&agreed.value), clean(&now.value)),
        (Some(agreed), None) => format!("agreed {}, now gone", clean(&agreed.value)),
        (None, Some(now)) => format!("new: {}", clean(&now.value)),
        (None, None) => String::new(),
    };
    out.push_str(&format!("  {} {}: {words}\n", look.paint(tone, mark), clean(&different.spot.to_string())));
    if let Some(why) = why(&judged.cover) {
        out.push_str(&format!("    {}\n", look.paint(Tone::Dim, &why)));
    }
}

fn why(cover: &Cover) -> Option<String> {
    Some(match cover {
        Cover::NotNeeded => return None,
        Cover::Change(id) => format!("approved with the change `{}`", clean(id)),
        Cover::Flawed(id, defect) => {
            format!("the change `{}` names it, but {}", clean(id), defect_words(defect, "the plan"))
        }
        Cover::Nothing => "no change names it".to_owned(),
    })
}

/// Why a baseline was not written to a path, and what to do.
#[must_use]
pub fn refusal(refusal: &Refusal, path: &str, look: &Look) -> String {
    let mut out = String::new();
    let taken_back;
    let (what, help) = match refusal {
        Refusal::Unreadable => (
            "`baseline.yml` cannot be read whole, or is of another project".to_owned(),
            "`planmark check` says where; take back the last version that planmark wrote",
        ),
        Refusal::Gone(revision) => {
            taken_back = format!("take it back: `git checkout {revision} -- {}`", clean(path));
            ("the planning gate is signed, and the baseline was deleted since".to_owned(), taken_back.as_str())
        }
        Refusal::NotGenuine => (
            "`baseline.yml` is not as planmark wrote it, so nobody knows what was agreed".to_owned(),
            "take back the version that was agreed: `git log -- baseline.yml` lists them",
        ),
        Refusal::NoDates => {
            ("the plan has no dates for some of its work".to_owned(), "`planmark schedule` says for what and why")
        }
        Refusal::Open(open) => (
            format!("{} from what was agreed, and no approved change says so", count(open.len(), "difference")),
            "write a change request that names them (`planmark add change`) and let the client sign it",
        ),
    };
    out.push_str(&format!("{} {what}\n", look.paint(Tone::Bad, "not written:")));
    if let Refusal::Open(open) = refusal {
        open.iter().for_each(|judged| difference(&mut out, judged, look));
    }
    out.push_str(&format!("  {help}\n"));
    out
}
