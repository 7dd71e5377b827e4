"""Copy and pictures for products and services, by what is sold. `copywriting.py` says how a line is read."""

# ruff: noqa: E501  a row of the table is one line

PRODUCTS = """
[drinks] coffee tea espresso cup mug tumbler drink juice lemonade wine beer kombucha smoothie water bottle cocoa brew roast
noun: cup
hook: The day does not begin when the alarm rings. It begins with the first sip.
hook playful: Nobody has ever made a good decision before the first sip.
hook elegant: A quiet morning. A warm cup. Nothing else is needed.
problem: We rush past the best minute of the day, and leave half of it behind.
problem playful: And yet we treat it like a chore. Gulp, spill, bin, repeat.
problem urgent: And every day, that small pleasure ends up in the bin.
feel: One small pause, and the whole day feels different.
feel playful: Go on. Take the long way to work.
see hook: First light | A woman holds a warm cup at a kitchen window at dawn.
see problem: The rush | A crowd hurries along a city street in the grey morning, a cup left on a bench.
see turn: There it is | Close-up of {a_product} on a wooden table in soft morning light.
see use: On the way | A woman walks through a sunny park with {a_product} in her hand.
see detail: Up close | Close-up of {a_product} on a plain backdrop, a soft light from the side.
see feel: A minute to yourself | Two friends sit at a café table at golden hour, a cup in front of each.
see proof: Anywhere | A cyclist stops on a bridge at golden hour, {a_product} beside the bicycle.

[food] food bread bakery cake chocolate pasta sauce snack restaurant meal recipe cheese honey olive kitchen cook pizza soup ice fruit vegetables granola vegan flavour flavor gelato
noun: bowl
hook: Good food starts long before the plate.
hook playful: Quick question. What is for dinner?
hook elegant: The finest tables begin with the simplest things.
problem: But the days are full, and dinner keeps getting shorter.
problem playful: Five minutes at the fridge later, still no idea.
problem elegant: Simple things are easily lost in a hurry.
feel: And suddenly everyone stays at the table a little longer.
feel playful: Seconds? Thought so.
see hook: Where it begins | A farmer walks through a field at golden hour with a box of fresh vegetables.
see problem: Half past six | A tired man stands in a dim kitchen in the evening, an empty bowl on the table.
see turn: On the table | Close-up of {a_product} on a wooden table in a bright kitchen.
see use: In the kitchen | A woman cooks in a sunny kitchen, {a_product} on the table.
see detail: Every bite | Close-up of {a_product} on a table, steam in the warm light.
see feel: Together | A family sits around a table in the garden on a golden evening.
see proof: Made with care | A baker works in a warm kitchen before sunrise, loaves of bread on the table.

[app] app software platform saas website online dashboard tool workflow ai assistant automation calendar inbox notes project teams freelancers code crm booking invoices
noun: smartphone
hook: It is nine in the morning, and the list is already longer than the day.
hook playful: Forty tabs open. Which one is playing music?
hook elegant: Clarity is a kind of calm.
hook urgent: Every hour spent looking for things is an hour not spent on the work itself.
problem: Messages here, files there, and the one thing that matters somewhere in between.
problem playful: Somewhere in there is the thing you were about to do.
problem urgent: And the list does not wait.
feel: So the evening belongs to you again.
feel playful: Look at that. It is five o'clock, and you are done.
feel inspiring: Imagine what you could do with the time.
see hook: Nine o'clock | A woman sits in front of a laptop in an office in the early morning, a clock on the wall.
see problem: Too much at once | Close-up of a desk in a dim office, letters and a phone piled around a laptop.
see turn: One place | A laptop on a clean table in a bright office, sunlight across the screen.
see use: At work | Two colleagues stand beside a laptop in a sunny office.
see detail: In your hand | Close-up of a smartphone on a plain backdrop, its screen glowing.
see feel: Home in time | A man rides a bicycle along a park at golden hour.
see proof: The numbers | A chart rises on a laptop in a bright office by day.

[gadget] headphones speaker camera laptop phone smartphone smartwatch robot vacuum lamp keyboard device gadget drone charger battery electric smart sensor thermostat printer console
noun: smartphone
hook: The best technology is the kind you stop noticing.
hook playful: Warning: you may want to touch it.
hook elegant: Form. Light. Silence.
problem: Most of it blinks, beeps and asks for attention.
problem playful: Your drawer of dead chargers would like a word.
problem elegant: So much around us is louder than it needs to be.
feel: It simply works, and you get on with your day.
feel playful: Yes, you can show it to your friends now.
feel elegant: And then there is nothing left to add.
see hook: In the dark | Close-up of {a_product} on a plain backdrop, one edge of light in the dark of night.
see problem: Noise | A crowd in the city at night among neon lights, everyone holding a phone.
see turn: The reveal | {A_product} on a plain backdrop, bright and clear, the camera pulls back.
see use: Every day | A woman sits in a calm living room in the morning with {a_product} on the table.
see detail: Detail | Macro close-up of {a_product} on a dark backdrop.
see feel: Out there | A man walks along a rooftop at golden hour, the city in the distance.
see proof: Built to last | {A_product} on a workbench in a workshop, tools in soft daylight.

[fashion] fashion bag backpack shoe shoes sneaker jacket dress shirt clothes clothing wear jewellery jewelry ring watch watches leather wool scarf hat denim
noun: bag
hook: You notice it in the way someone walks into a room.
hook playful: Some outfits wait for an occasion. Others are one.
hook inspiring: Every long way begins with what you put on in the morning.
problem: Too much of what we buy is gone before the next season.
problem playful: Meanwhile, in the back of the wardrobe, nothing to wear.
feel: Worn once, it is yours. Worn for years, it is you.
feel playful: Careful. People will ask where you got it.
see hook: An entrance | A woman walks down a city street in the morning light.
see problem: Too much | Boxes and bags piled up in a dim bedroom.
see turn: The piece | Close-up of {a_product} on a plain backdrop in soft daylight.
see use: In the city | A man crosses a bridge at golden hour with {a_product}.
see detail: The stitch | Close-up of {a_product} on a workbench in a workshop.
see feel: Yours | A couple walks along the coast at golden hour, wind in their hair.
see proof: By hand | A craftswoman works at a table in a sunny workshop.

[beauty] skin skincare cream serum shampoo soap perfume fragrance makeup cosmetics lotion balm hair beauty spa candle candles
noun: bottle
hook: There is a moment in the morning that belongs to nobody else.
hook elegant: Softness is a ritual.
hook playful: Your mirror has been meaning to tell you something.
problem: The shelf is full, and still something is missing.
feel: You can feel it before you can see it.
feel playful: Good skin day? Good everything day.
see hook: Morning | A woman stands at a window in a bright room in the early morning, a flower on the table.
see problem: The shelf | Many bottles stand on a table in a dim room.
see turn: Simply this | Close-up of {a_product} on a plain backdrop, a flower beside it.
see use: The ritual | A woman sits in a sunny room with {a_product} on the table.
see detail: From nature | Close-up of {a_product} among flowers in a garden in soft light.
see feel: A quiet glow | A woman walks through a field of flowers at golden hour.
see proof: What is inside | Close-up of leaves and flowers on a plain backdrop.

[home] chair sofa lamp furniture table desk bed mattress home house interior pillow blanket plant plants garden candle decor kitchenware tiles paint apartment
noun: chair
hook: A home is made of small decisions.
hook elegant: Light falls into a room, and the room answers.
hook playful: Your living room called. It is bored.
problem: We live with so much that was only ever meant to be temporary.
problem playful: That wobbly one in the corner? It knows.
feel: And one evening you notice that you have stopped wanting to go out.
feel elegant: Nothing more. Nothing missing.
see hook: Morning light | An empty living room in the early morning, light across the floor and a chair by the window.
see problem: Not quite home | Cardboard boxes stand in a dim room, a bare lamp above.
see turn: In its place | {A_product} in a sunny room, a plant in the corner.
see use: Every day | A woman reads a book in a bright living room beside {a_product}.
see detail: The grain | Close-up of {a_product} on a plain backdrop in soft side light.
see feel: Evening | A couple sits in a warm room at dusk, a lamp glowing.
see proof: By hand | A carpenter works at a bench in a workshop, wood shavings in the daylight.

[health] health fitness yoga run running gym doctor clinic therapy sleep meditation wellness sport sports training vitamins dentist hospital physiotherapy care
noun: water bottle
hook: Your body has been keeping notes.
hook warm: Some days, just getting up is the brave part.
hook playful: The couch is lovely. It will still be there later.
hook inspiring: The hardest step is the one across your own doorstep.
problem: It is easy to look after everyone else first.
problem playful: Tomorrow has been very busy being the day you start.
feel: A little lighter. A little stronger. A little more like yourself.
see hook: Before the day | A runner stands on an empty road at dawn, mist over the fields.
see problem: Not today | A woman sits on a bed in a dim bedroom, a clock beside her.
see turn: A first step | A pair of running shoes at the front door in the morning light.
see use: Moving | A woman runs through a park on a sunny morning.
see detail: Small things | Close-up of a glass of water and an apple on a table in daylight.
see feel: Stronger | A runner on a hilltop at golden hour, the valley below.
see proof: In good hands | A doctor talks with an elderly man in a bright room.

[mobility] bike bicycle ebike car electric scooter bus train taxi ride commute commuters sharing van charging tram motorcycle
noun: bicycle
hook: Every city has two speeds. Stuck, and free.
hook playful: Red light. Red light. Red light. You know the song.
hook inspiring: Somewhere beyond the last traffic light, the road opens.
problem: We spend our mornings looking at the back of somebody else's car.
feel: The same city, and suddenly it is yours.
feel playful: You will start taking detours on purpose.
see hook: Morning in the city | The city skyline at dawn, an empty road in front.
see problem: Standing still | A traffic jam in the city in the grey morning, cars in long rows.
see turn: There it is | {A_product} on a plain backdrop in clear daylight.
see use: Moving | {A_product} on a sunny street lined with trees.
see detail: Under way | Close-up of {a_product} in a bright workshop.
see feel: The long way home | A couple stops beside {a_product} on the coast at golden hour.
see proof: Further | {A_product} on a country road between fields, mountains in the distance.

[outdoor] tent hiking backpacking camping outdoor climb climbing ski surf surfboard trail boots sleeping mountain mountains kayak canoe adventure gear expedition
noun: tent
hook: The weather report is only a suggestion.
hook inspiring: The map ends here. Good.
hook playful: Somewhere, a marshmallow is waiting for you.
problem: What you carry decides how far you go.
feel: Up here, nobody asks what time it is.
see hook: The edge of the map | A hiker looks up at the mountains at dawn.
see problem: The climb | A hiker walks up a mountain path in the rain.
see turn: Ready | {A_product} in a forest clearing in the morning light.
see use: Out there | A hiker with {a_product} beside a mountain lake by day.
see detail: Made for it | Close-up of {a_product} on rocks in the rain.
see feel: Camp | Two friends sit by a campfire under the stars, a tent behind them.
see proof: Any weather | A tent on a snowy mountain in the wind.

[learning] course school learn learning language students tutor education university teach teachers class lessons training books reading library coding
noun: book
hook: Nobody is born knowing. That is the good news.
hook playful: Remember the day you learned to ride a bicycle? It is like that, with fewer bruises.
hook inspiring: Every expert once asked a very simple question.
problem: Somewhere between deadlines and dinner, curiosity gets tired.
feel: And one day you answer a question you could not even have asked before.
see hook: A question | A child looks up at the stars from a garden at night.
see problem: Later, maybe | A man sits tired at a desk in the evening, books piled beside a lamp.
see turn: The first page | An open book on a table in a sunny library.
see use: Step by step | A teacher and three children in a bright classroom.
see detail: Practice | Close-up of a pen and a notebook on a table in daylight.
see feel: It clicks | A student smiles on the steps of a school at golden hour, a book in her hand.
see proof: Together | Students sit together at a table in a library by day.

[money] bank finance money invest investing savings insurance tax taxes accounting loan mortgage pension budget payments invoice crypto
noun: smartphone
hook: Money is rarely about money. It is about what comes next.
hook playful: Your receipts are having a party in a shoebox.
problem: And yet the small print always seems to be written for somebody else.
feel: What comes next is up to you.
see hook: What comes next | A couple stands in front of a small house at golden hour.
see problem: Small print | Close-up of letters and a clock on a desk in a dim room.
see turn: Clear | A laptop with a chart on a clean table in a bright office.
see use: In a minute | A woman sits in a sunny café with a smartphone.
see detail: At a glance | Close-up of a smartphone on a plain backdrop.
see feel: Next | A family walks through a park at golden hour.
see proof: Growing | A young plant on a windowsill in the morning light.

[pets] pet pets dog dogs cat cats puppy kitten vet collar leash kibble
noun: ball
hook: Somebody is waiting behind the door. They have been waiting since you left.
hook playful: Who is a good reader? You are.
problem: They cannot tell us what they need. So we guess.
feel: Same walk. Same ball. Best day ever.
see hook: Behind the door | A dog waits at the front door in the morning light.
see problem: A long day | A dog lies on the floor of a dim room, a clock on the wall.
see turn: For them | Close-up of {a_product} on a kitchen table by day.
see use: Together | A girl and her dog run through a sunny park.
see detail: Up close | Close-up of a dog in a garden in soft light.
see feel: Best day ever | A woman and her dog sit on a beach at golden hour.
see proof: Safe | A cat sleeps on a chair in a warm room.

[children] toy toys kids children baby babies parents nursery playground game games family bedtime stroller picture storybook
noun: ball
hook: To a child, a cardboard box is never just a box.
hook playful: Attention, please. The floor is lava.
hook warm: They are only this small for a little while.
problem: Screens are loud, and imagination is quiet.
feel: Listen. That is the sound of nobody being bored.
feel warm: You will remember this long after they have grown.
see hook: A whole world | A child plays with a box in a sunny room.
see problem: Rainy afternoon | A child sits at a window on a rainy day, a ball on the floor.
see turn: Look at this | Close-up of {a_product} on a plain backdrop in bright colours.
see use: Playing | Two children play with {a_product} in a sunny garden.
see detail: Small hands | Close-up of {a_product} on a wooden table by day.
see feel: Good night | A mother and child read a book in a bedroom at night, a lamp glowing.
see proof: Again | Three children run through a park at golden hour.

[generic] 
noun: gift box
hook: Some things you only miss once you have known them.
hook playful: You know that feeling when something just works? Hold that thought.
hook elegant: The simple things take the longest to make.
hook urgent: There is never a perfect moment to change a habit. There is only this one.
hook inspiring: Every good thing began as a thought that would not go away.
problem: Until then, we make do. We always have.
problem playful: No? That is exactly the problem.
problem elegant: And so we learn to live with less than we hoped for.
feel: It is a small difference. You feel it every day.
feel playful: There it is. That feeling.
see hook: Before | A woman stands at a window in a quiet room in the morning.
see problem: Making do | A crowd hurries along a city street on a grey day.
see turn: There it is | {A_product} on a plain backdrop, one soft light from the side.
see use: In use | A man and a woman at a table in a bright room, {a_product} between them.
see detail: Up close | Close-up of {a_product} on a plain backdrop.
see feel: After | A couple walks through a park at golden hour.
see proof: By hand | A maker works at a bench in a sunny workshop.
"""
