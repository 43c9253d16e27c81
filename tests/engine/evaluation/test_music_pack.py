from __future__ import annotations

import shutil

import pytest

from engine.evaluation.music_pack import CLUSTERS, TRACKS_FILE, MusicPackError, catalogue_of


def test_a_folder_without_tracks_is_refused_by_name(interactions):
    with pytest.raises(MusicPackError, match=TRACKS_FILE), catalogue_of(interactions):
        pass


def test_tracks_become_a_catalogue_that_is_gone_afterwards(interactions, track_table, tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(interactions, folder)
    track_table.to_parquet(folder / TRACKS_FILE)

    with catalogue_of(folder) as catalogue:
        assert len(catalogue) == len(track_table)
        assert len(catalogue.cluster_profiles) <= CLUSTERS


def test_what_is_no_table_is_refused(interactions, tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(interactions, folder)
    (folder / TRACKS_FILE).write_text("no table")

    with pytest.raises(MusicPackError, match="cannot be read"), catalogue_of(folder):
        pass
