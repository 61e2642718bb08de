//! `image-place`: a photo says where it was taken.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{Content, Span};

pub(crate) static RULE: Rule = Rule {
    name: "image-place",
    group: Group::Privacy,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A photo among the attachments carries the place where it was taken.",
    why: "Phones write the place into every picture; published with a page, it tells where somebody works or lives.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a photo with a place",
            plan: "
---
title: Wi-Fi
---
//- attachments/rack.jpg
«»ffd8 ffe1 0022 4578 6966 0000 4d4d 002a 0000 0008 0001 8825 0004 0000 0001 0000 001a 0000 0000 ffd9
",
        },
        Example::Quiet {
            title: "a photo without one",
            plan: "
---
title: Wi-Fi
---
//- attachments/rack.jpg
ffd8 ffe1 0022 4578 6966 0000 4d4d 002a 0000 0008 0001 0112 0003 0000 0001 0001 0000 0000 0000 ffd9
",
        },
    ],
};

/// The tag of the block that holds the place.
const GPS: u16 = 0x8825;
/// Where in a picture its block of facts is looked for.
const SEARCHED_BYTES: usize = 256 * 1024;

fn check(scene: &Scene, report: &mut Report) {
    for (file, source) in scene.sources.below(&scene.project.folder) {
        let Content::Bytes(bytes) = &source.content else { continue };
        if has_place(bytes) {
            report
                .add(Span::new(file, 0, 0), "this picture says where it was taken")
                .help("save it again without its location, such as with `exiftool -gps:all= FILE`");
        }
    }
}

/// Whether a JPEG, PNG or WebP picture carries a place: its block of facts (TIFF within) has the tag of one.
fn has_place(bytes: &[u8]) -> bool {
    let is_picture = bytes.starts_with(&[0xff, 0xd8]) || bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"RIFF");
    if !is_picture {
        return false;
    }
    let head = &bytes[..bytes.len().min(SEARCHED_BYTES)];
    let starts =
        |mark: &[u8], skip: usize| head.windows(mark.len()).position(|window| window == mark).map(|at| at + skip);
    let tiff = starts(b"Exif\0\0", 6).or_else(|| starts(b"eXIf", 4)).or_else(|| starts(b"EXIF", 8));
    tiff.and_then(|start| head.get(start..)).is_some_and(tiff_has_place)
}

fn tiff_has_place(tiff: &[u8]) -> bool {
    let is_big = match tiff.get(..2) {
        Some(b"MM") => true,
        Some(b"II") => false,
        _ => return false,
    };
    let number = |at: usize, length: usize| -> Option<usize> {
        let part = tiff.get(at..at.checked_add(length)?)?;
        let join = |sum: usize, byte: &u8| (sum << 8) | *byte as usize;
        Some(if is_big { part.iter().fold(0, join) } else { part.iter().rev().fold(0, join) })
    };
    let Some(table) = number(4, 4) else { return false };
    let Some(count) = number(table, 2) else { return false };
    let tag = |index: usize| number(table.checked_add(2 + index * 12)?, 2);
    (0..count).any(|index| tag(index) == Some(usize::from(GPS)))
}
