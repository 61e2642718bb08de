//! Fuzzing without a nightly compiler: mutations of the example and the fixtures, from a seed.
//! `cargo run --release --bin driver -- front_matter|project RUNS [SEED]`

use std::path::Path;
use std::time::Instant;
use std::{env, fs, panic};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Pieces that readers stumble over.
const PIECES: &[&str] = &[
    "---\n", "\n---\n", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "|\n", ">\n", "&a ", "*a", "<<: ", "!!str ", "\t",
    "\r\n", "\u{feff}", "\u{202e}", "\u{a0}", "# ", "~", "null", "yes", "1e9", "9999-12-31", "1900-01-01", "0001-01-01",
    "-3d", "0d", "99999999w", "[1d, 2d, 3d]", "none: \"\"", "after: ", "parent: ", "window: ", "waive: ", "FS-9999d", "SS+1ed",
    "<!-- internal -->", "[[x]]", "![a](b)", "```", "999999999999999999999", "0.0000001", "24:00", "mon-sun", "days: []",
    "//- tasks.md\n", "//- a/project.md\n", "//- portfolio.md\n", "//- planmark.toml\n", "tasks:\n", "  a: {title: A, after: a}\n",
    "//- baseline.yml\n", "//- status.json\n", "//- theme/lang/en.toml\n", "projects: [\"*/\", status.json]\n", "\"light\": \"red\", ",
    "[site]\n", "lang = \"de\"\n", "colour = \"#0b559f\"\n", "milestones: {a: 2026-05-01}\n", "snapshot: {pv: 1}\n", "<!-- x -->", "[x](a.md#b)",
];

fn seeds(folder: &Path, out: &mut Vec<Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            seeds(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            out.extend(fs::read(&path));
        }
    }
}

/// Endings of the files that a plan is made of.
const READ: &[&str] = &["md", "yml", "toml", "json"];

/// Whole plans as one text each, files behind `//- path`.
fn plans(folder: &Path) -> Vec<u8> {
    fn gather(root: &Path, folder: &Path, out: &mut String) {
        let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                gather(root, &path, out);
            } else if path.extension().is_some_and(|ending| READ.iter().any(|read| ending == *read)) {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                out.push_str(&format!("//- {name}\n{}", fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    let mut out = fs::read_to_string(folder.join("project.md")).unwrap_or_default();
    gather(folder, folder, &mut out);
    out.into_bytes()
}

fn mutate(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut data = seeds[random.below(seeds.len())].clone();
    for _ in 0..1 + random.below(6) {
        let at = random.below(data.len() + 1);
        match random.below(6) {
            0 => drop(data.drain(at..(at + random.below(40)).min(data.len()))),
            1 | 2 => drop(data.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
            3 if !data.is_empty() => {
                let at = at.min(data.len() - 1);
                data[at] = (random.below(128)) as u8;
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len());
                let part = other[from..(from + random.below(120)).min(other.len())].to_vec();
                drop(data.splice(at..at, part));
            }
            _ => {
                let end = (at + random.below(60)).min(data.len());
                let part = data[at..end].to_vec();
                drop(data.splice(at..at, part));
            }
        }
    }
    data
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let target = arguments.get(1).map_or("front_matter", String::as_str);
    let runs: u64 = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let seed: u64 = arguments.get(3).and_then(|text| text.parse().ok()).unwrap_or(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = Vec::new();
    if target == "project" {
        all.push(plans(&root.join("example-project")));
        for name in ["broken", "planning", "closing", "identification", "portfolio", "slips"] {
            all.push(plans(&root.join("tests/fixtures/projects").join(name)));
        }
    } else {
        seeds(&root.join("example-project"), &mut all);
        seeds(&root.join("tests/fixtures/projects/broken"), &mut all);
    }
    let run: fn(&[u8]) = if target == "project" { planmark_fuzz::project } else { planmark_fuzz::front_matter };
    let mut random = Random(seed | 1);
    let (begun, mut slowest) = (Instant::now(), 0);
    for number in 0..runs {
        let data = mutate(&mut random, &all);
        let start = Instant::now();
        if panic::catch_unwind(|| run(&data)).is_err() {
            let path = format!("crash-{target}-{seed}-{number}.txt");
            fs::write(&path, &data).expect("the crash can be kept");
            println!("run {number} failed, kept in {path}");
            std::process::exit(1);
        }
        let took = start.elapsed().as_millis();
        if took > slowest {
            slowest = took;
            if took > 1000 {
                fs::write(format!("slow-{target}-{seed}-{number}.txt"), &data).expect("the slow one can be kept");
            }
        }
    }
    println!("{target}: {runs} runs from seed {seed} clean in {} s, the slowest {slowest} ms", begun.elapsed().as_secs());
}
