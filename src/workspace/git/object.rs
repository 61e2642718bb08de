//! Objects of a repository: their names, and trees and commits in git's own bytes.

use std::fmt;

use crate::value::Date;

/// How many digits of a name people see.
const SHOWN: usize = 12;

/// The name of an object: a hash of 20 bytes, or of 32 in a sha256 repository. Only such names reach git.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ObjectId {
    bytes: [u8; 32],
    length: u8,
}

impl ObjectId {
    /// From the hash itself.
    pub(super) fn of_bytes(hash: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        matches!(hash.len(), 20 | 32).then(|| bytes[..hash.len()].copy_from_slice(hash))?;
        Some(Self { bytes, length: hash.len() as u8 })
    }

    /// From 40 or 64 hexadecimal digits.
    pub(super) fn of_hex(text: &str) -> Option<Self> {
        let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
        let pair = |pair: &[u8]| Some(digit(pair[0])? * 16 + digit(pair[1])?);
        let is_hash = matches!(text.len(), 40 | 64) && text.is_ascii();
        let bytes: Vec<u8> = text.as_bytes().chunks_exact(2).map(pair).collect::<Option<_>>().filter(|_| is_hash)?;
        Self::of_bytes(&bytes)
    }

    /// As people see it: the first digits.
    #[must_use]
    pub fn short(self) -> String {
        self.to_string()[..SHOWN].to_owned()
    }

    /// How many bytes such hashes have.
    pub(super) fn byte_count(self) -> usize {
        usize::from(self.length)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes[..self.byte_count()].iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// What a commit says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Commit {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) author_email: String,
    /// The day of the commit, in the zone of who committed it.
    pub(super) day: Date,
    pub(super) message: String,
}

impl Commit {
    /// Reads a commit in git's own bytes.
    pub(super) fn read(id: ObjectId, bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, message) = text.split_once("\n\n").unwrap_or((&text, ""));
        let all = |key: &'static str| head.lines().filter_map(move |line| line.strip_prefix(key));
        Some(Self {
            id,
            tree: all("tree ").find_map(ObjectId::of_hex)?,
            parents: all("parent ").filter_map(ObjectId::of_hex).collect(),
            author_email: all("author ").next().and_then(email).unwrap_or_default().to_owned(),
            day: all("committer ").next().and_then(day)?,
            message: message.to_owned(),
        })
    }
}

/// The address in `Name <address> 1700000000 +0100`.
fn email(person: &str) -> Option<&str> {
    person.rsplit_once('<')?.1.split_once('>').map(|(email, _)| email)
}

/// The day in such a line: seconds since 1970, and hours and minutes east of Greenwich.
fn day(person: &str) -> Option<Date> {
    let mut words = person.rsplit_once('>')?.1.split_whitespace();
    let seconds: i64 = words.next()?.parse().ok()?;
    let zone: i64 = words.next().unwrap_or("0").parse().ok()?;
    let local = seconds.checked_add((zone / 100) * 3_600 + (zone % 100) * 60)?;
    Some(Date::from_day_number(i32::try_from(local.div_euclid(86_400)).ok()?))
}

/// One entry of a tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct TreeEntry {
    pub(super) mode: u32,
    pub(super) name: Vec<u8>,
    pub(super) id: ObjectId,
}

impl TreeEntry {
    /// Whether it is neither a folder nor a link nor a submodule.
    pub(super) fn is_file(&self) -> bool {
        !matches!(self.mode, FOLDER | LINK | SUBMODULE)
    }
}

/// The mode of a folder.
pub(super) const FOLDER: u32 = 0o040_000;
/// The mode of a link.
pub(super) const LINK: u32 = 0o120_000;
/// The mode of a submodule.
pub(super) const SUBMODULE: u32 = 0o160_000;

/// The entries of a tree, as far as they can be read. A name that no folder can have is left out: git itself never
/// writes one.
pub(super) fn tree_entries(bytes: &[u8], hash_bytes: usize) -> Vec<TreeEntry> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while let Some((entry, after)) = tree_entry(rest, hash_bytes) {
        rest = after;
        let is_name = !matches!(entry.name.as_slice(), b"" | b"." | b"..") && !entry.name.contains(&b'/');
        if is_name {
            entries.push(entry);
        }
    }
    entries
}

fn tree_entry(bytes: &[u8], hash_bytes: usize) -> Option<(TreeEntry, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let mode = u32::from_str_radix(str::from_utf8(&bytes[..space]).ok()?, 8).ok()?;
    let bytes = &bytes[space + 1..];
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (name, bytes) = (bytes[..end].to_vec(), &bytes[end + 1..]);
    let id = ObjectId::of_bytes(bytes.get(..hash_bytes)?)?;
    Some((TreeEntry { mode, name, id }, &bytes[hash_bytes..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_hashes_are_names() {
        let hex = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(ObjectId::of_hex(hex).unwrap().to_string(), hex);
        let long = "ab".repeat(32);
        assert_eq!(ObjectId::of_hex(&long).unwrap().to_string(), long);
        for wrong in ["", "0123", "--output=x", &"g".repeat(40), &"ü".repeat(20), &"0".repeat(41)] {
            assert_eq!(ObjectId::of_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_commit_has_the_day_of_who_made_it() {
        let id = ObjectId::of_hex(&"ab".repeat(20)).unwrap();
        let check = |when: &str, expected: Option<&str>| {
            let text = format!(
                "tree {}\nparent {}\nauthor A <B> <a@x.org> 0 +0000\ncommitter C <c@x.org> {when}\n\nWord\n\nTail\n",
                "cd".repeat(20),
                "ef".repeat(20)
            );
            let commit = Commit::read(id, text.as_bytes());
            assert_eq!(commit.as_ref().map(|commit| commit.day.to_string()).as_deref(), expected, "{when}");
            if let Some(commit) = commit {
                assert_eq!((commit.author_email.as_str(), commit.parents.len()), ("a@x.org", 1));
                assert_eq!(commit.message, "Word\n\nTail\n");
            }
        };
        check("1777075199 +0000", Some("2026-04-24"));
        check("1777075200 +0000", Some("2026-04-25"));
        check("1777075199 +0200", Some("2026-04-25"));
        check("1777075200 -0130", Some("2026-04-24"));
        check("soon", None);
        check("99999999999999999999 +0000", None);
    }

    #[test]
    fn a_tree_is_read_up_to_where_it_breaks() {
        let mut bytes = Vec::new();
        for (mode, name) in [("100644", "a.md"), ("40000", "b"), ("100644", ".."), ("120000", "c/d"), ("160000", "e\n")]
        {
            bytes.extend(format!("{mode} {name}\0").bytes());
            bytes.extend([7; 20]);
        }
        bytes.extend(b"100644 cut\0abc");
        let told: Vec<String> = tree_entries(&bytes, 20)
            .iter()
            .map(|entry| format!("{:o} {}", entry.mode, String::from_utf8_lossy(&entry.name)))
            .collect();
        assert_eq!(told, ["100644 a.md", "40000 b", "160000 e\n"]);
    }
}
