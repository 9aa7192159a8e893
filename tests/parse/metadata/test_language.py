"""newsclean/parse/metadata/language.py: the language of pages that state none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.html import parse_html
from newsclean.parse.metadata.language import common, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Lotsen sind mit den Booten in den Hafen gefahren, und das ist der Grund, aus dem sich nicht viel tat.",
            "de",
        ),
        (
            "Les pilotes sont rentrés dans le port avec les bateaux, et c’est la raison pour laquelle les gens ont ri.",
            "fr",
        ),
        (
            "Los pilotos volvieron a los barcos del puerto con las manos en los bolsillos, y por eso no se oyó nada.",
            "es",
        ),
        (
            "Os pilotos voltaram para o porto com os barcos, e por isso não se ouviu uma voz contra a greve.",
            "pt",
        ),
        ("Лоцманы вернулись в порт с лодками, и это не из того, что его начальник на них по привычке кричал.", "ru"),
        (
            "Лоцмани повернулися в порт з човнами, і це не через те, що до них та на них як начальник не кричав.",
            "uk",
        ),
        ("عاد المرشدون في هذا اليوم إلى الميناء من البحر مع القوارب التي كان المجلس على علم بها، وأعلن عن ذلك.", "ar"),
        ("قایق‌ها در این روز به بندر بازگشتند و از آن پس که این خبر را با مردم گفتند، کار برای همه آسان است.", "fa"),
        ("नाविक इस सप्ताह बंदरगाह में लौट आए और बोर्ड ने कहा है कि यह हड़ताल के बाद का पहला दिन है जिस पर काम हुआ।", "hi"),
        ("ผู้นำร่องกลับเข้าทำงานที่ท่าเรือในวันจันทร์หลังจากหยุดงานเก้าสัปดาห์คณะกรรมการท่าเรือกล่าวเมื่อวันอังคารที่ผ่านมา", "th"),
        (
            "港の水先案内人は月曜日に仕事に戻り、島へのフェリーは水曜日から運航される。",
            "ja",
        ),
        (
            "港口的引水员星期一恢复工作，港务局表示，前往各岛屿的渡轮将从星期三起按照冬季时刻表运行",
            "zh",
        ),
        (
            "항구의 도선사들이 월요일에 업무에 복귀했으며 섬으로 가는 여객선은 수요일부터 운항될 것이라고 밝혔다",
            "ko",
        ),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of([text]) == language


@pytest.mark.parametrize("text", ["", "Pilots return", "1 2 3 " * 100, "Lorem ipsum dolor sit amet consectetur " * 5])
def test_what_is_not_certain(text: str) -> None:
    assert language_of([text]) is None


def test_a_page_states_its_language_before_all() -> None:
    prose = "<p>The boats of the harbour are in the hands of the pilots, and that is the end of it for the day.</p>" * 3
    assert parse_html(f"<html>{prose}").language == "en"
    assert parse_html(f"<html lang=de>{prose}").language == "de"


def test_each_list_has_words_of_its_own() -> None:
    assert all(len(words) >= 7 for words in common().values())


@given(st.lists(st.text(max_size=200), max_size=3))
def test_nothing_raises(texts: list[str]) -> None:
    language_of(texts)
