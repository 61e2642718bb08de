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
const OTHERS: usize = 6;

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

fn task(random: &mut Random, id: usize, defect: Option<&str>) -> String {
    let duration = 1 + random.below(8);
    let after = if id == 0 { "[]".to_owned() } else { format!("[task-{}]", random.below(id)) };
    let after = if defect == Some("dangling-reference") { "[nobody-has-this]".to_owned() } else { after };
    let duration = if defect == Some("bad-value") { "some days".to_owned() } else { format!("{duration}d") };
    let key = if defect == Some("unknown-field") { "efort" } else { "effort" };
    let who = ["sam", "noor", "[sam, noor]"][random.below(3)];
    format!(
        "---\ntitle: Piece of work number {id}\nduration: {duration}\nafter: {after}\nwho: {who}\ndeliverable: d{}\n\
         {key}: {}h\nskills: [firewall, vpn]\nsite: hq\ntags: [night, rack-{}]\nnot_before: 2026-03-{:02}\n\
         links: [{{title: Data sheet, url: https://example.com/{id}}}]\n---\n{}",
        random.below(4),
        4 + random.below(30),
        random.below(9),
        2 + random.below(20),
        prose(random, id)
    )
}

fn project(random: &mut Random, number: usize) -> Vec<(&'static str, String)> {
    let charter = format!(
        "---\nid: project-{number}\ntitle: Firewall replacement number {number}\ntype: firewall\nstage: planning\n\
         client: {{name: Client number {number}}}\nprovider: {{name: Example IT, kind: msp, pm_included: true}}\npm: priya\n\
         contact: priya\nsites: [{{id: hq, title: Headquarters}}]\ntarget: {{start: 2026-03-02, finish: 2027-03-01}}\n\
         currency: USD\nbudget_cap: 50000\ncalendar: {{timezone: America/New_York, days: mon-fri, hours: 09:00-17:00}}\n\
         reporting: {{every: 1w, by: priya, channels: [mail], to: [dana], checkin: 2w}}\n\
         tolerance: {{schedule: 5d, budget: 5%}}\nsignoffs:\n  - {{gate: identification, by: dana, date: 2026-03-06}}\n---\n{}",
        prose(random, number)
    );
    let scope =
        "---\nscope:\n  why: The devices are out of support\n  objectives: [Supported devices by 2026-05-29]\n  \
                 done_when: [Three days without a fault]\n  in: [Devices, Rules]\n  out: [Wi-Fi]\n  \
                 assumptions: [The line stays]\n  constraints: [{kind: budget, text: At most 50000}]\n---\n"
            .to_owned();
    let people = "---\nstakeholders:\n  dana: {name: Dana, side: client, roles: [sponsor, decision-maker], channel: front desk}\n  \
                  priya: {name: Priya, side: provider, roles: pm, channel: projects@example.com}\n  \
                  sam: {name: Sam, side: provider, roles: lead, skills: [firewall, vpn], channel: projects@example.com}\n  \
                  noor: {name: Noor, side: provider, roles: technician, skills: [firewall], channel: projects@example.com}\n---\n"
        .to_owned();
    let mut deliverables = String::from("---\ndeliverables:\n");
    for index in 0..4 {
        let _ = write!(
            deliverables,
            "  d{index}:\n    title: Thing {index} in service\n    kind: hardware\n    acceptance: [Works for {} days]\n    \
             acceptor: dana\n    raci: {{A: sam, R: [sam, noor]}}\n    due: done\n",
            3 + index
        );
    }
    deliverables.push_str("---\n");
    let milestones = format!(
        "---\nmilestones:\n  done: {{title: All done, target: 2026-12-01, after: [task-{}]}}\n---\n",
        PER_PROJECT - OTHERS - 1
    );
    let budget = "---\nbudget:\n  work: {title: Work, category: labour, amount: 9600, basis: estimate, tasks: [task-1, task-2], cost: 5111}\n  \
                  kit: {title: Kit, category: hardware, amount: 7800, basis: quote, deliverable: d0}\n---\n"
        .to_owned();
    vec![
        ("project.md", charter),
        ("scope.md", scope),
        ("stakeholders.md", people),
        ("deliverables.md", deliverables),
        ("milestones.md", milestones),
        ("budget.md", budget),
    ]
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
            fs::write(home.join(&path), task(&mut random, id, defect))?;
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
