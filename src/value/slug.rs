//! Ids: what a slug is, and the slug of a text.

/// The longest id.
const SLUG_LIMIT: usize = 100;

/// Whether a text is an id: `a-z`, `0-9` and hyphens, at most 100, neither starting nor ending with a hyphen.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= SLUG_LIMIT
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The id that a text would have: lower case, one hyphen for all between letters and digits. Empty if nothing is left.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'a'..='z' | '0'..='9' => Some(letter),
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ä' => Some('a'),
            'ç' => Some('c'),
            'è' | 'é' | 'ê' | 'ë' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' => Some('i'),
            'ñ' => Some('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ö' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' => Some('u'),
            'ß' => Some('s'),
            '\'' | '’' => continue,
            _ => None,
        };
        match plain {
            Some(letter) => slug.push(letter),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
        if slug.len() >= SLUG_LIMIT {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slug_of_any_text_is_a_slug_or_empty() {
        assert_eq!(slug("Access points, on both floors"), "access-points-on-both-floors");
        assert_eq!(slug("Größe des Büros"), "grose-des-buros");
        assert_eq!(slug("…!"), "");
        let long = slug(&"ab ".repeat(99));
        assert!(is_slug(&long) && long.len() <= SLUG_LIMIT);
        assert!(!is_slug("Sam") && !is_slug("-a") && !is_slug("a_b") && is_slug("2026-04-24"));
    }
}
