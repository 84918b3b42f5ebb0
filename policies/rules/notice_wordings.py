"""The wordings that Gatepost brings for notices to parents; each school edits them as it likes (C116, C209-C213)."""

from dataclasses import dataclass

from policies.rules.parent_notices import Topic


@dataclass(frozen=True)
class Wording:
    """A title and a text."""

    title: str
    text: str


FILTERS = """Dear parents and carers,

Your child goes online at [school], and we want you to know how we look after that.

What we filter: [name the filter, and which devices and networks it covers]. It keeps out what is unlawful or harmful to
children. No filter is perfect, so grown-ups watch as well.

What we monitor: [name the monitoring, what it sees, and who looks at its warnings]. A warning about a child goes to our
safeguarding team, who speak to the family where that is right.

At home the filter of the school does not help. Please look at the settings of your child’s devices and games, talk about
what they see, and tell us if something worries you.

[school]"""

TASKS = """Dear parents and carers,

This is what we ask children to do online for [school].

Where: [list the websites and apps, and for which year groups].
What for: [say what children do there, for example reading, spelling or homework].
With whom: [name the members of staff they may hear from there, or write that they meet nobody].

Nobody from school writes to children anywhere else, and never privately. If somebody does, please tell us the same day.

[school]"""

PICTURES = """Dear parents and carers,

We are glad when you come to our plays, matches and assemblies, and we know that you want to keep the moment.

Please take pictures for yourselves. Please do not post or send on anything that shows or names a child who is not yours,
unless that child’s own family has told you that they do not mind. Some children may not be shown for reasons that nobody
can see, and a kindly meant picture could put them at risk.

If you have posted such a picture already, please take it down. If you see your own child in somebody else’s post, tell
us, and we will help.

[school]"""

PLATFORM = """Dear parents and carers,

You can now use [name the learning platform] of [school]. Some pages there let you write comments. When you do, please:

- write about your own child’s learning, and nobody else’s
- name no other child, and share no picture of one
- be as courteous as you would be at the school gate
- keep your password to yourself, and sign out on a device that others use
- bring a worry or a complaint to us in person or by letter, where we can answer it properly.

We read what is written there and may remove a comment. Whoever keeps writing hurtfully may lose their access.

[school]"""

CODE = """Dear parents and carers,

This is the code by which families and [school] treat one another online. Please read it, and talk about it at home.

- We speak of children, families and staff with respect, on every network and in every group.
- We share no picture or detail of somebody else’s child.
- We do not speak in the name of the school.
- We bring complaints to the school and not to a network.
- We keep to the ages from which networks admit children, and know what ours do online.
- On the school’s own pages: [say whether families may comment there, and what is removed].

Where somebody breaks the code we first ask them to put it right, and then to come in and talk. After that we may have to
restrict them on our pages.

[school]"""

SHIPPED = {
    Topic.FILTERS: Wording("How your child is kept safe online at school", FILTERS),
    Topic.TASKS: Wording("What your child does online for school", TASKS),
    Topic.PICTURES: Wording("Please do not post pictures of other people’s children", PICTURES),
    Topic.PLATFORM: Wording("Using our learning platform", PLATFORM),
    Topic.CODE: Wording("Our social media code for families", CODE),
}
