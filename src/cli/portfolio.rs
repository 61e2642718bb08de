//! Several projects at once: the provider's site of all of them, one client's site, and the table in the terminal.

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::elsewhere;
use super::internal::{self, internal};
use super::loaded::{Loaded, unknown};
use super::made::{Made, Site};
use super::outlook::Outlook;
use super::site::{self, Files};
use super::wanted::Wanted;
use crate::audience::redact;
use crate::document::keys::Audience;
use crate::lint;
use crate::model::Project;
use crate::model::published::{ProjectStatus, Unknown};
use crate::schedule::load::load;
use crate::value::Date;
use crate::view::portfolio::{Booked, Member, PortfolioFacts, booked, portfolio};
use crate::view::{LoadOfWeek, SiteSettings, project_status};
use crate::workspace::Error;

/// People by name with their weeks.
type Strips = Vec<(String, Vec<LoadOfWeek>)>;

/// Whether what was asked for is a folder of projects, not one of them.
pub(super) fn is_meant(loaded: &Loaded) -> bool {
    let portfolio = &loaded.analysis.portfolio;
    asked(loaded).len() > 1 || (portfolio.charter.is_some() && loaded.located.focus.is_empty())
}

/// The projects that were asked for.
fn asked(loaded: &Loaded) -> Vec<&Project> {
    let is_asked = |project: &&Project| loaded.sources.is_in_focus(&project.path("project.md"));
    loaded.analysis.portfolio.projects.iter().filter(is_asked).collect()
}

/// The client that a project names; empty where it names none.
pub(super) fn client_of(project: &Project) -> &str {
    project.charter.client.as_ref().map_or("", |client| client.value.as_str())
}

/// Takes the files of one project's site, or those of the pages above all sites.
pub(super) type TakeOf<'a> = dyn Fn(Option<&Project>, Files) -> Result<(), Error> + Sync + 'a;

/// The files of a site of several projects: the site of each, and their table above. Each is given away as soon as it is
/// made, so that memory holds few of them; those that `made` knows to be the same are not made.
pub(super) fn files(
    loaded: &Loaded,
    chosen: &[&Project],
    (wanted, today): (&Wanted, Date),
    made: Option<&Made>,
    take: &TakeOf,
) -> Result<(), Error> {
    let is_internal = wanted.audience == Audience::Internal;
    let outlook = is_internal.then(|| Outlook::new(&loaded.analysis));
    let mut facts = facts(loaded, chosen, wanted.client.as_deref(), outlook.as_ref(), today);
    let above = Some(facts.title.clone());
    // Whoever waits for the load may be given another project's site to make meanwhile, which would wait for it too.
    outlook.iter().for_each(|outlook| chosen.iter().for_each(|project| internal::prepare(project, outlook, today)));
    let members: Result<Vec<Option<Member>>, Error> = chosen
        .par_iter()
        .map(|project| {
            let own = site::settings(loaded, &project.folder);
            let settings = SiteSettings { commit: wanted.commit.clone(), portfolio: above.clone(), ..own };
            let known = made.and_then(|made| made.of(project));
            let beside = known.map(|known| &known.internal);
            let internal = outlook.as_ref().map(|outlook| internal(loaded, project, outlook, beside, today));
            let same = known.filter(|known| internal.as_ref() == Some(&known.internal));
            let status = match same {
                Some(same) => same.status.clone(),
                None => {
                    let (files, status) = site::of_project(loaded, project, internal.as_ref(), &settings, today)?;
                    let below = files.into_iter().map(|(path, bytes)| (format!("{}/{path}", project.id), bytes));
                    take(Some(project), below.collect())?;
                    status
                }
            };
            if let Some((made, internal)) = made.zip(internal) {
                let site = Site { id: project.id.clone(), internal, status: status.clone(), is_same: same.is_some() };
                made.take(project, site);
            }
            let findings = is_internal.then(|| open_findings(loaded, project));
            Ok(status.map(|status| Member { status, folder: Some(project.id.clone()), findings }))
        })
        .collect();
    facts.members.extend(members?.into_iter().flatten());
    let site = portfolio(&facts, &site::settings(loaded, ""), today);
    take(None, site::written(loaded, "", &site, &|_| None)?)
}

/// The projects of the site: of a client's site those of that client, and it must be named.
pub(super) fn chosen<'a>(
    loaded: &'a Loaded,
    client: Option<&str>,
    audience: Audience,
) -> Result<Vec<&'a Project>, Error> {
    let all = asked(loaded);
    let named = all.iter().map(|project| client_of(project)).chain(elsewhere::clients(loaded, audience));
    let clients: BTreeSet<&str> = named.filter(|name| !name.is_empty()).collect();
    let known: Vec<&str> = clients.into_iter().collect();
    let list = match known.is_empty() {
        true => "no project says whose it is; write `client: {name: …}` in its `project.md`".to_owned(),
        false => format!("there are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    match client {
        Some(client) if known.contains(&client) => {
            Ok(all.into_iter().filter(|project| client_of(project) == client).collect())
        }
        Some(client) => {
            Err(elsewhere::not_given(loaded, client).unwrap_or_else(|| unknown("client", client, &known, &list)))
        }
        None if audience == Audience::Client => Err(Error {
            message: "a folder of projects has no site for all clients: no client may see another".to_owned(),
            help: format!("name one with `--client`, or build the provider's site with `--audience internal`; {list}"),
        }),
        None => Ok(all),
    }
}

/// What the site is made of, but for the projects that are here.
fn facts(
    loaded: &Loaded,
    chosen: &[&Project],
    client: Option<&str>,
    outlook: Option<&Outlook>,
    today: Date,
) -> PortfolioFacts {
    let whole = &loaded.analysis.portfolio;
    let (known, unknown) = elsewhere::shown(loaded, client, outlook.is_none(), today);
    let members: Vec<Member> =
        known.into_iter().map(|one| Member { status: one.status.clone(), folder: None, findings: None }).collect();
    let shown = client.filter(|_| outlook.is_none()).map(str::to_owned);
    if let Some(client) = shown {
        // What stands in `portfolio.md` is the provider's own.
        let (provider, contact) = public_facts(loaded, chosen, today);
        return PortfolioFacts {
            title: client.clone(),
            provider,
            contact,
            client: Some(client),
            members,
            unknown,
            ..PortfolioFacts::default()
        };
    }
    let told = |text: &crate::model::item::Told<String>| text.as_ref().map(|text| text.value.clone());
    let charter = whole.charter.as_ref();
    let title = client.map(str::to_owned).or_else(|| told(&charter?.title));
    let (booked, load) = outlook.map(|outlook| people(loaded, chosen, outlook, today)).unwrap_or_default();
    PortfolioFacts {
        title: title.unwrap_or_else(|| "Portfolio".to_owned()),
        provider: charter.and_then(|charter| told(&charter.provider)).unwrap_or_default(),
        contact: charter.and_then(|charter| told(&charter.contact)).unwrap_or_default(),
        client: None,
        members,
        unknown,
        booked,
        load,
    }
}

/// Provider and contact, where all of a client's projects say the same.
fn public_facts(loaded: &Loaded, chosen: &[&Project], today: Date) -> (String, String) {
    let whole = &loaded.analysis.portfolio;
    let plans = chosen.iter().map(|project| {
        let picture = loaded.analysis.picture(project);
        redact(&loaded.sources, whole, project, Audience::Client, picture, today).project
    });
    let told: BTreeSet<(String, String)> = plans
        .map(|project| {
            let channel = project.contact.and_then(|contact| contact.channel);
            (project.provider.unwrap_or_default(), channel.unwrap_or_default())
        })
        .collect();
    if told.len() == 1 { told.into_iter().next().unwrap_or_default() } else { <(String, String)>::default() }
}

/// Who is asked for more than there is in the running projects of the site, and the weeks of those and of whoever works in
/// several of them.
fn people(loaded: &Loaded, chosen: &[&Project], outlook: &Outlook, today: Date) -> (Vec<Booked>, Strips) {
    let whole = &loaded.analysis.portfolio;
    let chosen: BTreeSet<u32> = chosen.iter().map(|project| project.place).collect();
    let mut active = outlook.forecasts();
    active.retain(|(project, _)| project.charter.is_active() && chosen.contains(&project.place));
    let (monday, last) = internal::weeks_from(today);
    let load = load(whole, &active, monday, last);
    (booked(whole, &load, today), internal::load_of_all(whole, &load, outlook, monday))
}

/// Open errors and warnings of a project.
fn open_findings(loaded: &Loaded, project: &Project) -> (usize, usize) {
    let (errors, warnings, _) = lint::counts(loaded.analysis.findings_of(&loaded.sources, project));
    (errors, warnings)
}

/// What every project that was asked for publishes of itself, as the provider sees it; those elsewhere too, and of which
/// of these nothing is known.
pub(super) fn statuses(loaded: &Loaded, today: Date) -> (Vec<ProjectStatus>, Vec<Unknown>) {
    let mut statuses: Vec<ProjectStatus> = asked(loaded)
        .par_iter()
        .map(|project| {
            let (whole, picture) = (&loaded.analysis.portfolio, loaded.analysis.picture(project));
            let plan = redact(&loaded.sources, whole, project, Audience::Internal, picture, today);
            project_status(&plan, &site::settings(loaded, &project.folder))
        })
        .collect();
    if !loaded.located.focus.is_empty() {
        return (statuses, Vec::new());
    }
    let (known, unknown) = elsewhere::shown(loaded, None, false, today);
    statuses.extend(known.into_iter().map(|one| one.status.clone()));
    (statuses, unknown)
}
