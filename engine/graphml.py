"""Similarity graphs as GraphML, which Gephi, yEd, Cytoscape and networkx read.

Written as it goes, so that a million nodes need no tree in memory. The format's home is
graphml.graphdrawing.org.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from engine.moods import MOOD_POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.graph_parts import GraphPart
    from engine.moods import MoodName
    from engine.tracks import Track

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_OF_NODES = {
    "kind": "string",
    "title": "string",
    "artists": "string",
    "mood": "string",
    "genre": "string",
    "year": "int",
    "valence": "double",
    "arousal": "double",
}
_OF_EDGES = {"similarity": "double"}
_NO_FACTS: Mapping[str, object] = MappingProxyType({})
# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(part: GraphPart, out: BinaryIO) -> None:
    """Tracks are nodes by their id, moods by `mood:` and their name; edges know a similarity."""
    paper = _Paper(out)
    paper.open("graphml", xmlns=_NAMESPACE)
    for where, facts in (("node", _OF_NODES), ("edge", _OF_EDGES)):
        for name, kind in facts.items():
            paper.element("key", {"id": name, "for": where, "attr.name": name, "attr.type": kind})
    paper.open("graph", edgedefault="undirected")
    ids = _write_tracks(part, paper)
    for name in dict.fromkeys(name for _, name, _ in part.moods):
        paper.element("node", {"id": _mood_id(name)}, _mood_facts(name))
    edges = part.edges
    for row, other, similarity in zip(
        edges.rows.tolist(), edges.others.tolist(), edges.similarities.tolist(), strict=True
    ):
        paper.edge(ids[row], ids[other], similarity)
    for row, name, similarity in part.moods:
        paper.edge(ids[row], _mood_id(name), similarity)
    paper.close("graph")
    paper.close("graphml")


class _Paper:
    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def open(self, tag: str, **attributes: str) -> None:
        self._xml.startElement(tag, AttributesImpl(attributes))
        self._xml.ignorableWhitespace("\n")

    def close(self, tag: str) -> None:
        self._xml.endElement(tag)
        self._xml.ignorableWhitespace("\n")

    def element(
        self, tag: str, attributes: Mapping[str, str], facts: Mapping[str, object] = _NO_FACTS
    ) -> None:
        """Facts that are None are left out."""
        self._xml.startElement(tag, AttributesImpl(attributes))
        for name, value in facts.items():
            if value is not None:
                self._xml.startElement("data", AttributesImpl({"key": name}))
                self._xml.characters(_UNWRITABLE.sub("", str(value)))
                self._xml.endElement("data")
        self.close(tag)

    def edge(self, source: str, target: str, similarity: float) -> None:
        ends = {"source": source, "target": target}
        self.element("edge", ends, {"similarity": round(similarity, 4)})


def _write_tracks(part: GraphPart, paper: _Paper) -> dict[int, str]:
    """Row to id."""
    ids = {}
    for row in part.rows.tolist():
        track = part.catalogue.track(row)
        ids[row] = track.track_id
        valence, arousal = part.catalogue.plane[row].tolist()
        paper.element("node", {"id": track.track_id}, _track_facts(track, valence, arousal))
    return ids


def _track_facts(track: Track, valence: float, arousal: float) -> dict[str, object]:
    return {
        "kind": "track",
        "title": track.title,
        "artists": "; ".join(track.artists),
        "mood": track.mood.value,
        "genre": track.genre,
        "year": track.year,
        "valence": round(valence, 4),
        "arousal": round(arousal, 4),
    }


def _mood_id(name: MoodName) -> str:
    return f"mood:{name.value}"


def _mood_facts(name: MoodName) -> dict[str, object]:
    valence, arousal = MOOD_POINTS[name]
    return {"kind": "mood", "mood": name.value, "valence": valence, "arousal": arousal}
