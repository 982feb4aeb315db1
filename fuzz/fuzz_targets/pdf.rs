//! Any bytes as a PDF document.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("pdf", &[("a.pdf", bytes)]));
