//! Keys that several kinds share: the base of every item, signatures, web links.

use super::words::AudienceWord;
use super::{Key, Register, Type};

/// What a signature says: who, when, and of what content.
pub static SIGNATURE: &[Key] = &[
    Key::new("by", Type::Reference(&[Register::Stakeholders]), "dana", "Who signed.").record(),
    Key::new("date", Type::Date, "2026-03-06", "The day it was signed.").record(),
    Key::new("note", Type::Text, "as discussed on site", "What the signer added.").record(),
    Key::new("of", Type::Text, "0f3a91c2b4d5e6f7", "The content hash of what was signed; `planmark sign` writes it.")
        .record(),
];

/// A named web address.
pub static LINK: &[Key] = &[
    Key::new("title", Type::Text, "Vendor's data sheet", "What the link leads to."),
    Key::new("url", Type::Path, "https://example.com/data-sheet", "A web address, or a file beside this one."),
];

/// What every item may say.
pub static BASE: &[Key] = &[
    Key::new("title", Type::Text, "Survey both sites", "What people call it."),
    Key::new("audience", Type::Choice(AudienceWord::NAMES), "internal", "Who may see it; each kind has a default.")
        .control(),
    Key::new("owner", Type::Reference(&[Register::Stakeholders]), "priya", "Who looks after it.").record(),
    Key::new("site", Type::Slug, "branch", "The site it belongs to, an id from the project's `sites`.").forecast(),
    Key::new("tags", Type::List(&Type::Text), "[night-work]", "Words to find it by.").internal(),
    Key::new(
        "links",
        Type::List(&Type::Record(LINK)),
        "[{title: Data sheet, url: https://example.com}]",
        "Where more is.",
    ),
    Key::new(
        "waive",
        Type::Waivers,
        "{long-task: \"the vendor's lead time\"}",
        "Rules that do not count here, with the reason.",
    )
    .control()
    .internal(),
    Key::new("body", Type::Prose, "|", "Prose in Markdown, for an item that has no file of its own."),
];
