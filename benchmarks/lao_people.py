"""People as Lao lists write them, invented: the same person again otherwise, and others who look
like that person. Every Latin spelling here is written by hand, so that what compares names is
not measured against itself.

What varies follows how lists differ in practice: ຳ in two code points, ຫຼ and ຫລ, ໝ and ຫມ, titles
and ranks, Latin letters, slips of the finger, another phone, another unit. Namesakes and twins
are other people; so are brothers and sisters who share a phone.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from workshopdesk.domain.people import Sex
from workshopdesk.lao.names import split_name
from workshopdesk.matching.people import Known

# Parts of names with spellings people use on passports, cards and e-mail addresses.
GIVEN_FIRST = {
    "ຄຳ": "Kham Kam Kham", "ບຸນ": "Boun Bun Boun", "ສົມ": "Som Som", "ຈັນ": "Chan Chanh Jan",
    "ແກ້ວ": "Keo Kaeo Keo", "ທອງ": "Thong Tong", "ວັນ": "Vanh Van Wan", "ສີ": "Sy Si See",
    "ພອນ": "Phone Phon Pone", "ແສງ": "Seng Saeng", "ເພັດ": "Phet Phed Pet", "ໄຊ": "Xay Say Xai Sai",
    "ມະນີ": "Many Mani Manee", "ດວງ": "Douang Duang", "ອິນ": "In Inh", "ສຸ": "Sou Su",
    "ວິ": "Vi Vy", "ນວນ": "Nouan Nuan", "ຫຼ້າ": "La Lah", "ໝອນ": "Mone Mon", "ບົວ": "Boua Bua",
    "ຂວັນ": "Khouan Khuan Khwan", "ຍິ່ງ": "Nhing Ying", "ສຸກ": "Souk Suk", "ລັດ": "Rat Lat Lath",
}  # fmt: skip
GIVEN_SECOND = {
    "": "", "ໝັ້ນ": "manh man", "ມີ": "my mi mee", "ພອນ": "phone phon", "ຈັນ": "chanh chan",
    "ສີ": "sy si", "ແພງ": "pheng phaeng", "ຫຼ້າ": "la lah", "ໄຊ": "xay say", "ທອງ": "thong tong",
    "ວິໄລ": "vilay vilai", "ສະໝອນ": "samone samon", "ດາວັນ": "davanh davan", "ຕາ": "ta",
    "ລິຍາ": "liya lya", "ປະດິດ": "padith padit", "ສະຫວັນ": "savanh savan savanh",
    "ມະນີ": "many mani", "ເດດ": "deth det", "ໃຈ": "chay chai jai", "ຄຳ": "kham", "ສຸກ": "souk",
    "ແກ້ວ": "keo", "ວຽງ": "vieng viang", "ນຸ່ນ": "noun nun", "ຜິວ": "phiou phiu", "ເພັດ": "phet",
    "ລຸນ": "loun lun", "ເຮືອງ": "heuang huang", "ນະພາ": "napha napa", "ສິງ": "sing singh",
}  # fmt: skip
SURNAME_FIRST = {
    "ວົງ": "Vong", "ພົມມະ": "Phomma Pomma", "ໄຊຍະ": "Xaya Saya Xaiya", "ສີ": "Sy Si",
    "ແສງ": "Seng Saeng", "ລັດຕະນະ": "Rattana Lattana Ratana", "ສຸວັນນະ": "Souvanna Suvanna",
    "ອິນທະ": "Intha Inta", "ຈັນທະ": "Chantha Chanta Jantha", "ພັນທະ": "Phantha Panta",
    "ແກ້ວ": "Keo Kaeo", "ຄຳ": "Kham", "ທຳມະ": "Thamma Tamma", "ສຸກ": "Souk Suk", "ເພັດ": "Phet",
    "ບຸນ": "Boun Bun", "ມະນີ": "Many Mani", "ນົນທະ": "Nontha Nonta", "ວໍລະ": "Vola Vora",
    "ຫຼວງ": "Louang Luang", "ດາລາ": "Dala Dara", "ສິດທິ": "Sithi Sitthi Siti", "ຄູນ": "Khoun Khun",
    "ໂພທິ": "Phothi Poti", "ຍົດ": "Nhot Yot",
}  # fmt: skip
SURNAME_SECOND = {
    "ສະຫວັນ": "savanh savan", "ວົງ": "vong", "ສອນ": "sone son", "ພັກດີ": "phakdy phakdi",
    "ສຸກ": "souk suk", "ຈັກ": "chack chak", "ມະນີ": "many mani", "ວົງສາ": "vongsa vongsa",
    "ສີ": "sy si", "ທອງ": "thong", "ບຸບຜາ": "boubpha bupha", "ລາດ": "lath lat", "ໄຊ": "xay say",
    "ສົມບັດ": "sombath sombat", "ເດດ": "deth", "ດາລາ": "dala dara", "ແກ້ວ": "keo", "ນາມ": "nam",
    "ວິໄລ": "vilay vilai", "ປັນຍາ": "panya pagna", "ຍາ": "ya nya", "ຈະເລີນ": "chaleun chaleune",
}  # fmt: skip
CODES = "VT PH LM BK OU LP HO XA XI VI BL KH SV SL XE CH AT XS"
PROVINCES = [f"LA-{code}" for code in CODES.split()]
TITLES = ("ທ່ານ ", "ທ່ານ ນາງ ", "ນາງ ", "ທ້າວ ", "ສະຫາຍ ", "ທ່ານ ປອ. ", "ດຣ ", "ທ່ານ ພັອ ")


@dataclass(frozen=True)
class Listed:
    """One row: as the list has it, which person it is, and how it differs from the first row."""

    known: Known
    person: int
    kind: str


@dataclass(frozen=True)
class _Somebody:
    name: tuple[str, str]
    latin: tuple[str, str]
    sex: Sex
    year: int
    province: str
    organisation: str
    phone: str


class Generator:
    """Makes invented people from a seed."""

    def __init__(self, seed: int, people: int) -> None:
        self._random = random.Random(seed)
        self._units = [f"unit {n}" for n in range(max(people // 12, 8))]
        self._rows: list[Listed] = []
        self._persons = 0
        # As everywhere, few names are very common.
        self._weights = {
            id(parts): [1 / (n + 2) for n in range(len(parts))]
            for parts in (GIVEN_FIRST, GIVEN_SECOND, SURNAME_FIRST, SURNAME_SECOND)
        }
        while self._persons < people:
            self._one()
        self._random.shuffle(self._rows)

    def rows(self) -> list[Listed]:
        """All rows in one mixed order, each with its own id."""
        return [
            replace(row, known=replace(row.known, id=UUID(int=number)))
            for number, row in enumerate(self._rows)
        ]

    def _one(self) -> None:
        someone = self._somebody()
        self._list(someone, "first")
        roll = self._random.random()
        if roll < 0.45:
            for kind in self._random.sample(sorted(KINDS), self._random.choice((1, 1, 2))):
                self._rows.append(Listed(KINDS[kind](self, someone), self._persons, kind))
        self._persons += 1
        if 0.45 < roll < 0.55:
            self._other(self._namesake(someone), "namesake")
        elif 0.55 < roll < 0.60:
            self._other(self._twin(someone), "twin")
        elif 0.60 < roll < 0.65:
            self._other(self._sibling(someone), "sibling")

    def _other(self, someone: _Somebody, kind: str) -> None:
        self._list(someone, kind)
        self._persons += 1

    def _list(self, someone: _Somebody, kind: str) -> None:
        self._rows.append(Listed(self.known(someone), self._persons, kind))

    def _part(self, parts: dict[str, str]) -> tuple[str, str]:
        lao = self._random.choices(list(parts), self._weights[id(parts)])[0]
        return lao, self._random.choice(parts[lao].split() or [""])

    def _name(self, first: dict[str, str], second: dict[str, str]) -> tuple[str, str]:
        (lao_a, latin_a), (lao_b, latin_b) = self._part(first), self._part(second)
        return lao_a + lao_b, latin_a + latin_b

    def _somebody(self) -> _Somebody:
        given, surname = (
            self._name(GIVEN_FIRST, GIVEN_SECOND),
            self._name(SURNAME_FIRST, SURNAME_SECOND),
        )
        return _Somebody(
            (given[0], surname[0]),
            (given[1], surname[1]),
            self._random.choice((Sex.FEMALE, Sex.MALE)),
            self._random.randint(1955, 2004),
            self._random.choice(PROVINCES),
            self._random.choice(self._units),
            self.new_phone(),
        )

    def new_phone(self) -> str:
        """A mobile number nobody else was given."""
        return f"020{self._random.choice('25679')}{self._random.randrange(10**7):07d}"

    def _namesake(self, someone: _Somebody) -> _Somebody:
        other = self._somebody()
        same_province = self._random.random() < 0.25
        return replace(
            other,
            name=someone.name,
            latin=someone.latin,
            province=someone.province if same_province else other.province,
        )

    def _twin(self, someone: _Somebody) -> _Somebody:
        """Born the same day of the same parents: only the given name tells them apart."""
        other = self._sibling(someone)
        return replace(other, year=someone.year, phone=self.new_phone())

    def _sibling(self, someone: _Somebody) -> _Somebody:
        """A brother or sister who gives the family's phone."""
        other = self._somebody()
        while other.name[0] == someone.name[0]:
            other = self._somebody()
        return replace(
            other,
            name=(other.name[0], someone.name[1]),
            latin=(other.latin[0], someone.latin[1]),
            province=someone.province,
            phone=someone.phone,
        )

    def known(self, someone: _Somebody, name: str = "", latin: str = "") -> Known:
        """A row of a list about someone; lists leave things out."""
        some = self._random.random
        written = split_name(name or " ".join(someone.name)).name if not latin else ""
        return Known(
            None,
            written or latin,
            phones=(someone.phone,) if some() < 0.8 else (),
            sex=someone.sex if some() < 0.9 else None,
            organisation=someone.organisation if some() < 0.9 else "",
            province=someone.province if some() < 0.95 else "",
            birth_year=someone.year if some() < 0.4 else None,
        )

    # Ways in which the same person is listed again

    def again(self, someone: _Somebody) -> Known:
        """As before."""
        return self.known(someone)

    def spelling(self, someone: _Somebody) -> Known:
        """ຳ in two code points, ຫລ ຫມ ຫນ in two letters, spaces and invisible signs."""
        name = " ".join(someone.name)
        for one, two in (("ຳ", "ໍາ"), ("ຫຼ", "ຫລ"), ("ໝ", "ຫມ"), ("ໜ", "ຫນ")):
            name = name.replace(one, two)
        return self.known(someone, name.replace(" ", self._random.choice(("  ", "\u00a0", " "))))

    def tones(self, someone: _Somebody) -> Known:
        """Short for long vowels, a tone left out."""
        name = " ".join(someone.name)
        for one, two in (("ີ", "ິ"), ("ູ", "ຸ"), ("້", ""), ("່", "")):
            name = name.replace(one, two, self._random.choice((1, 2)))
        return self.known(someone, name)

    def title(self, someone: _Somebody) -> Known:
        """With a title or a rank before the name."""
        return self.known(someone, self._random.choice(TITLES) + " ".join(someone.name))

    def latin(self, someone: _Somebody) -> Known:
        """In Latin letters."""
        return self.known(someone, latin=" ".join(someone.latin))

    def typo(self, someone: _Somebody) -> Known:
        """One slip of the finger, in either word."""
        words = list(someone.name)
        which = self._random.randrange(2)
        words[which] = self._slip(words[which])
        return self.known(someone, " ".join(words))

    def _slip(self, word: str) -> str:
        at = self._random.randrange(len(word))
        letter = self._random.choice("ກຂຄງຈສຊຍດຕທນບປພມລວາິີຸູ")
        after = word[at + 1 :]
        ways = [word[:at] + after, word[:at] + letter + after, word[: at + 1] + letter + after]
        if after:
            ways.append(word[:at] + after[0] + word[at] + after[1:])
        return self._random.choice([w for w in ways if len(w) > 1])

    def phone(self, someone: _Somebody) -> Known:
        """With a new phone."""
        return self.known(replace(someone, phone=self.new_phone()))

    def unit(self, someone: _Somebody) -> Known:
        """In another organisation of the province."""
        return self.known(replace(someone, organisation=self._random.choice(self._units)))

    def given_only(self, someone: _Somebody) -> Known:
        """Called by the given name alone."""
        return self.known(someone, someone.name[0])

    def exchanged(self, someone: _Somebody) -> Known:
        """Surname first."""
        return self.known(someone, " ".join(reversed(someone.name)))


KINDS: dict[str, Callable[[Generator, _Somebody], Known]] = {
    "again": Generator.again,
    "exchanged": Generator.exchanged,
    "given name only": Generator.given_only,
    "Latin letters": Generator.latin,
    "new organisation": Generator.unit,
    "new phone": Generator.phone,
    "slip": Generator.typo,
    "spelling": Generator.spelling,
    "title": Generator.title,
    "tones, vowel length": Generator.tones,
}
