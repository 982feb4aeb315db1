//! Any bytes as passages for GLiNER.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("gliner", &[("a.json", bytes)]));
