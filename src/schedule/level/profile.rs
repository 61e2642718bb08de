//! How many of a pool are free over time, as steps.

/// The free units from each moment on; the first step begins before all time, and neighbours differ.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    steps: Vec<(i64, i64)>,
}

impl Profile {
    pub(super) fn new(units: i64) -> Self {
        Self { steps: vec![(i64::MIN, units)] }
    }

    /// Makes it equal to another one, without a new allocation.
    pub(super) fn reset(&mut self, other: &Self) {
        self.steps.clear();
        self.steps.extend_from_slice(&other.steps);
    }

    /// The first start from `from` on at which so many are free for so long; and how many steps it looked at. None if
    /// that never comes.
    pub(super) fn earliest(&self, from: i64, length: i64, units: i64, looked: &mut u64) -> Option<i64> {
        let mut place = self.steps.partition_point(|(begin, _)| *begin <= from) - 1;
        let mut start = from;
        let mut next = place;
        loop {
            *looked += 1;
            let Some((_, free)) = self.steps.get(next) else { return Some(start) };
            if *free < units {
                place = next + 1;
                start = self.steps.get(place)?.0;
                next = place;
                continue;
            }
            next += 1;
            if self.steps.get(next).is_none_or(|(begin, _)| *begin >= start.saturating_add(length)) {
                return Some(start);
            }
        }
    }

    /// Takes units away between two moments; more than are free if need be.
    pub(super) fn reserve(&mut self, from: i64, to: i64, units: i64) {
        if from >= to || units == 0 {
            return;
        }
        let first = self.cut(from);
        let last = self.cut(to);
        for step in &mut self.steps[first..last] {
            step.1 -= units;
        }
        self.join(last);
        self.join(first);
    }

    /// The place of the step that begins at a moment, made if need be.
    fn cut(&mut self, moment: i64) -> usize {
        let place = self.steps.partition_point(|(begin, _)| *begin < moment);
        if self.steps.get(place).is_none_or(|(begin, _)| *begin != moment) {
            let free = self.steps[place - 1].1;
            self.steps.insert(place, (moment, free));
        }
        place
    }

    /// Makes one of a step and the one before, if they are the same.
    fn join(&mut self, place: usize) {
        if place > 0 && place < self.steps.len() && self.steps[place - 1].1 == self.steps[place].1 {
            self.steps.remove(place);
        }
    }
}

/// How much of a pool there is over time, added up.
pub(super) struct Supply {
    /// Where a step begins, what is free in it, and what all steps before it gave since moment 0.
    steps: Vec<(i64, i64, i64)>,
}

impl Profile {
    /// What is free from moment 0 on; a pool that is asked for too much gives nothing.
    pub(super) fn supply(&self) -> Supply {
        let mut steps: Vec<(i64, i64, i64)> = Vec::with_capacity(self.steps.len());
        for (begin, free) in &self.steps {
            let begin = (*begin).max(0);
            let before = steps.last().map_or(0, |(last, free, before)| before + (begin - last) * free);
            steps.push((begin, (*free).max(0), before));
        }
        Supply { steps }
    }
}

impl Supply {
    /// The first moment at which so much work that begins no earlier than `from` can be done. None if that never comes.
    pub(super) fn done(&self, from: i64, work: i64) -> Option<i64> {
        let place = self.steps.partition_point(|(begin, _, _)| *begin <= from).checked_sub(1)?;
        let (begin, free, before) = self.steps[place];
        let wanted = before + (from - begin) * free + work;
        let last = self.steps.partition_point(|(_, _, before)| *before < wanted).checked_sub(1)?;
        let (begin, free, before) = self.steps[last];
        // Rounded up: a part of a minute is a minute.
        (free > 0).then(|| begin + (wanted - before + free - 1) / free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_free() {
        let mut profile = Profile::new(3);
        profile.reserve(10, 20, 2);
        profile.reserve(20, 30, 2);
        profile.reserve(15, 25, 1);
        assert_eq!(profile.steps, [(i64::MIN, 3), (10, 1), (15, 0), (25, 1), (30, 3)]);
        let earliest = |from, length, units| profile.earliest(from, length, units, &mut 0);
        assert_eq!([earliest(0, 10, 3), earliest(0, 11, 3), earliest(0, 15, 1)], [Some(0), Some(30), Some(0)]);
        assert_eq!([earliest(0, 16, 1), earliest(12, 3, 1), earliest(12, 4, 1)], [Some(25), Some(12), Some(25)]);
        assert_eq!([earliest(40, 5, 4), earliest(i64::MIN, 5, 1)], [None, Some(i64::MIN)]);
    }

    #[test]
    fn supply_counts_what_is_free() {
        let mut profile = Profile::new(2);
        profile.reserve(10, 20, 2);
        profile.reserve(15, 30, 1);
        // Free: 2 to 10, nothing to 20, 1 to 30, then 2.
        let supply = profile.supply();
        let done = |from, work| supply.done(from, work);
        assert_eq!([done(0, 20), done(0, 21), done(5, 20), done(12, 1)], [Some(10), Some(21), Some(30), Some(21)]);
        assert_eq!([done(12, 11), done(40, 3)], [Some(31), Some(42)]);
        assert_eq!(Profile::new(0).supply().done(0, 1), None);
    }
}
