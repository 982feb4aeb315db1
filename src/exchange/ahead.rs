//! Reading records on all cores, with what reading them one after another would give.
//!
//! Records are read with a schema that grows by what they use, so each depends on those before it. Few of them make it
//! grow, though: a batch is read with the schema as it is, and those records are read again in their turn that would have
//! changed it, or before which it has changed.

use std::collections::VecDeque;
use std::mem;

use rayon::prelude::*;

use super::growth::SchemaGrowth;

/// How many records are read at a time for each core, while as many are waiting.
const BATCH: usize = 8;

/// Reads `records` and hands what they become to `take`, in their order. `prepare` does what needs no schema, or fails
/// with what the record has become already; `read` leaves the schema as it was where it refuses a record.
///
/// Memory holds two batches, however many records there are. An error of `take` ends it.
pub(super) fn read<R: Send, P: Send, T: Send, E>(
    records: impl Iterator<Item = R>,
    prepare: impl Fn(R) -> Result<P, T> + Sync,
    schema: &mut SchemaGrowth,
    read: impl Fn(&P, &mut SchemaGrowth) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut records = records.fuse();
    let size = BATCH * rayon::current_num_threads();
    let mut waiting: Vec<R> = records.by_ref().take(size).collect();
    while !waiting.is_empty() {
        let batch = mem::take(&mut waiting);
        let known = schema.clone();
        let mut done = VecDeque::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                let ahead = |growth: &mut SchemaGrowth, record| match prepare(record) {
                    Ok(prepared) => {
                        let became = read(&prepared, growth);
                        if growth.changes() == known.changes() {
                            return Ahead::Read(prepared, became);
                        }
                        growth.clone_from(&known);
                        Ahead::Prepared(prepared)
                    }
                    Err(became) => Ahead::Done(became),
                };
                done = batch.into_par_iter().map_init(|| known.clone(), ahead).collect();
            });
            waiting = records.by_ref().take(size).collect();
        });
        for ahead in done {
            take(match ahead {
                Ahead::Done(became) => became,
                Ahead::Read(_, became) if schema.changes() == known.changes() => became,
                Ahead::Read(prepared, _) | Ahead::Prepared(prepared) => read(&prepared, schema),
            })?;
        }
    }
    Ok(())
}

/// How far a record has come before its turn.
enum Ahead<P, T> {
    /// It became this, whatever the schema is.
    Done(T),
    /// It became this, with the schema as it was then.
    Read(P, T),
    /// The schema has to grow before it can become anything.
    Prepared(P),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::id::{LabelKey, LayerKey};
    use crate::model::schema::Schema;

    proptest! {
        #[test]
        fn records_read_ahead_become_what_they_become_one_after_another(
            names in proptest::collection::vec((proptest::option::of(0_u8..3), 0_u8..12), 0..200),
        ) {
            // Without a layer a label goes where it is known, so what a record becomes depends on all before it.
            let label = |(layer, label): &(Option<u8>, u8), growth: &mut SchemaGrowth| {
                let layer = layer.map(|layer| format!("layer {layer}"));
                growth.label(layer.as_deref(), Some(&format!("label {label}")))
            };
            let mut one = SchemaGrowth::new(Schema::default());
            let expected: Vec<(LayerKey, LabelKey)> = names.iter().map(|name| label(name, &mut one)).collect();
            let mut growth = SchemaGrowth::new(Schema::default());
            let mut found = Vec::new();
            let take = |became| {
                found.push(became);
                Ok::<(), ()>(())
            };
            read(names.iter(), Ok, &mut growth, |name, growth| label(name, growth), take).unwrap();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(growth.schema(), one.schema());
        }
    }
}
