"""The words and emoji that name a mood, as tables; one lexicon for each language.

A row gives the mood's name, a point on the circumplex and the words that share it. The points of
the six names are those of `MOOD_POINTS`; the others are our own placing, after the ratings in
Russell & Mehrabian (1977) and the circle in Russell (1980), "A circumplex model of affect".
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.moods import Mood, MoodName, mood_named

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language says of moods; phrases are in `moods` with single spaces.

    `degrees` multiplies the distance from the origin; `lookalikes` are plain words one letter away
    from a mood word, which are no typing errors.
    """

    moods: Mapping[str, Mood]
    negations: frozenset[str]
    turns: frozenset[str]
    degrees: Mapping[str, float]
    lookalikes: frozenset[str]


def _table(*rows: tuple[Mood, str]) -> Mapping[str, Mood]:
    return MappingProxyType(
        {word.strip(): mood for mood, words in rows for word in words.split(",")}
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HAPPY = mood_named(MoodName.HAPPY)
_EXCITED = Mood(MoodName.HAPPY, 0.62, 0.75)
_HOPEFUL = Mood(MoodName.HAPPY, 0.51, 0.23)
_LOVING = Mood(MoodName.HAPPY, 0.80, 0.30)
_PLAYFUL = Mood(MoodName.HAPPY, 0.70, 0.45)
_SURPRISED = mood_named(MoodName.SURPRISED)
_SHOCKED = Mood(MoodName.SURPRISED, -0.10, 0.75)
_CURIOUS = Mood(MoodName.SURPRISED, 0.22, 0.45)
_ANGRY = mood_named(MoodName.ANGRY)
_FURIOUS = Mood(MoodName.ANGRY, -0.44, 0.80)
_ANNOYED = Mood(MoodName.ANGRY, -0.50, 0.38)
_FEARFUL = mood_named(MoodName.FEARFUL)
_ANXIOUS = Mood(MoodName.FEARFUL, -0.35, 0.50)
_INSECURE = Mood(MoodName.FEARFUL, -0.50, 0.20)
_SAD = mood_named(MoodName.SAD)
_GRIEVING = Mood(MoodName.SAD, -0.80, -0.15)
_WISTFUL = Mood(MoodName.SAD, -0.25, -0.30)
_TIRED = Mood(MoodName.SAD, -0.18, -0.57)
_BORED = Mood(MoodName.SAD, -0.45, -0.55)
_CALM = mood_named(MoodName.CALM)
_CONTENT = Mood(MoodName.CALM, 0.60, -0.20)
_SLEEPY = Mood(MoodName.CALM, 0.15, -0.70)
_PLAIN = Mood(MoodName.CALM, 0.10, -0.10)

_ENGLISH = Lexicon(
    moods=_table(
        (_HAPPY, "happy, glad, joyful, joyous, cheerful, merry, delighted, happiness, joy, jolly"),
        (_HAPPY, "great, wonderful, fantastic, awesome, amazing, brilliant, cheery, smiling"),
        (_HAPPY, "blissful, over the moon, on top of the world, sunny, radiant, upbeat"),
        (_EXCITED, "excited, thrilled, ecstatic, elated, euphoric, energetic, energised"),
        (_EXCITED, "energized, hyped, pumped, stoked, exhilarated, enthusiastic, eager, lively"),
        (_EXCITED, "party, dancing, triumphant, hyper, buzzing"),
        (_HOPEFUL, "hopeful, optimistic, hope, encouraged, confident, proud, inspired, motivated"),
        (_HOPEFUL, "relieved, positive, good, better, determined"),
        (
            _LOVING,
            "love, loved, loving, in love, grateful, thankful, affectionate, romantic, blessed",
        ),
        (_PLAYFUL, "playful, silly, goofy, amused, funny, cheeky, flirty, giggly"),
        (_SURPRISED, "surprised, amazed, astonished, astounded, wow, awestruck, surprise"),
        (_SURPRISED, "blown away, speechless, dazzled"),
        (_SHOCKED, "shocked, stunned, startled, taken aback, shook, confused, bewildered"),
        (_CURIOUS, "curious, intrigued, fascinated, adventurous"),
        (_ANGRY, "angry, mad, anger, pissed, pissed off, cross, resentful, bitter, hateful"),
        (_FURIOUS, "furious, enraged, outraged, raging, rage, livid, fuming, seething"),
        (_ANNOYED, "annoyed, irritated, frustrated, grumpy, irritable, fed up, moody, cranky"),
        (_ANNOYED, "disgusted, disgust, jealous, bothered, offended, impatient, aggravated"),
        (_FEARFUL, "fearful, afraid, scared, frightened, terrified, fear, panicked, panic"),
        (_FEARFUL, "panicky, horrified, spooked, freaked out, petrified, creeped out"),
        (_ANXIOUS, "anxious, nervous, worried, stressed, stressed out, tense, on edge, anxiety"),
        (_ANXIOUS, "restless, uneasy, overwhelmed, jittery, stress, alarmed, apprehensive"),
        (_INSECURE, "insecure, shy, vulnerable, embarrassed, ashamed, guilty, helpless"),
        (_SAD, "sad, unhappy, down, blue, gloomy, sadness, sorrowful, low, upset, hurt, bad"),
        (_SAD, "depressed, miserable, crying, tearful, let down, disappointed, discouraged"),
        (_SAD, "lonely, alone, lonesome, homesick, empty, hopeless, dejected, terrible, awful"),
        (_GRIEVING, "heartbroken, grieving, devastated, broken, mourning, grief, crushed"),
        (_WISTFUL, "melancholy, melancholic, nostalgic, wistful, bittersweet, pensive, moping"),
        (_TIRED, "tired, exhausted, weary, drained, worn out, burnt out, burned out, fatigued"),
        (_TIRED, "knackered, wiped out, sluggish"),
        (_BORED, "bored, meh, dull, apathetic, numb, unmotivated, listless, boredom"),
        (_CALM, "calm, relaxed, peaceful, serene, tranquil, chill, chilled, chilled out, mellow"),
        (_CALM, "at ease, at peace, relaxing, soothed, zen, calm down, wind down, laid back"),
        (_CALM, "relax, cosy, cozy, quiet, comfortable, unwind"),
        (_CONTENT, "content, satisfied, fulfilled, balanced, safe, comfy, pleased"),
        (_SLEEPY, "sleepy, drowsy, dreamy, half asleep, sleep"),
        (_PLAIN, "neutral, okay, ok, fine, alright, focused, so so, thoughtful, normal"),
    ),
    negations=_words(
        "not no never without hardly isn't isnt ain't aint don't dont doesn't doesnt wasn't wasnt "
        "can't cant couldn't couldnt nor aren't arent"
    ),
    turns=frozenset({"but", "yet", "though", "although", "however"}),
    degrees=MappingProxyType(
        {
            "very": 1.3,
            "really": 1.3,
            "so": 1.2,
            "too": 1.2,
            "super": 1.4,
            "extremely": 1.5,
            "incredibly": 1.5,
            "totally": 1.4,
            "completely": 1.4,
            "absolutely": 1.4,
            "pretty": 1.1,
            "quite": 1.1,
            "slightly": 0.5,
            "bit": 0.6,
            "little": 0.6,
            "kinda": 0.7,
            "kind of": 0.7,
            "sort of": 0.7,
            "somewhat": 0.7,
            "mildly": 0.6,
            "mostly": 0.9,
        }
    ),
    lookalikes=_words(
        "abused alight aloe along angel angler atone auger balance balances batter beater "
        "bitten boned booed bore bores bowed boxed bred broke broker butter cheek cheeks cheer "
        "cheesy cherry child chile chili chilli chills chilly confidant confuse confuses "
        "consent contend contents contest context convent crank crashed crass crocs crops crows "
        "crusher crushes dazzle defected detected determine determines dream dreams dreamt "
        "dreary eater encourages engaged exited flirt flirts focuses funky fusing giggle goody "
        "gooey goof graceful greet guilt homeless hoped hype inspires intrigues irrigated "
        "irritates likely lipid lived livery living losing lovely lover marry mercy mopping "
        "morning moving mowing neutrals offender parity parry part partly parts passed pasty "
        "patty pleaded please pleases positives prod quilt quit quite racing raking ranging "
        "rating raving related relating relay relayed relaying relieve reliever relieves sacred "
        "sailing scaled scarred scored seared seep shared sheep shock shoo shoot shunned silky "
        "sill sills sleek sleeps sleet smoked soared spared staked stared started steep stocked "
        "stoke stoker stoned stored stowed stroked stunner stunted surprises sweep tease tens "
        "thriller tied tiered tiled timed tire tires tried unkind wary wear wears wishful"
    ),
)

LEXICONS: Mapping[str, Lexicon] = MappingProxyType({"en": _ENGLISH})

# Without skin tones and variation selectors; the reader drops those.
EMOJI: Mapping[str, Mood] = _table(
    (_HAPPY, "😀, 😃, 😄, 😁, 😊, 🙂, ☺, 😸, 😺, 🌞, 🌈, :), :-), (:, =), ^^"),
    (_EXCITED, "🤩, 🥳, 🎉, 🎊, 🔥, 💃, 🕺, ⚡, 🙌, 🚀, :d, xd"),
    (_HOPEFUL, "🤞, 💪, 🙏, 🌱, 🌅, 👍"),
    (_LOVING, "🥰, 😍, 😘, 😻, 💕, 💖, 💗, 🤗, ❤, <3"),
    (_PLAYFUL, "😂, 🤣, 😆, 😜, 😝, 😋, 😏, 😉, 🤪, 😹, 🙃, ;), ;-), :p"),
    (_SURPRISED, "😮, 😲, 😯, 🤯, 🙀, 😦, :o"),
    (_SHOCKED, "😳, 😵, 😧"),
    (_CURIOUS, "🤔, 🧐"),
    (_ANGRY, "😠, 😾, 💢, 👿, >:("),
    (_FURIOUS, "😡, 🤬"),
    (_ANNOYED, "😤, 😒, 🙄, 🤢, 🤮, 😑, 👎"),
    (_FEARFUL, "😱, 😨, 👻"),
    (_ANXIOUS, "😰, 😬, 😥, 😓, 😟, 🫨"),
    (_INSECURE, "🥺, 😖, 🫣, 🙈"),
    (_SAD, "😢, 🙁, ☹, 😞, 😔, 😣, 😿, 🌧, :(, :-(, :'("),
    (_GRIEVING, "😭, 💔, 🥀"),
    (_WISTFUL, "🥲, 🍂"),
    (_TIRED, "😫, 😩, 🥱, 😪"),
    (_BORED, "😐, 🫤, 😶"),
    (_CALM, "😌, 🧘, 😇, 🕊, 🌿, 🍃, 🌊"),
    (_CONTENT, "☕, 😎"),
    (_SLEEPY, "😴, 💤, 🌙, 🛌"),
)
