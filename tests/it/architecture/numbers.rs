//! Numbers of drawing code stand in the theme, where a theme file can change them.

use std::path::Path;

/// What is called with a width, a space, a strength or a radius.
const CALLS: [&str; 9] = [
    "Stroke::new(",
    "gamma_multiply(",
    "lerp_to_gamma(",
    "CornerRadius::same(",
    "Margin::same(",
    "add_space(",
    "from_black_alpha(",
    "set_width(",
    "max_height(",
];

/// The lines of `source`, from 1, in which one of [`CALLS`] is given a number first. Comments and tests are left out.
fn numbers(source: &str) -> Vec<usize> {
    let code = source.split("\nmod tests {").next().unwrap_or_default();
    let is_number = |given: &str| given.starts_with(|first: char| first.is_ascii_digit());
    let has_number = |line: &str| {
        CALLS.iter().flat_map(|call| line.split(call).skip(1)).any(|given| is_number(given.trim_start()))
    };
    let lines = (1..).zip(code.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.filter(|(_, line)| has_number(line)).map(|(number, _)| number).collect()
}

#[test]
fn sizes_and_strengths_of_the_window_come_from_its_theme() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    for path in super::files_below(&source) {
        let found = numbers(&std::fs::read_to_string(&path).unwrap());
        assert!(found.is_empty(), "{}: numbers in the lines {found:?}", path.display());
    }
}

#[test]
fn planted_numbers_are_found() {
    assert_eq!(numbers("ui.add_space(gap);\nui.add_space(4.0);\n"), [2]);
    assert_eq!(numbers("let line = Stroke::new(1.0, ink);"), [1]);
    assert_eq!(numbers("let faint = ink.gamma_multiply(0.4);"), [1]);
    assert!(numbers("// ui.add_space(4.0)\nui.add_space(space.near);").is_empty());
    assert!(numbers("fn a() {}\n#[cfg(test)]\nmod tests {\n ui.add_space(4.0); }").is_empty());
}
