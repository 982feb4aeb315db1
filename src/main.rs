//! The program `glossator`.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "gui")]
    let window = Some(glossator::ui::app::WINDOW);
    #[cfg(not(feature = "gui"))]
    let window = None;
    glossator::cli::main(window)
}
