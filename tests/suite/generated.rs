//! Pages that are printed by the library and committed for readers: the rule book, the schemas, the README's table.

use std::path::Path;

use planmark::render;

use crate::folder::check_generated;

#[test]
fn the_rule_book_is_up_to_date() {
    check_generated("tests/generated/rules.md", &render::reference_markdown());
}

#[test]
fn the_schemas_are_up_to_date() {
    check_generated("tests/generated/plan.schema.json", &render::schema::plan());
    check_generated("tests/generated/settings.schema.json", &render::schema::settings());
    let status = render::schema::kind("status").expect("it is a kind");
    check_generated("tests/generated/status.schema.json", &status);
    check_generated("tests/generated/findings.schema.json", &render::schema::findings());
    check_generated("tests/generated/diff.schema.json", &render::schema::diff());
}

#[test]
fn the_readme_lists_every_rule() {
    const START: &str = "<!-- rules -->";
    const END: &str = "<!-- /rules -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(path).expect("there is a README");
    let (before, rest) = readme.split_once(START).expect("the README has a place for the rules");
    let (_, after) = rest.split_once(END).expect("the place has an end");
    let table = render::rules_table_markdown();
    check_generated("README.md", &format!("{before}{START}\n{}\n{END}{after}", table.trim_end()));
}
