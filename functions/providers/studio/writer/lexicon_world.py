"""The commonest words of ten other languages, each line under its English entry. `*` stands for any ending.

Accents are folded before comparing, so `café` and `cafe` are one. `lexicon.py` says how a line is read.
"""

# ruff: noqa: E501  a row of the table is one line

LANGUAGES = ("de", "fr", "es", "it", "pt", "zh", "ja", "ar", "hi", "ru")

WORLD = """
sea: de=meer,ozean,see fr=mer,ocean,vagues es=mar,oceano,olas it=mare,oceano,onde pt=mar,oceano,ondas zh=海,大海,海洋,海浪 ja=海,波 ar=بحر,محيط,أمواج hi=समुद्र,सागर,लहर* ru=море,моря,морем,морю,океан*,волн*
coast: de=kuste*,klippe*,ufer,insel* fr=cote,falaise*,rivage,ile es=costa,acantilado*,isla it=costa,scoglier*,isola pt=costa,falesia*,ilha zh=海岸,悬崖,岛 ja=海岸,崖,島 ar=ساحل,شاطئ,جزيرة hi=तट,द्वीप ru=побережь*,берег*,остров*
beach: de=strand* fr=plage* es=playa* it=spiaggia,spiagge pt=praia* zh=海滩,沙滩 ja=浜,砂浜,ビーチ ar=رمال hi=बीच ru=пляж*
harbour: de=hafen* fr=port,quai es=puerto,muelle it=porto,molo pt=cais zh=港口,港 ja=港 ar=ميناء hi=बंदरगाह ru=гаван*,порт,порту,причал*
river: de=fluss,flusse,bach fr=riviere,fleuve,ruisseau es=rio,arroyo it=fiume,ruscello pt=rio,riacho zh=河,江,小溪 ja=川 ar=نهر hi=नदी ru=река,реки,реке,реку
lake: de=seeufer fr=lac es=lago,laguna it=lago pt=lago,lagoa zh=湖 ja=湖 ar=بحيرة hi=झील ru=озер*
mountain: de=berg,berge,bergen,gebirge,gipfel,alpen,tal fr=montagne*,sommet*,alpes,vallee es=montana*,cumbre,sierra,valle it=montagna,montagne,cima,vetta,valle pt=montanha*,serra,vale zh=山,高山,山峰 ja=山,峰 ar=جبل,جبال hi=पहाड़*,पर्वत ru=гора,горы,горе,гору,горах,вершин*
forest: de=wald,walde,waldern fr=foret*,bois es=bosque*,selva it=bosco,foresta,boschi pt=floresta*,bosque,mata zh=森林,树林 ja=森,林 ar=غابة hi=जंगल,वन ru=лес,лесу,леса
field: de=feld*,wiese* fr=champ,champs,prairie,pre,campagne es=campo*,prado it=campo,campi,prato pt=campo*,prado zh=田野,草地 ja=野原,畑 ar=حقل,حقول hi=खेत* ru=поле,поля,луг*
desert: de=wuste* fr=desert,dunes es=desierto,dunas it=deserto,dune pt=deserto,dunas zh=沙漠 ja=砂漠 ar=صحراء hi=रेगिस्तान ru=пустын*
garden: de=garten fr=jardin* es=jardin* it=giardin* pt=jardim,jardins zh=花园 ja=庭 ar=حديقة hi=बगीचा,बगीचे ru=сад,саду
park: de=park,spielplatz fr=parc es=parque it=parco pt=parque zh=公园 ja=公園 ar=منتزه hi=पार्क ru=парк*
village: de=dorf*,dorfer fr=village*,hameau es=pueblo*,aldea it=villaggio,paese,borgo pt=aldeia*,vila zh=村庄,村子,小镇 ja=村 ar=قرية hi=गाँव,गांव ru=деревн*,сел*
city: de=stadt,stadte,grossstadt fr=ville*,lisbonne es=ciudad*,lisboa it=citta,lisbona pt=cidade*,lisboa zh=城市,都市 ja=街,都市,都会 ar=مدينة hi=शहर* ru=город,города,городе
street: de=strasse*,gasse* fr=rue,rues,ruelle* es=calle*,plaza it=strada,strade,via,vicolo,piazza pt=rua*,praca zh=街道,街头 ja=通り,道 ar=شارع,شوارع hi=सड़क*,गली ru=улиц*,площад*
house: de=haus,hauser,hause,hutte fr=maison*,cabane es=casa*,cabana it=casa,case,casetta pt=casa*,cabana zh=房子,家,屋 ja=家 ar=بيت,منزل hi=घर,मकान ru=дом,дома,домик*
room: de=zimmer,wohnzimmer fr=salon,chambre es=habitacion,salon,sala it=stanza,salotto,soggiorno pt=sala,quarto zh=房间 ja=部屋 ar=غرفة hi=कमरा,कमरे ru=комнат*
kitchen: de=kuche* fr=cuisine es=cocina it=cucina pt=cozinha zh=厨房 ja=台所,キッチン ar=مطبخ hi=रसोई ru=кухн*
office: de=buro* fr=bureau es=oficina it=ufficio pt=escritorio zh=办公室 ja=オフィス,会社 ar=مكتب hi=दफ्तर,कार्यालय ru=офис*
cafe: de=kaffeehaus,restaurant fr=terrasse,bistrot,restaurant es=cafeteria,restaurante it=bar,ristorante,caffetteria pt=cafetaria,restaurante zh=咖啡馆,咖啡店 ja=喫茶店,カフェ ar=مقهى hi=कैफे ru=кафе,кофейн*
classroom: de=schule,klassenzimmer fr=ecole,classe es=escuela,aula it=scuola,aula pt=escola,aula zh=学校,教室 ja=学校,教室 ar=مدرسة hi=स्कूल,विद्यालय ru=школ*
library: de=bibliothek fr=bibliotheque es=biblioteca it=biblioteca pt=biblioteca zh=图书馆 ja=図書館 ar=مكتبة hi=पुस्तकालय ru=библиотек*
road: de=landstrasse,autobahn,weg fr=route,chemin es=carretera,camino it=sentiero,autostrada pt=estrada,caminho zh=公路 ja=道路 ar=طريق hi=रास्ता,राह ru=дорог*
sky: de=himmel fr=ciel es=cielo it=cielo pt=ceu zh=天空 ja=空 ar=سماء hi=आकाश,आसमान ru=небо,неба,небе
space: de=weltall,weltraum fr=espace es=espacio it=spazio pt=espaco zh=太空,宇宙 ja=宇宙 ar=فضاء hi=अंतरिक्ष ru=космос*
child: de=kind,kinder,kindern,junge,madchen,baby fr=enfant*,fille,garcon,bebe es=nino*,nina*,bebe it=bambin*,ragazzo,ragazza pt=crianca*,menino,menina,bebe zh=孩子,小孩,女孩,男孩,儿童 ja=子供,子ども,少年,少女 ar=طفل,أطفال,طفلة hi=बच्चा,बच्चे,लड़का,लड़की ru=ребен*,дети,детей,мальчик*,девочк*
woman: de=frau,frauen,mutter fr=femme*,mere es=mujer*,madre it=donna,donne,madre,mamma pt=mulher*,mae zh=女人,女士,妈妈,母亲 ja=女性,女,母 ar=امرأة,أم hi=महिला,औरत,माँ ru=женщин*,мама,мать
man: de=mann,manner,vater,fischer fr=homme,hommes,pere,pecheur* es=hombre*,padre,pescador* it=uomo,uomini,padre,pescator* pt=homem,homens,pai,pescador* zh=男人,爸爸,父亲,渔夫 ja=男性,男,父,漁師 ar=رجل,أب,صياد hi=आदमी,पिता ru=мужчин*,отец,рыбак*
elder: de=grossmutter,grossvater,oma,opa,leuchtturmwarter fr=grand-mere,grand-pere,vieil,vieillard es=abuel*,anciano,anciana it=nonn*,anziano,anziana pt=avo,avos,idoso,idosa zh=老人,奶奶,爷爷 ja=老人,祖母,祖父,おばあさん,おじいさん ar=جد,جدة,عجوز hi=दादी,दादा,बूढ़ा ru=бабушк*,дедушк*,старик*
family: de=familie* fr=famille* es=familia* it=famiglia,famiglie pt=familia* zh=家庭,家人 ja=家族 ar=عائلة hi=परिवार ru=семь*
crowd: de=menschen,leute fr=gens,foule es=gente,multitud,personas it=gente,folla,persone pt=pessoas,multidao zh=人群,人们 ja=人々,人たち ar=ناس,حشد hi=लोग,भीड़ ru=люди,людей,толп*
friends: de=freunde fr=amis,amies es=amigos,amigas it=amici,amiche pt=amigos,amigas zh=朋友 ja=友達 ar=أصدقاء hi=दोस्त ru=друзья
dog: de=hund*,welpe* fr=chien*,chiot es=perro*,cachorro it=cane,cani,cucciolo pt=cao,caes,cachorro zh=狗,小狗 ja=犬,子犬 ar=كلب hi=कुत्ता,कुत्ते ru=собак*,щен*,пес
cat: de=katze*,kater fr=chat,chats,chaton es=gato*,gatito it=gatto,gatti,gattino pt=gato*,gata zh=猫,小猫 ja=猫,子猫 ar=قطة hi=बिल्ली ru=кошк*,кот,кота,котен*
bird: de=vogel,vogel*,mowe* fr=oiseau* es=pajaro*,ave,aves it=uccell* pt=passaro*,ave,aves zh=鸟,小鸟 ja=鳥 ar=طائر,طيور hi=पक्षी,चिड़िया ru=птиц*
horse: de=pferd* fr=cheval,chevaux es=caballo* it=cavall* pt=cavalo* zh=马 ja=馬 ar=حصان hi=घोड़ा ru=лошад*,конь
fish: de=fisch,fische fr=poisson* es=pez,peces,pescado it=pesce,pesci pt=peixe* zh=鱼 ja=魚 ar=سمك hi=मछली ru=рыб*
boat: de=boot,boote,ruderboot fr=barque,bateau* es=barco*,barca,bote it=barca,barche pt=barco* zh=船,小船 ja=船,舟 ar=قارب hi=नाव ru=лодк*
sailboat: de=segelboot*,segelschiff* fr=voilier* es=velero* it=veliero,vela pt=veleiro* zh=帆船 ja=帆船,ヨット ar=شراع hi=पाल ru=парус*,яхт*
ship: de=schiff*,fahre fr=navire*,paquebot es=buque,nave it=nave,navi,traghetto pt=navio* zh=轮船 ja=汽船 ar=سفينة hi=जहाज ru=корабл*
lighthouse: de=leuchtturm* fr=phare* es=faro* it=faro,fari pt=farol,farois zh=灯塔 ja=灯台 ar=منارة hi=प्रकाशस्तंभ ru=маяк*
castle: de=schloss,burg fr=chateau* es=castillo* it=castello,castelli pt=castelo* zh=城堡 ja=城 ar=قلعة hi=किला,महल ru=замок,замк*
bridge: de=brucke* fr=pont,ponts es=puente* it=ponte,ponti pt=ponte* zh=桥 ja=橋 ar=جسر hi=पुल ru=мост*
tree: de=baum,baume,baumen fr=arbre* es=arbol* it=albero,alberi pt=arvore* zh=树 ja=木 ar=شجرة,أشجار hi=पेड़* ru=дерев*
flower: de=blume*,rose,rosen fr=fleur* es=flor,flores it=fiore,fiori pt=flor,flores zh=花,花朵 ja=花 ar=زهرة,ورود,زهور hi=फूल* ru=цвет*
train: de=zug,zuge,bahn,strassenbahn fr=train,trains,tramway es=tren,trenes,tranvia it=treno,treni,tram pt=comboio,trem,eletrico zh=火车,电车 ja=電車,列車 ar=قطار hi=रेलगाड़ी,ट्रेन ru=поезд*,трамва*
car: de=auto,autos,wagen fr=voiture* es=coche*,carro,auto it=macchina,auto,automobile pt=carro*,automovel zh=汽车,车 ja=車,自動車 ar=سيارة hi=कार,गाड़ी ru=машин*,автомобил*
bicycle: de=fahrrad,fahrrader,rad fr=velo,velos,bicyclette es=bicicleta* it=biciclett*,bici pt=biciclet* zh=自行车 ja=自転車 ar=دراجة hi=साइकिल ru=велосипед*
plane: de=flugzeug* fr=avion,avions es=avion,aviones it=aereo,aerei pt=aviao zh=飞机 ja=飛行機 ar=طائرة hi=विमान ru=самолет*
rocket: de=rakete* fr=fusee es=cohete* it=razzo pt=foguete* zh=火箭 ja=ロケット ar=صاروخ hi=रॉकेट ru=ракет*
robot: de=roboter fr=robot es=robot it=robot pt=robo zh=机器人 ja=ロボット ar=روبوت hi=रोबोट ru=робот*
planet: de=erde,planet* fr=terre,planete* es=tierra,planeta it=terra,pianeta pt=terra,planeta zh=地球,行星 ja=地球,惑星 ar=أرض,كوكب hi=पृथ्वी,ग्रह ru=земля,планет*
coffee: de=kaffee*,tasse fr=cafe,tasse es=cafe,taza it=caffe,tazza pt=cafe,chavena,xicara zh=咖啡,杯子 ja=コーヒー,カップ ar=قهوة,فنجان hi=कॉफी,प्याला ru=кофе,чашк*,кружк*
tea: de=tee fr=the es=te it=te pt=cha zh=茶 ja=お茶,茶 ar=شاي hi=चाय ru=чай,чая
bread: de=brot,brotchen,backerei fr=pain,boulangerie es=pan,panaderia it=pane,panetteria pt=pao,padaria zh=面包 ja=パン ar=خبز hi=रोटी ru=хлеб*
wine: de=wein fr=vin es=vino it=vino pt=vinho zh=葡萄酒 ja=ワイン ar=نبيذ hi=शराब ru=вино
bottle: de=flasche* fr=bouteille* es=botella* it=bottigli* pt=garrafa* zh=瓶子 ja=瓶,ボトル ar=زجاجة hi=बोतल ru=бутылк*
phone: de=handy,telefon fr=telephone,portable es=telefono,movil it=telefono,cellulare pt=telefone,telemovel,celular zh=手机,电话 ja=電話,スマホ ar=هاتف hi=फोन,मोबाइल ru=телефон*
laptop: de=computer,rechner fr=ordinateur es=ordenador,computadora it=computer pt=computador zh=电脑 ja=パソコン ar=حاسوب hi=कंप्यूटर ru=компьютер*,ноутбук*
book: de=buch,bucher fr=livre,livres es=libro* it=libro,libri pt=livro* zh=书 ja=本 ar=كتاب,كتب hi=किताब,पुस्तक ru=книг*
letter: de=brief,briefe fr=lettre* es=carta* it=lettera,lettere pt=carta* zh=信 ja=手紙 ar=رسالة hi=पत्र,चिट्ठी ru=письм*
clock: de=uhr fr=horloge es=reloj it=orologio pt=relogio zh=钟 ja=時計 ar=ساعة hi=घड़ी ru=час*
lantern: de=laterne*,kerze fr=lanterne*,bougie es=linterna,farolillo,vela it=lanterna,candela pt=lanterna,vela zh=灯笼 ja=提灯 ar=فانوس hi=लालटेन,दीया ru=фонар*
guitar: de=gitarre fr=guitare es=guitarra it=chitarra pt=guitarra zh=吉他 ja=ギター ar=غيتار hi=गिटार ru=гитар*
love: de=liebe fr=amour es=amor it=amore pt=amor zh=爱 ja=愛 ar=حب hi=प्यार ru=любов*
dawn: de=morgenrote,sonnenaufgang,morgengrauen fr=aube,lever es=amanecer,alba it=alba pt=amanhecer,aurora zh=黎明,日出 ja=夜明け,朝 ar=فجر,شروق hi=सुबह,भोर ru=рассвет*
day: de=tag,morgens fr=jour,matin es=dia,manana it=giorno,mattina pt=dia,manha zh=早上,白天 ja=昼 ar=نهار,صباح hi=दिन ru=день,утро,утром
sunset: de=sonnenuntergang,abendsonne fr=coucher es=atardecer,ocaso it=tramonto pt=entardecer,poente zh=日落,夕阳 ja=夕日,夕焼け ar=غروب hi=सूर्यास्त ru=закат*
evening: de=abend,abends,dammerung fr=soir,soiree,crepuscule es=tarde,anochecer it=sera,crepuscolo pt=tarde,crepusculo zh=傍晚 ja=夕方 ar=مساء hi=शाम ru=вечер*,сумерк*
night: de=nacht,nachts,mitternacht,sterne fr=nuit*,minuit,etoiles es=noche*,medianoche,estrellas it=notte,mezzanotte,stelle pt=noite*,estrelas zh=夜,晚上,夜晚,星星 ja=夜,星 ar=ليل,ليلا,نجوم hi=रात,तारे ru=ночь*,ночи,ночью,звезд*
rain: de=regen* fr=pluie,pleut es=lluvia,llueve it=pioggia,piove pt=chuva,chove zh=雨,下雨 ja=雨 ar=مطر hi=बारिश,वर्षा ru=дожд*
storm: de=sturm*,gewitter fr=tempete*,orage es=tormenta*,tempestad it=tempesta,temporale pt=tempestade* zh=暴风雨,风暴 ja=嵐 ar=عاصفة hi=तूफान,तूफ़ान ru=шторм*,бур*,гроз*
snow: de=schnee* fr=neige* es=nieve it=neve pt=neve zh=雪,下雪 ja=雪 ar=ثلج hi=बर्फ* ru=снег*
fog: de=nebel* fr=brouillard,brume es=niebla it=nebbia pt=nevoeiro zh=雾 ja=霧 ar=ضباب hi=कोहरा ru=туман*
wind: de=wind* fr=vent es=viento it=vento pt=vento zh=风 ja=風 ar=ريح,رياح hi=हवा ru=ветер,ветр*
""".strip()

NUMBERS = """
2: de=zwei fr=deux es=dos it=due pt=dois,duas zh=两,二 ja=二 ar=اثنان hi=दो ru=два,две
3: de=drei fr=trois es=tres it=tre pt=tres zh=三 ja=三 ar=ثلاثة,ثلاث hi=तीन ru=три
4: de=vier fr=quatre es=cuatro it=quattro pt=quatro zh=四 ja=四 ar=أربعة hi=चार ru=четыре
5: de=funf fr=cinq es=cinco it=cinque pt=cinco zh=五 ja=五 ar=خمسة hi=पाँच ru=пять
""".strip()

NEGATIONS = """
no: de=ohne,kein,keine,keinen,keiner,keinem fr=sans,aucun,aucune,pas es=sin,ningun,ninguna it=senza,nessun,nessuna pt=sem,nenhum,nenhuma zh=没有,无 ja= ar=بدون,بلا hi=बिना ru=без,нет
""".strip()

STOPWORDS = {
    "en": "the a an and of to in is are was for with that this it its on at by from as be you your we our they their "
    "he she his her not no but or who what when where how every all can will has have than into one more so come go "
    "get make see just now out up if do did only most some any there here then him me my us day good new true say "
    "own like about why because these those",
    "de": "der die das den dem des ein eine einen einem einer und ist sind nicht mit fur auf von im am zu zum zur wie "
    "wir sie er es ihr sein seine ihre auch aber oder bei nach aus dass wird hat unser jeden alle mehr so um uber",
    "fr": "le la les un une des du de et est sont dans pour avec sur qui que au aux ce cette il elle nous vous son sa "
    "ses leur notre votre pas plus ou par ne se en chaque tout tous mais comme sans l d",
    "es": "el la los las un una unos unas de del y es son en para con por que al su sus nuestro tu se lo no mas como "
    "cada todo todos pero o sin muy desde hasta entre esta este",
    "it": "il lo la i gli le un una uno di del della dei e sono in per con che al alla su suo sua nostro si non piu "
    "come ogni tutto ma o da dal nel nella questo questa senza anche l",
    "pt": "o a os as um uma uns umas de do da dos das e sao em para com por que ao no na seu sua nosso se nao mais "
    "como cada todo mas ou sem desde ate entre esta este voce",
    "nl": "de het een en van in is zijn met voor op dat die niet te aan er ook als maar om bij naar uit door over wij "
    "hij zij haar onze elke meer geen",
}
"""Frequent words by which a Latin-script language is told; accents folded."""
