//! Whether colours can be told from their grounds, by the sums of WCAG 2.2 (relative luminance, contrast ratio).

use std::collections::BTreeMap;

/// A colour as red, green, blue.
type Colour = [u8; 3];

/// What text needs against its ground, and what marks and lines need.
const TEXT: f64 = 4.5;
const MARKS: f64 = 3.0;

/// Each pair that the style sheet uses: colour, ground, the least contrast.
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "bg", TEXT),
    ("ink", "sunk", TEXT),
    ("soft", "bg", TEXT),
    ("soft", "sunk", TEXT),
    ("link", "bg", TEXT),
    ("link", "sunk", TEXT),
    ("ink", "onbg", TEXT),
    ("ink", "riskbg", TEXT),
    ("ink", "offbg", TEXT),
    ("ink", "nonebg", TEXT),
    ("edge", "bg", MARKS),
    ("on", "bg", MARKS),
    ("risk", "bg", MARKS),
    ("off", "bg", MARKS),
    ("none", "bg", MARKS),
    ("plan", "bg", MARKS),
    ("todo", "bg", MARKS),
    ("todo", "todobg", MARKS),
    ("on", "onbg", MARKS),
    ("risk", "riskbg", MARKS),
    ("off", "offbg", MARKS),
    ("none", "nonebg", MARKS),
];

/// A pair of colours that cannot be told apart well enough.
#[derive(Clone, Debug, PartialEq)]
pub struct Weak {
    /// `light`, `dark` or `print`.
    pub scheme: &'static str,
    /// The token of the colour, and of its ground.
    pub pair: (&'static str, &'static str),
    /// Their contrast in tenths, cut off.
    pub tenths: u32,
    /// What is needed, in tenths.
    pub needed_tenths: u32,
}

/// The pairs of a style sheet that are too weak, in each scheme. Tokens that are no plain colour are left out.
#[must_use]
pub fn weak_pairs(style: &str) -> Vec<Weak> {
    let tokens = Tokens::of(style);
    let schemes = [("light", None), ("dark", Some(&tokens.dark)), ("print", Some(&tokens.print))];
    let mut weak = Vec::new();
    for (scheme, own) in schemes {
        let find = |name: &str| own.and_then(|own| own.get(name)).or_else(|| tokens.light.get(name)).copied();
        for (colour, ground, needed) in PAIRS {
            let Some(found) = find(colour).zip(find(ground)).map(|(one, other)| ratio(one, other)) else { continue };
            if found < *needed {
                let tenths = |ratio: f64| (ratio * 10.0) as u32;
                let (tenths, needed_tenths) = (tenths(found), tenths(*needed));
                weak.push(Weak { scheme, pair: (colour, ground), tenths, needed_tenths });
            }
        }
    }
    weak
}

/// The style sheet with another colour for links and the status date. In the dark scheme it is lightened until it can
/// be read on the dark grounds.
#[must_use]
pub fn with_colour(style: &str, colour: &str) -> String {
    let Some(light) = parsed(colour) else { return style.to_owned() };
    let tokens = Tokens::of(style);
    let grounds = ["bg", "sunk"].map(|name| tokens.dark.get(name).copied().unwrap_or([0; 3]));
    let reads = |colour: Colour| grounds.iter().all(|ground| ratio(colour, *ground) >= TEXT);
    let lighter = |step: u32| light.map(|part| (u32::from(part) + (255 - u32::from(part)) * step / 20) as u8);
    let dark = (0..=20).map(lighter).find(|colour| reads(*colour)).unwrap_or([255; 3]);
    let hex = |colour: Colour| colour.iter().map(|part| format!("{part:02x}")).collect::<String>();
    format!(
        "{style}@media screen and (prefers-color-scheme:light){{:root{{--link:#{}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{--link:#{}}}}}\n",
        hex(light),
        hex(dark)
    )
}

/// The colour tokens of a style sheet, as `:root` says them by scheme.
#[derive(Default)]
struct Tokens {
    light: BTreeMap<String, Colour>,
    dark: BTreeMap<String, Colour>,
    print: BTreeMap<String, Colour>,
}

impl Tokens {
    fn of(style: &str) -> Self {
        let mut tokens = Self::default();
        // The heads of the blocks that are open: `@media print`, `:root`.
        let mut open: Vec<&str> = Vec::new();
        let mut start = 0;
        for (place, letter) in style.char_indices() {
            match letter {
                '{' => {
                    open.push(style[start..place].trim());
                    start = place + 1;
                }
                ';' | '}' => {
                    if open.last().is_some_and(|head| head.ends_with(":root"))
                        && let Some((name, value)) = style[start..place].trim().split_once(':')
                        && let Some(name) = name.trim().strip_prefix("--")
                        && let Some(colour) = parsed(value.trim())
                        && let Some(scheme) = tokens.scheme(&open)
                    {
                        scheme.insert(name.to_owned(), colour);
                    }
                    if letter == '}' {
                        open.pop();
                    }
                    start = place + 1;
                }
                _ => {}
            }
        }
        tokens
    }

    fn scheme(&mut self, open: &[&str]) -> Option<&mut BTreeMap<String, Colour>> {
        match open.iter().find(|head| head.contains("@media")) {
            None => Some(&mut self.light),
            Some(head) if head.contains("dark") => Some(&mut self.dark),
            Some(head) if head.contains("light") => Some(&mut self.light),
            Some(head) if head.contains("print") => Some(&mut self.print),
            Some(_) => None,
        }
    }
}

/// `#0b559f` or `#fff`.
fn parsed(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#')?;
    let digit = |place: usize| Some(char::from(*digits.as_bytes().get(place)?).to_digit(16)? as u8);
    let part = |place: usize| match digits.len() {
        3 => digit(place).map(|digit| digit * 17),
        6 => Some(digit(place * 2)? * 16 + digit(place * 2 + 1)?),
        _ => None,
    };
    Some([part(0)?, part(1)?, part(2)?])
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_colours_can_all_be_told_apart() {
        assert_eq!(weak_pairs(super::super::STYLES[0].1), Vec::new());
        assert_eq!((ratio([0; 3], [255; 3]) * 10.0) as u32, 210);
    }

    #[test]
    fn a_weak_pair_is_found_in_its_scheme() {
        let style = ":root{--bg:#fff;--ink:#777;--soft:#000}@media (prefers-color-scheme:dark){:root{--bg:#000;--ink: #eee ;--soft:#fff}}";
        let told: Vec<String> = weak_pairs(style)
            .iter()
            .map(|one| format!("{} {}/{} {} of {}", one.scheme, one.pair.0, one.pair.1, one.tenths, one.needed_tenths))
            .collect();
        assert_eq!(told, ["light ink/bg 44 of 45", "print ink/bg 44 of 45"]);
    }

    #[test]
    fn an_own_colour_is_lightened_for_the_dark_scheme() {
        let style = with_colour(super::super::STYLES[0].1, "#7a1f1f");
        assert_eq!(weak_pairs(&style), Vec::new());
        let style = with_colour(super::super::STYLES[0].1, "#ffee00");
        assert!(weak_pairs(&style).iter().all(|one| one.scheme == "light" && one.pair.0 == "link"));
        assert_eq!(weak_pairs(&style).len(), 2);
    }
}
