//! The program `glossator`.

fn main() {}
