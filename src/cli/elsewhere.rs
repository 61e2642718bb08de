//! Projects elsewhere on the sites of a portfolio: which of them a client may see, and what is to do about the others.

use super::loaded::Loaded;
use crate::document::keys::Audience;
use crate::document::keys::words::AudienceWord;
use crate::model::published::{Published, Unknown, on_day};
use crate::value::Date;
use crate::workspace::Error;

/// The clients of projects elsewhere. On a client's site by the provider's own word: what a status says of itself opens
/// none.
pub(super) fn clients(loaded: &Loaded, audience: Audience) -> impl Iterator<Item = &str> {
    let portfolio = &loaded.analysis.portfolio;
    let given = portfolio.charter.iter().flat_map(|charter| &charter.clients);
    let given = given.filter_map(|client| Some(client.name.as_ref()?.value.as_str()));
    let claimed = portfolio.published.iter().map(|one| one.status.client.as_str());
    given.chain(claimed.filter(move |_| audience == Audience::Internal))
}

/// Of a client whom projects elsewhere alone claim: whose word is missing.
pub(super) fn not_given(loaded: &Loaded, client: &str) -> Option<Error> {
    let claims = loaded.analysis.portfolio.published.iter().find(|one| one.status.client == client)?;
    Some(Error {
        message: format!("no project of `{client}` is here, and no status file is given to this client"),
        help: format!(
            "give `{}{}` to it in `portfolio.md`: `clients: [{{name: …, status: …}}]`",
            loaded.prefix, claims.path
        ),
    })
}

/// Projects elsewhere that a site shows: a client's own those that the provider gives to this client, and that are meant
/// for it.
pub(super) fn shown<'a>(
    loaded: &'a Loaded,
    client: Option<&str>,
    is_for_client: bool,
    today: Date,
) -> (Vec<&'a Published>, Vec<Unknown>) {
    let whole = &loaded.analysis.portfolio;
    let (mut known, mut unknown) = on_day(&whole.published, &whole.unknown, today);
    if let Some(client) = client {
        let is_given = |given: &Option<String>| given.as_deref() == Some(client);
        known.retain(|one| match is_for_client {
            true => is_given(&one.client) && one.status.audience == AudienceWord::Client,
            false => one.status.client == client,
        });
        unknown.retain(|one| is_given(&one.client));
    }
    (known, unknown)
}

/// Projects elsewhere that say they are of a client, and are not shown on that client's site; with what is to do.
pub(super) fn kept_back(loaded: &Loaded, client: &str, today: Date) -> Vec<String> {
    let (known, _) = shown(loaded, None, false, today);
    let claims = known.into_iter().filter(|one| one.status.client == client);
    let words = |one: &Published| {
        let place = format!("{}{}", loaded.prefix, one.path);
        match &one.client {
            None => Some(format!(
                "`{place}` says that it is of `{client}`, and is not shown: give it to that client under `clients` in \
                 `portfolio.md`"
            )),
            Some(_) if one.status.audience == AudienceWord::Internal => Some(format!(
                "`{place}` is not shown: it is not from a client's site; have the CI of the project copy that one"
            )),
            Some(_) => None,
        }
    };
    claims.filter_map(words).collect()
}
