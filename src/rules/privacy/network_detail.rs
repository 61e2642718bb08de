//! `network-detail`: a text for the client has addresses, serial numbers or accounts of the network.

use std::sync::LazyLock;

use crate::finding::Severity;
use crate::model::said::Said;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Search;

pub(crate) static RULE: Rule = Rule {
    name: "network-detail",
    group: Group::Privacy,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "An IP address, a serial number or an administrator's account stands in a text for the client.",
    why: "A status page is not a network diagram: who reads it must not learn where to knock.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "an address and a serial number",
            plan: "
---
title: Firewall
updates:
  2026-04-24: {summary: \"The new firewall answers on «198.18.7.20», «serial number: FW60E-4411»\"}
---
",
        },
        Example::Quiet {
            title: "versions, dates and an internal item",
            plan: "
---
title: Firewall
updates:
  2026-04-24: {summary: Firmware 10.2.4 is on all three units}
issues:
  route: {title: The route to 198.18.7.20 is missing}
---
",
        },
    ],
};

/// What is followed by a name that must not be known.
const NAMES: &[&str] = &["serial number", "s/n", "admin account", "administrator account", "seriennummer"];

/// The names, ready to be looked for.
static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::words(NAMES));

fn check(scene: &Scene, report: &mut Report) {
    let counts = |one: &Said| one.key != "url";
    for one in scene.said().iter().filter(|one| one.shows && counts(one)) {
        for place in addresses(one.text()) {
            report
                .add(one.part(place, scene.sources), "an IP address in a text that the client reads")
                .help("name the device or the site instead, or keep the item internal");
        }
    }
    for (one, index, place) in scene.read_by_client(&SEARCH).into_iter().filter(|(one, ..)| counts(one)) {
        let code = one.text()[place.end..].trim_start_matches([':', ' ', '=', '#']);
        let length = code.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(code.len());
        let has_digit = code[..length].bytes().any(|byte| byte.is_ascii_digit());
        if length >= 5 && has_digit {
            let end = one.text().len() - code.len() + length;
            let message = format!("a {} in a text that the client reads", NAMES[index]);
            report
                .add(one.part(place.start..end, scene.sources), message)
                .help("keep it in the inventory; the page only needs to say that the device is there");
        }
    }
}

/// Four numbers up to 255 with dots between, standing alone.
fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let is_dotted = |three: &[u8]| three[1] == b'.' && three[0].is_ascii_digit() && three[2].is_ascii_digit();
    if !bytes.windows(3).any(is_dotted) {
        return found;
    }
    let mut start = 0;
    while start < bytes.len() {
        if !bytes[start].is_ascii_digit() {
            start += 1;
            continue;
        }
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let written = text[start..start + length].trim_end_matches('.');
        let before = text[..start].chars().next_back();
        let after = text[start + written.len()..].chars().next();
        let touches = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
        let is_address = written.split('.').count() == 4 && written.split('.').all(|part| part.parse::<u8>().is_ok());
        if is_address && !touches(before) && !touches(after) {
            found.push(start..start + written.len());
        }
        start += length;
    }
    found
}
