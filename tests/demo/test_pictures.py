"""What the demonstration says of its pictures is true."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image

from demo.data import pictures
from demo.data.posts import ALTERNATIVE, SHOWN

HEAD, FEET = 52, 260


@pytest.mark.parametrize("people", [SHOWN, 2 * SHOWN, 5])
def test_the_figures_stand_in_two_rows(people):
    places = pictures.places(people)

    assert len(places) == people
    assert len({y for _, y in places}) == 2
    assert "two rows" in ALTERNATIVE


@pytest.mark.parametrize("people", [SHOWN, 2 * SHOWN])
def test_nobody_stands_outside_the_picture_or_hides_another_s_face(people):
    places = pictures.places(people)
    width, height = pictures.SIZE

    assert all(HEAD <= x <= width - HEAD and HEAD <= y <= height - FEET for x, y in places)
    assert len({x for x, _ in places}) == people
    assert Image.open(BytesIO(pictures.class_picture(Random(7), people))).size == pictures.SIZE
