//! Objects of a repository: their names, and trees and commits in git's own bytes.

use std::fmt;

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
