//! Words that no rule cuts right: contractions, abbreviations, times of day, faces made of signs.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::Rules;

/// Words with the places at which each is cut.
pub(super) struct Exceptions {
    words: HashMap<String, Vec<usize>>,
    /// The length of the longest, in bytes.
    longest: usize,
}

impl Exceptions {
    /// Those of `rules`.
    pub(super) fn of(rules: Rules) -> &'static Self {
        static ENGLISH: LazyLock<Exceptions> = LazyLock::new(|| Exceptions::new(any().chain(english())));
        static ANY: LazyLock<Exceptions> = LazyLock::new(|| Exceptions::new(any()));
        match rules {
            Rules::English => &ENGLISH,
            Rules::Any => &ANY,
        }
    }

    /// `words` have a space wherever they are cut, and straight apostrophes, which may be curved in a text.
    fn new(words: impl Iterator<Item = String>) -> Self {
        let mut known = Self { words: HashMap::new(), longest: 0 };
        for word in words {
            for word in [word.replace('\'', "’"), word] {
                // Where a space was taken out before it, a cut is that much nearer to the beginning.
                let cuts = word.match_indices(' ').enumerate().map(|(number, (at, _))| at - number).collect();
                let whole = word.replace(' ', "");
                known.longest = known.longest.max(whole.len());
                known.words.insert(whole, cuts);
            }
        }
        known
    }

    /// Where `word` is cut, in bytes, if it is one of these.
    pub(super) fn cuts(&self, word: &str) -> Option<&[usize]> {
        if word.len() > self.longest { None } else { self.words.get(word).map(Vec::as_slice) }
    }

    /// Joins the tokens from number `first` on, which follow each other without a gap, where they make up an exception,
    /// and cuts that as it is cut. Of those that overlap the longest counts.
    pub(super) fn join(&self, text: &str, tokens: &mut Vec<Range<usize>>, first: usize) {
        let pieces = tokens[first..].to_vec();
        let mut found: Vec<Range<usize>> = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            let near =
                pieces[number..].iter().take_while(|end| end.end - piece.start <= self.longest).skip(1);
            let known = near.enumerate().filter(|(_, end)| self.cuts(&text[piece.start..end.end]).is_some());
            found.extend(known.map(|(more, _)| number..number + more + 2));
        }
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        found.retain(|span| {
            span.clone().all(|number| !taken.contains(&number)) && {
                taken.extend(span.clone());
                true
            }
        });
        found.sort_by_key(|span| span.start);
        tokens.truncate(first);
        let mut next = 0;
        for span in found {
            tokens.extend_from_slice(&pieces[next..span.start]);
            next = span.end;
            let (start, end) = (pieces[span.start].start, pieces[span.end - 1].end);
            let cuts = self.cuts(&text[start..end]).unwrap_or_default();
            let edges: Vec<usize> =
                [start].into_iter().chain(cuts.iter().map(|cut| start + cut)).chain([end]).collect();
            tokens.extend(edges.windows(2).map(|pair| pair[0]..pair[1]));
        }
        tokens.extend_from_slice(&pieces[next..]);
    }
}

/// Those of every language.
fn any() -> impl Iterator<Item = String> {
    let letters = ('a'..='z').chain("äöü".chars()).map(|letter| format!("{letter}."));
    let degrees = "cfkCFK".chars().map(|scale| format!("° {scale} ."));
    let signs = [
        "'", "''", "C++", "—", ":o)", "(o:", ":()", ">:(", ">:o", ":1", ":|", "=3", "=|", "(;", "(-;", "</3",
    ];
    let signs = signs.into_iter().map(str::to_owned);
    letters.chain(degrees).chain(signs).chain(faces())
}

/// Faces made of signs.
fn faces() -> impl Iterator<Item = String> {
    const LYING: [(&str, &[&str], &str); 5] = [
        (":", &["", "-"], ") )) ))) ( (( ((( ] } / P p O o 0 * 3 > X x D"),
        (":", &["'", "'-"], ") ("),
        (";", &["", "-"], ") D"),
        ("8", &["", "-"], ") D"),
        ("=", &[""], ") ( ] [ / D"),
    ];
    // Of those that look the other way, the eyes come last.
    const TURNED: &str = "(: (-: ): )-: [: [-: [= (= ]= (-8 xD XD xDD XDD <3 <33 <333";
    const UPRIGHT: &str = "^_^ ^__^ ^___^ -_- -__- ;_; ._. v_v V_V o_o O_O o_O O_o 0_0 0_o o_0 @_@ >.< >.> <.< v.v V.V o.o O.O \
                           o.O O.o 0.0 0.o o.0 (^_^) (-_-) (._.) (>_<) (*_*)";
    let lying = LYING.into_iter().flat_map(|(eyes, noses, mouths)| {
        let mouths = mouths.split(' ');
        mouths.flat_map(move |mouth| noses.iter().map(move |nose| [eyes, nose, mouth].concat()))
    });
    lying.chain(TURNED.split(' ').chain(UPRIGHT.split_whitespace()).map(str::to_owned))
}

/// Those of English.
fn english() -> impl Iterator<Item = String> {
    // Without their apostrophe these are words of their own.
    let words = ["ill", "its", "hell", "shell", "shed", "were", "well", "whore"];
    let is_word = move |word: &String| words.contains(&word.replace(' ', "").to_lowercase().as_str());
    let contractions = CONTRACTIONS.iter().flat_map(|(words, endings)| {
        words.split(' ').flat_map(move |word| endings.split(' ').map(move |ending| (word, ending)))
    });
    let contractions = contractions.flat_map(|(word, ending)| {
        let ending = ending.replace('+', " ");
        [word.to_owned(), capitalised(word)].into_iter().flat_map(move |word| {
            [format!("{word} {ending}"), format!("{word} {}", ending.replace('\'', ""))]
        })
    });
    let contractions = contractions.filter(move |word| !is_word(word));
    let hours = (1..=12).flat_map(|hour| ["a.m.", "am", "p.m.", "pm"].map(|half| format!("{hour} {half}")));
    let both = WHOLE.split_whitespace().flat_map(|word| [word.to_owned(), capitalised(word)]);
    let cut = CUT.iter().flat_map(|word| [(*word).to_owned(), capitalised(word)]);
    let small = ["y' all", "y all"].map(str::to_owned);
    let abbreviations = ABBREVIATIONS.split_whitespace().map(str::to_owned);
    contractions.chain(hours).chain(both).chain(cut).chain(small).chain(abbreviations)
}

fn capitalised(word: &str) -> String {
    let at = word.find(char::is_alphabetic).unwrap_or_default();
    let (head, tail) = word.split_at(at);
    let mut tail = tail.chars();
    let first = tail.next().into_iter().flat_map(char::to_uppercase);
    head.chars().chain(first).chain(tail).collect()
}

/// Words, and what may follow them, with a plus where that is cut again; all of it with and without apostrophes.
const CONTRACTIONS: [(&str, &str); 10] = [
    ("i", "'m 'm+a"),
    ("i you he she it we they", "'ll 'll+'ve 'd 'd+'ve"),
    ("i you we they", "'ve"),
    ("you we they", "'re"),
    ("he she it who what when where why how there that this", "'s"),
    ("who what when where why how there that this these those", "'ll 'll+'ve 'd 'd+'ve"),
    ("who what when where why how there these those", "'re 've"),
    ("ca could do does did had may might must need ought sha should wo would", "n't n't+'ve"),
    ("ai are is was were have has dare", "n't"),
    ("could might must should would", "'ve"),
];

/// What is cut otherwise, in small letters and with a capital.
const CUT: [&str; 8] = ["how 'd 'y", "not 've", "not ve", "can not", "gon na", "got ta", "let 's", "c'm on"];

/// What stays whole, in small letters and with a capital.
const WHOLE: &str = "'s ‘s 'cause 'cos 'coz 'cuz doin' goin' havin' lovin' nothin' nuthin' somethin' ol' ma'am o'clock co. e.g. i.e.";

/// What stays whole as it stands here.
const ABBREVIATIONS: &str = "'em 'll 'nuff 're 'd 'bout and/or w/o a.m. p.m. vs. v.s. E.G. I.E. Ph.D. \
    Mr. Mrs. Ms. Messrs. Dr. Prof. Rev. St. Jr. Gen. Adm. Gov. Sen. Rep. Bros. Corp. Inc. Ltd. Mt. \
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. \
    Ak. Ala. Ariz. Ark. Calif. Colo. Conn. D.C. Del. Fla. Ga. Ia. Id. Ill. Ind. Kan. Kans. Ky. La. Mass. Md. Mich. Minn. Miss. Mo. \
    Mont. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Okla. Ore. Pa. S.C. Tenn. Va. Wash. Wis.";
