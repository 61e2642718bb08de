//! How good is levelling? `psplib FOLDER [BEST.csv]` reads the instances of the project scheduling library (`.sm`
//! files; R. Kolisch and A. Sprecher, European Journal of Operational Research 96, 1996), makes a plan of each, levels
//! it as `planmark schedule --levelled` does, and compares with the best known finish.
//!
//! The instances are not part of planmark: FOLDER is where you keep them, BEST.csv has `instance,lower_bound,best`
//! (default: the `best_*.csv` beside FOLDER).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::schedule::level::level;
use planmark::schedule::{Mode, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;

/// An instance: what each job takes of each pool, and for how long.
struct Instance {
    lengths: Vec<u32>,
    needs: Vec<Vec<u32>>,
    after: Vec<Vec<usize>>,
    capacities: Vec<u32>,
}

fn numbers(line: &str) -> Vec<u32> {
    line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// The lines below a headline, from the given one on.
fn below<'a>(text: &'a str, headline: &str, skip: usize) -> impl Iterator<Item = &'a str> {
    let headline = headline.to_owned();
    text.lines().skip_while(move |line| !line.starts_with(&headline)).skip(skip)
}

fn read(text: &str) -> Option<Instance> {
    let jobs = text.lines().find(|line| line.starts_with("jobs"))?;
    let count = *numbers(jobs).last()? as usize;
    let mut after = vec![Vec::new(); count];
    for line in below(text, "PRECEDENCE RELATIONS", 2).take(count) {
        let row = numbers(line);
        for next in row.get(3..)? {
            after[*next as usize - 1].push(*row.first()? as usize - 1);
        }
    }
    let rows: Vec<Vec<u32>> = below(text, "REQUESTS/DURATIONS", 3).take(count).map(numbers).collect();
    let capacities = numbers(below(text, "RESOURCEAVAILABILITIES", 2).next()?);
    let lengths = rows.iter().map(|row| row.get(2).copied()).collect::<Option<Vec<u32>>>()?;
    let needs = rows.iter().map(|row| row.get(3..).map(<[u32]>::to_vec)).collect::<Option<Vec<_>>>()?;
    Some(Instance { lengths, needs, after, capacities })
}

/// The instance as a plan: every day is worked, a pool is a team, a job without length is left out.
fn plan(instance: &Instance) -> Analysis {
    let mut text = String::from(
        "---\ntitle: Instance\ntarget: {start: 2026-01-01}\ncalendar: {days: mon-sun, hours: 09:00-17:00}\nstakeholders:\n",
    );
    for (pool, capacity) in instance.capacities.iter().enumerate() {
        let _ = writeln!(text, "  r{pool}: {{name: Team, side: provider, roles: technician, capacity: {capacity}}}");
    }
    text.push_str("tasks:\n");
    let is_work = |job: &usize| instance.lengths[*job] > 0;
    for job in (0..instance.lengths.len()).filter(is_work) {
        let needs = instance.needs[job].iter().enumerate().filter(|(_, units)| **units > 0);
        let who: Vec<String> = needs.map(|(pool, units)| format!("r{pool}: {units}")).collect();
        let after: Vec<String> =
            instance.after[job].iter().filter(|job| is_work(job)).map(|job| format!("j{job}")).collect();
        let _ = writeln!(
            text,
            "  j{job}: {{title: Job, duration: {}d, who: {{{}}}, after: [{}]}}",
            instance.lengths[job],
            who.join(", "),
            after.join(", ")
        );
    }
    text.push_str("---\n");
    let sources = SourceSet::of_texts(&[("project.md", text.as_str())]);
    analyze(&sources, &Config::read(&sources).expect("no settings"), today())
}

fn today() -> Date {
    Date::parse("2026-01-01").expect("a date")
}

/// The levelled finish in days, whether it is proven, and the time that it took.
fn levelled(analysis: &Analysis) -> (i64, bool, Duration) {
    let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
    let begin = Instant::now();
    let dates = schedule(portfolio, project, today(), Mode::Plan);
    let levelled = level(portfolio, project, &dates);
    let time = begin.elapsed();
    let finish = levelled.finish.expect("all jobs have dates");
    (dates.calendar.between(dates.start, finish).whole_days(), levelled.is_best, time)
}

fn best(folder: &Path, named: Option<&String>) -> io::Result<BTreeMap<String, i64>> {
    let beside = || {
        let entries = fs::read_dir(folder.parent()?).ok()?;
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        let name = folder.file_name()?.to_string_lossy().into_owned();
        files.into_iter().find(|path| path.file_name().is_some_and(|file| *file == *format!("best_{name}.csv")))
    };
    let path =
        named.map(PathBuf::from).or_else(beside).ok_or_else(|| io::Error::other("name the file of best finishes"))?;
    let row = |line: &str| {
        let mut cells = line.split(',');
        let name = cells.next()?.trim_end_matches(".sm").to_owned();
        Some((name, cells.nth(1)?.trim().parse().ok()?))
    };
    Ok(fs::read_to_string(path)?.lines().skip(1).filter_map(row).collect())
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let arguments: Vec<String> = env::args().collect();
    let Some(folder) = arguments.get(1).map(PathBuf::from) else {
        return Err(io::Error::other("usage: psplib FOLDER [BEST.csv]"));
    };
    let best = best(&folder, arguments.get(2))?;
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "sm"));
    files.sort();
    let (mut hits, mut proven, mut deviation, mut sum, mut longest) = (0, 0, 0.0, Duration::ZERO, Duration::ZERO);
    let mut count = 0;
    for path in &files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let instance =
            read(&fs::read_to_string(path)?).ok_or_else(|| io::Error::other(format!("{name} is no instance")))?;
        let Some(known) = best.get(&name) else { continue };
        let (days, is_best, time) = levelled(&plan(&instance));
        count += 1;
        hits += usize::from(days <= *known);
        proven += usize::from(is_best);
        deviation += (days - known) as f64 / *known as f64 * 100.0;
        sum += time;
        longest = longest.max(time);
        if arguments.get(3).is_some() && days != *known {
            writeln!(out, "{name}: {days}, best known {known}")?;
        }
    }
    let all = f64::from(u32::try_from(count.max(1)).unwrap_or(1));
    writeln!(out, "instances            {count}")?;
    writeln!(out, "at the best known    {hits} ({:.2} %), {proven} proven by a bound", 100.0 * hits as f64 / all)?;
    writeln!(out, "mean deviation       {:.4} %", deviation / all)?;
    writeln!(
        out,
        "time an instance     {:.1} ms, the longest {:.1} ms",
        sum.as_secs_f64() * 1000.0 / all,
        longest.as_secs_f64() * 1000.0
    )?;
    Ok(())
}
