//! What a page gets added while it is served: a script that loads it again after a change and shows the notes. The
//! files of a built site never have it.

use serde::Serialize;

use super::pages::Note;

/// Where the added files are. No page of a site has a name that begins with a dot.
pub(super) const SCRIPT: &str = ".planmark/live.js";
/// How the notes look.
pub(super) const STYLE: &str = ".planmark/live.css";
/// The stream of events.
pub(super) const EVENTS: &str = ".planmark/events";

/// The script itself.
pub(super) const SCRIPT_TEXT: &str = include_str!("../../templates/serve/live.js");
/// The style sheet itself.
pub(super) const STYLE_TEXT: &str = include_str!("../../templates/serve/live.css");

/// Pages may load what is theirs, and listen to the server that they come from.
pub(super) const POLICY: &str = "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self'; \
                                 img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How a page's own policy begins; it forbids every connection.
const OWN_POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';";

#[derive(Serialize)]
struct Event<'a> {
    state: u64,
    notes: &'a [Note],
}

/// An event as one line of JSON.
pub(super) fn event(state: u64, notes: &[Note]) -> String {
    serde_json::to_string(&Event { state, notes }).expect("notes hold texts alone, which JSON can say")
}

/// A page with the script, and with a policy that lets the script listen.
pub(super) fn with_script(page: &[u8], state: u64) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(page) else { return page.to_vec() };
    let text = text.replacen(OWN_POLICY, &format!("{OWN_POLICY} connect-src 'self';"), 1);
    let script = format!("<script src=\"/{SCRIPT}\" data-state=\"{state}\" defer></script>\n");
    let end = text.rfind("</body>").unwrap_or(text.len());
    [&text[..end], &script, &text[end..]].concat().into_bytes()
}

/// A page that stands where there is none.
pub(super) fn placeholder(title: &str, state: u64) -> Vec<u8> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\n<body>\n<main><h1>{title}</h1>\n\
         <p><a href=\"/\">The overview</a></p></main>\n</body>\n</html>\n"
    );
    with_script(page.as_bytes(), state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_the_script_and_may_listen() {
        let page =
            b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; x\"><body></body></html>";
        let text = String::from_utf8(with_script(page, 3)).expect("text");
        assert!(text.contains("content=\"default-src 'none'; connect-src 'self'; x\""), "{text}");
        assert!(text.contains("data-state=\"3\" defer></script>\n</body></html>"), "{text}");
    }

    #[test]
    fn the_embedded_page_has_the_policy_that_is_changed() {
        assert!(include_str!("../../templates/site/page.html").contains(OWN_POLICY));
    }
}
