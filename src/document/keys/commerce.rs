//! Money and measures: cost lines and KPIs.

use super::words::{Basis, Better, Category, KpiKind, KpiSource, Per};
use super::{Audience, Key, Kind, Register, Stage, Type};

static QUOTE: &[Key] = &[
    Key::new("ref", Type::Text, "Q-4711", "The vendor's number.").internal().record(),
    Key::new("valid_until", Type::Date, "2026-04-30", "The last day of the price.").internal().record(),
];

static ORDER: &[Key] = &[
    Key::new("date", Type::Date, "2026-03-19", "When it was ordered.").internal().record(),
    Key::new("expected", Type::Date, "2026-04-16", "When it is expected.").internal().record(),
    Key::new("received", Type::Date, "2026-04-20", "When it came.").internal().record(),
];

static SPENT: &[Key] = &[
    Key::new("date", Type::Date, "2026-04-20", "When it was charged.").record(),
    Key::new("amount", Type::Money, "8050", "How much was charged.").record(),
    Key::new("ref", Type::Text, "INV-204", "The invoice.").internal().record(),
];

static RECURRING: &[Key] = &[
    Key::new("amount", Type::Money, "120", "What is paid each time.").commitment(),
    Key::new("per", Type::Choice(Per::NAMES), "month", "How often it is paid.").commitment(),
    Key::new("from", Type::Date, "2026-06-01", "The first payment.").commitment(),
    Key::new("until", Type::Date, "2029-05-31", "The last payment.").commitment(),
];

/// A line of the budget.
pub(super) static COST: Kind = Kind {
    name: "cost",
    register: "budget",
    about: "A line of the budget: what it pays for, how much, on what basis.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("category", Type::Choice(Category::NAMES), "hardware", "What kind of cost it is.")
            .from(Stage::Planning)
            .commitment(),
        Key::new("amount", Type::Money, "7800", "What it costs the client.").commitment(),
        Key::new("qty", Type::Number, "80", "How many, with `price` in place of `amount` or beside it.").commitment(),
        Key::new("price", Type::Money, "120", "What one of them costs the client.").commitment(),
        Key::new("basis", Type::Choice(Basis::NAMES), "quote", "Where the figure comes from.")
            .told_from(Stage::Planning, "no-basis")
            .forecast(),
        Key::new(
            "tasks",
            Type::List(&Type::Reference(&[Register::Tasks])),
            "[survey, design]",
            "The work that it pays for.",
        )
        .forecast(),
        Key::new(
            "deliverable",
            Type::Reference(&[Register::Deliverables]),
            "hq-firewall",
            "The deliverable that it pays for.",
        )
        .forecast(),
        Key::new("vendor", Type::Reference(&[Register::Stakeholders]), "boxhouse", "Who is paid.")
            .internal()
            .forecast(),
        Key::new("quote", Type::Record(QUOTE), "{ref: Q-4711, valid_until: 2026-04-30}", "The vendor's offer.")
            .internal()
            .record(),
        Key::new("order", Type::Record(ORDER), "{date: 2026-03-19, expected: 2026-04-16}", "The purchase.")
            .internal()
            .record(),
        Key::new(
            "spent",
            Type::List(&Type::Record(SPENT)),
            "[{date: 2026-04-20, amount: 8050}]",
            "What was charged so far.",
        )
        .record(),
        Key::new(
            "recurring",
            Type::Record(RECURRING),
            "{amount: 120, per: month}",
            "What is paid again and again; it counts into no total.",
        )
        .commitment(),
        Key::new("cost", Type::Money, "6900", "What it costs the provider.").internal().forecast(),
        Key::new("margin", Type::Percent, "12%", "What the provider earns on it.").internal().forecast(),
    ],
};

static READING: &[Key] = &[
    Key::new("date", Type::Date, "2026-04-24", "When it was read.").record(),
    Key::new("value", Type::Number, "12", "What was read.").record(),
    Key::new("note", Type::Text, "pilot group only", "What to know about it.").record(),
];

/// A figure that says how it goes.
pub(super) static KPI: Kind = Kind {
    name: "kpi",
    register: "kpis",
    about: "A figure that says how the work goes, or what it brought.",
    audience: Audience::Client,
    has_base: true,
    keys: &[
        Key::new("kind", Type::Choice(KpiKind::NAMES), "outcome", "It tells how the work goes, or what it brought.")
            .from(Stage::Planning)
            .forecast(),
        Key::new("unit", Type::Text, "users", "What is counted.").told_from(Stage::Planning, "kpi-missing-or-weak"),
        Key::new("initial", Type::Number, "0", "The value at the start."),
        Key::new("target", Type::Number, "20", "The value to reach.")
            .told_from(Stage::Planning, "kpi-missing-or-weak")
            .commitment(),
        Key::new("better", Type::Choice(Better::NAMES), "higher", "Which way is good.")
            .told_from(Stage::Planning, "kpi-missing-or-weak"),
        Key::new("every", Type::Every, "1w", "How often it is read.").told_from(Stage::Planning, "kpi-missing-or-weak"),
        Key::new("source", Type::Choice(KpiSource::NAMES), "manual", "Read by a person, or computed by planmark."),
        Key::new("readings", Type::List(&Type::Record(READING)), "[{date: 2026-04-24, value: 0}]", "What was read.")
            .record(),
    ],
};
