"""Names: what `PersonName.parse` reads, that its sort form reads back, and what cannot be a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.model.name import PersonName, TeamName

LETTERS = st.characters(categories=["Lu", "Lt", "Lo"]).filter(lambda letter: not letter.islower())  # as ª is
TAILS = st.text(st.characters(categories=["L", "Mn", "Nd"], include_characters="'’.-"), max_size=8)
SMALL = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=5)
WORDS = st.builds(str.__add__, LETTERS, TAILS)


def phrases(words: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=least, max_size=3).map(" ".join)


@given(family=phrases(WORDS), given_=phrases(WORDS), particle=phrases(SMALL, 0), suffix=phrases(WORDS, 0))
def test_sort_form_reads_back(family: str, given_: str, particle: str, suffix: str) -> None:
    name = PersonName(family, given_, particle, suffix)
    assert PersonName.parse(name.sort_form) == name


@given(family=WORDS)
def test_a_single_name_is_a_family_name(family: str) -> None:
    assert PersonName.parse(f"  {family} ") == PersonName(family)
    assert PersonName(family).sort_form == PersonName(family).display_form == family


@given(st.text(max_size=30))
def test_any_text_is_a_whole_name_or_refused(text: str) -> None:
    try:
        name = PersonName.parse(text)
    except ValueError:
        return
    assert name.family.strip() == name.family != ""
    assert PersonName.parse(name.sort_form) == name


@pytest.mark.parametrize(
    ("text", "name", "display"),
    [
        ("Böhle, Moritz", PersonName("Böhle", "Moritz"), "Moritz Böhle"),
        ("Signe Talla, Franck", PersonName("Signe Talla", "Franck"), "Franck Signe Talla"),
        ("de Marmiesse, Gabriel", PersonName("Marmiesse", "Gabriel", "de"), "Gabriel de Marmiesse"),
        ("van der Waals, Johannes", PersonName("Waals", "Johannes", "van der"), "Johannes van der Waals"),
        ("King, Jr., Martin Luther", PersonName("King", "Martin Luther", "", "Jr."), "Martin Luther King, Jr."),
        ("de la Cruz, III, Ana", PersonName("Cruz", "Ana", "de la", "III"), "Ana de la Cruz, III"),
        ("von, Anna", PersonName("von", "Anna"), "Anna von"),  # the last word is never a particle
        ("d'Alembert, Jean", PersonName("d'Alembert", "Jean"), "Jean d'Alembert"),
        ("'t Hooft, Gerard", PersonName("'t Hooft", "Gerard"), "Gerard 't Hooft"),  # no letter, no particle
        ("El-Nouby,Alaaeldin", PersonName("El-Nouby", "Alaaeldin"), "Alaaeldin El-Nouby"),
        ("王, 小明", PersonName("王", "小明"), "小明 王"),
        ("de  Marmiesse ,\n Gabriel", PersonName("Marmiesse", "Gabriel", "de"), "Gabriel de Marmiesse"),
    ],
)
def test_parts(text: str, name: PersonName, display: str) -> None:
    assert PersonName.parse(text) == name
    assert str(name) == name.display_form == display


@pytest.mark.parametrize("text", ["", "   ", ",", "Royer,", ", Amélie", "a, b, c, d", "Royer,, Amélie"])
def test_no_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a name; write Family, Given"):
        PersonName.parse(text)


def test_two_words_do_not_say_which_is_the_family_name() -> None:
    with pytest.raises(ValueError, match=r"write 'Royer, Amélie', or \{team: Amélie Royer\} if it is a team"):
        PersonName.parse("Amélie Royer")


@pytest.mark.parametrize("family", ["", " "])
def test_a_person_needs_a_family_name(family: str) -> None:
    with pytest.raises(ValueError, match="needs a family name"):
        PersonName(family, "Anne")


def test_a_team_is_never_split() -> None:
    team = TeamName("The Moshi Team, Kyutai and friends")
    assert team.sort_form == team.display_form == str(team) == "The Moshi Team, Kyutai and friends"
    with pytest.raises(ValueError, match="a team needs a name"):
        TeamName("\t")
