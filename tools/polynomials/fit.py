"""Coefficients of the polynomials in the CPU backend's float32 functions: weighted minimax fits by Lawson's iteration.

    python tools/polynomials/fit.py

Prints, for each polynomial, the largest weighted error of the exact fit and the coefficients from the constant on, rounded to
float32. Wants numpy.
"""
import math

import numpy as np

POINTS = 4000
ROUNDS = 400


def fit(function, weight, low, high, degree):
    """The polynomial of that degree whose largest weighted error on [low, high] is least."""
    k = np.arange(POINTS)
    x = (low + high) / 2 + (high - low) / 2 * np.cos((2 * k + 1) * np.pi / (2 * POINTS))
    y = np.array([function(v) for v in x])
    weights = np.array([weight(v) for v in x])
    # In the Chebyshev basis the equations stay well conditioned.
    basis = np.polynomial.chebyshev.chebvander((2 * x - low - high) / (high - low), degree)
    share = np.ones(POINTS) / POINTS
    best = None
    for _ in range(ROUNDS):
        scale = np.sqrt(share) * weights
        coefficients, *_ = np.linalg.lstsq(basis * scale[:, None], y * scale, rcond=None)
        error = np.abs((basis @ coefficients - y) * weights)
        if best is None or error.max() < best[0]:
            best = (error.max(), coefficients)
        share = share * error
        share /= share.sum()
    polynomial = np.polynomial.Chebyshev(best[1], domain=[low, high]).convert(kind=np.polynomial.Polynomial)
    return best[0], polynomial.coef


def show(name, result):
    error, coefficients = result
    print(f"{name}: weighted error {error:.2e} = 2^{math.log2(error):.1f}")
    for coefficient in coefficients:
        print(f"   {np.float32(coefficient):.9g}f,")


def exp_rest(r):
    """(e^r - 1 - r) / r^2."""
    total, term = 0, 0.5
    for n in range(3, 25):
        total += term
        term *= r / n
    return total


def log_rest(f):
    """(ln(1 + f) - f + f^2/2) / f^3."""
    if abs(f) < 1e-2:
        return sum((-1) ** n * f**n / (n + 3) for n in range(12))
    return (math.log1p(f) - f + f * f / 2) / f**3


def erfc_exponent(t):
    """ln(1 - erf(t)) / t."""
    if t < 1e-4:
        return -2 / math.sqrt(math.pi) - t * 2 / math.pi
    return math.log(math.erfc(t)) / t


def sine_rest(s):
    """(sin r - r) / r^3 for s = r^2."""
    return sum((-1) ** (n + 1) * s**n / math.factorial(2 * n + 3) for n in range(10))


def cosine_rest(s):
    """(cos r - 1 + r^2/2) / r^4 for s = r^2."""
    return sum((-1) ** n * s**n / math.factorial(2 * n + 4) for n in range(10))


def tanh_rest(s):
    """(tanh x / x - 1) / x^2 for s = x^2."""
    x = math.sqrt(s)
    if s < 1e-3:
        return -1 / 3 + 2 * s / 15 - 17 * s * s / 315 + 62 * s**3 / 2835
    return (math.tanh(x) / x - 1) / s


half_ln2 = math.log(2) / 2 * 1.01
eighth_turn = (math.pi / 4 * 1.001) ** 2
for degree in (4, 5):
    show(f"exp, degree {degree}: e^r = 1 + r + r^2 q(r)", fit(exp_rest, lambda r: max(r * r, 1e-9), -half_ln2, half_ln2, degree))
for degree in (7, 8):
    show(f"log, degree {degree}: ln(1 + f) = f - f^2/2 + f^3 p(f)",
         fit(log_rest, lambda f: f * f, math.sqrt(0.5) - 1 - 1e-3, math.sqrt(2) - 1 + 1e-3, degree))
for degree in (7, 8):
    show(f"erf, degree {degree}: 1 - e^(t q(t))",
         fit(erfc_exponent, lambda t: t * math.erfc(t) / math.erf(t), 1e-9, 4.0, degree))
for degree in (2, 3):
    show(f"sin, degree {degree}: r + r^3 p(r^2)", fit(sine_rest, lambda s: s, 0, eighth_turn, degree))
show("cos: 1 - r^2/2 + r^4 p(r^2)", fit(cosine_rest, lambda s: s * s, 0, eighth_turn, 2))
for limit in (0.55, 0.625):
    show(f"tanh up to {limit}: x + x^3 p(x^2)", fit(tanh_rest, lambda s: s, 0, limit**2, 4))
