//! What the window says about a whole project, of which no more than an article is in memory.

use std::sync::Arc;

use glossator::model::id::ArticleId;
use glossator::model::project::{Project, Slot};
use glossator::ui::commands::WindowCommand;

use super::window::Window;
use crate::common::{add_mark, news_project};

/// Three articles, the last two of which were never read; ana and ben have marked persons.
fn project() -> Project {
    let mut project = news_project(&[
        ("one", "Ilsa Maren met Toma Reyk 👩🏽‍🚒 in Halvard.\r\n"),
        ("three", "हल्वार्ड में बाँध टूटा।"),
        ("two", "قالت ليلى حداد: «لم ينهر السدّ»."),
    ]);
    add_mark(&mut project, "one", "ana", "a1", "Ilsa Maren");
    add_mark(&mut project, "two", "ana", "a2", "ليلى حداد");
    add_mark(&mut project, "two", "ben", "b1", "ليلى");
    for id in ["two", "three"] {
        let listing = project.articles()[&ArticleId::from(id)].listing();
        project.put_slot(Slot::Listed(Arc::clone(&listing)));
    }
    project
}

#[test]
fn the_schema_counts_marks_in_articles_that_were_never_read() {
    let mut window = Window::new(project());
    window.run(WindowCommand::ShowSchema);
    assert!(window.shows("3 marks have this label."), "{:#?}", window.labels());
    assert!(window.session().project().article(&"two".into()).is_err(), "it is not read for that");
}
