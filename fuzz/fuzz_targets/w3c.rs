//! Any bytes as Web Annotations, with the text of one of their sources beside them.
#![no_main]

use glossator_fuzz::readers::{check, parted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (annotations, text) = parted(bytes);
    check("w3c", &[("a.jsonld", annotations), ("a.txt", text)]);
});
