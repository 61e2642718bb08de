//! A plan that says every key there is, written from the table of keys: what a new key holds is tested as soon as it
//! is in the table.

use planmark::document::keys::words::AudienceWord;
use planmark::document::keys::{Audience, Class, Key, Kind, Register, Type};

/// A value of the plan, before it is written.
pub(crate) struct Leaf {
    /// Item and keys on the way: `tasks.seen-task.pin.reason`.
    pub(crate) path: String,
    /// What it may be.
    pub(crate) kind: Type,
    /// Whether it must never reach the client.
    pub(crate) is_internal: bool,
}

impl Leaf {
    /// Whether any words may stand there.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind, Type::Text | Type::Prose | Type::TextOrReference | Type::Waivers)
    }
}

/// The items of each register, and what they are for.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Item {
    /// A title alone: what others point to.
    Base,
    /// What is planned, and nothing that happened.
    Said,
    /// Every key.
    Seen,
    /// Every key, kept from the client.
    Kept,
}

/// Asks for a value: None takes one that fits.
pub(crate) type Fill<'a> = &'a mut dyn FnMut(&Leaf) -> Option<String>;

/// The files of a plan that says every key: a portfolio with one project in `plan/`.
pub(crate) fn plan(fill: Fill) -> Vec<(String, String)> {
    let mut writer = Writer { fill, item: Item::Seen };
    let mut front = String::new();
    for key in Kind::project().all_keys().filter(|key| !["planmark", "hold", "as_of"].contains(&key.name)) {
        front.push_str(&format!("{}: {}\n", key.name, writer.value(key, key.kind, "project", false)));
    }
    front.push_str(&format!("scope: {}\n", writer.keys(Kind::scope().all_keys(), "scope", false)));
    for register in Register::ALL {
        front.push_str(&format!("{}:\n", register.name()));
        for item in [Item::Base, Item::Said, Item::Seen, Item::Kept] {
            let id = writer.id(register, item);
            front.push_str(&format!("  {id}: {}\n", writer.item(register.kind(), item)));
        }
    }
    writer.item = Item::Seen;
    let body = writer.prose("project.body", false);
    let portfolio: String = Kind::portfolio()
        .all_keys()
        .filter(|key| key.name != "projects")
        .map(|key| format!("{}: {}\n", key.name, writer.value(key, key.kind, "portfolio", true)))
        .collect();
    vec![
        ("plan/project.md".to_owned(), format!("---\n{front}---\n\n{body}\n")),
        ("plan/attachments/seen.csv".to_owned(), "a,b\n1,2\n".to_owned()),
        ("portfolio.md".to_owned(), format!("---\n{portfolio}---\n")),
    ]
}

struct Writer<'a> {
    fill: Fill<'a>,
    item: Item,
}

impl Writer<'_> {
    fn ask(&mut self, path: &str, kind: Type, is_internal: bool) -> Option<String> {
        (self.fill)(&Leaf { path: path.to_owned(), kind, is_internal })
    }

    fn text(&mut self, path: &str, kind: Type, is_internal: bool) -> String {
        let text = self.ask(path, kind, is_internal).unwrap_or_else(|| format!("words of {path}"));
        serde_json::to_string(&text).expect("a text can be quoted")
    }

    /// Prose with a passage that the client never sees.
    fn prose(&mut self, path: &str, is_internal: bool) -> String {
        let shown = self.ask(path, Type::Prose, is_internal).unwrap_or_else(|| format!("Prose of {path}."));
        let cut = self.ask(&format!("{path}.passage"), Type::Prose, true).unwrap_or_else(|| "Kept.".to_owned());
        format!("{shown}\n\n<!-- internal -->\n{cut}\n<!-- /internal -->\n\nThe end.")
    }

    fn id(&mut self, register: Register, item: Item) -> String {
        let kind = register.kind();
        let (day, name) = match item {
            Item::Base => (3, "base"),
            Item::Said => (10, "said"),
            Item::Seen => (17, "seen"),
            Item::Kept => (16, "kept"),
        };
        if register == Register::Updates {
            return format!("2026-04-{day:02}");
        }
        let word = match item {
            Item::Kept => self.ask(&format!("{}.id", kind.register), Type::Slug, true).unwrap_or("kept".to_owned()),
            _ => name.to_owned(),
        };
        if register.is_dated() { format!("2026-04-{day:02}-{word}") } else { format!("{word}-{}", kind.name) }
    }

    fn item(&mut self, kind: &'static Kind, item: Item) -> String {
        self.item = item;
        let is_kept = item == Item::Kept;
        let path = format!("{}.{}", kind.register, ["base", "said", "seen", "kept"][item as usize]);
        let is_wanted = |key: &&Key| match item {
            Item::Base => key.name == kind.title_key() || key.name == "side" || key.name == "audience",
            Item::Said => key.class != Class::Record || matches!(key.kind, Type::Text | Type::List(Type::Text)),
            Item::Seen | Item::Kept => true,
        };
        let keys: Vec<&'static Key> = kind.all_keys().filter(is_wanted).collect();
        self.keys(keys.into_iter(), &path, is_kept)
    }

    fn keys(&mut self, keys: impl Iterator<Item = &'static Key>, path: &str, is_internal: bool) -> String {
        let item = self.item;
        let waits_for_itself = |key: &Key| match item {
            Item::Said => ["parent", "after"].contains(&key.name),
            _ => false,
        };
        let entries: Vec<String> = keys
            .filter(|key| !waits_for_itself(key))
            .map(|key| format!("{}: {}", key.name, self.value(key, key.kind, path, is_internal)))
            .collect();
        format!("{{{}}}", entries.join(", "))
    }

    fn value(&mut self, key: &'static Key, kind: Type, above: &str, is_internal: bool) -> String {
        let is_internal = is_internal || key.audience == Audience::Internal;
        let path = format!("{above}.{}", key.name);
        let fitting = match kind {
            Type::Text if key.name == "currency" => return "EUR".to_owned(),
            Type::Text if key.name == "timezone" => return "Europe/Berlin".to_owned(),
            Type::Text | Type::TextOrReference => return self.text(&path, kind, is_internal),
            Type::Prose => {
                let prose = self.prose(&path, is_internal);
                return serde_json::to_string(&prose).expect("a text can be quoted");
            }
            Type::Waivers => return format!("{{long-task: {}}}", self.text(&path, kind, is_internal)),
            Type::List(inner) => return self.list(key, *inner, above, is_internal),
            Type::Record(keys) => return self.keys(keys.iter(), &path, is_internal),
            Type::TextOr(keys) => return self.keys(keys.iter(), &path, is_internal),
            Type::Lines(keys) => return format!("{{line: {}}}", self.keys(keys.iter(), &path, is_internal)),
            Type::ById(inner) => {
                return format!(
                    "{{{}: {}}}",
                    self.base(Register::Deliverables),
                    self.value(key, *inner, above, is_internal)
                );
            }
            Type::Delta => {
                let title = self.text(&path, Type::Text, is_internal);
                return format!("{{deliverables: {{{}: {{title: {title}}}}}}}", self.base(Register::Deliverables));
            }
            Type::Assignees(_) => {
                let units = self.ask(&path, Type::Units, true).unwrap_or_else(|| "1".to_owned());
                return format!("{{{}: {units}}}", self.base(Register::Stakeholders));
            }
            Type::Choice(words) => self.choice(key, words),
            Type::Reference(registers) | Type::DateOr(registers) => self.base(registers[0]),
            Type::Wait(_) => self.id(Register::Tasks, Item::Said),
            Type::AnyReference | Type::Address => self.base(Register::Deliverables),
            Type::Slug => (if key.name == "site" || above.ends_with("sites") { "hq" } else { "every-key" }).to_owned(),
            Type::Path => "attachments/seen.csv".to_owned(),
            Type::Bool => "true".to_owned(),
            Type::Integer(least, _) => least.max(1).to_string(),
            Type::Number => "3".to_owned(),
            Type::Percent => "40%".to_owned(),
            Type::Money => "5000".to_owned(),
            Type::Units => "2".to_owned(),
            Type::Date if is_early(key.name) => "2026-04-01".to_owned(),
            Type::Date => (if key.class == Class::Record { "2026-04-20" } else { "2026-06-01" }).to_owned(),
            Type::DateTime => (if is_early(key.name) { "2026-05-09T19:00" } else { "2026-05-09T23:00" }).to_owned(),
            Type::Duration => "2d".to_owned(),
            Type::Estimate => "[1d, 2d, 3d]".to_owned(),
            Type::Every => "1w".to_owned(),
            Type::Weekdays => "mon-fri".to_owned(),
            Type::Hours => "09:00-17:00".to_owned(),
        };
        self.ask(&path, kind, is_internal).unwrap_or(fitting)
    }

    /// One entry; of references that may be dropped one by one, an internal item beside the visible one.
    fn list(&mut self, key: &'static Key, inner: Type, above: &str, is_internal: bool) -> String {
        let first = self.value(key, inner, above, is_internal);
        match inner {
            Type::Reference(registers) => format!("[{first}, {}]", self.id(registers[0], Item::Kept)),
            _ => format!("[{first}]"),
        }
    }

    fn base(&mut self, register: Register) -> String {
        self.id(register, Item::Base)
    }

    fn choice(&self, key: &Key, words: &[&str]) -> String {
        let wanted = match (key.name, self.item) {
            ("stage", _) => "execution",
            ("side", Item::Seen) => "client",
            ("side", _) => "provider",
            ("status", Item::Said) => "proposed",
            _ if words == AudienceWord::NAMES => match self.item {
                Item::Kept => "internal",
                _ => "client",
            },
            _ => key.example,
        };
        words.iter().find(|word| **word == wanted).unwrap_or(&words[0]).to_string()
    }
}

/// Whether a date of this name lies before the day for which the tests compute.
fn is_early(name: &str) -> bool {
    ["start", "from", "since", "started", "date", "reviewed", "invoiced"].contains(&name)
}
