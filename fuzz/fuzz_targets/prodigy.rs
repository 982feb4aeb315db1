//! Any bytes as a data set of Prodigy.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("prodigy", &[("a.jsonl", bytes)]));
