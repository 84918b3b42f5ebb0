"""Invented names: combined at random from a fixed seed, so that nobody real is meant."""

from random import Random

GIVEN = (
    "Adaeze Aled Amara Aneira Anouk Arlo Asha Aurelia Benedikt Bronwen Caius Callum Cerys Cosmo Dafydd Delphine Dilys "
    "Edmund Eira Elowen Emeka Enid Esme Fabian Farah Fenella Fergus Finlay Gwendal Hana Hattie Idris Imogen Ines Isolde "
    "Jago Jarek Jessamy Juniper Kaja Keziah Kitto Lamorna Leif Linnet Lowri Lucian Maelys Magnus Mahala Marek Merryn "
    "Milo Mirza Nadia Nesta Niamh Ottilie Pascoe Perran Petroc Philippa Priya Quill Rafe Rhosyn Roisin Rowan Sabra "
    "Sampson Seren Silvan Sorrel Tamsin Tegan Thea Tobiah Una Vesper Wilf Wren Yestin Yusra Zennor Zofia"
).split()
FAMILY = (
    "Ashgrove Banwell Barrowby Bellweather Birkhall Brackenbury Bramwith Calloway-Reed Carnmore Chaddow Claypole "
    "Coldbrook Copplestone Corvill Crabtree-Ono Cresswater Dacombe Dallimore Dunmallet Eddowes Elverton Fairweathers "
    "Farthinghoe Fennimore Foxcote Gatherall Glassbrook Goldhanger Greywell Hallowes Harkaway Hazelbeech Heathfold "
    "Holloway-Pryce Inkpenny Ivinghall Jessopwell Kettlesworth Kilnhurst Lanyon-Oak Larkbeare Lillicrap Lowdale Marlpit "
    "Medwin Merriweather Millfold Netherby-Shah Nightingall Oakapple Oldershaw Okonjo-Bell O'Tarnley Pendragwell "
    "Pennyfeather Pettigrove Quarrington Ravensmoor Redfold Saltmarsh Sandilands Silverlock Snowball Sparrowhill "
    "Stillwater Swanmere Tanglewood Thistlewood Tolladine Tredinneck Underhay Vellacott Wainfleet Whinfell "
    "Wintersgill Wolvershill Yarrowby"
).split()
RELATIONSHIPS = ("Mother", "Father", "Mother", "Father", "Adoptive parent", "Legal guardian")


def full_name(random: Random) -> tuple[str, str]:
    """A given and a family name."""
    return random.choice(GIVEN), random.choice(FAMILY)
