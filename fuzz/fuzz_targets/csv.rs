//! Any bytes as a table of texts: separated by commas or, after a zero byte, an object of JSON in each line.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match bytes {
    [0, lines @ ..] => check("csv", &[("a.jsonl", lines)]),
    table => check("csv", &[("a.csv", table)]),
});
