"""newsclean/parse/letters.py: single-byte codecs told by alphabets, and detection where chardet knows few of them."""

from __future__ import annotations

import pytest

from newsclean.parse.encoding import KNOWN_BY_ALL, WEB_ENCODINGS, detect_by_letters
from newsclean.parse.letters import ALPHABETS, GREEK, OTHERS, best_codec
from tests.parse.test_encoding import IDS, LEGACY

POLISH = (
    "Strajk w porcie potrwa do końca miesiąca, mówią związkowcy, którzy żądają wyższych płac. Burmistrz jest"
    " rozczarowany: nabrzeża świeciły pustkami już zeszłego lata, a kawiarnie zamykano wcześniej niż zwykle."
)
CZECH = "Přístavní dělníci včera rozhodli, že stávka potrvá až do konce měsíce. Starosta řekl, že je zklamaný."
TURKISH = "Liman işçileri dün grevi gelecek ayın sonuna kadar sürdürmeye karar verdi; kahveler de erken kapanıyor."
LITHUANIAN = "Uosto darbininkai vakar nusprendė tęsti streiką iki mėnesio pabaigos, kavinės užsidaro anksčiau."
ARABIC = "قرر عمال الميناء أمس مواصلة الإضراب حتى نهاية الشهر المقبل، وقال رئيس البلدية إنه يشعر بخيبة أمل."
GREEK_TEXT = "Οι εργάτες του λιμανιού αποφάσισαν χθες να συνεχίσουν την απεργία. Άδειες ήταν και οι αποβάθρες."
SPANISH = "¿Quién gana más? El alcalde preguntó por qué la huelga durará hasta mañana."
TEXTS = [
    ("cp1250", POLISH),
    ("iso8859-2", POLISH),
    ("cp1250", CZECH),
    ("iso8859-2", CZECH),
    ("cp1254", TURKISH),
    ("cp1257", LITHUANIAN),
    ("cp1256", ARABIC),
    ("iso8859-6", ARABIC),
    ("cp1252", SPANISH),
]


@pytest.mark.parametrize(("codec", "text"), TEXTS)
def test_letters_of_one_alphabet_tell_the_codec(codec: str, text: str) -> None:
    assert best_codec(text.encode(codec)) == codec


@pytest.mark.parametrize("codec", GREEK)
def test_greek_is_told_by_its_capitals(codec: str) -> None:
    assert best_codec(GREEK_TEXT.encode(codec), GREEK) == codec


def test_without_letters_it_is_the_commonest() -> None:
    assert best_codec(b"plain") == best_codec("“no” – it’s".encode("cp1252")) == OTHERS[0] == "cp1252"


def test_each_alphabet_can_be_written_in_its_codec() -> None:
    shared = {"iso8859-2", "iso8859-6"}
    for codec in {*ALPHABETS} - shared:
        for alphabet in ALPHABETS[codec]:
            assert alphabet.encode(codec).decode(codec) == alphabet


def test_codecs_are_those_that_the_web_has() -> None:
    names = {name.replace("-", "_") for name in WEB_ENCODINGS}
    assert {name.replace("-", "_") for name in (*OTHERS, *GREEK, *KNOWN_BY_ALL)} <= names


@pytest.mark.parametrize(("label", "codec", "text"), LEGACY, ids=IDS)
def test_detection_with_what_every_chardet_tells(label: str, codec: str, text: str) -> None:
    """Also where a newer one is installed."""
    data = text.encode(codec)
    assert data.decode(detect_by_letters(data)) == text
