//! Any bytes as a page of the web.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("html", &[("a.html", bytes)]));
