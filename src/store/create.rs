//! Making a new project folder.

use std::path::Path;

use super::StoreError;
use super::disk::{Disk, replace};
use super::files::{ProjectContent, write_project};
use super::layout::{FileId, Layout};
use crate::model::project::Project;
use crate::model::record::{ProjectKey, Record, RecordKey};

/// Caches, journals and locks belong to one machine.
const GITIGNORE: &str = "/.glossator/\n";
/// Bodies are bytes that must not change; records merge line by line. Of rows of effort both sides' are kept, since of two
/// for the same the larger number counts.
const GITATTRIBUTES: &str = "articles/*.txt -text\n*.ron text eol=lf\nannotations/*/effort.ron merge=union\n";

/// Makes the folder `dir` into a project with the name, guideline and schema of `project`. The folder may exist if it is
/// empty or holds nothing but hidden files, such as a repository, and what an attempt that failed has left.
pub fn create(disk: &dyn Disk, dir: &Path, project: &Project) -> Result<(), StoreError> {
    let layout = Layout::new(dir);
    let project_file = layout.file(&FileId::Project);
    let exists =
        |path: &Path| disk.stat(path).map(|stat| stat.is_some()).map_err(StoreError::io("read", path));
    if exists(&project_file)? {
        return Err(StoreError::ProjectExists { path: dir.to_owned() });
    }
    if exists(dir)? {
        let inside = disk.list(dir).map_err(StoreError::io("read", dir))?;
        let is_empty = |path: &Path| disk.list(path).is_ok_and(|inside| inside.is_empty());
        let is_ours = |path: &Path| layout.folders().iter().any(|folder| folder == path) && is_empty(path);
        if inside.iter().any(|entry| !entry.name.starts_with('.') && !is_ours(&dir.join(&entry.name))) {
            return Err(StoreError::NotEmpty { path: dir.to_owned() });
        }
    }
    for folder in layout.folders() {
        disk.create_folder(&folder).map_err(StoreError::io("make the folder", &folder))?;
    }
    for (name, content) in [(".gitignore", GITIGNORE), (".gitattributes", GITATTRIBUTES)] {
        let path = layout.root().join(name);
        if !exists(&path)? {
            replace(disk, &path, content.as_bytes()).map_err(StoreError::io("write", &path))?;
        }
    }
    // Last: from here on it is a project.
    let text = write_project(&ProjectContent { records: shared_records(project), conflicts: Vec::new() });
    replace(disk, &project_file, text.as_bytes()).map_err(StoreError::io("write", &project_file))
}

/// Every record that belongs to the project itself.
pub(super) fn shared_records(project: &Project) -> super::merge::Records {
    let schema = project.schema();
    let labels = schema.labels.keys().map(|(layer, label)| ProjectKey::Label(layer.clone(), label.clone()));
    let features =
        schema.features.keys().map(|(layer, feature)| ProjectKey::Feature(layer.clone(), feature.clone()));
    let keys = [ProjectKey::Name, ProjectKey::Guideline, ProjectKey::Scales]
        .into_iter()
        .chain(project.people().keys().cloned().map(ProjectKey::Person))
        .chain(project.assignments().keys().cloned().map(ProjectKey::Assignment))
        .chain(schema.layers.keys().cloned().map(ProjectKey::Layer))
        .chain(labels)
        .chain(features)
        .chain(schema.relations.keys().cloned().map(ProjectKey::RelationType));
    let record = |key: ProjectKey| -> Option<(RecordKey, Record)> {
        let key = RecordKey::Project(key);
        let record = project.record(&key).ok().flatten()?;
        Some((key, record))
    };
    keys.filter_map(record).collect()
}
