//! The site of the example: whole, linked, without anything internal.

use std::collections::{BTreeMap, BTreeSet};

use planmark::analysis::analyze;
use planmark::audience::{leaks, redact};
use planmark::config::{Catalogue, Config};
use planmark::document::keys::Audience;
use planmark::render::html;
use planmark::text::{Content, SourceSet};
use planmark::value::Date;
use planmark::view::{self, SiteSettings};

use crate::folder::{sources, with_texts};

/// The files of the client's site of a plan.
pub(crate) fn client_site(sources: &SourceSet, today: &str) -> BTreeMap<String, Vec<u8>> {
    let today = Date::parse(today).expect("a date");
    let config = Config::read(sources).expect("the settings are right");
    let analysis = analyze(sources, &config, today);
    let project = &analysis.portfolio.projects[0];
    let plan = redact(sources, &analysis.portfolio, project, Audience::Client, analysis.picture(project), today);
    let settings = SiteSettings { catalogue: config.catalogue(&project.folder), ..SiteSettings::default() };
    let site = view::site(&plan, sources, &project.folder, &settings, None);
    let attachment = |path: &str| match sources.find(&project.path(path)).map(|(_, file)| &file.content) {
        Some(Content::Bytes(bytes)) => Some(bytes.to_vec()),
        _ => None,
    };
    html::site(&site, &BTreeMap::new(), &attachment).expect("the embedded templates are right")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("pages are text")
}

#[test]
fn every_link_of_the_example_leads_to_a_file_of_the_site() {
    let files = client_site(&sources("example-project"), "2026-04-24");
    let mut broken = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for part in text(bytes).split(" href=\"").skip(1) {
            let url = part.split('"').next().unwrap_or_default();
            let file = url.split('#').next().unwrap_or_default();
            if url.contains(':') || file.is_empty() {
                continue;
            }
            let target = match file.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() => file.to_owned(),
                None => format!("{folder}/{file}"),
            };
            if !files.contains_key(&target) {
                broken.insert(format!("{path}: {url}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A page without the two blocks that a page may have: the one script and the search index.
fn without_own_scripts(html: &str) -> String {
    let mut out = html.replace("<script src=\"site.js\" defer></script>", "");
    if let Some((before, rest)) = out.clone().split_once("<script type=\"application/json\" id=\"index\">") {
        let (index, after) = rest.split_once("</script>").expect("the index ends");
        assert!(serde_json::from_str::<serde_json::Value>(index).is_ok(), "the index is JSON: {index}");
        assert!(!index.contains(['<', '>', '&']), "the index ends no block and begins no tag");
        out = format!("{before}{after}");
    }
    out
}

#[test]
fn an_update_shows_the_figures_of_its_day_and_what_moved_since_the_one_before() {
    let files = client_site(&sources("example-project"), "2026-04-24");
    let says = |path: &str, words: &[&str]| {
        for word in words {
            let page = text(&files[path]).replace('\u{a0}', " ");
            assert!(page.contains(word), "{path} does not say {word:?}");
        }
    };
    says("updates/2026-03-20.html", &["On track</span>", "21 %", "<dd class=\"note\">Thu 16 April</dd>"]);
    says("updates/2026-04-03.html", &["On 27 March it was: On track.", "USD 7,140 since 27 March"]);
    says("updates/2026-04-17.html", &["At risk</span>", "Mon 20 April; on 10 April it was 17 April"]);
    says("updates/2026-04-24.html", &["22 % on 17 April", "USD 23,470", "USD 16,330 since 17 April"]);
    says("updates/2026-04-24.html", &["Headquarters live", "Wed 13 May, as on 17 April"]);
    says("index.html", &["Finish, as agreed", "1 more is built"]);
}

#[test]
fn no_page_of_the_example_has_a_script_a_style_or_another_host() {
    for (path, bytes) in client_site(&sources("example-project"), "2026-04-24") {
        if !path.ends_with(".html") {
            continue;
        }
        let html = without_own_scripts(text(&bytes));
        for forbidden in
            ["<script", " style=", "<style", " src=\"http", "<link rel=\"stylesheet\" href=\"http", " onclick"]
        {
            assert!(!html.contains(forbidden), "{path} has `{forbidden}`");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let sources = sources("example-project");
    assert!(client_site(&sources, "2026-04-24") == client_site(&sources, "2026-04-24"));
}

#[test]
fn nothing_internal_of_the_example_is_in_the_client_site() {
    let german = [("planmark.toml", "[site]\nlang = \"de\"\n")];
    for sources in [sources("example-project"), with_texts(&sources("example-project"), &german)] {
        let today = Date::parse("2026-04-24").expect("a date");
        let config = Config::read(&sources).expect("the settings are right");
        let analysis = analyze(&sources, &config, today);
        let files = client_site(&sources, "2026-04-24");
        assert!(
            files.contains_key("search.html") && files.contains_key("report.html") && files.contains_key("site.js")
        );
        let found = leaks(&analysis.portfolio.projects[0], &files);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn a_canary_that_got_out_is_found_in_every_form() {
    let plan = "---\ntitle: Wi-Fi\nstakeholders:\n  tom: {name: Tom Berg, side: provider, roles: [pm], phone: \"canary <&> 0815\"}\n\
                budget:\n  kit: {title: Kit, amount: 4000, cost: 3217}\n---\n";
    let sources = SourceSet::of_texts(&[("project.md", plan)]);
    let today = Date::parse("2026-04-24").expect("a date");
    let analysis = analyze(&sources, &Config::default(), today);
    let found = |text: &str| {
        let files = BTreeMap::from([("a.html".to_owned(), text.as_bytes().to_vec())]);
        leaks(&analysis.portfolio.projects[0], &files).len()
    };
    assert_eq!(found("canary <&> 0815"), 1);
    assert_eq!(found("canary &lt;&amp;&gt; 0815"), 1);
    assert_eq!(found("canary%20%3C%26%3E%200815"), 1);
    assert_eq!(found("it cost 3,217."), 1);
    assert_eq!(found("it cost 3217"), 1);
    assert_eq!(found("hash a3217b, 13,217 and 3,217.5"), 0);
    assert_eq!(found("Kit for 4,000"), 0);
}

#[test]
fn a_hostile_text_in_any_field_stays_text() {
    const VECTOR: &str =
        "\\\"'><img src=x onerror=alert(1)></title></script><script>alert(2)</script>{{ page.up }}{% raw %}";
    let plan = format!(
        "---\ntitle: \"{v}\"\ntype: \"{v}\"\nstage: execution\nclient: {{name: \"{v}\"}}\nprovider: {{name: \"{v}\"}}\n\
         pm: tom\ncurrency: EUR\nbudget_cap: 6000\ntarget: {{start: 2026-04-01, finish: 2026-06-01}}\n\
         scope:\n  why: \"{v}\"\n  objectives: [\"{v}\"]\n  in: {{a: \"{v}\"}}\n  out: {{b: \"{v}\"}}\n  done_when: [\"{v}\"]\n\
         stakeholders:\n  tom: {{name: \"{v}\", side: provider, roles: pm, channel: \"{v}\", org: \"{v}\"}}\n  \
         ana: {{name: \"{v}\", side: client, roles: sponsor}}\n\
         deliverables:\n  d: {{title: \"{v}\", acceptance: [\"{v}\"], link: \"javascript:alert(1)\", links: [{{title: \"{v}\", url: \"javascript:alert(3)\"}}]}}\n\
         tasks:\n  t: {{title: \"{v}\", duration: 2d, who: tom, body: \"{v} [x](javascript:alert(4)) ![y](http://x/y.png)\"}}\n\
         windows:\n  w: {{title: \"{v}\", kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T20:00, affects: [\"{v}\"], verify: [\"{v}\"], backout: {{text: \"{v}\"}}}}\n\
         actions:\n  a: {{title: \"{v}\", owner: ana, due: 2026-05-01}}\n\
         changes:\n  c: {{title: \"{v}\", reason: \"{v}\", status: proposed, options: [\"{v}\"]}}\n\
         kpis:\n  k: {{title: \"{v}\", unit: \"{v}\", target: 3}}\n\
         budget:\n  b: {{title: \"{v}\", amount: 30}}\n\
         updates:\n  2026-04-24: {{summary: \"{v}\", done: [\"{v}\"]}}\n---\n\n{v}\n\n<script>alert(5)</script>\n",
        v = VECTOR
    );
    let sources = SourceSet::of_texts(&[("project.md", &plan)]);
    let files = client_site(&sources, "2026-04-24");
    assert!(text(&files["index.html"]).contains("&lt;img src=x"), "the vector is on the page, as text");
    for (path, bytes) in &files {
        let page = without_own_scripts(text(bytes));
        if path.ends_with(".html") || path.ends_with(".xml") {
            for forbidden in ["<img src=x", "<script", "href=\"javascript:", "src=\"http"] {
                assert!(!page.contains(forbidden), "{path} has `{forbidden}`");
            }
        }
        if path.ends_with(".ics") {
            assert!(page.lines().all(|line| line.len() <= 75), "{path} has a long line");
        }
    }
}

/// The pieces of a text between what is filled in that are long enough to be recognised.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let (piece, behind) = rest.split_once('{').unwrap_or((rest, ""));
        pieces.push(planmark::document::html::escape(piece.trim()));
        let Some((_, behind)) = behind.split_once('}') else { break };
        rest = behind;
    }
    pieces.retain(|piece| piece.len() >= 10 && piece.contains(' '));
    pieces
}

#[test]
fn a_german_site_has_no_english_words_of_the_catalogue() {
    let plan = with_texts(&sources("example-project"), &[("planmark.toml", "[site]\nlang = \"de\"\n")]);
    let files = client_site(&plan, "2026-04-24");
    assert!(text(&files["index.html"]).starts_with("<!doctype html>\n<html lang=\"de\" dir=\"ltr\">"));
    assert!(text(&files["index.html"]).contains("Was wir von Ihnen brauchen"));
    let written: String = plan.files().map(|(_, file)| file.text()).collect();
    let german = Catalogue::built_in("de").expect("it is embedded");
    let mut english = BTreeSet::new();
    for (key, words) in Catalogue::default().texts() {
        let same = german.find(key).is_some_and(|german| german == words);
        for piece in pieces(words).into_iter().filter(|piece| !same && !written.contains(piece.as_str())) {
            let pages = files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".ics"));
            english.extend(
                pages.filter(|(_, bytes)| text(bytes).contains(&piece)).map(|(path, _)| format!("{path}: {piece}")),
            );
        }
    }
    assert!(english.is_empty(), "{english:#?}");
}

#[test]
fn a_plan_says_words_otherwise_in_any_language_and_direction() {
    let own = "[lang]\ndir = \"rtl\"\n[nav]\noverview = \"\u{646}\u{638}\u{631}\u{629}\"\n";
    let texts = [("planmark.toml", "[site]\nlang = \"ar\"\n"), ("theme/lang/ar.toml", own)];
    let files = client_site(&with_texts(&sources("example-project"), &texts), "2026-04-24");
    let page = text(&files["index.html"]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">"), "{}", &page[..60]);
    assert!(page.contains("\u{646}\u{638}\u{631}\u{629}</a>"));
    for property in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align:left",
        "text-align:right",
    ] {
        assert!(
            !html::STYLES.iter().any(|(_, style)| style.contains(property)),
            "a style sheet says `{property}`, which is wrong from right to left"
        );
    }
}

#[test]
fn a_language_without_words_is_an_error_of_the_settings() {
    let plan = with_texts(&sources("example-project"), &[("planmark.toml", "[site]\nlang = \"fr\"\n")]);
    let errors = Config::read(&plan).expect_err("nobody has French words");
    assert_eq!(errors[0].message, "there are no words for the language `fr`");
}

#[test]
fn the_script_makes_texts_alone() {
    for forbidden in
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "import("]
    {
        assert!(!html::SCRIPT.contains(forbidden), "the script says `{forbidden}`");
    }
}

#[test]
fn the_search_says_titles_where_prose_links_to_items() {
    let plan = "---\ntitle: Two rooms\ntasks:\n  paint: {title: \"Paint *both* walls\", body: \"After [[clear]].\"}\n  clear: {title: \"Clear [the] room\"}\n---\n";
    let files = client_site(&SourceSet::of_texts(&[("project.md", plan)]), "2026-04-24");
    let page = text(&files["search.html"]);
    assert!(page.contains("\"text\":\"After Clear [the] room.\""), "{page}");
    assert!(!page.contains("After clear"), "{page}");
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let german = with_texts(&sources("example-project"), &[("planmark.toml", "[site]\nlang = \"de\"\n")]);
    let read = |sources: &SourceSet| -> serde_json::Value {
        let files = client_site(sources, "2026-04-24");
        serde_json::from_slice(&files["status.json"]).expect("it is JSON")
    };
    let (english, german) = (read(&sources("example-project")), read(&german));
    assert_eq!(english["light"], "amber");
    for key in ["light", "stage", "as_of", "margin_days", "budget_spent", "next_milestone", "outages", "overdue"] {
        assert_eq!(english[key], german[key], "{key}");
    }
}
