"""What can be with a number of the register."""

USED, RESERVED, AWAITED, VOID = "dipakai", "disediakan", "ditunggu", "batal"
STATES = {USED: "Dipakai", RESERVED: "Disediakan", AWAITED: "Menunggu nomor", VOID: "Batal"}
