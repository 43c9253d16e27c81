"""Moods in English."""

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

_MOODS = {
    points.HAPPY: f"""
        happy, glad, joyful, joyous, cheerful, merry, delighted, happiness, joy, jolly, great,
        wonderful, fantastic, awesome, amazing, brilliant, cheery, smiling, blissful,
        over the moon, on top of the world, sunny, radiant, upbeat, never better,
        never felt better, never been better, never been happier, never felt happier, happier,
        couldn't be better, couldnt be better, could not be better, can't be better,
        couldn't get any better, couldnt get any better, couldn't get better,
        couldn't be happier, couldnt be happier, could not be happier,
        {paired("never have i", "felt better, been better, been happier, felt happier")},
        never was i happier, never did i feel better, smile, smiles, smiled""",
    points.EXCITED: """
        excited, thrilled, ecstatic, elated, euphoric, energetic, energised, energized, hyped,
        pumped, stoked, exhilarated, enthusiastic, eager, lively, party, dancing, triumphant,
        hyper, buzzing, euphoria, fiesta, festive""",
    points.HOPEFUL: """
        hopeful, optimistic, hope, encouraged, confident, proud, inspired, motivated, relieved,
        positive, good, better, determined""",
    points.LOVING: """
        love, loved, loving, in love, grateful, thankful, affectionate, romantic, blessed,
        gratitude""",
    points.PLAYFUL: """
        playful, silly, goofy, amused, funny, cheeky, flirty, giggly""",
    points.SURPRISED: """
        surprised, amazed, astonished, astounded, wow, awestruck, surprise, blown away,
        speechless, dazzled""",
    points.SHOCKED: """
        shocked, stunned, startled, taken aback, shook, confused, bewildered""",
    points.CURIOUS: """
        curious, intrigued, fascinated, adventurous""",
    points.ANGRY: """
        angry, mad, anger, pissed, pissed off, cross, resentful, bitter, hateful""",
    points.FURIOUS: """
        furious, enraged, outraged, raging, rage, livid, fuming, seething""",
    points.ANNOYED: """
        annoyed, irritated, frustrated, grumpy, irritable, fed up, moody, cranky, disgusted,
        disgust, jealous, bothered, offended, impatient, aggravated, leave me alone,
        sick of it, had enough, jealousy, frustration, irritates, irritating, annoying, annoys,
        annoy, hate""",
    points.FEARFUL: """
        fearful, afraid, scared, frightened, terrified, fear, panicked, panic, panicky,
        horrified, spooked, freaked out, petrified, creeped out, angst""",
    points.ANXIOUS: """
        anxious, nervous, worried, stressed, stressed out, tense, on edge, anxiety, restless,
        uneasy, overwhelmed, jittery, stress, alarmed, apprehensive, tension,
        butterflies in my stomach""",
    points.INSECURE: """
        insecure, shy, vulnerable, embarrassed, ashamed, guilty, helpless""",
    points.SAD: """
        worse, never felt worse, never been worse, couldn't be worse, couldn't get any worse,
        could not be worse, can't get any worse, can't get worse, could not get any worse,
        sad, unhappy, down, blue, gloomy, sadness, sorrowful, low, upset, hurt, bad, depressed,
        miserable, crying, tearful, let down, disappointed, discouraged, lonely, alone, lonesome,
        homesick, empty, hopeless, dejected, terrible, awful, gloom, horrible, solitude, aching,
        heartache, tears, cry, miss you, missing, sadder, never get better, never gets better,
        couldn't be sadder, couldnt be sadder, not ok, not okay, not fine, not alright""",
    points.GRIEVING: """
        heartbroken, grieving, devastated, broken, mourning, grief, crushed""",
    points.WISTFUL: """
        melancholy, melancholic, nostalgic, wistful, bittersweet, pensive, moping, nostalgia""",
    points.TIRED: """
        tired, exhausted, weary, drained, worn out, burnt out, burned out, fatigued, knackered,
        wiped out, sluggish, fatigue""",
    points.BORED: """
        bored, meh, dull, apathetic, numb, unmotivated, listless, boredom, indifferent""",
    points.CALM: """
        calm, relaxed, peaceful, serene, tranquil, chill, chilled, chilled out, mellow,
        at ease, at peace, relaxing, soothed, zen, calm down, wind down, laid back, relax,
        cosy, cozy, quiet, comfortable, unwind""",
    points.CONTENT: """
        content, satisfied, fulfilled, balanced, safe, comfy, pleased""",
    points.SLEEPY: """
        sleepy, drowsy, dreamy, half asleep, sleep""",
    points.PLAIN: """
        could be worse, could have been worse,
        neutral, fine, alright, focused, so so, thoughtful, normal, i'm ok, i'm okay, i am ok,
        i am okay, im ok, im okay, feel ok, feel okay, feeling ok, feeling okay, pretty ok,
        pretty okay""",
}

_CANNOT = "can't, cant, cannot, can not, couldn't, couldnt, could not"
# "Why can't I be happy" asks; "I can't I feel sick" begins anew.
_ASKED = paired(
    """can't, cant, cannot, couldn't, couldnt, don't, dont, didn't, didnt, aren't, arent, ain't,
    aint, am not, wasn't, wasnt, won't, wont, haven't, havent""",
    "i",
)
_INVERTED = "am i, was i, do i, did i, have i, had i, can i, could i, will i"
_PARTS = {
    Part.NEGATES: f"""
        not, no, without, hardly, barely, nor, neither, none, cannot, isn't,
        isnt, ain't, aint, aren't, arent, wasn't, wasnt, weren't, werent, don't, dont, doesn't,
        doesnt, didn't, didnt, haven't, havent, hasn't, hasnt, hadn't, hadnt, can't, cant,
        couldn't, couldnt, won't, wont, wouldn't, wouldnt, far from, anything but,
        not everything, not everything is, there's no way for me, theres no way for me,
        {_ASKED}, {paired("nor, neither, not once", _INVERTED)}""",
    Part.NEGATES | Part.NEVER: f"""
        never, nothing, nobody, {paired("never", _INVERTED)},
        {paired("nothing, nothing that", "i do, i did, i try, i tried, i've done, i've tried")},
        {paired("nothing i, nothing that i", "ever do, ever did, ever try, can do, could do")},
        {paired("nobody, no one", "i know, i meet, i met")}""",
    Part.NEGATES | Part.OPINES: """
        not that, doubt, there's no way, theres no way, there is no way, there was no way""",
    # "No way I'm so happy" may be a cry of joy.
    Part.NEGATES | Part.OPINES | Part.DOUBTS: "no way",
    Part.NEGATES | Part.DOUBTS: """
        i'd be lying, id be lying, dunno, idk, no idea, no clue, don't know, dont know,
        do not know, not in the mood, not really in the mood, never in the mood""",
    Part.STRENGTHENS: "so, such, this, more",
    Part.TURNS: "but, yet, though, although, however",
    Part.STATES: f"""
        {paired("i", _ASKED)}, maybe, perhaps, i, i'm, im, i've, ive, i'd, he's, she's, we're,
        they're, it's, its, he is, she is, we are,
        they are, it is, my life is, everything's, everything is, everything feels, everyone is""",
    Part.REASONS: "why, because, cause, cos, cuz, coz, bc, since",
    Part.OPINES: """
        think, thinking, thought, say, said, believe, guess, suppose, feel like, feel that,
        felt like, feels like, look like, seem like, pretend, imagine, claim, mean""",
    Part.LINKS: "that, as if",
    Part.DOUBTS: """
        if, whether, what, what's, whats, how, who, who's, when, where, which, sure, certain, want,
        wanna, wanted, wants, last time, i've ever, ive ever, like, mind, care, stand, handle,
        bear""",
    Part.SCALES: "ever, of this, of that, of it, of these things",
    Part.JOINS: "and, n",
    Part.ALTERNATES: "or",
}

ENGLISH = Lexicon(
    language="en",
    shortest_with_typo=5,
    moods=mood_table(_MOODS),
    parts=part_table(_PARTS),
    degrees=degree_table(
        {
            1.5: "extremely, incredibly",
            1.4: "super, totally, completely, absolutely",
            1.3: "very, really",
            1.2: "so, too",
            1.1: "pretty, quite",
            0.9: "mostly",
            0.7: "kinda, kind of, sort of, somewhat",
            0.6: "bit, little, mildly",
            0.5: "slightly",
        }
    ),
    common=words(
        "i you he she it we they me my your his her our us them him this that these those the a "
        "an and or of to in on at with for from by about as if then than because i'm i've i'd "
        "you're it's that's am is are was were be been being have has had do does did will would "
        "can could should may must feel feels feeling felt want wanna need get got just still now "
        "today tonight yesterday tomorrow morning evening night day days week time what who where "
        "when why how all any every some there here again ever more most much many thing things "
        "work job boss friend life song music next play please name shop weather hi hello hey "
        "thanks thank yes yeah out off up into over after before while since until one two solo "
        "piano guitar art kind hell rat gift hat die fast mode list brief handy sensible gross "
        "regular fatal bravo mood"
    )
    | words(LOOKALIKES["en"])
    | phrases(
        "can't stop, cant stop, not only, not just, good morning, good night, "
        "good evening, good day, good afternoon, good bye, ok, okay, for no reason, nothing but, "
        "no doubt, without a doubt, without doubt, don't worry, dont worry, do not worry, "
        "no worries, never mind, no wonder, not to mention, not gonna lie, not going to lie"
    )
    | phrases(paired(_CANNOT, "believe, wait, describe, explain, express, tell you, help, stop"))
    | phrases(paired(f"{_CANNOT}, don't, dont, do not", "feel anything but"))
    | phrases(paired("couldn't be, couldnt be, could not be, can't be, cant be", "more"))
    | phrases(paired("haven't, havent, have not, hadn't, hadnt", "been this, felt this"))
    | phrases(paired("without", "you, him, her, them, u")),
    suggestions=suggested(
        "happy 😊, surprised 😮, angry 😠, fearful 😨, sad 😔, calm 😌, excited 🤩, hopeful 🌱, "
        "in love 🥰, silly 🤪, curious 🤔, annoyed 😤, stressed 😰, insecure 🥺, lonely 😞, "
        "heartbroken 💔, melancholic 🍂, tired 🥱, bored 😐, content 😎, sleepy 😴, relaxed 🧘"
    ),
)
