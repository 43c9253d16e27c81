"""Moods in French."""

from __future__ import annotations

from engine.lexicons import points
from engine.lexicons.lexicon import (
    Lexicon,
    degree_table,
    mood_table,
    paired,
    part_table,
    phrases,
    suggested,
    words,
)
from engine.lexicons.lookalikes import LOOKALIKES
from engine.lexicons.part import Part

# How a masculine ends, and how its feminine does.
_FEMININES = (("eux", "euse"), ("if", "ive"), ("el", "elle"), ("en", "enne"), ("er", "ère"))


def _forms(word: str) -> tuple[str, ...]:
    """Feminine and plural."""
    if word.endswith("e"):
        return (word, f"{word}s")
    feminine = f"{word}e"
    for masculine, ending in _FEMININES:
        if word.endswith(masculine):
            feminine = word.removesuffix(masculine) + ending
    return (word, word if word[-1] in "sx" else f"{word}s", feminine, f"{feminine}s")


_MOODS = {
    points.HAPPY: """
        heureux*, content*, joyeux*, gai*, joie, bonheur, ravi*, enchanté*, radieux*, enjoué*,
        de bonne humeur, bonne humeur, super, génial*, formidable*, merveilleux*, fantastique*,
        aux anges, sur un nuage, aux nuages, comblé*, épanoui*, réjoui*, souriant*, jovial*,
        sur un petit nuage, trop bien, au top, fou de joie, folle de joie, le sourire,
        jamais été mieux, jamais allé mieux, jamais allée mieux, jamais senti mieux,
        jamais sentie mieux, pourrait pas aller mieux, pourrais pas aller mieux,
        peut pas aller mieux, peux pas aller mieux, pourrait pas être mieux, ça va pas mal""",
    points.EXCITED: """
        excité*, enthousiaste*, euphorique*, emballé*, plein d'énergie, pleine d'énergie,
        énergique*, surexcité*, exalté*, extatique*, la pêche, la patate, la forme, la niaque,
        fête, faire la fête, festif*, danser, survolté*, dynamique*, à fond, à bloc, vivant*,
        électrisé*, enthousiasme""",
    points.HOPEFUL: """
        plein d'espoir, pleine d'espoir, optimiste*, espoir, de l'espoir, confiant*, fier*,
        motivé*, inspiré*, soulagé*, positif*, bien, mieux, déterminé*, encouragé*, courageux*,
        rassuré*, requinqué*, décidé*, optimisme, confiance""",
    points.LOVING: """
        amoureux*, amour, aimé*, reconnaissant*, romantique*, tendre*, tendresse, affectueux*,
        gratitude, je t'aime, papillons dans le ventre, touché*, ému*, câlin*""",
    points.PLAYFUL: """
        joueur, joueuse, amusé*, drôle*, espiègle*, coquin*, taquin*, blagueur, blagueuse,
        rigolo, rigolote, foufou, foufolle, facétieux*""",
    points.SURPRISED: """
        surpris*, étonné*, stupéfait*, émerveillé*, surprise, épaté*, bluffé*, bouche bée,
        ébahi*, ébloui*, sans voix, scotché*, estomaqué*""",
    points.SHOCKED: """
        choqué*, sous le choc, confus*, perdu*, déconcerté*, sidéré*, abasourdi*, perplexe*,
        secoué*, désorienté*, sonné*, déboussolé*""",
    points.CURIOUS: """
        curieux*, intrigué*, fasciné*, aventureux*, curiosité, captivé*""",
    points.ANGRY: """
        en colère, colère, fâché*, énervé*, m'énerve, rage, la rage, haine, la haine,
        rancunier*, amer*, remonté*, en rogne, en pétard, vénère, mécontent*, les nerfs""",
    points.FURIOUS: """
        furieux*, furax, enragé*, indigné*, hors de moi, fou de rage, folle de rage, révolté*,
        furibond*, outré*, fumasse""",
    points.ANNOYED: """
        agacé*, irrité*, frustré*, frustration, ras le bol, marre, en ai marre, contrarié*,
        de mauvaise humeur, mauvaise humeur, mauvais poil, de mauvais poil, grognon*,
        grincheux*, jaloux, jalouse, jalouses, jalousie, vexé*, impatient*, dégoûté*, saoulé*,
        soûlé*, me saoule, ça me soûle, exaspéré*, plein le dos, m'agace, envieux*, gonflé*,
        bougon*, maussade*, fichez moi la paix, fiche moi la paix, laissez moi tranquille,
        laisse moi tranquille, dégoût, impatience""",
    points.FEARFUL: """
        peur, effrayé*, apeuré*, terrifié*, terrorisé*, panique, paniqué*, épouvanté*,
        horrifié*, craintif*, la trouille, la frousse, la boule au ventre, terreur, effroi,
        flippé*, flippe""",
    points.ANXIOUS: """
        anxieux*, nerveux*, stressé*, stress, inquiet, inquiète, inquiets, inquiètes,
        inquiétude, angoissé*, angoisse, tendu*, préoccupé*, débordé*, agité*, tracassé*,
        anxiété, oppressé*, submergé*, sous pression, fébrile*, crispé*, soucieux*,
        sur les nerfs, m'inquiète, le trac, à cran, tension, stresse, me stresse""",
    points.INSECURE: """
        timide*, vulnérable*, gêné*, honteux*, honte, coupable*, complexé*, mal à l'aise,
        impuissant*, sensible*, fragile*, pas sûr de moi, pas sûre de moi, intimidé*, démuni*""",
    points.SAD: """
        jamais été pire, pas être pire, jamais été aussi mal, jamais allé plus mal,
        jamais allée plus mal,
        triste*, tristesse, malheureux*, déprimé*, dépressif*, déprime, la déprime, cafard,
        le cafard, abattu*, découragé*, déçu*, mélancolique et seul, seul*, tout seul, toute seule,
        solitude, solitaire*, esseulé*, vide*, désespéré*, mal, pleurer, pleure, larmes, en larmes,
        blessé*, morose*, le moral à zéro, moral à zéro, pas le moral, pas trop le moral,
        le bourdon, peiné*, chagrin, affligé*, mal au coeur, le mal du pays, mal du pays,
        démoralisé*, attristé*, horrible*, affreux*, lamentable, nul, au fond du trou, au plus bas,
        misérable*, coup de blues, blues, peine, pire, de la merde, ça va pas, ça ne va pas,
        va pas bien, ça va pas bien, ça va pas trop bien, ça va pas très bien, ça va pas super,
        ça va pas super bien, ça va pas fort, n ira jamais mieux, ira jamais mieux,
        au bout du rouleau, malheur, larme, pleurs, terrible*,
        pas terrible, pas très terrible, pas trop terrible, pas bien terrible""",
    points.GRIEVING: """
        coeur brisé, le coeur brisé, cœur brisé, brisé*, en deuil, deuil, dévasté*, effondré*,
        inconsolable*, anéanti*, endeuillé*, chagrin d'amour, larguée, détruit*""",
    points.WISTFUL: """
        mélancolique*, mélancolie, nostalgique*, nostalgie, pensif*, spleen, vague à l'âme,
        tu me manques, il me manque, elle me manque, me manque, me manquent, songeur, songeuse,
        rêveur triste, doux amer""",
    points.TIRED: """
        fatigué*, fatigue, épuisé*, crevé*, claqué*, vanné*, lessivé*, naze*, à plat, éreinté*,
        exténué*, vidé*, sans énergie, mort de fatigue, morte de fatigue, cassé*, épuisement,
        sur les rotules, las, lasse, rincé*""",
    points.BORED: """
        ennui, m'ennuie, s'ennuie, ennuyé*, blasé*, apathique*, démotivé*, aucune envie,
        envie de rien, me fais chier, amorphe*, indifférent*, lassé*, la flemme, flemme,
        lassitude, m'emmerde""",
    points.CALM: """
        calme*, tranquille*, détendu*, relaxé*, relax, paisible*, serein*, zen, apaisé*, posé*,
        sérénité, paix, en paix, détendre, me détendre, relaxer, me relaxer, décompresser,
        quiétude, peinard*, repos, me reposer, apaisant*, relaxant*, détente, tranquillité,
        me poser, décontracté*, chill, reposé*, calmer, me calmer, à la cool, souffler""",
    points.CONTENT: """
        satisfait*, à l'aise, équilibré*, bien dans ma peau, en harmonie, confortable*,
        comblé de calme, douillet*""",
    points.SLEEPY: """
        somnolent*, sommeil, endormi*, dormir, rêveur, rêveuse, ensommeillé*, m'endormir,
        la tête dans les nuages""",
    points.PLAIN: """
        pourrait être pire,
        neutre*, normal*, comme ci comme ça, bof, moyen, concentré*, couci couça, ça va,
        ça va bien sans plus""",
}

_STATEMENTS = """
    je suis, j suis, jsuis, chuis, je me sens, j me sens, je me sentais, j ai, j étais,
    je vais, c est"""
_PARTS = {
    Part.NEGATES: f"""
        pas, ne, sans, aucun, aucune, n, ni, guère, non, nullement, jamais plus,
        plus jamais, tout sauf, tout sauf être, loin de, loin d, ne peut être,
        {paired("jamais plus, plus jamais", _STATEMENTS)}""",
    Part.NEGATES | Part.NEVER: f"""
        {paired("jamais", _STATEMENTS)}, jamais, rien, personne, longtemps que je n,
        longtemps que je ne, longtemps que je""",
    Part.NEGATES | Part.OPINES: "pas que, doute",
    Part.NEGATES | Part.DOUBTS: """
        veux pas, veux plus, voulais pas, voudrais pas, aime pas, aimerais pas, supporte pas,
        supporte plus, pas été aussi, jsp, sais pas, aucune idée""",
    Part.STRENGTHENS: "aussi, si, autant, tellement, été plus, eu plus, senti plus, sentie plus",
    Part.TURNS: "mais, pourtant, cependant, toutefois, néanmoins, quoique",
    Part.STATES: f"{_STATEMENTS}, tout est, ma vie est, peut être",
    Part.REASONS: "pourquoi, parce que, parce qu, pk, pq, pcq, pck, puisque, car",
    Part.OPINES: """
        pense, penser, crois, dirais, dire, dis, trouve, prétends, prétendre, l impression,
        le sentiment""",
    Part.LINKS: "que, qu",
    Part.DOUBTS: """
        si je, si j, s il, comment, quand, qui, quoi, où, à quel point, dernière fois que, ce que,
        sûr, sûre, certain, certaine""",
    Part.SCALES: """
        de ce que je fais, de ce que j essaie, de ce que je tente, de tout ça, de tout cela""",
    Part.JOINS: "et",
    Part.ALTERNATES: "ou",
}

FRENCH = Lexicon(
    language="fr",
    moods=mood_table(_MOODS, _forms),
    parts=part_table(_PARTS),
    degrees=degree_table(
        {
            1.5: "extrêmement, incroyablement, terriblement, profondément, tellement tellement",
            1.4: "super, complètement, totalement, absolument, hyper, méga, carrément",
            1.3: "très, vraiment, tellement, trop, grave, vachement, beaucoup, plus que",
            1.2: "si, bien, tout, toute, tant, plus",
            1.1: "assez, plutôt, encore, toujours",
            0.9: "surtout",
            0.7: "quelque peu, genre, moyennement",
            0.6: "un peu, peu, un petit peu, un brin",
            0.5: "légèrement",
        }
    ),
    common=words(
        "je j tu t il elle on nous vous ils elles me m te se s moi toi lui leur le la les l un "
        "une des du de d au aux à ce c ces cet cette mon ma mes ton ta tes son sa ses notre votre "
        "et ou donc car que qu qui quoi dont où quand comment pourquoi quel quelle suis es est "
        "sommes êtes sont être étais était ai as a avons avez ont avoir avais sens sent sentir y "
        "en dans sur sous par pour avec contre chez vers comme aujourd'hui hier demain maintenant "
        "ce soir matin nuit jour journée semaine vie travail boulot chanson musique mets mettre "
        "heure but match pluie soleil nouvelle nouvelles suivante suivant rose appelle m'appelle "
        "nom oui d'accord salut bonjour bonsoir merci s'il veux veut peux peut fais fait faire "
        "vais va allons aller ami amie frère bon bonne bons bonnes grand grande petit petite "
        "chose choses autre autres rien tous toutes marche été noir mort fin temps moment monde"
    )
    | words(LOOKALIKES["fr"])
    | phrases(
        "pas seulement, bonne nuit, bonne journée, bonne soirée, bonne année, "
        "très bien merci, bien sûr, ou bien, bien à toi, eh bien, mon amour, pas mal de, "
        "non plus, en plus, laisse tomber, tant pis, tout à fait, sans doute, "
        "sans aucun doute, aucun doute, pas de doute, nul doute, sans raison, rien que, de rien, "
        "pas étonnant, t inquiète pas, t inquiète, t inquiétez pas, vous inquiétez pas, "
        "n arrête pas, arrête pas, m arrêter, n en reviens pas, en reviens pas, "
        "hâte, une personne, la personne, cette personne, des personnes, bonne personne"
    )
    | phrases(paired("pas, plus", "croire, y croire, m empêcher, attendre, expliquer, décrire"))
    | phrases(paired("pas à", "croire, y croire, expliquer, décrire"))
    | phrases(paired("peux pas, peut pas, pourrais pas, pourrait pas", "être plus"))
    | phrases(paired("sans", "toi, lui, elle, vous, eux, moi")),
    suggestions=suggested(
        "heureux 😊, surpris 😮, en colère 😠, effrayé 😨, triste 😔, calme 😌, enthousiaste 🤩, "
        "plein d'espoir 🌱, amoureux 🥰, espiègle 🤪, curieux 🤔, agacé 😤, stressé 😰, "
        "timide 🥺, seul 😞, le cœur brisé 💔, mélancolique 🍂, fatigué 🥱, blasé 😐, "
        "à l'aise 😎, somnolent 😴, détendu 🧘"
    ),
)
