//! The two versions that a version control system leaves in a file when it cannot merge it.

use std::borrow::Cow;

/// The version of this side and, where there are conflict markers, that of the other side.
pub(in super::super) fn versions(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<Vec<u8>>) {
    let has_marker = bytes.starts_with(b"<<<<<<<") || memchr::memmem::find(bytes, b"\n<<<<<<<").is_some();
    if !has_marker {
        return (Cow::Borrowed(bytes), None);
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut side = Side::Both;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match line.get(..7) {
            Some(b"<<<<<<<") => side = Side::Ours,
            Some(b"|||||||") if side == Side::Ours => side = Side::Base,
            Some(b"=======") if matches!(side, Side::Ours | Side::Base) => side = Side::Theirs,
            Some(b">>>>>>>") if side == Side::Theirs => side = Side::Both,
            _ => {
                if matches!(side, Side::Both | Side::Ours) {
                    ours.extend_from_slice(line);
                }
                if matches!(side, Side::Both | Side::Theirs) {
                    theirs.extend_from_slice(line);
                }
            }
        }
    }
    (Cow::Owned(ours), Some(theirs))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_conflict_are_found_with_and_without_a_base() {
        let plain = b"a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> other\ne\n";
        assert_eq!(versions(plain), (Cow::Owned(b"a\nb\ne\n".to_vec()), Some(b"a\nc\nd\ne\n".to_vec())));
        let diff3 = b"<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\n";
        assert_eq!(versions(diff3), (Cow::Owned(b"b\n".to_vec()), Some(b"c\n".to_vec())));
        assert_eq!(versions(b"a <<<<<<< b\n"), (Cow::Borrowed(&b"a <<<<<<< b\n"[..]), None));
    }
}
