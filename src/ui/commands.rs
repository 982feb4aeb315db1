//! What the window can do beside the commands of a session, and both in one list for menus, keys and palette.

use crate::session::command::kind::CommandKind;
use crate::session::command::spec::{Context, Group};

/// What the table says of a command of the window.
#[derive(Debug)]
pub struct WindowSpec {
    /// The stable name: key files use it.
    pub id: &'static str,
    /// What menus show: sentence case, no full stop.
    pub text: &'static str,
    /// What it does, in a sentence without full stop.
    pub tooltip: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// Default keys.
    pub keys: &'static [&'static str],
    /// Where the keys work.
    pub context: Context,
}

/// A menu of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Projects and files.
    Project,
    /// What is shown and how.
    View,
    /// Help.
    Help,
    /// Commands of a session.
    Session(Group),
}

macro_rules! window_commands {
    ($($variant:ident = ($id:literal, $menu:ident, $text:literal, $tooltip:literal, $keys:expr, $context:ident),)*) => {
        /// A command of the window: it changes what is shown, never the project.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each has a spec that says what it does")]
        pub enum WindowCommand { $($variant,)* }

        impl WindowCommand {
            /// Every command of the window, in the order of menus.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What the table says of it.
            pub const fn spec(self) -> &'static WindowSpec {
                match self { $(Self::$variant => &WindowSpec {
                    id: $id, text: $text, tooltip: $tooltip, menu: Menu::$menu, keys: $keys,
                    context: Context::$context,
                },)* }
            }
        }
    };
}

window_commands! {
    ProjectOpen = ("project.open", Project, "Open project…", "Opens a project folder", &["Ctrl+O"], Window),
    ProjectNew = ("project.new", Project, "New project…", "Makes a project in an empty folder", &["Ctrl+N"], Window),
    ProjectImport = ("project.import", Project, "Import articles…", "Takes articles from files into the project", &["Ctrl+I"], Window),
    ProjectExport = ("project.export", Project, "Export…", "Writes the project as a data set", &["Ctrl+Shift+E"], Window),
    ProjectStop = ("project.stop", Project, "Stop importing or exporting", "Calls off the import or export that goes on", &["Ctrl+Period"], Window),
    ProjectClose = ("project.close", Project, "Close project", "Saves everything and shows the start screen", &["Ctrl+W"], Window),
    Quit = ("window.quit", Project, "Quit", "Saves everything and ends the program", &["Ctrl+Q"], Window),
    ShowArticles = ("view.articles", View, "Articles", "Shows the article", &["Ctrl+1"], Window),
    ShowLedger = ("view.ledger", View, "Ledger", "Shows who said what, when, and how many", &["Ctrl+2"], Window),
    ShowOverview = ("view.overview", View, "Overview", "Shows how far the project has come", &["Ctrl+3"], Window),
    ShowSchema = ("view.schema", View, "Schema", "Shows layers and labels, to be changed", &["Ctrl+4"], Window),
    ShowHistory = ("view.history", View, "History", "Shows every step, to go back to any", &["Ctrl+5"], Window),
    LedgerSources = ("view.sources", View, "Ledger: sources", "Shows what each source said, and where it goes back on it", &[], Window),
    LedgerClaims = ("view.claims", View, "Ledger: claims", "Shows who makes each claim and who denies it", &[], Window),
    LedgerFigures = ("view.figures", View, "Ledger: figures", "Shows what each outlet and source counts, and what does not go together", &[], Window),
    LedgerEntities = ("view.entities", View, "Ledger: entities", "Shows where each entity is named, and with whom", &[], Window),
    LedgerEvents = ("view.events", View, "Ledger: events", "Shows the articles, figures and claims of each event", &[], Window),
    LedgerCopy = ("ledger.copy", View, "Copy as a citation", "Copies what the ledger is at, with its source and article", &["Ctrl+Shift+C"], Window),
    LedgerSave = ("ledger.save", View, "Save plot or table…", "Saves a part of the ledger as CSV, or what it is at as PNG or SVG", &["Ctrl+Shift+S"], Window),
    ToggleList = ("view.list", View, "List of articles", "Shows or hides the list of articles", &["Ctrl+B"], Window),
    ToggleInspector = ("view.inspector", View, "Inspector", "Shows or hides the inspector", &["Ctrl+Shift+B"], Window),
    ToggleLabelNames = ("view.label_names", View, "Names of labels in the text", "Shows or hides the names of labels above marks", &["Ctrl+L"], Window),
    ToggleSuggestions = ("view.suggestions", View, "What could be marked next", "Shows or hides names, numbers and quotations that could be marked next", &[], Window),
    TextLarger = ("view.text_larger", View, "Larger text", "Makes the article larger", &["Ctrl+Alt+Plus", "Ctrl+Alt+Equals"], Window),
    TextSmaller = ("view.text_smaller", View, "Smaller text", "Makes the article smaller", &["Ctrl+Alt+Minus"], Window),
    ZoomIn = ("view.zoom_in", View, "Zoom in", "Makes everything larger", &["Ctrl+Plus", "Ctrl+Equals", "Ctrl+Shift+Plus", "Ctrl+Shift+Equals"], Window),
    ZoomOut = ("view.zoom_out", View, "Zoom out", "Makes everything smaller", &["Ctrl+Minus"], Window),
    ZoomReset = ("view.zoom_reset", View, "Normal size", "Shows everything at its normal size", &["Ctrl+0"], Window),
    AppearanceLight = ("view.light", View, "Light", "Dark letters on light paper", &[], Window),
    AppearanceDark = ("view.dark", View, "Dark", "Light letters on dark paper", &[], Window),
    AppearanceSystem = ("view.system", View, "As the system", "Light or dark as the system says", &[], Window),
    Preferences = ("view.preferences", View, "Preferences…", "Changes how the window looks and which keys it takes", &["Ctrl+Comma"], Window),
    FilterArticles = ("list.filter", View, "Filter articles", "Puts the cursor into the filter of the list", &["Ctrl+Shift+L"], Window),
    OthersWork = ("view.others_work", View, "Somebody else's marks…", "Shows the marks of another annotator by themselves, to look at", &["Ctrl+Shift+O"], Window),
    OwnWork = ("view.own_work", View, "Your own marks", "Shows your own marks again after somebody else's", &[], Window),
    NextUnfinished = ("list.next_unfinished", View, "Next unfinished article", "Opens the next article in the list that you have not finished", &["Ctrl+Shift+N"], Window),
    FocusNext = ("focus.next", View, "Next part of the window", "Leaves the article for the next part of the window", &["F6"], Window),
    FocusPrevious = ("focus.previous", View, "Previous part of the window", "Goes to the part of the window before this one", &["Shift+F6"], Window),
    CursorUp = ("cursor.line_up", View, "Line up", "Puts the cursor one line up", &["Up"], Article),
    CursorDown = ("cursor.line_down", View, "Line down", "Puts the cursor one line down", &["Down"], Article),
    ExtendUp = ("cursor.extend_line_up", View, "Extend line up", "Moves the end of the selection one line up", &["Shift+Up"], Article),
    ExtendDown = ("cursor.extend_line_down", View, "Extend line down", "Moves the end of the selection one line down", &["Shift+Down"], Article),
    PageUp = ("cursor.page_up", View, "Page up", "Goes one page up", &["PageUp"], Article),
    PageDown = ("cursor.page_down", View, "Page down", "Goes one page down", &["PageDown"], Article),
    TextStart = ("cursor.text_start", View, "Beginning of the article", "Goes to the beginning of the article", &["Ctrl+Home", "Home"], Article),
    TextEnd = ("cursor.text_end", View, "End of the article", "Goes to the end of the article", &["Ctrl+End", "End"], Article),
    Find = ("find.show", View, "Find…", "Finds text in the article and in the project", &["Ctrl+F"], Window),
    FindNext = ("find.next", View, "Next place found", "Goes to the next place that was found", &["Ctrl+G"], Window),
    FindPrevious = ("find.previous", View, "Previous place found", "Goes to the place found before this one", &["Ctrl+Shift+G"], Window),
    Recheck = ("view.recheck", View, "Look again…", "Lists words that are marked elsewhere and not here, or with two labels", &["Ctrl+Shift+F"], Window),
    Palette = ("palette.show", Help, "All commands…", "Finds a command by its name", &["Ctrl+P", "Ctrl+Shift+P"], Window),
    Keys = ("help.keys", Help, "Keys", "Shows the keys", &["Ctrl+H"], Window),
    Guideline = ("help.guideline", Help, "Guideline of the label", "Shows what to mark with the label, with examples", &["F1"], Window),
    Messages = ("help.messages", Help, "Messages", "Shows what the program has said", &["Ctrl+Shift+M"], Window),
}

impl WindowCommand {
    /// Whether what is written in a field may be out of sight after it.
    pub const fn leaves(self) -> bool {
        matches!(
            self,
            Self::ProjectOpen
                | Self::ProjectNew
                | Self::ProjectImport
                | Self::ProjectExport
                | Self::ProjectClose
                | Self::Quit
                | Self::ShowArticles
                | Self::ShowLedger
                | Self::LedgerSources
                | Self::LedgerClaims
                | Self::LedgerFigures
                | Self::LedgerEntities
                | Self::LedgerEvents
                | Self::ShowOverview
                | Self::ShowSchema
                | Self::ShowHistory
                | Self::ToggleList
                | Self::ToggleInspector
                | Self::Find
                | Self::Recheck
                | Self::OthersWork
                | Self::OwnWork
        )
    }
}

/// Any command that a person can give in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyCommand {
    /// One of a session.
    Session(CommandKind),
    /// One of the window itself.
    Window(WindowCommand),
}

impl AnyCommand {
    /// Every command, those of the window first.
    pub fn all() -> impl Iterator<Item = Self> {
        let window = WindowCommand::ALL.iter().copied().map(Self::Window);
        window.chain(CommandKind::ALL.iter().copied().map(Self::Session))
    }

    /// The command with this id.
    pub fn find(id: &str) -> Option<Self> {
        Self::all().find(|command| command.id() == id)
    }

    /// The stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Session(kind) => kind.spec().id,
            Self::Window(command) => command.spec().id,
        }
    }

    /// What menus show.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Session(kind) => kind.spec().text,
            Self::Window(command) => command.spec().text,
        }
    }

    /// What it does, in a sentence without full stop.
    pub const fn tooltip(self) -> &'static str {
        match self {
            Self::Session(kind) => kind.spec().tooltip,
            Self::Window(command) => command.spec().tooltip,
        }
    }

    /// The keys it has when nobody has changed them.
    pub const fn default_keys(self) -> &'static [&'static str] {
        match self {
            Self::Session(kind) => kind.spec().keys,
            Self::Window(command) => command.spec().keys,
        }
    }

    /// Where its keys work.
    pub const fn context(self) -> Context {
        match self {
            Self::Session(kind) => kind.spec().context,
            Self::Window(command) => command.spec().context,
        }
    }

    /// The menu it stands in.
    pub const fn menu(self) -> Menu {
        match self {
            Self::Session(kind) => Menu::Session(kind.spec().group),
            Self::Window(command) => command.spec().menu,
        }
    }

    /// Whether it asks for more when it is given alone: as its text says, or because it cannot run without.
    pub fn asks(self) -> bool {
        match self {
            Self::Session(kind) => {
                let spec = kind.spec();
                spec.text.ends_with('…') || spec.parameters.iter().any(|parameter| parameter.required)
            }
            Self::Window(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_commands_share_an_id() {
        let ids: BTreeSet<&str> = AnyCommand::all().map(AnyCommand::id).collect();
        assert_eq!(ids.len(), AnyCommand::all().count());
    }
}
