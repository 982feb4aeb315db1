# Every word of the window that is not a command's. Words of commands stand in the tables of commands.

status-marks = { $count ->
    [one] 1 mark
   *[other] { $count } marks
}
status-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
status-armed = { $name } is armed
status-label-follows = then the key of a label
status-new = New
status-in-progress = In progress
status-done = Done
status-skipped = Skipped

list-filter = { $count ->
    [one] Filter 1 article
   *[other] Filter { $count } articles
}
list-filter-label = Filter articles
list-no-articles = This project has no articles yet. Import some with Ctrl+I.
list-none-match = No article matches.
list-sort-date = By date
list-sort-outlet = By outlet
list-sort-title = By title
list-sort-id = By id
list-only-all = All articles
list-only-unfinished = Not finished
list-only-untouched = Without marks
list-only-finished = Finished
list-only-no-date = Without a date
list-only-no-outlet = Without an outlet

inspector-labels = Labels
inspector-guideline = { $name } guideline
inspector-status = Status
inspector-marks = Marks
inspector-marks-filter = Filter marks
inspector-no-marks = Nothing is marked yet. Select with the arrow keys or the mouse, then press the key of a label.
inspector-quote = “{ $name }”
inspector-note = Note
inspector-question = Question
inspector-answer = Answer
inspector-settled = Settled
inspector-unsettled = Not settled
inspector-clear-flag = Clear
inspector-none = —
inspector-entity = Entity
inspector-claim = Claim
inspector-value = Value
inspector-kind = Kind
inspector-unit = Unit
inspector-counted = Counted
inspector-property = Property
inspector-source = Source
inspector-polarity = Polarity

label-arm = Keep ready to paint with

key-accept = accept
key-reject = reject
key-delete = delete
key-end-forward = move end
key-mark-all = mark all
key-select-mark = another label
key-grow = grow
key-candidate = next candidate
key-repeat = repeat
key-undo = undo
key-commands = commands
key-articles = articles

top-find = Find in article and project
saved-saved = Saved
saved-writing = Saving
saved-unsafe = Not saved
saved-read-only = Read only

menu-all = Menu
menu-project = Project
menu-view = View
menu-article = Article
menu-select = Select
menu-mark = Mark
menu-label = Label
menu-attribution = Attribution
menu-register = Register
menu-schema = Schema
menu-people = People
menu-history = Undo and redo
menu-help = Help

messages-title = Messages
messages-none = Nothing was said yet.

palette-hint = Type a few letters of a command
palette-none = No command matches.

empty-project = No articles yet
empty-article = Choose an article

start-deck = Mark what the news names, asserts and counts.
start-example = Example project
start-example-about = Nine articles on one dam, fully annotated: a private copy to try everything in
start-recent = Recent projects

overview-about = { $count ->
    [one] 1 article
   *[other] { $count } articles
}, { $size } of text
overview-layer = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}, { $finished } of { $all } articles finished

form-run = Do it
form-leave = Leave it

path-hint = Path
path-done = Go on
path-browse = Browse…
path-open = Open project
path-open-about = The folder of a project, or its project.ron.
path-new = New project
path-new-about = An empty folder, or one that does not exist yet. The project is called like it.
path-import = Import articles
path-import-about = A file, or a folder with all files below it: text, Markdown or JSON lines.
path-export = Export
path-export-about = The file to write: JSON lines, with every mark.
no-project = no project is open
open-first = Open or make one first

words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
inspector-labels-filter = Filter labels
