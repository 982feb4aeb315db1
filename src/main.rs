//! The program `glossator`.

use std::process::ExitCode;

fn main() -> ExitCode {
    glossator::cli::main()
}
