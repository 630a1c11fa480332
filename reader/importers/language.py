"""Which language a text is in, from its letters and its commonest words.

Behind one function, so that a library can take its place.
"""

import re
from collections import Counter

# Enough to be sure, little enough to be quick.
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+")

# Scripts that nearly always mean one language; the first that holds a tenth of the letters decides.
# Kana come before Han, because Japanese is written with both.
SCRIPTS = [
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
]
SCRIPT_SHARE = 0.1

COMMON = {
    "ar": "في من على إلى أن هذا كان ما هو عن مع التي الذي كيف هذه",
    "cs": "a se na je že to v s z do o ale jsem jako by tak co jak pro když",
    "da": "og i at det er en til på af som for ikke den der med har jeg de et",
    "de": "der die und das ist nicht ich sie ein eine zu in den von mit es auf wir dass auch",
    "en": "the and of to a in that is it you i was for we with have this are be what",
    "es": "de la que el en y los se del las un por con no una es lo pero como para",
    "fa": "و در به از که این را با است آن برای هم خود تا",
    "fi": "ja on ei se että oli hän en ovat mutta kun niin myös joka minä mitä ole sen",
    "fr": "de la le et les des en un du une que est pas pour dans qui il je vous sur",
    "hu": "a az és hogy nem is egy ez azt meg de van volt csak mint vagy már kell",
    "it": "di che e la il un è per non in una con mi sono del le si ma come più",
    "nl": "de het een en van in is dat op te zijn niet met voor ik je die ook maar er",
    "no": "og i det er på at en som ikke til jeg for av har med de vi den et også",
    "pl": "nie to się na że w i z jest do jak co po ale o tak za od przez był",
    "pt": "de a o que e do da em um para não uma os com é no na se mais por",
    "ro": "și de în a la cu nu o să pe care este din un mai ce am fost pentru sunt",
    "ru": "и в не на я что он с как это а но мы по из у за вы так же",
    "sl": "je in da se na v ne ki so za pa z ni bi to kot tudi smo sem po",
    "sv": "och att det i är som en på för av med inte jag den till har de ett om så",
    "tr": "bir ve bu da de için çok ne o ben ama daha gibi var mi ile olarak ki değil en",
    "uk": "і в не на що я він з як це та до але ми від у за ви так є",
}
LANGUAGES_OF: dict[str, set[str]] = {}
for _language, _words in COMMON.items():
    for _word in _words.split():
        LANGUAGES_OF.setdefault(_word, set()).add(_language)
# Fewer known words than this, or no clear lead, is a guess not worth making.
FEWEST = 3
SHARE = 0.08
LEAD = 1.15


def detect_language(text: str) -> str:
    """The language's BCP 47 primary subtag, such as "de"; empty where the text does not tell."""
    sample = text[:SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(text: str) -> str:
    letters = sum(map(str.isalpha, text)) or 1
    for language, script in SCRIPTS:
        if len(script.findall(text)) > SCRIPT_SHARE * letters:
            return language
    return ""


def _by_words(text: str) -> str:
    words = WORD.findall(text.lower())
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(LANGUAGES_OF.get(word, ()))
    ranking = votes.most_common(2)
    if not ranking or ranking[0][1] < max(FEWEST, SHARE * len(words)):
        return ""
    if len(ranking) > 1 and ranking[0][1] < LEAD * ranking[1][1]:
        return ""
    return ranking[0][0]
