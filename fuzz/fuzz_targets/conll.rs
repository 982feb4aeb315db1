//! Any bytes as columns of tokens.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("conll", &[("a.conll", bytes)]));
