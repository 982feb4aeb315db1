//! The values of a theme that say how large what stands in the window is.

use serde::Deserialize;

use super::change::{Change, Range, Wrong};
use super::drawing::{Corners, Leadings, Marks, Pointer};
use super::drawing::{Strengths, Strokes};
use super::groups::groups;
use super::palette::{Palette, Tints};

groups! {
    /// Everything that decides how the window looks. All lengths are points.
    pub struct Theme / ThemeSaid in 0.0..=1.0 => {
        /// Sizes of letters.
        pub sizes: Sizes,
        /// What the person may choose as the size of the reading text.
        pub reading_sizes: ReadingSizes,
        /// The scale of spaces.
        pub spaces: Spaces,
        /// Widths and heights of what stands around the page.
        pub panels: Panels,
        /// How the article is set.
        pub page: Page,
        /// How marks are drawn.
        pub marks: Marks,
        /// Widths of lines that are no part of a mark.
        pub strokes: Strokes,
        /// Radii of corners.
        pub corners: Corners,
        /// How the words beside marks are set.
        pub leadings: Leadings,
        /// How much is left of colours that stand back.
        pub strengths: Strengths,
        /// How exactly the pointer is to be held.
        pub pointer: Pointer,
        /// Heights of the rows of lists.
        pub rows: Rows,
        /// Sizes of what lies over the window.
        pub windows: Windows,
        /// Small measures within controls and rows.
        pub controls: Controls,
        /// What falls from what lies over the window.
        pub shadows: Shadows,
        /// How the overview is laid out.
        pub overview: Overview,
        /// How the ledger is laid out.
        pub ledger: LedgerCards,
        /// How the list of what an export loses is laid out.
        pub losses: LossRows,
        /// How what an export would be is laid out.
        pub preview: PreviewPane,
        pub(super) tints: Tints,
        pub(super) light: Palette,
        pub(super) dark: Palette,
    }

    /// Sizes of letters, from the smallest to the largest.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Sizes / SizesSaid in 6.0..=96.0 => {
        pub key: f32,
        pub caption: f32,
        pub hint: f32,
        pub small: f32,
        pub row: f32,
        pub control: f32,
        pub reading: f32,
        pub deck: f32,
        pub headline: f32,
    }

    /// What the person may choose as the size of the reading text.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct ReadingSizes / ReadingSizesSaid in 6.0..=96.0 => {
        pub smallest: f32,
        pub largest: f32,
    }

    /// The scale of spaces, from the smallest to the largest.
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Spaces / SpacesSaid in 0.0..=200.0 => {
        pub hair: f32,
        pub tight: f32,
        pub close: f32,
        pub near: f32,
        pub wide: f32,
        pub broad: f32,
    }

    /// Widths and heights of what stands around the page.
    pub struct Panels / PanelsSaid in 0.5..=4000.0 => {
        /// Width of the list of articles.
        pub left: f32,
        /// The same where there is little room.
        pub narrowest_left: f32,
        /// From this width on, the page has room for lines of a good length and for notes.
        pub good_page: f32,
        /// The page is not made narrower than this to make room for a panel.
        pub narrowest_page: f32,
        /// Width of the inspector.
        pub right: f32,
        /// The same where there is little room.
        pub narrowest_right: f32,
        /// Width of the margin beside the text, where claims are noted.
        pub margin: f32,
        /// The same where there is little room.
        pub narrowest_margin: f32,
        /// Width of what opens the search in the bar at the top.
        pub find: f32,
        /// The same where there is little room; with less it is not shown.
        pub narrowest_find: f32,
        /// Height of the bar at the top.
        pub top_bar: f32,
        /// Height of the line at the bottom.
        pub status_line: f32,
        /// Height of the band above somebody else's work.
        pub band: f32,
        /// The widest page of text and controls.
        pub page: f32,
        /// Width of a large dialog.
        pub dialog: f32,
        /// Width of a scroll bar.
        pub scroll_bar: f32,
        /// Width of the caret.
        pub caret: f32,
        /// Width of the ring around what has the focus.
        pub focus: f32,
    }

    /// How the article is set.
    pub struct Page / PageSaid in 0.1..=400.0 => {
        /// From one baseline to the next, in sizes of the letters.
        pub leading: f32,
        /// The same where the names of labels stand above marks.
        pub leading_with_names: f32,
        /// The same for headlines.
        pub headline_leading: f32,
        /// The same for headlines with names.
        pub headline_leading_with_names: f32,
        /// The longest line, in characters of average width.
        pub measure: f32,
        /// How far the longest line may shrink before the margin does, in characters of average width.
        pub good: f32,
        /// How far the longest line may shrink to leave room for the margin, in characters of average width.
        pub narrowest: f32,
        /// Width of an average character, in sizes of the letters.
        pub character: f32,
        /// Size of captions and zones, in sizes of running text.
        pub aside_scale: f32,
        /// Between paragraphs.
        pub paragraph_gap: f32,
    }

    /// How the overview is laid out.
    pub struct Overview / OverviewSaid in 0.0..=4000.0 => {
        /// The widest it gets.
        pub page: f32,
        /// From this width on it has two columns.
        pub columns: f32,
        /// Height of the row of a label.
        pub row: f32,
        /// Height of the bar of a layer.
        pub bar: f32,
        /// Height of the bar of a label.
        pub label_bar: f32,
        /// Height of a plot with its axes.
        pub plot: f32,
        /// How much of a column the names of labels have, from 0 to 1.
        pub name: f32,
        /// How much of a column the longest bar of a label has, from 0 to 1.
        pub bars: f32,
        /// The most labels that are shown.
        pub labels: u8,
    }

    /// How the ledger is laid out.
    pub struct LedgerCards / LedgerCardsSaid in 0.0..=4000.0 => {
        /// Width of the list of its parts.
        pub nav: f32,
        /// Height of a part in that list.
        pub part: f32,
        /// The widest card.
        pub page: f32,
        /// Height of the title above all cards.
        pub front: f32,
        /// Room at the edges of a card.
        pub pad: f32,
        /// Height of title and first line of a card.
        pub head: f32,
        /// Height of the title alone.
        pub title: f32,
        /// Height of a line beside the rows.
        pub note: f32,
        /// Height of moments along a line, with the days below.
        pub times: f32,
        /// Height of a row.
        pub row: f32,
        /// Height of a row with a bar.
        pub bar_row: f32,
        /// Room above what stands in a row.
        pub row_pad: f32,
        /// From the first to the second line of what stands at the left of a row.
        pub line: f32,
        /// Height of what stands below bars.
        pub axis: f32,
        /// Height of a bar.
        pub bar: f32,
        /// Height of a word that stands out.
        pub chip: f32,
        /// Half the width of a moment.
        pub dot: f32,
        /// How much of a row says who and when, from 0 to 1.
        pub label: f32,
        /// The widest that this gets.
        pub widest_label: f32,
        /// How much of its colour a bar of what is plausible has.
        pub plausible: f32,
    }

    /// How the list of what an export loses is laid out.
    pub struct LossRows / LossRowsSaid in 0.1..=400.0 => {
        /// Height of a row.
        pub row: f32,
        /// How many rows are seen at once, at most.
        pub seen: f32,
        /// How much of a row the words have, from 0 to 1; the rest is for the title of their article.
        pub words: f32,
    }

    /// How what an export would be is laid out, beside the sheet that asks for it.
    pub struct PreviewPane / PreviewPaneSaid in 1.0..=1200.0 => {
        /// How wide it is, where there is room.
        pub width: f32,
        /// How wide it is at least, beside the sheet; else it is below it.
        pub least: f32,
    }

    /// Heights of the rows of lists.
    pub struct Rows / RowsSaid in 8.0..=400.0 => {
        /// A command in the palette.
        pub command: f32,
        /// An article in the list of articles.
        pub article: f32,
        /// A heading in the list of articles.
        pub heading: f32,
        /// A place in the list of what was found.
        pub found: f32,
        /// An article in the list of what was found.
        pub found_article: f32,
        /// What can be chosen on the start screen.
        pub start: f32,
    }

    /// Sizes of what lies over the window, where there is room for so much.
    pub struct Windows / WindowsSaid in 40.0..=4000.0 => {
        /// Width of the palette.
        pub palette: f32,
        /// Width of a form.
        pub form: f32,
        /// Width of a sheet with several settings.
        pub sheet: f32,
        /// Width of what is to be read or chosen in one column.
        pub column: f32,
        /// Width of the form for a place on the machine.
        pub place: f32,
        /// Width of what stands on the start screen.
        pub start: f32,
        /// Width of the list of messages.
        pub messages: f32,
        /// Height of the list of messages.
        pub messages_height: f32,
        /// Width of a message.
        pub message: f32,
        /// Height of the labels in the menu of a mark.
        pub menu_labels: f32,
        /// What is left of the window above and below a menu that scrolls.
        pub around_menu: f32,
    }

    /// Small measures within controls and rows.
    pub struct Controls / ControlsSaid in 0.0..=400.0 => {
        /// Above and below the words of a field.
        pub field_pad: f32,
        /// Before and after what is written on a key.
        pub key_pad: f32,
        /// Width of the column of keys in the list of all keys.
        pub keys: f32,
        /// Between the labels that can be chosen beside the page.
        pub chip_gap: f32,
        /// Width of the box that says how far a layer is.
        pub status: f32,
        /// Between a key and what it does, in the line at the bottom.
        pub hint_gap: f32,
        /// With less room than this no more keys are shown in the line at the bottom.
        pub hint_room: f32,
        /// Before the words of what opens the search.
        pub find_pad: f32,
        /// Radius of the dot that says how safe the work is.
        pub dot: f32,
        /// Above and below the words of what can be chosen on the start screen.
        pub start_pad: f32,
        /// Between the scroll bar of the page and its edge.
        pub scroll_bar_gap: f32,
        /// Height of the line below the title of an article in the list.
        pub outlet: f32,
        /// Width of the bar of a layer in the list of articles.
        pub layer_bar: f32,
        /// Height of such a bar.
        pub layer_bar_height: f32,
        /// Between two such bars.
        pub layer_bar_gap: f32,
        /// From the top of such a bar to the end of its row.
        pub layer_bar_rise: f32,
    }

    /// What falls from what lies over the window: black, of a strength from 0 to 255.
    pub struct Shadows / ShadowsSaid in 0.0..=255.0 => {
        /// How far below a dialog its shadow falls.
        pub dialog_drop: u8,
        /// Width of its soft edge.
        pub dialog_blur: u8,
        /// Its strength.
        pub dialog_strength: u8,
        /// How far below a menu its shadow falls.
        pub menu_drop: u8,
        /// Width of its soft edge.
        pub menu_blur: u8,
        /// Its strength.
        pub menu_strength: u8,
        /// Strength of what lies between a dialog and the window.
        pub backdrop: u8,
    }
}
