//! Which client sees a project that lives in a repository of its own: the one to whom the provider gives it.

use std::collections::BTreeMap;

use crate::elsewhere::{ALL, built, index, sandbox, status};
use crate::portfolio::files;
use crate::program::TODAY;

/// The site of Elm Street, and what was said on the way.
fn of_elm(portfolio: &str, statuses: &[(&str, &str)]) -> (BTreeMap<String, Vec<u8>>, String) {
    let sandbox = sandbox(portfolio, statuses);
    let said = sandbox.exits(&["build", "all", "--client", "Elm Street", "-o", "public", "--today", TODAY], 0);
    (files(&sandbox.path("public")), said)
}

fn holds(files: &BTreeMap<String, Vec<u8>>, word: &str) -> bool {
    files.iter().any(|(path, bytes)| path.contains(word) || String::from_utf8_lossy(bytes).contains(word))
}

#[test]
fn a_status_reaches_the_client_to_whom_the_provider_gives_it_and_nobody_else() {
    let given = format!("{ALL}\nclients: [{{name: Elm Street, status: \"in/elm-*.status.json\"}}]");
    let own = status("phones", "Elm Street", "");
    let (alone, said) = of_elm(ALL, &[]);
    assert!(!said.contains("not shown"), "{said}");

    // A project that calls itself another client's is on that client's site when the provider says so, not before.
    let (site, said) = of_elm(ALL, &[("in/elm-phones.status.json", &own)]);
    assert!(site == alone, "{:?}", site.keys());
    assert!(
        said.contains("`all/in/elm-phones.status.json` says that it is of `Elm Street`, and is not shown: give it"),
        "{said}"
    );
    let (site, said) = of_elm(&given, &[("in/elm-phones.status.json", &own)]);
    assert!(holds(&site, "Project phones") && !said.contains("not shown"), "{said}");

    // What comes from an internal site, or does not say, is not the client's.
    for text in
        [own.replace("\"client\", \"id\"", "\"internal\", \"id\""), own.replace("\"audience\": \"client\", ", "")]
    {
        let (site, said) = of_elm(&given, &[("in/elm-phones.status.json", &text)]);
        assert!(site == alone);
        assert!(said.contains("is not shown: it is not from a client's site"), "{said}");
    }

    // One that says another client is shown to neither; the client learns that something is missing, and no more.
    let stranger = status("phones", "Lakeside", "");
    let (site, _) = of_elm(&given, &[("in/elm-phones.status.json", &stranger)]);
    assert!(!holds(&site, "Project phones") && !holds(&site, "Lakeside") && !holds(&site, "status.json</"));
    assert!(holds(&site, "Its status could not be read.") && holds(&site, "elm-phones"));
    let (page, said) = built(&given, &[("in/elm-phones.status.json", &stranger)], &|_| {});
    assert!(page.contains("names another client than portfolio.md"), "{page}");
    assert!(said.contains("in/elm-phones.status.json:1:92: warning this is another client than"), "{said}");

    // A file that two clients get is nobody's.
    let twice = given.replace(".status.json\"}]", ".status.json\"}, {name: Lakeside, status: \"in/*.status.json\"}]");
    assert_ne!(twice, given);
    let (site, _) = of_elm(&twice, &[("in/elm-phones.status.json", &own)]);
    assert!(!holds(&site, "Project phones"));
}

#[test]
fn a_client_whom_nobody_names_is_refused_with_what_is_to_do() {
    let refused = |portfolio: &str, client: &str| {
        let sandbox = sandbox(portfolio, &[("in/lake.status.json", &status("lake", "Lakeside", ""))]);
        sandbox.exits(&["build", "all", "--client", client, "--today", TODAY], 2)
    };
    let text = refused(ALL, "Lakeside");
    assert!(
        text.contains("no project of `Lakeside` is here") && text.contains("give `all/in/lake.status.json` to it"),
        "{text}"
    );
    let text = refused(ALL, "Elm Stret");
    assert!(text.contains("did you mean `Elm Street`? there are `Elm Street`\n"), "{text}");
    // The provider's own people may look at what it says of itself.
    let sandbox = sandbox(ALL, &[("in/lake.status.json", &status("lake", "Lakeside", ""))]);
    let arguments =
        ["build", "all", "--audience", "internal", "--client", "Lakeside", "-o", "public", "--today", TODAY];
    sandbox.exits(&arguments, 0);
    assert!(index(&sandbox, "public").contains("Project lake") && !index(&sandbox, "public").contains("New Wi-Fi"));
    sandbox.edit("all/wifi/project.md", "client: {name: Elm Street}\n", "");
    let text = sandbox.exits(&["build", "all", "--today", TODAY], 2);
    assert!(text.contains("no project says whose it is; write `client: {name: …}`"), "{text}");
}

#[test]
fn no_name_that_a_project_elsewhere_gives_itself_keeps_a_site_back() {
    for word in ["Overview", "New Wi-Fi", "Projects", "html lang"] {
        let text = status("other", word, "").replace("Project other", word);
        let (site, _) = of_elm(ALL, &[("in/other.status.json", &text)]);
        assert!(holds(&site, "New Wi-Fi"), "{word}");
    }
    let sandbox = sandbox(
        &format!("{ALL}\nclients: [{{name: Lakeside, status: \"in/other.status.json\"}}]"),
        &[("in/other.status.json", &status("other", "Lakeside", ""))],
    );
    sandbox.edit("all/wifi/project.md", "New Wi-Fi", "New Wi-Fi as at Lakeside");
    let said = sandbox.exits(&["build", "all", "--client", "Elm Street", "-o", "public", "--today", TODAY], 0);
    assert!(!said.contains("Lakeside"), "who says it on their own page has said it: {said}");
}
