//! Which pictures may go into a site: told by their first bytes, and SVG only without anything that could run or load.

/// Elements that an SVG picture may have: shapes, their groups and their colours.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "title",
    "desc",
    "defs",
    "lineargradient",
    "radialgradient",
    "stop",
    "clippath",
    "use",
    "text",
    "tspan",
];

/// The ending that a picture's name should have; None where it is no picture, or not a safe one.
#[must_use]
pub fn safe_ending(bytes: &[u8]) -> Option<&'static str> {
    let at = |place: usize, mark: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(mark));
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Some("png")
    } else if at(0, &[0xff, 0xd8, 0xff]) {
        Some("jpg")
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some("gif")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("webp")
    } else if at(4, b"ftypavif") {
        Some("avif")
    } else {
        std::str::from_utf8(bytes).is_ok_and(is_safe_svg).then_some("svg")
    }
}

/// Whether a text is an SVG picture of plain shapes. What is not known is not safe.
fn is_safe_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    if let Some(after) = rest.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        rest = after.1.trim_start();
    }
    let mut is_svg = false;
    while let Some(start) = rest.find('<') {
        if !is_plain(&rest[..start]) {
            return false;
        }
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let Some((_, after)) = comment.split_once("-->") else { return false };
            rest = after;
            continue;
        }
        let Some((tag, after)) = rest.split_once('>') else { return false };
        if !is_safe_tag(tag) || (!is_svg && !tag.starts_with("svg")) {
            return false;
        }
        is_svg = true;
        rest = after;
    }
    is_svg && is_plain(rest)
}

/// An entity could hide what it stands for; the five of XML are enough.
fn is_plain(text: &str) -> bool {
    let known = ["amp;", "lt;", "gt;", "quot;", "apos;"];
    text.split('&').skip(1).all(|rest| known.iter().any(|known| rest.starts_with(known)))
}

/// Whether the inside of a tag, without its angles, is a known element with harmless attributes.
fn is_safe_tag(tag: &str) -> bool {
    let tag = tag.trim_start_matches('/').trim_end_matches('/');
    let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    if !ELEMENTS.contains(&tag[..name_end].to_ascii_lowercase().as_str()) || !is_plain(tag) {
        return false;
    }
    let mut rest = tag[name_end..].trim_start();
    while !rest.is_empty() {
        let Some((name, value)) = rest.split_once('=') else { return false };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|quote| ['"', '\''].contains(quote)) else { return false };
        let Some((value, after)) = value[1..].split_once(quote) else { return false };
        if !is_safe_attribute(name.trim(), value) {
            return false;
        }
        rest = after.trim_start();
    }
    true
}

fn is_safe_attribute(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let value = value.to_ascii_lowercase();
    // An address within the picture, `url(#shade)`, is the only one.
    let stays = value.split("url(").skip(1).all(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with('#'));
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte));
    match name.as_str() {
        _ if !is_name || name.starts_with("on") => false,
        "href" | "xlink:href" => value.starts_with('#'),
        "xmlns" => value == "http://www.w3.org/2000/svg",
        "xmlns:xlink" => value == "http://www.w3.org/1999/xlink",
        "style" => stays && !value.contains(['\\', '@', '&']) && !value.contains("expression"),
        _ => stays && !value.contains("script:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        assert_eq!(safe_ending(b"\x89PNG\r\n\x1a\n..."), Some("png"));
        assert_eq!(safe_ending(b"\xff\xd8\xff\xe0"), Some("jpg"));
        assert_eq!(safe_ending(b"RIFF....WEBPVP8 "), Some("webp"));
        assert_eq!(safe_ending(b"<html>"), None);
        assert_eq!(safe_ending(b""), None);
    }

    #[test]
    fn an_svg_of_shapes_is_safe_and_nothing_else() {
        let svg = |inner: &str| {
            let text = format!(
                "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>"
            );
            safe_ending(text.as_bytes()).is_some()
        };
        for fine in [
            "",
            "<!-- drawn by hand --><path d='M0 0h9' style=\"fill:#123\"/><title>A &amp; B</title>",
            "<defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs><rect fill=\"url(#a)\"/>",
            "<use href=\"#a\"/>",
        ] {
            assert!(svg(fine), "{fine}");
        }
        for bad in [
            "<script>x</script>",
            "<SCRIPT/>",
            "<path onload=\"x\"/>",
            "<path ONLOAD='x'/>",
            "<path/onload=x>",
            "<foreignObject/>",
            "<a href=\"javascript:x\"/>",
            "<use href=\"http://evil.example/a.svg#x\"/>",
            "<use xlink:href=\"data:x\"/>",
            "<image href=\"x.png\"/>",
            "<style>@import 'x'</style>",
            "<rect fill=\"url(http://evil.example/)\"/>",
            "<rect style=\"background:url( 'http://evil.example/')\"/>",
            "<set attributeName=\"href\"/>",
            "<animate onbegin=\"x\"/>",
            "<title>&x;</title>",
            "<![CDATA[<script>]]>",
            "<!DOCTYPE svg>",
            "<path d=x/>",
            "<svg:script/>",
        ] {
            assert!(!svg(bad), "{bad}");
        }
    }
}
