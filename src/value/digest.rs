//! Fingerprints of content. The only user of the hash library.

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push(char::from_digit(u32::from(byte >> 4), 16).expect("four bits are a hex digit"));
        hex.push(char::from_digit(u32::from(byte & 15), 16).expect("four bits are a hex digit"));
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_published_one() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256_hex(b"abc"), expected);
    }
}
