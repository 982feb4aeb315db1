//! Any bytes as a document of Word or, after a zero byte, as two of its parts with a zero byte between them.
#![no_main]

use glossator_fuzz::readers::{archive, check, parted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match bytes {
    [0, inside @ ..] => {
        let (text, more) = parted(inside);
        check("docx", &[("a.docx", &archive(&[("word/document.xml", text), ("word/styles.xml", more)]))]);
    }
    file => check("docx", &[("a.docx", file)]),
});
