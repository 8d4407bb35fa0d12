"""In which areas a point lies, against cases worked by hand and a ray-casting oracle."""

from hypothesis import given
from hypothesis import strategies as st

from stadsbeeld.geo.within import AreaIndex


def square(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_point_lies_in_every_area_that_holds_it_in_the_order_given() -> None:
    index = AreaIndex(
        [
            ("stad", square(4.0, 51.0, 5.0, 52.0)),
            ("buurt", square(4.4, 51.9, 4.5, 51.95)),
            ("elders", square(5, 50, 6, 51)),
        ]
    )
    assert index.around(4.48, 51.92) == ["stad", "buurt"]
    assert index.around(4.1, 51.1) == ["stad"]
    assert index.around(0.0, 0.0) == []


def test_the_border_belongs_to_both_neighbours() -> None:
    index = AreaIndex([("west", square(4.0, 51.0, 4.5, 52.0)), ("oost", square(4.5, 51.0, 5.0, 52.0))])
    assert index.around(4.5, 51.5) == ["west", "oost"]


def test_a_hole_is_outside_and_a_second_part_inside() -> None:
    hole = {
        "type": "MultiPolygon",
        "coordinates": [
            [square(0, 0, 4, 4)["coordinates"][0], square(1, 1, 2, 2)["coordinates"][0]],  # type: ignore[index]
            square(10, 10, 11, 11)["coordinates"],
        ],
    }
    index = AreaIndex([("eiland", hole)])
    assert index.around(1.5, 1.5) == []
    assert index.around(3, 3) == index.around(10.5, 10.5) == ["eiland"]


def test_no_areas_hold_nothing() -> None:
    assert AreaIndex([]).around(4.48, 51.92) == []


L_SHAPE = [(0.0, 0.0), (4.0, 0.0), (4.0, 1.0), (1.0, 1.0), (1.0, 4.0), (0.0, 4.0)]


def ray_cast(x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(L_SHAPE, L_SHAPE[1:] + L_SHAPE[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


@given(st.floats(-1, 5), st.floats(-1, 5))
def test_it_agrees_with_a_ray_cast_away_from_the_border(x: float, y: float) -> None:
    ring = [list(point) for point in [*L_SHAPE, L_SHAPE[0]]]
    index = AreaIndex([("l", {"type": "Polygon", "coordinates": [ring]})])
    near_border = any(abs(x - v) < 1e-9 for v in (0, 1, 4)) or any(abs(y - v) < 1e-9 for v in (0, 1, 4))
    if not near_border:
        assert (index.around(x, y) == ["l"]) == ray_cast(x, y)
