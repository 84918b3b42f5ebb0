"""Words by which an honest note is told from a secret: what schools call things, and what is said about passwords."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of classes, places, files, products and days: next to a number they are a name ("Year6", "Room12", "iPad9").
SCHOOL = _words(
    """
    academy adobe android anti apr april ark art assembly association aug august authority autumn award band being
    block boys branch building bus cam camera canva case centre chair chess child children chrome chromebook
    church class classes club co coach code college community computing copy corridor council course covid cricket
    cup day dec december deputy desk device doc draft drama early edition educational eight english ex excel eyfs
    facebook fair family feb february federation festival file final first five floor follow football form
    foundation four free french fri friday full galaxy games gcse geography german girls google governor grade
    group gym half hall head high history home house image infant infants info instagram ios ipad iphone jan
    january jul july jun june junior juniors key laptop late learning leavers lesson letter level library local
    long lunch macbook map mar march match maths meeting microsoft mid mon monday music needs netball new news
    newsletter nine non notice nov november nursery oct october off office old open page pages parent parents part
    party phase phone photo photos photoshop pic picture pixel plan play playground policy post powerpoint pre
    primary programme project pupil pupils re reception report room safeguarding safety sat saturday school
    science screen screenshot season second self semi sept september series session set seven short site six
    social spanish special sport sports spring staff stage stem step story summer sun sunday support surface
    swimming table tablet teacher teachers team ten tennis term third three thu thur thurs thursday ticket toilets
    tour town trip trust tue tues tuesday twitter two unit update upper vers version video visit volume wed
    wednesday week weeks well whole windows winter word world year years youtube yr zone zoom
    """
)
# Little words that hold a hyphened expression together: "up-to-date", "state-of-the-art", "Stratford-upon-Avon".
JOINTS = _words(
    """
    a age aged an and are as at based be by day de for free from hand if in into is it la le no not of off on
    on-site or our out over so term than the their time to under up upon ups was who with year you your
    """
)
# Words that, after "password is" or "PIN:", tell about it and do not give it away.
ABOUT = _words(
    """
    a about advice after again all already also always among an and annually another any are as ask asked at
    available awaiting back be because been before being belongs best between both by can cannot carefully
    case-sensitive change changed changes changing checked coming compromised confidential confirmed correct could
    covered created custody details different does dr due each either email emailed enough expired expires
    explained fine first for forgotten found from given goes gone good guessed guidance has have head headteacher
    held here hidden his history how however hygiene ict if important in incorrect is issued it its just kept
    known last later leaked less lesson likely lives locked long longer lost managed manager maybe miss missing
    monthly mr mrs ms must mx my n/a na necessary needed never new nine no nobody none normally not nothing now
    obsolete of off office officer ok okay old on once one only or our out over overdue page pending people per
    person policies policy poor possible private probably protected protection recorded recovered refreshed
    regularly renewed replaced required reset resets restricted revoked rotated rules safe same secret secure
    secured security see seldom sent separate set shared she should shown similar simple sir so some somebody
    someone soon staff stays still stolen stored strong stronger succession such supposed taken tbc tbd termly
    that the their them then there these they this those to today together tomorrow too training two unchanged
    under unique unknown until up updated urgent used usually valid very waiting wanted was we weak weaker weekly
    well what when where whether which who whom why will with withheld within without working wrong yearly yes yet
    you your yours
    """
)
# What people choose more often than anything else, as they are typed without capitals.
COMMON = _words(
    """
    000000 111111 123123 123abc 123qwe 1q2w3e 1q2w3e4r 1qaz2wsx 654321 a1b2c3 a1b2c3d4 abc123 abc1234 abcd1234
    admin123 admin1234 changeme changeme1 dragon1 iloveyou letmein letmein1 letmein123 monkey1 p4ssw0rd p4ssword
    pa55w0rd pa55word pass123 pass1234 passw0rd password1 password12 password123 qwerty1 qwerty12 qwerty123
    qwertyuiop secret1 secret123 test123 test1234 trustno1 welcome1 welcome123 zaq12wsx
    """
)
# The passphrase of the drawing that taught everybody to use passphrases.
PROVERBIAL = "correct horse"
