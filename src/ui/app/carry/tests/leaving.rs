//! Who leaves while something goes on, and who is back.

use super::*;

#[test]
fn who_quits_while_articles_get_their_places_waits_in_a_window_that_goes_on() {
    for request in [Request::Quit, Request::Close] {
        let mut machine = Machine::new();
        let path = machine.write("one.txt", "قالت ليلى: «لا».");
        machine.import(path, false);
        machine.next();
        assert!(machine.app.is_committing());
        match request {
            Request::Quit => assert!(!machine.app.may_quit()),
            _ => machine.app.answer(&egui::Context::default(), Request::Close),
        }
        assert!(machine.app.shell.session().is_some() && machine.app.leaving.is_some());
        // Another project is not opened over it either.
        let second = machine.path("second");
        machine.app.open(&second, None);
        assert_eq!(machine.app.shell.folder(), Some(&machine.path("first")));
        machine.finish();
        assert_eq!(machine.app.leaving, Some(request));
        let was_called_off = machine.said("called off");
        assert!(machine.app.may_quit());
        let first = machine.path("first");
        machine.app.open(&first, None);
        // It was called off at the last moment, or was not cut off.
        assert_eq!(machine.articles().is_empty(), was_called_off);
        assert_eq!(machine.troubles(), Vec::<String>::new());
    }
}

#[test]
fn who_quits_before_calls_the_import_off() {
    let mut machine = Machine::new();
    let path = machine.write("one.txt", "The dam held.");
    machine.import(path, false);
    assert!(!machine.app.may_quit());
    machine.finish();
    assert!(machine.articles().is_empty() && machine.said("called off"));
    assert!(machine.app.may_quit());
}

#[test]
fn a_project_is_opened_again_for_whoever_was_named_when_it_was_made() {
    let mut machine = Machine::new();
    machine.app.annotator = None;
    let (new, second) = (machine.path("new"), machine.path("second"));
    let ctx = egui::Context::default();
    machine.app.answer(&ctx, Request::New(new.clone(), "Léa".into()));
    assert_eq!(machine.session().annotator().as_str(), "Léa");
    machine.app.answer(&ctx, Request::New(machine.path("other"), "मीरा".into()));
    machine.app.open(&new, None);
    assert_eq!(machine.session().annotator().as_str(), "Léa");
    // Where nothing was said, whoever has last said something is likelier than a name of the system.
    machine.app.open(&second, None);
    assert_eq!(machine.session().annotator().as_str(), "मीरा");
    machine.app.annotator = Some("ana".into());
    machine.app.open(&new, None);
    assert_eq!(machine.session().annotator().as_str(), "ana", "the command line says so");
    assert_eq!(machine.troubles(), Vec::<String>::new());
    machine.app.answer(&ctx, Request::New(new, "Léa".into()));
    assert_eq!(machine.troubles().len(), 1, "there is one already");
}
