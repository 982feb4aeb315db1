//! Any bytes as a file of spaCy or, after a zero byte, as what is packed in one.
#![no_main]

use glossator_fuzz::readers::{check, packed};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match bytes {
    [0, inside @ ..] => check("spacy", &[("a.spacy", &packed(inside))]),
    file => check("spacy", &[("a.spacy", file)]),
});
