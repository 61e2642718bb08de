//! Three versions of a document merged by what they say: item by item and field by field in the facts, by lines in the
//! prose. Bytes that neither side touched stay as they are.
//!
//! Invariant: a merge without conflicts says what the values of the three versions merge to; that is proven by reading
//! it again. Where it cannot be proven, the texts are merged by lines.

mod block;
mod list;
mod value;

use super::parse;
use super::tree::FrontMatter;
use crate::text::{FileId, Merged, merge_lines};
use value::Value;

/// Merges what two sides made of a base.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    if ours == theirs || base == theirs {
        return Merged { text: ours.to_owned(), conflicts: 0 };
    }
    if base == ours {
        return Merged { text: theirs.to_owned(), conflicts: 0 };
    }
    let has_returns = ours.contains("\r\n");
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.replace("\r\n", "\n"));
    let mut merged = by_meaning(&base, &ours, &theirs).unwrap_or_else(|| merge_lines(&base, &ours, &theirs));
    if has_returns {
        merged.text = merged.text.replace('\n', "\r\n");
    }
    merged
}

/// A version, cut where its facts begin and end.
struct Version<'a> {
    text: &'a str,
    front: FrontMatter,
    /// The facts between the two `---` lines.
    facts: std::ops::Range<usize>,
    findings: usize,
}

impl<'a> Version<'a> {
    /// A version whose facts can all be read; none otherwise.
    fn read(text: &'a str) -> Option<Self> {
        let (document, findings) = parse(FileId(0), text);
        let front = document.front?;
        if front.is_lossy() || !front.duplicates.is_empty() || front.opening.start == front.opening.end {
            return None;
        }
        let start = text[front.opening.end as usize..].find('\n')? + front.opening.end as usize + 1;
        let end = text[..front.span.end as usize].rfind('\n')? + 1;
        (start <= end).then_some(Self { text, front, facts: start..end, findings: findings.len() })
    }

    fn root(&self) -> Option<block::Block<'_>> {
        block::Block::of(self.text, self.facts.clone(), &self.front.entries)
    }

    fn value(&self) -> Value {
        Value::of_entries(&self.front.entries)
    }
}

fn by_meaning(base: &str, ours: &str, theirs: &str) -> Option<Merged> {
    let (base, ours, theirs) = (Version::read(base)?, Version::read(ours)?, Version::read(theirs)?);
    let facts = block::merge(Some(&base.root()?), &ours.root()?, &theirs.root()?, 0)?;
    let prose = |version: &Version<'_>| version.text[version.facts.end..].to_owned();
    let prose = merge_lines(&prose(&base), &prose(&ours), &prose(&theirs));
    let text = format!("{}{}{}", &ours.text[..ours.facts.start], facts.text, prose.text);
    let merged = Merged { text, conflicts: facts.conflicts + prose.conflicts };
    is_proven(&base, &ours, &theirs, facts.conflicts, &merged).then_some(merged)
}

/// Whether the merged text reads as what the values merge to.
fn is_proven(base: &Version, ours: &Version, theirs: &Version, conflicts: usize, merged: &Merged) -> bool {
    let (document, findings) = parse(FileId(0), &merged.text);
    let Some(front) = document.front else { return false };
    // Each conflict is a finding and two lost ranges of its own.
    let known = ours.findings.max(theirs.findings).max(base.findings);
    if findings.len() > known + merged.conflicts || front.lost_lines.len() > 2 * merged.conflicts {
        return false;
    }
    let expected = Value::merged(&base.value(), &ours.value(), &theirs.value());
    conflicts > 0 || expected == Value::of_entries(&front.entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "tasks:\n  a:\n    title: A # ours alone\n    duration: 2d\n    after: [x, y]\n  # about b\n  b: {title: B, who: sam}\n";

    fn check(base: &str, ours: &str, theirs: &str, expected: &str, conflicts: usize) {
        let [base, ours, theirs, expected] =
            [base, ours, theirs, expected].map(|facts| format!("---\n{facts}---\n\nProse.\n"));
        let merged = merge(&base, &ours, &theirs);
        assert_eq!(merged.text, expected);
        assert_eq!(merged.conflicts, conflicts, "{}", merged.text);
        // The other way round there are as many conflicts.
        assert_eq!(merge(&base, &theirs, &ours).conflicts, conflicts);
    }

    /// Both sides change one text in the base.
    fn changed(ours: (&str, &str), theirs: (&str, &str), expected: &str) {
        let with = |(from, to): (&str, &str)| {
            assert!(BASE.contains(from), "{from:?}");
            BASE.replacen(from, to, 1)
        };
        check(BASE, &with(ours), &with(theirs), expected, 0);
    }

    #[test]
    fn two_new_items_stand_side_by_side() {
        let (ours, theirs) = ("  c:\n    title: C\n", "  d:\n    title: D # new\n");
        check(BASE, &format!("{BASE}{ours}"), &format!("{BASE}{theirs}"), &format!("{BASE}{ours}{theirs}"), 0);
        let first = BASE.replace("tasks:\n", &format!("tasks:\n{theirs}"));
        check(BASE, &format!("{BASE}{ours}"), &first, &format!("{first}{ours}"), 0);
    }

    #[test]
    fn fields_of_one_item_come_from_both_sides() {
        changed(
            ("duration: 2d", "duration: 3d"),
            ("title: A #", "title: All #"),
            &BASE.replace("duration: 2d", "duration: 3d").replace("title: A #", "title: All #"),
        );
        changed(
            ("who: sam", "who: noor"),
            ("title: B,", "title: Build,"),
            &BASE.replace("title: B, who: sam", "title: Build, who: noor"),
        );
        changed(
            ("who: sam", "who: sam, effort: 3h"),
            ("title: B, ", ""),
            &BASE.replace("title: B, who: sam", "who: sam, effort: 3h"),
        );
    }

    #[test]
    fn lists_take_what_either_side_added() {
        changed(("[x, y]", "[x, y, z]"), ("[x, y]", "[w, y]"), &BASE.replace("[x, y]", "[w, y, z]"));
        let list = "in:\n  - One\n  - Two\n";
        check(
            list,
            &format!("{list}  - Three\n"),
            &format!("{list}  - Four\n"),
            &format!("{list}  - Three\n  - Four\n"),
            0,
        );
    }

    #[test]
    fn comments_and_values_are_merged_apart() {
        changed(
            ("# ours alone", "# both"),
            ("title: A #", "title: All #"),
            &BASE.replace("title: A # ours alone", "title: All # both"),
        );
        changed(
            ("# about b", "# about b, in short"),
            ("duration: 2d", "duration: 5d"),
            &BASE.replace("# about b", "# about b, in short").replace("duration: 2d", "duration: 5d"),
        );
        changed(
            ("duration: 2d", "duration: '2d'"),
            ("duration: 2d", "duration: 4d"),
            &BASE.replace("duration: 2d", "duration: 4d"),
        );
    }

    #[test]
    fn items_taken_out_and_fields_added() {
        changed(
            ("  # about b\n  b: {title: B, who: sam}\n", ""),
            ("    duration: 2d\n", "    duration: 2d\n    effort: 3h\n"),
            &BASE.replace("  # about b\n  b: {title: B, who: sam}\n", "").replace("2d\n", "2d\n    effort: 3h\n"),
        );
        check(
            "title: A\n",
            "title: A\ntasks:\n  a:\n    title: A\n",
            "title: A\ntasks:\n  b:\n    title: B\n",
            "title: A\ntasks:\n  a:\n    title: A\n  b:\n    title: B\n",
            0,
        );
    }

    #[test]
    fn a_real_conflict_stands_at_its_field() {
        let with = |to: &str| BASE.replace("duration: 2d", to);
        check(
            BASE,
            &with("duration: 3d"),
            &with("duration: 4d"),
            &with("duration: 3d").replace(
                "    duration: 3d\n",
                "<<<<<<< ours\n    duration: 3d\n=======\n    duration: 4d\n>>>>>>> theirs\n",
            ),
            1,
        );
    }

    #[test]
    fn two_new_items_of_one_id_and_a_changed_item_that_went_are_conflicts() {
        let merged = |ours: &str, theirs: &str| {
            let whole = |facts: &str| format!("---\n{facts}---\n");
            merge(&whole(BASE), &whole(ours), &whole(theirs))
        };
        let one = merged(&format!("{BASE}  c: {{title: C}}\n"), &format!("{BASE}  c: {{title: D}}\n"));
        assert!(one.conflicts == 1 && one.text.contains("  c: {title: C}\n=======\n  c: {title: D}\n"), "{}", one.text);
        let gone = merged(&BASE.replace("  # about b\n  b: {title: B, who: sam}\n", ""), &BASE.replace("sam", "noor"));
        assert!(
            gone.conflicts == 1 && gone.text.contains("=======\n  # about b\n  b: {title: B, who: noor}\n"),
            "{}",
            gone.text
        );
    }

    #[test]
    fn indentation_and_line_ends_are_ours() {
        let base = "---\ntitle: A\n---\n";
        let ours = "---\r\ntitle: A\r\ntasks:\r\n    a:\r\n        title: A\r\n---\r\n";
        let theirs = "---\ntitle: A\ntasks:\n  b:\n    title: B\n---\n";
        let expected = ours.replace("A\r\n---", "A\r\n    b:\r\n      title: B\r\n---");
        assert_eq!(merge(base, ours, theirs), Merged { text: expected, conflicts: 0 });
    }

    #[test]
    fn what_cannot_be_read_is_merged_by_lines() {
        let (base, ours, theirs) = ("---\na: [1\n---\n", "---\na: [1\nb: 2\n---\n", "---\na: [1\nc: 3\n---\n");
        assert_eq!(merge(base, ours, theirs), merge_lines(base, ours, theirs));
        assert_eq!(merge("One.\n", "One.\n", "Two.\n").text, "Two.\n");
    }

    #[test]
    fn prose_is_merged_by_lines() {
        let whole = |prose: &str| format!("---\ntitle: A\n---\n{prose}");
        let merged = merge(&whole("1\n2\n3\n"), &whole("one\n2\n3\n"), &whole("1\n2\nthree\n"));
        assert_eq!((merged.text, merged.conflicts), (whole("one\n2\nthree\n"), 0));
    }
}
