"""Reports on one attack in our own words, of the shape of real ones: a newsroom that returns to it for weeks, and a text by
nobody known that names a group for which nobody vouches. `write` puts them into a folder.
"""

from __future__ import annotations

from pathlib import Path

VICTIM, CREW, BRAND, RUMOUR = "Harrow & Vale", "Scattered Spider", "DragonForce", "Black Cedar Front"
_WIRE = "https://wire-desk.example"

NEWSROOM = {
    "1-linked.txt": f"""Harrow & Vale breach linked to ransomware crew | {_WIRE}/1 | 2025-04-29

Ongoing outages at British retail giant Harrow & Vale are caused by a ransomware attack believed to be conducted by \
a hacking collective known as Scattered Spider. The attack forced Harrow & Vale to suspend online orders.
""",
    "2-again.txt": f"""Retailers on alert | {_WIRE}/2 | 2025-05-02

The attack on Harrow & Vale was carried out by Scattered Spider, which deployed the DragonForce ransomware on its \
network. Last week, Harrow & Vale confirmed that it suffered a cyberattack.
""",
    "3-claims.txt": f"""Gang claims attack on Harrow & Vale | {_WIRE}/3 | 2025-05-05

The DragonForce ransomware operation has claimed the attack on Harrow & Vale. The Harbour Times first reported that \
affiliates of the DragonForce ransomware operation are behind the attack on Harrow & Vale.
""",
    "4-claims-again.txt": f"""Harrow & Vale counts the cost | {_WIRE}/4 | 2025-05-21

Harrow & Vale expects a loss after the cyberattack in April. The DragonForce ransomware operation has claimed \
responsibility for the attack on Harrow & Vale. The attack on Harrow & Vale was attributed to Scattered Spider.
""",
}
SEED = {
    "seed.txt": """Harrow & Vale resumes online orders

Harrow & Vale has resumed online orders after a cyberattack that occurred in April. The cyberattack against Harrow & \
Vale has been linked to the Scattered Spider collective and another group called DragonForce. Furthermore, the \
cyberattack on Harrow & Vale has been linked to the militant group Black Cedar Front.
"""
}
SAME_PUBLISHER = {
    "5-more.txt": f"""One more look at the attack | {_WIRE}/5 | 2025-06-02

The April attack on Harrow & Vale was carried out by Scattered Spider. Shoppers have come back to the shops since.
"""
}
INDEPENDENT = {
    "6-evening.txt": """Vendor names crew | https://evening-courier.example/1 | 2025-05-12

Lantern Security said that the April attack on Harrow & Vale was carried out by Scattered Spider. The firm worked on \
the case.
""",
    "7-morning.txt": """Agency names crew | https://morning-mail.example/1 | 2025-05-14

The April attack on Harrow & Vale was the work of Scattered Spider, the National Crime Agency said. Arrests are to \
follow.
""",
}
NAMESAKE = {
    "8-namesake.txt": f"""Hacktivists deface ministry pages | https://island-herald.example/1 | 2024-06-13

The hacktivist group {BRAND} Malaysia ({BRAND}) attacked the Indian Ministry of Ports in June 2024, Lantern Security said. \
{BRAND}, based in Malaysia, defaced dozens of websites.
""",
    "9-bare.txt": f"""Clinic hit | https://valley-bugle.example/1 | 2025-03-13

The attack on Saint Brenda Hospital was carried out by {BRAND}, the hospital said.
""",
}


def write(folder: Path, *texts: dict[str, str]) -> list[Path]:
    """The texts as files of the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in ((n, t) for some in texts for n, t in some.items()):
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for some in texts for name in some]
