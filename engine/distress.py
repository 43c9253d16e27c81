"""Words of despair: noticed before any song is thought of."""

from __future__ import annotations

import re

from engine.lexicons.lexicon import folded_words

# Phrases of wishing to die or to hurt oneself, as folded words. Wide on purpose: a kind line too
# often is better than one too few. They are lists of words and no judgement of a person. What
# follows in (?!…) makes an idiom of it: to die of laughter, to cut one's hair, to be tired of
# living in this town.
_ENGLISH = (
    r"suicid(e|al)",
    r"(kill|killing|hurt|hurting|harm|harming|cut|cutting) my ?self",
    r"self ?harm(ing)?",
    r"end(ing)? (my|this) life",
    r"end it all",
    r"take my (own )?life",
    r"(want|wanna|wish|ready|going) (to )?(just |really |finally )?(die|be dead)"
    r"(?! (laughing|of) )",
    r"(hope|wish) i (just |could |could just |would |would just )?(die|died)(?! (laughing|of) )",
    r"(hope|wish) i (don ?t|do not|dont|didn ?t|didnt|never) (have to )?(wake up|exist)"
    r"(?! (early|late|too|so|at) )",
    r"wish i (was|were) dead",
    r"wish i (wasn ?t|weren ?t|was not|were not|was never|were never) (alive|born)",
    r"never (been|was) born",
    r"rather (just )?(die|be dead|not (be alive|live|exist|wake up))"
    r"(?! (of |laughing |than (?!(be )?(live|living|alive|go on|keep|exist))))",
    r"(feel|feeling|feels|felt) like dying(?! (my|his|her|it|laughing|of|to|for|eggs) )",
    r"(deserve|ready) to die",
    r"should (just |probably )?(die|be dead)",
    r"better if i (die|died|was dead|were dead|was gone|were gone|wasn ?t here|didn ?t exist)",
    r"(want|wanna|gonna|going to|might|should|ll|will|imma|about) (to )?(just )?kms",
    r"unalive (my ?self|me)",
    r"(hang|hanging|shoot|shooting|drown) my ?self(?! in the foot)",
    r"(slit|slitting|cut|cutting) my wrists?",
    r"(tired|sick|done|exhausted) (of|with|from) (being alive|existing|living|my life|life)"
    r"(?! (in|with|here|at|on|near|next|alone|out) (?!(this|the|all) (pain|world)))",
    r"better off (dead|without me)",
    r"(don ?t|do not|dont) (want|wanna) (to )?(live|be alive|exist|wake up)( any ?more)?",
    r"(don ?t|do not|dont) (want|wanna) (to )?be (here|around|in this world|on this (earth|planet))"
    r" any ?(more|longer)",
    r"(don ?t|do not|dont) (want|wanna) (to )?be (in this world|on this (earth|planet))",
    r"(don ?t|do not|dont) (want|wanna) (to )?(go on|keep going|continue) (any ?more|living)",
    r"(don ?t|do not|dont) feel like (living|being alive|existing|waking up)( any ?more)?"
    r"(?! (in|with|here|at|early) )",
    r"no longer (want|wish) to (live|be alive|exist|be here)",
    r"(want|wanna|wish i could) (to )?(just )?(disappear|vanish)"
    r"(?! (in|into|to|with|on|behind|for (a|the|some|few)) )",
    r"(want|wanna|wish i could) (to )?(just )?(stop|cease) (existing|living|to exist|to live)",
    r"(no ?(one|body)|(would|will) any ?(one|body)) (would |will |d |ll )?(even |really )?"
    r"(miss|care|notice|cry)( me)? if i "
    r"(die|died|disappear\w*|vanish\w*|killed|stopped|(was|were|am|m|wasn ?t|weren ?t) \w+)",
    r"(can ?t|cannot|cant) go on( any ?more| living)?",
    r"no (reason|point) (to live|in living|living|to go on|in going on|to life|in life)",
    r"(don ?t|do not|dont|can ?t|cannot|cant) (see|find|have) (a |any |the |much )?"
    r"(point|reason|purpose|sense) (in|to|of|for) (living|live|life|be(ing)? alive|go(ing)? on)"
    r"(?! (in|with|here|at) )",
    r"what ?s the (point|use) (of|in) (living|life|being alive|going on)(?! (in|with|here|at) )",
    r"life( is(n ?t| not)| ?s not) worth (living|it)",
    r"life (has no (meaning|point|purpose)|(is |s )(pointless|meaningless))",
    r"(want|wanna|wish) (to )?(just )?not (be alive|exist|live|wake up|be here any ?more)"
    r"(?! (early|late|too|so|at|in|with|before|until) )",
    r"(want|wanna|wish i could) (to )?(just )?(go to |fall )?(a ?)?sleep and (never|not) wake up"
    r"( again)?(?! (early|late|too|so|at|before|until|till) )",
    r"(want|wanna|wish i could) (to )?(just )?sleep forever(?! (in|on|with|next) )",
    r"(want|wanna) (to )?(just )?end everything(?! (on|with|in|at) )",
    r"nothing to live for",
)
_GERMAN = (
    r"(selbstmord|suizid)\w*",
    r"(will|moechte|mochte|wuerde|wurde)( \w+|( (?!nicht |fur |fuer )\w+){2,3})? "
    r"(sterben|tot sein|verrecken)(?! vor )",
    r"(hoffe|hoff|hoffentlich|wunschte|wuenschte)( dass| das)?( ich)? sterbe(?! vor )",
    r"(hoffe|hoff|hoffentlich)( dass| das)?( ich| wache ich) (nicht|nie) (mehr |wieder )?auf",
    r"lieber tot",
    r"nie geboren",
    r"(sterben|tot sein) (will|moechte|mochte)",
    r"w(ue|u)nsch\w* (ich )?(waere?|ware?) (doch |nur )?(tot|nicht mehr|nie)",
    r"(waere|ware) (ich )?(doch |nur |lieber |besser |am liebsten |einfach |endlich )*"
    r"(tot|nicht mehr (da|am leben))",
    # Folded, "wär" is "war".
    r"(waer|war) (ich )?(doch |nur |lieber |besser |am liebsten |einfach )+tot(?! (muede|mude) )",
    r"am liebsten (waer|war) ich tot(?! (muede|mude) )",
    r"leben lohnt (sich )?(einfach )?nicht(?! nur )",
    r"leben ist es nicht (mehr )?wert",
    r"(will|moechte|mochte|wuerde|wurde)( \w+)? (alles|allem) (ein ende (setzen|machen)|beenden)"
    r"(?! was )",
    r"(will|moechte|mochte|wuerde|wurde)( \w+)? (fuer|fur) immer (ein)?schlafen",
    r"(ein)?schlafen und (nie|nicht)( mehr| wieder)+ (aufwachen|wach werden)",
    r"(will|moechte|mochte|kann|mag|wollte)( so| einfach| wirklich| echt| gar)* nicht "
    r"(mehr |laenger |langer )?(leben|weiter ?leben|aufwachen|existieren|da sein|am leben sein)"
    r"(?! wie )",
    r"(will|moechte|mochte|mag)( so| einfach| wirklich| echt)* nicht (mehr|laenger|langer) "
    r"(hier|auf der welt|auf dieser welt) sein",
    r"nicht mehr (weiter ?leben|aufwachen|leben) (will|moechte|mochte|kann|mag)",
    r"nie (mehr |wieder )?aufwachen",
    r"(will|moechte|mochte|wuerde|wurde)( (?!nicht |von |hier |aus |ins? |nach |kurz )\w+){0,3} "
    r"verschwinden",
    r"(keine lust|keinen bock|kein bock|keine kraft)( mehr)? (zu|zum|aufs|auf das|auf mein) leben",
    r"lebens? (so |einfach )?(satt|muede|mude)",
    r"(muede|mude) (zu leben|vom leben)",
    r"(niemand|keiner) (wuerde|wurde|wird) mich (je |jemals |wirklich )?vermissen",
    r"(niemand|keiner) (wuerde|wurde|wird) (es |das )?(be)?merken wenn ich (sterbe|tot|weg|nicht)",
    r"(wuerde|wurde|wird) mich (eh |sowieso )?(niemand|keiner) vermissen",
    r"mir (et)?was an(zu)?tun",
    r"mich (vor|von|aus) \w+ \w+ (werfen|stuerzen|sturzen)",
    r"bringe? mich (selbst |noch |einfach )?um",
    r"mich (selbst )?(umbringen|umzubringen|toeten|toten|erhaengen|erhangen|ritzen|verletzen)",
    r"ritze? (ich )?mich(?! ein )",
    r"mich( \w+)? (ritze|geritzt)",
    r"(verletze|schneide) mich( selbst| wieder| jeden \w+)",
    r"selbst ?verletz\w*",
    r"(mir|mein) (das )?leben (zu )?(nehmen|beenden)",
    r"meinem leben ein ende",
    r"(lebensmuede|lebensmude)",
    r"(keinen|kein) (grund|sinn)( mehr)? (zu|zum|weiter zu) leben",
    r"(besser|dran|leichter) ohne mich",
    r"ohne mich (besser|leichter)",
    r"leben (hat|macht|ergibt)( \w+)? (keinen|kein) sinn",
    r"leben ist( \w+)? (sinnlos|nichts wert|nicht lebenswert|nicht mehr lebenswert)",
    r"(keinen|kein) sinn( mehr)? (im|in meinem|am|hinter meinem) leben",
)
_SPANISH = (
    r"suicid\w*",
    r"(quiero|quisiera|deseo|ganas de|preferiria|prefiero|espero|gustaria)"
    r"( solo| simplemente| ya)? (morir(me)?|estar muert[oa])(?! de )",
    r"(quiero|quisiera|preferiria|gustaria|desearia|ojala|espero) (ya )?(no|nunca|jamas) "
    r"(existir|existiera|estar viv[oa]|estuviera viv[oa]|despertar(me)?|despertara|despierte"
    r"|haber nacido|hubiera nacido|hubiese nacido)(?! (temprano|tarde|tan) )",
    r"(nunca|no|jamas) (haber|hubiera|hubiese) nacido",
    r"(cansad[oa]|hart[oa]|cansa) de (vivir|estar viv[oa]|existir|(la|mi|esta) vida)"
    r"(?! (en|con|aqui|alli|sol[oa]) )",
    r"(quiero|quisiera|ganas de|gustaria) (solo |simplemente )?desaparecer"
    r"(?! (en|con|un|una|unos|unas|por) )",
    r"(quiero|quisiera|ganas de|gustaria) dejar de (existir|vivir|respirar)"
    r"(?! (en|con|aqui|alli) )",
    r"ya no quiero estar (mas )?aqui",
    r"no quiero (estar|seguir) (viv[oa]|(mas )?en este mundo|mas aqui|aqui mas)",
    r"nadie me (extranaria|extranara|echaria (de menos|en falta)|lloraria)",
    r"nadie (lo |se |le )?(notaria|enteraria|daria cuenta|importaria)( de)? (si|que) (me |yo )?"
    r"(muer\w*|muri\w*|mat\w*|desapare\w*|no (estoy|estuviera|existiera))",
    r"(perdi|perdido|quitaron|quitado) las ganas de (seguir )?(vivir|viviendo)",
    r"no (le )?(veo|encuentro|hallo) (ningun )?(el )?sentido (a|en|de) (seguir )?"
    r"(vivir|viviendo|((la|mi) )?vida)(?! (en|con|aqui|alli) )",
    r"para que (seguir )?(vivir|viviendo)(?! (en|con|aqui|alli|asi) )",
    r"me (quiero|quisiera) (morir|matar)(?! de )",
    r"ojala (me )?(muera|muriera|muriese|estuviera muert[oa])(?! de )",
    r"(quiero|voy a|pienso en|pensado en|ganas de) matarme(?! de )",
    r"me voy a matar(?! (de|a|si|trabajando|estudiando) )",
    r"(quitarme|quito|quitar) la vida",
    r"(acabar|terminar) con (mi vida|todo de una vez)",
    r"(quiero|quisiera|ganas de|gustaria|voy a) (acabar|terminar) con todo( (esto|ya))?"
    r"(?! (el|lo|la|los|mi|mis|este|ese|eso|antes|hoy) )",
    r"no (tiene|hay|le veo)( ya| ningun)? sentido (en )?(seguir )?(vivir|viviendo)"
    r"(?! (en|con|aqui|alli|asi|sol[oa]) )",
    r"(vivir|seguir viviendo) (ya )?no tiene (ningun )?sentido",
    r"(quiero|quisiera|ganas de|gustaria) (dormir|dormirme) y (no|nunca|jamas) despertar(me)?"
    r"(?! (hasta|antes|temprano|tarde|tan|en) )",
    r"(quiero|quisiera|ganas de|gustaria) dormir(me)? para siempre(?! (en|con|a) )",
    r"(fin|final) a mi vida",
    r"no quiero (seguir )?(vivir|viviendo|existir|despertar(me)?)( mas)?"
    r"(?! (en|con|aqui|alli|tan|temprano|tarde) )",
    r"(no tengo|sin) (ganas|razones|motivos) (de|para) (seguir )?(vivir|viviendo)",
    r"no puedo seguir (viviendo|asi|adelante)",
    r"(hacerme|me hago|me haga) dano",
    r"(cortarme|me corto) las venas",
    r"me (corto|cortaba|he cortado) (los brazos|las munecas|las piernas|otra vez|para sentir)",
    r"(cortarme|lastimarme)(?! (el|la|las|un|haciendo|jugando|entrenando) )",
    r"autolesion\w*",
    r"(mejor|mejores) sin mi",
    r"mejor muert[oa]",
    r"vida (ya )?no ((vale|merece) la pena|vale nada|tiene (ningun )?sentido)",
    r"no (vale|merece) la pena (seguir )?(vivir|viviendo)",
)
_FRENCH = (
    r"suicid\w*",
    r"(j?veux|voudrais|aimerais|envie de|prefere|prefererais|espere)"
    r"( \w+|( (?!pas |plus |voir )\w+){2,3})? (mourir|crever|etre morte?)"
    r"(?! (d(e|u)?|que de?) )",
    r"espere que je (vais mourir|meure?s?)(?! d(e|u)? )",
    r"(j?veux|voudrais|aimerais|envie de|prefererais|souhaite|espere) ne (pas|plus|jamais) "
    r"(exister|etre (nee?|la|en vie)|avoir existe|me reveiller|vivre)"
    r"(?! (ici|a|avec|chez|dans|tot|demain) )",
    r"(jamais|pas) etre nee?",
    r"etre jamais nee?",
    r"(jamais|plus) me reveiller(?! (a|avec|tot|ici|en) )",
    r"(fatiguee?|epuisee?|marre|lasse?|ras le bol|assez) (de (vivre|la vie|cette vie|ma vie)"
    r"|d (exister|etre (en vie|vivante?)))(?! (ici|a|avec|chez|dans|en|seule?) )",
    r"(j?veux|voudrais|aimerais|envie de) (juste |seulement |simplement )?disparaitre"
    r"(?! (de (?!ce )|du |avec |a (?!jamais)|en |dans |une? |quelques |pendant ))",
    r"(j?veux|voudrais|aimerais|envie d) (juste )?(arreter|cesser) (de vivre|d exister)",
    r"personne( \w+){1,5} si je (meurs|meurt|mour+ais|disparai\w+|n etais plus)",
    r"personne (ne )?me (regretterait|pleurerait)",
    r"manquerai[st]? a personne",
    r"si j etais morte?(?! de )",
    r"(veux|voudrais|vais|envie d) en finir(?! (avec (?!(la|ma) vie )|vite|tot) ?)",
    r"en finir avec (la|ma) vie",
    r"(vais|veux|voudrais|pourrais|envie de|pense a) me (tuer|pendre)(?! a la tache)",
    r"(fin|terme) a (mes jours|ma vie)",
    r"m (oter|enlever) la vie",
    r"me (foutre en l air|flinguer|jeter (sous un|sous le|d un pont|par la fenetre|du))",
    r"me (mutiler|scarifier|couper les veines)",
    r"(veux|envie de|vais|recommence a) me (faire (du )?mal|blesser|couper)"
    r"(?! (les|la|le|une|en) )",
    r"me fais (encore )?du mal",
    r"(automutil|scarifi)\w*",
    r"veux (plus|pas) (vivre|exister|me reveiller|etre (la|en vie))"
    r"(?! (ici|a|avec|chez|en|dans|tot|demain) )",
    r"veux plus etre (ici|sur terre|de ce monde|sur cette terre)",
    r"(plus|pas|aucune|perdu l) (envie|la force|gout) (de|a) "
    r"(vivre|exister|continuer a vivre|la vie|etre (la|en vie))(?! (ici|a|avec|chez|en|dans) )",
    r"(pas|plus) envie d (exister|etre (la|en vie))(?! (ici|a|avec|chez|en|dans) )",
    r"(aucune|plus( aucune| de)?|pas de) raison de vivre",
    r"(vois|trouve) (pas|plus|aucune?) (\w+ ){1,2}(de|a|dans) (vivre|(la|ma) vie)"
    r"(?! (ici|avec|chez|en|dans) )",
    r"a quoi bon (continuer a )?vivre",
    r"vie n? ?a (plus|pas|aucun)( aucun| de)? (sens|but)",
    r"vie (ne )?vaut (pas|plus) (la peine|le coup)",
    r"sert (plus )?a rien de (continuer a )?vivre(?! (ici|a|avec|chez|en|dans) )",
    r"si seulement j etais morte?(?! de )",
    r"(j?veux|voudrais|aimerais|envie de) (juste )?dormir pour toujours",
    r"(mieux|facile) sans moi",
    r"mieux morte?",
    r"(n|j) en peux plus de (vivre|(la|cette|ma) vie)(?! (ici|a|avec|chez|en|dans) )",
)
_PORTUGUESE = (
    r"suicid\w*",
    r"(quero|queria|desejo|vontade de|prefiro|preferia|preferiria|espero|gostaria de)"
    r"( so| apenas| simplesmente| mesmo)? (morrer|estar mort[oa])(?! de )",
    r"(tomara|oxala|espero|queria)( que)?( eu)? (morra|morresse)(?! de )",
    r"(quero|queria|preferia|preferiria|gostaria de|quem me dera|espero|oxala)( eu)? (nao|nunca) "
    r"(existir|estar viv[oa]|acordar|ter nascido|existisse)(?! (mais )?(cedo|tarde|tao) )",
    r"(nunca|nao|jamais) (ter|tivesse) nascido",
    r"(cansad[oa]|fart[oa]|cansei) d(e|a) (viver|estar viv[oa]|existir|(minha )?vida)"
    r"(?! (em|com|aqui|no|na|sozinh[oa]) )",
    r"(quero|queria|vontade de|gostaria de|so quero) (so |apenas |simplesmente )?"
    r"(desaparecer|sumir)"
    r"(?! (daqui|dess[ae]|desta|deste(?! mundo)|com|para|pra|por|no|na|em|um|uns) )",
    r"(quero|queria|vontade de|gostaria de) (deixar|parar) de (existir|viver|respirar)"
    r"(?! (em|com|aqui|no|na) )",
    r"(nao quero mais estar|ja nao quero estar|nao quero estar mais) aqui",
    r"nao quero (mais )?estar (aqui mais|(mais )?n[es]s?[st]e mundo)",
    r"ninguem (ia |iria )?(sentiria|sentir|sente) ((a )?minha falta|falta (de mim|se eu))",
    r"ninguem (ia |iria )?(se )?(importaria|importar|ligaria|ligar|notaria|notar|repararia) "
    r"se eu (morr\w*|sum\w*|desapare\w*|nao \w+)",
    r"(perdi|perdido|acabou) a vontade de viver",
    r"nao (vejo|encontro|ha)( mais| nenhum)? sentido (em|na|de|para|pra) (viver|(minha )?vida)"
    r"(?! (em|com|aqui|no|na) )",
    r"(nao|nunca) (mais )?acordar( nunca)? mais(?! (cedo|tarde) )",
    r"(quem me dera|queria) (estar|ter) (mort[oa]|morrido)",
    r"(quero|queria|vou|vontade de|(penso|pensei|pensando) em) me matar(?! (de|a) )",
    r"(quero|vou|penso em|apetece me) matar me(?! (de|a) )",
    r"tirar (a )?(minha )?(propria )?vida",
    r"(acabar|terminar) com ((a )?minha vida|tudo de uma vez)",
    r"(quero|queria|vontade de|gostaria de|vou) (so )?(acabar|terminar) com tudo( (isso|isto|ja))?"
    r"(?! (que|o|a|os|as|aquilo|antes|hoje) )",
    r"nao (faz|tem|ha)( mais| nenhum)? sentido (em )?(continuar )?(a )?(viver|vivendo)"
    r"(?! (em|com|aqui|no|na|assim|sozinh[oa]) )",
    r"(viver|continuar vivendo) (ja )?nao (faz|tem)( mais| nenhum)? sentido",
    r"(quero|queria|vontade de|gostaria de) (so )?dormir e (nunca|nao|jamais)( mais)? acordar"
    r"(?! (mais )?(ate|antes|cedo|tarde|tao|as) )",
    r"(quero|queria|vontade de|gostaria de) (so )?dormir (para|pra) sempre(?! (em|no|na|com) )",
    r"fim a (minha )?vida",
    r"nao quero (mais )?(viver|existir|acordar|estar viv[oa])"
    r"(?! (em|com|aqui|no|na|cedo|tarde|tao|de) )",
    r"(nao (tenho|vejo)|sem)( mais)? (razao|razoes|motivo|motivos|vontade) (para|pra|de) viver",
    r"nao aguento mais viver",
    r"(quero|vontade de|vou|comecei a|voltei a|(penso|pensando) em) me "
    r"(machucar|cortar|ferir|mutilar)(?! (o|a|as|na|no) )",
    r"(me corto|cortei me|cortar me|me cortando)(?! (o|a|as|com|na|no|el|la|los|las|un|mucho) )",
    r"cortar (os|meus) pulsos",
    r"automutil\w*",
    r"(melhor|melhores) sem mim",
    r"melhor mort[oa]",
    r"vida (ja )?nao (vale( mais)? a pena|(faz|tem)( mais| nenhum| qualquer)? sentido)",
    r"nao vale a pena viver",
)
_PHRASES = (*_ENGLISH, *_GERMAN, *_SPANISH, *_FRENCH, *_PORTUGUESE)
_DESPAIR = re.compile(rf"\b({'|'.join(_PHRASES)})\b")
_BETWEEN_WORDS = re.compile(r"[^a-z]+")


def sounds_desperate(text: str) -> bool:
    """Whether the words speak of wishing to die or to hurt oneself, in any language we speak."""
    # The space at the end lets "not followed by a word" see whole words only.
    plain = _BETWEEN_WORDS.sub(" ", f"{folded_words(text)} ")
    return _DESPAIR.search(plain) is not None
