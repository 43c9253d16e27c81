"""Moods in Portuguese, as people write in Brazil and in Portugal."""

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
    """Feminine, plural, small ones, and the superlative that is an ending."""
    if word.endswith("o"):
        stem = word[:-1]
        endings = ("o", "a", "os", "as", "íssimo", "íssima", "inho", "inha")
        return tuple(stem + ending for ending in endings)
    if word.endswith("z"):
        return (word, f"{word}es", f"{word[:-1]}císsimo", f"{word[:-1]}císsima")
    if word.endswith("e"):
        return (
            word,
            f"{word}s",
            *(word[:-1] + end for end in ("íssimo", "íssima", "inho", "inha")),
        )
    return (word, f"{word}s", f"{word}es")


_MOODS = {
    points.HAPPY: """
        feliz*, contente*, alegre*, alegria, felicidade, radiante*, de bom humor, bom humor,
        ótimo*, maravilhoso*, fantástico*, incrível, excelente, sorridente*, nas nuvens,
        jubiloso*, de bem com a vida, alto astral, de alto astral, genial, encantado*,
        me alegro, fiquei feliz, no sétimo céu, feliz da vida, encantada,
        nunca estive melhor, nunca me senti melhor, não podia estar melhor,
        não poderia estar melhor, não posso estar melhor, não podia ser melhor""",
    points.EXCITED: """
        animado*, empolgado*, entusiasmado*, eufórico*, cheio de energia, cheia de energia,
        cheios de energia, energético*, com energia, extasiado*, festa, em festa, festejar,
        dançar, a mil, elétrico*, agitado de alegria, excitado*, pilhado*, comemorar, euforia""",
    points.HOPEFUL: """
        esperançoso*, otimista*, optimista*, esperança, com esperança, motivado*, inspirado*,
        orgulhoso*, aliviado*, confiante*, positivo*, bem, melhor, muito bem, determinado*,
        corajoso*, encorajado*, com força, fé, animador, esperanças""",
    points.LOVING: """
        apaixonado*, amor, amado*, grato*, gratidão, agradecido*, romântico*, carinhoso*,
        carinho, enamorado*, borboletas no estômago, te amo, amo você, ternura""",
    points.PLAYFUL: """
        brincalhão, brincalhona, divertido*, engraçado*, travesso*, bobo de rir, zoando,
        bem humorado*, piadista*""",
    points.SURPRISED: """
        surpreso*, surpreendido*, admirado*, espantado*, maravilhado*, impressionado*,
        boquiaberto*, surpresa, de boca aberta, de queixo caído, sem palavras, pasmo*""",
    points.SHOCKED: """
        chocado*, em choque, confuso*, atordoado*, perplexo*, desconcertado*, abismado*,
        estupefato*, estupefacto*, sobressaltado*""",
    points.CURIOUS: """
        curioso*, intrigado*, fascinado*, aventureiro*, curiosidade, com curiosidade""",
    points.ANGRY: """
        zangado*, bravo*, raiva, com raiva, raivoso*, irado, ira, chateado*, ódio, puto,
        puto da vida, puta da vida, amargurado*, ressentido*, aborrecido*, rancor,
        zangada comigo""",
    points.FURIOUS: """
        furioso*, fúria, indignado*, enfurecido*, colérico*, revoltado*, p da vida, possesso*,
        soltando fogo""",
    points.ANNOYED: """
        irritado*, frustrado*, frustração, farto*, de saco cheio, saco cheio, mal humorado*,
        mal humor, mau humor, de mau humor, ciumento*, com ciúmes, ciúmes, ciúme, invejoso*,
        incomodado*, ofendido*, impaciente*, enojado*, nojo, cheio de tudo, irritação,
        ranzinza*, rabugento*, não aguento mais isso, me irrita, me deixa em paz,
        deixem me em paz, emburrado*, de cara fechada, sem paciência""",
    points.FEARFUL: """
        medo, com medo, assustado*, apavorado*, aterrorizado*, pânico, amedrontado*,
        horrorizado*, terror, medroso*, temeroso*, pavor, receio, receoso*""",
    points.ANXIOUS: """
        nervoso*, ansioso*, ansiedade, preocupado*, estressado*, stressado*, estresse, stress,
        tenso*, inquieto*, aflito*, angustiado*, angústia, sobrecarregado*, agitado*,
        nervosismo, pressionado*, tensão, aflição, à beira de um ataque, preocupação,
        estressante, apreensivo*, ansiosa demais, sufocado*, tensões, pilha de nervos""",
    points.INSECURE: """
        inseguro*, tímido*, vulnerável, envergonhado*, vergonha, culpado*, indefeso*,
        acanhado*, impotente*, sensível, constrangido*""",
    points.SAD: """
        nunca pior, nunca estive pior, nunca me senti pior, jamais estive pior,
        não poderia estar pior, não podia estar pior, não poderia ser pior,
        triste*, tristeza, tristonho*, infeliz*, deprimido*, depressivo*, deprê, depressão,
        desanimado*, abatido*, cabisbaixo*, decepcionado*, desiludido*, desapontado*, sozinho*,
        solitário*, solidão, só eu, saudades de casa, vazio*, desesperançado*, desesperado*,
        mal, péssimo*, horrível, chorar, chorando, lágrimas, magoado*, ferido*, desolado*,
        para baixo, pra baixo, baixo astral, na fossa, na merda, uma merda, em baixo,
        em baixo hoje, arrasado*, desamparado*, sem esperança, pior, mágoa, lixo de dia,
        desconsolado*, lágrima, choro, tristezas, terrível""",
    points.GRIEVING: """
        coração partido, com o coração partido, de luto, luto, devastado*, destroçado*,
        inconsolável, dor de cotovelo, despedaçado*, destruído*, partido por dentro""",
    points.WISTFUL: """
        melancólico*, melancolia, nostálgico*, nostalgia, saudade, saudades, saudoso*,
        pensativo*, com saudade, com saudades, sinto falta, sinto a falta, agridoce*""",
    points.TIRED: """
        cansado*, exausto*, esgotado*, cansaço, fatigado*, acabado*, sem energia, sem forças,
        moído*, estafado*, morto de cansaço, morta de cansaço, exaustão, um caco, sem força""",
    points.BORED: """
        entediado*, tédio, aborrecimento, sem vontade, sem vontade de nada,
        não tenho vontade de nada, desmotivado*, apático*, apatia, indiferente*, preguiça,
        sem graça, que seca, enfadado*""",
    points.CALM: """
        calmo*, calma, tranquilo*, tranquilidade, relaxado*, relaxar, relaxamento, sereno*,
        serenidade, paz, em paz, sossegado*, sossego, zen, de boa, de boas, relaxante*,
        descansar, pacífico*, desligar, descontraído*, na paz, suave, numa boa, acalmar""",
    points.CONTENT: """
        satisfeito*, à vontade, equilibrado*, confortável, realizado*, pleno*, aconchegado*""",
    points.SLEEPY: """
        sonolento*, sono, com sono, dormir, sonhador, sonhadora, adormecido*, morrendo de sono""",
    points.PLAIN: """
        poderia ser pior, podia ser pior, poderia estar pior,
        neutro*, normal, mais ou menos, assim assim, nem bem nem mal, concentrado*, focado*""",
}

_NO = "não, n, num"
_CANNOT = "não posso, não consigo, não dá para, não dá pra, n consigo"
_NEVER = "nunca, jamais"
# "Não estou" denies what follows; any other "not" before "estou" ends there.
_STATEMENTS = """
    estou, tô, sou, estava, tava, me sinto, sinto me, sinto, me sentia, ando, tenho, são, era"""
_I_STATE = f"eu, {paired('eu', _STATEMENTS)}, {_STATEMENTS}"
_PARTS = {
    Part.NEGATES: f"""
        {_NO}, sem, nem, tampouco, nenhum, nenhuma, nunca mais, nada mais, tudo menos,
        qualquer coisa menos, longe de, nem tudo, nem tudo é, não é, nada é, ninguém é,
        {paired(f"{_NO}, nem, tampouco, não me, não te, não lhe, nem sempre", _STATEMENTS)},
        {paired("nunca mais", _I_STATE)}""",
    Part.NEGATES | Part.NEVER: f"""
        {_NEVER}, nada, ninguém, {paired(_NEVER, f"{_I_STATE}, é")}""",
    Part.NEGATES | Part.NEVER | Part.OPINES: f"""
        {paired("há, faz, fazia, havia", "tempo que não, tempos que não, muito que não")},
        {paired("há, faz, fazia, havia", "muito tempo que não")}""",
    Part.NEGATES | Part.OPINES: "não é que, duvido",
    Part.NEGATES | Part.DOUBTS: f"""
        {paired(_NO, "sei")}, não faço ideia, não faço a menor ideia""",
    Part.TURNS: "mas, porém, contudo, embora, todavia",
    Part.STATES: f"eu, {_STATEMENTS}, tudo é, tudo está, minha vida é, talvez, se calhar",
    Part.STRENGTHENS: "tão, tanto, tanta, mais, assim",
    Part.REASONS: "por que, porque, pq, pois",
    Part.OPINES: "acho, penso, diria, digo, dizer, creio, sinto que, parece, considero, achava",
    Part.LINKS: "que, q",
    Part.DOUBTS: """
        se estou, se eu, se sou, se tô, se me, última vez que, como, quando, quem, onde,
        certeza, acredito, quero, queria, gosto, suporto, aguento""",
    Part.SCALES: f"""
        disso, disto, de tudo isso, de tudo isto,
        {paired("do que, do que eu, de tudo que eu", "faço, tento, fiz, faça, tente")},
        {paired("que, que eu", "faça, faço, tente, tento")}""",
    Part.JOINS: "e",
    Part.ALTERNATES: "ou",
}

PORTUGUESE = Lexicon(
    language="pt",
    moods=mood_table(_MOODS, _forms),
    parts=part_table(_PARTS),
    degrees=degree_table(
        {
            1.5: "extremamente, incrivelmente, imensamente",
            1.4: "super, totalmente, completamente, absolutamente, demais",
            1.3: "muito, muita, muitíssimo, realmente, mega, bué, pra caramba, de verdade",
            1.2: "tão, tanto, tanta, bem, mais",
            1.1: "bastante, ainda",
            0.9: "principalmente",
            0.7: "meio, algo, um tanto, mais para",
            0.6: "um pouco, pouco, um pouquinho, pouquinho, um bocado, um bocadinho",
            0.5: "levemente, ligeiramente",
        }
    ),
    common=words(
        "eu tu você voce vocês ele ela nós eles elas a o as os um uma uns umas me te se nos lhe "
        "meu minha meus minhas seu sua teu tua e ou de do da dos das em no na nos nas num numa "
        "com por pelo pela para pra pro que quê como quando onde quem porque porquê hoje ontem "
        "amanhã agora sempre já muito estou tô to estás está tá estamos estão estar estava sou és "
        "é somos são ser era foi fiquei fico ficar sinto sente sentir sentindo sentir-me tenho "
        "tens tem têm temos ter tinha quero quer queres posso pode faz fazer vou vai vamos ir "
        "ando anda isto isso aquilo este esta esse essa aqui ali lá tudo todo toda todos todas "
        "outro outra chefe casa trabalho vida dia noite tarde hora horas música canção carro caro "
        "cara nome sim olá oi obrigado obrigada favor toca tocar próxima próximo coisa bom boa "
        "bons boas grande amigo amiga gente tempo funciona filha filho futuro prova notícia mano "
        "né aí até depois desde entre sobre do que mude rede escuro"
    )
    | words(LOOKALIKES["pt"])
    | phrases(
        "não só, bom dia, boa tarde, boa noite, tudo bem, está bem, tá bem, tá bom, "
        "de nada, meu amor, meu bem, a seco, sem dúvida, sem dúvidas, sem dúvida nenhuma, "
        "sem dúvida alguma, não há dúvida, não importa, sem motivo, sem razão, nada mais que, "
        "nem acredito, não há dia que não, não aguento mais, não é à toa, não se preocupe, "
        "não te preocupes, não se preocupa, não vejo a hora, mal vejo a hora, mal posso esperar, "
        "mal posso acreditar"
    )
    | phrases(paired(_CANNOT, "acreditar, esperar, explicar, descrever, parar, deixar de"))
    | phrases(
        paired(
            _NO, "paro de, podia estar mais, poderia estar mais, podia ser mais, poderia ser mais"
        )
    )
    | phrases(paired("sem", "ti, você, vc, ele, ela, vocês, mim")),
    suggestions=suggested(
        "feliz 😊, surpreso 😮, zangado 😠, assustado 😨, triste 😔, calmo 😌, animado 🤩, "
        "esperançoso 🌱, apaixonado 🥰, brincalhão 🤪, curioso 🤔, irritado 😤, estressado 😰, "
        "inseguro 🥺, sozinho 😞, com o coração partido 💔, melancólico 🍂, cansado 🥱, "
        "entediado 😐, satisfeito 😎, com sono 😴, relaxado 🧘"
    ),
)
