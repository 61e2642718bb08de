//! A line as small as a word: how a figure went over the last updates.

use serde::Serialize;

use crate::value::Decimal;

/// The least number of values that say something.
const LEAST: usize = 3;
/// The values that are shown at most.
pub const MOST: usize = 12;
/// The width and height in pixels.
const SIZE: (i64, i64) = (72, 20);
/// The room that the dot at the end takes, on all sides.
const MARGIN: i64 = 3;

/// A sparkline in pixels.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Spark {
    /// The points of the line, as an SVG attribute.
    pub points: String,
    /// The place of the last value.
    pub x: i64,
    /// The place of the last value.
    pub y: i64,
}

/// The line of some values, oldest first, over the whole height or, where they are nearer to each other than `least`, over
/// its part of it: a small change stays small. None where there are too few to say anything.
#[must_use]
pub fn spark(values: &[Decimal], least: Decimal) -> Option<Spark> {
    let values = &values[values.len().saturating_sub(MOST)..];
    if values.len() < LEAST {
        return None;
    }
    let (low, high) = (*values.iter().min()?, *values.iter().max()?);
    let across = SIZE.0 - 2 * MARGIN;
    let place = |index: usize, value: Decimal| {
        let x = MARGIN + index as i64 * across / (values.len() as i64 - 1);
        let height = Decimal::from(SIZE.1 - 2 * MARGIN);
        let range = value.checked_sub(low).zip(high.checked_sub(low));
        let share = range.and_then(|(part, whole)| {
            // What does not fill the height lies in the middle, a level line too.
            let (all, half) = (whole.max(least), Decimal::from(2));
            (part + (all - whole) / half).checked_div(all)
        });
        let up = share.map_or(height / Decimal::from(2), |share| share * height);
        (x, SIZE.1 - MARGIN - i64::try_from(up.round()).unwrap_or(0))
    };
    let points: Vec<(i64, i64)> = values.iter().enumerate().map(|(index, value)| place(index, *value)).collect();
    let (x, y) = *points.last()?;
    let points: Vec<String> = points.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
    Some(Spark { points: points.join(" "), x, y })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[i64], expected: Option<&str>) {
        let values: Vec<Decimal> = values.iter().copied().map(Decimal::from).collect();
        assert_eq!(spark(&values, Decimal::ZERO).map(|spark| spark.points), expected.map(str::to_owned), "{values:?}");
    }

    #[test]
    fn a_line_needs_three_values_and_shows_twelve() {
        check(&[1, 2], None);
        check(&[1, 2, 3], Some("3,17 36,10 69,3"));
        check(&[5, 5, 5], Some("3,10 36,10 69,10"));
        check(&[-5, 5, -5], Some("3,17 36,3 69,17"));
        let small: Vec<Decimal> = [0, 0, 5].map(Decimal::from).to_vec();
        let spark_of = |least: i64| spark(&small, Decimal::from(least)).map(|spark| spark.points);
        assert_eq!(spark_of(20).as_deref(), Some("3,12 36,12 69,8"));
        assert_eq!(spark_of(5), spark_of(0));
        let many: Vec<Decimal> = (0..40).map(Decimal::from).collect();
        assert_eq!(spark(&many, Decimal::ZERO).expect("enough").points.split(' ').count(), MOST);
        assert!(
            spark(&[Decimal::MAX, Decimal::MIN, Decimal::ZERO], Decimal::ZERO).is_some(),
            "what cannot be subtracted is level"
        );
    }
}
