"""newsclean/rules/credit.py: how captions close."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.rules.credit import closing_credit

PROSE = [
    "The pilots of the harbour went back to work on Monday after three weeks at home, and the first ferry left at six.",
    "Nobody on the landing stage could say how long it would last, but the kiosk had sold out of coffee by seven.",
    "The company said that two mediators from the capital were reading the papers of both sides and would report soon.",
]

CAPTIONS = [
    "Boats at the quay on Sunday (AFP)",
    "Boats at the quay on Sunday. (Ada Reyes/AFP)",
    "Boats at the quay on Sunday. [Ada Reyes/Reuters]",
    "Boats lie at the quay of Port Halden on Sunday, March 3. Ada Reyes / The Associated Press",
    "Boats at the quay. REUTERS/Ada Reyes",
    "Boats at the quay on Sunday. Ada Reyes via Getty Images",
    "Boats at the quay on Sunday. (AP)",
    "Boats at the quay on Sunday. © Ada Reyes",
    "Boats at the quay on Sunday (Shutterstock)",
    "The quay seen from the river. File photo",
    "The quay seen from the river. (File photo)",
    "The quay seen from the river. [File]",
    "FILE PHOTO: Boats lie at the quay of Port Halden on a Sunday in March",
    "Boote am Kai. Archivbild",
    "Bateaux au quai de Port-Halden (photo d'illustration)",
    "Barcos en el muelle. Imagen de archivo",
    "Лодки у причала. Архивное фото",
    "码头上的船只。（新华社）",
    "码头上的船只。资料图",
    "岸壁に並ぶ船＝資料写真",
    "قوارب على الرصيف (رويترز)",
    "سفن عند الرصيف. صورة أرشيفية",
]


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_above_the_article_goes(text: str) -> None:
    page = clean("\n\n".join([text, *PROSE]), kind="text")
    assert [(removal.at, removal.reason) for removal in page.removed] == [(0, "caption")]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board sold the quay to Reuters",
        "Pilots to strike on Monday | Reuters",
        "Pilots to strike on Monday - Reuters",
        "Members of the Alcoholics Anonymous (AA)",
        "He told the press of it via Telegram",
        "She kept it in her file",
        "The lawyer closed the file",
        "Nine ferries/six crews",
        "Police open a file on the harbour board",
        "The archive of the harbour board",
        "PORT HALDEN (Reuters) - The pilots of the harbour went back to work on Monday after three weeks.",
    ],
)
def test_a_headline_or_lead_stays(text: str) -> None:
    assert closing_credit(text) == ""
    assert clean("\n\n".join([text, *PROSE]), kind="text").removed == []


@pytest.mark.parametrize("text", CAPTIONS[:3])
def test_what_closes_so_is_no_caption_without_an_article_below(text: str) -> None:
    assert clean(f"{text}\n", kind="text").removed == []
    assert clean("\n\n".join([*PROSE, text]), kind="text").removed == []


def test_a_long_paragraph_that_ends_in_an_agency_stays() -> None:
    assert closing_credit(f"{' '.join(PROSE * 2)} (AFP)") == ""
