//! Fingerprints of content. The only user of the hash library.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of what is added to it, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Takes the next piece in.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In lower-case hex digits.
    #[must_use]
    pub fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// SHA-256 in lower-case hex digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push(char::from_digit(u32::from(byte >> 4), 16).expect("four bits are a hex digit"));
        hex.push(char::from_digit(u32::from(byte & 15), 16).expect("four bits are a hex digit"));
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn pieces_have_the_hash_of_the_whole() {
        let whole = "0123456789".repeat(3_000);
        let mut digest = super::Digest::default();
        for piece in whole.as_bytes().chunks(7) {
            digest.add(piece);
        }
        assert_eq!(digest.hex(), super::sha256_hex(whole.as_bytes()));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256_hex(b"abc"), expected);
    }
}
