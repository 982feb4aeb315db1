//! Which articles tell of something, and where in their digests.

/// Places in digests: the number of an article, and an index in one of the lists of its digest.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<(u32, u32)>);

impl Places {
    pub(super) fn add(&mut self, article: u32, index: usize) {
        let place = (article, index as u32);
        // Articles mostly come in order.
        if self.0.last().is_none_or(|last| *last < place) {
            self.0.push(place);
            return;
        }
        if let Err(at) = self.0.binary_search(&place) {
            self.0.insert(at, place);
        }
    }

    pub(super) fn remove(&mut self, article: u32) {
        let start = self.0.partition_point(|(number, _)| *number < article);
        let end = self.0.partition_point(|(number, _)| *number <= article);
        self.0.drain(start..end);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().copied()
    }
}
