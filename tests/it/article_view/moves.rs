//! Where the page and the cursor go, and when nothing moves.

use glossator::model::article::Article;
use glossator::model::body::Body;
use glossator::model::id::ArticleId;
use glossator::model::metadata::Metadata;
use glossator::ui::article::Jump;

use super::stage::{Stage, TEXT, annotation};

#[test]
fn nothing_moves_when_nothing_is_done() {
    let mut stage = Stage::new(&TEXT.repeat(50), vec![annotation("m", "claim", "claim", &[0..62])]);
    for _ in 0..5 {
        stage.frame(Vec::new());
    }
    let output = stage.output.take().unwrap();
    let wait = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert_eq!(wait, Some(std::time::Duration::MAX));
    let before = stage.typesetter.laid_out();
    stage.frame(Vec::new());
    assert_eq!(stage.typesetter.laid_out(), before, "what was laid out is kept");
}

#[test]
fn a_place_far_away_can_be_revealed_and_is_remembered() {
    let text = format!("{TEXT}\n\n").repeat(300);
    let mut stage = Stage::new(&text, Vec::new());
    let place = text.len() / 2;
    stage.view.reveal(place..place + 1);
    stage.frame(Vec::new());
    let first = stage.view.first_visible();
    assert!(first < place && place - first < 1_500, "{first} for {place}");
    let other = Article::new(ArticleId::from("b"), Body::new(TEXT), Metadata::default(), []);
    let one = std::mem::replace(&mut stage.article, other);
    stage.frame(Vec::new());
    assert_eq!(stage.view.first_visible(), 0);
    stage.article = one;
    stage.frame(Vec::new());
    assert_eq!(stage.view.first_visible(), first);
}

#[test]
fn arrows_walk_through_the_whole_text_and_pages_over_it() {
    let text = format!("{TEXT}\n\nनि क्षि e\u{301}\r\n");
    let mut stage = Stage::new(&text, Vec::new());
    let mut at = 0;
    let mut seen = 0;
    // To the right in English; the Arabic paragraph begins at its right end and is walked through to the left.
    while at < text.len() && seen < 1_000 {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let forwards = if text[line..].starts_with('ق') { Jump::Left } else { Jump::Right };
        let Some(next) = stage.view.visual(&mut stage.typesetter, at, forwards) else { break };
        (at, seen) = (next, seen + 1);
    }
    assert_eq!(at, text.len(), "after {seen} steps");
    let long = "one two three\n".repeat(400);
    let mut stage = Stage::new(&long, Vec::new());
    let mut pages = 0;
    let mut at = 5;
    while let Some(next) = stage.view.visual(&mut stage.typesetter, at, Jump::PageDown) {
        assert!(next > at);
        (at, pages) = (next, pages + 1);
    }
    assert_eq!(at, long.len());
    assert!((10..60).contains(&pages), "{pages}");
    let up = stage.view.visual(&mut stage.typesetter, 33, Jump::Up).unwrap();
    assert_eq!(up, 19, "the same place in the line above");
}
