//! Any project, saved and opened, is the same project.

use std::path::Path;
use std::sync::Arc;

use glossator::store::disk::Disk;
use glossator::store::disk::memory::MemoryDisk;
use proptest::prelude::*;

use crate::common::{assert_same, import, open_all};
use crate::generate;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_project_that_was_saved_and_opened_is_equal(project in generate::projects()) {
        let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::default());
        let dir = Path::new("/p");
        import(&disk, dir, &project);
        // Cold, from files alone, and warm, by the index.
        for path in [Path::new("/p/project.ron"), dir] {
            let (found, notices) = open_all(&disk, path);
            prop_assert!(notices.is_empty(), "{:?}", notices);
            assert_same(&found, &project);
        }
    }
}
