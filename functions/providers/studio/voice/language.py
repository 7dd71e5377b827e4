"""Which language a narration is in, as far as the embedded voice has to know: English, or which other one."""

import functools
import re
from typing import TYPE_CHECKING, Final

from functions.media.captions.scripts import count_scripts
from functions.providers.studio.voice.model import voice_model

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

NAMES: Final = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish",
    "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "tr": "Turkish", "vi": "Vietnamese", "id": "Indonesian",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian",
    "el": "Greek", "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "he": "Hebrew", "hi": "Hindi", "bn": "Bengali",
    "pa": "Punjabi", "gu": "Gujarati", "or": "Odia", "ta": "Tamil", "te": "Telugu", "kn": "Kannada",
    "ml": "Malayalam", "si": "Sinhala", "th": "Thai", "lo": "Lao", "km": "Khmer", "my": "Burmese", "ka": "Georgian",
    "hy": "Armenian", "am": "Amharic", "und": "an unknown language",
}  # fmt: skip

_SCRIPT_LANGUAGE: Final = {
    "Hani": "zh", "Kana": "ja", "Hang": "ko", "Cyrl": "ru", "Grek": "el", "Arab": "ar", "Hebr": "he", "Deva": "hi",
    "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml",
    "Sinh": "si", "Thai": "th", "Laoo": "lo", "Khmr": "km", "Mymr": "my", "Geor": "ka", "Armn": "hy", "Ethi": "am",
}  # fmt: skip
_LETTER_CLUES: Final = (("Cyrl", "uk", "їєґі"), ("Arab", "ur", "ٹڈڑےں"), ("Arab", "fa", "پچژگ"))
"""Letters that a script's default language does not use."""

_COMMON_WORDS: Final = {
    "en": "the of and to is it that was he for are with his they i at be this have from by not but what all were we "
    "when your can said there an each which she how their if will many then them these so some her would make "
    "him into its now did get may you our every here hello just meet at please where after over only am my",
    "fr": "le la les un une du de et est que qui dans pas sur au aux avec ce cette il elle nous vous je tu ils ou où "
    "son sa ses leur sont être ne se notre votre mon ma bonjour merci très c'est d'un l'on qu'on",
    "de": "der das und ist nicht ein eine einen einem einer zu den dem des mit von auf für im ich du er sie wir ihr "
    "sich auch wie aber oder wenn nur noch nach bei aus um über hat haben sind wird guten hallo unsere unser "
    "zum zur",
    "es": "el la los las un una unos y o de del en que por para con no se su sus es son está al lo como más pero muy "
    "mi tu nos nuestro nuestra este esta hay hola gracias qué cada",
    "it": "il lo la gli le un uno una di della dei delle e è che in per con non si su da al alla nel nella sono ma "
    "come più anche questo questa ogni ciao molto nostra nostro c'era c'è",
    "pt": "o os uma um de do da dos das e é em no na que por para com não se seu sua ao à mais mas como muito este "
    "esta são foi tem olá nossa nosso você",
    "nl": "de het een en van is in op te dat niet met voor zijn aan er om ook als maar bij naar uit nog wel ik je "
    "hij zij wij ze deze elke eens",
    "sv": "och att det som en ett är på av för med den till inte om han hon jag vi var har från men varje",
    "da": "og at det som en et er på af for med den til ikke om han hun jeg vi var har fra men hver",
    "no": "og at det som en et er på av for med den til ikke om han hun jeg vi var har fra men hver",
    "fi": "ja on ei se että oli hän mutta ovat kun niin myös tai joka kuin minä sinä olen",
    "pl": "i w na z do się nie jest to że o jak ale po za od są dla tak ten ta przez był był",
    "cs": "a je v na se z do že to si s ale jako po za pro jsou byl který každý",
    "ro": "și în de la cu pe nu este sunt un o că pentru din mai care sau fiecare",
    "hu": "a az és egy hogy nem van volt de ez azt csak minden",
    "tr": "ve bir bu da de için ile çok ne o gibi daha var her ben sen biz",
    "vi": "và của là có không một những được người cho trong với các này tôi",
    "id": "dan yang di itu dengan untuk tidak ini dari dalam akan pada ke saya kami setiap",
}
"""Words that hardly any sentence of a language goes without."""
_WORDS: Final = {language: frozenset(text.split()) for language, text in _COMMON_WORDS.items()}
_LETTERS: Final = {
    "fr": "éèêëàâçîïôûùœ", "de": "äöüß", "es": "ñ¿¡áéíóú", "it": "àèéìòù", "pt": "ãõçáâéêíóôú", "sv": "åäö",
    "da": "æøå", "no": "æøå", "fi": "äö", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű", "tr": "çğıöşüİ", "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


_ENGLISH_SHARE, _FOREIGN_SHARE = 0.65, 0.35
"""Share of a text's words that are in the English lexicon: above the first it is English, below the second not."""


def detect_language(text: str) -> str | None:
    """The language (BCP 47) that most of a text is in; None when it has no letters at all.

    Other scripts are told by their letters. A Latin text is English when most of its words are in the voice's lexicon;
    of the rest py3langid says which language it is, and that language's common words or letters must bear it out. So
    foreign names leave a text English: a wrong "not English" would cost the sound.
    """
    scripts = count_scripts(text)
    letters = sum(scripts.values())
    if not letters:
        return None
    script = max(scripts, key=lambda name: (scripts[name], name))
    if scripts["Latn"] * 2 >= letters or script == "Latn":
        return _latin_language(text)
    if script == "Hani" and scripts["Kana"]:
        return "ja"
    for clue_script, language, clues in _LETTER_CLUES:
        if script == clue_script and any(letter in text for letter in clues):
            return language
    return _SCRIPT_LANGUAGE.get(script, "und")


def _latin_language(text: str) -> str:
    words = set(_WORD.findall(text))
    model = voice_model()
    share = sum(model.knows(word) for word in words) / max(1, len(words))
    if share > _ENGLISH_SHARE:
        return "en"
    language = _likeliest(text)
    if language == "en":
        return "en"
    lowered = {word.lower() for word in words}
    # In a short text one accented letter may well belong to a name.
    lettered = len(words) > 3 and any(letter in text.lower() for letter in _LETTERS.get(language, ""))
    evidence = len(lowered & (_WORDS[language] - _WORDS["en"])) + lettered
    english = len(lowered & (_WORDS["en"] - _WORDS[language]))
    if share < _FOREIGN_SHARE:
        return language if evidence > english or (not english and len(words) > 4) else "en"
    return language if evidence > english else "en"


def _likeliest(text: str) -> str:
    # Shouted text would be foreign to the classifier, which learned from running text.
    found = _classifier().classify(text.lower() if text.isupper() else text)
    return str(found[0])


@functools.cache
def _classifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    # Its own instance: the module-level one could be narrowed by anybody.
    classifier.set_languages(sorted(_WORDS))
    return classifier
