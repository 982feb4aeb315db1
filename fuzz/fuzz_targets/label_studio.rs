//! Any bytes as tasks of Label Studio.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("label-studio", &[("a.json", bytes)]));
