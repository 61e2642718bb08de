//! Beside the seventeen kinds: the portfolio around projects.

use super::singletons::CALENDAR;
use super::words::ProviderKind;
use super::{Audience, Key, Kind, Type};

static FREEZE: &[Key] = &[
    Key::new("title", Type::Text, "Year-end close", "Why nothing may change."),
    Key::new("start", Type::DateTime, "2026-12-18T00:00", "When it begins, local time.").commitment(),
    Key::new("end", Type::DateTime, "2027-01-04T00:00", "When it ends, local time.").commitment(),
];

static PROVIDER: &[Key] = &[
    Key::new("name", Type::Text, "Example IT Partners", "The provider's name."),
    Key::new("kind", Type::Choice(ProviderKind::NAMES), "msp", "What kind of provider it is."),
];

static CLIENT: &[Key] = &[
    Key::new("name", Type::Text, "Elm Street Surgery", "The client, as the status files say it.").control(),
    Key::new(
        "status",
        Type::List(&Type::Text),
        "[\"published/elm-*.status.json\"]",
        "The status files of this client's projects elsewhere.",
    )
    .control(),
];

/// A folder of projects.
pub(super) static PORTFOLIO: Kind = Kind {
    name: "portfolio",
    register: "portfolio",
    about: "A folder of projects with a common calendar and common people.",
    audience: Audience::Internal,
    has_base: false,
    keys: &[
        Key::new("title", Type::Text, "Projects of 2026", "What people call it."),
        Key::new("provider", Type::Record(PROVIDER), "{name: Example IT Partners}", "Who does the work."),
        Key::new(
            "projects",
            Type::List(&Type::Text),
            "[\"*/\"]",
            "The folders of the projects, and status files of projects elsewhere.",
        ),
        Key::new(
            "clients",
            Type::List(&Type::Record(CLIENT)),
            "[{name: Elm Street Surgery, status: published/elm-*.status.json}]",
            "Whose the status files are: a client's own site shows those alone that are given to it here.",
        )
        .control(),
        Key::new(
            "calendar",
            Type::Record(CALENDAR),
            "{timezone: Europe/Berlin}",
            "The calendar of projects that have none.",
        )
        .forecast(),
        Key::new(
            "freezes",
            Type::List(&Type::Record(FREEZE)),
            "[{title: Year-end close, start: 2026-12-18T00:00, end: 2027-01-04T00:00}]",
            "When nothing may change anywhere.",
        )
        .commitment(),
        Key::new("contact", Type::Text, "projects@example.com", "Whom to ask about all of it."),
        Key::new(
            "waive",
            Type::Waivers,
            "{project-neglected: \"holiday season\"}",
            "Rules that do not count here, with the reason.",
        )
        .control()
        .internal(),
    ],
};
