"""newsclean/data/policies: footers in words that the files do not have, one language after the other."""

from __future__ import annotations

import pytest

from newsclean import clean
from tests.bench.footers import DEVELOPMENT, lines_of

FOOTERS = {
    "ro": [
        "Comentariul tău va apărea pe site după ce va fi aprobat de un moderator.",
        "Dacă ai cont, intră în el pentru a lăsa un comentariu la acest articol.",
        "Vrei știrile zilei direct în inbox? Înscrie-te la newsletterul nostru gratuit.",
        "Preluarea textelor este interzisă fără acordul publicației.",
        "Ne găsești și pe WhatsApp și TikTok: urmărește canalele noastre.",
        "Dacă îți place ce facem, donează și ajută redacția să rămână independentă.",
    ],
    "sk": [
        "Váš príspevok sa zobrazí po schválení správcom diskusie.",
        "Ak máte účet, prihláste sa a pridajte svoj názor k článku.",
        "Chcete dostávať prehľad správ každé ráno? Zadajte svoj e-mail a odoberajte náš newsletter.",
        "Publikovanie alebo ďalšie šírenie správ bez súhlasu vydavateľa je zakázané.",
        "Nájdete nás aj na WhatsAppe a TikToku, pridajte sa k nám.",
        "Ak sa vám naša práca páči, podporte redakciu ľubovoľnou sumou.",
    ],
    "bg": [
        "Вашето мнение ще се появи, след като бъде одобрено от модератор.",
        "Ако имате профил, влезте и оставете коментар под статията.",
        "Искате новините всяка сутрин в пощата си? Запишете се за безплатния ни бюлетин.",
        "Използването на материали без изричното съгласие на издателя е забранено.",
        "Открийте ни и във Viber и TikTok и следете каналите ни.",
        "Ако харесвате работата ни, дарете и помогнете на редакцията да остане независима.",
    ],
    "lt": [
        "Jūsų komentaras bus matomas, kai jį patvirtins moderatorius.",
        "Jei turite paskyrą, prisijunkite ir pakomentuokite šį straipsnį.",
        "Norite naujienų kiekvieną rytą? Įveskite el. pašto adresą ir užsisakykite naujienlaiškį.",
        "Be redakcijos sutikimo naudoti ir platinti medžiagą draudžiama.",
        "Mus rasite ir „WhatsApp“ bei „TikTok“ – sekite mūsų paskyras.",
        "Jei jums patinka mūsų darbas, paaukokite ir padėkite redakcijai išlikti nepriklausomai.",
    ],
    "et": [
        "Sinu kommentaar ilmub pärast seda, kui moderaator on selle heaks kiitnud.",
        "Kui sul on konto, logi sisse ja avalda artikli kohta arvamust.",
        "Tahad uudiseid igal hommikul postkasti? Sisesta e-posti aadress ja liitu uudiskirjaga.",
        "Materjalide kasutamine ilma väljaande loata on keelatud.",
        "Meid leiab ka WhatsAppist ja TikTokist, jälgi meie kanaleid.",
        "Kui sulle meeldib meie töö, anneta ja aita toimetusel sõltumatuks jääda.",
    ],
    "mk": [
        "Вашиот коментар ќе се појави откако ќе биде одобрен од модератор.",
        "Ако имате профил, најавете се и оставете мислење за статијата.",
        "Сакате вести секое утро? Внесете ја вашата е-пошта и примајте го билтенот.",
        "Преземањето текстови без дозвола од издавачот е забрането.",
        "Најдете нè и на Вајбер и ТикТок, следете ги нашите канали.",
        "Ако ви се допаѓа нашата работа, донирајте и помогнете ѝ на редакцијата.",
    ],
    "hy": [
        "Ձեր մեկնաբանությունը կհայտնվի խմբագրի հաստատումից հետո։",
        "Եթե հաշիվ ունեք, մուտք գործեք և կարծիք թողեք հոդվածի մասին։",
        "Ցանկանո՞ւմ եք ամեն առավոտ նորություններ ստանալ։ Գրեք ձեր էլ-փոստը և բաժանորդագրվեք։",
        "Առանց թույլտվության նյութերի արտատպումն արգելվում է։",
    ],
    "ka": [
        "თქვენი კომენტარი გამოჩნდება მოდერატორის დადასტურების შემდეგ.",
        "თუ გაქვთ ანგარიში, შედით და დატოვეთ კომენტარი სტატიაზე.",
        "გსურთ სიახლეები ყოველ დილით? მიუთითეთ ელფოსტა და გამოიწერეთ.",
        "მასალის გამოყენება რედაქციის ნებართვის გარეშე აკრძალულია.",
    ],
    "ta": [
        "உங்கள் கருத்து ஆசிரியர் ஒப்புதலுக்குப் பின் தளத்தில் தோன்றும்.",
        "கணக்கு இருந்தால் உள்நுழைந்து இந்தச் செய்திக்குக் கருத்து எழுதுங்கள்.",
        "தினமும் காலையில் செய்திகள் வேண்டுமா? மின்னஞ்சல் முகவரியைப் பதிவு செய்யுங்கள்.",
        "அனுமதியின்றி எங்கள் செய்திகளை மறுபதிப்பு செய்யக் கூடாது.",
    ],
    "ur": [
        "آپ کا تبصرہ منظوری کے بعد ویب سائٹ پر ظاہر ہوگا۔",
        "اگر آپ کا اکاؤنٹ ہے تو لاگ ان کر کے اس خبر پر اپنی رائے دیں۔",
        "کیا آپ روزانہ خبریں ای میل پر چاہتے ہیں؟ اپنا ای میل درج کریں اور نیوز لیٹر لیں۔",
        "ادارے کی اجازت کے بغیر مواد کی اشاعت ممنوع ہے۔",
    ],
}
"""Composed for this test; no line of them stands in the data."""

MIN_GONE = 4
"""Of four to six lines."""


@pytest.mark.parametrize("name", FOOTERS)
def test_most_of_an_unknown_footer_goes_and_the_article_stays(name: str) -> None:
    article, footer = lines_of(name, DEVELOPMENT)["article"][:5], FOOTERS[name]
    text = clean("\n\n".join([*article, *footer]), kind="text").text.rstrip()
    assert text.split("\n\n")[:5] == list(article)
    assert sum(line not in text for line in footer) >= MIN_GONE


@pytest.mark.parametrize("name", FOOTERS)
def test_nobody_who_declined_to_comment_goes(name: str) -> None:
    lines = lines_of(name, DEVELOPMENT)
    text = "\n\n".join([*lines["article"][:5], lines["told"][0]])
    assert clean(text, kind="text").text == text
