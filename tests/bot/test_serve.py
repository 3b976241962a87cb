"""The server leaves the other cores to the processes beside it."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from bot.serve import use_one_thread


def _blas_threads() -> set[int]:
    return {
        one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"
    }


def test_products_are_made_in_one_thread() -> None:
    matrix = np.arange(12, dtype=np.float32).reshape(4, 3)
    with threadpool_limits(limits=2, user_api="blas"):  # given back to other tests
        expected = matrix @ matrix.T
        assert _blas_threads() == {2}
        use_one_thread()
        assert _blas_threads() == {1}
        assert np.array_equal(matrix @ matrix.T, expected)
