"""The last step of a paper: what a screen reader and an archive still miss in WeasyPrint's PDF.

Header cells get their scope, the words in the margins become artifacts instead of text that
belongs to nothing, and the file says no more about its making than it has to.
"""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

type Place = tuple[tuple[int, int], int]
"""A piece of marked content: the page it stands on and its number there."""

PRINTED = 4
"""The flag of an annotation that is also shown on paper."""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def finish(pdf: bytes, *, title: str, lang: str) -> bytes:
    """Return a tagged PDF made ready for PDF/UA-1; the same bytes for the same input."""
    with pikepdf.open(BytesIO(pdf)) as document:
        read = _Reading(document)
        for page in document.pages:
            _set_margins_apart(document, page, read.marked)
            for annotation in page.get("/Annots", Array()):
                annotation.F = PRINTED
        _name(document, title, lang)
        document.remove_unreferenced_resources()
        out = BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return out.getvalue()


class _Reading:
    """A walk through the structure tree in reading order; notes every piece of marked content."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self.marked: set[Place] = set()
        self._walk(document.Root.StructTreeRoot.K, None, "")

    def _walk(self, node: Any, page: Any, group: str) -> None:
        if isinstance(node, Array):
            for kid in node:
                self._walk(kid, page, group)
        elif isinstance(node, Dictionary):
            self._element(node, node.get("/Pg", page), group)
        elif page is not None:
            self.marked.add((page.objgen, int(node)))

    def _element(self, node: Any, page: Any, group: str) -> None:
        kind = str(node.get("/S", ""))
        if node.get("/Type") == Name.MCR:
            self.marked.add((page.objgen, int(node.MCID)))
        elif kind == "/TH":
            node.A.Scope = Name.Column if group == "/THead" else Name.Row
        elif kind in {"/THead", "/TBody"}:
            group = kind
        if "/K" in node:
            self._walk(node.K, page, group)


def _set_margins_apart(document: pikepdf.Pdf, page: pikepdf.Page, marked: set[Place]) -> None:
    instructions = []
    loose: set[int] = set()
    for instruction in pikepdf.parse_content_stream(page):
        number = _number(instruction)
        if number is None or (page.obj.objgen, number) in marked:
            instructions.append(instruction)
            continue
        loose.add(number)
        pagination = Dictionary(Type=Name.Pagination)
        instructions.append(
            pikepdf.ContentStreamInstruction([Name.Artifact, pagination], Operator("BDC"))
        )
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
    _forget(document, page, loose)


def _number(instruction: Any) -> int | None:
    """Return the number of the marked content that an instruction begins, if it begins one."""
    if str(instruction.operator) != "BDC":
        return None
    properties = instruction.operands[1]
    if not isinstance(properties, Dictionary) or "/MCID" not in properties:
        return None
    return int(properties.MCID)


def _forget(document: pikepdf.Pdf, page: pikepdf.Page, loose: set[int]) -> None:
    """Take the margins out of the table from marked content to structure, too."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    owners = numbers[list(numbers)[::2].index(page.StructParents) * 2 + 1]
    for number in loose:
        if number < len(owners):
            owners[number] = None


def _name(document: pikepdf.Pdf, title: str, lang: str) -> None:
    document.Root.Lang = String(lang)
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.Root.MarkInfo = Dictionary(Marked=True)
    # Which program made it, and when, is of use to nobody who gets the paper.
    del document.docinfo
    document.docinfo["/Title"] = String(title)
    stream = document.make_stream(XMP.format(title=escape(title), lang=escape(lang)).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    document.Root.Metadata = stream
