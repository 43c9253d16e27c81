import pytest

from tests.specifications import DiscordRequests, SpotifyRequests, TelegramRequests

TELEGRAM = {
    "methods": {
        "sendMessage": {
            "fields": [
                {"name": "chat_id", "types": ["Integer", "String"], "required": True},
                {"name": "text", "types": ["String"], "required": True},
                {"name": "entities", "types": ["Array of Entity"], "required": False},
                {"name": "media", "types": ["Media"], "required": False},
            ]
        },
        "getMe": {},
    },
    "types": {
        "Entity": {"fields": [{"name": "offset", "types": ["Integer"], "required": True}]},
        "Media": {"subtypes": ["Entity"]},
    },
}
DISCORD = {
    "paths": {
        "/channels/{channel_id}/messages": {
            "parameters": [{"name": "channel_id", "in": "path"}],
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Message"}}
                    },
                }
            },
            "get": {"parameters": [{"name": "limit", "in": "query"}]},
        },
        "/users/{user_id}": {"get": {}},
        "/users/@me": {"get": {"parameters": [{"name": "with_counts", "in": "query"}]}},
    },
    "components": {
        "schemas": {
            "Message": {
                "type": "object",
                "properties": {
                    "content": {"type": "string", "maxLength": 5},
                    "message_reference": {"$ref": "#/components/schemas/Reference"},
                    "attachments": {"items": {"properties": {"id": {"type": "string"}}}},
                },
            },
            "Reference": {"properties": {"message_id": {"type": "string"}}},
        }
    },
}
MESSAGES = "/channels/1/messages"
SPOTIFY = {
    "paths": {
        "/me/tracks": {"get": {"parameters": [{"$ref": "#/components/parameters/Limit"}]}},
        "/me/library": {"put": {"parameters": [{"name": "uris", "in": "query", "required": True}]}},
        "/playlists/{id}/items": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}
            }
        },
    },
    "components": {
        "parameters": {
            "Limit": {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "maximum": 50},
            }
        }
    },
}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": 1, "text": "hello"}),
        ("sendMessage", {"chat_id": "1", "text": 5}),
        ("sendMessage", {"chat_id": 1, "text": "a", "entities": [{"offset": 0}]}),
        ("sendMessage", {"chat_id": 1, "text": "a", "media": {"offset": 0}}),
        ("getMe", {}),
    ],
)
def test_calls_that_telegram_specifies_pass(method, params):
    requests = TelegramRequests(TELEGRAM)

    requests.check(method, params)

    assert (requests.checked, requests.violations) == (1, [])


@pytest.mark.parametrize(
    ("method", "params", "named"),
    [
        ("sendSong", {}, "no such method"),
        ("sendMessage", {"chat_id": 1}, "'text' is a required property"),
        ("sendMessage", {"chat_id": 1, "text": "a", "colour": "red"}, "colour"),
        ("sendMessage", {"chat_id": 1, "text": "a", "entities": [{"offset": "0"}]}, "entities/0"),
        ("getMe", {"text": "a"}, "text"),
    ],
)
def test_calls_that_telegram_does_not_know_are_violations(method, params, named):
    requests = TelegramRequests(TELEGRAM)

    requests.check(method, params)

    assert len(requests.violations) == 1
    assert named in requests.violations[0]


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("POST", MESSAGES, {}, {"content": "hello"}),
        ("POST", MESSAGES, {}, {"message_reference": {"message_id": 12}}),
        ("POST", MESSAGES, {}, {"attachments": [{"id": 0, "filename": "a"}]}),
        ("GET", MESSAGES, {"limit": "5"}, None),
        ("GET", "/users/@me", {"with_counts": "true"}, None),
        ("GET", "/users/12", {}, None),
    ],
)
def test_requests_that_discord_specifies_pass(method, path, query, body):
    requests = DiscordRequests(DISCORD)

    requests.check(method, path, query, body)

    assert (requests.checked, requests.violations) == (1, [])


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "named"),
    [
        ("POST", "/songs", {}, {}, "no such request"),
        ("DELETE", MESSAGES, {}, None, "no such request"),
        ("POST", MESSAGES, {}, {"content": "hello!"}, "too long"),
        ("POST", MESSAGES, {}, None, "no body"),
        ("POST", MESSAGES, {"wait": "true"}, {"content": "a"}, "wait"),
        ("GET", "/users/@me", {}, {"content": "a"}, "a body where none belongs"),
        ("GET", "/users/12", {"with_counts": "true"}, None, "with_counts"),
    ],
)
def test_requests_that_discord_does_not_know_are_violations(method, path, query, body, named):
    requests = DiscordRequests(DISCORD)

    requests.check(method, path, query, body)

    assert len(requests.violations) == 1
    assert named in requests.violations[0]


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", "/me/tracks", {"limit": "50"}, None),
        ("GET", "/me/tracks", {}, None),
        ("PUT", "/me/library", {"uris": "spotify:track:1"}, None),
        ("POST", "/playlists/1/items", {}, {"uris": []}),
    ],
)
def test_requests_that_spotify_specifies_pass(method, path, query, body):
    requests = SpotifyRequests(SPOTIFY)

    requests.check(method, path, query, body)

    assert (requests.checked, requests.violations) == (1, [])


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "named"),
    [
        ("GET", "/me/tracks/", {}, None, "no such request"),
        ("GET", "/me/tracks", {"limit": "51"}, None, "limit in the query"),
        ("GET", "/me/tracks", {"limit": "all"}, None, "not a number"),
        ("PUT", "/me/library", {}, None, "missing in the query: uris"),
        ("POST", "/playlists/1/items", {}, ["spotify:track:1"], "not of type 'object'"),
    ],
)
def test_requests_that_spotify_does_not_know_are_violations(method, path, query, body, named):
    requests = SpotifyRequests(SPOTIFY)

    requests.check(method, path, query, body)

    assert len(requests.violations) == 1
    assert named in requests.violations[0]


def test_without_a_specification_everything_passes():
    telegram, discord = TelegramRequests(None), DiscordRequests(None)

    telegram.check("sendSong", {})
    discord.check("POST", "/songs", {}, None)

    assert telegram.violations == discord.violations == []
