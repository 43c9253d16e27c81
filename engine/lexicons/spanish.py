"""Moods in Spanish."""

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


def _forms(word: str) -> tuple[str, ...]:
    """Feminine, plural, and the superlative that is an ending."""
    if word.endswith("o"):
        stem = word[:-1]
        endings = ("o", "a", "os", "as", "ísimo", "ísima", "ito", "ita")
        return tuple(stem + ending for ending in endings)
    if word.endswith("z"):
        return (word, f"{word[:-1]}ces", f"{word[:-1]}císimo", f"{word[:-1]}císima")
    if word.endswith("e"):
        return (word, f"{word}s", f"{word[:-1]}ísimo", f"{word[:-1]}ísima")
    return (word, f"{word}s", f"{word}es")


_MOODS = {
    points.HAPPY: """
        feliz*, contento*, alegre*, alegría, felicidad, dichoso*, radiante*, jubiloso*,
        encantado*, de buen humor, buen rollo, genial*, fantástico*, estupendo*, maravilloso*,
        increíble, de maravilla, en las nubes, risueño*, gozoso*, sonriente*, guay, me alegro,
        me alegra, de buenas, loco de alegría, loca de alegría, fenomenal, en el séptimo cielo,
        chévere, excelente*, nunca mejor,
        no podría estar mejor, no puedo estar mejor, no podría ir mejor, no podría irme mejor,
        no me podría ir mejor, no me puede ir mejor, nunca he estado mejor, nunca estuve mejor,
        nunca me he sentido mejor, nunca me sentí mejor, jamás he estado mejor""",
    points.EXCITED: """
        emocionado*, entusiasmado*, eufórico*, ilusionado*, lleno de energía, llena de energía,
        con energía, energético*, enérgico*, extasiado*, animado*, fiesta, de fiesta, bailar,
        con ganas de fiesta, marcha, exaltado*, a tope, pletórico*, animadísimo, celebrar,
        euforia""",
    points.HOPEFUL: """
        esperanzado*, optimista*, esperanza, motivado*, inspirado*, orgulloso*, aliviado*,
        confiado*, positivo*, bien, mejor, muy bien, decidido*, valiente*, con ánimo,
        con ánimos, seguro de mí, segura de mí, alentado*, con fuerzas, esperanzas""",
    points.LOVING: """
        enamorado*, amor, amado*, querido, agradecido*, romántico*, cariñoso*, tierno*,
        ternura, mariposas en el estómago, gratitud, te quiero, te amo""",
    points.PLAYFUL: """
        juguetón, juguetona, divertido*, gracioso*, travieso*, pícaro*, bromista*,
        tonto de risa, de broma, alocado*""",
    points.SURPRISED: """
        sorprendido*, asombrado*, impresionado*, atónito*, boquiabierto*, sorpresa, alucinado*,
        flipando, maravillado*, sin palabras, pasmado*""",
    points.SHOCKED: """
        impactado*, conmocionado*, en shock, confundido*, confuso*, aturdido*, desconcertado*,
        perplejo*, sobresaltado*, anonadado*, estupefacto*""",
    points.CURIOUS: """
        curioso*, intrigado*, fascinado*, aventurero*, curiosidad, con curiosidad""",
    points.ANGRY: """
        enojado*, enfadado*, enfado, enojo, ira, rabia, rabioso*, molesto*, cabreado*, cabreo,
        resentido*, amargado*, odio, encabronado*, me enfada, me enoja, mosqueado*""",
    points.FURIOUS: """
        furioso*, furia, indignado*, iracundo*, colérico*, hecho una furia, hecha una furia,
        encolerizado*, que echo chispas, enfurecido*""",
    points.ANNOYED: """
        irritado*, frustrado*, frustración, harto*, fastidiado*, de mal humor, de malas,
        celoso*, envidioso*, celos, gruñón, gruñona, malhumorado*, hasta las narices,
        hasta el gorro, me molesta, me irrita, ofendido*, impaciente*, asqueado*, asco,
        irritable*, me tiene harto, me tiene harta, mala leche, dejadme en paz, déjame en paz,
        déjenme en paz""",
    points.FEARFUL: """
        miedo, asustado*, aterrado*, aterrorizado*, pánico, temeroso*, espantado*,
        horrorizado*, terror, atemorizado*, miedoso*, acojonado*, temor, me asusta,
        me da miedo, miedos""",
    points.ANXIOUS: """
        nervioso*, ansioso*, ansiedad, preocupado*, estresado*, estrés, agobiado*, agobio,
        tenso*, inquieto*, angustiado*, angustia, abrumado*, nervios, intranquilo*, alterado*,
        presionado*, tensión, me agobia, me preocupa, de los nervios, desasosiego, acelerado*,
        nerviosismo""",
    points.INSECURE: """
        inseguro*, tímido*, vulnerable*, avergonzado*, vergüenza, culpable*, indefenso*,
        acomplejado*, impotente*, sensible*""",
    points.SAD: """
        nunca peor, nunca he estado peor, nunca estuve peor, nunca me he sentido peor,
        nunca me sentí peor, jamás he estado peor, no podría estar peor, no puedo estar peor,
        no podría ir peor, no me podría ir peor,
        triste*, tristeza, tristón, tristona, infeliz*, desdichado*, deprimido*, depre,
        depresión, desanimado*, abatido*, decaído*, decepcionado*, desilusionado*, solo, sola,
        solitario*, soledad, me siento solo, me siento sola, vacío*, desesperanzado*,
        desesperado*, mal, fatal, hundido*, llorar, llorando, lágrimas, dolido*, herido*, pena,
        apenado*, desolado*, bajón, de bajón, de capa caída, fatal de ánimo, horrible*,
        terrible*, pésimo, desmoralizado*, afligido*, amargura, por los suelos, hecho polvo,
        hecha polvo, sin ánimo, sin ánimos, peor, jodido*, desgraciado*, melancólico y solo,
        lágrima, lloro, miserable*, bajoneado*""",
    points.GRIEVING: """
        destrozado*, corazón roto, con el corazón roto, de luto, luto, desconsolado*,
        devastado*, roto, rota, roto por dentro, rota por dentro, mal de amores, desamor,
        despecho, duelo""",
    points.WISTFUL: """
        melancólico*, melancolía, nostálgico*, nostalgia, añoranza, pensativo*, morriña,
        te extraño, echo de menos, lo extraño, la extraño, extraño a, agridulce*""",
    points.TIRED: """
        cansado*, agotado*, exhausto*, cansancio, rendido*, fatigado*, reventado*, molido*,
        quemado*, sin energía, sin fuerzas, fundido*, hecho trizas, agotamiento, derrotado*""",
    points.BORED: """
        aburrido*, aburrimiento, me aburro, sin ganas, sin ganas de nada, no tengo ganas de nada,
        desganado*, apático*, desmotivado*, apatía, hastío, indiferente*, plof, pereza""",
    points.CALM: """
        tranquilo*, tranquilidad, calmado*, calma, en calma, relajado*, relajar, relajarme,
        relajación, sereno*, serenidad, paz, en paz, pacífico*, sosegado*, apacible*, relax,
        desconectar, descansar, relajante*, a gusto en casa, desestresarme, relajo, suave""",
    points.CONTENT: """
        satisfecho*, a gusto, equilibrado*, cómodo*, realizado*, pleno*""",
    points.SLEEPY: """
        somnoliento*, sueño, con sueño, tengo sueño, soñoliento*, dormir, soñador, soñadora,
        adormilado*, dormido*""",
    points.PLAIN: """
        podría ser peor, podría estar peor, podría ir peor,
        neutral*, neutro*, normal, más o menos, así así, ni fu ni fa, concentrado*,
        ni bien ni mal, normalito""",
}

_CANNOT = "no puedo, no lo puedo, no podía"
_NEVER = "nunca, jamás"
# "No estoy" denies what follows; any other "not" before "estoy" ends there.
_STATEMENTS = """
    estoy, toy, soy, estaba, me siento, me sentía, me encuentro, ando, tengo, es, son, era"""
_I_STATE = f"yo, {paired('yo', _STATEMENTS)}, {_STATEMENTS}"
_PARTS = {
    Part.NEGATES: f"""
        no, sin, ni, tampoco, ningún, ninguna, apenas, nunca más, nada más, todo menos,
        cualquier cosa menos, lejos de, no todo, no todo es, nada es, nadie es,
        {paired("no, ni, tampoco, no me, no te, no le, no lo, no siempre", _STATEMENTS)},
        {paired("nunca más", _I_STATE)}""",
    Part.NEGATES | Part.NEVER: f"""
        {_NEVER}, nada, nadie, {paired(_NEVER, _I_STATE)}""",
    Part.NEGATES | Part.NEVER | Part.OPINES: f"""
        {paired("hace, hacía", "tiempo que no, mucho que no, años que no, siglos que no")}""",
    Part.NEGATES | Part.OPINES: "no es que, dudo",
    Part.NEGATES | Part.DOUBTS: "ni idea",
    Part.TURNS: "pero, aunque, sino",
    Part.STATES: f"yo, {_STATEMENTS}, todo es, todo está, quizá, quizás, tal vez, a lo mejor",
    Part.STRENGTHENS: "tan, tanto, tanta, así de, más",
    Part.REASONS: "por qué, porque, porq, pq, xq, pues",
    Part.OPINES: """
        creo, pienso, diría, digo, decir, siento que, parece, considero, creía, pensaba""",
    Part.LINKS: "que, q",
    Part.DOUBTS: """
        si, qué tan, última vez que, cómo, cuándo, quién, dónde, seguro, segura,
        quiero, quería, quisiera, gusta, soporto, aguanto""",
    Part.SCALES: f"""
        de esto, de eso, de todo esto, de todo eso,
        {paired("de lo que, de lo que yo, de todo lo que", "hago, intento, pruebo, hice, haga")},
        {paired("que, que yo", "haga, hago, intente, intento, pruebe")}""",
    Part.JOINS: "y, e",
    Part.ALTERNATES: "o, u",
}

SPANISH = Lexicon(
    language="es",
    moods=mood_table(_MOODS, _forms),
    parts=part_table(_PARTS),
    degrees=degree_table(
        {
            1.5: "extremadamente, increíblemente, tremendamente, sumamente",
            1.4: "súper, super, totalmente, completamente, absolutamente, demasiado, re, mazo",
            1.3: "muy, mucho, mucha, muchísimo, muchísima, realmente, de verdad, mogollón",
            1.2: "tan, tanto, tanta, bien, más, mas",
            1.1: "bastante, todavía",
            0.9: "mayormente",
            0.7: "algo, medio, más bien",
            0.6: "un poco, poco, un poquito, poquito, un pelín",
            0.5: "ligeramente",
        }
    ),
    common=words(
        "yo tú tu él ella nosotros vosotros ellos ellas usted ustedes me te se nos os mi mis su "
        "sus el la los las lo un una unos unas y e o u de del al a en con por para que qué como "
        "cómo cuando cuándo donde dónde quien quién porque hoy ayer mañana ahora siempre ya muy "
        "estoy estás está estamos están estar estaba soy eres es somos son ser era fue siento "
        "sientes siente sentir sentirme he has ha hay haber tengo tienes tiene tener tenía quiero "
        "quieres quiere puedo puede hace hacer voy vas va vamos ir ando anda quedé quedo dejado "
        "hasta desde entre sobre hacia esto eso esta este esa ese aquí allí todo toda todos todas "
        "otra otro jefe casa trabajo vida día días noche tarde noches hora canción música coche "
        "largo largos llamo llama nombre sí vale hola adiós gracias favor pon poner suena leer "
        "once cosa cosas bueno buena buenos buenas gran grande amigo amiga hermano gente tiempo "
        "momento semana playa noticia entrevista exámenes funciona solamente puto puta bravo"
    )
    | words(LOOKALIKES["es"])
    | phrases(
        "no solo, no sólo, buenos días, buenas tardes, buenas noches, está bien, "
        "vale bien, muy señor mío, piano solo, no pasa nada, no importa, de nada, mi amor, "
        "sin duda, sin duda alguna, sin dudas, no hay duda, no cabe duda, sin motivo, "
        "sin razón, "
        "nada más que, no es de extrañar, no te preocupes, no se preocupe, "
        "no hay día que no, no aguanto más, "
        "no me lo creo, no me lo puedo creer, no me puedo creer, no veo la hora"
    )
    | phrases(paired(_CANNOT, "creer, creerlo, esperar, explicar, describir, parar, dejar de"))
    | phrases(
        paired(
            "no",
            "dejo de, paro de, podría estar más, puedo estar más, podría ser más, puedo ser más",
        )
    )
    | phrases(paired("sin", "ti, él, ella, ellos, vos, usted, mí")),
    suggestions=suggested(
        "feliz 😊, sorprendido 😮, enojado 😠, asustado 😨, triste 😔, tranquilo 😌, "
        "emocionado 🤩, esperanzado 🌱, enamorado 🥰, juguetón 🤪, curioso 🤔, harto 😤, "
        "estresado 😰, inseguro 🥺, solo 😞, desconsolado 💔, melancólico 🍂, cansado 🥱, "
        "aburrido 😐, a gusto 😎, con sueño 😴, relajado 🧘"
    ),
)
