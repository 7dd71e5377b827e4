"""Storyboards in other languages: the brief's own sentences over scenes, with titles and pictures in its language."""

# ruff: noqa: E501  a row of the table is one line

from functions.providers.studio.writer.brief_facts import Facts
from functions.providers.studio.writer.pacing import scene_count
from functions.providers.studio.writer.text import capital, closed, fold

_WORDS = {
    "de": ("Am Anfang;Der Weg;Der Moment;Aus der Nähe;Das Gefühl;Zum Schluss", "Die Stadt am frühen Morgen.;Eine Straße am Tag.;Eine Frau am Fenster.;Nahaufnahme im weichen Licht.;Freunde im Park bei Sonnenuntergang.;Der Himmel am Abend."),
    "fr": ("Au début;Le chemin;Le moment;De près;L’émotion;Pour finir", "La ville à l’aube.;Une rue en plein jour.;Une femme à la fenêtre.;Gros plan dans une lumière douce.;Des amis dans un parc, le soir.;Le ciel au crépuscule."),
    "es": ("Al principio;El camino;El momento;De cerca;La emoción;Para terminar", "La ciudad al amanecer.;Una calle de día.;Una mujer en la ventana.;Primer plano con luz suave.;Amigos en el parque al atardecer.;El cielo al anochecer."),
    "it": ("All’inizio;Il cammino;Il momento;Da vicino;L’emozione;Alla fine", "La città all’alba.;Una strada di giorno.;Una donna alla finestra.;Primo piano con luce morbida.;Amici nel parco al tramonto.;Il cielo di sera."),
    "pt": ("No início;O caminho;O momento;De perto;A emoção;Para terminar", "A cidade ao amanhecer.;Uma rua de dia.;Uma mulher à janela.;Grande plano com luz suave.;Amigos no parque ao entardecer.;O céu ao crepúsculo."),
    "nl": ("Het begin;De weg;Het moment;Van dichtbij;Het gevoel;Tot slot", "De stad in de vroege ochtend.;Een straat overdag.;Een vrouw bij het raam.;Close-up in zacht licht.;Vrienden in het park bij zonsondergang.;De lucht in de avond."),
    "ru": ("Начало;Путь;Момент;Ближе;Чувство;В завершение", "Город на рассвете.;Улица днём.;Женщина у окна.;Крупный план в мягком свете.;Друзья в парке на закате.;Небо вечером."),
    "zh": ("开始;路上;时刻;近看;感受;尾声", "黎明的城市。;白天的街道。;窗边的女人。;柔光中的特写。;夕阳下公园里的朋友。;傍晚的天空。"),
    "ja": ("はじまり;道;瞬間;近くで;気持ち;おわりに", "夜明けの街。;昼の通り。;窓辺の女性。;やわらかな光の中のクローズアップ。;夕焼けの公園にいる友達。;夕方の空。"),
    "ko": ("시작;길;순간;가까이에서;마음;마지막", "새벽의 도시.;낮의 거리.;창가의 여자.;부드러운 빛 속의 클로즈업.;해 질 녘 공원의 친구들.;저녁 하늘."),
    "ar": ("البداية;الطريق;اللحظة;عن قرب;الشعور;الختام", "المدينة عند الفجر.;شارع في النهار.;امرأة عند النافذة.;لقطة قريبة في ضوء ناعم.;أصدقاء في الحديقة عند الغروب.;السماء في المساء."),
    "hi": ("शुरुआत;रास्ता;वह पल;पास से;एहसास;अंत में", "भोर में शहर।;दिन में सड़क।;खिड़की के पास एक महिला।;कोमल रोशनी में क्लोज़-अप।;सूर्यास्त में पार्क में दोस्त।;शाम का आसमान।"),
}  # fmt: skip
_TITLES_BY_COUNT = {4: (0, 2, 3, 5), 5: (0, 1, 2, 3, 5), 6: (0, 1, 2, 3, 4, 5)}


def foreign_beats(facts: Facts, seconds: float | None) -> list[tuple[str, str, list[str]]]:
    """Title, picture and narration versions of four to six scenes. Where a sentence is missing, a scene is silent."""
    message = {fold(s) for s in (facts.message, closed(facts.brand)) if s}
    own = [s for s in facts.own_texts if fold(s) not in message and fold(s) not in fold(facts.message)]
    count = min(6, scene_count(seconds, min(6, len(own) + 1)))
    titles, pictures = _words(facts)
    places = _TITLES_BY_COUNT[count]
    shares = _shares(own, count - 1)
    beats: list[tuple[str, str, list[str]]] = []
    for i, share in enumerate(shares):
        said = " ".join(share)
        versions = [" ".join(share[:n]) for n in range(len(share), -1, -1)]
        beats.append((titles[places[i]], said or pictures[places[i]], versions))
    brand = closed(facts.brand) if facts.brand else ""
    last = facts.message if fold(facts.brand) in fold(facts.message) else f"{facts.message} {brand}".strip()
    versions = list(dict.fromkeys(v for v in (last, brand) if v)) or [""]
    name = facts.brand or facts.title
    picture = pictures[places[-1]]
    if name and fold(name) not in fold(picture):
        picture = f"{capital(closed(name))} {picture}".strip()
    beats.append((titles[places[-1]], picture, versions))
    return beats


def _words(facts: Facts) -> tuple[list[str], list[str]]:
    titles, pictures = _WORDS.get(facts.language, ("", ""))
    name = facts.title or facts.brand
    if not titles:
        return [name] * 6, [closed(name) if name else ""] * 6
    return titles.split(";"), pictures.split(";")


def _shares(said: list[str], parts: int) -> list[list[str]]:
    """Sentences over scenes in order; with fewer sentences than scenes, the first scenes stay silent."""
    if len(said) < parts:
        return [[] for _ in range(parts - len(said))] + [[s] for s in said]
    base, more = divmod(len(said), parts)
    sizes = [base + (1 if i < more else 0) for i in range(parts)]
    return [said[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(parts)]
