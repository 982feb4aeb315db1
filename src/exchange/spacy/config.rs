//! A configuration of spaCy that trains on what was exported: `python -m spacy train config.cfg`.

use std::fmt::Write as _;

use super::doc::REFUSED;
use crate::exchange::document::Document;
use crate::exchange::exporter::ExportContext;
use crate::model::schema::Role;

/// The configuration for files called `stems`, without their extension.
pub(super) fn text(context: &ExportContext<'_>, stems: &[&str]) -> String {
    let layers = Document::layers(context);
    let entities = layers.iter().find(|layer| layer.role == Role::Entity);
    let spans: Vec<&str> =
        layers.iter().filter(|layer| layer.role != Role::Entity).map(|layer| layer.key.as_str()).collect();
    let find = |names: &[&str]| stems.iter().find(|stem| names.contains(*stem)).copied();
    let train = find(&["train"]).or(stems.first().copied()).unwrap_or("train");
    let dev = find(&["validation", "dev", "valid", "val"]).or(find(&["test"])).unwrap_or(train);
    let mut pipes = vec!["tok2vec".to_owned()];
    pipes.extend(entities.map(|_| "ner".to_owned()));
    pipes.extend((0..spans.len()).map(spancat));
    let mut out = format!(
        "# python -m spacy train config.cfg --output model\n\
         [paths]\ntrain = \"{train}.spacy\"\ndev = \"{dev}.spacy\"\n\n\
         [system]\ngpu_allocator = null\nseed = 0\n\n\
         [nlp]\nlang = \"{}\"\npipeline = {}\nbatch_size = 64\n\n[components]\n\n",
        language(context),
        list(&pipes)
    );
    out.push_str(TOK2VEC);
    if entities.is_some() {
        out.push_str(&NER.replace("REFUSED", REFUSED));
    }
    for (number, layer) in spans.iter().enumerate() {
        out.push_str(&SPANCAT.replace("PIPE", &spancat(number)).replace("LAYER", layer));
    }
    out.push_str(TRAINING);
    out.push_str(&weights(entities.is_some(), &spans));
    out
}

/// What a model is judged by: each layer counts the same. spaCy itself would only look at a group called "sc".
fn weights(has_entities: bool, spans: &[&str]) -> String {
    let measured =
        spans.iter().map(|layer| format!("spans_{layer}_f")).chain(has_entities.then(|| "ents_f".to_owned()));
    let measured: Vec<String> = measured.collect();
    let weight = 1.0 / measured.len().max(1) as f64;
    let mut out = String::from("\n[training.score_weights]\n");
    for name in &measured {
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "{name} = {weight:.3}");
    }
    if !spans.is_empty() {
        out.push_str("spans_sc_f = null\nspans_sc_p = null\nspans_sc_r = null\n");
    }
    out
}

/// The name of the pipe of the layer with that number.
fn spancat(number: usize) -> String {
    if number == 0 { "spancat".to_owned() } else { format!("spancat_{}", number + 1) }
}

/// spaCy's code for the language of most articles; "xx", any language, where they are of several or none is known.
pub(super) fn language(context: &ExportContext<'_>) -> String {
    let listed = context.project.articles().values();
    let mut codes: Vec<String> = listed
        .filter_map(|slot| {
            slot.listing().metadata.language.as_deref().map(|tag| tag.chars().take(2).collect())
        })
        .collect();
    codes.sort_unstable();
    codes.dedup();
    match codes.as_slice() {
        [only] => only.clone(),
        _ => "xx".to_owned(),
    }
}

fn list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
    format!("[{}]", quoted.join(","))
}

const TOK2VEC: &str = r#"[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM","PREFIX","SUFFIX","SHAPE"]
rows = [5000,1000,2500,2500]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

"#;

const NER: &str = r#"[components.ner]
factory = "ner"
incorrect_spans_key = "REFUSED"

[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
nO = null

[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "*"

"#;

const SPANCAT: &str = r#"[components.PIPE]
factory = "spancat"
spans_key = "LAYER"
max_positive = null
threshold = 0.5

[components.PIPE.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.PIPE.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.PIPE.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = null
nI = null

[components.PIPE.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "*"

[components.PIPE.suggester]
@misc = "spacy.ngram_suggester.v1"
sizes = [1,2,3,4,5,6,7,8]

"#;

const TRAINING: &str = r#"[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${paths.train}
max_length = 0

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${paths.dev}
max_length = 0

[training]
train_corpus = "corpora.train"
dev_corpus = "corpora.dev"
seed = ${system.seed}
gpu_allocator = ${system.gpu_allocator}
max_steps = 20000
patience = 1600
eval_frequency = 200

[training.optimizer]
@optimizers = "Adam.v1"

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2

[training.batcher.size]
@schedules = "compounding.v1"
start = 100
stop = 1000
compound = 1.001
"#;
