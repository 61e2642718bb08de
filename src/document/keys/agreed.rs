//! What was agreed, in words and figures: the generated `baseline.yml`.

use super::words::DeliverableKind;
use super::{Audience, Key, Kind, Register, Type};

/// The name of the generated file that says what was agreed.
pub const BASELINE: &str = "baseline.yml";

static TARGET: &[Key] = &[
    Key::new("start", Type::Date, "2026-03-02", "The day on which work may start.").control(),
    Key::new("finish", Type::Date, "2026-05-29", "The day by which all must be done.").control(),
];

static TOLERANCE: &[Key] = &[
    Key::new("schedule", Type::Duration, "5d", "How late is still fine.").control(),
    Key::new("budget", Type::Percent, "5%", "How far over budget is still fine.").control(),
    Key::new("amber", Type::Percent, "50%", "The share of a tolerance after which the colour is amber.").control(),
];

static PROJECT: &[Key] = &[
    Key::new("target", Type::Record(TARGET), "{start: 2026-03-02, finish: 2026-05-29}", "The agreed dates.").control(),
    Key::new("budget_cap", Type::Money, "34000", "What the project may cost at most.").control(),
    Key::new("tolerance", Type::Record(TOLERANCE), "{schedule: 5d, budget: 5%}", "How far off is still fine.")
        .control(),
];

static SCOPE: &[Key] = &[
    Key::new("in", Type::ById(&Type::Text), "{wifi: Guest network}", "What is part of the project.").control(),
    Key::new("out", Type::ById(&Type::Text), "{phones: Phones}", "What is not part of the project.").control(),
    Key::new("done_when", Type::List(&Type::Text), "[All 14 rooms measured]", "When the project is done.").control(),
    Key::new("objectives", Type::List(&Type::Text), "[Calls work in every room]", "What will be true.").control(),
    Key::new("constraints", Type::List(&Type::Text), "[No outage in opening hours]", "The limits.").control(),
];

static DELIVERABLE: &[Key] = &[
    Key::new("title", Type::Text, "Branch firewall in service", "What people call it.").control(),
    Key::new("kind", Type::Choice(DeliverableKind::NAMES), "service", "What sort of thing it is.").control(),
    Key::new("acceptance", Type::List(&Type::Text), "[Failover in under 10 seconds]", "What must be true.").control(),
    Key::new("due", Type::Text, "hq-live", "When it is due: a date or a milestone.").control(),
    Key::new("acceptor", Type::Text, "luis", "Who accepts it.").control(),
];

static TASK: &[Key] = &[
    Key::new("start", Type::Date, "2026-03-02", "The planned start.").control(),
    Key::new("finish", Type::Date, "2026-03-03", "The planned finish.").control(),
    Key::new("duration", Type::Duration, "2d", "The planned length.").control(),
    Key::new("value", Type::Money, "960", "What it is worth, without contingency.").control(),
];

static ORIGINAL: &[Key] = &[
    Key::new("date", Type::Date, "2026-03-17", "The day on which it was first agreed.").control(),
    Key::new("finish", Type::Date, "2026-05-22", "The planned finish then.").control(),
    Key::new("milestones", Type::ById(&Type::Date), "{hq-live: 2026-05-13}", "The planned days then.").control(),
    Key::new("total", Type::Money, "31960", "The whole budget then, contingency included.").control(),
];

/// What was agreed. Generated; nobody writes it by hand.
pub(super) static AGREED: Kind = Kind {
    name: "baseline",
    register: "baseline",
    about: "What was agreed: `planmark baseline --write` writes it, and nobody edits it by hand.",
    audience: Audience::Internal,
    has_base: false,
    keys: &[
        Key::new("planmark", Type::Integer(1, 1), "1", "The version of the plan format.").control(),
        Key::new("of", Type::Slug, "northgate-firewall", "The id of the project.").control(),
        Key::new("date", Type::Date, "2026-04-08", "The day on which it was written.").control(),
        Key::new(
            "because",
            Type::List(&Type::Reference(&[Register::Changes])),
            "[lte-at-branch]",
            "The approved changes that it holds beyond what was first agreed.",
        )
        .control(),
        Key::new(
            "original",
            Type::Record(ORIGINAL),
            "{date: 2026-03-17, finish: 2026-05-22, total: 31960}",
            "What was first agreed; it stays for ever.",
        )
        .control(),
        Key::new("project", Type::Record(PROJECT), "{budget_cap: 34000}", "Dates, cap and tolerances.").control(),
        Key::new("scope", Type::Record(SCOPE), "{in: {wifi: Guest network}}", "What is in and out.").control(),
        Key::new(
            "deliverables",
            Type::ById(&Type::Record(DELIVERABLE)),
            "{coverage: {title: Wi-Fi in every room, kind: service}}",
            "What the client gets.",
        )
        .control(),
        Key::new(
            "tasks",
            Type::ById(&Type::Record(TASK)),
            "{survey: {start: 2026-03-02, finish: 2026-03-03, duration: 2d, value: 960}}",
            "The planned work.",
        )
        .control(),
        Key::new(
            "milestones",
            Type::ById(&Type::Date),
            "{hq-live: 2026-05-13}",
            "The day on which each was planned to be reached.",
        )
        .control(),
        Key::new(
            "targets",
            Type::ById(&Type::Date),
            "{hq-live: 2026-05-13}",
            "The day that was promised for each milestone.",
        )
        .control(),
        Key::new("budget", Type::ById(&Type::Money), "{engineering: 9600}", "The lines of the client's budget.")
            .control(),
        Key::new("total", Type::Money, "33410", "All lines, contingency included.").control(),
        Key::new(
            "checksum",
            Type::Text,
            "0f3a91c2b4d5e6f7",
            "The hash of all above; it shows that somebody edited the file.",
        )
        .control(),
    ],
};
