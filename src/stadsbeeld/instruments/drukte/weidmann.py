"""Weidmann's relation of speed, density and flow of people (U. Weidmann, Transporttechnik der Fussgänger, 1993).

v(k) = 1.34 · (1 − exp(−1.913 · (1/k − 1/5.4))) m/s, k in p/m²; flow = k · v in p/m/s. A flow has two densities.
"""

import math
from dataclasses import dataclass

FREE_SPEED_M_S, GAMMA_P_M2, JAM_P_M2 = 1.34, 1.913, 5.4
# Where the flow is largest (1.225 p/m/s), found to four decimals by trying each.
BEST_P_M2 = 1.7507
CERTAIN_UP_TO_P_M_MIN = 49.0
UNCERTAIN_FROM_P_M_MIN = 60.0


def speed_m_s(density_p_m2: float) -> float:
    """Walking speed at a density of (0, 5.4]; 1.34 m/s at none, 0 from 5.4 on."""
    if density_p_m2 <= 0:
        return FREE_SPEED_M_S
    if density_p_m2 >= JAM_P_M2:
        return 0.0
    return FREE_SPEED_M_S * (1 - math.exp(-GAMMA_P_M2 * (1 / density_p_m2 - 1 / JAM_P_M2)))


def flow_p_m_s(density_p_m2: float) -> float:
    """People a second through one metre of effective width."""
    return density_p_m2 * speed_m_s(density_p_m2)


CAPACITY_P_M_S = flow_p_m_s(BEST_P_M2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Densities:
    """The two densities (p/m²) that give one flow: people walk freely, or shuffle in a jam.

    `uncertain`: the flow alone cannot tell which (above 60 p/m/min); show the interval and say so. Both are None
    where the flow is above what Weidmann's relation can carry.
    """

    free: float | None
    jammed: float | None
    uncertain: bool


def densities(flow_p_m_min: float) -> Densities:
    """Both branches for a flow through one metre of effective width. Bisection, to 1e-9 p/m²."""
    flow = flow_p_m_min / 60
    uncertain = flow_p_m_min > UNCERTAIN_FROM_P_M_MIN
    if flow > CAPACITY_P_M_S:
        return Densities(free=None, jammed=None, uncertain=True)
    return Densities(free=_branch(flow, 0.0, BEST_P_M2), jammed=_branch(flow, JAM_P_M2, BEST_P_M2), uncertain=uncertain)


def _branch(flow: float, low_flow_end: float, best: float) -> float:
    below, above = low_flow_end, best
    while abs(above - below) > 1e-9:
        middle = (below + above) / 2
        if flow_p_m_s(middle) < flow:
            below = middle
        else:
            above = middle
    return (below + above) / 2
