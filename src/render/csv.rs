//! The one writer of comma-separated values (RFC 4180). No cell starts a formula, in whatever way a spreadsheet cuts
//! the line.

/// A line of cells, all in quotes.
pub(super) fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let plain = text.replace('\u{2212}', "-").replace('\u{a0}', " ");
    if is_figure(&plain) {
        return format!("\"{}\"", plain.replace(',', ""));
    }
    let mut out = String::with_capacity(plain.len() + 2);
    out.push('"');
    // A spreadsheet that parts cells at semicolons or tabs sees a new cell behind each of them.
    let mut is_start = true;
    for letter in plain.chars() {
        if is_start && starts_formula(letter) {
            out.push('\'');
        }
        is_start = matches!(letter, ';' | '\t' | '\n' | '\r') || (is_start && is_skipped(letter));
        match letter {
            '"' => out.push_str("\"\""),
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// What a spreadsheet takes for the beginning of a formula, the wide forms of East Asian keyboards included.
fn starts_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
}

/// What a spreadsheet passes over before the first character that counts.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '\'' | '\u{feff}' | '\u{200b}'..='\u{200f}')
}

/// Digits with one sign, separators of thousands and one decimal point.
fn is_figure(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).replace(',', "");
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, "0"));
    [whole, part].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_starts_no_formula_and_a_figure_stays_one() {
        let cases = [
            ("=1+1", "\"'=1+1\""),
            ("@sum", "\"'@sum\""),
            (" \t+cmd", "\"  '+cmd\""),
            ("\r\n-1+1", "\"\n'-1+1\""),
            ("\u{feff}=1", "\"\u{feff}'=1\""),
            ("\"=1", "\"\"\"'=1\""),
            ("\u{ff1d}1", "\"'\u{ff1d}1\""),
            ("\u{ff0b}1", "\"'\u{ff0b}1\""),
            ("\u{ff0d}1", "\"'\u{ff0d}1\""),
            ("\u{ff20}a", "\"'\u{ff20}a\""),
            ("a;=1", "\"a;'=1\""),
            ("a\n=1", "\"a\n'=1\""),
            ("a-b = c", "\"a-b = c\""),
            ("\u{2212}1,250", "\"-1250\""),
            ("32,415.50", "\"32415.50\""),
            ("-", "\"'-\""),
            ("--1", "\"'--1\""),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("", "\"\""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text:?}");
        }
        assert_eq!(line(["a", "b"]), "\"a\",\"b\"\r\n");
    }
}
