//! The measures of earned value. Four sums are kept, all else follows from them.

use crate::value::{Decimal, Figure, Missing, Money};

/// The share of work, in per cent, from which on the efficiency so far says something of the rest.
const TYPICAL_FROM: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Budget, planned, earned and actual cost of a set of lines, at the end of the status date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// BAC: the value of all work, without contingency.
    pub at_completion: Figure<Money>,
    /// PV: the value of the work that is planned to be done.
    pub planned: Figure<Money>,
    /// EV: the value of the work that is done.
    pub earned: Money,
    /// AC: what was spent.
    pub spent: Figure<Money>,
}

/// A ratio, or the reason why it is none.
fn ratio(part: Money, whole: Money, otherwise: Missing) -> Figure<Decimal> {
    part.0.checked_div(whole.0).ok_or(otherwise)
}

/// `amount` times `part` / `whole`, with one division at the end.
fn scaled(amount: Money, part: Money, whole: Money, otherwise: Missing) -> Figure<Money> {
    let exact = amount.0.checked_mul(part.0).and_then(|product| product.checked_div(whole.0));
    let rounded = || amount.0.checked_mul(part.0.checked_div(whole.0)?);
    exact.or_else(rounded).map(Money).ok_or(otherwise)
}

impl Measures {
    /// SV = EV - PV: the value by which work is ahead; negative if behind.
    ///
    /// # Errors
    /// Why it cannot be computed.
    pub fn schedule_variance(&self) -> Figure<Money> {
        Ok(self.earned - self.planned?)
    }

    /// CV = EV - AC: the money by which work was cheaper than planned; negative if dearer.
    ///
    /// # Errors
    /// Why it cannot be computed.
    pub fn cost_variance(&self) -> Figure<Money> {
        Ok(self.earned - self.spent?)
    }

    /// SPI = EV / PV.
    ///
    /// # Errors
    /// Not yet, before any work is planned to be done.
    pub fn schedule_index(&self) -> Figure<Decimal> {
        ratio(self.earned, self.planned?, Missing::NotYet)
    }

    /// CPI = EV / AC; 0 if something was spent and nothing earned.
    ///
    /// # Errors
    /// Not yet, before anything is spent.
    pub fn cost_index(&self) -> Figure<Decimal> {
        ratio(self.earned, self.spent?, Missing::NotYet)
    }

    /// EV / BAC in per cent.
    ///
    /// # Errors
    /// No budget.
    pub fn percent_complete(&self) -> Figure<Decimal> {
        Ok(ratio(self.earned, self.at_completion?, Missing::NoBudget)?.saturating_mul(Decimal::ONE_HUNDRED))
    }

    /// EAC if the rest costs as the work so far did: BAC / CPI.
    ///
    /// # Errors
    /// Not yet, before anything is spent; nothing earned, if it was spent in vain.
    pub fn estimate_typical(&self) -> Figure<Money> {
        let spent = self.spent?;
        if spent == Money::ZERO {
            return Err(Missing::NotYet);
        }
        scaled(self.at_completion?, spent, self.earned, Missing::NothingEarned)
    }

    /// EAC if the rest costs as planned: AC + (BAC - EV).
    ///
    /// # Errors
    /// No budget.
    pub fn estimate_atypical(&self) -> Figure<Money> {
        Ok(self.spent? + (self.at_completion? - self.earned))
    }

    /// EAC if the rest suffers from both efficiencies: AC + (BAC - EV) / (CPI x SPI).
    ///
    /// # Errors
    /// Where one of the two is not known or zero.
    pub fn estimate_pessimistic(&self) -> Figure<Money> {
        let left = self.at_completion? - self.earned;
        self.cost_index()?;
        self.schedule_index()?;
        let by_cost = scaled(left, self.spent?, self.earned, Missing::NothingEarned)?;
        Ok(self.spent? + scaled(by_cost, self.planned?, self.earned, Missing::NothingEarned)?)
    }

    /// EAC: the typical one from 20 % complete on, the atypical one before.
    ///
    /// # Errors
    /// No budget.
    pub fn estimate(&self) -> Figure<Money> {
        if self.percent_complete()? < TYPICAL_FROM {
            return self.estimate_atypical();
        }
        self.estimate_typical().or_else(|_| self.estimate_atypical())
    }

    /// The lowest and the highest of the estimates that can be computed.
    ///
    /// # Errors
    /// No budget.
    pub fn estimate_range(&self) -> Figure<(Money, Money)> {
        let atypical = self.estimate_atypical()?;
        let others = [self.estimate_typical(), self.estimate_pessimistic()];
        let all = || others.iter().filter_map(|estimate| estimate.ok()).chain([atypical]);
        Ok((all().min().unwrap_or(atypical), all().max().unwrap_or(atypical)))
    }

    /// ETC = EAC - AC: what is still to be spent.
    ///
    /// # Errors
    /// Why there is no estimate.
    pub fn to_complete(&self) -> Figure<Money> {
        Ok(self.estimate()? - self.spent?)
    }

    /// VAC = BAC - EAC: negative if it will cost more than planned.
    ///
    /// # Errors
    /// Why there is no estimate.
    pub fn variance_at_completion(&self) -> Figure<Money> {
        Ok(self.at_completion? - self.estimate()?)
    }

    /// (EAC - BAC) / BAC in per cent: positive if it will cost more than planned.
    ///
    /// # Errors
    /// Why there is no estimate.
    pub fn overrun_percent(&self) -> Figure<Decimal> {
        let over = self.estimate()? - self.at_completion?;
        Ok(ratio(over, self.at_completion?, Missing::NoBudget)?.saturating_mul(Decimal::ONE_HUNDRED))
    }

    /// TCPI: the efficiency that the rest needs to end within the budget, (BAC - EV) / (BAC - AC).
    ///
    /// # Errors
    /// Done; cannot finish in budget, when all of it is spent.
    pub fn needed_index(&self) -> Figure<Decimal> {
        self.needed_to(self.at_completion?)
    }

    /// TCPI to the estimate, (BAC - EV) / (EAC - AC).
    ///
    /// # Errors
    /// Done; why there is no estimate.
    pub fn needed_index_to_estimate(&self) -> Figure<Decimal> {
        self.needed_to(self.estimate()?)
    }

    fn needed_to(&self, end: Money) -> Figure<Decimal> {
        let (left, spent) = (self.at_completion? - self.earned, self.spent?);
        if left <= Money::ZERO {
            return Err(Missing::Done);
        }
        if spent >= end {
            return Err(Missing::CannotFinishInBudget);
        }
        ratio(left, end - spent, Missing::CannotFinishInBudget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(at_completion: i64, planned: i64, earned: i64, spent: i64) -> Measures {
        let money = |amount: i64| Money(Decimal::from(amount));
        Measures {
            at_completion: Ok(money(at_completion)),
            planned: Ok(money(planned)),
            earned: money(earned),
            spent: Ok(money(spent)),
        }
    }

    #[test]
    fn nothing_happened_yet() {
        let start = measures(1000, 0, 0, 0);
        assert_eq!((start.schedule_index(), start.cost_index()), (Err(Missing::NotYet), Err(Missing::NotYet)));
        assert_eq!(start.estimate(), Ok(Money(Decimal::from(1000))));
        assert_eq!(start.needed_index(), Ok(Decimal::ONE));
    }

    #[test]
    fn money_spent_in_vain_gives_no_typical_estimate() {
        let vain = measures(1000, 100, 0, 200);
        assert_eq!((vain.cost_index(), vain.estimate_typical()), (Ok(Decimal::ZERO), Err(Missing::NothingEarned)));
        assert_eq!(vain.estimate(), Ok(Money(Decimal::from(1200))));
        assert_eq!(vain.estimate_pessimistic(), Err(Missing::NothingEarned));
    }

    #[test]
    fn the_needed_efficiency_says_when_there_is_none() {
        assert_eq!(measures(1000, 1000, 1000, 900).needed_index(), Err(Missing::Done));
        assert_eq!(measures(1000, 1000, 900, 1000).needed_index(), Err(Missing::CannotFinishInBudget));
    }

    #[test]
    fn huge_amounts_stay_figures() {
        let huge = Money(Decimal::MAX);
        let measures = Measures { at_completion: Ok(huge), planned: Ok(huge), earned: huge, spent: Ok(huge) };
        assert_eq!(measures.cost_index(), Ok(Decimal::ONE));
        assert_eq!(measures.estimate_typical(), Ok(huge));
    }
}
