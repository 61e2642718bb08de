//! What a project publishes of itself: `status.json` beside its site, which a portfolio of its provider reads.
//!
//! The same table feeds the writer's test, the reader and the schema, so that both directions mean the same.

use super::words::{AudienceWord, ProjectLight};
use super::{Audience, Key, Kind, Stage, Type};

static MILESTONE: &[Key] = &[
    Key::new("id", Type::Slug, "hq-live", "Its id.").record(),
    Key::new("title", Type::Text, "Headquarters live", "What people call it.").record(),
    Key::new("date", Type::Date, "2026-05-13", "When it is expected.").record(),
    Key::new("target", Type::Date, "2026-05-13", "When it was agreed for.").record(),
];

static OUTAGE: &[Key] = &[
    Key::new("id", Type::Slug, "hq-night", "Its id.").record(),
    Key::new("title", Type::Text, "Headquarters cutover", "What people call it.").record(),
    Key::new("start", Type::DateTime, "2026-05-09T19:00", "When it begins, local time.").record(),
    Key::new("end", Type::DateTime, "2026-05-09T23:00", "When it ends, local time.").record(),
    Key::new("site", Type::Text, "Headquarters", "The site.").record(),
    Key::new("affects", Type::List(&Type::Text), "[internet, phones]", "What does not work.").record(),
    Key::new("people", Type::List(&Type::Text), "[Sam Keller]", "Who works in it.").record(),
    Key::new("is_approved", Type::Bool, "true", "Whether the client has approved it.").record(),
];

static OVERDUE: &[Key] = &[
    Key::new(
        "register",
        Type::Choice(&["tasks", "milestones", "issues", "actions", "decisions"]),
        "actions",
        "What it is.",
    )
    .record(),
    Key::new("id", Type::Slug, "mfa-list", "Its id.").record(),
    Key::new("title", Type::Text, "Send the group list", "What people call it.").record(),
    Key::new("owner", Type::Text, "Luis Ortega", "Who has to do it.").record(),
    Key::new("due", Type::Date, "2026-05-01", "When it was due.").record(),
];

static DAY: &[Key] = &[
    Key::new("date", Type::Date, "2026-04-17", "The day of an update.").record(),
    Key::new("finish", Type::Date, "2026-05-22", "When the finish was expected then.").record(),
    Key::new("target", Type::Date, "2026-05-29", "By when it had to finish then.").record(),
];

/// What a project publishes of itself.
pub(super) static STATUS: Kind = Kind {
    name: "status",
    register: "status",
    about: "Where a project stands: written beside its site, read by the portfolio of its provider.",
    audience: Audience::Client,
    has_base: false,
    keys: &[
        Key::new("planmark", Type::Integer(1, 9_999), "1", "The version of this form.").record(),
        Key::new(
            "audience",
            Type::Choice(AudienceWord::NAMES),
            "client",
            "Who may see it: one from an internal site says more, and is never shown to a client.",
        )
        .record(),
        Key::new("id", Type::Slug, "northgate-firewall", "The project's id.").record(),
        Key::new("title", Type::Text, "Firewall replacement", "What people call it.").record(),
        Key::new("client", Type::Text, "Northgate Veterinary Group", "The client.").record(),
        Key::new("url", Type::Text, "https://status.example.com/northgate", "Where its site is.").record(),
        Key::new("stage", Type::Choice(Stage::NAMES), "execution", "Its stage.").record(),
        Key::new("is_on_hold", Type::Bool, "false", "Whether work is on hold.").record(),
        Key::new("as_of", Type::Date, "2026-04-24", "The day that it was computed for.").record(),
        Key::new(
            "light",
            Type::Choice(ProjectLight::NAMES),
            "amber",
            "How it stands, the same word in every language; grey if nobody knows.",
        )
        .record(),
        Key::new("sentence", Type::Text, "The finish holds.", "How it stands, in a sentence.").record(),
        Key::new("next_milestone", Type::Record(MILESTONE), "{id: hq-live, date: 2026-05-13}", "What comes next.")
            .record(),
        Key::new("finish", Type::Date, "2026-05-22", "When it is expected to finish.").record(),
        Key::new("target_finish", Type::Date, "2026-05-29", "By when it has to finish.").record(),
        Key::new(
            "margin_days",
            Type::Integer(-99_999, 99_999),
            "4",
            "Working days from the expected finish to the agreed one; negative if it is late.",
        )
        .record(),
        Key::new("currency", Type::Text, "USD", "The currency of its amounts.").record(),
        Key::new("budget_agreed", Type::Money, "\"33410\"", "The budget with contingency.").record(),
        Key::new("budget_forecast", Type::Money, "\"32415\"", "What it is expected to cost.").record(),
        Key::new("budget_spent", Type::Money, "\"23470\"", "What was charged so far.").record(),
        Key::new("budget_cap", Type::Money, "\"34000\"", "What it may cost at most.").record(),
        Key::new("deliverables", Type::Integer(0, 999_999), "8", "How many things are delivered.").record(),
        Key::new("deliverables_accepted", Type::Integer(0, 999_999), "0", "How many of them are accepted.").record(),
        Key::new("asks_open", Type::Integer(0, 999_999), "5", "How many requests wait for the client.").record(),
        Key::new("last_update", Type::Date, "2026-04-24", "The day of the last update.").record(),
        Key::new("update_every", Type::Every, "1w", "How often there is one.").record(),
        Key::new("timezone", Type::Text, "America/New_York", "The zone of the outages' times.").record(),
        Key::new("outages", Type::List(&Type::Record(OUTAGE)), "[{id: hq-night}]", "Outages to come.").record(),
        Key::new("overdue", Type::List(&Type::Record(OVERDUE)), "[{id: mfa-list}]", "What is late.").record(),
        Key::new(
            "history",
            Type::List(&Type::Record(DAY)),
            "[{date: 2026-04-17, finish: 2026-05-22, target: 2026-05-29}]",
            "What earlier updates said of the finish, the oldest first.",
        )
        .record(),
    ],
};
