from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _empty_surroundings(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MIEN_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_the_example_file_lists_every_setting_and_no_other():
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = [line.split("=")[0] for line in lines if line and not line.startswith("#")]

    assert sorted(listed) == sorted(f"MIEN_{name.upper()}" for name in Settings.model_fields)


def test_the_example_file_says_the_defaults(monkeypatch, tmp_path):
    defaults = read_settings()
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text())

    assert read_settings() == defaults


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("MIEN_WEB_PORT=1\n")
    monkeypatch.setenv("MIEN_WEB_PORT", "2")

    assert read_settings().web_port == 2


def test_a_key_inside_the_data_folder_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("MIEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MIEN_KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(SettingsError, match="MIEN_KEY_FILE must lie outside MIEN_DATA_DIR"):
        read_settings()


def test_a_wrong_setting_is_named_and_its_value_is_not_shown(monkeypatch):
    monkeypatch.setenv("MIEN_WEB_PORT", "secret-by-mistake")

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert "MIEN_WEB_PORT" in str(caught.value)
    assert "secret-by-mistake" not in str(caught.value)


def test_a_misspelt_setting_in_the_environment_is_refused(monkeypatch):
    monkeypatch.setenv("MIEN_WEBPORT", "1")

    with pytest.raises(SettingsError, match="MIEN_WEBPORT: there is no such setting"):
        read_settings()


def test_what_others_keep_in_the_file_is_none_of_our_business(tmp_path):
    (tmp_path / ".env").write_text("HTTP_PROXY=http://proxy\nMIEN_WEB_PORT=81\n")

    assert read_settings().web_port == 81


def test_a_misspelt_setting_in_the_file_is_refused(tmp_path):
    (tmp_path / ".env").write_text("MIEN_WEBPORT=1\n")

    with pytest.raises(SettingsError, match="MIEN_WEBPORT"):
        read_settings()


def test_a_file_that_is_no_text_is_refused_with_a_sentence(tmp_path):
    (tmp_path / ".env").write_bytes(b"MIEN_WEB_HOST=\xff\xfe")

    with pytest.raises(SettingsError, match="not UTF-8"):
        read_settings()


def test_secrets_never_appear_in_the_representation(monkeypatch):
    monkeypatch.setenv("MIEN_TELEGRAM_TOKEN", "123:very-secret")
    monkeypatch.setenv("MIEN_DATABASE_URL", "postgresql+asyncpg://mien:very-secret@db/mien")

    assert "very-secret" not in repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value", "for_all"),
    [
        ("HOST", "127.0.0.1", False),
        ("HOST", "127.8.8.8", False),
        ("HOST", "::1", False),
        ("HOST", "Localhost", False),
        ("HOST", "0.0.0.0", True),
        ("HOST", "::", True),
        ("HOST", "192.168.1.5", True),
        ("HOST", "localhost.example", True),
        ("NAMES", "localhost,[::1]", False),
        ("NAMES", "localhost,mien.example", True),
    ],
)
def test_a_page_that_others_reach_needs_a_secret(monkeypatch, name, value, for_all):
    monkeypatch.setenv(f"MIEN_WEB_{name}", value)
    assert read_settings().page_is_for_all is for_all

    monkeypatch.setenv("MIEN_WEB_SECRET", "twelve of it")
    assert read_settings().page_is_for_all is False


@pytest.mark.parametrize("secret", ["eleven of i", " twelve of it", "twelve of it "])
def test_a_secret_that_is_found_by_trying_is_refused_and_not_shown(monkeypatch, secret):
    monkeypatch.setenv("MIEN_WEB_SECRET", secret)

    with pytest.raises(SettingsError, match="MIEN_WEB_SECRET: 12 characters") as caught:
        read_settings()

    assert secret.strip() not in str(caught.value)


def test_proxies_are_addresses_and_networks(monkeypatch):
    monkeypatch.setenv("MIEN_WEB_PROXIES", "127.0.0.1, 172.16.0.0/12, ::1")

    assert read_settings().web_proxies == ("127.0.0.1", "172.16.0.0/12", "::1")


@pytest.mark.parametrize("proxies", ["proxy.example", "127.0.0.1,10.0.0.1/8", "0.0.0.0/0", "::/0"])
def test_a_proxy_that_could_be_anybody_is_refused(monkeypatch, proxies):
    monkeypatch.setenv("MIEN_WEB_PROXIES", proxies)

    with pytest.raises(SettingsError, match="MIEN_WEB_PROXIES"):
        read_settings()


def test_hosts_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("MIEN_WEB_NAMES", "mien.example, songs.example")

    assert read_settings().web_names == ("mien.example", "songs.example")


def test_the_page_on_all_interfaces_is_opened_on_this_machine(monkeypatch):
    monkeypatch.setenv("MIEN_WEB_HOST", "0.0.0.0")

    assert read_settings().page_url_at(81) == "http://127.0.0.1:81"


@pytest.mark.parametrize(
    "url", ["https://mien.example", "https://mien.example/", "https://mien.example/telegram"]
)
def test_the_webhook_is_at_the_path_that_takes_updates(monkeypatch, url):
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_URL", url)
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_SECRET", "a-Secret_1")

    assert read_settings().telegram_webhook_url == "https://mien.example/telegram"


@pytest.mark.parametrize("url", ["http://mien.example", "mien.example", "https://", "https://a b"])
def test_a_webhook_without_https_is_refused(monkeypatch, url):
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_URL", url)
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_SECRET", "a-Secret_1")

    with pytest.raises(SettingsError, match="MIEN_TELEGRAM_WEBHOOK_URL: an address"):
        read_settings()


@pytest.mark.parametrize("secret", ["with space", "ümlaut", "x" * 257, "line\n"])
def test_a_webhook_secret_that_no_header_carries_is_refused_and_not_shown(monkeypatch, secret):
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_URL", "https://mien.example")
    monkeypatch.setenv("MIEN_TELEGRAM_WEBHOOK_SECRET", secret)

    with pytest.raises(SettingsError, match="MIEN_TELEGRAM_WEBHOOK_SECRET: 1 to 256") as caught:
        read_settings()

    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIEN_TELEGRAM_WEBHOOK_URL", "https://mien.example"),
        ("MIEN_TELEGRAM_WEBHOOK_SECRET", "a-Secret_1"),
    ],
)
def test_webhook_and_secret_need_each_other(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match="need each other"):
        read_settings()


def test_without_a_list_everyone_may_come():
    settings = read_settings()

    assert (settings.allowed_people, settings.allowed_places) == ((), ())


def test_people_and_places_are_named_with_their_platform(monkeypatch):
    monkeypatch.setenv("MIEN_ALLOWED_PEOPLE", "discord:123, telegram:456")
    monkeypatch.setenv("MIEN_ALLOWED_PLACES", "discord:7,telegram:-100456")

    settings = read_settings()

    assert settings.allowed_people == ("discord:123", "telegram:456")
    assert settings.allowed_places == ("discord:7", "telegram:-100456")


@pytest.mark.parametrize("name", ["MIEN_ALLOWED_PEOPLE", "MIEN_ALLOWED_PLACES"])
@pytest.mark.parametrize("entry", ["4711", "web:4711", "discord:", "discord:ada", "discord:-4711"])
def test_an_entry_that_would_fit_nobody_is_refused(monkeypatch, name, entry):
    monkeypatch.setenv(name, f"discord:1,{entry}")

    with pytest.raises(
        SettingsError, match=f"{name}: every entry is a platform and an id"
    ) as caught:
        read_settings()

    assert "4711" not in str(caught.value)


def test_a_person_has_no_negative_id(monkeypatch):
    monkeypatch.setenv("MIEN_ALLOWED_PEOPLE", "telegram:-100456")

    with pytest.raises(SettingsError, match="MIEN_ALLOWED_PEOPLE"):
        read_settings()


def test_each_worker_has_a_photo_and_the_next_one_in_memory(monkeypatch):
    monkeypatch.setenv("MIEN_WORKERS", "3")

    assert read_settings().photos_at_once == 6


@pytest.mark.parametrize("alone", ["MIEN_SPOTIFY_CLIENT_ID", "MIEN_SPOTIFY_CLIENT_SECRET"])
def test_half_of_spotify_is_refused(monkeypatch, alone):
    monkeypatch.setenv(alone, "something")

    with pytest.raises(SettingsError, match="need each other"):
        read_settings()


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://mien.example/", "https://mien.example"),
        ("https://mien.example/songs/", "https://mien.example/songs"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_links_begin_with_the_public_address(monkeypatch, given, meant):
    monkeypatch.setenv("MIEN_PUBLIC_URL", given)

    assert read_settings().public_address == meant


@pytest.mark.parametrize(
    "given", ["mien.example", "http://mien.example", "http://localhost:8080", "ftp://a", "https://"]
)
def test_where_spotify_sends_nobody_is_refused(monkeypatch, given):
    monkeypatch.setenv("MIEN_PUBLIC_URL", given)

    with pytest.raises(SettingsError, match="MIEN_PUBLIC_URL"):
        read_settings()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_without_a_public_address_links_lead_to_this_machine(monkeypatch, host):
    monkeypatch.setenv("MIEN_WEB_HOST", host)

    assert read_settings().public_address == "http://127.0.0.1:8080"
