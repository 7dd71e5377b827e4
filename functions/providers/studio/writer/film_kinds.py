"""Words by which a film's tone and kind are told."""

from functions.providers.studio.writer.text import word_set

TONE_WORDS: dict[str, frozenset[str]] = {
    "playful": word_set(
        "playful fun funny humorous witty cheeky light lighthearted quirky cheerful happy silly whimsical ironic joyful"
    ),
    "elegant": word_set(
        "elegant luxurious luxury refined sophisticated premium minimal poetic understated exclusive stylish graceful"
    ),
    "urgent": word_set("urgent serious alarming direct provocative dramatic shocking powerful hard-hitting stark"),
    "informative": word_set(
        "informative factual clear educational neutral professional technical explanatory objective precise "
        "curious simple"
    ),
    "inspiring": word_set(
        "inspiring inspirational hopeful uplifting motivating motivational optimistic visionary empowering "
        "adventurous epic heroic"
    ),
    "bold": word_set("bold confident energetic dynamic edgy modern young fresh punchy fast loud"),
    "calm": word_set("calm quiet serene gentle relaxed peaceful soothing slow meditative"),
    "warm": word_set(
        "warm friendly heartfelt emotional tender caring honest human nostalgic intimate moving touching "
        "sincere cosy cozy personal"
    ),
}
"""Words of a brief's tone, by the voice the copy is written in; the earlier entry wins a tie."""

KIND_WORDS: dict[str, frozenset[str]] = {
    "explainer": word_set("explain explains explained explainer science understand basics tutorial introduction"),
    "travel": word_set(
        "hike hiking hikes trek trekking tour tours guided travel trip tourism visit holiday destination "
        "itinerary tourist travellers travelers getaway vacation journey island lisbon paris rome tokyo porto "
        "weekend hotel hostel"
    ),
    "event": word_set(
        "event festival concert conference fair opening exhibition wedding marathon meetup summit party "
        "anniversary tickets celebration premiere race"
    ),
    "cause": word_set(
        "need hungry meals charity donate donation volunteer nonprofit ngo cause campaign foundation shelter "
        "adopt rescue refugees hunger volunteers beaches plastic planet join help homeless climate pollution "
        "cleanup conservation petition awareness protect"
    ),
    "story": word_set("story tale legend fable fairy keeper dragon knight grandmother grandfather friendship princess"),
    "service": word_set(
        "app software platform service saas website tool online consulting agency bank insurance clinic "
        "course learn school subscription dashboard team workflow accounting studio repair installs"
    ),
    "product": word_set(
        "product launch made buy shop sale brand recycled handmade bottle cup shoes bag chair watch bike "
        "cream coffee tea bread chocolate toy headphones lamp order design materials reusable"
    ),
}
"""Words that speak for a kind of film."""
