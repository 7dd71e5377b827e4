"""The English words for places, light, weather, framing and camera. `lexicon.py` says how a line is read."""

# ruff: noqa: E501  a row of the table is one line

PLACES = """
# water
sea, ocean, open sea, high seas, open water, at sea, the atlantic, the pacific, waves, wave, swell, surf, offshore, tide | @sea
deep sea, seabed, ocean floor, sea floor, coral, coral reef, reef, underwater, beneath the waves, kelp, aquarium | @underwater
under the sea, beneath the sea, under water, below the surface, under the surface, sunken | @underwater
coast, coastline, cliff, cliffs, rocky shore, headland, cape, seaside, sea cliff, coastal, fjord, peninsula, rocks | @coast
shoreline, shore, island, isle, lagoon, cove, bay, ashore, tidal pool, tide pool, rock pool, mudflat | @coast
harbour, harbor, port, pier, quay, dock, docks, marina, jetty, wharf, waterfront, boatyard, shipyard, seaport | @harbour
beach, sand, sandy beach, seafront, boardwalk, sandcastle, strand, sandbar | @beach
tropical, palm beach | ~beach
river, stream, creek, brook, riverbank, canal, waterfall, rapids, delta, riverside, tagus, embankment | @river
lake, pond, lakeside, lakeshore, reservoir, loch, still water, wetland, marsh, swamp | @lake

# land
forest, wood, woods, woodland, jungle, rainforest, grove, thicket, clearing, undergrowth, forest floor | @forest
trees | ~forest
mountain, peak, summit, ridge, hill, alps, hilltop, valley, slope, canyon, gorge, range, highlands, volcano | @mountain
mountainside, mountain top, mountain pass, mountain range, glacier, foothill, crag, himalaya, alpine, fell, moor | @mountain
desert, dune, dunes, sahara, wasteland, oasis, mesa, badlands, savanna, savannah, outback, steppe | @desert
field, meadow, farmland, countryside, pasture, prairie, grassland, wheat, cornfield, crops, plain, vineyard | @field
hay, harvest, farmyard, barley, rural, rolling hills, orchard, plantation, hillside, heath, grass | @field
garden, backyard, greenhouse, flower garden, allotment, yard, lawn, terrace garden, hedge, conservatory | @garden
park, playground, city park, picnic, parkland, zoo, stadium, football pitch, pitch, sports ground | @park
in the snow, snowfield, arctic, antarctic, tundra, north pole, ice field, frozen, iceberg, ski slope, snowdrift | @snow w=snow
winter, wintry | ~snow
cave, cavern, grotto, tunnel, mine, underground, catacomb | @cave

# settlements
village, hamlet, small town, fishing village, town, market town, villages, suburb, old town, settlement | @village
street, alley, lane, avenue, boulevard, pavement, sidewalk, crossing, cobbles, cobblestones, cobbled street | @street
square, plaza, market, marketplace, bazaar, neighbourhood, neighborhood, street corner, staircase street | @street
high street, bus stop, zebra crossing, kerb, crosswalk, tram stop, steep street, narrow streets | @street
city, downtown, skyline, metropolis, cityscape, urban, big city, capital, megacity, neon city, city centre | @city
lisbon, paris, london, new york, tokyo, berlin, rome, barcelona, porto, istanbul, amsterdam, hong kong | @city
prague, vienna, madrid, chicago, shanghai, singapore, dubai, mumbai, sydney, san francisco, venice, athens | @city
rush hour, traffic, traffic jam | @city car +crowd
rooftop, roof, rooftops, roof terrace, roofs, balcony, tiled roofs, viewpoint, miradouro | @rooftop
road, highway, motorway, country road, track, path, trail, roadside, lay by, crossroads, coastal road, hairpin | @road
open road, road trip | @road ~road ?car
station, train station, railway, platform edge, railway station, rails, airport, bus station, subway, metro station | @street
railway track, railway line | @field train
train platform, station platform, on the platform | @street train

# rooms
room, living room, lounge, indoors, inside, attic, apartment, flat, hotel, hallway, bathroom, interior, parlour | @room
hospital, clinic, waiting room, lantern room, lamp room, gallery, museum, museum hall, staircase, spiral stairs | @room
stairs, spiral staircase, windowsill, window, fireside, study, sauna, spa, corridor, elevator, cellar, gym | @room
shelter, animal shelter | @room
kitchen, stove, oven, cooker, kitchen counter, worktop, pantry, kitchen window, bakehouse | @kitchen
bedroom, bedside, nursery, dormitory, in bed, sleepless | @bedroom
office, workplace, boardroom, cubicle, coworking, meeting room, conference room, studio office, open plan | @office
cafe, coffee shop, coffee house, bistro, restaurant, bar, pub, diner, tavern, cafeteria, cafe terrace, canteen | @cafe
tea house, teahouse, brasserie, trattoria, pavement cafe, beer garden, coffee bar | @cafe
workshop, garage, factory, studio, forge, atelier, shed, laboratory, lab, assembly line, warehouse, pottery | @workshop
brewery, distillery, roastery, potting shed, toolshed, production line, sawmill | @workshop
classroom, school, university, lecture hall, kindergarten, blackboard, whiteboard, campus, seminar, auditorium | @classroom
library, bookshelf, bookcase, archive, bookshelves, reading room | @library
stage, theatre, theater, concert hall, concert, festival, spotlight, opera, club, nightclub, dance floor, gig | @stage
arena, podium, keynote, conference, circus, award show, catwalk, runway | @stage

# elsewhere
space, outer space, orbit, galaxy, milky way, universe, cosmos, solar system, lunar surface, nebula, star field | @space
surface of mars, surface of the moon, zero gravity, black hole, deep space, interstellar, big bang | @space
seen from space, from space, from orbit | @space planet
earth and moon, earth and the moon, sun and moon, sun and the moon | @space planet n=2
gravity, pull of the moon | @space planet
sky, in the sky, clouds, above the clouds, up in the air, heavens, airborne, stratosphere | ~sky
above the clouds, among the clouds, through the clouds, high in the sky, in flight, mid air | @sky
backdrop, plain background, white background, studio backdrop, seamless background, infinity cove | @backdrop
product shot, pack shot, packshot, plain backdrop, coloured background, solid background, logo, end card | @backdrop

# light
dawn, sunrise, daybreak, first light, early morning, break of day, crack of dawn, rising sun, sun rises, cockcrow | t=dawn
sun comes up, before sunrise, new day, at first light, morning mist, new dawn | t=dawn
day, daytime, noon, midday, morning, afternoon, daylight, broad daylight, sunny, sunshine, sunlight, lunchtime | t=day
bright sun, sunlit, high sun, sun high | t=day
golden hour, golden light, sunset, late afternoon, setting sun, low sun, sundown, last light, amber light | t=golden
warm evening light, end of the day, sun sets, sun goes down, evening sun, golden glow, golden | t=golden
dusk, evening, twilight, nightfall, blue hour, gloaming, after sunset, getting dark | t=dusk
night, midnight, starry, at night, nighttime, after dark, moonlight, moonlit, starlight, nocturnal, overnight | t=night
stars, under the stars, dark sky, darkness, neon, late at night, tonight, starry sky, all night, fireworks, 3 am | t=night
sleepless night, bedtime | t=night ~bedroom
shooting star, northern lights, aurora | t=night

# weather
rain, drizzle, rainy, raining, downpour, shower, wet street, puddle, raindrop, wet cobbles, monsoon | w=rain
storm, thunderstorm, tempest, lightning, hurricane, stormy, thunder, gale, squall, typhoon, cyclone | w=storm
snow, snowfall, snowing, snowy, snowflake, snow covered, snow capped | w=snow ~snow
blizzard, snowstorm, snow storm | w=snow @snow
fog, mist, misty, foggy, haze, hazy, smog | w=fog
wind, windy, breeze, gust, wind blown, blustery, breezy, windswept, kite | w=wind
cloudy, overcast, grey sky, gray sky, cloud, gloomy, grey clouds | w=cloudy
clear sky, blue sky, cloudless, clear night, clear, calm weather, calm after the storm, storm has passed | w=clear
after the storm, storm is over, after the rain, storm passes, storm has gone | w=clear
calm sea, glassy sea | @sea w=clear
stormy sea, rough sea, heavy sea, storm at sea | @sea w=storm
foggy sea | @sea w=fog
sea of lights, city lights | t=night ~city
rain forest | @forest

# framing
close up, closeup, macro, extreme close up, detail shot, in detail, close on, tight on, close view, tight shot | d=close
in the foreground, foreground, up close, very near | d=near
wide shot, long shot, panorama, aerial, aerial view, from above, bird's eye, bird's eye view, establishing shot | d=wide
wide view, seen from far, extreme wide, wide angle, from high above, drone shot | d=wide
in the distance, distant, far away, on the horizon, far off, in the background, far out, at the horizon | d=far
on the left, to the left, left of frame, at left, left side, left hand side, on the left side, frame left | p=left
on the right, to the right, right of frame, at right, right side, right hand side, frame right | p=right
in the centre, in the center, in the middle, at the centre, at the center, centred, centered, middle of the frame | p=centre

# camera
zoom in, zooms in, push in, pushes in, moves closer, dolly in, slowly approaches, closing in, move in | c=push
zoom out, pull back, pulls back, pull out, reveal, reveals, revealing, dolly out, zooms out, widening, pulls out | c=pull
tilt up, tilts up, looking up, look up, looks up, rises up, towering, camera rises, towers above | c=tilt_up
tilt down, tilts down, looking down, camera descends, camera lowers | c=tilt_down
pan left, pans left, from right to left | c=pan_left
pan right, pans right, from left to right, pan across, pans across, tracking shot, panning | c=pan_right
drift, floating camera, glides, floats past, steady shot, hovering | c=drift

camera pulls back, camera pulls out, camera pulls away, camera zooms out, camera retreats | c=pull
camera pushes in, camera moves in, camera zooms in, camera approaches, camera moves closer | c=push
camera tilts up, camera looks up, camera rises, camera climbs | c=tilt_up
camera tilts down, camera looks down, camera sinks | c=tilt_down
camera drifts, camera floats, camera glides, camera hovers | c=drift
camera pans right, camera pans, camera follows, camera tracks | c=pan_right
camera pans left | c=pan_left

# words that only look like a subject or a place
heart of the, at the heart of, in the heart of, by heart, heart of, key message, key to, key part, key benefit |
on the table with, table of contents, in light of, in the long run, free trial, book now, book a, book your |
in the world, in the world of, all over the world, on earth, down to earth, piece of cake, at home with |
field of, in the field of, sky high, in the cloud, cloud based, the cloud, watch out, ship it, train for, ring true |
at hand, on hand, second hand, first hand, glass half full, sheet of glass, lifetime, at your door, doorstep |
ahead of the game, game changer, think outside the box, out of the box, no strings, park your, fall in love |
any time, every time, for the first time, next time, this time, last time, at the same time, in time, on time |
room for, make room, leave room, stage of, next stage, early stage, space for, save space, takes up space |
sea change, tip of the iceberg, flood of, in the long term, day to day, every day, one day, all day, days, day after |
day and night, night and day | 
sound of the sea, smell of the sea, taste of the sea, sound of, smell of, taste of |
chair lift, mail order, second nature, human nature, by nature, breath of fresh air, cold calls, fire up, on fire |
at the camera, into the camera, to the camera, towards the camera, on camera, the camera moves, into camera |
house wine, light weight, home page, home screen, no matter, no longer, no wonder, not only, back home |
"""
