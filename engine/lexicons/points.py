"""Points on the circumplex that words share.

The points of the six names are those of `MOOD_POINTS`; the others are our own placing, after the
ratings in Russell & Mehrabian (1977) and the circle in Russell (1980), "A circumplex model of
affect".
"""

from __future__ import annotations

from engine.moods import Mood, MoodName, mood_named

HAPPY = mood_named(MoodName.HAPPY)
EXCITED = Mood(MoodName.HAPPY, 0.62, 0.75)
HOPEFUL = Mood(MoodName.HAPPY, 0.51, 0.23)
LOVING = Mood(MoodName.HAPPY, 0.80, 0.30)
PLAYFUL = Mood(MoodName.HAPPY, 0.70, 0.45)
SURPRISED = mood_named(MoodName.SURPRISED)
SHOCKED = Mood(MoodName.SURPRISED, -0.10, 0.75)
CURIOUS = Mood(MoodName.SURPRISED, 0.22, 0.45)
ANGRY = mood_named(MoodName.ANGRY)
FURIOUS = Mood(MoodName.ANGRY, -0.44, 0.80)
ANNOYED = Mood(MoodName.ANGRY, -0.50, 0.38)
FEARFUL = mood_named(MoodName.FEARFUL)
ANXIOUS = Mood(MoodName.FEARFUL, -0.35, 0.50)
INSECURE = Mood(MoodName.FEARFUL, -0.50, 0.20)
SAD = mood_named(MoodName.SAD)
GRIEVING = Mood(MoodName.SAD, -0.80, -0.15)
WISTFUL = Mood(MoodName.SAD, -0.25, -0.30)
TIRED = Mood(MoodName.SAD, -0.18, -0.57)
BORED = Mood(MoodName.SAD, -0.45, -0.55)
CALM = mood_named(MoodName.CALM)
CONTENT = Mood(MoodName.CALM, 0.60, -0.20)
SLEEPY = Mood(MoodName.CALM, 0.15, -0.70)
PLAIN = Mood(MoodName.CALM, 0.10, -0.10)
