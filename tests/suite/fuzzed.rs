//! The fuzz targets stay in step with the library: they are built here, and read the example.

#[path = "../../fuzz/src/lib.rs"]
#[allow(unreachable_pub)] // In its own crate it is.
mod targets;

use crate::folder::sources;

#[test]
fn the_fuzz_targets_read_the_example() {
    let mut plan = String::new();
    for (_, file) in sources("example-project").files().filter(|(_, file)| file.path.ends_with(".md")) {
        targets::front_matter(file.text().as_bytes());
        plan.push_str(&format!("//- {}\n{}", file.path, file.text()));
    }
    targets::project(plan.as_bytes());
}
