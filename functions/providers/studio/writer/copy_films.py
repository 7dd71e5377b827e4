"""Copy and pictures for films that sell nothing: travel, causes, events, stories, explanations."""

# ruff: noqa: E501  a row of the table is one line

FILMS = """
[travel_city] city lisbon paris london rome porto street streets old town tram trams capital architecture museum nightlife
hook: Some cities you visit. This one you listen to.
hook elegant: Arrive early, while the streets still belong to the light.
hook playful: Leave the map at the hotel. It would only spoil things.
problem: It does not hurry for anyone, and after an hour neither will you.
feel: By evening you have walked further than you meant to, and seen more than you planned.
see hook: First light | The city skyline at dawn, rooftops in soft light.
see problem: Getting lost | A narrow street in the old town in the morning, a bicycle against a wall.
see turn: The way up | A yellow tram climbs a steep street on a sunny day.
see use: A table outside | A couple sits at a café terrace in the afternoon sun.
see detail: Small things | Close-up of a cup of coffee and a custard tart on a café table.
see proof: Down to the water | A bridge across the river at golden hour, a sailboat below.
see feel: Blue hour | City lights at dusk, a crowd in the square.
see close: Stay a little | The city at night from a rooftop, lanterns glowing.

[travel_sea] island beach coast sea ocean sailing cruise surf tropical lagoon harbour resort bay
hook: Before you see it, you can smell the salt.
hook elegant: The horizon keeps its promise here.
hook playful: Shoes off. You will not need them for a while.
problem: Time works differently where the tide keeps the calendar.
feel: Later you will find sand in your bag, and smile.
see hook: Arrival | A sailboat on the open sea at dawn.
see problem: The harbour | Rowing boats in a small harbour on a sunny morning.
see turn: The bay | A sandy bay by day, a small boat on clear water.
see use: Under the surface | Fish swim through a coral reef underwater.
see detail: Salt and shade | Close-up of a glass and a parasol on the beach by day.
see proof: The cape | A lighthouse on the coast in the wind.
see feel: Last light | A couple walks along the beach at golden hour.
see close: Lanterns | A small harbour at dusk, lanterns on the water.

[travel_mountain] mountain mountains alps hiking valley lake national park trail ski chalet hut fjord forest iceland nature wilderness
hook: Up here, silence has an echo.
hook inspiring: The summit is only the excuse. The way is the reason.
hook playful: Your phone has no signal. Congratulations.
problem: You climb for an hour, and the world below turns into a map.
feel: You come down lighter than you went up.
see hook: Before sunrise | The mountains at dawn, mist in the valley.
see problem: The path | A hiker on a mountain path on a clear morning.
see turn: Still water | A rowing boat on a mountain lake by day.
see use: In the forest | A deer in a forest clearing, light between the trees.
see detail: A warm door | A small cabin among pines in the snow.
see proof: The top | A hiker on the summit at golden hour, peaks in the distance.
see feel: Fire | Two friends by a campfire under the stars.
see close: Night | A tent below the mountains on a starry night.

[ocean_cause] ocean plastic sea beach cleanup climate environment planet pollution recycling forest trees carbon nature wildlife bees river conservation
hook: There is a sound the sea makes when nobody is listening.
hook urgent: Look closely. This is what we leave behind.
hook inspiring: Every wave brings something back. So can we.
problem: What we throw away does not go away. It only goes somewhere else.
feel: It starts with one pair of hands. Then another.
see hook: The sea | Waves roll on an empty beach at dawn, gulls above.
see problem: What we leave | Plastic bottles float in the sea on a grey day.
see turn: One pair of hands | A woman picks up bottles on a beach in the morning.
see use: More hands | Volunteers with bags walk along the beach on a sunny day.
see detail: What returns | Fish swim through clear water underwater.
see proof: What grows | A child plants a small tree in a field by day.
see feel: What stays | A whale in the open sea at golden hour.
see close: Our turn | A family stands on the coast at golden hour.

[animal_cause] shelter rescue stray adopt adoption animals dogs cats donkey sanctuary
hook: He has learned to tell footsteps apart. He is still waiting for yours.
problem: They did nothing wrong. They were simply left behind.
feel: They forgive faster than we do.
see hook: Footsteps | A dog waits behind a door in a dim room.
see problem: Left behind | A dog alone on a street in the rain.
see turn: Someone stops | A woman kneels beside a dog in a park in the morning.
see use: A warm place | A dog and a cat in a warm room, a bowl on the floor.
see detail: Trust | Close-up of a dog in a garden in soft light.
see proof: Playing again | A dog runs after a ball through a sunny park.
see feel: Going home | A child and a dog walk along a country road at golden hour.
see close: Home | A dog in front of a small house at golden hour.

[people_cause] charity donate donation volunteers homeless refugees hunger children hospital education elderly loneliness community water foundation nonprofit food bank help
hook: You pass them every day. Perhaps you know their faces, but not their names.
hook urgent: Tonight, somebody will wait for help that does not come.
hook inspiring: Hope rarely arrives alone. It is usually carried by someone.
problem: It can happen quietly, and it can happen to anyone.
feel: For you it is a little. For someone, it is the day everything turned.
see hook: Unseen | A lone person sits on a bench in the city in the grey morning.
see problem: A cold evening | An elderly woman at a window in a dim room on a rainy evening.
see turn: A hand | A young woman hands a bowl of soup to an old man on a street at dusk.
see use: Together | Volunteers carry boxes through a bright room.
see detail: What it means | Close-up of two hands around a warm bowl.
see proof: A beginning | A child with a book in a sunny classroom.
see feel: A table for all | A crowd sits at a long table in a garden at golden hour.
see close: You | A crowd with lanterns in a square at dusk.

[event_music] concert festival music band jazz orchestra stage dj song open-air theatre dance ballet opera
hook: First there is silence. Then somebody counts to four.
hook playful: Neighbours, our apologies in advance.
hook elegant: The lights go down, and the room holds its breath.
problem: For a few hours, nobody is a stranger.
feel: You will go home humming.
see hook: Silence | An empty stage in the dark, a guitar in the spotlight.
see problem: The gates open | A crowd streams through a park at golden hour.
see turn: The first chord | A musician plays guitar on stage, lights behind her.
see use: All of us | A crowd in front of the stage at night.
see detail: Strings | Close-up of a guitar on a dark stage.
see proof: Between songs | Friends sit on the grass in a park at dusk, lanterns above.
see feel: The last song | A crowd under fireworks at night in the city.
see close: See you there | A stage in a park at dusk, lanterns glowing.

[event] event conference fair market wedding party opening exhibition anniversary workshop summit meetup celebration marathon race open day
hook: Some days you mark in the calendar. Some you remember without it.
hook playful: Clear your diary. We will wait.
hook urgent: The date is set. The doors open. The only thing missing is you.
problem: Good things happen when people are in the same room.
feel: You come for the programme. You stay for the people.
see hook: The day | An empty square in the city at dawn, flags in the wind.
see problem: Arriving | A crowd walks along a street on a sunny morning.
see turn: The doors open | An open door in bright light, people in front of it.
see use: Inside | A speaker on a stage in front of a crowd.
see detail: Conversations | Two friends at a café table, a cup in front of each.
see proof: Hands on | People around a table in a bright workshop.
see feel: The evening | A crowd with lanterns in a garden at dusk.
see close: See you there | An open door at dusk, a lamp above it.

[explainer] why how science explained explain physics biology history body brain space universe energy tides weather planets understand works basics
hook: Some things are so familiar that we forget to ask how they work.
hook playful: Here is a question that sounds silly until you try to answer it.
problem: The answer is closer than it looks.
feel: And once you have seen it, you cannot stop seeing it.
see hook: The question | A child looks up at the sky in a field by day.
see problem: A first guess | A globe on a table in a sunny classroom.
see turn: Looking closer | A magnifying glass over a book on a table in a library.
see use: How it works | Large gears turn in a workshop.
see detail: A small model | Close-up of a globe and a lamp on a table in a dim room.
see proof: The big picture | The Earth seen from space.
see feel: Everywhere | A family looks at the stars in a field at night.
see close: Now you know | A child with a telescope on a hill at dusk.

[story] story tale once legend fable fairy film short journey
hook: Every place has a story that it tells only in the evening.
hook playful: You will not believe this one. It is true anyway.
problem: Nothing ever happened there. That is what people said.
feel: Some things do not need to be said aloud.
see hook: A place | A small village at dusk, smoke above the houses.
see problem: An ordinary day | A person walks along a country road on a grey morning.
see turn: Something changes | Clouds gather over the fields in the wind.
see use: The road | A person with a lantern walks through a forest at night.
see detail: A light | Close-up of a lantern in the dark.
see proof: The morning after | The first light of dawn over the hills.
see feel: Together | Two friends on a hilltop at golden hour.
see close: Home | A small house at dusk, one window lit.
"""
