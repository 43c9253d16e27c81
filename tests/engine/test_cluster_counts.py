from engine.cluster_counts import CountScore, best_count, reason_for


def score(count, silhouette, stability):
    return CountScore(count, 1.0, silhouette, stability, stability)


def test_fewer_than_four_and_more_than_ten_are_never_chosen():
    scores = [score(2, 0.9, 1.0), score(4, 0.1, 1.0), score(5, 0.2, 0.95), score(11, 0.5, 1.0)]

    assert best_count(scores).count == 5


def test_clusters_that_depend_on_the_seed_are_not_chosen():
    assert best_count([score(4, 0.1, 0.95), score(8, 0.4, 0.6)]).count == 4


def test_the_most_stable_is_chosen_where_none_is_stable():
    assert best_count([score(4, 0.4, 0.5), score(8, 0.1, 0.7)]).count == 8


def test_the_reason_says_whether_the_seed_decides():
    assert reason_for(score(6, 0.183, 0.97)).startswith("6 has the best silhouette, 0.18")
    assert "8 comes nearest with 0.70" in reason_for(score(8, 0.2, 0.7))
