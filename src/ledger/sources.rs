//! Sources: what each claimant says, in the order of time, and where they go back on it.

use super::Ledger;
use super::digest::{Digest, Saying};
use super::names::Claimant;
use super::places::Places;
use crate::model::attribution::Polarity;
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

/// The order of time; what has none comes last.
pub(super) fn time(at: Option<Moment>) -> (bool, String) {
    (at.is_none(), at.map(|moment| moment.to_string()).unwrap_or_default())
}

impl Ledger {
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

    /// Pairs of sayings of one claimant of which the later takes back the earlier: of one claim with opposite polarity, or of two
    /// claims of which the later corrects or contradicts the earlier.
    fn reversals(&self, said: &[Said<'_>]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (later, (_, now)) in said.iter().enumerate() {
            let Some(claim) = &now.claim else { continue };
            let stands = |polarity: Polarity| match polarity {
                Polarity::Affirms => Some(true),
                Polarity::Denies => Some(false),
                _ => None,
            };
            let takes_back = |before: &Saying| {
                let Some(other) = &before.claim else { return false };
                if other == claim {
                    return stands(before.polarity)
                        .zip(stands(now.polarity))
                        .is_some_and(|(then, now)| then != now);
                }
                let both = now.polarity == Polarity::Affirms && before.polarity == Polarity::Affirms;
                both && self.register.claim_links.values().any(|link| {
                    let kinds = matches!(link.kind, ClaimLinkKind::Corrects | ClaimLinkKind::Contradicts);
                    kinds
                        && (link.from == *claim && link.to == *other
                            || link.to == *claim && link.from == *other)
                })
            };
            let earlier = said[..later].iter().rposition(|(_, before)| takes_back(before));
            pairs.extend(earlier.map(|earlier| (earlier, later)));
        }
        pairs
    }
}
