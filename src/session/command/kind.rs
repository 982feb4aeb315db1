//! The rows of the table.

use super::spec::Spec;
use super::{
    arming, articles, attributing, attributions, bulk, candidates, choosing, claim_links, claims, cursor,
    edges, entities, events, history, labels, layers, linking, marks, places, progress, project, quantities,
    relating, relations, remarks, schema, selecting, settling, zones,
};
use crate::session::error::Refusal;

macro_rules! commands {
    ($($variant:ident = $spec:path,)*) => {
        /// A command, as a row of the table. [`CommandKind::spec`] tells everything about it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each has a spec that says what it does")]
        pub enum CommandKind { $($variant,)* }

        impl CommandKind {
            /// Every command, in the order of menus and of the manual.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What the table says of it.
            pub const fn spec(self) -> &'static Spec {
                match self { $(Self::$variant => &$spec,)* }
            }
        }
    };
}

commands! {
    ArticleOpen = articles::OPEN,
    ArticleNext = articles::NEXT,
    ArticlePrevious = articles::PREVIOUS,
    ArticleRemove = articles::REMOVE,
    StatusSet = progress::SET_STATUS,
    DocumentLabel = progress::SET_LABELS,
    MetadataSet = progress::SET_METADATA,
    ArticleEvent = events::ARTICLE,
    ZoneAdd = zones::ADD,
    ZoneDelete = zones::DELETE,
    ZoneAccept = zones::ACCEPT,
    ZoneRefuse = zones::REFUSE,

    Select = selecting::SELECT,
    SelectionClear = selecting::CLEAR,
    SelectionGrow = selecting::GROW,
    SelectionShrink = selecting::SHRINK,
    SelectionSentence = selecting::SENTENCE,
    SelectionQuotation = selecting::QUOTATION,
    SelectionMark = selecting::MARK,
    CursorNextWord = cursor::NEXT_WORD,
    CursorPreviousWord = cursor::PREVIOUS_WORD,
    CursorNextSentence = cursor::NEXT_SENTENCE,
    CursorPreviousSentence = cursor::PREVIOUS_SENTENCE,
    CursorNextParagraph = cursor::NEXT_PARAGRAPH,
    CursorPreviousParagraph = cursor::PREVIOUS_PARAGRAPH,
    CursorNextGrapheme = cursor::NEXT_GRAPHEME,
    CursorPreviousGrapheme = cursor::PREVIOUS_GRAPHEME,
    CursorExtendNextWord = cursor::EXTEND_NEXT_WORD,
    CursorExtendPreviousWord = cursor::EXTEND_PREVIOUS_WORD,
    CursorExtendNextSentence = cursor::EXTEND_NEXT_SENTENCE,
    CursorExtendPreviousSentence = cursor::EXTEND_PREVIOUS_SENTENCE,
    CursorExtendNextParagraph = cursor::EXTEND_NEXT_PARAGRAPH,
    CursorExtendPreviousParagraph = cursor::EXTEND_PREVIOUS_PARAGRAPH,
    CursorExtendNextGrapheme = cursor::EXTEND_NEXT_GRAPHEME,
    CursorExtendPreviousGrapheme = cursor::EXTEND_PREVIOUS_GRAPHEME,

    CandidateNext = candidates::NEXT,
    CandidatePrevious = candidates::PREVIOUS,

    AnnotationAdd = marks::ADD,
    CandidateAccept = candidates::ACCEPT,
    CandidateReject = candidates::REJECT,
    CandidateDismiss = candidates::DISMISS,
    AnnotationMarkAll = bulk::MARK_ALL,
    AnnotationAddMany = places::ADD_MANY,
    AnnotationRepeat = marks::REPEAT,
    AnnotationDelete = marks::DELETE,
    AnnotationRelabel = marks::RELABEL,
    AnnotationChoose = choosing::CHOOSE,
    AnnotationNext = choosing::NEXT,
    AnnotationPrevious = choosing::PREVIOUS,
    AnnotationSetSpan = edges::SET_SPAN,
    AnnotationAddSpan = edges::ADD_SPAN,
    AnnotationRemoveSpan = edges::REMOVE_SPAN,
    AnnotationMoveEdge = edges::MOVE,
    AnnotationEndForward = edges::END_FORWARD,
    AnnotationEndBack = edges::END_BACK,
    AnnotationStartForward = edges::START_FORWARD,
    AnnotationStartBack = edges::START_BACK,
    AnnotationEndForwardGrapheme = edges::END_FORWARD_GRAPHEME,
    AnnotationEndBackGrapheme = edges::END_BACK_GRAPHEME,
    AnnotationStartForwardGrapheme = edges::START_FORWARD_GRAPHEME,
    AnnotationStartBackGrapheme = edges::START_BACK_GRAPHEME,
    FeatureSet = remarks::SET_FEATURE,
    NoteSet = remarks::SET_NOTE,
    FlagSet = remarks::SET_FLAG,
    FlagAnswer = remarks::ANSWER_FLAG,
    FlagClear = remarks::CLEAR_FLAG,
    QuantitySet = quantities::SET,
    RelationAdd = relations::ADD,
    RelationDelete = relations::DELETE,

    LabelApply = marks::APPLY,
    LabelArm = arming::ARM,
    LabelDisarm = arming::DISARM,

    AttributionPropose = attributing::PROPOSE,
    AttributionAdd = attributions::ADD,
    AttributionSet = attributions::SET,
    AttributionDelete = attributions::DELETE,

    EntityAdd = entities::ADD,
    EntitySet = entities::SET,
    EntityDelete = entities::DELETE,
    EntityTake = linking::TAKE,
    EntityNew = linking::NEW,
    EntityLink = entities::LINK,
    EntityMerge = entities::MERGE,
    EntitySplit = linking::SPLIT,
    ClaimAdd = claims::ADD,
    ClaimSet = claims::SET,
    ClaimDelete = claims::DELETE,
    ClaimNew = relating::NEW,
    ClaimRelate = relating::RELATE,
    ClaimMention = claims::MENTION,
    ClaimLink = claim_links::LINK,
    ClaimUnlink = claim_links::UNLINK,
    EventAdd = events::ADD,
    EventSet = events::SET,
    EventDelete = events::DELETE,
    FiguresSettle = settling::SETTLE,
    FiguresReopen = settling::REOPEN,

    LayerAdd = layers::ADD,
    LayerRename = layers::RENAME,
    LayerSetGuideline = layers::SET_GUIDELINE,
    LabelAdd = labels::ADD,
    LabelRename = labels::RENAME,
    LabelRecolour = labels::RECOLOUR,
    LabelSetKey = labels::SET_KEY,
    LabelMerge = labels::MERGE,
    LabelRetire = labels::RETIRE,
    LabelRestore = labels::RESTORE,
    LabelSetGuideline = labels::SET_GUIDELINE,
    FeatureAdd = schema::ADD_FEATURE,
    FeatureChange = schema::CHANGE_FEATURE,
    RelationTypeAdd = schema::ADD_RELATION_TYPE,
    ScalesSet = project::SET_SCALES,

    ProjectRename = project::RENAME,
    GuidelineSet = project::SET_GUIDELINE,
    PersonAdd = project::ADD_PERSON,
    PersonAssign = project::ASSIGN,

    Undo = history::UNDO,
    Redo = history::REDO,
    HistoryGo = history::GO,
    HistorySkip = history::SKIP,
}

impl CommandKind {
    /// The command with this id.
    pub fn find(id: &str) -> Result<Self, Refusal> {
        let found = Self::ALL.iter().copied().find(|kind| kind.spec().id == id);
        found.ok_or_else(|| {
            let (group, _) = id.split_once('.').unwrap_or((id, ""));
            let like = |known: &&str| {
                let (known_group, action) = known.split_once('.').unwrap_or((known, known));
                known_group == group || action == id
            };
            let near: Vec<&str> = Self::ALL.iter().map(|kind| kind.spec().id).filter(like).collect();
            let refusal = Refusal::new(format!("there is no command {id:?}"));
            if near.is_empty() { refusal } else { refusal.hint(format!("There are {}", near.join(", "))) }
        })
    }
}
