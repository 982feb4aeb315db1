//! Under what licence a data set is, as the Hub knows it.

use std::fmt::Write as _;

/// Licences of texts and data by the identifiers that the Hub has for them, which are those of SPDX in small letters
/// (<https://huggingface.co/docs/hub/repositories-licenses>).
const OF_THE_HUB: [&str; 32] = [
    "apache-2.0",
    "bsd-2-clause",
    "bsd-3-clause",
    "c-uda",
    "cc",
    "cc-by-2.0",
    "cc-by-2.5",
    "cc-by-3.0",
    "cc-by-4.0",
    "cc-by-nc-2.0",
    "cc-by-nc-3.0",
    "cc-by-nc-4.0",
    "cc-by-nc-nd-3.0",
    "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-2.0",
    "cc-by-nc-sa-3.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nd-4.0",
    "cc-by-sa-3.0",
    "cc-by-sa-4.0",
    "cc0-1.0",
    "cdla-permissive-1.0",
    "cdla-permissive-2.0",
    "cdla-sharing-1.0",
    "etalab-2.0",
    "gfdl",
    "mit",
    "odbl",
    "odc-by",
    "pddl",
    "unknown",
    "unlicense",
];

/// The lines of YAML by which the Hub knows the licence that was given.
pub(super) fn lines(licence: Option<&str>) -> String {
    let Some(licence) = licence.map(str::trim) else { return "license: other\n".to_owned() };
    let identifier = licence.to_ascii_lowercase();
    if OF_THE_HUB.contains(&identifier.as_str()) {
        return format!("license: {identifier}\n");
    }
    let words: Vec<String> = licence
        .split(|sign: char| !sign.is_alphanumeric() && sign != '.')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut said = "license: other\n".to_owned();
    // A name of no letters is none.
    if !words.is_empty() {
        // Writing to a string cannot fail.
        let _infallible = writeln!(said, "license_name: \"{}\"", words.join("-"));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hub_knows_identifiers_and_gets_names_for_others() {
        assert_eq!(lines(Some("CC-BY-4.0")), "license: cc-by-4.0\n");
        assert_eq!(lines(None), "license: other\n");
        assert_eq!(
            lines(Some("Marks: CC BY 4.0;\ntexts: \"© Meridian\"")),
            "license: other\nlicense_name: \"marks-cc-by-4.0-texts-meridian\"\n"
        );
        assert_eq!(lines(Some("§")), "license: other\n");
        assert!(OF_THE_HUB.is_sorted());
    }
}
