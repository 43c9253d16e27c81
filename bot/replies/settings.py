"""/settings: what holds in plain words, and buttons that change it in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from adapters.chat.message import Button, ButtonRow, ButtonStyle, Reply, ReplyKind
from adapters.values import Discovery, ListenerSettings
from bot.actions import Verb, action
from bot.replies.language import NATIVE_NAMES, in_context, marked, translated
from bot.replies.links import SERVICE_NAMES
from bot.replies.moods import goal_label, in_rows

AS_THE_APP = "auto"
ON, OFF = "on", "off"

_DISCOVERY_HOLDS = {
    Discovery.FAMILIAR: marked("Songs stay close to what you like."),
    Discovery.BALANCED: marked("Songs are near what you like, with some surprises."),
    Discovery.ADVENTUROUS: marked("Songs lead further away from what you like."),
}


class SettingsPage(StrEnum):
    """The menu, and what opens below it."""

    ALL = "all"
    SERVICE = "service"
    DISCOVERY = "discovery"
    LANGUAGE = "language"
    HISTORY = "history"


def settings_reply(settings: ListenerSettings, page: SettingsPage = SettingsPage.ALL) -> Reply:
    """One page of the settings as they are."""
    return _PAGES[page](settings)


def toast(sentence: str) -> Reply:
    """A change that was made."""
    return Reply(sentence, kind=ReplyKind.TOAST)


def explicit_holds(settings: ListenerSettings) -> str:
    """Whether explicit songs may come."""
    if settings.explicit_allowed:
        return translated("Explicit songs are allowed.")
    return translated("Explicit songs are left out.")


def service_holds(settings: ListenerSettings) -> str:
    """Where titles lead."""
    service = SERVICE_NAMES[settings.music_service]
    return translated("Titles link to {service}.").format(service=service)


def discovery_holds(settings: ListenerSettings) -> str:
    """How far from the familiar songs may lead."""
    return translated(_DISCOVERY_HOLDS[settings.discovery])


def language_holds(settings: ListenerSettings) -> str:
    """What Mien speaks."""
    if settings.language is None:
        return translated("I speak the language of your app.")
    language = NATIVE_NAMES[settings.language]
    return translated("I speak {language} with you.").format(language=language)


def sharing_holds(settings: ListenerSettings) -> str:
    """Who reads answers in groups."""
    if settings.shares_in_groups:
        return translated("In groups, everyone there may read my answers to you.")
    return translated("In groups, my answers are for you alone.")


def own_songs_hold(settings: ListenerSettings) -> str:
    """Which songs may come."""
    if settings.only_own_songs:
        return translated("I choose only from songs that you brought (see /songs).")
    return translated("I choose from all songs that I have.")


def history_holds(settings: ListenerSettings) -> str:
    """What is kept of answers."""
    if settings.keeps_history:
        return translated("I keep a history of your moods and songs.")
    return translated("I keep no history: only your last answer, and what I learned of your taste.")


def _all(settings: ListenerSettings) -> Reply:
    goal = translated("Your goal is “{goal}” (change it with /goal).")
    lines = (
        explicit_holds(settings),
        service_holds(settings),
        discovery_holds(settings),
        language_holds(settings),
        sharing_holds(settings),
        history_holds(settings),
        own_songs_hold(settings),
        goal.format(goal=goal_label(settings.goal)),
    )
    return Reply("\n".join(lines), buttons=_all_buttons(settings))


def _all_buttons(settings: ListenerSettings) -> tuple[ButtonRow, ...]:
    return (
        (_explicit_button(settings),),
        (_sharing_button(settings),),
        (_own_songs_button(settings),),
        (
            _opens(translated("Music service"), SettingsPage.SERVICE),
            _opens(in_context("how far from the familiar", "Discovery"), SettingsPage.DISCOVERY),
        ),
        (
            _opens(translated("Language"), SettingsPage.LANGUAGE),
            _opens(translated("History"), SettingsPage.HISTORY),
        ),
    )


def _explicit_button(settings: ListenerSettings) -> Button:
    if settings.explicit_allowed:
        return Button(translated("Leave explicit songs out"), action(Verb.EXPLICIT, OFF))
    return Button(translated("Allow explicit songs"), action(Verb.EXPLICIT, ON))


def _sharing_button(settings: ListenerSettings) -> Button:
    if settings.shares_in_groups:
        return Button(translated("Answer me alone in groups"), action(Verb.SHARING, OFF))
    return Button(translated("Share my answers in groups"), action(Verb.SHARING, ON))


def _own_songs_button(settings: ListenerSettings) -> Button:
    if settings.only_own_songs:
        return Button(translated("Choose from all songs"), action(Verb.ONLY_OWN, OFF))
    return Button(translated("🎯 Choose only from my songs"), action(Verb.ONLY_OWN, ON))


def _service(settings: ListenerSettings) -> Reply:
    buttons = [
        Button(name, action(Verb.SERVICE, service), pressed=service is settings.music_service)
        for service, name in SERVICE_NAMES.items()
    ]
    return _page(service_holds(settings), translated("Where do you listen?"), in_rows(buttons))


def _discovery(settings: ListenerSettings) -> Reply:
    labels = {
        Discovery.FAMILIAR: in_context("how far from the familiar", "Familiar"),
        Discovery.BALANCED: in_context("how far from the familiar", "Balanced"),
        Discovery.ADVENTUROUS: in_context("how far from the familiar", "Adventurous"),
    }
    buttons = [
        Button(label, action(Verb.DISCOVERY, dial), pressed=dial is settings.discovery)
        for dial, label in labels.items()
    ]
    question = translated("How far from the familiar may songs lead?")
    return _page(discovery_holds(settings), question, in_rows(buttons))


def _language(settings: ListenerSettings) -> Reply:
    labels = {AS_THE_APP: translated("As my app says"), **NATIVE_NAMES}
    chosen = settings.language or AS_THE_APP
    buttons = [
        Button(label, action(Verb.LANGUAGE, language), pressed=language == chosen)
        for language, label in labels.items()
    ]
    question = translated("Which language shall I speak?")
    return _page(language_holds(settings), question, in_rows(buttons))


def _history(settings: ListenerSettings) -> Reply:
    if settings.keeps_history:
        explained = translated(
            "If you stop that, everything but your last answer is deleted now and after every new "
            "answer, for good. What stays is what I learned: your likes and dislikes, your usual "
            "goals, and how often you corrected which mood to which; and what you brought: seed "
            "songs and lists. Songs may then come back sooner than after seven days."
        )
        button = Button(
            translated("Delete it and keep none"),
            action(Verb.HISTORY, OFF),
            ButtonStyle.DANGER,
        )
    else:
        explained = translated("Songs may come back sooner than after seven days.")
        button = Button(translated("Keep a history"), action(Verb.HISTORY, ON))
    return _page(history_holds(settings), explained, ((button,),))


def _page(holds: str, explained: str, rows: tuple[ButtonRow, ...]) -> Reply:
    back = _opens(translated("← Back"), SettingsPage.ALL)
    return Reply(f"{holds}\n{explained}", buttons=(*rows, (back,)))


def _opens(label: str, page: SettingsPage) -> Button:
    return Button(label, action(Verb.SETTINGS, page))


_PAGES: Mapping[SettingsPage, Callable[[ListenerSettings], Reply]] = MappingProxyType(
    {
        SettingsPage.ALL: _all,
        SettingsPage.SERVICE: _service,
        SettingsPage.DISCOVERY: _discovery,
        SettingsPage.LANGUAGE: _language,
        SettingsPage.HISTORY: _history,
    }
)
