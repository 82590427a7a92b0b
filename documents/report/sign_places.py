"""The places for certified signatures of a whole report: put into it, told of it, and emptied on a copy of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

from documents.report.blocks import Block, Report, SignatureBlock, Signer
from documents.report.sign_field import SignField


def put(report: Report, anchor: str) -> Report:
    """With a place for everybody who signs: TTD_1, TTD_2 in the order of the paper. The ``anchor`` stands at that of
    the office whose paper it is: of two signers the right one."""
    numbers = itertools.count(1)

    def placed(signer: Signer, last: bool) -> Signer:
        return replace(signer, place=SignField(f"TTD_{next(numbers)}", anchor if last else ""))

    return _each(report, lambda signers: tuple(placed(one, one is signers[-1]) for one in signers))


def emptied(report: Report) -> Report:
    """With the room of its places and nothing in it: of a copy that nobody is to sign."""
    return _each(report, lambda signers: tuple(replace(one, place=one.place and SignField("")) for one in signers))


def places(report: Report) -> Iterator[tuple[Signer, SignField]]:
    """Who signs where."""
    for section in report.sections:
        for block in section.blocks:
            for signer in block.signers if isinstance(block, SignatureBlock) else ():
                if signer.place is not None:
                    yield signer, signer.place


def _each(report: Report, change: Callable[[tuple[Signer, ...]], tuple[Signer, ...]]) -> Report:
    def changed(block: Block) -> Block:
        return replace(block, signers=change(block.signers)) if isinstance(block, SignatureBlock) else block

    sections = (replace(section, blocks=tuple(map(changed, section.blocks))) for section in report.sections)
    return replace(report, sections=tuple(sections))
