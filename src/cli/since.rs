//! A plan held against an older revision of it: `check --since REV`.

use super::loaded::Loaded;
use super::terminal::Terminal;
use crate::analysis::{self, analyze};
use crate::config::Config;
use crate::finding::Finding;
use crate::value::Date;
use crate::workspace::git::{Repository, Revision};
use crate::workspace::{Error, Located};

/// The revision to compare with: where the branch parted from the one that is named, or that one itself.
pub(crate) fn base(repository: &Repository, name: &str, is_two_dot: bool) -> Result<Revision, Error> {
    let named = repository.resolve(name)?;
    if is_two_dot {
        return Ok(named);
    }
    Ok(repository.merge_base(&named, &repository.resolve("HEAD")?)?)
}

/// Reads the older revision of a plan, and leaves of the findings what is new. Both are judged by the settings of the
/// older revision.
pub(crate) fn only_news(
    loaded: &mut Loaded,
    name: &str,
    is_two_dot: bool,
    today: Date,
    terminal: &mut Terminal,
) -> Result<(), Error> {
    let located: &Located = &loaded.located;
    let repository = Repository::around(located)?;
    let base = base(&repository, name, is_two_dot)?;
    let commit = base.commit.short();
    let sources = repository.read(&base)?;
    if sources.is_empty() {
        terminal.say(&format!("there was no plan in {commit} (`{name}`): everything is new"));
        return Ok(());
    }
    let config = match Config::read(&sources) {
        Ok(config) => config,
        Err(_) => {
            terminal.say(&format!("the settings in {commit} (`{name}`) have errors, so the new ones judge"));
            Config::read(&loaded.sources).unwrap_or_default()
        }
    };
    let (before, after) =
        rayon::join(|| analyze(&sources, &config, today), || analyze(&loaded.sources, &config, today));
    let own = Config::read(&loaded.sources).ok();
    let base_state = before.state(&sources, Some(&config));
    let news = analysis::news(base_state, after.state(&loaded.sources, own.as_ref()), &config);
    let asked = |finding: &Finding| loaded.sources.is_in_focus(&loaded.sources.file(finding.span.file).path);
    loaded.analysis = after;
    loaded.analysis.findings = news.into_iter().filter(asked).collect();
    loaded.config = config;
    terminal.say(&format!("only what is new since {commit}, where this branch parted from `{name}`"));
    Ok(())
}
