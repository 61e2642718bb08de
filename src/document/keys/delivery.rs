//! What is delivered and when: deliverables, milestones, tasks, windows.

use super::words::{ChangeType, DeliverableKind, Earn, Gate, Impact, WindowKind, WindowResult};
use super::{Audience, Key, Kind, Register, SIGNATURE, Stage, Type};

const PEOPLE: &[Register] = &[Register::Stakeholders];
/// What work can wait for.
const WAITABLE: &[Register] = &[Register::Tasks, Register::Milestones, Register::Actions, Register::Decisions];

static CRITERION: &[Key] = &[
    Key::new("text", Type::Text, "Failover in under 10 seconds", "What must be true.").scope(),
    Key::new("met", Type::Record(SIGNATURE), "{by: luis, date: 2026-05-13}", "Who saw that it is true.").record(),
    Key::new("evidence", Type::Path, "attachments/failover-test.csv", "Where the proof is.").record(),
];

static RACI: &[Key] = &[
    Key::new("A", Type::Reference(PEOPLE), "sam", "The one who answers for it.").forecast(),
    Key::new("R", Type::List(&Type::Reference(PEOPLE)), "[sam, noor]", "Who does the work.").forecast(),
    Key::new("C", Type::List(&Type::Reference(PEOPLE)), "[luis]", "Who is asked before.").forecast(),
    Key::new("I", Type::List(&Type::Reference(PEOPLE)), "[dana]", "Who is told after.").forecast(),
];

/// What the client gets.
pub(super) static DELIVERABLE: Kind = Kind {
    name: "deliverable",
    register: "deliverables",
    about: "Something the client gets, with the criteria by which it is accepted.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("title", Type::Text, "Branch firewall in service", "What people call it.").scope(),
        Key::new("kind", Type::Choice(DeliverableKind::NAMES), "service", "What sort of thing it is.")
            .from(Stage::Identification)
            .scope(),
        Key::new(
            "acceptance",
            Type::List(&Type::TextOr(CRITERION)),
            "[Measured -65 dBm or better in all rooms]",
            "What must be true for it to be accepted.",
        )
        .told_from(Stage::Planning, "no-acceptance-criteria")
        .scope(),
        Key::new("acceptor", Type::Reference(PEOPLE), "luis", "Who accepts it, on the client's side.")
            .from(Stage::Planning)
            .commitment(),
        Key::new(
            "raci",
            Type::Record(RACI),
            "{A: sam, R: [noor]}",
            "Who answers for it, works on it, is asked, is told.",
        )
        .told_from(Stage::Planning, "no-accountable")
        .forecast(),
        Key::new("due", Type::DateOr(&[Register::Milestones]), "hq-live", "When it is due: a date or a milestone.")
            .from(Stage::Planning)
            .commitment(),
        Key::new("link", Type::Path, "attachments/handbook.pdf", "Where it is, for a document.").record(),
        Key::new(
            "verified",
            Type::Record(SIGNATURE),
            "{by: sam, date: 2026-05-13}",
            "The provider says that it is complete.",
        )
        .record(),
        Key::new(
            "accepted",
            Type::Record(SIGNATURE),
            "{by: luis, date: 2026-05-14}",
            "The client says that it is complete.",
        )
        .record(),
    ],
};

static PAYMENT: &[Key] = &[
    Key::new("amount", Type::Money, "12000", "What is paid.").commitment(),
    Key::new("invoiced", Type::Date, "2026-03-17", "When the invoice went out.").record(),
    Key::new("paid", Type::Date, "2026-04-10", "When it was paid.").record(),
];

/// A marker that everybody understands.
pub(super) static MILESTONE: Kind = Kind {
    name: "milestone",
    register: "milestones",
    about: "A clear marker on the way: a day on which something is true.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("target", Type::Date, "2026-05-13", "The agreed day.").from(Stage::Identification).commitment(),
        Key::new("after", Type::List(&Type::Wait(WAITABLE)), "[watch-hq]", "What must be done first.")
            .told_from(Stage::Planning, "milestone-unlinked")
            .forecast(),
        Key::new("gate", Type::Choice(Gate::NAMES), "planning", "The stage that ends with it.").forecast(),
        Key::new("payment", Type::Record(PAYMENT), "{amount: 12000}", "What is paid when it is reached.").commitment(),
        Key::new("reached", Type::Date, "2026-03-17", "The day on which it was reached.").record(),
    ],
};

static PIN: &[Key] = &[
    Key::new("date", Type::Date, "2026-05-04", "The day on which it must start.").forecast(),
    Key::new("reason", Type::Text, "the vendor comes on that day", "Why it cannot move.").forecast(),
];

/// Work.
pub(super) static TASK: Kind = Kind {
    name: "task",
    register: "tasks",
    about: "A piece of work: how long, after what, by whom, for which deliverable.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("duration", Type::Estimate, "3d", "How long it takes, or `[optimistic, likely, pessimistic]`.")
            .from(Stage::Planning)
            .forecast(),
        Key::new("after", Type::List(&Type::Wait(WAITABLE)), "[survey, design FF+2d]", "What it waits for.").forecast(),
        Key::new("who", Type::Assignees(PEOPLE), "[sam, noor]", "Who works on it; with units as `{riggers: 2}`.")
            .forecast(),
        Key::new(
            "deliverable",
            Type::List(&Type::Reference(&[Register::Deliverables])),
            "hq-firewall",
            "What it helps to deliver.",
        )
        .forecast(),
        Key::new("effort", Type::Duration, "14h", "The hours of work in it, if they differ from its length.")
            .internal()
            .forecast(),
        Key::new("skills", Type::List(&Type::Text), "[vpn]", "What those who work on it must know.")
            .internal()
            .forecast(),
        Key::new(
            "window",
            Type::List(&Type::Reference(&[Register::Windows])),
            "hq-night",
            "The outage it is done in; a second one is the fallback.",
        )
        .in_order()
        .forecast(),
        Key::new("not_before", Type::Date, "2026-05-04", "The day before which it cannot start.").forecast(),
        Key::new("deadline", Type::Date, "2026-05-15", "The day by which it should be done; it moves nothing.")
            .forecast(),
        Key::new(
            "pin",
            Type::Record(PIN),
            "{date: 2026-05-04, reason: \"vendor's visit\"}",
            "A start that cannot move, with the reason.",
        )
        .forecast(),
        Key::new("parent", Type::Reference(&[Register::Tasks]), "cutover", "The task that sums it up.").forecast(),
        Key::new("earn", Type::Choice(Earn::NAMES), "0/100", "When its value counts as earned.").internal().forecast(),
        Key::new(
            "confirmed",
            Type::Record(SIGNATURE),
            "{by: fiberline, date: 2026-03-05}",
            "The vendor's word that it will be done.",
        )
        .record(),
        Key::new("started", Type::Date, "2026-03-02", "The day on which it started.").record(),
        Key::new("finished", Type::Date, "2026-03-03", "The last day of the work.").record(),
        Key::new("progress", Type::Percent, "50%", "How much of it is done.").record(),
        Key::new("remaining", Type::Duration, "2d", "How long the rest takes.").record(),
        Key::new("cancelled", Type::Date, "2026-04-02", "The day on which it was dropped.").record(),
    ],
};

static BACKOUT: &[Key] = &[
    Key::new("text", Type::Text, "re-cable the old pair", "What is done to go back.").commitment(),
    Key::new("takes", Type::Duration, "30m", "How long going back takes.").commitment(),
    Key::new("decide_by", Type::DateTime, "2026-05-09T21:45", "The last moment to decide to go back.").commitment(),
];

static NOTICE: &[Key] = &[
    Key::new("to", Type::List(&Type::Text), "[all staff]", "Who is told.").record(),
    Key::new("date", Type::Date, "2026-05-04", "When they are told.").record(),
    Key::new("days", Type::Integer(0, 365), "5", "How many working days ahead they must be told.").commitment(),
];

static ACTUAL: &[Key] = &[
    Key::new("start", Type::DateTime, "2026-05-09T19:00", "When it began.").record(),
    Key::new("end", Type::DateTime, "2026-05-09T21:40", "When all was back.").record(),
    Key::new("result", Type::Choice(WindowResult::NAMES), "done", "How it ended.").record(),
];

/// When something is down, or must not be touched.
pub(super) static WINDOW: Kind = Kind {
    name: "window",
    register: "windows",
    about: "An outage that the client approves, or a freeze in which nothing may change.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("kind", Type::Choice(WindowKind::NAMES), "outage", "Something is down, or nothing may change.")
            .from(Stage::Planning)
            .commitment(),
        Key::new("start", Type::DateTime, "2026-05-09T19:00", "When it begins, local time.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("end", Type::DateTime, "2026-05-09T23:00", "When it ends, local time.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("affects", Type::List(&Type::Text), "[internet, VPN, phones]", "What does not work meanwhile.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("impact", Type::Choice(Impact::NAMES), "down", "How bad it is.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("change_type", Type::Choice(ChangeType::NAMES), "normal", "What kind of change it is.").commitment(),
        Key::new("backout", Type::Record(BACKOUT), "{text: re-cable the old pair, takes: 30m}", "The way back.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("verify", Type::List(&Type::Text), "[all 14 services answer]", "How you see that it worked.")
            .told_from(Stage::Planning, "window-incomplete")
            .commitment(),
        Key::new("approved", Type::Record(SIGNATURE), "{by: dana, date: 2026-04-17}", "The client agrees to it.")
            .record(),
        Key::new("notice", Type::Record(NOTICE), "{to: [all staff], days: 5}", "Who is told, and when.").record(),
        Key::new("actual", Type::Record(ACTUAL), "{result: done}", "How it went.").record(),
    ],
};
