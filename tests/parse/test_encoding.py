"""newsclean/parse/encoding.py: bytes to text as browsers do it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean import EncodingError
from newsclean.parse import parse
from newsclean.parse.encoding import declaration, decode, utf16, web_codec

FRENCH = (
    "Les pêcheurs ont décidé hier de prolonger la grève jusqu’à la fin du mois d’août. Le maire, déçu, a rappelé"
    " que l’été dernier déjà les quais étaient restés vides, et que les cafés avaient fermé plus tôt que prévu."
)
GERMAN = (
    "Die Fähren blieben am Dienstag im Hafen, weil die Lotsen für höhere Löhne streiken. Der Bürgermeister sagte,"
    " er müsse nun zusätzliche Busse über die Brücke schicken. Viele Händler ärgern sich darüber, die Straßen sind"
    " voll."
)
CHINESE = (
    "港口的工人昨天决定继续罢工，直到下个月底。市长对此表示失望，他说去年夏天码头也曾经空空荡荡，"
    "附近的咖啡馆不得不提前关门。许多商人希望双方尽快回到谈判桌前，因为渔船已经三个星期没有出海了。"
)
JAPANESE = (
    "港で働く人たちは昨日、来月の終わりまでストライキを続けることを決めました。市長はがっかりしたと話し、"
    "去年の夏も岸壁には船が一隻もなかったと振り返りました。カフェの店主たちは早く話し合いを始めてほしいと願っています。"
)
KOREAN = (
    "항구의 노동자들은 어제 다음 달 말까지 파업을 계속하기로 결정했다. 시장은 실망했다고 말하면서 지난여름에도 부두가"
    " 비어 있었다고 덧붙였다. 상인들은 양쪽이 하루빨리 다시 만나 이야기하기를 바라고 있다."
)
RUSSIAN = (
    "Рабочие порта вчера решили продолжить забастовку до конца следующего месяца. Мэр сказал, что он разочарован, и"
    " напомнил, что прошлым летом причалы тоже стояли пустыми, а кафе на набережной закрывались раньше обычного."
)
ARABIC = (
    "قرر عمال الميناء أمس مواصلة الإضراب حتى نهاية الشهر المقبل. وقال رئيس البلدية إنه يشعر بخيبة أمل، وذكر بأن"
    " الأرصفة بقيت خالية في الصيف الماضي أيضا، وأن المقاهي القريبة اضطرت إلى الإغلاق في وقت أبكر من المعتاد."
)

LEGACY = [
    ("windows-1252", "cp1252", FRENCH),
    ("iso-8859-1", "latin-1", GERMAN),
    ("gb2312", "gb2312", CHINESE),
    ("gb18030", "gb18030", CHINESE),
    ("shift_jis", "cp932", JAPANESE),
    ("euc-kr", "euc-kr", KOREAN),
    ("windows-1251", "cp1251", RUSSIAN),
    ("windows-1256", "cp1256", ARABIC),
]
IDS = [label for label, _, _ in LEGACY]


def page(text: str, label: str | None = None) -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<!doctype html><html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("label", "codec", "text"), LEGACY, ids=IDS)
def test_the_caller_names_the_encoding(label: str, codec: str, text: str) -> None:
    found = decode(text.encode(codec), label)
    assert found.text == text
    assert found.lossless


@pytest.mark.parametrize(("label", "codec", "text"), LEGACY, ids=IDS)
def test_the_page_names_the_encoding(label: str, codec: str, text: str) -> None:
    assert decode(page(text, label).encode(codec)).text == page(text, label)


@pytest.mark.parametrize(("label", "codec", "text"), LEGACY, ids=IDS)
def test_nobody_names_the_encoding(label: str, codec: str, text: str) -> None:
    assert decode(page(text).encode(codec)).text == page(text)


@pytest.mark.parametrize(("label", "codec", "text"), LEGACY, ids=IDS)
def test_nobody_names_the_encoding_of_plain_text(label: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), declared=False).text == text


@pytest.mark.parametrize(
    "meta",
    [
        "<meta charset=windows-1251>",
        "<META CHARSET = 'Windows-1251'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<meta content='text/html;charset=cp1251' http-equiv=content-type>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_forms_of_declaration(meta: str) -> None:
    assert declaration(f"{meta}<p>x".encode()) == "cp1251"


def test_a_declaration_that_comes_late_is_found() -> None:
    padding = "<!-- " + "x" * 20_000 + " -->"
    data = f"<html>{padding}<meta charset=windows-1251><p>Мэр".encode("cp1251")
    assert decode(data).text.endswith("Мэр")


def test_no_declaration() -> None:
    assert declaration(b"<p>charset=windows-1251") is None


# Latin-1 means windows-1252 on the web


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ascii", "windows-1252", " CP1252 ", "US-ASCII"])
def test_latin1_is_windows_1252(label: str) -> None:
    assert decode(b"\x93quoted\x94 \x80 5", label).text == "“quoted” € 5"


def test_the_five_open_bytes_of_windows_1252_are_controls() -> None:
    found = decode(b"a\x81\x8d\x8f\x90\x9d", "windows-1252")
    assert (found.text, found.lossless) == ("a\x81\x8d\x8f\x90\x9d", True)


def test_gb2312_reads_what_only_gb18030_has() -> None:
    assert decode("镕 €".encode("gb18030"), "gb2312").text == "镕 €"


def test_shift_jis_reads_what_only_windows_31j_has() -> None:
    assert decode("①髙".encode("cp932"), "shift_jis").text == "①髙"


def test_euc_kr_reads_what_only_windows_949_has() -> None:
    assert decode("똠방".encode("cp949"), "euc-kr").text == "똠방"


# Who beats whom


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_beats_all(bom: bytes, codec: str) -> None:
    text = page(FRENCH, "windows-1251")
    assert decode(bom + text.encode(codec), "shift_jis").text == text


def test_the_caller_beats_the_page() -> None:
    text = page(RUSSIAN, "windows-1252")
    assert decode(text.encode("cp1251"), "windows-1251").text == text


def test_the_caller_beats_valid_utf8() -> None:
    assert decode("é".encode(), "windows-1252").text == "Ã©"


def test_the_page_beats_detection() -> None:
    data = b"<meta charset=windows-1257><p>" + bytes(range(0xC0, 0xFF))
    assert decode(data).text.endswith(bytes(range(0xC0, 0xFF)).decode("cp1257"))


@pytest.mark.parametrize("wrong", ["iso-8859-1", "windows-1252", "gb2312", "windows-1256", "shift_jis"])
@pytest.mark.parametrize("text", [FRENCH, GERMAN, RUSSIAN, CHINESE], ids=["fr", "de", "ru", "zh"])
def test_valid_utf8_beats_a_wrong_declaration(wrong: str, text: str) -> None:
    found = decode(page(text, wrong).encode())
    assert (found.text, found.codec) == (page(text, wrong), "utf-8")


def test_two_bytes_that_happen_to_be_utf8_do_not_beat_a_declaration() -> None:
    text = page("Die Währung heißt Ã¤", "windows-1252")
    assert decode(text.encode("cp1252")).text == text
    short = page("Â© 2020", "windows-1252")
    assert decode(short.encode("cp1252")).text == short


def test_plain_text_has_no_declaration() -> None:
    text = "<meta charset=windows-1251> é"
    assert decode(text.encode(), declared=False).text == text


@pytest.mark.parametrize("text", [FRENCH, GERMAN], ids=["fr", "de"])
def test_declared_utf8_that_is_really_windows_1252(text: str) -> None:
    found = decode(page(text, "utf-8").encode("cp1252"))
    assert found.text == page(text, "utf-8")
    assert found.lossless


def test_declared_utf8_that_is_really_windows_1251() -> None:
    assert decode(page(RUSSIAN, "utf-8").encode("cp1251")).text == page(RUSSIAN, "utf-8")


def test_one_letter_of_windows_1252() -> None:
    assert (
        decode(b"<p>The caf\xe9 on the quay was closed on Monday.").text
        == "<p>The café on the quay was closed on Monday."
    )


def test_ascii_is_utf8() -> None:
    assert decode(b"plain") == ("plain", "utf-8", True)
    assert decode(b"") == ("", "utf-8", True)


# UTF-16


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [FRENCH, "The pilots went back to work.", RUSSIAN], ids=["fr", "en", "ru"])
def test_utf16_without_a_mark(codec: str, text: str) -> None:
    data = page(text).encode(codec)
    assert utf16(data) == codec
    assert decode(data).text == page(text)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_plain_english_utf16_without_a_mark(codec: str) -> None:
    assert decode("The pilots went back to work.\n".encode(codec)).text == "The pilots went back to work.\n"


def test_utf16_with_a_mark() -> None:
    assert decode(page(CHINESE).encode("utf-16")).text == page(CHINESE)


def test_utf16_of_an_odd_length() -> None:
    found = decode(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"x")
    assert found.text == "abc\ufffd"
    assert not found.lossless


@pytest.mark.parametrize(
    ("label", "codec"),
    [("utf-16", "utf-16-le"), ("utf-16le", "utf-16-le"), ("UTF-16BE", "utf-16-be"), (" utf-16 ", "utf-16-le")],
)
def test_the_caller_names_utf16(label: str, codec: str) -> None:
    assert decode("café".encode(codec), label).text == "café"


def test_a_page_that_says_utf16_in_ascii_is_utf8() -> None:
    assert decode(page("café", "utf-16").encode()).text == page("café", "utf-16")


# Labels


@pytest.mark.parametrize("label", ["klingon", "", "utf-99", "none", "windows-9999", "é"])
def test_an_unknown_label_is_an_error(label: str) -> None:
    with pytest.raises(EncodingError, match="unknown encoding"):
        decode(b"x", label)
    with pytest.raises(EncodingError):
        parse(b"x", encoding=label)


PYTHON_ONLY = [
    "rot13",
    "utf-7",
    "unicode_escape",
    "raw_unicode_escape",
    "cp037",
    "idna",
    "punycode",
    "base64",
    "hex",
    "zlib",
    "mbcs",
    "utf-32",
]


@pytest.mark.parametrize("label", PYTHON_ONLY)
def test_labels_that_only_python_knows_are_errors(label: str) -> None:
    with pytest.raises(EncodingError):
        web_codec(label)


@pytest.mark.parametrize("label", PYTHON_ONLY)
def test_declarations_that_only_python_knows_are_ignored(label: str) -> None:
    assert declaration(page("x", label).encode()) is None
    text = page("Ab+AGE- \\u0041 grün", label)
    assert decode(text.encode()).text == text


def test_every_label_of_the_web_reads_bytes_or_is_refused() -> None:
    import webencodings

    refused = set()
    for label in webencodings.LABELS:
        try:
            codec = web_codec(label)
        except EncodingError:
            refused.add(webencodings.LABELS[label])
            continue
        assert isinstance(bytes(range(256)).decode(codec, "replace"), str)
    assert refused <= {"replacement", "x-user-defined"}


# Damage


def test_truncated_utf8() -> None:
    found = decode(page(RUSSIAN).encode()[:-19][:301] + b"\xd0")
    assert found.codec == "utf-8"
    assert found.text.endswith("\ufffd")
    assert found.text.count("\ufffd") == 1
    assert not found.lossless
    assert found.text[:-1] in page(RUSSIAN)


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, KOREAN, ARABIC], ids=["zh", "ja", "ko", "ar"])
def test_utf8_cut_in_a_letter(text: str) -> None:
    data = text.encode()
    cut = next(at for at in range(200, 210) if data[at] & 0xC0 == 0x80)
    found = decode(data[:cut])
    assert found.codec == "utf-8"
    assert found.text.rstrip("\ufffd") == data[:cut].decode("utf-8", "ignore")


def test_bad_bytes_in_the_callers_encoding_are_replaced() -> None:
    found = decode(b"one \xff two", "utf-8")
    assert (found.text, found.lossless) == ("one \ufffd two", False)


def test_a_page_says_what_was_lost() -> None:
    damaged = parse(b"one \xff\xff two", encoding="utf-8")
    assert damaged.encoding == "utf-8"
    assert len(damaged.warnings) == 1
    assert damaged.warnings[0].startswith("2 characters")


def test_nothing_lost_is_nothing_said() -> None:
    assert parse(page(FRENCH, "windows-1252").encode("cp1252")).warnings == ()


@pytest.mark.parametrize("word", ["café", "naïve", "Zürich", "£5", "“no”", "it’s"])
def test_too_little_evidence_is_windows_1252(word: str) -> None:
    assert decode(word.encode("cp1252")) == (word, "cp1252", True)


LABELS = [
    "utf-8",
    "windows-1252",
    "gb18030",
    "shift_jis",
    "euc-kr",
    "big5",
    "iso-2022-jp",
    "euc-jp",
    "utf-16",
    "macintosh",
    "koi8-u",
]


@given(st.binary(max_size=300), st.none() | st.sampled_from(LABELS), st.booleans())
@example(b"\xff\xfe", None, True)
@example(b"\x1b$B\x1b(", "iso-2022-jp", True)
@example(b"<meta charset=hz-gb-2312>~{~}\xff", None, True)
@example(b"<meta charset=iso-2022-kr>\x1b$)C\x0e\xff", None, True)
def test_no_bytes_raise(data: bytes, label: str | None, declared: bool) -> None:
    found = decode(data, label, declared)
    found.text.encode()
    assert found.lossless == ("\ufffd" not in found.text)


@given(st.sampled_from(LABELS), st.binary(max_size=80))
def test_no_declared_bytes_raise(label: str, data: bytes) -> None:
    decode(f"<meta charset={label}>".encode() + data).text.encode()


@given(st.text())
def test_utf8_reads_back(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if b"\0" not in data and not text.startswith("\ufeff"):
        assert decode(data, declared=False).text == data.decode()


@pytest.mark.parametrize("declared", [b'<meta charset="utf-8">', b""])
def test_a_stray_byte_does_not_turn_utf8_into_another_encoding(declared: bytes) -> None:
    page = declared + "<p>“The ferry is late again,” she said.</p>".encode() + b"<footer>\xa9 Courier</footer>"
    assert decode(page).codec == "utf-8"
    assert "“The ferry is late again,”" in decode(page).text


def test_legacy_letters_are_no_utf8_however_few() -> None:
    for text, codec in (
        ("Fährt die Fähre später?", "cp1252"),
        ("渡轮明天停航,后天恢复。", "gb18030"),
        ("Паром завтра не пойдёт", "cp1251"),
    ):
        assert decode(text.encode(codec) * 5).text == text * 5
