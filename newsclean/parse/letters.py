"""Detect a single-byte codec by the alphabets of its languages, for versions of chardet that know few.

In the right codec, bytes above ASCII decode to letters of one alphabet and a few signs. In a wrong codec, some of them
decode to letters that are foreign to the alphabet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

SIGNS = "“”‘’„‚«»‹›–—…•·©®™°§€\u00a0\u00ad"
"""Signs that any language uses."""

ALPHABETS = {
    "cp1252": (
        "£éèïöñç",
        "äöüß",
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúüç¡¿ªº",
        "áâãàçéêíóôõúü",
        "àèéìíîòóùú",
        "äëïöüéèêáóíú",
        "æøåäöéü",
        "áðéíóúýþæö",
        "àçèéíïòóúü",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "cp1258": ("ăâđêôơưàáèéíóùú\u0300\u0301\u0303\u0309\u0323",),
    "cp1256": ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکہھںے،؛؟ـ\u200c\u200d",),
    "cp1253": ("άέήίόύώϊϋΐΰαβγδεζηθικλμνξοπρστυφχψως",),
}
ALPHABETS |= {"iso8859-2": ALPHABETS["cp1250"], "iso8859-6": ALPHABETS["cp1256"], "iso8859-7": ALPHABETS["cp1253"]}
"""For each codec, the lower-case letters beyond ASCII of the languages that are written in it."""

GREEK = ("cp1253", "iso8859-7")
OTHERS = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp1256", "iso8859-6", "cp1258")
"""All codecs except those of Greek. Of two codecs that decode the bytes equally well, the commoner comes first."""


def best_codec(data: bytes, codecs: Sequence[str] = OTHERS) -> str:
    """Return the codec in which the most bytes above ASCII are letters of one of its alphabets.

    Of equal codecs, the first is returned.

    >>> best_codec("Żółw śpi".encode("cp1250")), best_codec("à la plage".encode("cp1252"))
    ('cp1250', 'cp1252')
    """
    high = data.translate(None, bytes(range(128)))
    return max(codecs, key=lambda codec: _explained(Counter(high.decode(codec, "replace").lower()), codec))


def _explained(letters: Counter[str], codec: str) -> int:
    return max(sum(letters[each] for each in {*alphabet, *SIGNS}) for alphabet in ALPHABETS[codec])
