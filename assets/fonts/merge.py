"""Makes the faces of this folder from the npm packages @fontsource/*, version 5.3.0.

    pip install fonttools brotli
    npm pack @fontsource/literata @fontsource/inter @fontsource/noto-naskh-arabic @fontsource/noto-sans-arabic \
        @fontsource/noto-serif-hebrew @fontsource/noto-serif-devanagari
    for f in *.tgz; do mkdir -p packages/${f%-5.3.0.tgz} && tar xzf $f -C packages/${f%-5.3.0.tgz}; done
    python3 merge.py packages .

Each package carries one file for each script and weight; the scripts of a family are merged into one face, its
hinting instructions are dropped (they are written for one file alone), and its names are set.
"""

import sys
import tempfile
from pathlib import Path

from fontTools import merge
from fontTools.ttLib import TTFont

EUROPEAN = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"]
FAMILIES = {
    "literata": ("Literata", EUROPEAN),
    "inter": ("Inter", EUROPEAN),
    "noto-naskh-arabic": ("Noto Naskh Arabic", ["arabic"]),
    "noto-sans-arabic": ("Noto Sans Arabic", ["arabic"]),
    "noto-serif-hebrew": ("Noto Serif Hebrew", ["hebrew"]),
    "noto-serif-devanagari": ("Noto Serif Devanagari", ["devanagari"]),
}
UPRIGHT = [(400, "normal", "Regular"), (600, "normal", "SemiBold")]
# Only the reading face has an italic: guidelines set emphasis in it.
FACES = {"literata": [*UPRIGHT, (400, "italic", "Italic")]}
HINTING = ["fpgm", "prep", "cvt ", "gasp", "VDMX", "hdmx", "LTSH", "DSIG", "STAT", "MVAR"]


def unhinted(source, target):
    """Writes `source` as TrueType without instructions."""
    font = TTFont(source)
    font.flavor = None
    for table in HINTING:
        if table in font:
            del font[table]
    for name in font["glyf"].keys():
        font["glyf"][name].removeHinting()
    font.save(target)
    return str(target)


def rename(font, family, style, stem):
    """Sets the names that programs look a face up by."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    legacy = family if style in ("Regular", "Italic") else f"{family} {style}"
    values = {1: legacy, 2: style if style == "Italic" else "Regular", 3: stem, 4: f"{family} {style}", 6: stem, 16: family, 17: style}
    for name_id, value in values.items():
        names.setName(value, name_id, 3, 1, 0x409)


def main(packages, out):
    for package, (family, scripts) in FAMILIES.items():
        files = Path(packages) / f"fontsource-{package}" / "package" / "files"
        for weight, slope, style in FACES.get(package, UPRIGHT):
            with tempfile.TemporaryDirectory() as folder:
                parts = [
                    unhinted(files / f"{package}-{script}-{weight}-{slope}.woff2", Path(folder) / f"{script}.ttf")
                    for script in scripts
                ]
                face = merge.Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
                stem = f"{family.replace(' ', '')}-{style}"
                face["OS/2"].usWeightClass = weight
                if slope == "italic":
                    face["OS/2"].fsSelection = (face["OS/2"].fsSelection | 1) & ~(1 << 6)
                    face["head"].macStyle |= 2
                rename(face, family, style, stem)
                face.save(Path(out) / f"{stem}.ttf")


main(*sys.argv[1:])
