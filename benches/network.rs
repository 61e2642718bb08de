//! Writes one project with many tasks for measuring the schedule: `network FOLDER TASKS [PEOPLE] [SEED]`.
//!
//! Each task waits for one to three of the fifty before it and has one or two people; every other one has a
//! three-point estimate. The same arguments give the same bytes.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// A small generator (xorshift), so that the plan needs no library and never changes.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// The files of a plan: its charter and its tasks.
pub(crate) fn files(tasks: usize, people: usize, seed: u64) -> [(&'static str, String); 2] {
    let mut random = Random(seed | 1);
    let mut charter = String::from(
        "---\ntitle: Network\nstage: planning\ntarget: {start: 2026-03-02}\nas_of: 2026-03-01\n\
         calendar: {days: mon-fri, hours: 09:00-17:00, holidays: [2026-04-06, 2026-05-25]}\nstakeholders:\n",
    );
    for person in 0..people {
        let away = 2 + random.below(20);
        let _ = writeln!(
            charter,
            "  p{person}: {{name: Person {person}, side: provider, roles: technician, away: [{{from: 2026-04-{away:02}, to: 2026-04-{:02}}}]}}",
            away + 4
        );
    }
    charter.push_str("---\n");
    let mut register = String::from("---\ntasks:\n");
    for task in 0..tasks {
        let days = 1 + random.below(5);
        let duration =
            if task % 2 == 0 { format!("{days}d") } else { format!("[{days}d, {}d, {}d]", days + 1, days * 3) };
        let mut after: Vec<usize> =
            (0..1 + random.below(3)).map(|_| task.saturating_sub(1 + random.below(50))).collect();
        after.sort_unstable();
        after.dedup();
        let after: Vec<String> =
            after.iter().filter(|other| **other < task).map(|other| format!("t{other:06}")).collect();
        let (first, second) = (random.below(people), random.below(people));
        let who = if task % 5 == 0 && first != second { format!("[p{first}, p{second}]") } else { format!("p{first}") };
        let _ = writeln!(
            register,
            "  t{task:06}: {{title: Task, duration: {duration}, who: {who}, after: [{}]}}",
            after.join(", ")
        );
    }
    register.push_str("---\n");
    [("project.md", charter), ("tasks.md", register)]
}

#[allow(dead_code)]
fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let number = |index: usize, usual: u64| arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let Some(folder) = arguments.get(1) else {
        return Err(io::Error::other("usage: network FOLDER TASKS [PEOPLE] [SEED]"));
    };
    fs::create_dir_all(folder)?;
    for (name, text) in files(number(2, 500) as usize, number(3, 10) as usize, number(4, 7)) {
        fs::write(Path::new(folder).join(name), text)?;
    }
    Ok(())
}
