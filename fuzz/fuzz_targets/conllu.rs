//! Any bytes as sentences of CoNLL-U.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check("conllu", &[("a.conllu", bytes)]));
