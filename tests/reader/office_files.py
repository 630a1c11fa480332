"""Small office files, written for the tests."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    [
        *(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style", "draw", "meta")),
        f'xmlns:fo="{ODF}:xsl-fo-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
WORD_STYLES = f"""<w:styles xmlns:w="{W}">
    <w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="Frage"><w:basedOn w:val="Fett"/></w:style>
    <w:style w:styleId="Fett"><w:basedOn w:val="Frage"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style></w:styles>"""


def packed(entries: dict[str, str | bytes]) -> bytes:
    """A zip file of these entries."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, core: str = "", w: str = W) -> bytes:
    """A Word document with this body; `core` are properties such as `<dc:title>`."""

    def relations(*lines: str) -> str:
        return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'

    def relation(number: int, kind: str, target: str, more: str = "") -> str:
        return f'<Relationship Id="r{number}" Type="{KINDS}/{kind}" Target="{target}" {more}/>'

    return packed(
        {
            "_rels/.rels": relations(
                relation(1, "officeDocument", "/word/main.xml"),
                relation(2, "core-properties", "core.xml"),
            ),
            "core.xml": f'<core xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</core>',
            "word/_rels/main.xml.rels": relations(
                relation(1, "styles", "styles.xml"),
                relation(2, "hyperlink", "https://a.example/", 'TargetMode="External"'),
                relation(3, "hyperlink", "javascript:alert(1)", 'TargetMode="External"'),
            ),
            "word/styles.xml": WORD_STYLES.replace(W, w),
            "word/main.xml": f'<w:document xmlns:w="{w}" xmlns:r="{KINDS}"><w:body>{body}</w:body>'
            "</w:document>",
        }
    )


def odt(body: str, styles: str = "", meta: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    return packed(
        {
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "meta.xml": f"<office:document-meta {NAMES}>{meta}</office:document-meta>",
            "styles.xml": f'<s {NAMES}><style:style style:name="Strong" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style></s>',
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        }
    )
