//! Where articles were left, kept from one run to the next: what was at the top of the page, and the cursor.
//!
//! A place belongs to a text. Where the article has another one since, it is of no use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::body::BodyHash;
use crate::model::id::ArticleId;

/// How many articles are remembered, of all projects.
const REMEMBERED: usize = 500;

/// A place in an article, in bytes of its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Where the cursor was.
    pub cursor: usize,
    /// The first byte on the screen; 0 at the very top.
    pub top: usize,
}

/// The places of the articles of a project, with the text that each belongs to.
pub type ProjectPlaces = BTreeMap<ArticleId, (BodyHash, Place)>;

/// Where the articles that were read lately were left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The last that was read comes last.
    known: Vec<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    project: PathBuf,
    article: ArticleId,
    text: BodyHash,
    place: Place,
}

/// As the file has it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    project: PathBuf,
    article: String,
    text: String,
    cursor: usize,
    top: usize,
}

impl Places {
    /// Reads what [`Places::written`] wrote. What cannot be read is an error with its place.
    pub fn read(file: &str) -> Result<Self, ron::error::SpannedError> {
        let rows: Vec<Row> = ron::from_str(file)?;
        let known = rows.into_iter().filter_map(|row| {
            // A text that no article can have leads nowhere.
            let text = row.text.parse().ok()?;
            let place = Place { cursor: row.cursor, top: row.top };
            Some(Known { project: row.project, article: row.article.as_str().into(), text, place })
        });
        let mut places = Self { known: known.collect() };
        places.forget_old();
        Ok(places)
    }

    /// As a file.
    pub fn written(&self) -> String {
        let rows: Vec<Row> = self.known.iter().map(Row::from).collect();
        // Nothing in it can fail to be written.
        ron::ser::to_string_pretty(&rows, ron::ser::PrettyConfig::new().depth_limit(1)).unwrap_or_default()
            + "\n"
    }

    /// The places in the project that lies in `folder`.
    pub fn of(&self, folder: &Path) -> ProjectPlaces {
        let own = self.known.iter().filter(|known| known.project == folder);
        own.map(|known| (known.article.clone(), (known.text, known.place))).collect()
    }

    /// Takes note of where somebody reads now.
    pub fn note(&mut self, folder: &Path, article: &ArticleId, text: BodyHash, place: Place) {
        let is_it = |known: &Known| known.article == *article && known.project == folder;
        // While somebody reads, it is the last from frame to frame.
        if let Some(last) = self.known.last_mut().filter(|last| is_it(last)) {
            (last.text, last.place) = (text, place);
            return;
        }
        self.known.retain(|known| !is_it(known));
        self.known.push(Known { project: folder.to_owned(), article: article.clone(), text, place });
        self.forget_old();
    }

    fn forget_old(&mut self) {
        self.known.drain(..self.known.len().saturating_sub(REMEMBERED));
    }
}

impl From<&Known> for Row {
    fn from(known: &Known) -> Self {
        Self {
            project: known.project.clone(),
            article: known.article.to_string(),
            text: known.text.to_string(),
            cursor: known.place.cursor,
            top: known.place.top,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_and_the_oldest_are_forgotten() {
        let (folder, text) = (Path::new("/projects/سد"), BodyHash::of("Der Damm hält."));
        let mut places = Places::default();
        for number in 0..REMEMBERED + 20 {
            let article = ArticleId::from(format!("article {number}").as_str());
            places.note(folder, &article, text, Place { cursor: number, top: 3 });
        }
        places.note(folder, &"article 30".into(), text, Place { cursor: 7, top: 0 });
        let again = Places::read(&places.written()).unwrap();
        assert_eq!(again, places);
        let of_project = again.of(folder);
        assert_eq!(of_project.len(), REMEMBERED);
        assert_eq!(of_project[&"article 30".into()], (text, Place { cursor: 7, top: 0 }));
        assert!(!of_project.contains_key(&"article 19".into()));
        assert!(again.of(Path::new("/projects")).is_empty());
    }

    #[test]
    fn what_is_no_file_of_places_is_an_error() {
        assert!(Places::read("(zoom: 1)").is_err());
        assert!(Places::read("").is_err());
        let odd = "[(project: \"/p\", article: \"a\", text: \"none\", cursor: 1, top: 0)]";
        assert_eq!(Places::read(odd).unwrap(), Places::default());
    }
}
