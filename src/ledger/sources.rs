//! Sources: what each claimant says, in the order of time, and where they go back on it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::Ledger;
use super::digest::{Digest, Saying};
use super::names::Claimant;
use super::places::Places;
use crate::model::attribution::Polarity;
use crate::model::id::ClaimId;
use crate::model::moment::Moment;
use crate::model::register::ClaimLinkKind;

/// A saying, and the article that it stands in.
pub type Said<'a> = (&'a Digest, &'a Saying);

/// Somebody, with what they say.
#[derive(Clone, Debug)]
pub struct SourceRow<'a> {
    /// Who.
    pub claimant: &'a Claimant,
    /// What they say, in the order of time.
    pub said: Vec<Said<'a>>,
    /// Where they say the opposite of what they said: both sayings, by their places in `said`.
    pub reversals: Vec<(usize, usize)>,
}

/// A place in the order of time, to the second in UTC as far as that is known.
pub(super) type When = (bool, Option<DateTime>);

/// The order of time; what has none comes last.
pub(super) fn time(at: Option<Moment>) -> When {
    let when = at.and_then(Moment::begins);
    (when.is_none(), when)
}

impl Ledger {
    /// How many say something.
    pub fn claimants_len(&self) -> usize {
        self.by_claimant.len()
    }

    /// Who says something, with how often; the outlets in their own voice come last.
    pub fn claimants(&self) -> Vec<(&Claimant, usize)> {
        let mut all: Vec<_> =
            self.by_claimant.iter().map(|(claimant, places)| (claimant, places.len())).collect();
        let is_own = |claimant: &Claimant| matches!(claimant, Claimant::Outlet(_) | Claimant::Unnamed);
        all.sort_by_key(|(claimant, count)| {
            (is_own(claimant), std::cmp::Reverse(*count), self.name(claimant).to_lowercase())
        });
        all
    }

    /// What `claimant` says.
    pub fn source<'a>(&'a self, claimant: &'a Claimant) -> SourceRow<'a> {
        let places = self.by_claimant.get(claimant).into_iter().flat_map(Places::iter);
        let said = places.filter_map(|(number, index)| {
            let digest = self.digest(number)?;
            Some((digest.as_ref(), digest.sayings.get(index as usize)?))
        });
        let mut said: Vec<Said<'a>> = said.collect();
        said.sort_by_cached_key(|(digest, saying)| {
            (time(saying.at), digest.article.clone(), saying.span.start)
        });
        let reversals = self.reversals(&said);
        SourceRow { claimant, said, reversals }
    }

    /// How often `claimant` goes back on something.
    pub fn reversals_of(&self, claimant: &Claimant) -> usize {
        let places = self.by_claimant.get(claimant).into_iter().flat_map(Places::iter);
        let claimed = places.filter(|(number, index)| {
            let saying = self.digest(*number).and_then(|digest| digest.sayings.get(*index as usize));
            saying.is_some_and(|saying| saying.claim.is_some())
        });
        // Most say nothing twice: their sayings need not be put in order to know it.
        if claimed.take(2).count() < 2 { 0 } else { self.source(claimant).reversals.len() }
    }

    /// Pairs of sayings of one claimant of which the later takes back the earlier: of one claim with opposite polarity, or of two
    /// claims of which the later corrects or contradicts the earlier.
    fn reversals(&self, said: &[Said<'_>]) -> Vec<(usize, usize)> {
        let mut opposed: BTreeMap<&ClaimId, Vec<&ClaimId>> = BTreeMap::new();
        for link in self.register.claim_links.values() {
            if matches!(link.kind, ClaimLinkKind::Corrects | ClaimLinkKind::Contradicts) {
                opposed.entry(&link.from).or_default().push(&link.to);
                opposed.entry(&link.to).or_default().push(&link.from);
            }
        }
        let mut pairs = Vec::new();
        // Where each claim was last affirmed, and where it was last denied.
        let mut last: BTreeMap<(&ClaimId, bool), usize> = BTreeMap::new();
        for (later, (_, now)) in said.iter().enumerate() {
            let Some(claim) = &now.claim else { continue };
            let affirms = match now.polarity {
                Polarity::Affirms => true,
                Polarity::Denies => false,
                _ => continue,
            };
            let same = last.get(&(claim, !affirms)).copied();
            let others = opposed.get(claim).into_iter().flatten().filter(|_| affirms);
            let others = others.filter_map(|other| last.get(&(*other, true)).copied());
            pairs.extend(others.chain(same).max().map(|earlier| (earlier, later)));
            last.insert((claim, affirms), later);
        }
        pairs
    }
}
