//! The example project, which is part of the program, and the private copies that people work in.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::model::id::Annotator;
use crate::store::disk::Disk as _;
use crate::store::disk::real::RealDisk;
use crate::ui::messages::Message;
use crate::ui::texts::Texts;

static EXAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/projects/lisk-dam");

/// The name of the folder of the copy.
const NAME: &str = "lisk-dam";

/// Where a project keeps what belongs to the machine.
const LOCAL: &str = ".glossator";

/// Whose work the example shows.
pub(super) fn annotator() -> Annotator {
    Annotator::from("ana")
}

/// The person's own copy below `data`, which is made if there is none.
pub(super) fn copy(data: &Path, texts: &Texts) -> Result<PathBuf, Message> {
    let folder = data.join(NAME);
    if folder.join("project.ron").exists() {
        return Ok(folder);
    }
    write(&EXAMPLE, &folder).map_err(|err| {
        let values = [("path", folder.display().to_string().into()), ("reason", err.to_string().into())];
        let hint = texts.name("make-writable", &data.display().to_string());
        Message::trouble(texts.with("example-not-copied", values), vec![hint])
    })?;
    Ok(folder)
}

/// Whether `folder` is the person's copy below `data`.
pub(super) fn is_copy(folder: &Path, data: &Path) -> bool {
    folder.canonicalize().ok().is_some_and(|folder| data.join(NAME).canonicalize().ok() == Some(folder))
}

/// Whether a file is part of the project, and not what the program keeps beside it for the machine it ran on: a working copy
/// may have been opened before it was built.
fn is_of_project(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !(path.starts_with(LOCAL) || name.starts_with('.') && name.ends_with(".tmp"))
}

/// Writes every file of `from`; `project.ron` comes last, so that a copy cut short is made again.
fn write(from: &Dir<'_>, folder: &Path) -> std::io::Result<()> {
    let is_root = |path: &Path| path == Path::new("project.ron");
    let mut files = files(from);
    files.sort_by_key(|file| is_root(file.path()));
    for file in files {
        let path = folder.join(file.path());
        if let Some(parent) = path.parent() {
            RealDisk.create_folder(parent)?;
        }
        RealDisk.write(&path, file.contents())?;
    }
    Ok(())
}

fn files<'a>(folder: &'a Dir<'a>) -> Vec<&'a include_dir::File<'a>> {
    let mut found: Vec<_> = folder.files().filter(|file| is_of_project(file.path())).collect();
    for inner in folder.dirs() {
        found.extend(files(inner));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::open::open;

    #[test]
    fn the_copy_is_a_project_and_is_kept() {
        let data = tempfile::tempdir().unwrap();
        let folder = copy(data.path(), &Texts::default()).unwrap();
        let disk: std::sync::Arc<dyn crate::store::disk::Disk> = std::sync::Arc::new(RealDisk);
        let opened = open(&disk, &folder).unwrap();
        assert_eq!(opened.project.articles().len(), 9);
        assert!(opened.project.annotators().contains(&annotator()));
        assert!(folder.join(".gitattributes").exists(), "version control merges it as any other");
        let own = folder.join("articles/mine.txt");
        std::fs::copy(folder.join("project.ron"), &own).unwrap();
        assert_eq!(copy(data.path(), &Texts::default()).unwrap(), folder);
        assert!(own.exists());
    }

    #[test]
    fn what_a_working_copy_keeps_for_its_machine_is_left_out() {
        for (path, is_part) in [
            ("project.ron", true),
            ("annotations/ana/articles/la-hoja.ron", true),
            (".gitignore", true),
            (".glossator/locks/ana.lock", false),
            (".glossator/journal/ana", false),
            ("articles/.la-hoja.ron.tmp", false),
        ] {
            assert_eq!(is_of_project(Path::new(path)), is_part, "{path}");
        }
        let all = files(&EXAMPLE);
        assert!(all.iter().all(|file| is_of_project(file.path())));
        assert!(all.len() > 20, "{} files", all.len());
    }

    #[test]
    fn a_copy_of_an_opened_project_holds_no_locks() {
        static OPENED: Dir<'static> = Dir::new(
            "",
            &[
                include_dir::DirEntry::File(include_dir::File::new("project.ron", b"()")),
                include_dir::DirEntry::Dir(Dir::new(
                    ".glossator",
                    &[include_dir::DirEntry::File(include_dir::File::new(".glossator/ana.lock", b""))],
                )),
            ],
        );
        let to = tempfile::tempdir().unwrap();
        write(&OPENED, to.path()).unwrap();
        assert!(to.path().join("project.ron").exists());
        assert!(!to.path().join(".glossator").exists());
    }
}
