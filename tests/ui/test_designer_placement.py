"""Where boxes go: snapping, pulling, aligning, distributing; steps back and forward. No widget."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.documents import design as d
from workshopdesk.documents.design import Box
from workshopdesk.ui.designer import placement as p
from workshopdesk.ui.designer.presenter import KINDS, Editing

lengths = st.integers(0, 400).map(lambda n: n / 2)
boxes = st.builds(Box, lengths, lengths, lengths, lengths)
PAGE = Box(0, 0, 297, 210)


@given(boxes, st.lists(boxes, max_size=4))
def test_what_snaps_stands_on_a_line_or_on_whole_millimetres(box: Box, others: list[Box]) -> None:
    found = p.snap_move(box, p.lines_of(297, 210, others))
    to = found.box
    assert (to.width, to.height) == (box.width, box.height)
    assert abs(to.x - box.x) <= p.REACH
    assert abs(to.y - box.y) <= p.REACH
    if found.x is None:
        assert to.x == pytest.approx(round(to.x))
    else:
        places = (to.x, to.x + to.width / 2, to.right)
        assert min(abs(at - found.x) for at in places) < 1e-6


def test_the_nearest_line_wins() -> None:
    lines = p.lines_of(297, 210, [Box(50, 50, 10, 10)])
    assert p.snap_move(Box(49.4, 120.3, 30, 7), lines).box == Box(50, 120, 30, 7)
    assert p.snap_move(Box(147.6, 30, 2, 2), lines).box.x == pytest.approx(147.5)  # page's middle
    assert p.snap_move(Box(18.5, 30, 20, 2), lines).x == 20  # the margin
    far = p.snap_move(Box(70.4, 120.4, 3, 3), p.Lines())
    assert (far.box, far.x, far.y) == (Box(70, 120, 3, 3), None, None)


@given(boxes, st.sampled_from(p.HANDLES), lengths, lengths)
def test_pulling_moves_only_the_sides_of_the_handle(
    box: Box, handle: p.Handle, right: float, down: float
) -> None:
    box = Box(box.x, box.y, box.width + 1, box.height + 1)
    for by in ((right, down), (-right, -down)):
        found = p.resized(box, handle, *by)
        assert found.width >= p.LEAST - 1e-9
        assert found.height >= p.LEAST - 1e-9
        if "w" not in handle:
            assert found.x == box.x
        if "e" not in handle:
            assert found.right == pytest.approx(box.right)
        if "n" not in handle:
            assert found.y == box.y
        if "s" not in handle:
            assert found.bottom == pytest.approx(box.bottom)


def test_a_pulled_side_snaps_alone() -> None:
    found = p.snap_resize(Box(50, 50, 97.8, 10.2), "se", p.lines_of(297, 210, []))
    assert found.box == Box(50, 50, 98.5, 10)
    assert (found.x, found.y) == (148.5, None)


@given(st.lists(boxes, min_size=1, max_size=6), st.sampled_from(p.EDGES))
def test_aligned_boxes_share_the_edge(found: list[Box], edge: p.Edge) -> None:
    shares = {
        "left": lambda b: b.x, "centre": lambda b: b.x + b.width / 2, "right": lambda b: b.right,
        "top": lambda b: b.y, "middle": lambda b: b.y + b.height / 2, "bottom": lambda b: b.bottom,
    }  # fmt: skip
    made = p.aligned(found, edge, PAGE)
    assert len({round(shares[edge](box), 6) for box in made}) == 1
    if len(found) == 1:
        assert shares[edge](made[0]) == pytest.approx(shares[edge](PAGE))


@given(st.lists(boxes, min_size=3, max_size=6, unique_by=lambda b: b.x), st.booleans())
def test_distributed_boxes_have_equal_gaps(found: list[Box], across: bool) -> None:
    made = p.distributed(found, across=across)
    order = sorted(range(len(found)), key=lambda n: found[n].x if across else found[n].y)
    ends = [(b.x, b.right) if across else (b.y, b.bottom) for b in (made[n] for n in order)]
    gaps = [b[0] - a[1] for a, b in pairwise(ends)]
    assert max(gaps) - min(gaps) < 1e-6
    assert made[order[0]] == found[order[0]]


@given(boxes)
def test_what_is_kept_on_the_page_is_on_it(box: Box) -> None:
    found = p.kept_on(p.moved(box, 300, -50), 297, 210)
    assert found.x >= 0
    assert found.y >= 0
    assert found.right <= 297 + 1e-9
    assert found.bottom <= 210 + 1e-9


# Steps


def editing(*places: Box) -> Editing:
    layers = tuple(d.TextLayer(box=box, text=f"{n}") for n, box in enumerate(places))
    return Editing(d.Design("A", True, layers))


THREE = (Box(10, 10, 20, 10), Box(40, 15, 20, 10), Box(100, 50, 20, 10))


@given(st.lists(st.sampled_from(("move", "grow", "copy", "bin", "up", "down", "add", "turn"))))
def test_every_step_is_taken_back_and_done_again(verbs: list[str]) -> None:
    work = editing(*THREE)
    before = work.design
    run: dict[str, Callable[[], bool]] = {
        "move": lambda: work.move(3, 4), "grow": lambda: work.grow(2, 2),
        "copy": work.duplicate, "bin": work.remove, "up": lambda: work.lift(1),
        "down": lambda: work.lift(-1), "add": lambda: work.add("code"),
        "turn": lambda: work.turn_page(landscape=not work.design.landscape),
    }  # fmt: skip
    work.choose([0, 2])
    for verb in verbs:
        run[verb]()
        assert all(0 <= n < len(work.layers) for n in work.chosen)
        for layer in work.layers:
            assert p.kept_on(layer.box, work.page.width, work.page.height) == layer.box
    after = work.design
    while work.undo():
        pass
    assert work.design == before
    while work.redo():
        pass
    assert work.design == after


def test_locked_layers_stay() -> None:
    work = editing(*THREE)
    work.choose([1])
    work.set(locked=True)
    assert not work.move(5, 5)
    assert not work.remove()
    assert work.at(45, 20) is None
    assert work.at(12, 12) == 0


def test_what_is_chosen_moves_together_and_stops_at_the_edge() -> None:
    work = editing(*THREE)
    work.choose([0, 1])
    work.move(-50, 0)
    assert [layer.box.x for layer in work.layers] == [0, 30, 100]


def test_layers_lift_past_others_together() -> None:
    work = editing(*THREE)
    work.choose([0, 1])
    work.lift(1)
    assert [layer.text for layer in work.layers if isinstance(layer, d.TextLayer)] == [
        "2", "0", "1",
    ]  # fmt: skip
    assert work.chosen == (1, 2)
    assert not work.lift(1)


def test_the_same_picture_is_kept_once_and_signatures_in_their_places() -> None:
    work = editing()
    work.add_picture(b"one")
    work.add_picture(b"one")
    work.add("signatories")
    work.sign_with(1, b"two")
    assert sorted(work.design.pictures.values()) == [b"one", b"two"]
    (layer,) = (x for x in work.layers if isinstance(x, d.SignatoriesLayer))
    assert layer.pictures == ("", "picture2")
    work.sign_with(1, None)
    assert [x.pictures for x in work.layers if isinstance(x, d.SignatoriesLayer)] == [()]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("landscape", [True, False])
def test_new_layers_stand_on_the_page(kind: str, landscape: bool) -> None:
    work = Editing(d.Design("A", landscape))
    work.add(kind)
    (layer,) = work.layers
    assert p.kept_on(layer.box, work.page.width, work.page.height) == layer.box
    assert work.chosen == (0,)
