//! The two singletons: `project.md` and `scope.md`.

use super::words::{ConstraintKind, Gate, ProviderKind};
use super::{Audience, Key, Kind, Register, SIGNATURE, Stage, Type};

const PEOPLE: &[Register] = &[Register::Stakeholders];

/// Working time.
pub(super) static CALENDAR: &[Key] = &[
    Key::new("timezone", Type::Text, "America/New_York", "The zone of all times in the plan.").forecast(),
    Key::new("days", Type::Weekdays, "mon-fri", "The working days.").forecast(),
    Key::new("hours", Type::Hours, "09:00-17:00", "The working hours of a day.").forecast(),
    Key::new("holidays", Type::List(&Type::Date), "[2026-05-25]", "Days on which nobody works.").forecast(),
    Key::new(
        "business_hours",
        Type::Record(BUSINESS_HOURS),
        "{days: mon-sat, hours: 08:00-18:00}",
        "When the client's business runs.",
    )
    .commitment(),
];

static BUSINESS_HOURS: &[Key] = &[
    Key::new("days", Type::Weekdays, "mon-sat", "The days on which the client's business runs.").commitment(),
    Key::new("hours", Type::Hours, "08:00-18:00", "The hours in which the client's business runs.").commitment(),
];

static HOLD: &[Key] = &[
    Key::new("since", Type::Date, "2026-04-01", "The day on which work stopped.").record(),
    Key::new("reason", Type::Text, "the client's merger", "Why it stopped.").record(),
    Key::new("until", Type::Date, "2026-05-01", "The day on which work goes on.").record(),
];

static CLIENT: &[Key] =
    &[Key::new("name", Type::Text, "Northgate Veterinary Group", "The client's name.").from(Stage::Identification)];

static PROVIDER: &[Key] = &[
    Key::new("name", Type::Text, "Example IT Partners", "The provider's name."),
    Key::new("kind", Type::Choice(ProviderKind::NAMES), "msp", "What kind of provider it is.")
        .told_from(Stage::Identification, "provider-unclear"),
    Key::new("contract", Type::Text, "SOW-2026-014", "The contract that the work is done under.")
        .told_from(Stage::Identification, "provider-unclear"),
    Key::new("pm_included", Type::Bool, "true", "Whether project management is part of the price.")
        .told_from(Stage::Identification, "provider-unclear"),
];

static SITE: &[Key] = &[
    Key::new("id", Type::Slug, "branch", "How items name the site."),
    Key::new("title", Type::Text, "Millbrook", "What people call the site."),
];

static TARGET: &[Key] = &[
    Key::new("start", Type::Date, "2026-03-02", "The day on which work may start.")
        .told_from(Stage::Identification, "no-timeline-or-cap")
        .commitment(),
    Key::new("finish", Type::Date, "2026-05-29", "The day by which all must be done.")
        .told_from(Stage::Identification, "no-timeline-or-cap")
        .commitment(),
];

static REPORTING: &[Key] = &[
    Key::new("every", Type::Every, "1w", "How often the client gets an update.").commitment(),
    Key::new("day", Type::Weekdays, "fri", "The day of the week on which it comes.").commitment(),
    Key::new("by", Type::Reference(PEOPLE), "priya", "Who writes the updates.").commitment(),
    Key::new("channels", Type::List(&Type::Text), "[status page, weekly call]", "How people talk to each other."),
    Key::new("to", Type::List(&Type::Reference(PEOPLE)), "[dana, luis]", "Who gets the updates."),
    Key::new("checkin", Type::Every, "2w", "How often all stakeholders meet.").commitment(),
    Key::new(
        "escalation",
        Type::List(&Type::Reference(PEOPLE)),
        "[priya, dana]",
        "Who is asked next when something is stuck, in order.",
    )
    .in_order(),
];

static TOLERANCE: &[Key] = &[
    Key::new("schedule", Type::Duration, "5d", "How late the finish may be before somebody must decide.").commitment(),
    Key::new("budget", Type::Percent, "5%", "How far over budget the forecast may be before somebody must decide.")
        .commitment(),
    Key::new("amber", Type::Percent, "50%", "The share of a tolerance after which the colour is amber.").commitment(),
];

static SIGNOFF: &[Key] = &[
    Key::new("gate", Type::Choice(Gate::NAMES), "planning", "The stage that ends.").record(),
    Key::new("by", Type::Reference(PEOPLE), "dana", "Who signed.").record(),
    Key::new("date", Type::Date, "2026-03-17", "The day it was signed.").record(),
    Key::new("note", Type::Text, "plan and budget agreed", "What the signer added.").record(),
    Key::new("of", Type::Text, "0f3a91c2b4d5e6f7", "The content hash of what was signed; `planmark sign` writes it.")
        .record(),
];

static SATISFACTION: &[Key] = &[
    Key::new("score", Type::Integer(1, 5), "5", "How satisfied the client is, 1 to 5.").record(),
    Key::new("by", Type::Reference(PEOPLE), "dana", "Who said so.").record(),
    Key::new("date", Type::Date, "2026-05-22", "When it was said.").record(),
    Key::new("note", Type::Text, "smooth cutovers", "What was added.").record(),
];

static SUPPORT: &[Key] = &[
    Key::new("contact", Type::Text, "support@example.com", "Whom to ask after the project.").record(),
    Key::new("until", Type::Date, "2027-05-22", "How long support lasts.").record(),
];

/// The charter.
pub(super) static PROJECT: Kind = Kind {
    name: "project",
    register: "project",
    about: "The charter: who, for whom, until when, for how much.",
    audience: Audience::Client,
    has_base: false,
    keys: &[
        Key::new("planmark", Type::Integer(1, 1), "1", "The version of the plan format."),
        Key::new(
            "id",
            Type::Slug,
            "northgate-firewall",
            "Names the project across projects; by default the title as a slug.",
        )
        .control(),
        Key::new("title", Type::Text, "Firewall replacement at two sites", "What people call the project.")
            .from(Stage::Identification),
        Key::new(
            "type",
            Type::Text,
            "firewall",
            "Selects a type profile: firewall, office-relocation, voip, cloud-migration, or your own.",
        )
        .from(Stage::Identification),
        Key::new("stage", Type::Choice(Stage::NAMES), "planning", "Where the project stands.")
            .from(Stage::Identification)
            .record(),
        Key::new(
            "hold",
            Type::Record(HOLD),
            "{since: 2026-04-01, reason: \"the client's merger\"}",
            "Work is on hold.",
        )
        .record(),
        Key::new("client", Type::Record(CLIENT), "{name: Northgate Veterinary Group}", "Whom the work is for.")
            .from(Stage::Identification),
        Key::new(
            "provider",
            Type::Record(PROVIDER),
            "{name: Example IT Partners, kind: msp}",
            "Who does the work, under which contract.",
        )
        .told_from(Stage::Identification, "provider-unclear"),
        Key::new("pm", Type::Reference(PEOPLE), "priya", "The project manager.")
            .told_from(Stage::Identification, "no-pm")
            .control(),
        Key::new("contact", Type::Reference(PEOPLE), "priya", "The one person to ask; by default the project manager."),
        Key::new(
            "sites",
            Type::List(&Type::Record(SITE)),
            "[{id: hq, title: Northgate}]",
            "The places where work is done.",
        ),
        Key::new(
            "target",
            Type::Record(TARGET),
            "{start: 2026-03-02, finish: 2026-05-29}",
            "The agreed dates, rough at first.",
        )
        .told_from(Stage::Identification, "no-timeline-or-cap")
        .commitment(),
        Key::new("currency", Type::Text, "USD", "The three-letter code of the currency of all amounts.")
            .from(Stage::Identification)
            .commitment(),
        Key::new("budget_cap", Type::Money, "34000", "What the project may cost at most.")
            .told_from(Stage::Identification, "no-timeline-or-cap")
            .commitment(),
        Key::new(
            "calendar",
            Type::Record(CALENDAR),
            "{timezone: America/New_York, days: mon-fri}",
            "When people work.",
        )
        .from(Stage::Planning)
        .forecast(),
        Key::new(
            "reporting",
            Type::Record(REPORTING),
            "{every: 1w, by: priya}",
            "How and how often the client hears from you.",
        )
        .told_from(Stage::Planning, "no-communication-plan")
        .commitment(),
        Key::new("tolerance", Type::Record(TOLERANCE), "{schedule: 5d, budget: 5%}", "How far off is still fine.")
            .from(Stage::Planning)
            .commitment(),
        Key::new(
            "as_of",
            Type::Date,
            "2026-04-24",
            "The status date: the plan tells the state at the end of this day.",
        )
        .record(),
        Key::new(
            "signoffs",
            Type::List(&Type::Record(SIGNOFF)),
            "[{gate: planning, by: dana, date: 2026-03-17}]",
            "Who agreed that a stage is over.",
        )
        .record(),
        Key::new(
            "satisfaction",
            Type::Record(SATISFACTION),
            "{score: 5, by: dana, date: 2026-05-22}",
            "What the client said at the end.",
        )
        .told_from(Stage::Closing, "satisfaction-unknown")
        .record(),
        Key::new(
            "support",
            Type::Record(SUPPORT),
            "{contact: support@example.com, until: 2027-05-22}",
            "What happens after the project.",
        )
        .told_from(Stage::Closing, "satisfaction-unknown")
        .record(),
        Key::new(
            "waive",
            Type::Waivers,
            "{provider-unclear: \"the contract follows\"}",
            "Rules that do not count here, with the reason.",
        )
        .control()
        .internal(),
    ],
};

static OBJECTIVE: &[Key] = &[
    Key::new("text", Type::Text, "20 of 20 users work from home", "What will be true.").scope(),
    Key::new("kpi", Type::Reference(&[Register::Kpis]), "mfa-users", "The KPI that measures it.").scope(),
];

static SCOPE_LINE: &[Key] = &[
    Key::new("text", Type::Text, "Guest network", "What is, or is not, part of the project.").scope(),
    Key::new(
        "deliverable",
        Type::Reference(&[Register::Deliverables]),
        "guest-wifi",
        "The deliverable that brings it.",
    )
    .scope(),
];

static ASSUMPTION: &[Key] = &[
    Key::new("text", Type::Text, "The rack has two free units", "What is taken to be true.").forecast(),
    Key::new("checked", Type::Record(SIGNATURE), "{by: sam, date: 2026-03-12}", "Who found out that it is true.")
        .record(),
    Key::new("if_false", Type::Text, "a new rack is needed", "What happens if it is not.").forecast(),
];

static CONSTRAINT: &[Key] = &[
    Key::new("kind", Type::Choice(ConstraintKind::NAMES), "business", "What kind of limit it is.").scope(),
    Key::new("text", Type::Text, "No outage in opening hours", "The limit.").scope(),
];

static NEEDS: &[Key] = &[
    Key::new("skills", Type::List(&Type::Text), "[firewall, vpn]", "Skills that the work asks for.").forecast(),
    Key::new("technicians", Type::Integer(0, 1000), "2", "How many technicians it takes.").forecast(),
    Key::new("hardware", Type::List(&Type::Text), "[two firewalls]", "Devices that it takes.").forecast(),
    Key::new("software", Type::List(&Type::Text), "[three-year licences]", "Software and licences that it takes.")
        .forecast(),
    Key::new("client", Type::List(&Type::Text), "[group list, test users]", "What the client must bring.").forecast(),
];

/// The scope.
pub(super) static SCOPE: Kind = Kind {
    name: "scope",
    register: "scope",
    about: "What the project is for, what is part of it and what is not.",
    audience: Audience::Client,
    has_base: false,
    keys: &[
        Key::new(
            "why",
            Type::List(&Type::Text),
            "Calls drop in half of the rooms.",
            "The business reasons: security, efficiency, growth, cost, compliance.",
        )
        .told_from(Stage::Identification, "no-objective"),
        Key::new(
            "objectives",
            Type::List(&Type::TextOr(OBJECTIVE)),
            "[20 of 20 users log in with a second factor]",
            "What will be true at the end, so that it can be measured.",
        )
        .told_from(Stage::Identification, "no-objective")
        .scope(),
        Key::new(
            "done_when",
            Type::List(&Type::Text),
            "[both sites stable for three days]",
            "How everybody knows that the project is over.",
        )
        .told_from(Stage::Identification, "no-clear-end")
        .scope(),
        Key::new("in", Type::Lines(SCOPE_LINE), "[Access points, Guest network]", "What is part of the project.")
            .told_from(Stage::Identification, "no-scope-in")
            .scope(),
        Key::new("out", Type::Lines(SCOPE_LINE), "[Internet line, Phones]", "What is not part of the project.")
            .told_from(Stage::Identification, "no-scope-out")
            .scope(),
        Key::new(
            "assumptions",
            Type::List(&Type::TextOr(ASSUMPTION)),
            "[{text: The rack has space}]",
            "What is taken to be true, compatibility included.",
        )
        .told_from(Stage::Identification, "no-assumptions-or-constraints")
        .forecast(),
        Key::new(
            "constraints",
            Type::List(&Type::TextOr(CONSTRAINT)),
            "[{kind: business, text: No outage in opening hours}]",
            "Limits that the business sets.",
        )
        .told_from(Stage::Identification, "no-assumptions-or-constraints")
        .scope(),
        Key::new(
            "needs",
            Type::Record(NEEDS),
            "{skills: [firewall], technicians: 2}",
            "Skills, people and things that the work takes.",
        )
        .told_from(Stage::Identification, "needs-missing")
        .forecast(),
        Key::new("order", Type::Text, "write to the project manager", "How changes are asked for.")
            .from(Stage::Planning),
        Key::new(
            "waive",
            Type::Waivers,
            "{no-scope-out: \"agreed by phone\"}",
            "Rules that do not count here, with the reason.",
        )
        .control()
        .internal(),
    ],
};
