//! The one type for paths that are written: such a path can name nothing outside of the folder it is written into.

use std::fmt;

/// The longest part of a path that common disks take, in bytes.
const PART_BYTES: usize = 255;
/// The longest path, in bytes.
const PATH_BYTES: usize = 1_000;
/// Names that mean a device on Windows, whatever ending follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A relative path with `/` between its parts, such as `tasks/order-hardware.html`.
///
/// Invariant: no part is empty, `.` or `..`, ends with a dot or a space, has control characters or characters that
/// Windows reserves, or is the name of a device.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SafeRel(String);

impl SafeRel {
    /// The path, if it is safe on every machine.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        (path.len() <= PATH_BYTES && path.split('/').all(is_safe_part)).then(|| Self(path.to_owned()))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeRel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

fn is_safe_part(part: &str) -> bool {
    let is_reserved = |letter: char| letter.is_control() || r#"<>:"\|?*"#.contains(letter);
    !part.is_empty()
        && part.len() <= PART_BYTES
        && !part.ends_with(['.', ' '])
        && !part.contains(is_reserved)
        && !is_device(part)
}

/// `con`, `NUL.txt`, `com1`, `LPT9.html`.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").trim_end_matches(' ').to_lowercase();
    let is_port = |stem: &str| {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        let mut letters = number.unwrap_or("").chars();
        letters.next().is_some_and(|digit| digit.is_ascii_digit() || "¹²³".contains(digit)) && letters.next().is_none()
    };
    DEVICES.contains(&stem.as_str()) || is_port(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_are_safe() {
        for path in ["index.html", "tasks/order hardware.html", ".nojekyll", "a..b", "konrad/über.png", "com/lpt10.txt"]
        {
            assert!(SafeRel::new(path).is_some(), "{path}");
        }
    }

    #[test]
    fn what_could_leave_the_folder_or_the_machine_is_not() {
        let long = "x".repeat(256);
        let unsafe_paths = [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "./a",
            "a/./b",
            "..",
            "a/../b",
            "a/..",
            "a\0b",
            "a\nb",
            "c:a",
            "c:/a",
            "a\\b",
            "con",
            "NUL.txt",
            "a/Com1",
            "lpt9.html",
            "aux .txt",
            "a.",
            "a ",
            "a?",
            "\u{85}",
            &long,
        ];
        for path in unsafe_paths {
            assert_eq!(SafeRel::new(path), None, "{path}");
        }
    }
}
