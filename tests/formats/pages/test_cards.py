"""Pieces of a page, and JSON in its scripts."""

from __future__ import annotations

import re

from upslope.formats.pages.cards import MAX_CARD, MOST_CARDS, broken_off, cards, words
from upslope.formats.pages.scripts import MOST, values_after

ITEM = re.compile("<(?:li|tr)>")


def test_a_row_of_a_table_keeps_its_cells() -> None:
    (row,) = cards("<tr><td class=a>Oslo</td></tr>", ITEM)
    assert words(row.css_first("td.a")) == "Oslo"


def test_a_piece_is_cut_and_a_deep_one_left_out() -> None:
    page = "<li>" + "x" * 2 * MAX_CARD + "<li>" + "<div>" * 400 + "<li>Chef"
    assert [len(card.text()) for card in cards(page, ITEM)] == [MAX_CARD - 4, 4]


def test_pieces_are_counted() -> None:
    assert len(list(cards("<li>x" * (MOST_CARDS + 5), ITEM))) == MOST_CARDS
    assert list(cards("", ITEM)) == []


def test_nothing_said_is_nothing() -> None:
    (card,) = cards("<li> \n</li>", ITEM)
    assert words(card) is None
    assert words(None) is None


def test_only_a_page_can_break_off() -> None:
    assert broken_off("\n<!DOCTYPE HTML><p>x")
    assert not broken_off("<p>x")
    assert not broken_off("<html>x</HTML> \n")


def test_values_are_read_wherever_the_mark_stands() -> None:
    page = 'x = [1, 2]; x = {"a": NaN} x = nothing; x =JSON.parse("[3]"); x = JSON.parse("{")'
    assert list(values_after(page, re.compile("x ="))) == [[1, 2], {"a": None}, [3]]


def test_values_are_bounded() -> None:
    assert len(list(values_after("x=1 " * (MOST + 9), re.compile("x=")))) == MOST
    assert list(values_after("x=" + "[" * 100_000, re.compile("x="))) == []
