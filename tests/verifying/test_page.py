"""verify.html in a real browser, opened from a file with the network cut."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
import segno
from PIL import Image, ImageFilter
from tests.verifying.browser import CHROMIUM, Page, browser
from tests.verifying.test_codes import KEY, OTHER, SAID

from workshopdesk import verifying
from workshopdesk.verifying import PublicKey, base45, signed

if CHROMIUM is None:
    warnings.warn("No Chromium here: verify.html is not tried in a browser", stacklevel=1)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("chromium"),
]

REVOKED = replace(SAID, number="0003/ສພຂ.ຄມ-2025")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("verify")
    key = PublicKey(
        verifying.key_code(KEY.public), KEY.public, "ສະພາປະຊາຊົນ </script><b>", "Assembly"
    )
    revocations = verifying.revocation_list({REVOKED.number}, date(2026, 1, 1), KEY)
    file = folder / "verify.html"
    file.write_bytes(verifying.verification_page([key], [revocations]))
    with browser(folder / "profile") as opened:
        opened.open(file.as_uri())
        yield opened


def asked(page: Page, code: str) -> dict[str, str]:
    """Type a code as a scanner does, press Enter, and read what the page answers."""
    page.run(f"at('answer').dataset.state = '', at('code').value = {json.dumps(code)}")
    page.run(
        "at('code').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))"
    )
    return answered(page)


def answered(page: Page) -> dict[str, str]:
    """What the page says once it has judged."""
    answer = page.run(
        "new Promise((done) => { const look = () => at('answer').dataset.state"
        " ? done(JSON.stringify(Object.fromEntries([['state', at('answer').dataset.state],"
        " ...Array.from(document.querySelectorAll('dd'), (d) => [d.dataset.fact, d.textContent])"
        "]))) : setTimeout(look, 10); look(); })"
    )
    told: dict[str, str] = json.loads(answer)
    return told


def test_a_genuine_code_says_what_was_certified(page: Page) -> None:
    page.run("speak('lo')")
    answer = asked(page, signed(SAID, KEY))
    assert answer == {
        "state": "genuine",
        "number": SAID.number,
        "name": SAID.name,
        "event": SAID.event,
        "days": "15–16 ກັນຍາ 2025",
        "hours": page.run("word('hours_value')").replace("{n}", "12"),
        "issuer": "ສະພາປະຊາຊົນ </script><b>",
    }


def test_the_page_speaks_english_too(page: Page) -> None:
    page.run("speak('en')")
    assert asked(page, signed(SAID, KEY))["days"] == "15–16 September 2025"
    assert page.run("at('verdict').textContent") == "Genuine"
    assert page.run("document.documentElement.lang") == "en"


def test_revoked_expired_unknown_altered_and_rubbish_are_told_apart(page: Page) -> None:
    assert asked(page, signed(REVOKED, KEY))["state"] == "revoked"
    ended = replace(SAID, expires_on=date(2025, 10, 1))
    assert asked(page, signed(ended, KEY))["state"] == "expired"
    assert asked(page, signed(SAID, OTHER))["state"] == "unknown_issuer"
    whole = bytearray(base45.decode(signed(SAID, KEY).removeprefix(verifying.PREFIX)))
    whole[-1] ^= 1
    assert asked(page, verifying.PREFIX + base45.encode(bytes(whole)))["state"] == "altered"
    for rubbish in ("", "WD1:", "WD1:ABC", "0012/2025", "<img src=x onerror=alert(1)>", "ກ"):
        assert asked(page, rubbish)["state"] == "unreadable"


def test_a_thousand_flipped_bytes_are_refused(page: Page) -> None:
    chance = random.Random(5)
    whole = base45.decode(signed(SAID, KEY).removeprefix(verifying.PREFIX))
    codes = []
    for _ in range(1000):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        codes.append(verifying.PREFIX + base45.encode(bytes(flipped)))
    states = page.run(
        f"Promise.all({json.dumps(codes)}.map((code) => judged(code).then((a) => a.state,"
        " (e) => e instanceof Unreadable ? 'unreadable' : 'crash ' + e)))"
    )
    assert len(states) == len(codes)
    assert set(states) <= {"altered", "unknown_issuer", "unreadable"}


def test_browsers_without_the_curve_come_to_the_same_verdict(page: Page) -> None:
    genuine, forged = signed(SAID, KEY), signed(SAID, KEY)
    whole = bytearray(base45.decode(forged.removeprefix(verifying.PREFIX)))
    whole[-40] ^= 4
    codes = [genuine, verifying.PREFIX + base45.encode(bytes(whole))]
    judged = page.run(
        f"Promise.all({json.dumps(codes)}.map((code) => {{ const e = opened(code);"
        " return ed25519(fromBase64(DATA.keys[0].public), e.signature,"
        " toBeSigned(e.protectedBytes, e.payload)); }))"
    )
    assert judged == [True, False]


@pytest.mark.parametrize("blur", [0, 1.5])
def test_a_photographed_code_is_read(page: Page, tmp_path: Path, blur: float) -> None:
    drawn = tmp_path / "code.png"
    segno.make(signed(SAID, KEY), error="l", boost_error=False).save(str(drawn), scale=5, border=4)
    photograph = Image.new("RGB", (1200, 900), "#8899aa")
    code = Image.open(drawn).convert("RGB").rotate(7, expand=True, fillcolor="#ffffff")
    photograph.paste(code, (300, 150))
    photograph.filter(ImageFilter.GaussianBlur(blur)).save(tmp_path / "photo.jpg", quality=80)
    page.run("at('answer').dataset.state = ''")
    page.choose("#photo", tmp_path / "photo.jpg")
    answer = answered(page)
    assert (answer["state"], answer["number"]) == ("genuine", SAID.number)


def test_a_picture_without_a_code_is_told(page: Page, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "#224466").save(tmp_path / "sky.png")
    page.run("at('answer').dataset.state = ''")
    page.choose("#photo", tmp_path / "sky.png")
    assert answered(page)["state"] == "no_code"


def test_a_link_with_the_code_is_checked_on_opening(page: Page) -> None:
    address = page.run("location.href").split("#")[0]
    page.open("about:blank")
    page.open(f"{address}#{quote(signed(SAID, KEY))}")
    assert answered(page)["state"] == "genuine"


def test_nothing_was_asked_of_the_network(page: Page) -> None:
    entries = page.run("performance.getEntriesByType('resource').map((e) => e.name)")
    assert [name for name in entries if not name.startswith(("data:", "blob:"))] == []
