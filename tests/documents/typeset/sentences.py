"""Texts the typesetting tests print: our own, with every kind of trouble real ones bring."""

from __future__ import annotations

LETTERS = "ທີ່ ນ້ຳ ຢັ້ງ ຂັ້ນ ຊຶ່ງ ກຸ່ມ ຫຼື້ ຜູ້ ຄໍ່າ ເຊື້ອ ໝໍ້ ຄໍາມ່ວນ ນໍ້າ ປີ່ ຫຼວງ ພັນໆ ຯລຯ"
PARAGRAPHS = (
    "ກອງປະຊຸມຄັ້ງນີ້ ຈັດຂຶ້ນເພື່ອແລກປ່ຽນບົດຮຽນ ແລະ ວາງແຜນວຽກຮ່ວມກັນ ລະຫວ່າງ ສະພາປະຊາຊົນແຂວງ, "
    "ອົງການຈັດຕັ້ງທາງສັງຄົມ ແລະ ຜູ້ນຳຂັ້ນບ້ານ ໃນວັນທີ 15-16 ກັນຍາ 2025 ທີ່ນະຄອນຫຼວງວຽງຈັນ.",
    "ຜູ້ເຂົ້າຮ່ວມທັງໝົດ 87 ຄົນ (ຍິງ 29 ຄົນ) ໄດ້ແບ່ງກຸ່ມປຶກສາຫາລື “ວິທີເກັບກຳຂໍ້ມູນ” ແລະ ລາຍງານຜົນ; "
    "ຄ່າໃຊ້ຈ່າຍລວມ ₭12.500.000 ຕາມໃບບິນເລກທີ 041/ຫກ ລົງວັນທີ 3/9/2025.",
    "ບົດລາຍງານສະບັບເຕັມ ແມ່ນເບິ່ງໄດ້ທີ່ https://example.org/workshops/2025?id=41&lang=lo ຫຼື "
    "ສອບຖາມ Ms Anna Fischer (anna.fischer@example.org), ໂທ 020 5551 2345.",
    "To Wave AVATAR fine office: the workshop’s “final” report – 100% ready, naïve façade, Łódź.",
    "ເສັ້ນທາງໄປບ້ານນ້ຳອ້ອຍໜູ່ໃໝ່ເຂດເຊື່ອມຕໍ່ເທິງພູຫຼັງໂຮງຮຽນປະຖົມສົມບູນນັ້ນຂຶ້ນເນີນສູງຊັນຫຼາຍຈົນລົດບໍ່ສາມາດແລ່ນຂຶ້ນໄດ້ໃນລະດູຝົນ",
)
NAMES = (
    "ສົມພອນ ສີອຸດົມພັນ",
    "ນ້ຳຝົນ ອ່ຳພອນ",
    "ທ້າວ ບຸນທຽມ ພົມມະສອນ",
    "ນາງ ຄໍາຫຼ້າ ນໍ້າຖ້ວມ",
    "ພົຈວ ສີສະຫວາດ ໄຊຍະວົງ",
    "ປອ. ເຂັ້ມແຂງ ຂຶ້ນສຸກ",
)
HOSTILE = (
    "<b>ສົມພອນ</b> & <img src='x.png'/>",
    "a < b && c > d \\ (e) [f] {g} %h #i /j",
    "່ກ້",
    "ກ ່ກ",
    "ກ້້ນ",
    "ິິີ",
    "ັ",
    "ນຳ້",
    "ກ່ີນ",
    "ສອງ  ຊ່ອງ   ວ່າງ",
    "ກ\u200bຂ ຄ\u2060ງ",
    "ຕົວ\u00a0ຕິດ ກັນ",
)
REFUSED = {
    "ສົມພອນ 😀 ສີ": (7, "GRINNING FACE"),
    "ກ\u202eຂ": (1, "RIGHT-TO-LEFT OVERRIDE"),
    "שלום": (0, "HEBREW LETTER SHIN"),
    "ມີ مرحبا": (3, "ARABIC LETTER MEEM"),
    "ກ\x00": (1, "CONTROL CHARACTER"),
    "ກ\x1b[0m": (1, "CONTROL CHARACTER"),
    "ກ\tຂ": (1, "CONTROL CHARACTER"),
    "\ue123": (0, "U+E123"),
    "ก": (0, "THAI CHARACTER KO KAI"),
    "中": (0, "CJK UNIFIED IDEOGRAPH-4E2D"),
    "ກ\ud800": (1, "U+D800"),
    "\U000e0041": (0, "TAG LATIN CAPITAL LETTER A"),
}
