//! How much of a folder is read. No setting raises these; each limit that is hit is a finding of its own.

use crate::document;

/// How much is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// The largest text of a plan, in bytes.
    pub text_bytes: u64,
    /// The largest other file, in bytes: it is read to look for links and leaks.
    pub attachment_bytes: u64,
    /// How deep folders may lie below the root; files in the root have the depth 0.
    pub depth: usize,
    /// How many files and folders are read.
    pub files: usize,
    /// How much is read altogether, in bytes.
    pub total_bytes: u64,
}

/// The limits that hold everywhere.
pub const LIMITS: Limits = Limits {
    text_bytes: document::limits::FILE_BYTES as u64,
    attachment_bytes: 20_000_000,
    depth: 12,
    files: 200_000,
    total_bytes: 1_000_000_000,
};

/// The limits in words, for `doctor`.
#[must_use]
pub fn limits() -> Vec<(&'static str, String)> {
    let megabytes = |bytes: u64| format!("{} MB", bytes / 1_000_000);
    vec![
        ("largest text of a plan", megabytes(LIMITS.text_bytes)),
        ("largest attachment", megabytes(LIMITS.attachment_bytes)),
        ("folders inside each other", LIMITS.depth.to_string()),
        ("files and folders", LIMITS.files.to_string()),
        ("all files together", megabytes(LIMITS.total_bytes)),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_limits_are_told_in_words() {
        let told: Vec<String> = super::limits().into_iter().map(|(what, limit)| format!("{what}: {limit}")).collect();
        assert_eq!(
            told,
            [
                "largest text of a plan: 8 MB",
                "largest attachment: 20 MB",
                "folders inside each other: 12",
                "files and folders: 200000",
                "all files together: 1000 MB",
            ]
        );
    }
}
