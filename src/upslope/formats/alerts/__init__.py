"""Job alerts: mails that list openings, whoever sent them and in whatever language.

A mail becomes lines (:mod:`.lines`), links to postings tell its cards apart (:mod:`.links`,
:mod:`.cards`), and the lines of a card say who hires, where and for how much (:mod:`.details`).
"""

from upslope.formats.alerts.read import Advert, adverts

__all__ = ["Advert", "adverts"]
