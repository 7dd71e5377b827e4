"""The English words for what can be drawn as a subject. `lexicon.py` says how a line is read."""

# ruff: noqa: E501  a row of the table is one line

THINGS = """
# people
person, figure, someone, somebody, stranger, human, silhouette, individual | person
traveller, traveler, tourist, visitor, backpacker, wanderer, explorer, adventurer | person
hiker, climber, mountaineer, trekker | person ~mountain
runner, jogger, athlete, swimmer, dancer, yogi, gymnast | person
customer, guest, shopper, user, reader, viewer, listener, neighbour, neighbor, friend, patient, client | person
teacher, professor, tutor | person ~classroom
doctor, nurse, surgeon, vet, veterinarian, pharmacist, midwife, therapist | person ~room
engineer, mechanic, carpenter, craftsman, maker, artisan, potter, welder, joiner, tailor, blacksmith | person ~workshop
craftswoman, seamstress | woman ~workshop
developer, programmer, coder, designer, founder, entrepreneur, manager, employee, colleague, freelancer | person ~office
office worker, knowledge worker, accountant, lawyer, analyst | person ~office
scientist, researcher, astronomer, chemist | person
artist, painter, writer, poet, photographer, sculptor, author, journalist | person
musician, singer, guitarist, pianist, performer, actor, violinist, conductor, dj, drummer | person ~stage
barista, waiter, waitress | person ~cafe
chef, cook, baker, pastry chef | person ~kitchen
farmer, shepherd, gardener, beekeeper, grower, winemaker, harvester | person ~field
driver, rider, courier, commuter, cyclist, biker, postman, mail carrier, delivery driver, delivery rider | person ~street
cyclist, biker, bike rider, bicycle courier | person bicycle ~road
sailor, captain, skipper, fisher, helmsman, ferryman | man ~sea
fisherman | man ~sea
surfer | person ~beach
diver, scuba diver, freediver | person ~underwater
soldier, guard, policeman, fireman, firefighter, king, prince, wizard, knight, monk, pirate, hunter, detective | man
queen, princess, witch, policewoman, mermaid, bride, ballerina | woman
superhero, hero, heroine | person
student, pupil, apprentice, intern | person ~classroom
schoolchild, schoolboy, schoolgirl | child ~classroom
volunteer, worker, builder, labourer, rescuer | person
rescue team, rescue crew, crew | person n=3
man, guy, gentleman, father, dad, husband, son, uncle, brother, businessman, he | man
woman, lady, mother, mom, mum, wife, daughter, aunt, sister, businesswoman, she | woman
girl, boy, child, kid, baby, toddler, infant, teenager, teen, youngster, little one, newborn | child
old man, old woman, elderly man, elderly woman, old lady, old couple, senior, pensioner, retiree, elder | elder
grandmother, grandfather, grandma, grandpa, granny, gran, granddad, nana, grandparent, the elderly, old folk | elder
lighthouse keeper, keeper of the lighthouse, keeper of the light | elder +lighthouse ~coast
keeper | elder
couple, lovers, newlyweds, two friends, two lovers, parents, mother and father, husband and wife, pair of friends | couple
mother and child, mother and daughter, mother and son | woman child
father and son, father and daughter, father and child | man child
family, young family | couple child
crowd, audience, people, public, spectators, fans, guests, passengers, commuters, villagers, tourists, team | crowd
community, neighbours, neighbors, friends, colleagues, staff, citizens, townspeople, congregation, sea of people | crowd
teams, workers, protesters, demonstrators, shoppers, students, visitors, travellers, travelers, locals | crowd
residents, families, pedestrians, passers by, onlookers, customers, volunteers, dancers, concertgoers | crowd
classmates, the class, schoolchildren, group of children | child n=5
orchestra, band, choir | crowd ~stage

# animals
dog, puppy, pup, hound, terrier, labrador, retriever, collie, poodle, dachshund, spaniel, bulldog, corgi, mutt | dog
sheepdog, border collie | dog ~field
husky, sled dog | dog ~snow
rescue dog, shelter dog, stray, stray dog | dog
pet | ?dog
cat, kitten, kitty, tomcat, tabby | cat
fox, fox cub, vixen | fox ~forest
lion, tiger, leopard, panther, cheetah, lynx | cat ~field
wolf, coyote | dog ~forest
bird, sparrow, robin, songbird, finch, swallow, owl, pigeon, dove, eagle, hawk, raven, crow, falcon, parrot | bird
crane in flight, swan, heron, duck, goose, hummingbird, stork, puffin, kingfisher, rooster, hen, chicken | bird
penguin | bird ~snow
gull, seagull, albatross, pelican | gull ~coast
horse, pony, mare, stallion, foal, donkey, mule, unicorn, zebra, camel, reindeer, elk, moose | horse ~field
deer, stag, roe | horse ~forest
cow, cattle, calf, bull, ox, herd, sheep, lamb, goat, buffalo, dairy cow, flock of sheep | cow ~field
rabbit, hare, bunny, hedgehog, squirrel, mouse, hamster | rabbit ~field
bear, bear cub, grizzly, panda, teddy bear, teddy | bear
polar bear | bear ~snow
fish, trout, salmon, shark, goldfish, koi, school of fish, shoal, seahorse, squid, octopus, turtle, sea turtle | fish ~underwater
jellyfish, clownfish | fish ~underwater
whale, humpback, orca, dolphin, porpoise, seal | whale ~sea
butterfly, moth, bee, bumblebee, dragonfly, pollinator, ladybird, ladybug | butterfly ~garden
dragon, dinosaur, serpent, monster | dragon

# craft
boat, rowboat, rowing boat, skiff, dinghy, canoe, kayak, raft, lifeboat, dory, gondola, paddle boat | rowboat
boat in distress | rowboat ~sea
sailboat, sailing boat, yacht, sloop, schooner, regatta, catamaran, sail, windsurfer, fishing boat, trawler | sailboat
ship, ferry, steamer, liner, cruise ship, freighter, tanker, container ship, warship, galleon, vessel, tug | ship
tall ship, sailing ship | sailboat
car, automobile, convertible, taxi, cab, sedan, suv, hatchback, roadster, electric car, sports car, ev, jeep | car ~road
van, camper, campervan, camper van, motorhome, truck, lorry, pickup, minibus, tractor, delivery van | bus ~road
bus, coach, school bus, trolleybus, double decker | bus ~street
train, tram, subway train, metro, locomotive, railcar, streetcar, steam engine, night train, carriage | train
bicycle, bike, e bike, ebike, cargo bike, mountain bike, scooter, tricycle, two wheeler | bicycle
motorbike, motorcycle, moped, vespa | bicycle ~road
plane, airplane, aeroplane, aircraft, jet, airliner, glider, biplane, drone, helicopter, paper plane | plane ~sky
balloon, hot air balloon, air balloon, airship, zeppelin, blimp, hot air | balloon ~sky
robot, android, droid, machine helper, chatbot, bot, automaton, ai assistant | robot
rocket, spaceship, spacecraft, space shuttle, shuttle, launch vehicle, starship | rocket ~space
astronaut, cosmonaut, spaceman, spacewoman | astronaut ~space
planet, earth, saturn, mars, jupiter, venus, neptune, exoplanet, asteroid, comet, moons | planet ~space
moon | planet t=night
full moon | planet t=night
moonlight, crescent moon, moonlit | t=night
satellite, space station, space probe, telescope in orbit | satellite ~space

# buildings and things that stand
lighthouse, light house, beacon | lighthouse ~coast
beam of the lighthouse, lighthouse beam, beam of light | +lighthouse t=night
house, cottage, cabin, hut, bungalow, farmhouse, mansion, villa, barn, chalet, home, farm, homestead, igloo | house
apartment building, tower block, apartment block, high rise | tower ~city
dream home, tiny house, beach house, tree house, treehouse | house
castle, palace, fortress, citadel, chateau, fort, ruin, ruins | castle
tower, bell tower, clock tower, church, cathedral, chapel, steeple, minaret, temple, pagoda, belem tower | tower
skyscraper, watchtower, watch tower, obelisk, monument, eiffel tower, glass tower, spire, chimney, statue | tower
bridge, viaduct, aqueduct, footbridge, suspension bridge, golden gate | bridge ~river
windmill, wind turbine, turbine, wind farm, mill | windmill ~field
shop, store, boutique, storefront, market stall, bakery, bookshop, florist, kiosk, stall, stand, grocery | shop ~street
bookstore, corner shop, shop window, newsstand, food truck, pharmacy, barber, butcher, deli, supermarket | shop ~street
tent, marquee, yurt, teepee, campsite, camp, bivouac | tent
campfire, bonfire, fire, flames, fireplace, hearth | campfire
fireplace, hearth, stove fire | campfire ~room
door, doorway, gate, gateway, front door, entrance, threshold | door

# plants and food
tree, oak, apple tree, willow, maple, birch, olive tree, cherry tree, sapling, trunk, blossom tree, orchard tree | tree
cork oak, chestnut tree, linden, elm, plane tree, magnolia, lemon tree, orange tree, jacaranda | tree
pine, fir, spruce, pine tree, christmas tree, conifer, evergreen, cedar, redwood | pine ~forest
palm, palm tree, coconut tree | palm ~beach
flower, rose, tulip, daisy, blossom, sunflower, poppy, lily, orchid, wildflower, bloom, bouquet, petal, lavender | flower
bed of flowers, flower bed, flowerbed | flower ~garden n=5
plant, seedling, sprout, fern, potted plant, houseplant, herb, basil, cactus, leaf, bush, shrub, vine, shoot, seed | plant
bread, loaf, baguette, sourdough, croissant, roll, bun, toast, sandwich, pastry, dough, pretzel, pizza, bagel | bread
cake, birthday cake, cupcake, muffin, pie, tart, dessert, pastel de nata, custard tart, gateau, brownie, cookie | cake
apple, fruit, orange, pear, peach, lemon, berry, tomato, cherry, mango, pumpkin, vegetable, strawberry | apple
bowl, soup, salad, ramen, noodles, cereal, porridge, bowl of soup, stew, meal, dish, curry, rice, pasta, dinner | bowl
healthy meal, lunch, supper, breakfast bowl, recipe, home cooked meal, pan, pot, plate | bowl ~kitchen
breakfast | cup bread ~kitchen

# objects
cup, mug, coffee cup, tumbler, espresso, cappuccino, latte, cup of tea, cup of coffee, coffee mug, travel mug | cup
reusable cup, coffee, hot drink, hot chocolate, cocoa, matcha, flat white, hot beverage, cup of cocoa | cup
tea, herbal tea, kettle, teapot, coffee pot, pot of tea, samovar | teapot
bottle, flask, thermos, water bottle, wine, olive oil, juice, perfume, serum, shampoo, sauce, vial, wine bottle | bottle
bottle of wine, lotion, cream, sunscreen, soap, potion, beer bottle, message in a bottle, kombucha, oil, syrup | bottle
night cream, day cream, hand cream, face cream, eye cream | bottle
moisturiser, moisturizer, cleanser, skincare, skin care, cosmetic, fragrance, detergent, lemonade bottle | bottle
glass, wine glass, cocktail, drink, glass of wine, glass of water, lemonade, smoothie, champagne, beer, pint | glass
phone, smartphone, mobile, cell phone, mobile phone, cellphone, iphone, handset, app, mobile app, telephone | phone
screen of a phone, notification, tablet, touchscreen | phone
laptop, computer, notebook computer, pc, computer screen, monitor, keyboard, website, software, dashboard, desktop | laptop
web app, platform, saas, spreadsheet, video call, inbox, email, tv, television, browser | laptop
camera, lens, dslr, film camera, polaroid, photograph, photo | camera
headphones, headset, earphones, earbuds, podcast, playlist | headphones
book, novel, diary, journal, notebook, storybook, textbook, cookbook, manual, volume, manuscript, logbook | book
pen, pencil, fountain pen, quill, stylus, paintbrush, brush, marker, crayon | pen
lamp, desk lamp, street lamp, lamppost, table lamp, floor lamp, streetlight, bedside lamp, streetlamp | lamp
lantern, paper lantern, candle, torch, oil lamp, storm lamp, flashlight, candlelight | lantern
clock, alarm clock, timer, grandfather clock, hourglass, stopwatch, wall clock, alarm, pendulum | clock
watch, wristwatch, smartwatch, smart watch, wrist watch, timepiece, pocket watch, chronograph | watch
box, parcel, package, crate, carton, delivery, cardboard box, chest, treasure chest, container, meal kit, toolbox, recipe box | box
gift, present, gift box, wrapped gift, surprise | gift
bag, backpack, suitcase, handbag, purse, rucksack, tote, luggage, satchel, shopping bag, tote bag, wallet | bag
shoe, sneaker, boot, trainer, heel, sandal, running shoe, hiking boot, footwear, slipper, running shoes | shoe
chair, armchair, stool, bench, sofa, couch, rocking chair, office chair, deckchair, seat, throne | chair
table, desk, workbench, counter, dining table, coffee table, workdesk, tabletop | table
kitchen table | table ~kitchen
bed, mattress, crib, hammock, bunk, pillow, cradle, sleeping bag, duvet | bed ~bedroom
guitar, violin, ukulele, cello, lute, banjo, bass guitar, fado guitar | guitar
piano, keyboard instrument, synthesizer, grand piano, organ, harmonica, accordion, trumpet, saxophone, drum | piano
ball, football, basketball, soccer ball, tennis ball, beach ball, volleyball, toy, toys | ball
umbrella, parasol, raincoat, sunshade | umbrella
key, house key, padlock, lock, keyring | key
heart, valentine, red heart | heart
lightbulb, light bulb, bulb | lightbulb
gear, cog, cogwheel, machine, engine, mechanism, gears, machinery, washing machine | gear
chart, graph, bar chart, diagram, statistics, line chart, growth curve, infographic | chart
letter, envelope, postcard, invitation, love letter, note, telegram, mail | letter
globe, world map globe, the globe | globe
magnifier, magnifying glass, loupe, microscope, telescope, binoculars | magnifier
server, data centre, data center, cloud server, cloud storage, cloud service, cloud computing, database | cloud_server
crown, tiara, ring, diamond, jewel, jewellery, jewelry, necklace, trophy, medal, treasure | crown
sword, shield, dagger, axe, spear, helmet | sword
map, chart of the coast, treasure map, city map, route, compass, atlas, nautical chart, guidebook | map
ice cream, gelato, sorbet, frozen yogurt, pudding, yoghurt | bowl
bowl of fruit, fruit bowl | bowl apple
solar panel, battery, solar lamp | ?lightbulb
radio, speaker, loudspeaker, music player, gramophone, record player | ?headphones
dress, shirt, coat, jacket, jumper, sweater, scarf, clothes, fashion, textile, fabric, wool, garment | ?bag

# ideas, which need a picture when nothing else is named
idea, innovation, invention, insight, solution, electricity, energy, inspiration | ?lightbulb
growth, sales, profit, progress, revenue, data, result, investment, finance, budget, invoice, economy, figures | ?chart
love, care, kindness, charity, health, compassion, wellbeing, wellness, gratitude, donation, donate | ?heart
hope, dream, freedom, wish, imagination, lightness | ?balloon
time, minute, hour, deadline, moment, patience, schedule, history | ?clock
security, safety, privacy, access, password, ownership, secret | ?key
connection, world, global, internet, network, climate, worldwide, international, language | ?globe
message, news, newsletter, announcement, contract, paperwork, form | ?letter
search, research, discover, discovery, detail, science, question, answer | ?magnifier
teamwork, together, society, democracy, meeting, event, festival, everyone, everybody | ?crowd
process, automation, technology, industry, workflow, tool, engineering, automatic | ?gear
journey, trip, adventure, travel, holiday, direction, path to, plan, strategy | ?map
learning, lesson, knowledge, education, story, course, wisdom, tale, training | ?book
celebration, birthday, anniversary, party | ?cake
nature, sustainability, sustainable, organic, green, environment, vegan | ?plant
music, song, melody, concert, jazz, rock concert, blues | ?guitar
quality, luxury, success, victory, winner, best, excellence | ?crown
sleep, rest, dreams at night | ?bed
reward, offer, discount, bonus, giveaway, voucher | ?gift
sport, game, play, match, fitness, playing | ?ball
word, poem, essay, signature | ?pen
""".strip()
