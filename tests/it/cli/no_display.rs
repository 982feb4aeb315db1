//! What the program says where no window can be shown.

use super::harness::{Ran, Scratch, program};

#[test]
fn a_missing_display_is_named_with_what_to_do() {
    let scratch = Scratch::new();
    let mut window = program(&[&scratch.arg("project")]);
    window.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    window.env("XDG_CONFIG_HOME", scratch.arg("config")).env("XDG_DATA_HOME", scratch.arg("data"));
    Ran::new(window.output().unwrap()).exits(3).says(&[
        "window cannot be shown",
        "apt install",
        "without a window",
    ]);
}
