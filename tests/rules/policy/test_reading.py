"""newsclean/rules/policy/reading.py: how much a text reads like a footer."""

from __future__ import annotations

import pytest

from newsclean.rules.policy.reading import read

FOOTERS = {
    "en": "We ask everyone who comments to stay civil; insults and spam are removed by our moderators.",
    "de": "Wir bitten alle, die kommentieren, höflich zu bleiben; Beleidigungen werden gelöscht.",
    "fr": "Merci à tous ceux qui commentent de rester polis ; les insultes seront supprimées.",
    "es": "Pedimos respeto a quienes comentan; eliminaremos los insultos y el spam.",
    "tr": "Yorum yapan herkesten saygılı olmasını rica ediyoruz; hakaret içeren yorumlar silinir.",
    "ar": "نرجو من كل من يعلق احترام الآراء، وستحذف التعليقات المسيئة.",
}
NEWS = {
    "en": "The court said on Monday that the newspaper had to delete the comment and pay a fine.",
    "de": "Das Gericht erklärte am Montag, die Zeitung habe den Kommentar löschen und eine Strafe zahlen müssen.",
    "fr": "Selon le tribunal, le journal devait supprimer lundi le commentaire et payer une amende.",
    "es": "El tribunal dijo el lunes que el diario debía eliminar el comentario y pagar una multa.",
    "tr": "Mahkeme pazartesi günü gazetenin yorumu silmesi gerektiğini açıkladı.",
    "ar": "قالت المحكمة يوم الاثنين إن على الصحيفة حذف التعليق ودفع غرامة.",
}


@pytest.mark.parametrize("language", sorted(FOOTERS))
def test_a_footer_outweighs_news_of_the_same_words(language: str) -> None:
    footer, news = read(FOOTERS[language]), read(NEWS[language])
    assert footer.language == language
    assert footer.score > 0.7 > news.score
    assert footer.about


def test_a_text_about_nothing_of_the_kind() -> None:
    assert read("The ferries stayed in the harbour.").about == ()
    assert read("").score < 0
    assert read("— 12 —").about == ()


def test_words_of_one_stem_count_once() -> None:
    assert read("comment commented comments commenting").weighed["intents"] == 1


def test_unknown_names_speak_against_it() -> None:
    plain = "Comments are moderated by our team of editors."
    assert read(plain.replace("our team", "Odile Brandt")).score < read(plain).score
