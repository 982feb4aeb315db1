//! A picture of the window, taken without a display.

use eframe::egui;

use super::project;
use crate::machine::launch::{NoWindow, Picture};
use crate::session::command::arguments::Arguments;
use crate::session::command::kind::CommandKind;
use crate::ui::commands::AnyCommand;
use crate::ui::fonts::Fallback;
use crate::ui::messages::Message;
use crate::ui::preferences::{AppearanceChoice, Preferences};
use crate::ui::shell::Shell;
use crate::ui::software::offscreen::{Offscreen, Screen};
use crate::ui::software::png;
use crate::ui::theme::Appearance;

/// Takes the picture; returns it as a PNG file.
pub(super) fn take(picture: &Picture) -> Result<Vec<u8>, NoWindow> {
    let (appearance, choice) = if picture.is_dark {
        (Appearance::Dark, AppearanceChoice::Dark)
    } else {
        (Appearance::Light, AppearanceChoice::Light)
    };
    let preferences = Preferences { appearance: choice, reduced_motion: true, ..Preferences::default() };
    let mut shell = Shell::new(preferences, Fallback::System, None);
    let size = egui::vec2(picture.size.0, picture.size.1);
    let mut screen = Offscreen::new(Screen { size, pixels_per_point: picture.scale, appearance });
    shell.install(screen.context());
    if let Some(folder) = &picture.project {
        let opened = project::only_look(folder, picture.annotator.clone()).map_err(no_picture)?;
        shell.open(opened.session, opened.folder);
        prepare(&mut shell, screen.context(), picture)?;
    }
    let image = screen.picture(Vec::new(), |ui| shell.show(ui));
    png::encode(&image).map_err(|err| NoWindow {
        message: shell.texts().name("picture-not-encoded", &err.to_string()),
        hints: Vec::new(),
    })
}

/// Brings the window to what the picture is to show.
fn prepare(shell: &mut Shell, ctx: &egui::Context, picture: &Picture) -> Result<(), NoWindow> {
    let open = AnyCommand::Session(CommandKind::ArticleOpen);
    if let Some(article) = &picture.article {
        run(shell, ctx, open, Arguments::new().with("article", article.as_str()))?;
    }
    if let Some(view) = &picture.view {
        let ids = [format!("view.{view}"), format!("help.{view}")];
        let command = ids.iter().find_map(|id| AnyCommand::find(id)).ok_or_else(|| NoWindow {
            message: shell.texts().name("picture-no-view", view),
            hints: vec![shell.texts().get("picture-views")],
        })?;
        run(shell, ctx, command, Arguments::new())?;
        shell.read_all();
    }
    Ok(())
}

fn run(
    shell: &mut Shell,
    ctx: &egui::Context,
    command: AnyCommand,
    arguments: Arguments,
) -> Result<(), NoWindow> {
    shell.run(ctx, command, arguments).map_or(Ok(()), |message| Err(no_picture(message)))
}

fn no_picture(message: Message) -> NoWindow {
    NoWindow { message: message.text, hints: message.hints }
}
