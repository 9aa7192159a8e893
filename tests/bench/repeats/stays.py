"""What looks like a repeat and is none: for each kind, a page from which nothing may go."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.repeats.compose import Article, Case, Item, Section
from tests.bench.repeats.kinds import Kind

TEMPLATES = (
    (
        (
            "In {} the morning begins with fog along the river, the wind comes from the"
            " west with gusts of {} kilometres an"
            " hour, and the afternoon brings up to {} degrees with a few showers towards the late evening."
        ),
        ("Ghent", 41, 17),
        ("Bruges", 41, 17),
        ("Bruges", 52, 17),
    ),
    (
        (
            "Polling stations in {} closed at eight on {} evening with a turnout of {} per"
            " cent, and the count, which the"
            " clerk had promised before midnight, went on in the gymnasium of the old school until the morning."
        ),
        ("Altdorf", "Sunday", 61),
        ("Bremke", "Sunday", 61),
        ("Bremke", "Monday", 61),
    ),
    (
        (
            "The {} lost at home to {} by a goal in the last minute, after a half in which"
            " both teams had two chances each and"
            " the goalkeepers little to do but watch the rain; the return match is on {} March."
        ),
        ("Harriers", "Lower Quay", 4),
        ("Rovers", "Lower Quay", 4),
        ("Rovers", "Lower Quay", 11),
    ),
    (
        (
            "In {} beginnt der Tag mit Nebel am Fluss, der Wind kommt aus Westen mit Böen"
            " bis {} Kilometer pro Stunde, und am"
            " Nachmittag werden bis zu {} Grad erwartet, dazu am späten Abend einige Schauer."
        ),
        ("Altdorf", 38, 12),
        ("Bremke", 38, 12),
        ("Bremke", 38, 14),
    ),
    (
        (
            "Le litre d'essence coûte désormais {} euro à {}, soit quelques centimes de"
            " plus que la semaine dernière, et les"
            " stations de la région s'attendent à une nouvelle hausse avant la fin du mois."
        ),
        ("1,72", "Verrières"),
        ("1,79", "Verrières"),
        ("1,79", "Montclar"),
    ),
    (
        (
            "В городе {} утром ожидается туман у реки, ветер западный с порывами до {}"
            " метров в секунду, днём воздух прогреется"
            " до {} градусов, а поздно вечером пройдут небольшие дожди."
        ),
        ("Заречный", 14, 9),
        ("Приморск", 14, 9),
        ("Приморск", 14, 11),
    ),
    (
        (
            "يبدأ الصباح في {} بضباب على امتداد النهر، وتهب الرياح من الغرب بسرعة تصل إلى"
            " {} كيلومترا في الساعة، وترتفع الحرارة بعد"
            " الظهر إلى {} درجة مع أمطار خفيفة في المساء المتأخر."
        ),
        ("القلعة", 41, 17),
        ("الميناء", 41, 17),
        ("الميناء", 41, 19),
    ),
    (
        "{}早晨沿河有雾，西风最大风速每小时{}公里，下午最高气温{}度，傍晚以后有零星小雨，气象台提醒市民出门时带好雨具，并注意道路湿滑。",
        ("海门镇", 41, 17),
        ("河口镇", 41, 17),
        ("河口镇", 41, 19),
    ),
    (
        (
            "{} सुबह नदी के किनारे कोहरा रहेगा, पश्चिम से {} किलोमीटर प्रति घंटे की रफ्तार"
            " से हवा चलेगी और दोपहर में तापमान {} डिग्री तक"
            " पहुंचेगा, जबकि देर शाम हल्की बारिश के आसार हैं।"
        ),
        ("रामपुर", 41, 17),
        ("श्यामगढ़", 41, 17),
        ("श्यामगढ़", 41, 19),
    ),
)
REFRAIN = ("And the tide comes in,", "and the tide goes out,", "and nobody counts the days.")
LABELS = ("Interviewer:", "The minister:")
ANSWERS = ("Yes.", "No, never.", "“No comment,” he said.")


def strewn(article: Article, *lines: Sequence[Item]) -> Case:
    """The article with a few lines after each paragraph, in turn."""
    items = [
        each
        for at, paragraph in enumerate(article.items())
        for each in (paragraph, *(lines[at % len(lines)] if lines else ()))
    ]
    return Case([Section(items)], [item.text for item in items])


def templated(article: Article) -> Case:
    template, *facts = TEMPLATES[article.draw.randrange(len(TEMPLATES))]
    middle = len(article.paragraphs) // 2
    items = article.items()
    items[middle:middle] = [Item(template.format(*each)) for each in facts]
    return Case([Section(items)], [item.text for item in items])


def templated_apart(article: Article) -> Case:
    template, *facts = TEMPLATES[article.draw.randrange(len(TEMPLATES))]
    return strewn(article, *([Item(template.format(*each))] for each in facts), *([()] * 9))


def templated_runs(article: Article) -> Case:
    """A report by town: the same two templates, filled in anew, one after the other."""
    draw = article.draw.sample(range(len(TEMPLATES)), 2)
    rows = zip(*(TEMPLATES[at][1:] for at in draw), strict=True)
    items = [Item(TEMPLATES[at][0].format(*each)) for row in rows for at, each in zip(draw, row, strict=True)]
    items = [*article.items(), *items]
    return Case([Section(items)], [item.text for item in items])


def quotation(article: Article) -> Case:
    """A paragraph of the article, quoted again in an analysis below."""
    said = article.draw.choice(article.paragraphs)
    analysis = (
        f"What was meant by “{said}” is a question on which the lawyers of both sides"
        " have already begun to differ, and"
        " one that the court may have to answer before the end of the year."
    )
    items = [*article.items(), Item(analysis)]
    return Case([Section(items)], [*(each for each in article.paragraphs if each != said), analysis], [said])


def rows(article: Article) -> Case:
    table = Section([Item("Lower Quay\t3\t1\tdrawn", "tr"), Item("Port Halden\t2\t2\tdrawn", "tr")] * 2, "table")
    items = article.items()
    return Case([Section(items[:3], inside=table), Section(items[3:])], article.paragraphs)


STAYS: dict[str, Kind] = {
    "untouched": lambda article: strewn(article),
    "templates, together": templated,
    "templates, apart": templated_apart,
    "templates, in runs": templated_runs,
    "refrain": lambda article: strewn(article, list(map(Item, REFRAIN))),
    "short answers": lambda article: strewn(article, *([Item(each)] for each in ANSWERS)),
    "speaker labels": lambda article: strewn(article, *([Item(each)] for each in LABELS)),
    "timestamps": lambda article: strewn(article, [Item("9:15 am")], [Item("10:30 am")]),
    "bullets": lambda article: strewn(article, [Item("• What we know"), Item("• What is next")]),
    "table rows": rows,
    "quoted later": quotation,
}
"""From which nothing may go."""
