"""Moods in German."""

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

_WITHOUT_DOTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _forms(word: str) -> tuple[str, ...]:
    """Endings of adjectives; with keyboards that have no dots as well."""
    endings = ("", "n", "r", "s", "m") if word.endswith("e") else ("", "e", "en", "er", "es", "em")
    inflected = [word + ending for ending in endings]
    return (*inflected, *(form.translate(_WITHOUT_DOTS) for form in inflected))


_I_FEEL_WELL = "fühle ich mich wohl, fühl ich mich wohl"
_NOWHERE = "nirgends, nirgendwo"
_MOODS = {
    points.HAPPY: f"""
        glücklich*, froh*, fröhlich*, heiter*, vergnügt*, beschwingt*, selig*, überglücklich*,
        glückselig*, erfreut*, gutgelaunt*, gut gelaunt, bestens gelaunt, gut drauf,
        super drauf, gute laune, guter laune, bester laune, wunderbar*, großartig*,
        fantastisch*, phantastisch*, super, toll*, prima, klasse, spitze, genial*, herrlich*,
        sonnig*, strahlend*, freude, freudig*, freue mich, freu mich, freu, glück,
        im siebten himmel, wolke sieben, happy, könnte singen, geil drauf, freut mich,
        nie besser, nie glücklicher, nie war ich glücklicher, niemals war ich glücklicher,
        {paired("nie, niemals", "habe ich mich besser, hab ich mich besser, ging es mir besser")},
        besser geht es nicht, besser gehts nicht, besser geht nicht,
        besser geht's nicht, besser könnte es nicht, besser könnte es mir nicht,
        könnte nicht besser, könnte kaum besser, könnte es nicht besser, könnte es kaum besser,
        könnte es mir nicht besser, könnte mir nicht besser, könnte nicht glücklicher,
        könnte kaum glücklicher""",
    points.EXCITED: """
        begeistert*, aufgeregt*, euphorisch*, ekstatisch*, energiegeladen*, voller energie,
        aufgedreht*, ausgelassen*, aufgekratzt*, feierlaune, partylaune, partystimmung, feiern,
        party, tanzen, überschwänglich*, vorfreude, voller tatendrang, tatendrang, lebendig*,
        hellauf begeistert, enthusiastisch*, elektrisiert*, in feierlaune, euphorie,
        begeisterung, feier, tanze""",
    points.HOPEFUL: """
        hoffnungsvoll*, zuversichtlich*, optimistisch*, hoffnung, voller hoffnung, zuversicht,
        stolz*, motiviert*, inspiriert*, erleichtert*, ermutigt*, positiv*, gut, gute, besser,
        mutig*, entschlossen*, selbstbewusst*, bestärkt*, aufgemuntert*, guter dinge,
        voller zuversicht, guten mutes""",
    points.LOVING: """
        verliebt*, dankbar*, liebe, lieben, geliebt*, liebevoll*, romantisch*, zärtlich*,
        verknallt*, gerührt*, schmetterlinge im bauch, frisch verliebt, dankbarkeit""",
    points.PLAYFUL: """
        verspielt*, albern*, amüsiert*, lustig*, witzig*, frech*, übermütig*, schelmisch*,
        belustigt*, spaß, zum lachen""",
    points.SURPRISED: """
        überrascht*, erstaunt*, verblüfft*, baff, sprachlos*, verwundert*, überraschung,
        hin und weg, überwältigt*, aus den socken, wow, geplättet""",
    points.SHOCKED: """
        schockiert*, geschockt*, verwirrt*, entsetzt*, fassungslos*, bestürzt*, perplex,
        erschrocken*, durcheinander, schock, verdutzt*, wie vom blitz getroffen, entsetzen""",
    points.CURIOUS: """
        neugierig*, gespannt*, fasziniert*, abenteuerlustig*, wissbegierig*, neugier,
        abenteuerlust""",
    points.ANGRY: """
        wütend*, wut, sauer, böse*, zornig*, zorn, verärgert*, angepisst*, ärgerlich*, ärger,
        ärgere mich, verbittert*, hass, hasserfüllt*, wutgeladen""",
    points.FURIOUS: """
        stinksauer, stinkwütend*, rasend*, aufgebracht*, außer mir, wutentbrannt*, empört*,
        auf hundertachtzig, zur weißglut, koche vor wut, ausrasten, fuchsteufelswild""",
    points.ANNOYED: """
        genervt*, gereizt*, frustriert*, frust, mies gelaunt, schlecht gelaunt,
        schlechte laune, schlechter laune, miese laune, mieser laune, mürrisch*, grantig*,
        eifersüchtig*, neidisch*, beleidigt*, ungeduldig*, angewidert*, angeekelt*,
        schnauze voll, nase voll, nervt, ätzend*, angefressen*, übellaunig*, missmutig*,
        griesgrämig*, lass mich in ruhe, lasst mich in ruhe, zum kotzen, eingeschnappt""",
    points.FEARFUL: """
        ängstlich*, angst, ängste, verängstigt*, panik, panisch*, furcht, fürchte mich, bange,
        furchtsam*, eingeschüchtert*, schiss, todesangst, gegruselt, grusel""",
    points.ANXIOUS: """
        nervös*, unruhig*, gestresst*, stress, stressig*, besorgt*, sorgen, angespannt*,
        anspannung, überfordert*, unter druck, rastlos*, beunruhigt*, unter strom, nervosität,
        verkrampft*, hektisch*, lampenfieber, unruhe, zappelig*, aufgewühlt*""",
    points.INSECURE: """
        unsicher*, schüchtern*, verletzlich*, beschämt*, peinlich*, schuldig*, hilflos*,
        verlegen, schäme mich, schäm mich, verunsichert*, verwundbar*, machtlos*, eingeengt""",
    points.SAD: f"""
        schlechter, nie schlechter, niemals schlechter, nicht schlechter gehen, schlimmer,
        nicht schlimmer sein, nie schlimmer, kaum schlechter gehen,
        traurig*, unglücklich*, deprimiert*, depressiv*, depri, niedergeschlagen*, bedrückt*,
        betrübt*, geknickt*, enttäuscht*, einsam*, allein, alleine, heimweh, leer*, innerlich leer,
        hoffnungslos*, verzweifelt*, schlecht*, mies*, elend*, down, am boden, weinen, weine,
        heulen, heule, tränen, verletzt*, schwermütig*, trübsinnig*, mutlos*, entmutigt*, kummer,
        furchtbar*, schrecklich*, scheiße, scheisse, beschissen*, unwohl, traurigkeit, todtraurig*,
        nie besser werden, wird nie besser, nie wieder gut, verloren, im keller, tief unten,
        verlassen, nicht wohl, gar nicht wohl,
        {paired("nicht", "so wohl, mehr wohl, sehr wohl, ganz wohl, richtig wohl, wirklich wohl")},
        {paired(f"nie, niemals, kaum, {_NOWHERE}", f"wohl, {_I_FEEL_WELL}")}""",
    points.GRIEVING: """
        liebeskummer, untröstlich*, trauernd*, trauere, trauer, am boden zerstört, zerstört*,
        gebrochenes herz, gebrochenen herzens, herzschmerz, herz gebrochen, in trauer,
        weltschmerz, am ende, trauern""",
    points.WISTFUL: """
        melancholisch*, melancholie, nostalgisch*, nostalgie, wehmütig*, wehmut, sehnsucht,
        sehnsüchtig*, nachdenklich*, vermisse, fernweh, in gedanken, bittersüß*""",
    points.TIRED: """
        müde*, muede, müdigkeit, erschöpft*, ausgelaugt*, kaputt, fix und fertig,
        völlig fertig, total fertig, ausgebrannt*, kraftlos*, schlapp*, hundemüde, todmüde,
        energielos*, antriebslos*, übermüdet*, kaputte, ausgepowert*, abgekämpft*, platt,
        groggy""",
    points.BORED: """
        gelangweilt*, langweilig*, langeweile, langweile mich, lustlos*, keinen bock,
        kein bock, null bock, keine lust, unmotiviert*, apathisch*, öde, gleichgültig*, fad,
        abgestumpft*, demotiviert*""",
    points.CALM: """
        ruhig*, entspannt*, gelassen*, friedlich*, chillig*, gechillt*, relaxt*, entspannen,
        entspannung, beruhigt*, beruhigen, abschalten, runterkommen, runter kommen, zur ruhe,
        ruhe, gemütlich*, seelenruhig*, locker*, besinnlich*, harmonisch*, still*, stille,
        chillen, tiefenentspannt*, ausruhen, frieden, seelenfrieden, im einklang,
        entschleunigt*""",
    points.CONTENT: f"""
        zufrieden*, ausgeglichen*, geborgen*, erfüllt*, fühle mich wohl, fühl mich wohl,
        fühle mich sehr wohl, fühl mich sehr wohl, fühle mich so wohl, fühl mich so wohl,
        {_I_FEEL_WELL}, wohl fühle, rundum wohl, wunschlos glücklich, behaglich*, zufriedenheit,
        pudelwohl""",
    points.SLEEPY: """
        schläfrig*, verträumt*, schlafen, einschlafen, verschlafen, schlaf, dösig*, schlafe""",
    points.PLAIN: """
        könnte schlimmer sein, könnte schlechter sein,
        neutral*, geht so, so lala, ganz okay, ganz ok, mir geht es okay, normal*,
        konzentriert*, fokussiert*, passt schon, mittelmäßig, ganz in ordnung, weder noch""",
}

_INVERTED = """
    bin ich, war ich, fühle ich, fühl ich, fühlte ich, werde ich, werd ich, habe ich, hab ich,
    hatte ich, kann ich, konnte ich, geht es mir, geht's mir, gehts mir, ist mir, war mir"""
_PARTS = {
    Part.NEGATES: f"""
        nicht, nich, nie wieder, kein, keine, keinen, keiner, keinem, keinerlei, ohne, kaum,
        weder, {_NOWHERE}, alles andere als,
        alles andre als, weit davon entfernt, nicht alles, nicht alles ist,
        {paired(f"weder, keinen tag, keinem tag, nie wieder, nie mehr, {_NOWHERE}", _INVERTED)}""",
    Part.NEGATES | Part.NEVER: f"""
        nie, niemals, nichts, nix, niemand, lange nicht, lang nicht, ewig nicht,
        {paired("nie, niemals", _INVERTED)}""",
    Part.NEGATES | Part.OPINES: "nicht dass, nich dass, nicht so dass, bezweifle, bezweifel",
    Part.NEGATES | Part.DOUBTS: """
        will nicht, will nich, möchte nicht, moechte nicht, mag nicht, wollte nicht,
        will nicht mehr, will nie, keine ahnung, keinen plan, weiß nicht, weiss nicht, weiß nich,
        weiss nich, weiß auch nicht, weiss auch nicht, weiß ich nicht, weiss ich nicht""",
    Part.DENIES_BACK: "nicht, nich",
    Part.STRENGTHENS: "so, derart, dermaßen, solch, solche",
    Part.TURNS: "aber, doch, jedoch, trotzdem, obwohl, dennoch, sondern",
    Part.STATES: """
        ich, bin, wir sind, geht es mir, geht's mir, gehts mir, mir geht es, mir geht's, mir gehts,
        vielleicht, mir ist, ist mir, mir war, alles ist, ist alles, mein leben ist""",
    Part.REASONS: "warum, wieso, weshalb, weswegen, weil, denn",
    Part.OPINES: """
        glaube, glaub, glauben, denke, denk, denken, finde, find, meine, sagen, behaupten,
        sage, glaube ich, glaub ich, denke ich, denk ich, finde ich, find ich, das gefühl""",
    Part.LINKS: "dass, das, daß, als ob",
    Part.DOUBTS: """
        ob, jemals so, letzte mal, was, wie, wer, wo, wann, wenn, sicher, mag, leiden, ausstehen,
        ertrage, ertragen""",
    Part.SCALES: "von dem, von alledem, von all dem",
    Part.INSERTS: paired(
        "was ich, egal was ich, was auch immer ich, was ich auch",
        "tue, tu, mache, mach, versuche, versuch, probiere, probier, anfange",
    ),
    Part.JOINS: "und",
    Part.ALTERNATES: "oder, noch",
}

GERMAN = Lexicon(
    language="de",
    moods=mood_table(_MOODS, _forms),
    parts=part_table(_PARTS),
    degrees=degree_table(
        {
            1.5: "extrem, unglaublich, wahnsinnig, unfassbar, irrsinnig, zutiefst",
            1.4: "total, völlig, voll, absolut, komplett, mega, super, vollkommen, richtig doll",
            1.3: "sehr, echt, richtig, wirklich, so richtig, so wirklich, besonders, furchtbar, "
            "ganz schön",
            1.2: "so, zu, tierisch, schön",
            1.1: "ziemlich, recht, ganz, schon, noch, so ganz, so recht",
            0.9: "meistens, größtenteils",
            0.7: "etwas, irgendwie, einigermaßen, relativ, halbwegs",
            0.6: "bisschen, ein bisschen, bissl, wenig, ein wenig",
            0.5: "leicht, kaum merklich",
        }
    ),
    common=words(
        "ich du er sie es wir ihr mich mir dich dir uns euch sich mein meine meinen meiner meinem "
        "dein deine der die das den dem des ein eine einen einem einer eines und oder denn weil "
        "dass wenn als wie was wer wo wann warum wieso bin bist ist sind war waren sein habe hab "
        "hast hat haben hatte wird werden wurde kann kannst können könnte will willst wollen muss "
        "musst soll sollte mag möchte geht gehts geht's gehe komme kommt mache macht fühl fühle "
        "fühlt gefühl auf in im an am von vom mit bei nach vor über unter für gegen um aus bis "
        "seit heute gestern morgen jetzt gerade immer wieder auch nur mehr hier da dort dann "
        "nochmal allem alles alle andere anderen viel viele mal bitte danke hallo hi tschüss ja "
        "nein tag abend nacht woche arbeit chef freund freundin leben lied musik spiel spiele "
        "haus groß gross große großes gross uhr spät heiße heißt heiß name neue neues ding sache "
        "zeit wetter essen bad kind art fast hell gift rat tag hut tod mode stimmung laune brav "
        "eben eigentlich vielleicht"
    )
    | words(LOOKALIKES["de"])
    | phrases(
        "nicht nur, oder nicht, guten morgen, guten tag, guten abend, gute nacht, gute reise, "
        "liebe grüße, lieber, alles gute, frohe weihnachten, frohe ostern, frohes neues, "
        "ok, okay, na gut, schon gut, kein zweifel, ohne zweifel, kein wunder, "
        "keine sorge, ohne grund, nichts als, nicht aufhören, nicht aufhoeren, "
        "mach dir keine sorgen, macht euch keine sorgen"
    )
    | phrases(paired("nicht, nich, kaum", "glauben, erwarten, abwarten, fassen, warten"))
    | phrases(paired("nicht, nich", "zu fassen, zu glauben"))
    | phrases(paired("ohne", "dich, ihn, sie, euch, mich, ihr, uns")),
    suggestions=suggested(
        "glücklich 😊, überrascht 😮, wütend 😠, ängstlich 😨, traurig 😔, ruhig 😌, "
        "begeistert 🤩, hoffnungsvoll 🌱, verliebt 🥰, albern 🤪, neugierig 🤔, genervt 😤, "
        "gestresst 😰, unsicher 🥺, einsam 😞, untröstlich 💔, melancholisch 🍂, müde 🥱, "
        "gelangweilt 😐, zufrieden 😎, schläfrig 😴, entspannt 🧘"
    ),
)
