//! Writes a text as a YAML scalar.

/// Words that some reader takes for a truth value or for nothing.
const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "none"];

/// Text as a YAML scalar that no reader takes for anything else, and that reads back as exactly this text.
#[must_use]
pub fn scalar(text: &str) -> String {
    let first_is_plain = text.chars().next().is_some_and(char::is_alphabetic);
    let is_plain = first_is_plain
        && text.chars().all(|letter| letter.is_alphanumeric() || " -_./()".contains(letter))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_lowercase().as_str());
    if is_plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => out.push_str(&escaped(letter)),
            _ if letter.is_control() => out.push_str(&escaped(letter)),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn escaped(letter: char) -> String {
    format!("\\u{:04x}", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn a_text_stays_the_text_that_it_was() {
        let texts = [
            "Survey both sites",
            "Move: part 2",
            "yes",
            "@home",
            "a # b",
            "\"quoted\" \\",
            "- x",
            "2026-01-01",
            "two\nlines\r\n\tand more",
            " padded ",
            "\u{feff}\u{85}\u{2028}\u{7}",
            "日本🙂",
            "",
        ];
        for text in texts {
            let written = format!("title: {}\n", scalar(text));
            let read: std::collections::BTreeMap<String, String> = yaml_serde::from_str(&written).expect("valid YAML");
            assert_eq!(read["title"], text, "{written}");
        }
    }
}
