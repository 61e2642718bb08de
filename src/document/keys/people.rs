//! People and how they talk: stakeholders, meetings, updates, lessons.

use super::words::{Colour, LessonKind, MeetingKind, MeetingStatus, Role, Side};
use super::{Audience, Key, Kind, Register, Stage, Type};

const PEOPLE: &[Register] = &[Register::Stakeholders];

static AWAY: &[Key] = &[
    Key::new("from", Type::Date, "2026-05-18", "The first day away.").internal().forecast(),
    Key::new("to", Type::Date, "2026-05-19", "The last day away.").internal().forecast(),
];

/// A person, a team or an organisation.
pub(super) static STAKEHOLDER: Kind = Kind {
    name: "stakeholder",
    register: "stakeholders",
    about: "A person, a team or an organisation with a part in the project.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("name", Type::Text, "Priya Raman", "What people call them.").from(Stage::Identification),
        Key::new("title", Type::Text, "Project manager", "Their position."),
        Key::new("side", Type::Choice(Side::NAMES), "client", "Whose side they are on.")
            .from(Stage::Identification)
            .control(),
        Key::new(
            "roles",
            Type::List(&Type::Choice(Role::NAMES)),
            "[sponsor, decision-maker]",
            "What they do in the project.",
        )
        .from(Stage::Identification)
        .control(),
        Key::new("org", Type::Text, "Northgate Veterinary Group", "Whom they work for."),
        Key::new(
            "channel",
            Type::Text,
            "projects@example.com",
            "How the other side reaches them: a work line or mailbox.",
        ),
        Key::new("deputy", Type::Reference(PEOPLE), "luis", "Who may sign in their place.").control(),
        Key::new("email", Type::Text, "priya.raman@example.com", "Their own address.").internal(),
        Key::new("phone", Type::Text, "555-0142", "Their own number.").internal(),
        Key::new("rate", Type::Money, "120", "What an hour of them costs.").internal().forecast(),
        Key::new("skills", Type::List(&Type::Text), "[firewall, vpn]", "What they know.").internal().forecast(),
        Key::new("capacity", Type::Units, "0.5", "How many people they are: 1, half-time 0.5, a team of four 4.")
            .internal()
            .forecast(),
        Key::new(
            "away",
            Type::List(&Type::Record(AWAY)),
            "[{from: 2026-05-18, to: 2026-05-19}]",
            "When they are not there.",
        )
        .internal()
        .forecast(),
        Key::new("influence", Type::Integer(1, 5), "5", "How much they can move, 1 to 5.").internal(),
        Key::new("interest", Type::Integer(1, 5), "3", "How much they care, 1 to 5.").internal(),
    ],
};

/// People came together.
pub(super) static MEETING: Kind = Kind {
    name: "meeting",
    register: "meetings",
    about: "A meeting: who came, what was said. Its id is its date, `2026-03-17-kickoff`.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("kind", Type::Choice(MeetingKind::NAMES), "kickoff", "What it is for.")
            .from(Stage::Identification)
            .record(),
        Key::new("at", Type::DateTime, "2026-03-17T10:00", "When it begins, local time.").record(),
        Key::new("status", Type::Choice(MeetingStatus::NAMES), "held", "Whether it took place.")
            .from(Stage::Identification)
            .record(),
        Key::new("invited", Type::List(&Type::Reference(PEOPLE)), "[dana, luis, priya]", "Who was asked to come.")
            .record(),
        Key::new("attended", Type::List(&Type::Reference(PEOPLE)), "[dana, priya]", "Who came.").record(),
        Key::new("summary", Type::Text, "Plan and budget agreed.", "What came of it, in one sentence.").record(),
    ],
};

static COLOUR: &[Key] = &[
    Key::new("colour", Type::Choice(Colour::NAMES), "green", "The colour by judgement.").record(),
    Key::new("reason", Type::Text, "the vendor promised", "Why the computed colour is not right.").record(),
    Key::new("until", Type::Date, "2026-05-01", "The day on which the judgement ends.").record(),
];

static RAG: &[Key] = &[
    Key::new(
        "schedule",
        Type::Record(COLOUR),
        "{colour: green, reason: \"spare truck\", until: 2026-05-01}",
        "Of the dates.",
    )
    .record(),
    Key::new(
        "budget",
        Type::Record(COLOUR),
        "{colour: green, reason: \"refund comes\", until: 2026-05-01}",
        "Of the money.",
    )
    .record(),
    Key::new(
        "scope",
        Type::Record(COLOUR),
        "{colour: green, reason: \"decided on the phone\", until: 2026-05-01}",
        "Of the scope.",
    )
    .record(),
];

static FORECASTS: &[Key] = &[
    Key::new("milestone", Type::Reference(&[Register::Milestones]), "hq-live", "The milestone.").internal().record(),
    Key::new("date", Type::Date, "2026-05-13", "When it was expected, or reached.").internal().record(),
];

static BUFFERS: &[Key] = &[
    Key::new("window", Type::Reference(&[Register::Windows]), "hq-night", "The window.").internal().record(),
    Key::new("days", Type::Number, "2", "The working days to spare before it.").internal().record(),
];

static RUNNING: &[Key] = &[
    Key::new("task", Type::Reference(&[Register::Tasks]), "build-hq", "The running task.").internal().record(),
    Key::new("progress", Type::Percent, "50%", "How much of it was done.").internal().record(),
];

static SNAPSHOT: &[Key] = &[
    Key::new(
        "milestones",
        Type::List(&Type::Record(FORECASTS)),
        "[{milestone: hq-live, date: 2026-05-13}]",
        "When milestones were expected.",
    )
    .internal()
    .record(),
    Key::new(
        "buffers",
        Type::List(&Type::Record(BUFFERS)),
        "[{window: hq-night, days: 2}]",
        "Days to spare before windows.",
    )
    .internal()
    .record(),
    Key::new("pv", Type::Money, "22980", "Planned value.").internal().record(),
    Key::new("ev", Type::Money, "22380", "Earned value.").internal().record(),
    Key::new("ac", Type::Money, "23470", "Actual cost.").internal().record(),
    Key::new("percent", Type::Percent, "72%", "How much was done, by value.").internal().record(),
    Key::new(
        "tasks",
        Type::List(&Type::Record(RUNNING)),
        "[{task: build-hq, progress: 50%}]",
        "Progress of what was running.",
    )
    .internal()
    .record(),
    Key::new("light", Type::Choice(Colour::NAMES), "amber", "The colour of the whole.").internal().record(),
    Key::new("finish", Type::Date, "2026-05-22", "When the finish was expected.").internal().record(),
    Key::new("target", Type::Date, "2026-05-29", "By when it had to finish.").internal().record(),
];

/// A letter to the client.
pub(super) static UPDATE: Kind = Kind {
    name: "update",
    register: "updates",
    about: "A letter to the client: where things stand. Its id is its date.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("by", Type::Reference(PEOPLE), "priya", "Who wrote it.").from(Stage::Identification).record(),
        Key::new("summary", Type::Text, "The finish holds: Friday 22 May.", "Where things stand, in one sentence.")
            .record(),
        Key::new("needs", Type::List(&Type::TextOrReference), "[approve-branch-outage]", "What the client must do.")
            .record(),
        Key::new("done", Type::List(&Type::TextOrReference), "[survey]", "What was done since the last one.").record(),
        Key::new("next", Type::List(&Type::TextOrReference), "[build-hq]", "What comes until the next one.").record(),
        Key::new(
            "rag",
            Type::Record(RAG),
            "{budget: {colour: green, reason: \"refund comes\", until: 2026-05-01}}",
            "A colour by judgement, with reason and end.",
        )
        .record(),
        Key::new(
            "snapshot",
            Type::Record(SNAPSHOT),
            "{pv: 22980}",
            "The figures of that day; `planmark add update` writes it.",
        )
        .internal()
        .record(),
    ],
};

/// What to do differently.
pub(super) static LESSON: Kind = Kind {
    name: "lesson",
    register: "lessons",
    about: "What to keep, or to change, next time.",
    audience: Audience::Internal,
    has_base: true,
    keys: &[
        Key::new("kind", Type::Choice(LessonKind::NAMES), "change", "To keep, or to change.")
            .from(Stage::Closing)
            .record(),
        Key::new("area", Type::Text, "procurement", "What it is about.").record(),
        Key::new("action", Type::Text, "order before the kick-off", "What to do next time.").record(),
    ],
};
