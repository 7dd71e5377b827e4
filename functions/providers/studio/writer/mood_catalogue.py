"""The moods the embedded studio can propose. One paragraph each; `moods.py` reads and fits them.

`id | name | family | palette: light, lighter middle, middle, accent, shade, dark`, then style, description, the sentence
that ties it to a subject, keywords, and the words and tones that speak for it.
"""

# ruff: noqa: E501  a row of the table is one line

MOODS = """
warm_cinematic | Warm cinematic | warm | #f9e4c0 #f0b775 #d9814a #f25f4c #6b4a44 #2a1d24
style: Cinematic frames in low, honeyed light with deep, soft shadows
text: Late sun, long shadows and faces half in light: a film that takes its time.
link: It gives {x} the glow of a late afternoon.
keys: warm, cinematic, golden, intimate, tender
fits: warm story family home love memory coffee heartfelt emotional human old grandmother grandfather touching cinematic

noir | Midnight noir | dark | #aab4c0 #6c7a89 #3e4a59 #e0a030 #1f2833 #0d1117
style: Film noir with hard contrast, wet streets and a single lamp
text: Night, rain and one bright window: tension in black, steel and amber.
link: It makes {x} the one bright thing in the dark.
keys: noir, night, mystery, contrast, rain
fits: noir crime detective mystery thriller dark night secret suspense dramatic whisky security

pastel_storybook | Pastel storybook | soft | #fdf1e3 #f7cfd0 #bfd8d2 #f28482 #84a59d #4a4e69
style: A hand-painted storybook in soft pastels with round, friendly shapes
text: Every frame could be a page: gentle colours, round hills, kind faces.
link: It turns {x} into a page that a child would stop at.
keys: storybook, pastel, gentle, childlike, wonder
fits: child children kids story fairy tale bedtime toy toys gentle cute whimsical baby family storybook

bold_product | Bold and modern | bold | #f7f7f2 #ffd23f #ff8c42 #ff3c38 #3a506b #0b132b
style: Modern advertising graphics: plain grounds, strong shapes, generous space
text: One thing at a time, large and sharp, on colours that stop the thumb.
link: Nothing in the frame competes with {x}.
keys: bold, modern, graphic, confident, product
fits: product brand launch new app modern bold sale shop gadget tech startup energetic confident young urban professionals

nordic_calm | Nordic calm | cool | #f2f4f3 #cfd8dc #9fb3b8 #d98e73 #5f7a84 #263238
style: Nordic restraint: pale light, wide space, wood and wool
text: Pale skies and quiet rooms; the eye has room to rest.
link: It leaves {x} all the space it needs.
keys: nordic, calm, minimal, quiet, honest
fits: calm minimal simple design furniture home nordic scandinavian wellness clean quiet lake sauna reliable trust

tropical | Tropical colour | bright | #fff3c9 #7fd8d4 #22a6b3 #ff6f61 #2d7d46 #123c4a
style: Saturated tropical colour with turquoise water and strong sun
text: Turquoise, coral and palm green under a high sun.
link: It puts {x} in the middle of summer.
keys: tropical, vivid, sunny, fresh, holiday
fits: tropical beach island summer holiday cocktail juice surf palm swim sunny fruit ocean travel

retro_poster | Retro travel poster | retro | #f6e7cb #f2b84b #e2733d #c8382e #2f7f86 #1f3b4d
style: A mid-century travel poster: flat planes of colour and bold horizons
text: Flat planes, bold horizons and the optimism of the first charter flights.
link: It makes a poster of {x}.
keys: retro, poster, travel, nostalgic, graphic
fits: travel city trip tourism lisbon paris italy train holiday vintage retro nostalgia classic tram journey visit destination

neon_night | Neon night | dark | #b8f2ff #4cc9f0 #7b2ff7 #ff2e93 #2b1a5a #0b0820
style: City night in neon, with reflections and electric edges
text: A city after midnight: magenta signs, wet asphalt, electric blue.
link: It plugs {x} into the current of the city.
keys: neon, night, electric, urban, energy
fits: neon night club music gaming game tech cyber future party dj city nightlife energy esports ai

documentary | Natural documentary | natural | #eef0e4 #c9cba3 #8fa37e #d08c60 #5b6c5d #2d3a32
style: Documentary realism: natural light, plain framing, honest texture
text: Nothing staged: daylight, real places, hands at work.
link: It shows {x} as it is.
keys: documentary, natural, honest, earthy, authentic
fits: charity cause real people documentary honest farm organic nature sustainability community craft local authentic volunteers informative

luxurious | Quiet luxury | rich | #f3ead8 #d6b98c #a67c45 #8c2f39 #3b2f2f #14110f
style: Quiet luxury: dark grounds, brushed gold and a single soft light
text: Dark grounds, brushed gold and one careful light.
link: It treats {x} as something worth waiting for.
keys: luxury, elegant, gold, refined, slow
fits: luxury elegant premium watch jewellery jewelry perfume hotel exclusive wine refined sophisticated heritage gold

playful_pop | Playful pop | bright | #fff8e8 #ffd93d #6bcb77 #ff6b6b #4d96ff #2b2d6e
style: Playful pop shapes in primary colours with plenty of bounce
text: Primary colours, big shapes and a wink in every frame.
link: It lets {x} bounce.
keys: playful, pop, colourful, cheerful, fun
fits: playful fun funny kids party snack candy pets dog cat cheerful happy quirky humorous witty young toy games

hopeful_dawn | Hopeful dawn | warm | #fff1e0 #fbd1b7 #f0a08c #e9724c #6d83a8 #2f3e5c
style: First light over wide land, in peach and pale blue
text: The first light over wide land: the hour in which things begin.
link: It stands {x} at the start of something.
keys: hopeful, dawn, light, new beginning, gentle
fits: hope hopeful inspiring new beginning charity health recovery future donate start dawn uplifting optimistic care

epic | Epic horizon | grand | #fbe8c8 #f2a65a #c8553d #f4d35e #38576b #16202e
style: Epic wide frames, tiny figures under enormous skies
text: Enormous skies, small figures, and a horizon that asks a question.
link: It gives {x} a horizon to match.
keys: epic, grand, heroic, wide, dramatic
fits: epic adventure mountain expedition hero dragon legend storm space journey inspiring dramatic bold challenge victory

misty_forest | Misty forest | natural | #e8efe6 #b7c9b4 #7f9f86 #d9a441 #3f5e4c #1b2e28
style: Green, misty woodland with layers of depth and soft light
text: Layers of green, mist between the trunks, and the hush after rain.
link: It roots {x} in living green.
keys: forest, mist, green, quiet, natural
fits: forest nature trees environment climate wildlife tea herbal organic sustainable woodland hiking conservation green

maritime | Salt and storm | cool | #e6eef0 #a9c3cc #5f8ea0 #e3672f #2f5266 #12263a
style: Maritime graphics in slate blue, with spray, wind and a warning light
text: Slate water, spray and one warm light that will not go out.
link: It sets {x} against wind and weather.
keys: maritime, salt, storm, steadfast, wide
fits: sea ocean lighthouse boat ship storm sailor harbour fish whale sailing coast tide tides wave water surf rescue

desert_heat | Desert heat | warm | #fbeed5 #f3c57b #dd8b4e #b5442e #7a4a3a #2e2233
style: Sun-baked desert planes in ochre and terracotta
text: Ochre, terracotta and shade you can count on one hand.
link: It bakes {x} in warm earth.
keys: desert, ochre, heat, earthy, timeless
fits: desert morocco egypt sahara spice clay pottery mexico savanna camel sun adobe

cosmic | Cosmic wonder | dark | #dfe7fd #9db4ff #5f6fd9 #ffb86b #2a2a72 #0a0a23
style: Deep space in indigo, with fine stars and one warm sun
text: Indigo depths, a thin line of atmosphere, and one warm sun.
link: It looks at {x} from very far away, which is where wonder starts.
keys: cosmic, space, wonder, stars, vast
fits: space planet moon star stars rocket astronaut science universe galaxy gravity tides physics satellite wonder curious

schoolroom | Clear and curious | clear | #fdfaf0 #f6d77a #7cc6c3 #ee6c4d #3d7ea6 #293241
style: Clean explanatory pictures: flat shapes, clear colours, one idea a frame
text: One idea a frame, drawn so plainly that you could explain it to a friend.
link: It makes {x} easy to see.
keys: clear, curious, educational, bright, simple
fits: explain explainer how why science learn learning school education course students informative curious teach guide tutorial

autumn_rustic | Autumn rustic | natural | #f7ead2 #e3b566 #c1693c #9b2f2b #6a5a3a #2e2a1f
style: Rustic autumn textures: wood, copper, leaves and candlelight
text: Copper leaves, wood smoke and a table set for many.
link: It gives {x} the comfort of a full table.
keys: rustic, autumn, cosy, homely, harvest
fits: food bread bakery kitchen farm harvest autumn rustic restaurant cheese honey soup cosy cook recipe wine beer traditional

winter_light | Winter light | cool | #f4f8fb #cfe0ec #94b5cf #e5584f #4f6d8f #1e2f47
style: Clear winter light on snow with one red accent
text: Blue shade, bright snow and one red scarf.
link: It lets {x} shine against the snow.
keys: winter, snow, crisp, still, festive
fits: winter snow christmas ski cold ice polar arctic holiday gift festive mountain sledge

garden_fresh | Garden fresh | fresh | #f6faea #d3e8a8 #93c572 #f49cbb #4f8a5b #24473a
style: Fresh garden greens and petals in clean morning light
text: Dew, petals and the green of seven in the morning.
link: It keeps {x} fresh.
keys: fresh, garden, green, light, spring
fits: garden spring flower skincare beauty cosmetics salad vegetables fruit plant bees vegan juice fresh soap eco natural

industrial | Workshop steel | bold | #eceff1 #b0bec5 #78909c #ff9f1c #455a64 #1c262b
style: Workshop realism in steel and amber with precise, graphic edges
text: Steel, sparks and the patience of people who measure twice.
link: It shows the work that went into {x}.
keys: industrial, precise, strong, crafted, steel
fits: workshop factory machine engineering tool tools car motor craft industry construction steel robot repair reliable industrial build

dreamlike | Dreamlike dusk | soft | #f6e8f5 #d9b8e0 #a98bc9 #f7a072 #5d5a93 #2b2a4c
style: Dreamlike dusk in lilac and peach, softly blurred at the edges
text: Lilac air, slow movement, and the feeling of almost remembering.
link: It lets {x} float a little.
keys: dreamlike, dusk, soft, poetic, slow
fits: dream dreamy poem poetic sleep meditation perfume music art romantic love imagination ballet yoga relax soothing

city_morning | City morning | clear | #f5f3ee #f3cf9b #8fb8c9 #e4572e #4d6a7a #22303a
style: Bright urban scenes with clean morning light and brisk rhythm
text: Clean streets, first coffee, everyone on the way to somewhere.
link: It takes {x} along on the way to work.
keys: urban, morning, brisk, everyday, bright
fits: city urban commuter commuters coffee bike bicycle office work app business team professionals everyday mobility delivery service
"""
