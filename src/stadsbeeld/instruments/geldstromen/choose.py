"""Which mix of keys is used for which taakveld in which gemeente, and what part each area gets by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stadsbeeld.instruments.geldstromen import grades
from stadsbeeld.instruments.geldstromen.keys import CITY_MIX, KeyTable, Mix
from stadsbeeld.instruments.geldstromen.weights import Bools, Floats, Ground, Ints, Slots, Weighed, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """`tried` [L]: the different lists of mixes, as indices of `mixes` [M]; `choice` [L, G]: the first that is usable.

    `usable` [M, G]: every figure is told in every area, and there is anything to allocate by. `shares` [M, S]: the part
    of each slot; those of a gemeente sum to 1 where the mix is usable, and are 0 where it is not. `weighed` by key.
    """

    ground: Ground
    mixes: Sequence[Mix]
    tried: Sequence[tuple[int, ...]]
    choice: Ints
    usable: Bools
    shares: Floats
    weighed: Mapping[str, Weighed]

    @property
    def slots(self) -> Slots:
        return self.ground.slots

    @property
    def city(self) -> int:
        return self.mixes.index(CITY_MIX)

    @property
    def used(self) -> Bools:
        """[M, G]: any list uses the mix there."""
        found = np.zeros_like(self.usable)
        found[self.choice, np.arange(self.usable.shape[1])] = True
        return found

    def grades(self, table: KeyTable) -> np.ndarray:
        """[L, M], as text: the grade of a mix where it is used for that list.

        A mix that is not the first of its list is one step worse than the first would have been, or as bad as it is.
        """
        own = [table.grade(mix) for mix in self.mixes]
        return np.array(
            [
                [
                    grade if n == one[0] else grades.worst([grade, grades.lowered(own[one[0]])])
                    for n, grade in enumerate(own)
                ]
                for one in self.tried
            ]
        )


def choose(ground: Ground, table: KeyTable, tried: Sequence[tuple[Mix, ...]]) -> Chosen:
    """`tried`: lists of mixes, all different, each ending in a mix that is always usable (the city as a whole)."""
    slots = ground.slots
    mixes = list(dict.fromkeys([*(mix for one in tried for mix in one), CITY_MIX]))
    weighed = {key: weigh(table.keys[key], ground) for key in dict.fromkeys(key for mix in mixes for key in mix.keys)}
    keys = {key: _usable(slots, one) for key, one in weighed.items()}
    usable = np.array([np.logical_and.reduce([keys[key] for key in mix.keys]) for mix in mixes])
    numbers = [tuple(mixes.index(mix) for mix in one) for one in tried]
    return Chosen(
        ground=ground,
        mixes=mixes,
        tried=numbers,
        choice=np.array([np.array(one)[np.argmax(usable[list(one)], axis=0)] for one in numbers], dtype=np.int64),
        usable=usable,
        shares=np.array([shared(slots, weighed, mix) for mix in mixes]) * usable[:, slots.gm],
        weighed=weighed,
    )


def _usable(slots: Slots, weighed: Weighed) -> Bools:
    sums = slots.sums(weighed.values)
    found: Bools = np.isfinite(sums) & (sums > 0)
    return found


def shared(slots: Slots, weighed: Mapping[str, Weighed], mix: Mix) -> Floats:
    """[…, S]: Σ_m w_m · k⁽ᵐ⁾/Σk⁽ᵐ⁾; a key without any weight in a gemeente gives nothing there."""
    whole: Floats = np.zeros(len(slots.gm))
    for key, weight in mix.weights:
        values = np.nan_to_num(weighed[key].values)
        sums = slots.sums(values)
        part = np.divide(weight, sums, out=np.zeros_like(sums), where=sums > 0)
        whole = whole + values * part[..., slots.gm]
    return whole
