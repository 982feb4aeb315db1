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
status-is-new = { $name } is new again
status-is-in-progress = { $name } is in progress
status-is-done = { $name } is done
status-is-skipped = { $name } is skipped: { $reason }

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
list-only-waiting = With suggestions
list-only-finished = Finished
list-only-no-date = Without a date
list-only-no-outlet = Without an outlet

inspector-labels = Labels
inspector-guideline = { $name } guideline
inspector-next = Next
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
link-offer = { $name }? · { $reason }
link-new = names something new
link-claim = states something new, or what is known
link-name = its name
link-alias = one of its names
link-spelled-out = both names stand together here
link-acronym = the initials of { $name }
link-expansion = { $name } spelled out
link-last-name = short for { $name }
link-full-name = { $name } in full
link-spelling = another spelling of { $name }
link-other-expansion = { $name }, but in other words
inspector-value = Value
inspector-kind = Kind
inspector-unit = Unit
inspector-counted = Counted
inspector-property = Property
inspector-source = Source
inspector-polarity = Polarity

# Notes beside claims: whether the source stands by them, and through what it was said.
polarity-affirms = affirms
polarity-denies = denies
polarity-questions = questions
polarity-withholds = withholds
note-through = { $name } ·

# Signs for words before numbers, in the tag below the chosen figure.
sign-more = >
sign-at-least = ≥
sign-less = <
sign-at-most = ≤
sign-about = ≈
thousands-separator = ,

# Relations of a mark: the other end lies behind the text that is on the screen.
relation-to = { $kind } → { $name }
relation-from = { $name } → { $kind }

# What could be marked next, and why.
next-none = Nothing near the cursor is waiting to be marked
next-alias = name of { $name }
next-repeat = { $name }, as before
next-name = capital letters
next-number = a number
next-said = said by { $name }
next-unsourced = said, nobody says by whom
next-quotation = a quotation

label-arm = Keep ready to paint with

key-accept = accept
key-reject = reject
key-delete = delete
key-link = link
key-relate = relate
key-end-forward = move end
key-mark-all = mark all
key-select-mark = another label
key-grow = grow
key-candidate = next candidate
key-repeat = repeat
key-undo = undo
key-commands = commands
key-articles = articles
key-own-marks = your own marks
key-next-mark = next mark
key-find-next = next place
key-find-previous = previous place
key-mark-ticked = mark what is ticked
key-article = article

top-find = Find in article and project
saved-saved = Saved
saved-writing = Saving
saved-unsafe = Not saved
saved-again = Everything is saved again
unsafe-hint = The work stays in memory, and saving it is tried again every two seconds
leave-unsafe = What was done last is in memory alone, and would be lost
leave-unsafe-hint = Mend what is named, or leave once more to lose it
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

palette-hint = Type a few letters of a command or a label
palette-none = No command and no label matches.

empty-project = No articles yet
empty-article = Choose an article

start-deck = Mark what the news names, asserts and counts.
start-example = Example project
start-example-about = Nine articles on one dam, fully annotated: a private copy to try everything in
start-recent = Recent projects

visit-band = You are looking at { $name }’s marks. { $keys } shows yours.
visit-reason = these are { $name }’s marks, to look at; { $keys } shows yours
visit-bar = Looking at { $name }
others-title = Whose marks do you want to see?
others-about = Work is blind: you see your own marks alone. Another’s are shown by themselves, and nothing in them can be changed.
others-row = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
others-none = Nobody else has marked anything in this project

overview-about = { $count ->
    [one] 1 article
   *[other] { $count } articles
}, { $size } of text
overview-layer = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}, { $finished } of { $all ->
    [one] 1 article
   *[other] { $all } articles
} finished
overview-assigned = { $count ->
    [one] 1 of them is yours
   *[other] { $count } of them are yours
}
overview-unfinished = { $count ->
    [one] 1 article is not finished.
   *[other] { $count } articles are not finished.
}
overview-finished = Every article is finished.
overview-waiting = { $suggestions ->
    [one] 1 suggestion waits to be reviewed
   *[other] { $suggestions } suggestions wait to be reviewed
}, in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}.
overview-progress = Progress
overview-labels = Marks by label
overview-label = { $name }: { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}
overview-labels-empty = How often you have used each label will stand here.
overview-labels-rest = { $count ->
    [one] 1 more label
   *[other] { $count } more labels
} with { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}
overview-density = Marks by article
overview-density-empty = How many articles have few marks and how many have many will stand here.
overview-density-about = { $articles ->
    [one] 1 article has marks: { $most }
   *[other] { $articles } articles have marks: half of them have { $median } or fewer, and the most that one has is { $most }
}.{ $without ->
    [0] {""}
    [one] { " " }1 article has none.
   *[other] { " " }{ $without } articles have none.
}
overview-density-across = Marks in an article
overview-density-up = Articles
overview-density-bar = { $range } marks: { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
overview-time-title = Time
overview-time-empty = How long you are at work on each day will stand here.
overview-time-about = { $days ->
    [one] You were at work for { $total }, on { $day }.
   *[other] You were at work for { $total } on { $days } days; the longest was { $day } with { $longest }.
}
overview-time-across = Day (UTC)
overview-time-seconds = Seconds
overview-time-minutes = Minutes
overview-time-hours = Hours

picker-hint = A few letters of its name
picker-none = Nothing is called so.
picker-new-entity = A new entity
picker-entity-named = A new entity, { $name }
picker-no-entity = No entity
picker-claim-stated = A claim of its own: { $name }
picker-no-claim = No claim
shared = both: { $name }
shared-event = the event
way-same = Says the same
way-same-about = one more place where it is stated
way-denies = Denies it
way-denies-about = the same claim; who says it holds it to be wrong
way-updates = Updates it
way-updates-about = speaks of a later time
way-contradicts = Contradicts it
way-contradicts-about = cannot be true together with it
way-corrects = Corrects it
way-corrects-about = takes it back and puts this in its place
way-supports = Supports it
way-supports-about = makes it more likely
way-repeats = Repeats it
way-repeats-about = another claim, with the same content
way-part-of = Is a part of it
way-part-of-about = it holds this and more
form-run = Do it
form-leave = Cancel
form-yes = yes
form-no = no
form-none = There is none yet.
form-missing = { $name } is still needed
form-unclear = “{ $name }” is not the name of one of them: choose one

path-hint = Path
path-done = Go on
path-browse = Browse…
path-open = Open project
path-open-about = The folder of a project, or its project.ron.
path-new = New project
path-new-about = An empty folder, or one that does not exist yet. The project is called like it.
path-annotator = Annotator
path-annotator-about = Who works in it: a name or initials. Every mark is kept under this name, and others see it.
path-import = Import articles
path-import-about = A file, or a folder with all files below it. How to read them is asked next.
path-save-ledger = Save plot or table
path-save-ledger-about = A file whose name ends in .csv for all rows of the part that is shown, in .png or .svg for what the ledger is at.
path-save-ledger-hint = Choose another name, or move that file away
path-save-ending = the name of the file does not say what it is to hold
path-save-exists = there is a file { $name } already
path-saved = Saved { $name }
path-not-saved = cannot write { $name }: { $reason }
no-project = no project is open
open-first = Open or make one first

words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
inspector-labels-filter = Filter labels
inspector-labels-left = { $count ->
    [one] and one more
   *[other] and { $count } more
}

# The parts of the window around the article.

history-title = History
history-about = { $done } of { $count } steps are done. Choose a step to go there: nothing is lost until you do something new.
history-beginning = Beginning
history-more = { $what } and { $count ->
    [one] 1 more
   *[other] { $count } more
}

keys-title = Keys
keys-about = The keys of labels and most others work while you read the article. Keys can be changed in a file of your own.

guideline-project = The whole project
guideline-none = Nothing is written here yet.
guideline-boundaries = Where spans begin and end
guideline-examples = Examples
guideline-counter-examples = Counter-examples
guideline-offer = The chosen mark in its sentence
guideline-add-example = Add as an example
guideline-add-counter-example = Add as a counter-example
guideline-known = It is among them already

preferences-title = Preferences
preferences-appearance = Appearance
preferences-system = As the system
preferences-light = Light
preferences-dark = Dark
preferences-reading-face = Typeface of the text
preferences-reading-size = Size of the text
preferences-leading = Distance of lines
preferences-measure = Length of lines
preferences-zoom = Zoom
preferences-keys = Keys
preferences-keys-default = Letters are labels
preferences-keys-vim = Like vim
preferences-reduced-motion = Nothing moves by itself
preferences-suggestions = What could be marked next is shown
preferences-about = The length of lines is counted in letters, their distance in sizes of the text. Choices are kept for all projects.

schema-none = This project has no layers yet.
schema-new-label = New label…
schema-new-layer = New layer…
schema-new-feature = New feature…
schema-name = Name
schema-key-stays = Files and scripts know it by its key, { $name }, which stays.
schema-colour = Colour
schema-looks-alike = { $name } looks almost the same.
schema-looks-alike-to = { $name } looks almost the same { $vision }.
schema-letter = Letter
schema-letter-clash = { $letter } also stands for { $name } in { $layer }; pressing it sets the first of the two.
schema-guideline = What to mark
schema-boundaries = Where spans begin and end, one rule a line
schema-examples = Examples, one a line; square brackets show the span
schema-counter-examples = Counter-examples, one a line
schema-marks = { $marks ->
    [0] No mark has this label.
    [one] 1 mark has this label.
   *[other] { $marks } marks have this label.
} What is changed here shows in all of them, whoever made them.
schema-fate = Out of use
schema-is-merged = Its marks count as marks with { $name }.
schema-is-retired = It can no longer be chosen; its marks keep it.
schema-restore = Use it again
schema-retire = Retire
schema-retire-about = A label that is retired can no longer be chosen. Its marks keep it, and nothing is lost.
schema-merge = Merge
schema-merge-into = Merge into
schema-merge-choose = A label that is merged becomes another of its layer. Choose which.
schema-merge-about = All marks with { $name } will count as marks with { $into }, in every article and export. Undo takes it back.
schema-features = Features
schema-values = Values, one a line
schema-values-about = Marks that have a value which is taken off the list keep it.
schema-default = Value of new marks
schema-role-entity = Mentions of entities
schema-role-claim = Claims, with who makes them
schema-role-figure = Figures, with their values
schema-role-none = Marks with a meaning of the project's own
schema-kind-choice = One of a list
schema-kind-choices = Any of a list
schema-kind-yes-no = Yes or no
schema-kind-text = Words
schema-kind-number = A number
vision-full = to everybody
vision-protanopia = to people who do not see red (protanopia)
vision-deuteranopia = to people who do not see green (deuteranopia)
vision-tritanopia = to people who do not see blue (tritanopia)

inspector-metadata = About the article
metadata-title = Title
metadata-outlet = Outlet
metadata-byline = By
metadata-published = Published
metadata-language = Language
metadata-url = Address
metadata-key = Another key
metadata-value = Its value
metadata-labels = Labels

# Find and recheck
find-field = Find
find-case = Match case
find-case-about = Upper and lower case must be the same
find-whole = Whole words
find-whole-about = A place must begin and end where words do
find-regex = Expression
find-regex-about = What is written is a regular expression
find-fold = Fold accents
find-fold-about = Accents, vowel points and the forms of Arabic letters do not count
find-project = Whole project
find-project-about = In all articles that you are to work on
find-close = Close
find-places = { $count ->
    [one] 1 place
   *[other] { $count } places
}
find-articles = { $count ->
    [one] in 1 article
   *[other] in { $count } articles
}
find-marked = { $count } marked already
find-none = Nothing found
find-more = { $count } more are not listed
find-unread = { $count ->
    [one] 1 article could not be read
   *[other] { $count } articles could not be read
}
find-searching = { $count ->
    [one] Searched 1 article
   *[other] Searched { $count } articles
}
find-stop = Stop
find-all = All
find-tick-none = None
find-next = Next
find-previous = Previous
find-no-label = Choose a label
find-label = Label
find-mark = { $count ->
    [one] Mark 1 place
   *[other] Mark { $count } places
}
find-list = Places
find-has = is { $name }
find-aside = not article text
find-tick = Tick place { $count }
recheck-again = Search anew
recheck-searching = { $count ->
    [one] Looked through 1 article
   *[other] Looked through { $count } articles
}
recheck-none = Nothing to look at again
recheck-places = { $count ->
    [one] 1 place to look at again
   *[other] { $count } places to look at again
}
recheck-mark = Mark
recheck-dismiss = Dismiss
recheck-unmarked = Not marked
overview-time = { $name } at work

# Importing and exporting
carry-format = Format
carry-begins = Begins
carry-check = Checking, { $done } of { $all } MB
carry-write = Writing, { $done } of { $all } articles
carry-commit = Putting in place, { $done } of { $all } articles
carry-export = Exporting, { $done } of { $all } articles
carry-prove = Reading back, { $done } of { $all } MB
carry-stop = Stop
carry-stopping = Stopping
carry-leaving = { $name }; closes when that is done
carry-busy = another import or export goes on; wait for it or stop it
carry-broken = it has ended by a fault of this program; what was marked is safe, and it can be tried again
carry-held = articles that were imported get their places; you can go on in a moment

import-title = Import articles
import-places = { $name }{ $more ->
    [0] {""}
    [one] {" "}and 1 more
   *[other] {" "}and { $more } more
}
import-do = Import
import-each-file = As each file says
import-encoding = Encoding
import-encoding-about = UTF-8, or as the file itself says
import-table = Table of metadata
import-table-about = CSV: outlet, date and more by file name
import-annotator = Whose work
import-annotator-about = Yours, where the files do not say
import-as = Marks come as
import-as-annotations = annotations
import-as-suggestions = suggestions
import-as-about = Suggestions wait until you accept or reject each of them; no export but JSON lines holds what waits
import-update = Replace what differs; marks are found again in a new text
import-keep-going = Leave out what is refused and take the rest
import-update-about = An article that is here with another text gets the new one; the old text is kept in the trash, with its marks. Else it is refused
import-keep-going-about = Each article and record that is left out is named. Else a single one keeps everything from being imported
import-left-out = left out:{" "}
import-more-warnings = { $count } more warnings are not listed
import-refused = { $count ->
    [one] 1 article or record was left out
   *[other] { $count } articles and records were left out
}
import-suggestions = { $waiting ->
    [one] 1 suggestion waits to be reviewed
   *[other] { $waiting } suggestions wait to be reviewed
}, { $known } were known already
import-schema = Added to the schema: { $name }
import-done = { $added ->
    [one] imported 1 article
   *[other] imported { $added } articles
}, changed { $changed }, left { $unchanged } as they were; { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}, { $records ->
    [one] 1 record
   *[other] { $records } records
}
import-hint-encoding = Choose the encoding of the file
import-hint-format = Choose the format
import-hint-update = Replace what differs, or leave out what is refused
import-hint-keep-going = Mend the file, or leave out what is refused

export-title = Export
export-do = Export
export-try = Try without writing
export-place = File or folder
export-place-about = For example { $name }
export-taken = There is a file of that name. Export again to replace it.
export-whose = Whose work
export-own = Mine
export-all = Everybody’s
export-whose-about = Work is blind: that of others is exported only when it is asked for
export-layers = Layers
export-origins = Marks made
export-origins-about = How a mark came to be: one by one, many in one step, with an import, or as a suggestion that was accepted
export-by-hand = by hand
export-by-bulk = in bulk
export-by-import = elsewhere (imported)
export-by-suggestion = from suggestions
export-offsets = Offsets count
export-offsets-about = What the beginning and end of a mark are counted in. Python counts code points, JavaScript and Java UTF-16 units
export-code-points = Code points
export-utf-16 = UTF-16 units
export-bytes = Bytes
export-shape = Shape
export-shape-about = What each record of the file looks like
export-shape-messages = Messages (OpenAI)
export-shape-outermost = What is said around other words
export-shape-innermost = What is said within other words
export-shape-sharegpt = ShareGPT
export-shape-alpaca = Alpaca
export-shape-parquet = Parquet
export-shape-jsonl = JSON lines
export-tokens = Tokens
export-tokens-about = The pieces into which the text is cut: words and single signs of any script, whatever stands between white space, as GLiNER reads texts, or as spaCy cuts English
export-tokens-unicode = Words and signs
export-tokens-whitespace = Between white space
export-tokens-words = As GLiNER cuts
export-tokens-spacy-like = As spaCy cuts English
export-misfits = Marks inside tokens
export-misfits-about = What becomes of a mark that begins or ends inside a token
export-misfits-split = Cut the token
export-misfits-expand = Widen the mark
export-misfits-omit = Leave the mark out
export-languages = Languages
export-languages-about = Tags such as en, ar; empty for all
export-since = Published from
export-since-about = A day, month or year such as 2019-03-22; empty for any
export-until = Published until
export-until-about = A day, month or year such as 2019-03-22; empty for any
export-unit = Cut into
export-unit-about = What becomes an article of its own. A mark that a cut goes through is left out and listed
export-unit-article = Whole articles
export-unit-paragraph = Paragraphs
export-unit-sentence = Sentences
export-labels = Labels called
export-labels-about = As the schema says that another standard calls them. Labels of the same name there become one; marks without a label there are left out and listed
export-labels-own = As here
export-labels-file = As a file says
export-labels-path = Map of labels
export-labels-path-about = RON: {"{"}"entity": {"{"}"person": "PER", "event": None{"}"}{"}"}
export-template = Words to ask in
export-template-about = A file with [system] and [user] parts; empty for the usual
export-pseudonyms = Name annotators by numbers
export-pseudonyms-about = In marks, in statuses and in the register
export-licence = Licence
export-licence-about = An identifier such as CC-BY-4.0, or a sentence; it stands on the card of the data set
export-no-text = Leave the texts out
export-no-text-about = Offsets and the hash of each text are written. The command “glossator rehydrate” joins texts that were got elsewhere
export-split = Split the articles, to train and to test with
export-split-about = Articles that belong together go to the same split, so that nothing of a test was seen before. The export is then a folder
export-shares = Shares
export-shares-about = Names and numbers: train=80,validation=10,test=10
export-group = Keep together
export-group-about = Which articles are never put into different splits: copies and versions of one text; all of an outlet; all of a day, where the splits follow each other in time; or copies, where splits share as few names as possible
export-group-duplicates = Copies
export-group-outlet = Outlets
export-group-date = Days, in order
export-group-entity = Names
export-group-none = Nothing
export-seed = Seed
export-seed-about = A whole number; another one puts other articles into the splits
export-seed-wrong = The seed is a whole number from 0 up, like 7.
export-only-done = Only layers of articles that are done
export-only-done-about = Work in a layer whose status is not done is left out
export-drop-zones = Leave out promotions, bylines and the like
export-drop-zones-about = The text of zones which are not the article’s own is left out, and the marks that lie wholly in them
export-done = wrote { $name }: { $counts }
export-tried = nothing was written; an export would hold { $counts }
export-counts = { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
}{ $left ->
    [0] {""}
    [one] { "; " }1 mark is left out
   *[other] { "; " }{ $left } marks are left out
}

import-columns = Columns
import-columns-about = Of tables: what is in which column, such as text=body,title=headline
import-layer = Layer
import-layer-about = Of marks that name none; empty for the one that has their labels
arrival-title = What would come in
arrival-looking = Looking through the files
arrival-format = { $count ->
    [one] { $name }: one file
   *[other] { $name }: { $count } files
}
arrival-counts = { $articles ->
    [one] One article
   *[other] { $articles } articles
}, { $marks ->
    [0] no marks
    [one] one mark
   *[other] { $marks } marks
}
arrival-mark = { $words } – { $label }
preview-title = What it would be
preview-lost = The format would not hold
preview-looking = Looking through the articles
preview-command = The same on the command line
preview-copy = Copy
preview-file = The file
preview-begins = { $name } begins
preview-decoded = { $name }, as a reader finds it, begins
preview-others = and { $name }
losses-title = What { $name } does not hold
losses-title-none = Export as { $name }
losses-none = Nothing is lost.
losses-splits = Splits
losses-lost = Not held
losses-remarks = Good to know; nothing is lost by it
losses-remark = Good to know: { $name }
losses-about = Enter or a click goes to the article.
losses-reason = { $count } × { $name }
losses-close = Close
split-first = { $name }: { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $names ->
    [one] 1 name
   *[other] { $names } names
}
split-other = { $name }: { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $names ->
    [one] 1 name
   *[other] { $names } names
}, { $seen } of them in { $first } too
split-copies = Copies in different splits: { $count ->
    [0] none
    [one] 1 pair
   *[other] { $count } pairs
}

# Formats: what each is for, and what it may carry
format-jsonl = Everything in one file: to keep, to pass on, and to read in again.
format-hf = For the Hugging Face Hub: Parquet files with all marks and with tokens, and a card that describes them.
format-parquet = For DuckDB, Spark and data frames: tables of articles, marks and relations, in a folder for each split.
format-spacy = For training with spaCy: its own files, and configurations to begin with.
format-conll = For training taggers: a token to a line, with a tag that says where a mark begins and goes on. A file for each layer.
format-conll-bilou = As CoNLL-2003, with tags that also say where a mark ends, or is one token long.
format-conllu = For linguists’ tools: sentences of tokens, with marks and spaces in the last column. The text comes back to the byte.
format-gliner = For fine-tuning GLiNER: passages of whole sentences, with spans of tokens.
format-chat = For training language models: each article with a question, and the answer as JSON.
format-label-studio = To go on in Label Studio: tasks, and the interface that shows them.
format-doccano = To go on in doccano: a line for each article.
format-prodigy = To go on in Prodigy: tasks with tokens, which it shows and trains with.
format-brat = To go on in brat, and for programs that read standoff: each article with its marks beside it.
format-w3c = For the web and for libraries: annotations of the W3C as JSON-LD, with the texts.
format-html = Saved pages of the web: the article, with what is known of it; captions and boxes are zones.
format-docx = Documents of Word: title, paragraphs and captions.
format-odt = Documents of LibreOffice: title, paragraphs and captions.
format-pdf = PDF documents with a text layer: headline, paragraphs, and what stands at the edges of pages.
format-csv = For spreadsheets and statistics: a row for each mark.
format-claims = For learning who says what: attributions in each other, with their claims, as JSON. Other marks are left out.
format-parc = For taggers of quotations: source, cue and content in a row, none in another. Other marks are left out.
format-measeval = For systems and scorers of MeasEval: figures with their units and what they count. Other marks are left out.
format-averitec = For checking claims: the claims of the register, each with speaker, date, questions and verdict.
format-claimreview = For the web: a review of each claim that has a verdict, as schema.org has it.
format-checkthat = For finding what is worth checking: each sentence with Yes or No.
format-md = To read: each article a file of Markdown.
format-txt = To read: each article a file of text.
format-holds-all = Holds everything.
format-lacks = Cannot hold { $name }.
format-and = ,{" "}
carries-overlap = marks that cross
carries-nesting = marks in marks
carries-discontinuous = marks of several pieces
carries-relations = relations
carries-features = features
carries-entity-links = links to entities
carries-quantities = values of figures
carries-attributions = who says what
carries-document-labels = labels of articles
carries-rejected = refused suggestions
carries-empty-documents = articles without text
carries-lossless-text = the text to the byte
carries-zones = zones
carries-metadata = metadata

# Dates, times and sizes
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
size-bytes = { $name } B
size-kilobytes = { $name } kB
size-megabytes = { $name } MB

# Files of the person
file-place = line { $line }, column { $column }: { $reason }
settings-unreadable = { $path } cannot be read: { $reason }
settings-unreadable-hint = It is left as it is; mend or remove it, and start again
preferences-not-kept = what you have chosen for the window cannot be kept: { $name }
make-writable = Make { $name } writable
keys-unusable = the keys in { $path } cannot be used: { $reason }
keys-unusable-hint = The keys are as they were without it; mend the file and start again
keys-no-command = there is no command “{ $name }”
keys-no-keys = “{ $keys }” of { $command } are no keys: “{ $wrong }” is none
keys-clash = { $keys } is for { $first } and for { $second }
theme-unusable = the theme in { $path } cannot be used: { $reason }
theme-unusable-hint = The built-in theme is used; mend or remove the file, and start again
theme-no-colour = “{ $name }” is no colour like "#E2DFD7"
theme-outside = { $name } { $value } does not lie between { $least } and { $most }
theme-reversed = { $less } is { $low }, which is more than { $more } ({ $high })
theme-faint = in { $name }, { $ink } on { $ground } has a contrast of { $contrast }:1, and 4.5:1 is the least that can be read

# The window on the machine
no-window = the window cannot be shown: { $name }
no-window-display = A window needs a display (X11 or Wayland) and OpenGL; on Debian: apt install libgl1 libegl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0
no-window-commands = Every command also works without a window: see glossator --help
display-gone = the display has gone away
display-gone-hint = What was done is safe in the project; start again when there is a display
frame-log-unwritten = the frame log { $path } cannot be written: { $reason }
picture-no-view = there is no view “{ $name }”
picture-views = There are articles, ledger, sources, claims, figures, entities, events, overview, schema, history, guideline, keys and preferences
picture-not-encoded = the picture cannot be written as PNG: { $name }
example-not-copied = the example cannot be copied to { $path }: { $reason }
project-only-look = this window may only look: { $name }
project-unnamed = Project
stranger = you are { $name } here and have marked nothing yet
stranger-hint = Marked is what { $name } did: glossator --annotator NAME is for another name

ledger-filter = Filter
ledger-sources = Sources
ledger-sources-count = { $count ->
    [one] 1 source
   *[other] { $count } sources
}
ledger-sources-empty = Who says something in the articles will stand here, as soon as a claim has a source. Choose a claim and press = to find who says it.
ledger-claims = Claims
ledger-claims-count = { $count ->
    [one] 1 claim
   *[other] { $count } claims
}
ledger-claims-empty = Claims that many articles share will stand here. Choose a marked claim and give it a statement.
ledger-figures = Figures
ledger-figures-count = { $count ->
    [one] 1 group
   *[other] { $count } groups
}
ledger-figures-empty = Figures that count the same will stand here side by side, as soon as some are marked.
ledger-entities = Entities
ledger-entities-count = { $count ->
    [one] 1 entity
   *[other] { $count } entities
}
ledger-entities-empty = Whom and what the articles name will stand here, as soon as a name is linked.
ledger-events = Events
ledger-events-count = { $count ->
    [one] 1 event
   *[other] { $count } events
}
ledger-events-empty = Events that articles, figures and claims share will stand here.
ledger-none-match = Nothing matches.
ledger-to-look-at = { $count ->
    [0] nothing to look at
   *[other] { $count } to look at
}
ledger-as = as { $name } marked it
ledger-reading = { $count ->
    [one] Reading 1 article…
   *[other] Reading { $count } articles…
}
ledger-unread = { $count ->
    [one] 1 article could not be read and is missing here.
   *[other] { $count } articles could not be read and are missing here.
}
ledger-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
ledger-unnamed = Nobody in particular
ledger-own-voice = { $name }, in its own voice
ledger-source-about = { $sayings ->
    [one] 1 saying
   *[other] { $sayings } sayings
} in { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
}
ledger-reversals = { $count ->
    [one] goes back on it
   *[other] goes back on it { $count } times
}
ledger-reversal = First “{ $before }”, later “{ $now }”
ledger-denies = denies
ledger-questions = questions
ledger-withholds = does not say
ledger-hedged = not sure
ledger-denied = denied
ledger-doubted = doubted
ledger-affirmed = affirmed
ledger-open = open
ledger-said-by = Said by { $name }
ledger-denied-by = denied by { $name }
ledger-claim-counts = { $sources ->
    [one] 1 source
   *[other] { $sources } sources
}, { $outlets ->
    [one] 1 outlet
   *[other] { $outlets } outlets
}
ledger-from-to = { $first } to { $last }
ledger-no-claim = a claim that is gone
ledger-repeats-from = Repeats: { $name }
ledger-repeats-to = Repeated by: { $name }
ledger-updates-from = Updates: { $name }
ledger-updates-to = Updated by: { $name }
ledger-corrects-from = Corrects: { $name }
ledger-corrects-to = Corrected by: { $name }
ledger-supports-from = Supports: { $name }
ledger-supports-to = Supported by: { $name }
ledger-contradicts-from = Contradicts: { $name }
ledger-contradicts-to = Contradicted by: { $name }
ledger-part_of-from = Part of: { $name }
ledger-part_of-to = Has as a part: { $name }
ledger-figures-unnamed = figures: { $name }
ledger-figures-about = { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
ledger-conflict = literal conflict
ledger-gap = suspicious gap
ledger-true-conflict = true conflict
ledger-settled = settled
ledger-settled-as = settled as { $name } by { $who }, { $when }
ledger-reopened = a figure has changed since it was settled as { $name } by { $who }, { $when }
ledger-settled-update = an update
ledger-settled-different = different things
ledger-settled-error = an error
ledger-settled-conflict = a true conflict
ledger-near = not comparable
ledger-compatible = compatible
ledger-single = one figure
ledger-not-comparable = “{ $one }” is not compared with “{ $other }”: { $reason }
ledger-modality-actual = actual
ledger-modality-planned = planned
ledger-modality-predicted = predicted
ledger-modality-rhetorical = rhetorical
ledger-entity-about = { $mentions ->
    [one] named once
   *[other] named { $mentions } times
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
ledger-also = also { $name }
ledger-beside = beside { $name }
ledger-event-about = { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
}, { $claims ->
    [one] 1 claim
   *[other] { $claims } claims
}
ledger-copied = Copied as a citation
ledger-not-shown = The ledger is not shown
ledger-show-first = Show the ledger first
ledger-nothing-to-save = there is nothing to save in this part of the ledger
key-row = row
key-part = part
key-go = to the article
key-zone-accept = accept zone
key-zone-refuse = refuse zone
key-settle = settle
key-cite = cite
key-save = save
