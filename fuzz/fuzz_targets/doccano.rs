//! Any bytes as a file of doccano.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("doccano", &[("a.jsonl", bytes)]));
