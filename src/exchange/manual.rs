//! The registry of formats as a page of the manual.

use super::format::{FORMATS, Format, Shape};

const HEAD: &str = "# Formats

What Glossator writes data sets in, and what each format can hold.
This page is written from the registry of formats (`src/exchange/format.rs`); a test compares the two.
`glossator formats` prints the same.

What a format cannot hold is never dropped in silence: `export` counts and lists it, and its exit code is 1.
What is held in another way than it was marked, as a token that was cut at the edge of a mark, is told as a note and leaves the exit code as it is.
`--dry-run` tells all of this and writes nothing.

Before an export appears under its name it is read again by this program and compared with the articles: texts, places and labels of marks, relations, labels of articles, refused suggestions, and of `jsonl` every byte of what it says of articles.
If anything is not as it was, beyond what was listed as lost, the export fails, names the article and leaves what was there before.
`conll`, `conll-bilou` and `gliner` do not keep white space, so their texts are compared without it; a format that this program does not read is not compared, nor is an export without texts.
An export to `spacy` with more than 32 MB of text is not read again, because it would be in memory as a whole; a note says so.

[splits.md](splits.md) tells how articles are put into `train`, `validation` and `test`.

| format | `--to` | read | written | makes | offsets count |
|---|---|---|---|---|---|
";

const MIDDLE: &str = "
## What each carries

";

const LEGEND: &str = "
* *overlap*: marks that cross each other; *nesting*: marks within marks; *discontinuous*: marks of several pieces.
* *features*: features of marks, notes and doubts; *entity links*: the entity or claim that a mark belongs to; *quantities*: the values of figures; *attributions*: who says what.
* *document labels*: labels of whole articles; *rejected*: suggestions that were refused, which are examples of what is no mark.
* *empty documents*: articles without text; *lossless text*: the text to the byte, line ends included; *zones*: which stretches are captions, front matter and the like; *metadata*: title, outlet, date and the rest.

## The card

Every export that is a folder has a card, `README.md`: how many articles, marks and relations are in each split, every label with its definition from the schema, who marked how much, how far those agree who have worked on the same articles, the splits with their seed and what leaks, the outlets, days and languages, the licence (`--license`), and the command that made it.
That of `hf` says the types of its columns as well. Folders of texts (`txt`, `md`) have none, and no import takes a card for an article.

## Work that is not finished

A layer that is not `done` in an article says nothing of the places without a mark.
Formats that can tell a finished layer from an unfinished one (`jsonl`, `hf` in its configuration `spans`, `parquet`, `label-studio`, `w3c`, `csv`) have all marks, and say which layers are finished.
The others leave an unfinished layer out, and the export lists its marks as lost.
`--status` takes the work as it is: `--status done --status in_progress` exports both.

## Several annotators

Each annotator's work is a document of its own. The work of one alone is exported with `--annotator NAME`.

## Tokens

Formats of tokens (`conll`, `conll-bilou`, `conllu`, `gliner`, `prodigy`, `hf` in its `tokens_...` configurations, `spacy`) ask two more things:

| option | tokens, marks |
|---|---|
| `--tokens unicode` | words of any script by the Unicode rules and dictionaries, every other sign by itself (when it is not given) |
| `--tokens whitespace` | whatever stands between white space |
| `--tokens words` | Python's `\\w+(?:[-_]\\w+)*\\|\\S`, by which GLiNER reads texts; `gliner` always has these |
| `--tokens spacy-like` | as [spaCy](formats/spacy.md#tokens) cuts English: at hyphens, contractions and units, not in abbreviations and addresses |
| `--misfits split` | a token is cut in two where a mark starts or ends inside of it: the mark is exact (when it is not given) |
| `--misfits expand` | the mark grows to the edges of its tokens, and is listed |
| `--misfits omit` | the mark is left out, and is listed |
";

/// Every format as Markdown.
pub fn markdown() -> String {
    let formats: String = FORMATS.iter().map(|format| row(format)).collect();
    let heads: String = FORMATS.iter().map(|format| [" ", format.id, " |"].concat()).collect();
    let rules = "---|".repeat(FORMATS.len());
    let questions = FORMATS.first().map(|format| format.carries.answers()).unwrap_or_default();
    let answers: String =
        questions.iter().enumerate().map(|(number, (question, _))| answers(number, question)).collect();
    format!("{HEAD}{formats}{MIDDLE}| |{heads}\n|---|{rules}\n{answers}{LEGEND}")
}

/// The page of a format, as it is linked from the manual.
pub fn page(format: &Format) -> String {
    match format.id {
        "jsonl" => "json-lines.md".to_owned(),
        id => format!("formats/{id}.md"),
    }
}

fn row(format: &Format) -> String {
    let yes = |yes| if yes { "yes" } else { "" };
    let makes = match (format.export, format.shape) {
        (None, _) => "",
        (Some(_), Shape::File) => "a file",
        (Some(_), Shape::Folder) => "a folder",
    };
    format!(
        "| [{}]({}) | `{}` | {} | {} | {makes} | {} |\n",
        format.name,
        page(format),
        format.id,
        yes(format.importer.is_some()),
        yes(format.export.is_some()),
        format.offsets.map(super::format::Offsets::name).unwrap_or_default()
    )
}

/// What every format answers to the question with that number.
fn answers(number: usize, question: &str) -> String {
    let answer = |format: &&Format| {
        let (_, yes) = format.carries.answers()[number];
        if yes { " ● |" } else { " |" }
    };
    let answers: String = FORMATS.iter().map(answer).collect();
    format!("| {} |{answers}\n", question.replace('_', " "))
}
