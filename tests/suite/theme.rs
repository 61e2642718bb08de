//! A look of one's own: file by file, never silently old, never with what a site must not hold.

use std::fs;

use crate::program::Sandbox;

const TODAY: &str = "2026-04-24";

fn built(sandbox: &Sandbox) -> String {
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0)
}

fn read(sandbox: &Sandbox, path: &str) -> String {
    fs::read_to_string(sandbox.path(path)).expect("the file is there")
}

#[test]
fn an_ejected_file_changes_nothing_until_it_is_changed() {
    let sandbox = Sandbox::with_example();
    built(&sandbox);
    let before = read(&sandbox, "public/tasks/hq-cutover.html");
    for name in ["page.html", "top.html", "rows.html", "icon.svg", "section.html"] {
        sandbox.exits(&["theme", "eject", name, "plan", "--today", TODAY], 0);
    }
    let text = sandbox.exits(&["theme", "eject", "page.html", "plan"], 2);
    assert!(text.contains("is there already"), "{text}");
    let text = built(&sandbox);
    assert!(text.contains("the look is the plan's own in theme/icon.svg, theme/page.html"), "{text}");
    assert!(!text.contains("warning: plan/theme"), "{text}");
    assert!(read(&sandbox, "public/tasks/hq-cutover.html") == before, "the same page");
    sandbox.edit("plan/theme/top.html", "<header class=\"top\">", "<header class=\"top ours\">");
    built(&sandbox);
    assert!(read(&sandbox, "public/tasks/hq-cutover.html").contains("class=\"top ours\""));
    let text = sandbox.exits(&["theme", "eject", "top.html", "plan", "--diff"], 0);
    assert!(text.contains("<header class=\"top ours\">"), "{text}");
}

#[test]
fn a_style_sheet_of_ones_own_is_used_and_its_colours_are_held_against_their_grounds() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["theme", "eject", "style.css", "plan", "--today", TODAY], 0);
    sandbox.edit("plan/theme/style.css", "--soft:#535960", "--soft:#c0c0c0");
    let text = built(&sandbox);
    assert!(text.contains("the colour `soft` on `bg` has a contrast of 1.8 in the light scheme"), "{text}");
    assert!(read(&sandbox, "public/style.css").contains("--soft:#c0c0c0"));
}

#[test]
fn a_file_whose_original_has_changed_is_told_everywhere() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["theme", "eject", "rows.html", "plan", "--today", TODAY], 0);
    let text = read(&sandbox, "plan/theme/rows.html");
    let hash = text.lines().next().and_then(|line| line.split(' ').rev().nth(1)).expect("the line ends with the hash");
    sandbox.edit("plan/theme/rows.html", hash, "0123456789abcdef");
    for command in [&["build", "plan", "-o", "public"][..], &["doctor", "plan"], &["theme", "list", "plan"]] {
        let text = sandbox.exits(command, 0);
        assert!(text.contains("rows.html") && text.contains("has changed since"), "{command:?}\n{text}");
    }
}

#[test]
fn colour_logo_and_footer_come_from_the_settings() {
    let sandbox = Sandbox::with_example();
    let settings = "[site]\ncolour = \"#7a1f1f\"\nlogo = \"ours.png\"\nfooter = \"Example <IT> Partners\"\n";
    fs::write(sandbox.path("plan/planmark.toml"), settings).expect("settings");
    fs::write(sandbox.path("plan/ours.png"), b"\x89PNG\r\n\x1a\n0000").expect("a picture");
    let text = built(&sandbox);
    assert!(!text.contains("warning: plan/"), "{text}");
    assert!(read(&sandbox, "public/style.css").contains(":root{--link:#7a1f1f}"));
    let page = read(&sandbox, "public/tasks/hq-cutover.html");
    assert!(page.contains("src=\"../logo.png\"") && page.contains("Example &lt;IT&gt; Partners"), "{page}");
    assert!(sandbox.path("public/logo.png").is_file());
}

#[test]
fn a_weak_colour_and_an_unsafe_logo_are_told_and_the_logo_is_left_out() {
    let sandbox = Sandbox::with_example();
    for (name, bytes) in [
        ("a.svg", &b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>"[..]),
        ("b.png", b"<script>x()</script>"),
        ("../outside.png", b"\x89PNG\r\n\x1a\n0000"),
        ("/etc/hostname", b""),
        ("none.png", b""),
    ] {
        if !name.starts_with('/') && name != "none.png" {
            fs::write(sandbox.path("plan").join(name), bytes).expect("a picture");
        }
        let settings = format!("[site]\ncolour = \"#ffee00\"\nlogo = \"{name}\"\n");
        fs::write(sandbox.path("plan/planmark.toml"), settings).expect("settings");
        let text = built(&sandbox);
        assert!(text.contains(&format!("`{name}` is no picture that may go into a site")), "{text}");
        assert!(text.contains("planmark.toml:2: the colour `link` on `bg` has a contrast of 1.2"), "{text}");
        assert!(!read(&sandbox, "public/index.html").contains("class=\"logo\""));
    }
}

#[test]
fn what_the_policy_of_the_site_forbids_is_told_in_its_line() {
    let sandbox = Sandbox::with_example();
    for name in ["foot.html", "page.html"] {
        sandbox.exits(&["theme", "eject", name, "plan", "--today", TODAY], 0);
    }
    sandbox.edit(
        "plan/theme/foot.html",
        "</footer>",
        "<p onclick=\"x()\">\n<img src=\"https://a.example/p.gif\"></footer>",
    );
    let text = built(&sandbox);
    assert!(text.contains("plan/theme/foot.html:") && text.contains("scripts inside a page do not run"), "{text}");
    assert!(text.contains("nothing is loaded from another host"), "{text}");
    assert!(!text.contains("theme/page.html:"), "{text}");
    sandbox.edit("plan/theme/page.html", "http-equiv=\"Content-Security-Policy\"", "name=\"none\"");
    let text = built(&sandbox);
    assert!(text.contains("theme/page.html:1: the page has lost its content security policy"), "{text}");
}

#[test]
fn a_broken_template_is_told_with_its_place_and_the_old_site_stays() {
    let sandbox = Sandbox::with_example();
    built(&sandbox);
    let before = read(&sandbox, "public/index.html");
    fs::create_dir(sandbox.path("plan/theme")).expect("a folder");
    for (text, place) in
        [("{% for row in rows %}\n{{ row.title \n", "theme/rows.html:2"), ("\n\n{{ row.titel }}", "theme/rows.html:3")]
    {
        fs::write(sandbox.path("plan/theme/rows.html"), text).expect("a template");
        let told = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 2);
        assert!(told.contains(place), "{told}");
        assert!(read(&sandbox, "public/index.html") == before);
    }
}

#[test]
fn words_of_ones_own_are_ejected_listed_and_told_when_their_original_has_changed() {
    let sandbox = Sandbox::with_example();
    built(&sandbox);
    let before = read(&sandbox, "public/index.html");
    sandbox.exits(&["theme", "eject", "lang/en.toml", "plan", "--today", TODAY], 0);
    let text = built(&sandbox);
    assert!(text.contains("the look is the plan's own in theme/lang/en.toml"), "{text}");
    assert!(read(&sandbox, "public/index.html") == before, "words that sleep change nothing");
    sandbox.edit("plan/theme/lang/en.toml", "# overview = \"Overview\"", "overview = \"At a glance\"");
    built(&sandbox);
    assert!(read(&sandbox, "public/index.html").contains(">At a glance</a>"));
    let text = sandbox.exits(&["theme", "list", "plan", "--today", TODAY], 0);
    assert!(text.contains("lang/de.toml        planmark's own\n"), "{text}");
    assert!(text.contains("lang/en.toml        the plan's, made from planmark's own as it is now\n"), "{text}");
    let text = read(&sandbox, "plan/theme/lang/en.toml");
    let hash = text.lines().next().and_then(|line| line.rsplit(' ').next()).expect("the line ends with the hash");
    sandbox.edit("plan/theme/lang/en.toml", hash, "0123456789abcdef");
    for command in [&["build", "plan", "-o", "public"][..], &["doctor", "plan"], &["theme", "list", "plan"]] {
        let text = sandbox.exits(command, 0);
        assert!(text.contains("lang/en.toml") && text.contains("has changed since"), "{command:?}\n{text}");
    }
}

#[test]
fn a_language_of_ones_own_begins_with_an_ejected_file() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["theme", "eject", "lang/fr.toml", "plan", "--today", TODAY], 0);
    sandbox.edit("plan/theme/lang/fr.toml", "# overview = \"Overview\"", "overview = \"Vue d'ensemble\"");
    fs::write(sandbox.path("plan/planmark.toml"), "[site]\nlang = \"fr\"\n").expect("settings");
    built(&sandbox);
    let page = read(&sandbox, "public/index.html");
    assert!(page.contains("<html lang=\"fr\"") && page.contains("Vue d&#39;ensemble</a>"), "{page}");
}

#[test]
fn words_of_ones_own_are_texts_and_never_marks() {
    let sandbox = Sandbox::with_example();
    let words = "[frame]\nskip = \"<b>Skip</b>\"\nquestions = \"<script>x()</script>\"\n[nav]\nbudget = \"\\\" onclick=x() \"\n\
                 [light]\namber = \"At <i>risk</i>\"\n[updates]\ntitle = \"<img src=x> {date}\"\n";
    fs::create_dir_all(sandbox.path("plan/theme/lang")).expect("a folder");
    fs::write(sandbox.path("plan/theme/lang/en.toml"), words).expect("words");
    built(&sandbox);
    for page in ["index.html", "updates.html", "tasks/hq-cutover.html", "feed.xml", "badge.svg"] {
        let text = read(&sandbox, &format!("public/{page}"));
        for mark in ["<b>Skip", "<script>x", "\" onclick", "<i>risk", "<img src=x"] {
            assert!(!text.contains(mark), "{page} holds {mark:?}");
        }
    }
    assert!(read(&sandbox, "public/index.html").contains("&lt;b&gt;Skip&lt;/b&gt;"));
}

#[test]
fn a_slip_in_words_of_ones_own_is_told_at_its_place_and_nothing_else_is() {
    for (words, told) in [
        ("[nav]\nabuot = \"Info\"\n", "fr.toml:2:1"),
        ("[nav]\nabout = \"Info\n", "fr.toml:2:"),
        ("[overview]\n\nas_of = \"A ce jour\"\n", "fr.toml:3:"),
        ("[lang]\ndir = \"up\"\n", "`up` is no direction"),
        ("[nav]\nabout = \"\"\n", "`nav.about` says nothing"),
    ] {
        let sandbox = Sandbox::with_example();
        fs::create_dir_all(sandbox.path("plan/theme/lang")).expect("a folder");
        fs::write(sandbox.path("plan/theme/lang/fr.toml"), words).expect("words");
        fs::write(sandbox.path("plan/planmark.toml"), "[site]\nlang = \"fr\"\n").expect("settings");
        let text = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 2);
        assert!(text.contains(told), "{words:?}: {text}");
        assert!(!text.contains("there are no words"), "{text}");
        assert!(!sandbox.path("public").exists());
    }
}

#[test]
fn names_that_are_no_file_of_the_look_write_nothing() {
    let sandbox = Sandbox::with_example();
    for name in ["../project.md", "/etc/passwd", "theme/page.html", "page.htm", ""] {
        let text = sandbox.exits(&["theme", "eject", name, "plan"], 2);
        assert!(text.contains("there is no file of the look"), "{text}");
    }
    assert!(!sandbox.path("plan/theme").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_theme_is_never_followed() {
    let sandbox = Sandbox::with_example();
    fs::write(sandbox.path("secret.html"), "secret words").expect("a file");
    fs::create_dir(sandbox.path("plan/theme")).expect("a folder");
    std::os::unix::fs::symlink(sandbox.path("secret.html"), sandbox.path("plan/theme/rows.html")).expect("a link");
    let text = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 1);
    assert!(text.contains("this is a link"), "{text}");
    let text = sandbox.exits(&["theme", "eject", "rows.html", "plan"], 2);
    assert!(text.contains("is there already"), "{text}");
    assert_eq!(read(&sandbox, "secret.html"), "secret words");
}
