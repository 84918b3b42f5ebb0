"""Pictures for invented posts: drawn here, so that no real child or place is shown."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (1280, 853)
# From one figure of a row to the next.
APART = 146
SKIES = ((214, 232, 240), (240, 228, 210), (222, 236, 222), (232, 224, 240))
JUMPERS = ((15, 92, 84), (140, 44, 72), (44, 72, 128), (180, 112, 32))
SKIN = ((244, 212, 184), (206, 156, 120), (148, 100, 70), (96, 64, 46))
HAIR = ((40, 28, 24), (92, 58, 34), (190, 148, 84), (24, 24, 28))


def class_picture(random: Random, people: int) -> bytes:
    """Two rows of drawn figures in front of a hill: a JPEG."""
    image = Image.new("RGB", SIZE, random.choice(SKIES))
    draw = ImageDraw.Draw(image)
    draw.ellipse((-300, 430, 1000, 1300), fill=(120, 160, 110))
    draw.ellipse((500, 480, 1800, 1400), fill=(98, 142, 98))
    jumper = random.choice(JUMPERS)
    for x, y in places(people):
        _figure(draw, random, x, y, jumper)
    return _jpeg(image)


def places(people: int) -> list[tuple[int, int]]:
    """Where each of them stands: half behind, and the others in front of the gaps between those."""
    behind, aside = people // 2, 0 if people % 2 else APART // 4
    return [*_row(behind, -aside, 300), *_row(people - behind, aside, 500)]


def _row(people: int, aside: int, y: int) -> list[tuple[int, int]]:
    """A row in the middle of the picture, or a little aside of it."""
    first = SIZE[0] // 2 + aside - APART * (people - 1) // 2
    return [(first + APART * place, y) for place in range(people)]


def work_picture(random: Random) -> bytes:
    """A child's painting of a house, without any child in it: a JPEG."""
    image = Image.new("RGB", SIZE, (250, 247, 238))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 620, SIZE[0], SIZE[1]), fill=(122, 170, 96))
    for _ in range(5):
        left, width = random.randint(60, 1000), random.randint(130, 220)
        draw.rectangle((left, 620 - width, left + width, 640), fill=random.choice(JUMPERS))
        draw.polygon(
            ((left - 20, 620 - width), (left + width / 2, 520 - width), (left + width + 20, 620 - width)),
            fill=(150, 66, 52),
        )
    draw.ellipse((1040, 60, 1180, 200), fill=(246, 200, 70))
    return _jpeg(image)


def _figure(draw: ImageDraw.ImageDraw, random: Random, x: int, y: int, jumper: tuple[int, int, int]) -> None:
    """One child-like figure, drawn from circles and a trapezium."""
    skin, hair = random.choice(SKIN), random.choice(HAIR)
    draw.polygon(((x - 52, y + 260), (x + 52, y + 260), (x + 36, y + 66), (x - 36, y + 66)), fill=jumper)
    draw.ellipse((x - 46, y - 52, x + 46, y + 46), fill=hair)
    draw.ellipse((x - 40, y - 36, x + 40, y + 60), fill=skin)
    for eye in (-16, 16):
        draw.ellipse((x + eye - 4, y + 2, x + eye + 4, y + 12), fill=(40, 30, 30))
    draw.arc((x - 18, y + 14, x + 18, y + 40), 20, 160, fill=(120, 50, 50), width=4)


def _jpeg(image: Image.Image) -> bytes:
    """The picture as bytes."""
    held = BytesIO()
    image.save(held, "JPEG", quality=82)
    return held.getvalue()
