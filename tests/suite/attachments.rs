//! Files that a plan links to: looked into before they are copied, never copied where they would run.

use std::fs;

use crate::program::{Sandbox, TODAY};

/// The example with an attachment that the scope links to.
fn with_attachment(name: &str, bytes: &[u8]) -> Sandbox {
    let sandbox = Sandbox::with_example();
    fs::write(sandbox.path("plan/attachments").join(name), bytes).expect("a file");
    let path = sandbox.path("plan/scope.md");
    let text = fs::read_to_string(&path).expect("the scope");
    fs::write(&path, format!("{text}\nSee [the file](attachments/{name}).\n")).expect("the scope");
    sandbox
}

fn build(sandbox: &Sandbox, code: i32) -> String {
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], code)
}

/// A text that the example keeps internal: a note on the price of the hardware.
const SECRET: &str = "Net price with the partner rebate";

#[test]
fn what_is_internal_is_found_in_attachments_in_any_coding_of_text() {
    let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let latin_1 = |text: &str| text.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    let text = format!("item;note\nhardware;{SECRET}, für später\n");
    for (coding, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16, small end first", utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes)),
        ("UTF-16, big end first", utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
        ("Latin-1", latin_1(&text)),
    ] {
        let sandbox = with_attachment("prices.csv", b"item;note\n");
        sandbox.edit("plan/budget.md", "budget:", &format!("# A line of our own.\nbudget:\n  rebate: {{title: Rebate, audience: internal, category: hardware, amount: 12, body: \"{SECRET}\"}}"));
        build(&sandbox, 0);
        let before = fs::read(sandbox.path("public/files/attachments/prices.csv")).expect("a copy");
        fs::write(sandbox.path("plan/attachments/prices.csv"), bytes).expect("a file");
        let text = build(&sandbox, 1);
        assert!(
            text.contains("error: the client's site would hold what plan/budget.md:")
                && text.contains("`, in `files/attachments/prices.csv`\n"),
            "{coding}: {text}"
        );
        assert!(fs::read(sandbox.path("public/files/attachments/prices.csv")).expect("the old copy") == before);
    }
}

#[test]
fn an_internal_amount_is_found_however_it_is_written() {
    for (written, code) in [
        ("6,543.00", 1),
        ("6.543,00", 1),
        ("6\u{a0}543", 1),
        ("6'543", 1),
        ("6543", 1),
        ("6,543.10", 0),
        ("16,543", 0),
        ("6,543,000", 0),
    ] {
        let sandbox = with_attachment("prices.txt", format!("It is {written} in all.").as_bytes());
        sandbox.edit(
            "plan/budget.md",
            "budget:",
            "budget:\n  rebate: {title: Rebate, category: hardware, amount: 12, cost: 6543}",
        );
        let text = build(&sandbox, code);
        assert_eq!(text.contains("`, in `files/attachments/prices.txt`"), code == 1, "{written}: {text}");
    }
}

#[test]
fn what_would_run_is_refused_with_the_link_that_leads_to_it() {
    for (name, bytes) in [
        ("report.html", &b"<p>All is well.</p>"[..]),
        ("report.txt", b"<script>x()</script>"),
        ("lib.js", b"x()"),
        ("shell.php", b""),
        ("rooms.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>"),
        ("config.xml", b"<?xml version=\"1.0\"?><a/>"),
    ] {
        let sandbox = with_attachment(name, bytes);
        for audience in ["client", "internal"] {
            let arguments = ["build", "plan", "-o", "public", "--audience", audience, "--today", TODAY];
            let text = sandbox.exits(&arguments, 1);
            assert!(text.contains("unsafe-attachment") && text.contains("plan/scope.md:"), "{name}: {text}");
            assert!(text.contains(&format!("`attachments/{name}` may not stand on a site")), "{name}: {text}");
        }
        assert!(!sandbox.path("public").exists());
    }
}

#[test]
fn a_rule_that_is_turned_off_lets_nothing_run() {
    let sandbox = with_attachment("figures.html", b"<script>x()</script>");
    fs::write(sandbox.path("plan/planmark.toml"), "[rules]\nunsafe-attachment = \"off\"\n").expect("settings");
    build(&sandbox, 0);
    let page = fs::read_to_string(sandbox.path("public/scope.html")).expect("the page");
    assert!(page.contains("See the file") && !page.contains("figures.html"), "{page}");
    assert!(!sandbox.path("public/files/attachments/figures.html").exists());
}

#[test]
fn a_drawing_of_shapes_and_links_of_items_are_copied() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\"/></svg>";
    let sandbox = with_attachment("rooms.svg", svg);
    fs::write(sandbox.path("plan/attachments/rack.pdf"), b"%PDF-1.7").expect("a file");
    sandbox.edit(
        "plan/tasks.md",
        "  survey:\n",
        "  survey:\n    links: [{title: The rack, url: attachments/rack.pdf}, {title: Elsewhere, url: ../../secret}]\n",
    );
    build(&sandbox, 0);
    for name in ["rooms.svg", "rack.pdf"] {
        assert!(sandbox.path("public/files/attachments").join(name).is_file(), "{name}");
    }
    let page = fs::read_to_string(sandbox.path("public/tasks/survey.html")).expect("the page");
    assert!(page.contains("href=\"../files/attachments/rack.pdf\">The rack</a>"), "{page}");
    assert!(!page.contains("Elsewhere"), "what leads out of the plan is no link");
}

#[test]
fn a_link_of_a_field_to_an_internal_item_is_left_out() {
    let sandbox = Sandbox::with_example();
    sandbox.edit(
        "plan/actions.md",
        "actions:",
        "actions:\n  haggle-over-rebate: {title: Haggle over it, owner: sam, audience: internal, due: 2026-05-04}",
    );
    sandbox.edit(
        "plan/tasks.md",
        "  survey:\n",
        "  survey:\n    links: [{title: Our talk, url: \"actions.md#haggle-over-rebate\"}, {url: actions/haggle-over-rebate.md}]\n",
    );
    build(&sandbox, 0);
    let page = fs::read_to_string(sandbox.path("public/tasks/survey.html")).expect("the page");
    assert!(!page.contains("haggle") && !page.contains("Our talk"), "{page}");
}

#[test]
fn an_internal_text_on_every_page_is_told_once() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["theme", "eject", "foot.html", "plan"], 0);
    sandbox.edit("plan/theme/foot.html", "</footer>", &format!("<p>{SECRET}</p></footer>"));
    sandbox.edit(
        "plan/budget.md",
        "budget:\n",
        &format!(
            "budget:\n  rebate: {{title: Rebate, audience: internal, category: hardware, amount: 12, body: \"{SECRET}\"}}\n"
        ),
    );
    let text = build(&sandbox, 1);
    let told: Vec<&str> = text.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(told.len(), 1, "{text}");
    assert!(told[0].contains("in `about.html` and ") && told[0].ends_with(" more files"), "{text}");
    assert!(!sandbox.path("public").exists());
}
