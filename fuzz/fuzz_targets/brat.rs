//! Any bytes as the two files of brat: the text and, after a zero byte, what is marked in it.
#![no_main]

use glossator_fuzz::readers::{check, parted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, marks) = parted(bytes);
    check("brat", &[("a.ann", marks), ("a.txt", text)]);
});
