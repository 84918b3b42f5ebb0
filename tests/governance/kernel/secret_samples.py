"""Made-up secrets and honest notes, by hand and by a seeded generator; none of them is anybody's."""

import base64
import random
import string

_LIST = (
    "otter lantern crumpet saddle walnut marble thunder pebble velvet copper bramble cobweb falcon ginger "
    "hammock kettle meadow nutmeg orchid puzzle quiver ribbon tunnel violet willow zipper anchor blanket "
    "cactus dolphin "
)
WORDS = tuple(_LIST.split())
BY_HAND = [
    "Xy7!kd", "Password1!", "P@ssw0rd", "letmein123", "Tr0ub4dor&3", "Sunshine2024!", "otter-lantern-crumpet",
    "BlueKettle42!", "9f86d081884c7d659a2feaa0c55ad015", "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "1234-5678",
    "7391-0462", "a1b2c-d3e4f", "PIN 4821", "The pin is 0937", "pin: 2468", "password is sunshine",
    "The password is Dolphin", "pw: correct horse battery", "Password: marmalade", "login head / Winter99",
    "Log in with office@harbour.example / teapot77", "username harbour password buttercup", "pw harbour22",
    "Your code is 483 920", "OTP 193847", "verification code: 552019", "one-time code 904 112",
    "recovery code 8842 1937", "the passphrase is velvet kettle tiger 9", "The password was changed to dragonfly",
    "Recovery codes:\n8841 2093\n1174 9920\n4432 8876", "The api key is 3f9ac17be2", "credentials: admin / hunter2",
    "new pw = Buttercup!", "the Instagram password is now Velvet77", "door code 4821", "Wi-Fi password: gumdrop88",
    "login: harbour / seashell", "PIN number 5519", "It is k7D!pq2Zw now", "use Qm4$vT8x to get in",
    "Password for the X account: tulips", "passcode 773301", "2FA code 118 204", "the pw is 'honeypot'",
    "I set the password to seagull", "AKIAIOSFODNN7EXAMPLE", "dGhpc0lzQVNlY3JldDEyMw==", "aB3xY9-pQ7rS2",
]  # fmt: skip
SENTENCES = (
    "{}",
    "{}",
    "The account opens with {} now.",
    "I changed it to {} on Monday",
    "Mrs Khan knows it ({}).",
    "For the Facebook page use {}, please.",
    "New one: {}",
    "Handed over at 3pm, {} works on the tablet too.",
    "The password is {}",
    "pw: {}",
    "Login office / {}",
)


def _strong(draw: random.Random) -> str:
    chosen = [draw.choice(string.ascii_lowercase) for _ in range(draw.randint(3, 6))]
    chosen += [draw.choice(string.ascii_uppercase) for _ in range(2)]
    chosen += [draw.choice(string.digits) for _ in range(2)] + [draw.choice("!@#$%^&*")]
    draw.shuffle(chosen)
    return "".join(chosen).replace("@", "!", 1) if chosen[0] in "@#" else "".join(chosen)


def _passphrase(draw: random.Random) -> str:
    return "".join(word.capitalize() for word in draw.sample(WORDS, draw.randint(1, 3))) + str(draw.randint(10, 9999))


def _three_words(draw: random.Random) -> str:
    return draw.choice("-._").join(draw.sample(WORDS, 3))


def _numbered_words(draw: random.Random) -> str:
    return draw.choice("-._").join([*draw.sample(WORDS, 2), str(draw.randint(10, 99))])


def _usual(draw: random.Random) -> str:
    return draw.choice(WORDS).capitalize() + draw.choice(("1!", "123!", "2024!", "99?", "#1", "01$"))


def _hex(draw: random.Random) -> str:
    return draw.randbytes(draw.choice((8, 16, 20))).hex()


def _base64(draw: random.Random) -> str:
    return base64.b64encode(draw.randbytes(draw.choice((15, 24)))).decode()


def _recovery(draw: random.Random) -> str:
    if draw.random() < 0.5:
        return f"{draw.randint(3000, 9999)}-{draw.randint(3000, 9999)}"
    return "-".join("".join(draw.choices("abcdefghjkmnp", k=3) + draw.choices("23456789", k=2)) for _ in range(2))


MAKERS = (_strong, _passphrase, _three_words, _numbered_words, _usual, _hex, _base64, _recovery)


def secrets_made_up(seed: int = 42) -> list[str]:
    """Two hundred texts that each give a secret away."""
    draw = random.Random(seed)
    made = [draw.choice(SENTENCES).format(MAKERS[number % len(MAKERS)](draw)) for number in range(200 - len(BY_HAND))]
    return BY_HAND + made


NOTES = [
    "The password was changed on Monday", "Password policy", "The password is kept in the school safe.",
    "Passwords: see the ICT store", "The password is with Mrs Khan", "The password is to be changed at the end of term",
    "Please remind staff of the password policy", "Password changed after Mr Bell left", "PIN kept by the office",
    "Her login did not work on 3 March", "Two-factor sign-in was turned on in 2025", "The password is strong",
    "A lesson about strong passwords for Year 5", "Password: changed", "Password: held by the communications officer",
    "She forgot her password again", "Login problems since Tuesday", "The log in page is slow", "Login/logout page",
    "The code of conduct was signed by all 24 staff", "Dress code from 2026", "Error code 404 on the old page",
    "Area code 0117", "Postcode BS1 4ST", "Cost code 4410", "The recovery codes are in the safe",
    "The api key is kept by the supplier", "Ask ICT for the Wi-Fi password", "The password has been reset",
    "Password reset for three accounts", "The password was known to a leaver", "The pin board in Room 12",
    "Pin the post to the top for 7 days", "Pinned post about World Book Day 2026", "His password expired on 12/10/2026",
    "The password is different on each account", "Passwords are changed every year", "The password was not shared",
    "Secret Santa on 12 December", "The secret is out: our new playground!", "Top-secret mission day for Year 4!",
    "Access was taken away at 15:30", "Sports day is on 12 July 2026 at 1.30pm", "Doors open 8.45am-9.00am",
    "Meeting in Room 14B at 10:30", "Hall, Block C, Floor 2", "See SA-7K2M9QXW4T and AU-4HXW2KD9PR",
    "Reference PO-7K3M9QXD2B was closed", "Call 0117 496 0123 and ask for the office", "Ring 020 7946 0958 ext. 214",
    "+44 117 496 0123", "Mobile 07700 900123", "14 Harbour Street, Bristol, BS1 4ST", "Unit 7, Riverside Park, LS1 3AB",
    "https://www.harbourprimary.example/news/2026/trip?id=4821", "https://x.com/harbourprimary/status/1700000000000000",
    "See www.gov.uk/keeping-children-safe", "office@harbour.example", "j.smith4@harbour.sch.uk",
    "#WorldBookDay2026 #Year4", "#HarbourReads2026!", "@harbour_primary", "@HarbourYear6", "The handle is @harbour4b",
    "Well done Year6!", "Year 4 and 5B&5C visited KS1", "KS1/KS2 assembly", "4x100m relay won by 7B", "Class 3B",
    "Year 11 (2025-2026)", "2025-26 term dates", "Open 0845-1515 every day", "Term 2025-2026", "£12.50 each, 10% off",
    "Tickets £3pp or 2 for £5", "20% of pupils (48 of 240)", "iPad9 and iPhone15 were replaced", "Office365 training",
    "Windows11 upgrade", "Samsung Galaxy S23 camera", "Canon EOS R50", "GoPro HERO12", "Nikon D3500", "Lenovo 300e",
    "HP ProBook 450 G9", "Chromebook3100 trolley", "Asset CAM-0142 and TAB0031", "File trip_letter-final2.docx",
    "IMG_20260312_143015.jpg", "DSC01234.JPG", "Photos 12-48 on the P: drive", "A4 and A3 posters", "MP4s only",
    "COVID-19 guidance", "GCSEs: 87% grade 4+", "Grade 9-1 results", "Ofsted URN 123456", "UPN A123456789012",
    "Parent-teacher association", "Face-to-face and day-to-day work", "State-of-the-art lab", "Stratford-upon-Avon trip",
    "An up-to-date list", "mother-in-law", "Well-being week", "Ashby-de-la-Zouch", "Two-year-olds", "St. Mary's C of E",
    "ISBN 978-0-14-132869-7", "Bus 42 leaves at 9:05", "Coach AB12 CDE, driver Tom", "Version 2.1.3 of the app",
    "M&S vouchers", "Q&A with Cllr O'Brien", "R&B night", "Section 3.2.1, page 14", "DfE 2026 (draft)", "1st XI v 2nd XI",
    "Smith-Jones family", "He/she may attend", "and/or both", "9am/10am start", "Fri 13th Nov", "2026-11-22",
    "12-Oct-2026", "22.11.26", "10:00-11:30", "Mon/Wed/Fri", "Year 6: 2 teachers, 1 TA", "3 x £4 = £12", "100% attendance",
    "H2O experiment", "CO2 monitors", "P4C training", "SATs2026 week", "CPD day 3/5", "EAL/SEND register", "B12 vitamins",
    "The old handle was harbour_primary_news", "Applied because parents asked; 3 of 5 governors agreed (60%)",
    "Aim: share news with parents!", "Who? Parents & carers", "Audience = parents + carers", "Run by Ms Lee & Mr Fox",
    "Reply within 2 working days", "Interaction: likes, shares, comments", "Success: 200 followers by Easter 2027",
    "Access code of practice", "The verification code never arrived", "Sign-in: see the staff handbook",
    "A new security code of practice for 2026", "Login details are held in the ICT store", "The PIN is not written down",
    "Credentials were handed over in person", "Token gift for Mrs Brown", "Key stage 2 results", "The key is with the caretaker",
    "Backup codes: in the safe", "The password is known only to the head", "Password last changed 2026-09-01",
    "password last changed in March 2026", "The password was changed by Mr Patel at 14:05", "Passwords of 12+ characters",
    "Use three random words for a password", "Never share your password", "Password sharing is not allowed",
]  # fmt: skip
PEOPLE = ("Mrs Khan", "Mr O'Neill", "Ms Lee-Smith", "Dr Patel", "Tom Fox", "the office", "Miss Brown", "the PTA")
DAYS = ("Monday", "Tue 6 Oct", "12/10/2026", "3 March", "2026-11-22", "Friday 13th", "the last day of term", "10 May")
THINGS = (
    "the harvest post",
    "Year 6 leavers' video",
    "#SportsDay2026",
    "class 4B's trip",
    "the X account",
    "KS1 photos",
)
FRAMES = (
    "{who} asked on {day} about {thing}.",
    "Removed {thing} at {time}; {who} agreed.",
    "{who}: {thing} needs 2 approvers by {day} ({time}).",
    "Room {room}, {time}. Bring {n} consent forms; cost £{n}.50.",
    "{who} left on {day}, so the password was changed by {time}.",
    "Tel. 0117 496 0{room}; {who}, {thing}",
    "Seen by {n} people before {time} on {day}; see {reference}.",
    "{who} is away until {day}. Moderator of {thing} meanwhile: {other}.",
    "{n}% of {thing} replies came after {time} - {other} to follow up",
    "Moved to {n} Harbour Lane, BS{n} 4QT; parents told {day}",
    "Password custody passed from {who} to {other} on {day}.",
    "Trip to @bristol_museum, {n} pupils, https://harbour.example/trips/{room}-{n}",
)


def honest_notes(seed: int = 7) -> list[str]:
    """Five hundred notes as schools write them, without a secret in any."""
    draw = random.Random(seed)
    return NOTES + [_note(draw) for _ in range(500 - len(NOTES))]


def _note(draw: random.Random) -> str:
    return draw.choice(FRAMES).format(
        who=draw.choice(PEOPLE),
        other=draw.choice(PEOPLE),
        day=draw.choice(DAYS),
        thing=draw.choice(THINGS),
        time=f"{draw.randint(8, 17)}:{draw.randint(0, 59):02}",
        room=draw.randint(101, 999),
        n=draw.randint(2, 60),
        reference="PO-" + "".join(draw.choices("23456789BCDFGHJKMNPQRSTVWXYZ", k=10)),
    )
