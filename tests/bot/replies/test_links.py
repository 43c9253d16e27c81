from adapters.values import MusicService
from bot.replies.links import links_for, player_url, service_urls

SPOTIFY_ID = "3z8h0TU7ReDPLIbEnYhWZb"


def test_a_known_id_leads_to_the_track_itself():
    urls = service_urls(SPOTIFY_ID, "Bohemian Rhapsody", ("Queen",))

    assert urls[MusicService.SPOTIFY] == f"https://open.spotify.com/track/{SPOTIFY_ID}"


def test_any_other_track_is_searched_for_everywhere():
    urls = service_urls("made-up", "AC/DC & Co?", ("Motörhead",))

    assert set(urls) == set(MusicService)
    assert all(url.endswith("AC%2FDC%20%26%20Co%3F%20Mot%C3%B6rhead") for url in urls.values())


def test_however_long_a_title_is_its_address_is_not():
    urls = service_urls("made-up", "長" * 500, ("名前",))

    assert all(len(url) <= 1000 for url in urls.values())


def test_the_preferred_service_comes_first():
    links = links_for(SPOTIFY_ID, "Song", ("Band",), preferred=MusicService.DEEZER)

    assert links[0].label == "Deezer"
    assert len(links) == len(MusicService)


def test_only_spotifys_own_ids_have_a_player():
    assert player_url(SPOTIFY_ID) == f"https://open.spotify.com/embed/track/{SPOTIFY_ID}"
    assert player_url("../../elsewhere") is None
