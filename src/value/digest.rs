//! Fingerprints of content. The only user of the hash library.

use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

/// How many bytes are gathered before they are taken in.
const GATHERED: usize = 8192;

/// The SHA-256 of what is written to it, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    taken: Sha256,
    gathered: Vec<u8>,
}

impl Digest {
    /// In lower-case hex digits.
    #[must_use]
    pub fn hex(mut self) -> String {
        self.taken.update(&self.gathered);
        hex(&self.taken.finalize())
    }
}

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= GATHERED {
            self.taken.update(&self.gathered);
            self.gathered.clear();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
    use std::io::Write;

    #[test]
    fn pieces_have_the_hash_of_the_whole() {
        let whole = "0123456789".repeat(3_000);
        let mut digest = super::Digest::default();
        for piece in whole.as_bytes().chunks(7) {
            digest.write_all(piece).expect("it takes everything");
        }
        assert_eq!(digest.hex(), super::sha256_hex(whole.as_bytes()));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256_hex(b"abc"), expected);
    }
}
