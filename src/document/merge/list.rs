//! Three versions of a list: what either side added or took out.

/// Where an entry of the merged list comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Ours(usize),
    Theirs(usize),
}

/// The merged list: ours, without what theirs took out, with what theirs added behind the entry that it follows
/// there. None where an entry stands twice or what was there changed its order, so that nobody can tell.
pub(super) fn merge<T: PartialEq>(base: &[T], ours: &[T], theirs: &[T]) -> Option<Vec<Place>> {
    let is_plain = |list: &[T]| is_unique(list) && keeps_order(base, list);
    if !is_unique(base) || !is_plain(ours) || !is_plain(theirs) {
        return None;
    }
    let mut merged: Vec<Place> = (0..ours.len())
        .filter(|index| !base.contains(&ours[*index]) || theirs.contains(&ours[*index]))
        .map(Place::Ours)
        .collect();
    for (index, entry) in theirs.iter().enumerate() {
        if base.contains(entry) || ours.contains(entry) {
            continue;
        }
        let text = |place: &Place| match place {
            Place::Ours(index) => &ours[*index],
            Place::Theirs(index) => &theirs[*index],
        };
        let before = theirs[..index].iter().rev().find_map(|before| merged.iter().position(|one| text(one) == before));
        let mut at = before.map_or(0, |place| place + 1);
        // What ours added at the same place stays first.
        while merged.get(at).is_some_and(|one| !base.contains(text(one)) && !theirs.contains(text(one))) {
            at += 1;
        }
        merged.insert(at, Place::Theirs(index));
    }
    Some(merged)
}

fn is_unique<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().all(|(index, entry)| !list[..index].contains(entry))
}

fn keeps_order<T: PartialEq>(base: &[T], list: &[T]) -> bool {
    let places: Vec<usize> = list.iter().filter_map(|entry| base.iter().position(|old| old == entry)).collect();
    places.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, ours: &str, theirs: &str, expected: Option<&str>) {
        let [base, ours, theirs] = [base, ours, theirs].map(|text| text.chars().collect::<Vec<char>>());
        let text = |places: Vec<Place>| -> String {
            let letter = |place: Place| match place {
                Place::Ours(index) => ours[index],
                Place::Theirs(index) => theirs[index],
            };
            places.into_iter().map(letter).collect()
        };
        assert_eq!(merge(&base, &ours, &theirs).map(text).as_deref(), expected);
    }

    #[test]
    fn both_sides_add_and_take_out() {
        check("ab", "abc", "abd", Some("abcd"));
        check("ab", "xab", "yab", Some("xyab"));
        check("abc", "ac", "ab", Some("a"));
        check("ab", "abc", "abc", Some("abc"));
        check("", "a", "b", Some("ab"));
        check("ab", "acb", "b", Some("cb"));
    }

    #[test]
    fn order_and_doubles_are_left_to_a_person() {
        check("ab", "ba", "abc", None);
        check("ab", "aab", "abc", None);
    }
}
