//! Texts of other projects among words of this site: one that runs the other way moves nothing around it.

use super::Maker;

/// Marks that turn what follows them.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Letters of Hebrew, Arabic and their relatives.
fn runs_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

impl Maker<'_> {
    /// A text without marks that turn, set apart by Unicode's isolates where it runs against the site's direction.
    pub(super) fn apart(&self, text: &str) -> String {
        let plain: String = text.chars().filter(|letter| !turns(*letter)).collect();
        let runs_against = match self.words.say("lang.dir") {
            "rtl" => plain.chars().any(|letter| letter.is_alphabetic() && !runs_left(letter)),
            _ => plain.chars().any(runs_left),
        };
        if runs_against { format!("\u{2068}{plain}\u{2069}") } else { plain }
    }

    /// Several of them as a list.
    pub(super) fn list_apart(&self, texts: &[String]) -> String {
        self.words.list(&texts.iter().map(|text| self.apart(text)).collect::<Vec<_>>())
    }
}
