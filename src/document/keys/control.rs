//! What keeps a project under control: risks, issues, actions, decisions, changes.

use super::words::{ActionKind, ChangeStatus, DecisionStatus, IssueSeverity, IssueStatus, Response, RiskStatus};
use super::{Audience, Key, Kind, Register, SIGNATURE, Stage, Type};

const LEVEL: Type = Type::Integer(1, 5);

static RESIDUAL: &[Key] = &[
    Key::new("p", LEVEL, "2", "How likely it is after the response, 1 to 5.").internal().record(),
    Key::new("i", LEVEL, "3", "How bad it is after the response, 1 to 5.").internal().record(),
];

/// What may happen.
pub(super) static RISK: Kind = Kind {
    name: "risk",
    register: "risks",
    about: "Something that may happen, how likely and how bad, and what is done about it.",
    audience: Audience::Internal,
    has_base: true,
    keys: &[
        Key::new("cause", Type::Text, "the vendor is short of stock", "Because of what."),
        Key::new("event", Type::Text, "the hardware comes late", "What may happen."),
        Key::new("effect", Type::Text, "the cutover moves", "What follows from it."),
        Key::new("probability", LEVEL, "3", "How likely it is, 1 to 5.")
            .told_from(Stage::Planning, "risk-unowned")
            .record(),
        Key::new("impact", LEVEL, "4", "How bad it is, 1 to 5.").told_from(Stage::Planning, "risk-unowned").record(),
        Key::new("response", Type::Choice(Response::NAMES), "reduce", "What is done about it.").record(),
        Key::new(
            "plan",
            Type::List(&Type::Reference(&[Register::Tasks, Register::Actions])),
            "[pilot]",
            "The tasks and actions that carry out the response.",
        )
        .record(),
        Key::new("due", Type::Date, "2026-05-09", "When it may happen.").record(),
        Key::new("reviewed", Type::Date, "2026-04-24", "When it was last looked at.").record(),
        Key::new("days", Type::Duration, "5d", "How many days it costs if it happens.").internal().record(),
        Key::new("money", Type::Money, "1500", "How much it costs if it happens.").internal().record(),
        Key::new("residual", Type::Record(RESIDUAL), "{p: 2, i: 3}", "What is left of it after the response.")
            .internal()
            .record(),
        Key::new(
            "affects",
            Type::List(&Type::Reference(&[Register::Tasks])),
            "[hardware-delivery]",
            "The tasks that would take longer.",
        )
        .record(),
        Key::new("status", Type::Choice(RiskStatus::NAMES), "open", "Whether it may still happen.").record(),
        Key::new("approved", Type::Record(SIGNATURE), "{by: dana, date: 2026-03-17}", "The client accepts it.")
            .record(),
    ],
};

/// What did happen.
pub(super) static ISSUE: Kind = Kind {
    name: "issue",
    register: "issues",
    about: "Something that happened and must be dealt with.",
    audience: Audience::Internal,
    has_base: true,
    keys: &[
        Key::new("severity", Type::Choice(IssueSeverity::NAMES), "high", "How bad it is.")
            .from(Stage::Identification)
            .record(),
        Key::new("raised", Type::Record(SIGNATURE), "{by: sam, date: 2026-04-16}", "Who said so, and when.").record(),
        Key::new("due", Type::Date, "2026-05-01", "When it must be dealt with.").record(),
        Key::new(
            "blocks",
            Type::List(&Type::Reference(&[Register::Tasks])),
            "[bench-stage]",
            "The work that cannot go on.",
        )
        .record(),
        Key::new("from", Type::Reference(&[Register::Risks]), "hardware-late", "The risk that it comes from.").record(),
        Key::new(
            "escalated",
            Type::Record(SIGNATURE),
            "{by: priya, date: 2026-04-17}",
            "Who took it further up, and when.",
        )
        .record(),
        Key::new("status", Type::Choice(IssueStatus::NAMES), "open", "Whether it is still there.").record(),
        Key::new("resolution", Type::Text, "the buffer was used", "How it was dealt with.").record(),
    ],
};

/// A thing to do.
pub(super) static ACTION: Kind = Kind {
    name: "action",
    register: "actions",
    about: "A thing that somebody must do. On the client's side it is `needed from you`.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("due", Type::Date, "2026-05-01", "The day by which it is done.").forecast(),
        Key::new("kind", Type::Choice(ActionKind::NAMES), "info", "What is asked for.").from(Stage::Planning).record(),
        Key::new(
            "for",
            Type::List(&Type::Reference(&[Register::Tasks, Register::Milestones, Register::Windows])),
            "[pilot]",
            "What waits for it.",
        )
        .forecast(),
        Key::new(
            "from",
            Type::Reference(&[Register::Meetings, Register::Risks, Register::Issues]),
            "meetings/2026-03-17-kickoff",
            "Where it comes from.",
        )
        .record(),
        Key::new("done", Type::Date, "2026-04-01", "The day on which it was done.").record(),
    ],
};

/// A thing to decide.
pub(super) static DECISION: Kind = Kind {
    name: "decision",
    register: "decisions",
    about: "Something to decide, or decided: the options, the choice, by whom.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("status", Type::Choice(DecisionStatus::NAMES), "open", "Whether it is decided.")
            .from(Stage::Identification)
            .record(),
        Key::new("needed_by", Type::Date, "2026-04-28", "The day by which it must be decided.").forecast(),
        Key::new("options", Type::List(&Type::Text), "[keep, drop]", "What can be chosen.").commitment(),
        Key::new("choice", Type::Text, "a pair of firewalls", "What was chosen.").commitment(),
        Key::new("made", Type::Record(SIGNATURE), "{by: dana, date: 2026-03-06}", "Who decided, and when.").record(),
        Key::new(
            "from",
            Type::Reference(&[Register::Meetings, Register::Risks, Register::Issues]),
            "meetings/2026-03-17-kickoff",
            "Where it comes from.",
        )
        .record(),
        Key::new("affects", Type::List(&Type::AnyReference), "[build-hq]", "What it has a bearing on.").record(),
    ],
};

static IMPACT: &[Key] = &[
    Key::new("schedule", Type::Duration, "1d", "Working days that the finish moves; 0d is an answer.").commitment(),
    Key::new("budget", Type::Money, "1450", "What it costs; 0 is an answer.").commitment(),
    Key::new("scope", Type::Text, "one more device", "What is added or left out.").commitment(),
    Key::new("risk", Type::Text, "one more cutover step", "What becomes more or less likely.").commitment(),
    Key::new("downtime", Type::Duration, "0m", "Outage that it adds.").commitment(),
];

/// A wish to change what was agreed.
pub(super) static CHANGE: Kind = Kind {
    name: "change",
    register: "changes",
    about: "A wish to change what was agreed: why, with what effect, decided by whom.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("raised", Type::Record(SIGNATURE), "{by: mei, date: 2026-03-30}", "Who asked for it, and when.")
            .record(),
        Key::new("reason", Type::Text, "the branch has no second line", "Why it is wanted.").commitment(),
        Key::new(
            "impact",
            Type::Record(IMPACT),
            "{schedule: 0d, budget: 1450, scope: one more device, risk: none}",
            "What it costs in days, money, scope and risk.",
        )
        .commitment(),
        Key::new(
            "adds",
            Type::List(&Type::Address),
            "[lte-failover]",
            "What it brings; need not exist before it is approved.",
        )
        .commitment(),
        Key::new("modifies", Type::List(&Type::Address), "[project.budget_cap]", "What it changes.").commitment(),
        Key::new("removes", Type::List(&Type::Address), "[scope.in.guest-wifi]", "What it takes away.").commitment(),
        Key::new(
            "delta",
            Type::Delta,
            "{tasks: {install-lte: {title: Install LTE, duration: 1d}}}",
            "What would be written, so that its effect can be computed.",
        )
        .commitment(),
        Key::new("options", Type::List(&Type::Text), "[replace both, replace one]", "What can be chosen."),
        Key::new("needed_by", Type::Date, "2026-05-01", "The day by which it must be decided.").forecast(),
        Key::new("status", Type::Choice(ChangeStatus::NAMES), "proposed", "What became of it.")
            .from(Stage::Identification)
            .record(),
        Key::new("decided", Type::Record(SIGNATURE), "{by: dana, date: 2026-04-08}", "Who decided, and when.").record(),
        Key::new("implemented", Type::Date, "2026-04-29", "The day on which it was carried out.").record(),
    ],
};
