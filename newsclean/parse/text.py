"""Parse plain text into blocks. Every line end is recorded, so that cleaning only deletes text."""

from __future__ import annotations

from newsclean.layout import Layout
from newsclean.page import Block, Page, Stated
from newsclean.parse.lines import bare, is_blank, line_is_paragraph, split_lines


def parse_text(text: str, url: str | None = None) -> Page:
    """Cut plain text into paragraphs, by the convention that the text itself uses.

    Without blank lines, each line is a paragraph. With blank lines, the lines between two of them are one paragraph. If
    one of those lines is too long for wrapped text, each of them is a paragraph.
    """
    chunks = _chunks(split_lines(text))
    each_line = len(chunks) == 1
    lines: list[str] = []
    gaps: list[str] = []
    for chunk, gap in chunks:
        paragraphs = chunk if each_line or line_is_paragraph([line.strip() for line in chunk]) else ["".join(chunk)]
        lines += paragraphs
        gaps += [""] * (len(paragraphs) - 1) + [gap]
    blocks = tuple(Block(bare(each)) for each in lines)
    return Page(blocks, Stated(url=url), Layout(tuple(lines), tuple(gaps)))


def _chunks(lines: list[str]) -> list[tuple[list[str], str]]:
    """Return runs of lines that are not blank, each with the blank lines after it.

    Blank lines at the top belong to the first run.
    """
    runs: list[list[str]] = [[]]
    gaps: list[list[str]] = [[]]
    for line in lines:
        if is_blank(line):
            gaps[-1].append(line)
            continue
        if gaps[-1]:
            runs.append([])
            gaps.append([])
        runs[-1].append(line)
    if not runs[0] and len(runs) > 1:
        runs[1][0] = "".join(gaps[0]) + runs[1][0]
        del runs[0], gaps[0]
    return [(run, "".join(gap)) for run, gap in zip(runs, gaps, strict=True) if run]
