"""Sentences of our own for every form of attribution, with their counter-examples: who says, through whom, and what.

All are invented. A row is a sentence, the expected chain (outer link first, "-" for an agentless attribution) and words
that must lie inside its content; with no chain, nobody may be found speaking. What a later paragraph says lies
outside: words after "//" may not lie inside the content.
"""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import SOURCES, Attribution

FRENCH = [
    # direct quotation
    ("« Tout a brûlé », raconte une commerçante de Kessou.", "une commerçante de Kessou", "Tout a brûlé"),
    ("« Nous avons fui la nuit », a confié à la radio un pêcheur.", "la radio > un pêcheur", "Nous avons fui"),
    ('"Il ne reste rien", a déclaré le maire.', "le maire", "Il ne reste rien"),
    ("“Ils étaient trente”, affirme un berger.", "un berger", "Ils étaient trente"),
    ("Le préfet a ajouté : « La route est rouverte. »", "Le préfet", "La route est rouverte"),
    ("Un officier a démenti : « Nous n'avons pas tiré. »", "Un officier", "Nous n'avons pas tiré"),
    ("« Partez, a lancé un milicien, ou nous brûlons tout. »", "un milicien", "nous brûlons tout"),
    ("« Ils sont venus à l'aube », dit Awa Koné. « Ils ont pris les bœufs. »", "Awa Koné", "pris les bœufs"),
    ("« C'est un carnage », souffle un infirmier du dispensaire.", "un infirmier du dispensaire", "C'est un carnage"),
    ("Les soldats ont repris le « bastion » des rebelles.", None, ""),
    ("Le « calife » autoproclamé aurait fui.", None, ""),
    # indirect speech
    ("L'armée affirme que deux camps ont été détruits.", "L'armée", "deux camps ont été détruits"),
    ("Une habitante assure que les tirs venaient du fleuve.", "Une habitante", "tirs venaient du fleuve"),
    ("Le gouverneur a annoncé mercredi que le pont serait fermé.", "Le gouverneur", "le pont serait fermé"),
    ("La mairie précise que personne n'a été blessé.", "La mairie", "personne n'a été blessé"),
    ("Un rescapé dit avoir compté neuf corps.", "Un rescapé", "compté neuf corps"),
    ("La milice prétend avoir abattu un drone.", "La milice", "abattu un drone"),
    ("Le groupe promet de libérer les otages.", "Le groupe", "libérer les otages"),
    ("Le syndicat menace de bloquer le port.", "Le syndicat", "bloquer le port"),
    ("La police reconnaît avoir tiré sur la foule.", "La police", "tiré sur la foule"),
    ("Le ministre a dit ignorer où sont les otages.", "Le ministre", "ignorer où sont les otages"),
    ("Les villageois accusent la milice d'avoir brûlé le marché.", "Les villageois", "brûlé le marché"),
    ("Un panneau indique le nord.", None, ""),
    ("La patrouille poursuit les assaillants.", None, ""),
    ("L'armée n'a pas confirmé la mort du chef.", None, ""),
    ("Le préfet a refusé de confirmer ce bilan.", None, ""),
    ("Le pont relie les deux quartiers.", None, ""),
    # according to
    ("Selon deux témoins, la milice a tiré la première.", "deux témoins", "la milice a tiré"),
    ("Six maisons ont brûlé, selon le maire.", "le maire", "Six maisons ont brûlé"),
    ("D'après l'infirmier-chef, douze blessés ont été soignés.", "l'infirmier-chef", "douze blessés"),
    ("Aux dires de son frère, il a été battu.", "son frère", "il a été battu"),
    ("À en croire la radio locale, le pont est détruit.", "la radio locale", "le pont est détruit"),
    ("Trois gendarmes ont été tués, a-t-on appris de source policière.", "source policière", "Trois gendarmes"),
    ("À en juger les images, le hangar a été touché.", "les images", "le hangar a été touché"),
    ("Suivant la vidéo, le camion a sauté sur une mine.", "la vidéo", "le camion a sauté"),
    ("Les coupables seront jugés selon la loi.", None, ""),
    ("Selon un accord de 2015, la zone est neutre.", None, ""),
    ("Le prix varie selon la saison.", None, ""),
    # nominal
    (
        "L'annonce par la police de l'arrestation du suspect n'a surpris personne.",
        "la police",
        "l'arrestation du suspect",
    ),
    (
        "Les allégations diffusées par un blog, selon lesquelles un village aurait été rasé, sont fausses.",
        "un blog",
        "un village aurait été rasé",
    ),
    # parenthetical and inverted
    ("La ville est calme, affirme la police.", "la police", "La ville est calme"),
    ("Cinq roquettes sont tombées, ont indiqué deux responsables.", "deux responsables", "Cinq roquettes"),
    ("La base, a précisé le colonel, a été évacuée.", "le colonel", "a été évacuée"),
    ("Le raid a duré une heure, ont affirmé des sources locales.", "des sources locales", "Le raid a duré"),
    # without a source
    ("Il a été rapporté que des soldats avaient déserté.", "-", "des soldats avaient déserté"),
    ("Le chef du gang serait mort, dit-on.", "-", "Le chef du gang serait mort"),
    # claims, denials, judgements
    ("L'attentat a été revendiqué par la milice.", "la milice", "L'attentat"),
    ("La milice a revendiqué l'attaque du pont.", "La milice", "l'attaque du pont"),
    ("L'armée dément toute implication dans le raid.", "L'armée", "toute implication"),
    ("Le procureur n'exclut pas que le tireur ait eu un complice.", "Le procureur", "le tireur ait eu un complice"),
    ("Un élu pense que les assaillants venaient du sud.", "Un élu", "les assaillants venaient du sud"),
    ("Le gouverneur a imputé le raid à la milice.", "Le gouverneur", "le raid à la milice"),
    ("Les mineurs revendiquent une hausse de salaire.", None, ""),
    # figures
    ("Des bergers font état de tirs nourris.", "Des bergers", "tirs nourris"),
    ("Un instituteur parle de huit tombes.", "Un instituteur", "huit tombes"),
    ("L'ONG recense neuf morts.", "L'ONG", "neuf morts"),
    ("Le village compte trois écoles.", None, ""),
    # chains
    (
        "Selon le chef du secteur, cité par la radio Wassa FM, la milice a fui.",
        "la radio Wassa FM > le chef du secteur",
        "la milice a fui",
    ),
    (
        "Le site Gourma Info, citant un élu local, affirme que le pont a sauté.",
        "Le site Gourma Info > un élu local",
        "le pont a sauté",
    ),
    (
        "Un douanier, cité par l'agence Presse-Sud, dit que la ville est tombée.",
        "l'agence Presse-Sud > Un douanier",
        "la ville",
    ),
    # who is meant
    (
        "Un officier a parlé sous couvert d'anonymat. La route est minée, a-t-il ajouté.",
        "Un officier",
        "La route est minée",
    ),
    (
        "Un officier en poste à Kidal affirme que la route est minée. Deux camions ont sauté, selon lui.",
        "un officier en poste à Kidal",
        "Deux camions ont sauté",
    ),
    (
        "Son coordinateur, Paul Ndong, a indiqué que l'équipe était saine et sauve.",
        "Paul Ndong",
        "l'équipe était saine",
    ),
    ("Le porte-parole de la milice, Idriss Ferka, menace de brûler le port.", "Idriss Ferka", "brûler le port"),
    # a second verb of saying
    (
        "Le gouverneur a affirmé qu'un chauffeur avait été arrêté, et a promis que les otages seraient libérés.",
        "Le gouverneur",
        "les otages seraient libérés",
    ),
    (
        "Le préfet a déclaré que trois véhicules avaient brûlé et a ajouté que la route restait fermée.",
        "Le préfet",
        "la route restait fermée",
    ),
    ("Le préfet a affirmé que le raid avait échoué, et annoncé un couvre-feu.", "Le préfet", "un couvre-feu"),
    # what cannot speak
    ("Les soldats ont vu que l'engin annonçait une attaque.", None, ""),
    ("Le nombre de leurs forces confirme que la ville tombera.", None, ""),
    # the text in which something is said where nobody is named
    ("L'attaque de Boni a été revendiquée dimanche dans un texte mis en ligne.", "un texte mis en ligne", "L'attaque"),
    ("L'attaque a été revendiquée par écrit dans un texte.", "un texte", "L'attaque"),
    ("Une trêve a été annoncée dans une note vocale.", "une note vocale", "Une trêve"),
    ("Dans une vidéo, l'attentat a été revendiqué.", "une vidéo", "l'attentat"),
    ("L'attaque a été revendiquée par la milice dans une vidéo.", "la milice", "L'attaque"),
    ("Neuf blessés ont été signalés dans la vallée.", None, ""),
    # posts passed on
    ("Transféré de @Alerte_Tilia : quatre camions ont brûlé à Boni.", "@Alerte_Tilia", "quatre camions ont brûlé"),
    ("Transféré de @Alerte_Tilia\nQuatre camions ont brûlé.\n\nLe marché rouvre.", "@Alerte_Tilia", "Quatre camions"),
    ("Le blessé a été transféré de Boni à Gao.", None, ""),
]

ENGLISH = [
    ("“They took everything,” said a trader.", "a trader", "They took everything"),
    ('"We ran," a nurse told the radio.', "the radio > a nurse", "We ran"),
    ('"Go," he said. "Do not come back."', "he", "Do not come back"),
    ('The mayor said, "Nobody came."', "The mayor", "Nobody came"),
    ("The army says that two camps were hit.", "The army", "two camps were hit"),
    ("Residents said the army fired first.", "Residents", "the army fired first"),
    ("A pastor said nine people had died and that three bodies were missing.", "A pastor", "nine people had died"),
    ("A survivor said she had counted nine bodies.", "A survivor", "counted nine bodies"),
    ("The militia vowed to burn the town.", "The militia", "to burn the town"),
    ("The group denies that it fired.", "The group", "it fired"),
    ("The army denied any part in the raid.", "The army", "any part in the raid"),
    (
        "GORE, June 4 (Logone Wire) - Six men were shot dead near Gore, police said, blaming the rebels.",
        "police",
        "the rebels",
    ),
    ("Villagers blamed the raid on the militia.", "Villagers", "the raid on the militia"),
    ("Villagers accused the militia of burning the market.", "Villagers", "burning the market"),
    ("A police officer suggested that the shells were old.", "A police officer", "the shells were old"),
    ("According to two drivers, the road is mined.", "two drivers", "the road is mined"),
    ("Nine people died, according to the governor.", "the governor", "Nine people died"),
    ("The road was mined, the prefect said.", "the prefect", "The road was mined"),
    ("Twelve houses, the mayor said, had been burned.", "the mayor", "had been burned"),
    ("Judging by the footage, the hangar was hit.", "the footage", "the hangar was hit"),
    ("It was reported that the camp had been emptied.", "-", "the camp had been emptied"),
    ("Three soldiers were reportedly killed.", "-", "killed"),
    ("A faction claimed responsibility for the bombing.", "A faction", "the bombing"),
    ("The governor announced a curfew.", "The governor", "a curfew"),
    ("Herders speak of three craters.", "Herders", "three craters"),
    ("She put the number of detainees at thirty.", "She", "the number of detainees at thirty"),
    (
        "According to an elder quoted by Radio Lipta, the bridge is down.",
        "Radio Lipta > an elder",
        "the bridge is down",
    ),
    (
        "The Mopti Herald, citing an elder, said that the bridge was down.",
        "The Mopti Herald > an elder",
        "the bridge was down",
    ),
    ("A spokesman for the charity, Ana Brug, confirmed that two nurses were safe.", "Ana Brug", "two nurses were safe"),
    (
        "The army's announcement that the hostages were free surprised their families.",
        "The army",
        "the hostages were free",
    ),
    ('"We stay," its commander, Ali Dini, was quoted as saying by Radio Lipta.', "Radio Lipta > Ali Dini", "We stay"),
    # a second verb of saying
    (
        "The governor said that one driver had been arrested, and promised that the hostages would be freed.",
        "The governor",
        "the hostages would be freed",
    ),
    (
        "The mayor said on Monday that a soldier had shot the baker and denied that the army had fired first.",
        "The mayor",
        "the army had fired first",
    ),
    ("The officer said the raid had failed, and blamed the militia for the fire.", "The officer", "for the fire"),
    ("The colonel said that the raid had failed, and denied any losses.", "The colonel", "any losses"),
    # what cannot speak
    (
        "The prefect put the number of dead at seven and confirmed that others were missing.",
        "The prefect",
        "others were missing",
    ),
    ("The ministry this week said that nine soldiers had deserted.", "The ministry", "nine soldiers had deserted"),
    ("The number of dead showed that the raid had been planned.", None, ""),
    # the text in which something is said where nobody is named
    ("Responsibility for the bombing was claimed in a voice note.", "a voice note", "Responsibility for the bombing"),
    ("A truce was announced in a statement.", "a statement", "A truce"),
    ("The attack was claimed by the militia in a statement.", "the militia", "The attack"),
    ("Nine deaths were reported in the valley.", None, ""),
    # posts passed on
    ("Forwarded from @Tilia_Alert: four lorries burned at Boni.", "@Tilia_Alert", "four lorries burned"),
    ("Forwarded from Tilia Watch\nFour lorries burned at Boni.", "Tilia Watch", "Four lorries burned"),
    ("The letter was forwarded from Boni to Gao.", None, ""),
    ("The flood claimed six lives.", None, ""),
    ("The fighting continued on Monday.", None, ""),
    ("He added salt to the water.", None, ""),
    ("The officials did not say who had fired.", None, ""),
    ("The minister refused to confirm the toll.", None, ""),
    ("They observe the truce.", None, ""),
    ("Nobody has said that they fired.", None, ""),
    ("It costs two dollars per kilo.", None, ""),
    ("The so-called “caliph” fled.", None, ""),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def plain_name(name: str) -> str:
    """A name without its article and the capital it may carry."""
    return name.replace("’", "'").lower()


def chain(attribution: Attribution) -> str:
    """ "outer > inner", "-" where nobody is named."""
    if attribution.source is None:
        return "-"
    return " > ".join([*(source.name for source in attribution.via), attribution.source.name])


@pytest.mark.parametrize(
    ("language", "sentence", "expected", "words"),
    [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH],
)
def test_who_says_what(language: str, sentence: str, expected: str | None, words: str, reader: Reader) -> None:
    doc = reader.parse(Document(f"\n\n{sentence}", language=language, outlet="Le Fanal", published="2024-05-15"))
    found = SOURCES.of(doc)
    told = [(chain(a), " … ".join(phrase.text for phrase in a.content)) for a in found]
    if expected is None:
        assert not told
        return
    assert any(plain_name(who) == plain_name(expected) and words in what for who, what in told), told
