//! The one writer of XML: elements and texts, escaped, without a character that XML 1.0 forbids.

/// XML in the making. Names are planmark's own, texts are anybody's.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document whose outermost element is opened.
    pub(super) fn document(root: &'static str, namespace: &str) -> Self {
        let mut xml = Self {
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"),
            open: Vec::new(),
        };
        xml.out.push_str(&format!("<{root} xmlns=\"{}\">\n", escape(namespace)));
        xml.open.push(root);
        xml
    }

    /// Begins an element that holds others.
    pub(super) fn open(&mut self, name: &'static str) {
        self.indent();
        self.out.push_str(&format!("<{name}>\n"));
        self.open.push(name);
    }

    /// Ends the element that was opened last.
    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("every `close` has its `open`");
        self.indent();
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &'static str, text: impl AsRef<str>) {
        self.indent();
        self.out.push_str(&format!("<{name}>{}</{name}>\n", escape(text.as_ref())));
    }

    /// The same for a text that may be missing.
    pub(super) fn told(&mut self, name: &'static str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// The whole document.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn indent(&mut self) {
        self.out.push_str(&"  ".repeat(self.open.len()));
    }
}

/// A text for an element or an attribute. Control characters other than line ends and tabs go.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\t' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_no_element_and_holds_no_forbidden_character() {
        let mut xml = Xml::document("plan", "urn:x");
        xml.open("task");
        xml.text("name", "</name><evil a='1'>\u{0}\u{b}\u{fffe}]]>&\r\n\"");
        let text = xml.finish();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<plan xmlns=\"urn:x\">\n  <task>\n    \
             <name>&lt;/name&gt;&lt;evil a=&apos;1&apos;&gt;\u{fffd}]]&gt;&amp;\n&quot;</name>\n  </task>\n</plan>\n"
        );
    }
}
