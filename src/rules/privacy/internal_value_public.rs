//! `internal-value-public`: a value that the client must not see stands in a text that the client reads.

use std::collections::BTreeSet;

use crate::document::keys::Register;
use crate::finding::Severity;
use crate::model::said::{Said, Words};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{Search, Span};
use crate::value::Money;

pub(crate) static RULE: Rule = Rule {
    name: "internal-value-public",
    group: Group::Privacy,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A phone number, an address, a rate or an own cost of an internal field is written in a text for the client.",
    why: "Internal fields are left out of the client's site, but a text is shown as it is written: the figure that was kept apart gets out in a sentence.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a private number in an action",
            plan: "
---
title: Wi-Fi
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], phone: +1 555 010 0143}
actions:
  call: {title: Call Tom at «+1 555 010 0143», audience: client}
---
",
        },
        Example::Fires {
            title: "an hourly rate and an own cost in a letter",
            plan: "
---
title: Wi-Fi
currency: EUR
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], rate: 95}
budget:
  kit: {title: Access points, amount: 4000, cost: 3120}
updates:
  2026-04-24: {summary: 'We pay «3,120» for the kit and «95 an hour» for Tom'}
---
",
        },
        Example::Quiet {
            title: "the same number is the channel that everybody uses",
            plan: "
---
title: Wi-Fi
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], phone: +1 555 010 0143, channel: +1 555 010 0143}
actions:
  call: {title: Call Tom at +1 555 010 0143, audience: client}
---
",
        },
        Example::Quiet {
            title: "a price that happens to be an own cost too",
            plan: "
---
title: Wi-Fi
currency: EUR
budget:
  kit: {title: Access points, amount: 3120, cost: 3120}
updates:
  2026-04-24: {summary: \"The kit costs 3,120\"}
---
",
        },
    ],
};

/// Something that must not be said, as texts that would give it away.
struct Kept {
    forms: Vec<String>,
    span: Span,
    what: &'static str,
}

fn check(scene: &Scene, report: &mut Report) {
    let said = scene.said();
    let kept = kept(said);
    if kept.is_empty() {
        return;
    }
    let open = open_forms(said);
    let forms: Vec<(String, &Kept)> = kept
        .iter()
        .flat_map(|one| {
            one.forms.iter().filter(|form| !open.contains(form.as_str())).map(move |form| (form.clone(), one))
        })
        .collect();
    let search = Search::words(forms.iter().map(|(form, _)| form));
    for (text, index, place) in scene.read_by_client(&search) {
        let one = forms[index].1;
        let span = text.part(place, scene.sources);
        report
            .add(span, format!("this is {} of the plan, in a text that the client reads", one.what))
            .related(one.span, "it is kept internal here")
            .help("take it out of the text, or make the item `audience: internal`");
    }
}

/// What a visible field holds itself is no secret: a channel, a price.
fn open_forms(said: &[Said]) -> BTreeSet<String> {
    let forms = said.iter().filter(|one| one.shows).flat_map(|one| match &one.words {
        Words::Figure(amount) => vec![amount.grouped(), amount.to_string()],
        Words::Text(text) if one.key == "channel" => vec![text.to_string()],
        Words::Text(_) => Vec::new(),
    });
    forms.collect()
}

/// Internal values that can be told from other words.
fn kept(said: &[Said]) -> Vec<Kept> {
    let mut kept = Vec::new();
    for one in said.iter().filter(|one| !one.shows && one.item.is_some()) {
        let is_person = one.item.is_some_and(|item| item.register == Register::Stakeholders);
        let (forms, what) = match (&one.words, one.key) {
            (Words::Text(text), "phone") if is_person => (vec![text.to_string()], "a private phone number"),
            (Words::Text(text), "email") if is_person => (vec![text.to_string()], "a private e-mail address"),
            (Words::Figure(rate), "rate") => (rates(*rate), "an hourly rate"),
            (Words::Figure(cost), "cost") if *cost >= Money(100.into()) => {
                (vec![cost.grouped(), cost.to_string()], "an own cost")
            }
            _ => continue,
        };
        let mut forms: Vec<String> = forms.into_iter().filter(|form| form.len() > 2).collect();
        forms.sort();
        forms.dedup();
        kept.push(Kept { forms, span: one.span, what });
    }
    kept
}

/// A rate as people write it: with its unit, because the bare number may be anything.
fn rates(rate: Money) -> Vec<String> {
    ["/h", "/hour", " per hour", " an hour", " a day", " per day", "/day"]
        .iter()
        .map(|unit| format!("{rate}{unit}"))
        .collect()
}
