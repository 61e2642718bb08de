//! Writes plans of planmark's own format for measuring: `corpus FOLDER DOCUMENTS [DEFECTS_IN_1000] [SEED]`.
//!
//! Projects of 50 documents side by side under a `portfolio.md`; each task has a file with 12 keys and about 2 kB of
//! prose. The same arguments give the same bytes. Defects are planted at the rate asked for, and `answers.json` beside
//! the folder says which rule must report which file.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// How many documents a project has.
const PER_PROJECT: usize = 50;
/// Documents of a project that are no tasks.
const OTHERS: usize = 11;

/// A small generator (xorshift), so that the corpus needs no library and never changes.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const WORDS: &[&str] = &[
    "the", "router", "in", "branch", "rack", "is", "replaced", "by", "a", "pair", "of", "units", "after", "survey",
    "and", "each", "cable", "gets", "its", "label", "before", "anybody", "moves", "a", "desk", "to", "another",
    "floor",
];

fn sentence(random: &mut Random, out: &mut String) {
    let length = 8 + random.below(10);
    for index in 0..length {
        let word = WORDS[random.below(WORDS.len())];
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.push_str(". ");
}

fn prose(random: &mut Random, id: usize) -> String {
    let mut out = format!("\n# What is done\n\nSee [[task-{}]] first.\n\n", id.saturating_sub(1));
    for paragraph in 0..4 {
        for _ in 0..5 {
            sentence(random, &mut out);
        }
        let _ = write!(
            out,
            "\n\n- **point {paragraph}**: see the [data sheet](https://example.com/{id})\n- `code` and *words*\n\n"
        );
    }
    out
}

/// Two lanes of work, one for each technician, so that nobody is in two places at once.
const LANES: usize = 2;
/// What the first tasks of a project are, so that the plan has what its type usually has.
const TITLES: [&str; 7] = [
    "Export the old configuration",
    "Stage and patch the units",
    "Rehearse the rollback",
    "Pilot with three users",
    "Announce the outage",
    "Cut over",
    "Watch after the cutover",
];

fn task(random: &mut Random, project: usize, id: usize, defect: Option<&str>) -> String {
    let title = TITLES.get(id).map_or_else(|| format!("Piece of work number {id}"), |title| (*title).to_owned());
    let duration = 1 + random.below(8);
    let after = match id {
        0 => "[groups]".to_owned(),
        // The lanes meet now and then, so that none has days to spare.
        _ if id <= LANES => "[planned]".to_owned(),
        _ if id.is_multiple_of(6) => format!("[task-{}, task-{}]", id - 1, id - LANES),
        _ => format!("[task-{}]", id - LANES),
    };
    let after = if defect == Some("dangling-reference") { "[nobody-has-this]".to_owned() } else { after };
    let effort = duration * 6;
    let duration = if defect == Some("bad-value") { "some days".to_owned() } else { format!("{duration}d") };
    let key = if defect == Some("unknown-field") { "efort" } else { "effort" };
    let who = match id {
        0 => format!("[sam-{project}, fiber-{project}, box-{project}]"),
        _ => format!("{}-{project}", ["sam", "noor"][id % LANES]),
    };
    format!(
        "---\ntitle: {title}\nduration: {duration}\nafter: {after}\nwho: {who}\ndeliverable: d{}\n\
         {key}: {effort}h\nskills: [firewall, vpn]\nsite: hq\ntags: [night, rack-{}]\ndeadline: 2027-06-{:02}\n\
         links: [{{title: Data sheet, url: https://example.com/{id}}}]\n---\n{}",
        random.below(4),
        random.below(9),
        1 + random.below(20),
        prose(random, id)
    )
}

fn charter(random: &mut Random, number: usize) -> String {
    format!(
        "---\nid: project-{number}\ntitle: Firewall replacement number {number}\ntype: firewall\nstage: planning\n\
         client: {{name: Client number {number}}}\nprovider: {{name: Example IT, kind: msp, contract: C-{number}, pm_included: true}}\n\
         pm: priya-{number}\ncontact: priya-{number}\nsites: [{{id: hq, title: Headquarters}}]\n\
         target: {{start: 2026-05-04, finish: 2027-06-01}}\ncurrency: USD\nbudget_cap: 50000\n\
         calendar: {{timezone: America/New_York, days: mon-fri, hours: 09:00-17:00}}\n\
         reporting: {{every: 1w, by: priya-{number}, channels: [mail], to: [dana-{number}], checkin: 2w, escalation: [priya-{number}, dana-{number}]}}\n\
         tolerance: {{schedule: 5d, budget: 5%}}\nsignoffs:\n  - {{gate: identification, by: dana-{number}, date: 2026-03-06}}\n---\n{}",
        prose(random, 1 + number % 30)
    )
}

fn scope() -> String {
    "---\nscope:\n  why: The devices are out of support\n  objectives: [Supported devices by 2027-06-01]\n  \
     done_when: [Three days without a fault]\n  in: [Devices, Rules]\n  out: [Wi-Fi]\n  \
     assumptions: [The line stays]\n  constraints: [{kind: budget, text: At most 50000}]\n  order: C-1\n  \
     needs: {technicians: 2, skills: [firewall, vpn, routing], hardware: [Two units], software: [Licences]}\n---\n"
        .to_owned()
}

fn people(number: usize) -> String {
    let mut out = String::from("---\nstakeholders:\n");
    for (name, rest) in [
        ("dana", "side: client, roles: [sponsor, decision-maker], channel: front desk"),
        ("priya", "side: provider, roles: pm, channel: projects@example.com"),
        ("sam", "side: provider, roles: lead, skills: [firewall, vpn, routing], channel: projects@example.com"),
        ("noor", "side: provider, roles: technician, skills: [firewall, vpn], channel: projects@example.com"),
        ("fiber", "side: vendor, roles: vendor, org: Fiber internet, channel: line desk"),
        ("box", "side: vendor, roles: vendor, org: Box distributor, channel: order desk"),
    ] {
        let _ = writeln!(out, "  {name}-{number}: {{name: {name} {number}, {rest}}}");
    }
    out + "---\n"
}

fn deliverables(number: usize) -> String {
    let mut out = String::from("---\ndeliverables:\n");
    let titles =
        ["Firewall in service with VPN and reviewed rules", "Documents", "Training", "Disposal of old devices"];
    for (index, title) in titles.iter().enumerate() {
        let kind = if index == 1 { "document" } else { "service" };
        let _ = write!(
            out,
            "  d{index}:\n    title: {title}\n    kind: {kind}\n    acceptance: [Works for {} days]\n    \
             acceptor: dana-{number}\n    raci: {{A: sam-{number}, R: [sam-{number}, noor-{number}]}}\n    due: done\n",
            3 + index
        );
    }
    out + "---\n"
}

fn milestones() -> String {
    let mut out = String::from(
        "---\nmilestones:\n  planned: {title: Plan approved, target: 2026-07-03, after: task-0, gate: planning}\n",
    );
    let last = PER_PROJECT - OTHERS - 1;
    for step in 1..=8 {
        let (first, second) = (step * last / 9, step * last / 9 + 1);
        let _ = writeln!(
            out,
            "  step-{step}: {{title: Step {step}, target: 2027-06-01, after: [task-{first}, task-{second}]}}"
        );
    }
    let (first, second) = (last - 1, last);
    let _ = writeln!(
        out,
        "  built: {{title: All built, target: 2027-06-01, after: [task-{first}, task-{second}], gate: execution}}"
    );
    out + "  done: {title: All done, target: 2027-06-01, after: built, gate: closing}\n---\n"
}

fn budget(number: usize) -> String {
    let mut out = String::from("---\nbudget:\n");
    for index in 0..4 {
        let category = ["labour", "hardware", "software", "labour"][index];
        let _ = writeln!(
            out,
            "  line-{index}: {{title: Line {index}, category: {category}, amount: {}, basis: quote, deliverable: d{index}, cost: {}}}",
            7000 + number % 90,
            5100 + index
        );
    }
    out + "  spare: {title: Spare, category: contingency, amount: 2000, basis: estimate}\n---\n"
}

fn control(number: usize) -> Vec<(&'static str, String)> {
    let windows = "---\nwindows:\n  night:\n    title: The night of the change\n    kind: outage\n    site: hq\n    \
                   start: 2027-01-09T19:00\n    end: 2027-01-09T23:00\n    affects: [internet]\n    impact: down\n    \
                   change_type: normal\n    backout: {text: Put the old pair back, takes: 30m, decide_by: 2027-01-09T22:00}\n    \
                   verify: [A call in and a call out]\n    notice: {to: [all staff], days: 5}\n    approved: {by: dana-NUMBER, date: 2026-04-20}\n---\n"
        .replace("NUMBER", &number.to_string());
    let mut risks = String::from("---\nrisks:\n");
    for (id, title) in [
        ("unlisted", "An unlisted service stops"),
        ("line", "The line is handed off in another way"),
        ("late", "The hardware comes late"),
        ("factor", "The second factor is not ready"),
        ("back", "The way back takes longer"),
    ] {
        let _ = writeln!(
            risks,
            "  {id}: {{title: {title}, probability: 2, impact: 3, response: reduce, plan: [task-1], owner: sam-{number}, due: 2026-12-01, reviewed: 2026-04-20, affects: [task-5], days: 1d, money: 300}}"
        );
    }
    risks.push_str("---\n");
    let kpis = "---\nkpis:\n  progress: {title: Work done, kind: progress, unit: \"%\", target: 100, better: higher, every: 1w, source: percent-complete}\n  \
                outage: {title: Planned outage, kind: outcome, unit: minutes, target: 240, better: lower, every: 1w, source: outage-minutes}\n---\n"
        .to_owned();
    let actions = format!(
        "---\nactions:\n  groups: {{title: Send the list of users and groups, owner: dana-{number}, kind: info, due: 2026-05-04, for: [task-0]}}\n  \
         testers: {{title: Name two test users, owner: dana-{number}, kind: resource, due: 2026-06-30, for: [task-3]}}\n  \
         outage: {{title: Approve the outage, owner: dana-{number}, kind: decision, due: 2026-06-30, for: [night]}}\n---\n"
    );
    let meetings = format!(
        "---\nmeetings:\n  2026-04-20-kickoff: {{title: Kick-off, kind: kickoff, at: 2026-04-20T10:00, status: held, invited: [dana-{number}, priya-{number}, sam-{number}, noor-{number}], attended: [dana-{number}, priya-{number}, sam-{number}, noor-{number}]}}\n---\n"
    );
    vec![
        ("windows.md", windows),
        ("risks.md", risks),
        ("kpis.md", kpis),
        ("actions.md", actions),
        ("meetings.md", meetings),
    ]
}

fn project(random: &mut Random, number: usize) -> Vec<(&'static str, String)> {
    let mut files = vec![
        ("project.md", charter(random, number)),
        ("scope.md", scope()),
        ("stakeholders.md", people(number)),
        ("deliverables.md", deliverables(number)),
        ("milestones.md", milestones()),
        ("budget.md", budget(number)),
    ];
    files.extend(control(number));
    files
}

/// Writes the corpus.
///
/// # Errors
/// If the disk refuses.
pub fn write(folder: &Path, documents: usize, defects_in_1000: usize, seed: u64) -> io::Result<()> {
    const RULES: [&str; 3] = ["dangling-reference", "bad-value", "unknown-field"];
    let mut random = Random(seed | 1);
    let mut answers = Vec::new();
    fs::create_dir_all(folder)?;
    fs::write(folder.join("portfolio.md"), "---\ntitle: All projects\nprovider: {name: Example IT}\n---\n")?;
    for number in 0..documents.div_ceil(PER_PROJECT) {
        let name = format!("project-{number}");
        let home = folder.join(&name);
        fs::create_dir_all(home.join("tasks"))?;
        for (file, text) in project(&mut random, number) {
            fs::write(home.join(file), text)?;
        }
        for id in 0..PER_PROJECT - OTHERS {
            let defect = (random.below(1000) < defects_in_1000).then(|| RULES[random.below(RULES.len())]);
            let path = format!("tasks/task-{id}.md");
            fs::write(home.join(&path), task(&mut random, number, id, defect))?;
            answers.extend(defect.map(|rule| format!("  {{\"path\": \"{name}/{path}\", \"rule\": \"{rule}\"}}")));
        }
    }
    fs::write(folder.with_extension("answers.json"), format!("[\n{}\n]\n", answers.join(",\n")))
}

#[allow(dead_code)]
fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let number = |index: usize, usual: u64| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let Some(folder) = arguments.get(1) else {
        return Err(io::Error::other("usage: corpus FOLDER DOCUMENTS [DEFECTS_IN_1000] [SEED]"));
    };
    write(Path::new(folder), number(2, 1000) as usize, number(3, 0) as usize, number(4, 7))
}
