"""Words of despair: noticed before any song is thought of."""

from __future__ import annotations

import re

from engine.lexicons.lexicon import folded_words

# Phrases of wishing to die or to hurt oneself, as folded words. Wide on purpose: a kind line too
# often is better than one too few. They are lists of words and no judgement of a person. What
# follows in (?!…) makes an idiom of it: to die of laughter, to cut one's hair.
_ENGLISH = (
    r"suicid(e|al)",
    r"(kill|killing|hurt|hurting|harm|harming|cut|cutting) my ?self",
    r"self ?harm(ing)?",
    r"end(ing)? (my|this) life",
    r"end it all",
    r"take my (own )?life",
    r"(want|wanna|wish|ready|going) (to )?(die|be dead)(?! (laughing|of) )",
    r"wish i (was|were) dead",
    r"better off (dead|without me)",
    r"(don ?t|do not|dont) (want|wanna) (to )?(live|be alive|exist|wake up)( any ?more)?",
    r"(can ?t|cannot|cant) go on( any ?more| living)?",
    r"no (reason|point) (to live|in living|living|to go on|in going on)",
    r"life is(n ?t| not) worth living",
    r"nothing to live for",
)
_GERMAN = (
    r"(selbstmord|suizid)\w*",
    r"(will|moechte|mochte|wuerde|wurde)( \w+)? (sterben|tot sein|verrecken)(?! vor )",
    r"(sterben|tot sein) (will|moechte|mochte)",
    r"wunsch\w* (ich )?(waere|ware) tot",
    r"(waere|ware) (ich )?(doch |nur |lieber |besser )*tot",
    r"(will|moechte|mochte|kann) nicht (mehr )?(leben|weiterleben|aufwachen|existieren|da sein)"
    r"(?! wie )",
    r"nicht mehr (weiter ?leben|aufwachen|leben) (will|moechte|mochte|kann)",
    r"bringe? mich (selbst |noch )?um",
    r"mich (selbst )?(umbringen|umzubringen|toeten|toten|erhaengen|erhangen|ritzen|verletzen)",
    r"(ritze|verletze|schneide) mich( selbst| wieder| jeden \w+)",
    r"selbst ?verletz\w*",
    r"(mir|mein) (das )?leben (zu )?(nehmen|beenden)",
    r"meinem leben ein ende",
    r"(lebensmuede|lebensmude)",
    r"(keinen|kein) (grund|sinn)( mehr)? (zu|zum|weiter zu) leben",
    r"(besser|dran|leichter) ohne mich",
    r"ohne mich (besser|leichter)",
    r"leben (hat|macht) keinen sinn mehr",
)
_SPANISH = (
    r"suicid\w*",
    r"(quiero|quisiera|deseo|ganas de|preferiria|prefiero) (morir(me)?|estar muert[oa])(?! de )",
    r"me (quiero|quisiera) (morir|matar)(?! de )",
    r"ojala (me )?(muriera|estuviera muert[oa])",
    r"(quiero|voy a|pienso en|pensado en|ganas de) matarme(?! de )",
    r"(quitarme|quito|quitar) la vida",
    r"(acabar|terminar) con (mi vida|todo de una vez)",
    r"(fin|final) a mi vida",
    r"no quiero (seguir )?(vivir|viviendo|existir|despertar(me)?)( mas)?"
    r"(?! (en|con|aqui|alli|tan|temprano|tarde) )",
    r"(no tengo|sin) (ganas|razones|motivos) (de|para) (seguir )?(vivir|viviendo)",
    r"no puedo seguir (viviendo|asi|adelante)",
    r"(hacerme|me hago|me haga) dano",
    r"(cortarme|me corto) las venas",
    r"(cortarme|lastimarme)(?! (el|la|las|un|haciendo|jugando|entrenando) )",
    r"autolesion\w*",
    r"(mejor|mejores) sin mi",
    r"mejor muert[oa]",
    r"la vida no (vale la pena|tiene sentido)",
    r"no vale la pena (seguir )?(vivir|viviendo)",
)
_FRENCH = (
    r"suicid\w*",
    r"(veux|voudrais|aimerais|envie de|prefere|prefererais)( \w+)? (mourir|crever|etre morte?)"
    r"(?! d(e|u)? )",
    r"(veux|voudrais|vais|envie d) en finir(?! (avec (?!(la|ma) vie )|vite|tot) ?)",
    r"en finir avec (la|ma) vie",
    r"(vais|veux|voudrais|pourrais|envie de|pense a) me (tuer|pendre)(?! a la tache)",
    r"(fin|terme) a (mes jours|ma vie)",
    r"m (oter|enlever) la vie",
    r"me (mutiler|scarifier|couper les veines)",
    r"(veux|envie de|vais|recommence a) me (faire (du )?mal|blesser|couper)"
    r"(?! (les|la|le|une|en) )",
    r"me fais (encore )?du mal",
    r"(automutil|scarifi)\w*",
    r"veux (plus|pas) (vivre|exister|me reveiller|etre (la|en vie))"
    r"(?! (ici|a|avec|chez|en|dans|tot|demain) )",
    r"plus (envie|la force) de vivre",
    r"(aucune|plus( aucune| de)?) raison de vivre",
    r"vie ne vaut (pas|plus) la peine",
    r"(mieux|facile) sans moi",
    r"mieux morte?",
    r"n en peux plus de vivre",
)
_PORTUGUESE = (
    r"suicid\w*",
    r"(quero|queria|desejo|vontade de|prefiro|preferia) (morrer|estar mort[oa])(?! de )",
    r"(quem me dera|queria) (estar|ter) (mort[oa]|morrido)",
    r"(quero|queria|vou|vontade de|(penso|pensei|pensando) em) me matar(?! (de|a) )",
    r"(quero|vou|penso em|apetece me) matar me(?! (de|a) )",
    r"tirar (a )?(minha )?(propria )?vida",
    r"(acabar|terminar) com ((a )?minha vida|tudo de uma vez)",
    r"fim a (minha )?vida",
    r"nao quero (mais )?(viver|existir|acordar|estar viv[oa])"
    r"(?! (em|com|aqui|no|na|cedo|tarde|tao|de) )",
    r"(nao (tenho|vejo)|sem)( mais)? (razao|razoes|motivo|motivos|vontade) (para|pra|de) viver",
    r"nao aguento mais viver",
    r"(quero|vontade de|vou|comecei a|voltei a|(penso|pensando) em) me "
    r"(machucar|cortar|ferir|mutilar)(?! (o|a|as|na|no) )",
    r"(me corto|cortei me|cortar me|me cortando)(?! (o|a|as|com|na|no) )",
    r"cortar (os|meus) pulsos",
    r"automutil\w*",
    r"(melhor|melhores) sem mim",
    r"melhor mort[oa]",
    r"vida nao (vale a pena|faz sentido|tem sentido)",
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
