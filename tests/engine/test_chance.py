import numpy as np

from engine.chance import standard_normals


def test_normals_have_the_moments_of_a_standard_normal_distribution():
    normals = standard_normals(np.random.default_rng(1), 1000, 301).astype(np.float64)

    assert normals.shape == (1000, 301)
    assert abs(normals.mean()) < 0.01
    assert abs(normals.var() - 1) < 0.01
    assert abs((normals**3).mean()) < 0.03
    assert abs((normals**4).mean() - 3) < 0.05


def test_normals_of_one_row_tell_nothing_of_another():
    normals = standard_normals(np.random.default_rng(2), 6, 20_001).astype(np.float64)

    correlations = np.corrcoef(normals) - np.eye(6)

    assert np.abs(correlations).max() < 0.04


def test_the_same_seed_gives_the_same_normals():
    some, others = (standard_normals(np.random.default_rng(3), 3, 5) for _ in range(2))

    assert np.array_equal(some, others)


def test_a_length_of_nothing_is_no_infinity():
    class Zeros(np.random.Generator):
        def random(self, size, dtype):
            return np.zeros(size, dtype=dtype)

    normals = standard_normals(Zeros(np.random.PCG64(0)), 2, 2)

    assert np.isfinite(normals).all()
