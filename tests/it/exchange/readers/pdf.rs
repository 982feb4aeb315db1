//! PDF documents: made here object by object, and as `WeasyPrint` and `ReportLab` write them
//! (`tests/interop/write_pdf.py`).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use glossator::exchange::growth::SchemaGrowth;
use glossator::exchange::importer::{ImportError, ImportOptions};
use glossator::model::article::Article;
use glossator::model::schema::Schema;
use proptest::prelude::*;

use super::super::{Imported, options, try_read};

const WEASYPRINT: &[u8] = include_bytes!("real/weasyprint.pdf");
const REPORTLAB: &[u8] = include_bytes!("real/reportlab.pdf");

fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    try_read(&[("dam.pdf", bytes)], &options(), SchemaGrowth::new(Schema::default()))
}

fn refused(bytes: &[u8]) -> String {
    let error = read(bytes).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("(dam.pdf)"), "{error} names no file");
    error
}

fn zones(article: &Article) -> Vec<(&'static str, &str)> {
    let mut zones: Vec<_> = article.zones().values().collect();
    zones.sort_by_key(|zone| zone.span.start());
    zones.iter().map(|zone| (zone.kind.name(), article.body().quote(zone.span))).collect()
}

fn other(article: &Article, key: &str) -> Option<String> {
    article.metadata().other.get(key).map(|value| format!("{value:?}"))
}

/// A stream with the entries `dict`.
fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {dict} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A document of `objects`, which are numbered from 1 on; the first is its catalogue.
fn document(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, object) in objects.iter().enumerate() {
        table.extend([&format!("{:010}", bytes.len()), " 00000 n \n"]);
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (count, start) = (objects.len() + 1, bytes.len());
    let end = format!(
        "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    bytes
}

/// What codes of the typeface `/S` mean: a ligature, a fireman, an e with an accent that is a sign of its own, and Arabic
/// letters in the shapes that they have in a word.
const MEANINGS: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /S def /CMapType 2 def\n\
    1 begincodespacerange <00> <ff> endcodespacerange\n\
    8 beginbfchar <01> <fb01> <02> <d83ddc68d83cdffb200dd83dde92> <03> <0065> <04> <0301>\n\
    <05> <fee1> <06> <fefc> <07> <feb4> <08> <0020> endbfchar\n\
    endcmap CMapName currentdict /CMap defineresource pop end end";

/// A document of A5 pages with these contents. `/H` is Helvetica, `/S` has [`MEANINGS`], `/X` says not what it means.
fn pages(contents: &[&[u8]], trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|number| format!("{} 0 R", 7 + 2 * number)).collect();
    let kids = kids.join(" ");
    let fonts = "/Font << /H 3 0 R /S 4 0 R /X 6 0 R >>";
    let widths = "500 ".repeat(8);
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 420 595] /Resources << {fonts} >> >>", contents.len())
            .into(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 8 /Widths [{widths}] /ToUnicode 5 0 R >>"
        )
        .into(),
        stream("", MEANINGS.as_bytes()),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 8 /Widths [{widths}] >>").into(),
    ];
    for content in contents {
        let number = objects.len() + 1;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", number + 1).into());
        objects.push(stream("", content));
    }
    document(&objects, trailer)
}

/// Lines of text from a height down, in points.
fn lines(from: i32, size: i32, lines: &[&str]) -> String {
    let mut content = format!("BT /H {size} Tf {} TL 40 {from} Td\n", size * 6 / 5);
    for line in lines {
        content.extend(["(", line, ") Tj T*\n"]);
    }
    content + "ET\n"
}

const FIRST: [&str; 4] = [
    "The wall of the Lisk dam gave way before dawn, and a wave of brown wa-",
    "ter went down the well-known valley. \\223No,\\224 said the fire chief, who is well-",
    "known, \\223nobody is left. We heard it before we saw it, and the office shook.",
    "It was over by six.",
];

#[test]
fn pages_become_paragraphs_and_their_edges_zones() {
    let page = |number: usize, body: &str| {
        format!(
            "{}{body}{}",
            lines(570, 8, &[&format!("The Meridian, {number} May")]),
            lines(20, 8, &[&format!("- {number} -")])
        )
    };
    let headline = lines(520, 24, &["The Lisk dam", "gave way"]);
    let first = page(
        1,
        &[
            headline,
            lines(440, 10, &FIRST),
            lines(380, 10, &["More than 30,000 people had been told to leave the valley, and most"]),
        ]
        .concat(),
    );
    let second = page(2, &lines(520, 10, &["of them had done so."]));
    let third = page(3, &lines(520, 10, &["Nothing else is known."]));
    let info = "/Info << /Title <FEFF00440072006100660074> /Author (Ana Obi) /CreationDate (D:20310405063000+02'00') >>";
    let bytes = pages(&[first.as_bytes(), second.as_bytes(), third.as_bytes()], info);
    for name in ["dam.pdf", "dam"] {
        let imported = try_read(&[(name, &bytes)], &options(), SchemaGrowth::new(Schema::default())).unwrap();
        let article = imported.only();
        assert_eq!(
            article.body().text(),
            "The Lisk dam gave way\n\n\
             The wall of the Lisk dam gave way before dawn, and a wave of brown water went down the well-known valley. “No,” \
             said the fire chief, who is well-known, “nobody is left. We heard it before we saw it, and the office shook. It was over by six.\n\n\
             More than 30,000 people had been told to leave the valley, and most of them had done so.\n\n\
             The Meridian, 1 May\n\n- 1 -\n\nThe Meridian, 2 May\n\n- 2 -\n\nNothing else is known.\n\nThe Meridian, 3 May\n\n- 3 -"
        );
        assert_eq!(zones(article)[0], ("headline", "The Lisk dam gave way"));
        assert_eq!(zones(article)[1], ("navigation", "The Meridian, 1 May"));
        assert_eq!(zones(article).len(), 7);
        let metadata = article.metadata();
        assert_eq!(
            (metadata.title.as_deref(), metadata.byline.as_deref()),
            (Some("The Lisk dam gave way"), Some("Ana Obi"))
        );
        assert!(other(article, "created").unwrap().contains("2031-04-05T06:30:00+02:00"));
        assert!(other(article, "text_rebuilt").unwrap().contains("from lines of print"));
        assert!(imported.warnings.is_empty());
    }
}

#[test]
fn a_title_that_is_a_running_head_on_later_pages_is_the_headline() {
    let head = |size: i32| lines(570, size, &["Night over the valley"]);
    let text = |number: usize| {
        lines(500, 10, &[&format!("The text of page {} is here.", ["one", "two", "three"][number])])
    };
    let contents: Vec<String> =
        (0..3).map(|number| head(if number == 0 { 24 } else { 8 }) + &text(number)).collect();
    let contents: Vec<&[u8]> = contents.iter().map(String::as_bytes).collect();
    let imported = read(&pages(&contents, "")).unwrap();
    let head = "Night over the valley";
    assert_eq!(zones(imported.only()), [("headline", head), ("navigation", head), ("navigation", head)]);
    assert!(imported.only().body().text().starts_with(head));
}

#[test]
fn signs_are_plain_letters_in_the_order_in_which_they_are_read() {
    // The words stand at their places in any order, without a space between them.
    let content = b"BT /H 10 Tf 100 500 Td (reman) Tj ET BT /S 10 Tf 95 500 Td <01> Tj 55 0 Td <02> Tj 20 0 Td <0304> Tj ET\n\
        BT /S 10 Tf 40 450 Td <050607> Tj ET BT /H 10 Tf 1 0 0 1 40 400 Tm (twice) Tj 1 0 0 1 40.2 400 Tm (twice) Tj ET\n\
        BT /H 10 Tf 0 1 -1 0 400 100 Tm (turned) Tj ET BT /X 10 Tf 40 300 Td <01> Tj ET";
    let imported = read(&pages(&[content, b""], "/Info << /Title (Firemen \\(draft\\)) >>")).unwrap();
    let article = imported.only();
    assert_eq!(article.body().text(), "fireman 👨🏻‍🚒 e\u{301}\n\nسلام\n\ntwice");
    // No type is larger than that of the text, so the document names it.
    assert_eq!(article.metadata().title.as_deref(), Some("Firemen (draft)"));
    let said: Vec<&str> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "1 signs that say not which letters they are are left out",
            "6 signs that do not stand on a level line are left out",
            "page 2 has no text"
        ]
    );
}

#[test]
fn what_weasyprint_and_reportlab_have_written_is_read() {
    let expected = [
        "The Lisk dam gave way before dawn",
        "The wall of the Lisk dam gave way at 4:40 a.m. on Friday, and a wave of brown water went down the valley. More than 30,000 people had been told to leave; officials and firefighters said that most of them had done so before the reservoir emptied.",
        "“We heard it before we saw it,” said Ilsa Maren, a farmer from the well-known village of Orsolen. “Then the office shook.” The offices of the final inquiry were flooded, too.",
        "Engineers had found cracks in 2029. The repairs, which were to cost €4.5m, never began, because the province and the company could not agree on who was to pay for them, documents show.",
        "By nightfall three quarters of the province was without light, and the trains between Meridian and the coast had stopped. Hospitals ran on generators. A spokesman for the company said that the turbines would have to be replaced altogether, which would take until the end of the following year at the very least.",
        "The inquiry will begin on Monday. It will hear forty witnesses, among them the two engineers who wrote the letters and the head of the company, and it is to report within a year, the ministry said. Whether its findings will be binding is not clear: a similar inquiry in 2012 led to nothing, and its report was never published.",
    ];
    let arabic = "قال حاكم إقليم ليسك، بافلي أستور، إن 31 شخصا قتلوا في الفيضان. وأضاف أن (الحرس) وصل في الساعة 10:30 صباحا.";
    for (bytes, margins) in [
        (
            WEASYPRINT,
            &["The Meridian · 18 October 2031", "1 / 2", "The Meridian · 18 October 2031", "2 / 2"][..],
        ),
        (REPORTLAB, &["The Meridian Page 1", "The Meridian Page 2"]),
    ] {
        let imported = read(bytes).unwrap();
        let article = imported.only();
        let (headline, edges) =
            zones(article).split_first().map(|(first, rest)| (*first, rest.to_vec())).unwrap();
        assert_eq!(headline, ("headline", expected[0]));
        let edges: Vec<&str> = edges
            .into_iter()
            .map(|(kind, words)| {
                assert_eq!(kind, "navigation");
                words
            })
            .collect();
        assert_eq!(edges, margins);
        let mut own: Vec<&str> =
            article.body().text().split("\n\n").filter(|text| !margins.contains(text)).collect();
        if own.last() == Some(&arabic) {
            own.pop();
        }
        assert_eq!(own, expected);
        assert_eq!(article.metadata().byline.as_deref(), Some("Ana Obi"));
        assert_eq!(article.metadata().title.as_deref(), Some(expected[0]));
    }
    assert!(read(WEASYPRINT).unwrap().only().body().text().contains(arabic));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let whole = pages(&[lines(500, 10, &["Text"]).as_bytes()], "");
    assert_eq!(read(&whole).unwrap().only().body().text(), "Text");
    assert!(refused(b"").contains("the file is empty"));
    assert!(refused(b"no document at all").contains("is no PDF"));
    assert!(refused(&pages(&[b"0 0 100 100 re f"], "")).contains("have its text recognised (OCR) first"));
    assert!(refused(&pages(&[b"BT /S 9 Tf 9 9 Td <08> Tj ET"], "")).contains("no text, only pictures"));
    assert!(
        refused(&pages(&[b"BT /X 9 Tf 9 9 Td <0102> Tj ET"], "")).contains("say not which letters they are")
    );
    let locked = pages(&[b""], "/Encrypt << /Filter /Standard /V 2 /R 3 /P -4 >> /ID [<00> <00>]");
    assert!(refused(&locked).contains("is encrypted: save it again without a password"));
    let none = document(&[b"<< /Type /Catalog >>".to_vec()], "");
    assert!(refused(&none).contains("damaged"));
    for len in (20..whole.len() - 6).chain([WEASYPRINT.len() / 2]) {
        let bytes = if len < whole.len() { &whole[..len] } else { &WEASYPRINT[..len] };
        assert!(refused(bytes).contains("is cut off"), "{len}");
    }
    // One that is refused does not keep the others out.
    let keep_going = ImportOptions { keep_going: true, ..options() };
    let files: [(&str, &[u8]); 2] = [("a.pdf", b"%PDF-1.7"), ("b.pdf", &whole)];
    let imported = try_read(&files, &keep_going, SchemaGrowth::new(Schema::default())).unwrap();
    assert_eq!(imported.only().body().text(), "Text");
    assert!(imported.warnings[0].message.contains("cut off"));
}

#[test]
fn a_small_file_fills_neither_the_memory_nor_the_day() {
    let page = |content: Vec<u8>, more: &[Vec<u8>]| {
        let objects = [
            vec![
                b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 420 595] /Resources << /XObject << /A 5 0 R >> >> >>".to_vec(),
                b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
                content,
            ],
            more.to_vec(),
        ];
        document(&objects.concat(), "")
    };
    let once = packed(&vec![b' '; 65 << 20]);
    for (filters, data) in [
        ("/Filter /FlateDecode", once.clone()),
        ("/Filter /FlateDecode", once[2..].to_vec()),
        ("/Filter [/FlateDecode /FlateDecode]", packed(&once)),
    ] {
        let bytes = page(stream(filters, &data), &[]);
        assert!(bytes.len() < 100_000);
        assert!(refused(&bytes).contains("unpacks to more than 64 MB"));
    }
    // Nine parts, each of which draws the next one thirty times.
    let again = "/A Do ".repeat(30);
    let part = |number: usize| {
        let next = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A {} 0 R >> >>",
            number + 1
        );
        stream(&next, again.as_bytes())
    };
    let nested: Vec<Vec<u8>> = (5..14).map(part).collect();
    assert!(
        refused(&page(stream("", again.as_bytes()), &nested)).contains("more than 2000000 letters and lines")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_documents_are_refused_or_read_and_never_panic(
        is_short in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = if is_short { REPORTLAB } else { WEASYPRINT }.to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        match read(&bytes) {
            Ok(imported) => {
                for zone in imported.only().zones().values() {
                    let text = imported.only().body().text();
                    prop_assert!(text.get(zone.span.range()).is_some());
                }
            }
            Err(error) => prop_assert!(error.to_string().contains("(dam.pdf)")),
        }
    }
}
