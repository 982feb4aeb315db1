"""Writes the documents that the tests of the reader of PDF read: pages set by WeasyPrint (70.0), and by ReportLab (5.1.0)."""

import pathlib
import sys

from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from weasyprint import HTML

FIRST = [
    "The wall of the Lisk dam gave way at 4:40 a.m. on Friday, and a wave of brown water went down the valley. More than "
    "30,000 people had been told to leave; officials and firefighters said that most of them had done so before the "
    "reservoir emptied.",
    "“We heard it before we saw it,” said Ilsa Maren, a farmer from the well-known village of Orsolen. “Then the office "
    "shook.” The offices of the final inquiry were flooded, too.",
    "Engineers had found cracks in 2029. The repairs, which were to cost €4.5m, never began, because the province and the "
    "company could not agree on who was to pay for them, documents show.",
]
THEN = [
    "By nightfall three quarters of the province was without light, and the trains between Meridian and the coast had "
    "stopped. Hospitals ran on generators. A spokesman for the company said that the turbines would have to be replaced "
    "altogether, which would take until the end of the following year at the very least.",
    "The inquiry will begin on Monday. It will hear forty witnesses, among them the two engineers who wrote the letters and "
    "the head of the company, and it is to report within a year, the ministry said. Whether its findings will be binding is "
    "not clear: a similar inquiry in 2012 led to nothing, and its report was never published.",
]
ARABIC = "قال حاكم إقليم ليسك، بافلي أستور، إن 31 شخصا قتلوا في الفيضان. وأضاف أن (الحرس) وصل في الساعة 10:30 صباحا."

STYLE = """
@page { size: A6; margin: 18mm 10mm; @top-center { content: "The Meridian · 18 October 2031"; font-size: 8pt }
        @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt } }
body { font: 9pt "DejaVu Serif"; text-align: justify; hyphens: auto }
h1 { font-size: 18pt; line-height: 1.1; text-align: left; margin: 0 0 4mm; font-weight: normal }
div { columns: 2; column-gap: 7mm } p { margin: 0; text-indent: 1em } .r { direction: rtl }
"""


def weasyprint(path):
    def paragraphs(texts):
        return "".join(f"<p>{text}</p>" for text in texts)

    page = (
        f'<html lang="en"><head><meta charset="utf-8"><title>Draft</title><meta name="author" content="Ana Obi"><style>{STYLE}'
        f"</style></head><body><h1>The Lisk dam gave way before dawn</h1><div>{paragraphs(FIRST)}</div>{paragraphs(THEN)}"
        f'<p class="r" lang="ar">{ARABIC}</p></body></html>'
    )
    HTML(string=page).write_pdf(path)


def reportlab(path):
    def edges(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, A5[1] - 30, "The Meridian")
        canvas.drawRightString(A5[0] - 40, A5[1] - 30, f"Page {document.page}")

    document = BaseDocTemplate(str(path), pagesize=A5, title="Microsoft Word - dam.docx", author="Ana Obi", invariant=True)
    frame = Frame(40, 40, A5[0] - 80, A5[1] - 90)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=edges))
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=13, leading=18, spaceAfter=9)
    head = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=22, leading=26, spaceAfter=12)
    document.build([Paragraph("The Lisk dam gave way before dawn", head), *(Paragraph(text, body) for text in FIRST + THEN)])


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    weasyprint(folder / "weasyprint.pdf")
    reportlab(folder / "reportlab.pdf")
