//! The same plan and the same day give the same bytes, wherever, whenever and by whomever a site is built.

use std::fs;
use std::process::Command;

use crate::portfolio::files;
use crate::program::{Sandbox, TODAY};
use crate::repository::copy;

#[test]
fn neither_place_nor_machine_nor_time_is_in_a_site() {
    let sandbox = Sandbox::with_example();
    let elsewhere = sandbox.path("Els\u{e9}where & so on/deeper");
    fs::create_dir_all(&elsewhere).expect("a folder");
    copy(&sandbox.path("plan"), &elsewhere.join("renamed"));
    for audience in ["client", "internal"] {
        let output = format!("here-{audience}");
        sandbox.exits(&["build", "plan", "-o", &output, "--audience", audience, "--today", TODAY], 0);
        let there = elsewhere.join(format!("there-{audience}"));
        let done = Command::new(env!("CARGO_BIN_EXE_planmark"))
            .args(["build", "renamed", "--audience", audience, "--today", TODAY, "-o"])
            .arg(&there)
            .current_dir(&elsewhere)
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "tr_TR.UTF-8")
            .env("HOME", "/nonexistent")
            .env("USER", "somebody-else")
            .env("HOSTNAME", "another-machine")
            .env("RAYON_NUM_THREADS", "1")
            .env("SOURCE_DATE_EPOCH", "1")
            .output()
            .expect("the program starts");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let (here, there) = (files(&sandbox.path(&output)), files(&there));
        assert_eq!(here.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>());
        let root = sandbox.path("").to_string_lossy().into_owned();
        for (path, bytes) in &here {
            assert!(*bytes == there[path], "{audience}: {path} differs");
            assert!(
                !String::from_utf8_lossy(bytes).contains(root.trim_end_matches('/')),
                "{path} says where it was built"
            );
        }
    }
}
