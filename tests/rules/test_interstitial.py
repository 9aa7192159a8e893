"""newsclean/rules/interstitial.py: pages that are no article."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsclean import clean
from newsclean.rules.interstitial import is_interstitial, wordings

WALLS = {
    "consent": (
        "Your privacy, your choice",
        (
            "With your consent, we and our 612 partners use cookies and similar technologies to store, access and"
            " process personal data such as your visit to this website. You can withdraw your consent at any time"
            " by clicking on Learn more or in our privacy policy."
        ),
    ),
    "not found": (
        "Oops! 404",
        (
            "We couldn't find the page you requested. The story may have been removed, or the link that brought"
            " you here is broken. Please check the address or go to the home page."
        ),
    ),
    "robots": (
        "One more step",
        (
            "Please complete the security check to proceed. Verify you are human by completing the action below."
            " This site needs to review the security of your connection. Enable JavaScript and cookies to continue."
        ),
    ),
    "region": (
        "451",
        (
            "We recognise you are attempting to access this website from a country belonging to the European Economic"
            " Area and therefore access cannot be granted at this time. This content is not available in your region."
        ),
    ),
    "error": (
        "Something went wrong",
        (
            "Sorry, something went wrong on our end and we are working on it. The service is temporarily unavailable."
            " Please try again in a few minutes."
        ),
    ),
    "de": (
        "Seite nicht gefunden",
        (
            "Die von Ihnen gesuchte Seite existiert nicht oder wurde verschoben. Bitte nutzen Sie die Suche oder"
            " kehren Sie zur Startseite zurück."
        ),
    ),
    "fr": (
        "Oups !",
        (
            "La page que vous recherchez n’existe plus ou a été déplacée. Vérifiez l’adresse ou revenez à la page"
            " d’accueil pour lire nos derniers articles."
        ),
    ),
    "es": (
        "Error 404",
        "Lo sentimos, la página que buscas no existe o ha sido eliminada. Puedes volver al inicio o usar el buscador.",
    ),
    "ru": (
        "Страница не найдена",
        (
            "К сожалению, запрашиваемая страница не существует или была удалена. Вернитесь на главную или"
            " воспользуйтесь поиском по сайту."
        ),
    ),
    "tr": (
        "Sayfa bulunamadı",
        "Üzgünüz, aradığınız sayfa mevcut değil veya kaldırılmış olabilir. Ana sayfaya dönmek için tıklayın.",
    ),
    "ar": (
        "عذرا",
        "الصفحة التي تبحث عنها غير موجودة أو لم تعد موجودة على هذا الرابط. يمكنك العودة إلى الصفحة الرئيسية.",
    ),
    "zh": ("404", "很抱歉，您访问的页面不存在或已被删除。请检查网址，或返回首页。"),
    "ja": (
        "エラー",
        "お探しのページは見つかりませんでした。移動または削除された可能性があります。トップページへお戻りください。",
    ),
}


def page(head: str, text: str) -> str:
    return f"<html><head><title>Port Halden Post</title></head><body><h1>{head}</h1><p>{text}</p></body></html>"


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_no_article(name: str) -> None:
    assert clean(page(*WALLS[name])).kind == "other"


def test_the_command_line_names_it_and_prints_nothing() -> None:
    command = [sys.executable, "-m", "newsclean", "--from", "html", "-"]
    found = subprocess.run(command, input=page(*WALLS["consent"]), capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (3, "")
    assert "no article" in found.stderr


ARTICLES = {
    "cookies": (
        "Regulator fines two sites over their banners",
        (
            "The regulator fined two sites on Monday for making it harder to reject all cookies than to accept all"
            " of them. Both had used personal data for personalised ads without asking, it said, and neither could"
            " claim a legitimate interest. Their cookie policy ran to ninety pages."
        ),
    ),
    "errors": (
        "City's site fails for a day",
        (
            "The city's site failed on Tuesday for the second time in a month. Visitors met an internal server error"
            " or read that the page could not be found, and officials said that it was under maintenance. A spokesman"
            " said the service would be back by the evening."
        ),
    ),
    "quoted": (
        "What the sign said",
        (
            "“You are looking for the ferry,” he said to the two of them, and pointed to the quay. Nobody had told"
            " them that the pilots were on strike, or that the last boat had gone on Friday. They sat down in the"
            " kiosk and asked for tea, and for a map of the long bridge."
        ),
    ),
    "brief": (
        "Harbour reopens",
        (
            "The harbour of Port Halden opened again on Monday after a strike of three weeks, and the first ferry"
            " left at six with some two hundred commuters aboard."
        ),
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_short_article_is_one(name: str) -> None:
    assert clean(page(*ARTICLES[name])).kind == "article"


def test_a_long_page_is_no_wall() -> None:
    head, text = WALLS["not found"]
    assert is_interstitial([text], [head])
    assert not is_interstitial([text] * 20, [head])
    assert not is_interstitial([])


def test_every_wording_is_looked_for() -> None:
    known = wordings()
    for wording in {*known.unspaced, *(line for lines in known.by_word.values() for line in lines)}:
        assert wording == wording.casefold().strip()
        assert len(wording) >= 2
