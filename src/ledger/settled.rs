//! What people have found out about figures that do not go together. It holds for as long as both assert the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;

use super::Ledger;
use super::digest::FigureMention;
use crate::model::id::{AnnotationId, ArticleId, SettlementId};
use crate::model::register::{SettledFigure, Settlement};

/// What somebody has found out about two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What.
    pub settlement: Arc<Settlement>,
    /// Whether both figures still assert what they asserted then.
    pub holds: bool,
}

impl Ledger {
    /// What somebody has found out about two figures.
    pub(super) fn settled(&self, one: &FigureMention, other: &FigureMention) -> Option<Settled> {
        let place = |figure: &FigureMention| (figure.article.clone(), figure.annotation.clone());
        let id = self.settled.get(&pair(place(one), place(other)))?;
        let settlement = Arc::clone(self.register.settlements.get(id)?);
        let as_then = |figure: &FigureMention| {
            let then = [&settlement.one, &settlement.other];
            let then = then.into_iter().find(|then| then.place() == (&figure.article, &figure.annotation));
            then.is_some_and(|then| then.said == figure.assertion())
        };
        let holds = as_then(one) && as_then(other);
        Some(Settled { settlement, holds })
    }

    /// Takes in what figures were settled. Groups of which one was are looked at again.
    pub(super) fn settle_anew(&mut self, before: &OrdMap<SettlementId, Arc<Settlement>>) {
        if *before == self.register.settlements {
            return;
        }
        let all = before.values().chain(self.register.settlements.values());
        let figures: BTreeSet<(ArticleId, AnnotationId)> = all
            .flat_map(|settlement| [&settlement.one, &settlement.other])
            .map(|figure| (figure.article.clone(), figure.annotation.clone()))
            .collect();
        for (article, annotation) in figures {
            let digest = self.numbers.get(&article).and_then(|number| self.digest(*number)).cloned();
            let figures = digest.iter().flat_map(|digest| &digest.figures);
            let groups = figures.filter(|figure| figure.annotation == annotation);
            self.changed.extend(groups.map(|figure| figure.group.clone()));
        }
        let pairs = self.register.settlements.values().map(|settlement| {
            let place = |figure: &SettledFigure| (figure.article.clone(), figure.annotation.clone());
            (pair(place(&settlement.one), place(&settlement.other)), settlement.id.clone())
        });
        self.settled = pairs.collect();
        self.look_again();
    }
}

/// Where two figures stand.
pub(super) type Pair = ((ArticleId, AnnotationId), (ArticleId, AnnotationId));

/// Both in one order.
fn pair(one: (ArticleId, AnnotationId), other: (ArticleId, AnnotationId)) -> Pair {
    if one <= other { (one, other) } else { (other, one) }
}
