"""Drawn blocks in a Word document: a picture of 300 dpi with its words for who cannot see it."""

from __future__ import annotations

from documents.report import drawings, measures, scenes
from documents.report.charts import Drawn
from documents.word.elements import paragraph, picture, w
from documents.word.flow import Flow


def drawing(block: Drawn, flow: Flow) -> None:
    scene = drawings.drawn(block)
    relation, _, _ = flow.part.image(scenes.png(scene))
    width = min(scene.width, measures.text_width(flow.section))
    exact = w("spacing", before=0, after=0, line=240, lineRule="auto")
    shown = picture(relation, width, scene.height * width / scene.width, block.alt)
    flow.add(paragraph("Sela", shown, keepNext=flow.keep or None, spacing=exact))
    flow.space(3)
