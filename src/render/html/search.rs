//! The search index as a block of JSON inside a page.

use crate::view::Site;

/// The index, safe between script tags: nothing in it can end the block or begin a tag.
pub(super) fn index(site: &Site) -> String {
    let text = serde_json::to_string(&site.index);
    harmless(&text.expect("the index holds texts alone, which JSON can say"))
}

/// JSON in which `<`, `>`, `&` and the two line ends of Unicode are written as escapes. They stand in texts alone.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_ends_the_block() {
        let text = "</script><!-- \u{2028} & <script>";
        let json = harmless(&serde_json::to_string(text).expect("a text"));
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("still JSON"), text);
    }
}
