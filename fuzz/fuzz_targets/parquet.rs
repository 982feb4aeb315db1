//! Any bytes as a Parquet file or, after a zero byte, as lines of a data set of the Hub.
#![no_main]

use glossator_fuzz::readers::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match bytes {
    [0, lines @ ..] => check("hf", &[("train.jsonl", lines)]),
    file => check("hf", &[("train.parquet", file)]),
});
