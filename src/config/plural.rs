//! Which form of a plural a count takes in a language, for the languages that somebody may translate the site into.
//!
//! Whole counts alone. The rules are those of the Unicode CLDR, "Language Plural Rules", for cardinal numbers; of a
//! language that is not named here, 1 is `one` and all else is `other`.

/// The forms that a text may have beside `one` and `other`.
pub(super) const MORE_FORMS: [&str; 4] = ["zero", "two", "few", "many"];

/// The form of a count: `zero`, `one`, `two`, `few`, `many` or `other`.
pub(super) fn form(lang: &str, count: u64) -> &'static str {
    let (tens, hundreds) = (count % 10, count % 100);
    let is_teen = (11..=19).contains(&hundreds);
    let language = lang.split('-').next().unwrap_or_default();
    match language {
        "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" | "lo" | "my" => "other",
        "fr" | "pt" | "hy" if count == 0 => "one",
        "ar" => match (count, hundreds) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        "he" if count == 2 => "two",
        "cs" | "sk" if (2..=4).contains(&count) => "few",
        "pl" if count == 1 => "one",
        "pl" | "ru" | "uk" | "be" => match tens {
            1 if hundreds != 11 && language != "pl" => "one",
            2..=4 if !is_teen => "few",
            _ => "many",
        },
        "hr" | "sr" | "bs" => match tens {
            1 if hundreds != 11 => "one",
            2..=4 if !is_teen => "few",
            _ => "other",
        },
        "sl" => match hundreds {
            1 => "one",
            2 => "two",
            3 | 4 => "few",
            _ => "other",
        },
        "lt" => match tens {
            _ if is_teen => "other",
            1 => "one",
            2..=9 => "few",
            _ => "other",
        },
        "lv" => match tens {
            0 => "zero",
            _ if is_teen => "zero",
            1 => "one",
            _ => "other",
        },
        "ro" if count == 0 || (count != 1 && (1..=19).contains(&hundreds)) => "few",
        "cy" => match count {
            0 => "zero",
            1 => "one",
            2 => "two",
            3 => "few",
            6 => "many",
            _ => "other",
        },
        "ga" => match count {
            1 => "one",
            2 => "two",
            3..=6 => "few",
            7..=10 => "many",
            _ => "other",
        },
        _ if count == 1 => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::form;

    /// One sign a form, for these counts in turn.
    fn check(lang: &str, expected: &str) {
        let counts = [0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 103, 111];
        let sign = |form: &str| match form {
            "one" => '1',
            "two" => '2',
            form => form.chars().next().unwrap_or('?'),
        };
        let found: String = counts.iter().map(|count| sign(form(lang, *count))).collect();
        assert_eq!(found, expected, "{lang}");
    }

    #[test]
    fn counts_take_the_forms_of_their_languages() {
        check("en", "o1ooooooooooooo");
        check("fr-CA", "11ooooooooooooo");
        check("ja", "ooooooooooooooo");
        check("ar", "z12ffmmmmmooofm");
        check("pl-PL", "m1ffmmmmfmmmffm");
        check("ru", "m1ffmmm1fmm1ffm");
        check("cs", "o1ffooooooooooo");
        check("lt", "o1fffoo1ffo1ffo");
        check("lv", "z1ooozz1ooz1ooz");
        check("ro", "f1fffffooooffff");
    }
}
