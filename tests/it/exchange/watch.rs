//! How far an import or export has come, and calling it off at every step.

use std::path::Path;

use glossator::exchange::exporter::{ExportContext, ExportError};
use glossator::exchange::filter::Filter;
use glossator::exchange::format;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{self, ImportOptions};
use glossator::exchange::options::ExportOptions;
use glossator::exchange::proof::ComesBack;
use glossator::exchange::source::{Memory, Source as _};
use glossator::exchange::watch::{Phase, Watch as _, Watched};
use glossator::machine::place;
use glossator::model::schema::Schema;

use crate::common::{StopsAt, news_project};

fn files() -> Memory {
    // JSON lines are looked through once before they are read.
    let lines = "{\"id\": \"a\", \"text\": \"قالت ليلى\"}\n{\"id\": \"b\", \"text\": \"👩🏽‍🚒\"}\n";
    let more = "{\"id\": \"c\", \"text\": \"x\"}\n";
    [("a.jsonl", lines), ("b.jsonl", more), ("d.txt", "A text.\r\n")].into_iter().collect()
}

#[test]
fn progress_never_goes_back_and_ends_at_the_last_byte() {
    let (source, watch) = (files(), StopsAt::never());
    let watched = Watched::new(&source, &watch);
    let all = source.entries().unwrap().iter().map(|entry| entry.len).sum();
    watch.begin(Phase::Check, all);
    let mut growth = SchemaGrowth::new(Schema::default());
    importer::import(&watched, &ImportOptions::by("ana".into()), &mut growth, &mut |incoming| {
        watched.passed(&incoming);
        Ok(())
    })
    .unwrap();
    let done: Vec<u64> = watch.told().iter().map(|(_, done, _)| *done).collect();
    assert!(done.is_sorted(), "{done:?}");
    assert_eq!((done.len(), done.last()), (5, Some(&all)));
}

#[test]
fn nothing_is_read_after_a_stop() {
    let source: Memory = [("a.txt", "x".repeat(1 << 20))].into_iter().collect();
    let watch = StopsAt::question(2);
    let watched = Watched::new(&source, &watch);
    let mut stream = watched.open("a.txt").unwrap();
    let mut bytes = [0; 64];
    assert_eq!(stream.read(&mut bytes).unwrap(), 64);
    assert!(stream.read(&mut bytes).is_err());
    assert!(watch.has_stopped());
}

/// Every format that is written, called off at every step: there is no file, or the one that was there.
#[test]
fn an_export_that_is_called_off_leaves_what_was_there() {
    let names: Vec<String> = (0..70).map(|number| format!("article-{number}")).collect();
    let articles: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "قالت ليلى 👩🏽‍🚒\r\n")).collect();
    let project = news_project(&articles);
    let filter = Filter::default();
    for format in format::FORMATS.iter().filter(|format| format.export.is_some()) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let mut questions = 0;
        loop {
            questions += 1;
            let watch = StopsAt::question(questions);
            let options = ExportOptions::default();
            let context = ExportContext::new(&project, &filter, &options, &watch);
            match place::export(format, &context, &project, &out) {
                Err(ExportError::Stopped) => {
                    assert_eq!(names_in(folder.path()), Vec::<String>::new(), "{}: {questions}", format.id);
                }
                done => {
                    done.unwrap();
                    assert!(!watch.has_stopped() && questions > 70, "{}: {questions}", format.id);
                    let told = watch.told();
                    assert!(told.contains(&(Phase::Export, 70, 70)), "{}", format.id);
                    let is_proven =
                        told.last().is_some_and(|(phase, done, all)| (*phase, done) == (Phase::Prove, all));
                    assert_eq!(is_proven, format.comes_back != ComesBack::Nothing, "{}", format.id);
                    assert_eq!(names_in(folder.path()), ["out"]);
                    break;
                }
            }
        }
    }
}

#[test]
fn a_file_that_was_there_stays_until_the_new_one_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    std::io::Write::write_all(&mut std::fs::File::create(&out).unwrap(), b"what was there").unwrap();
    let (project, filter) = (news_project(&[("a", "x")]), Filter::default());
    let format = format::find("jsonl").unwrap();
    let (stops, goes) = (StopsAt::question(1), StopsAt::never());
    let options = ExportOptions::default();
    let context = |watch| ExportContext::new(&project, &filter, &options, watch);
    let stopped = place::export(format, &context(&stops), &project, &out);
    assert!(matches!(stopped, Err(ExportError::Stopped)), "{stopped:?}");
    assert_eq!(std::fs::read(&out).unwrap(), b"what was there");
    assert!(place::is_replaced(format, &options, &out));
    place::export(format, &context(&goes), &project, &out).unwrap();
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.contains("\"a\"") && !written.contains("what was there"));
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
