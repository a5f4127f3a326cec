"""Readings made by hand, so that the views are tested on everything a reading can hold, not on what is read today."""

from __future__ import annotations

from recoupe.model import (
    Account,
    Damage,
    Date,
    Details,
    Discrepancy,
    DiscrepancyKind,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Mark,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Region,
    Source,
    SourceKind,
    Span,
    Status,
)

FRENCH = (
    "Un convoi minier anéanti sur la route de Zouérat\n\n"
    "Le site de Choum après l'attaque. (Photo d'archives)\n\n"
    "Au moins trois gardes auraient été tués mardi matin dans l'attaque d’un convoi minier près de Choum, affirment "
    "des sources locales. Selon le site Atar Matin, qui cite une vidéo non datée, «\u00a0deux camions ont été détruits "
    "par une mine\u00a0».\n\n"
    "Le colonel Ely Ould Sidatt, porte-parole de l'armée, a démenti\u00a0: «\u00a0Aucun garde n'a été tué.\u00a0» "
    "Le Front des Dunes (FD), mouvement armé se disant l’héritier des caravaniers du Nord et de l’Adrar réunis, a "
    'revendiqué l\'attaque et parle de douze morts <script>alert("x")</script>.\n\n'
    "قال شاهد إن الشاحنة احترقت.\n\n"
    "Partager cet article"
)

ENGLISH = (
    "Army denies ambush on Fort Trinquet road\n\n"
    "NOUAKCHOTT, 6 March 2024 - Two drivers may have been abducted near Bir Moghrein, a shepherd told Coast Wire. "
    'The army rejected the report "in full".\n\n'
    "Residents plan to block the road next week."
)

RULE = Provenance("factory.made_by_hand", "fr.cue.exemple", "mardi = last Tuesday on or before 2024-03-06")


class Words:
    """Finds spans of a text by their words, so that no offset is counted by hand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words), words)


def who(span: Span, name: str = "") -> Participant:
    return Participant(name or span.text, span, None, RULE)


def people(n: int, span: Span, *, low: int | None = None, high: int | None = -1) -> Quantity:
    return Quantity(n if low is None else low, n, n if high == -1 else high, span, RULE)


def source(name: str, kind: SourceKind, span: Span | None = None) -> Source:
    return Source(name, kind, span, RULE)


def account(
    *sources: Source,
    factuality: Factuality = Factuality.CERTAIN,
    form: Form = Form.INDIRECT,
    cue: Span | None = None,
    content: tuple[Span, ...] = (),
    mentions: tuple[Span, ...] = (),
    details: Details | None = None,
) -> Account:
    return Account(
        sources, form, factuality, Status.OCCURRED, cue, content, mentions, details or Details(), RULE, RULE
    )  # fmt: skip


def french_reading() -> Reading:
    """Everything at once: nested chain, denial, rival tolls, discrepancies, a long name, a script and Arabic."""
    at = Words(FRENCH)
    outlet = source("Sahara Dépêche", SourceKind.OUTLET)
    locals_ = source("des sources locales", SourceKind.ANONYMOUS, at("des sources locales"))
    site = source("Atar Matin", SourceKind.OUTLET, at("Atar Matin"))
    video = source("une vidéo non datée", SourceKind.IMAGERY, at("une vidéo non datée"))
    colonel = source("colonel Ely Ould Sidatt", SourceKind.MILITARY, at("colonel Ely Ould Sidatt"))
    front = source(
        "Le Front des Dunes (FD), mouvement armé se disant l’héritier des caravaniers du Nord et de l’Adrar réunis",
        SourceKind.ARMED_GROUP,
        at("Le Front des Dunes (FD), mouvement armé se disant l’héritier des caravaniers du Nord et de l’Adrar réunis"),
    )
    toll, twelve = at("Au moins trois gardes"), at("douze morts")
    attack, headline = at("l'attaque d’un convoi minier"), at("Un convoi minier anéanti")
    choum = Place("Choum", "MR", 21.3, -13.05, "city", "geonames:2381334", at("Choum"), RULE)
    tuesday = Date("2024-03-05", at("mardi matin"), RULE)
    event = Event(
        "e1",
        EventType.ASSAULT,
        ("explosives", "firearms"),
        Status.OCCURRED,
        (headline, attack, at("deux camions ont été détruits")),
        Details(
            date=(tuesday,),
            place=(choum,),
            actor=(who(at("Front des Dunes (FD)")),),
            recipient=(who(at("convoi minier")), who(at("gardes"))),
            instrument=(who(at("une mine"), "mine"),),
            killed=(people(3, toll, high=None), people(12, twelve)),
            damage=(Damage("deux camions", at("deux camions"), RULE),),
            claimed_by=(who(at("Front des Dunes (FD)")),),
        ),
        (
            account(outlet, form=Form.OWN_VOICE, mentions=(headline,)),
            account(
                outlet,
                locals_,
                factuality=Factuality.PROBABLE,
                form=Form.CONDITIONAL,
                cue=at("affirment"),
                content=(at("Au moins trois gardes auraient été tués mardi matin dans l'attaque d’un convoi minier"),),
                mentions=(attack,),
                details=Details(killed=(people(3, toll, high=None),)),
            ),
            account(
                outlet,
                site,
                video,
                form=Form.ACCORDING_TO,
                cue=at("cite"),
                content=(at("deux camions ont été détruits par une mine"),),
                mentions=(at("deux camions ont été détruits"),),
            ),
            account(
                outlet,
                colonel,
                factuality=Factuality.CERTAIN_NOT,
                form=Form.DIRECT,
                cue=at("a démenti"),
                content=(at("«\u00a0Aucun garde n'a été tué.\u00a0»"),),
            ),
            account(outlet, front, cue=at("a revendiqué"), details=Details(killed=(people(12, twelve),))),
        ),
        RULE,
    )
    return Reading(
        Document(
            FRENCH,
            name="convoi-choum",
            language="fr",
            outlet="Sahara Dépêche",
            published="2024-03-06",
            url="https://sahara-depeche.example/convoi",
        ),
        (event,),
        (
            Discrepancy(
                DiscrepancyKind.HEADLINE_OVERSTATES,
                "e1",
                "factuality",
                (headline, at("auraient été tués")),
                RULE,
                (("Sahara Dépêche", "CT+"), ("des sources locales", "PR+")),
            ),
            Discrepancy(
                DiscrepancyKind.NUMBER_CONFLICT,
                "e1",
                "killed",
                (toll, twelve),
                RULE,
                (("des sources locales", "3"), ("Le Front des Dunes", "12")),
            ),
            Discrepancy(
                DiscrepancyKind.STALE_IMAGE, "", "", (at("(Photo d'archives)"),), RULE, (("Sahara Dépêche", "photo"),)
            ),
        ),
        (
            (Region.HEADLINE, at("Un convoi minier anéanti sur la route de Zouérat")),
            (Region.CAPTION, at("Le site de Choum après l'attaque. (Photo d'archives)")),
            (Region.RESIDUE, at("Partager cet article")),
        ),
        (
            Mark("time", at("mardi matin"), "2024-03-05", RULE),
            Mark("place", at("Choum"), "Choum (MR)", RULE),
            Mark("place", at("Zouérat"), "Zouérat (MR)", RULE),
            Mark("hedge", at("auraient"), "PR+", RULE),
            Mark("source", at("des sources locales"), "des sources locales", RULE),
            Mark("cue", at("affirment"), "des sources locales", RULE),
            Mark("actor", at("Le colonel Ely Ould Sidatt"), "colonel Ely Ould Sidatt", RULE),
            Mark("quantity", toll, "3 killed", RULE),
        ),
    )


def english_reading() -> Reading:
    """No publication date, an event only planned, a date that stays unresolved."""
    at = Words(ENGLISH)
    outlet = source("Coast Wire", SourceKind.OUTLET)
    shepherd = source("a shepherd", SourceKind.WITNESS, at("a shepherd"))
    army = source("The army", SourceKind.MILITARY, at("The army"))
    abduction = at("Two drivers may have been abducted")
    kidnapped = Event(
        "e1",
        EventType.ASSAULT,
        ("abduct",),
        Status.OCCURRED,
        (at("ambush"), abduction),
        Details(
            place=(Place("Bir Moghrein", "MR", 25.23, -11.58, "city", "", at("Bir Moghrein"), RULE),),
            recipient=(who(at("Two drivers"), "drivers"),),
        ),
        (
            account(
                outlet,
                shepherd,
                factuality=Factuality.POSSIBLE,
                cue=at("told"),
                content=(at("Two drivers may have been abducted near Bir Moghrein"),),
                mentions=(abduction,),
            ),
            account(outlet, army, factuality=Factuality.CERTAIN_NOT, cue=at("rejected"), content=(at("the report"),)),
        ),
        RULE,
    )
    blockade = Event(
        "e2",
        EventType.PROTEST,
        ("obstruct",),
        Status.FUTURE,
        (at("block the road"),),
        Details(actor=(who(at("Residents")),)),
        (account(outlet, form=Form.OWN_VOICE, mentions=(at("block the road"),)),),
        RULE,
    )
    return Reading(
        Document(ENGLISH, name="bir-moghrein", language="en", outlet="Coast Wire"),
        (kidnapped, blockade),
        (
            Discrepancy(
                DiscrepancyKind.DENIAL,
                "e1",
                "factuality",
                (at('rejected the report "in full"'),),
                RULE,
                (("a resident", "CT+"), ("the army", "CT-")),
            ),
        ),
        ((Region.HEADLINE, at("Army denies ambush on Fort Trinquet road")),),
        (Mark("time", at("next week"), "", RULE), Mark("hedge", at("may have"), "PS+", RULE)),
        ("no publication date: relative dates stay unresolved; give --published",),
    )


def empty_reading() -> Reading:
    """A report in which nothing was found."""
    return Reading(Document("", name="empty", language="en"), ())
