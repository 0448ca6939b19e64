"""Every part of a JSON Resume that tells of the person's work is read, and no contact is."""

from __future__ import annotations

import json

from upslope.formats.jsonresume import read

WHOLE = {
    "basics": {
        "name": "Ada Byron",
        "label": "ML Engineer",
        "image": "https://pictures.example/ada",
        "email": "ada@mail.example",
        "phone": "555 010 4477",
        "url": "https://ada.example",
        "summary": "Builds ranking systems.",
        "location": {"city": "Fjordby", "address": "Some Street 1"},
        "profiles": [{"network": "Code", "url": "https://code.example/ada"}],
    },
    "work": [{"name": "Quillfish", "position": "Engineer", "startDate": "2021-03-01",
              "endDate": "2022", "summary": "Served models.", "highlights": ["Cut cost"]}],
    "volunteer": [{"organization": "Tidewatch", "position": "Counter", "startDate": "2019"}],
    "education": [{"institution": "University of Fjord", "area": "Physics", "studyType": "M.Sc.",
                   "endDate": "2017-06", "score": "1.3", "courses": ["Waves"]}],
    "awards": [{"title": "Best Boat", "date": "2016-11-01", "awarder": "Harbour"}],
    "certificates": [{"name": "Cloud Basics", "date": "2021-11-07", "issuer": "Cloudhouse"}],
    "publications": [{"name": "On Tides", "publisher": "Shore", "releaseDate": "2018-10-01",
                      "url": "https://papers.example/1", "summary": "Tides told."}],
    "skills": [{"name": "Platforms", "level": "Master", "keywords": ["Docker", 7, None]}],
    "languages": [{"language": "Norwegian", "fluency": "Native"}],
    "interests": [{"name": "Birds", "keywords": ["Terns"]}],
    "references": [{"name": "Otherperson", "reference": "Good."}],
    "projects": [{"name": "Salmon counter", "description": "Counts fish.", "highlights": ["Won"],
                  "keywords": ["OpenCV"], "startDate": "2020-01", "entity": "Nook",
                  "url": "https://code.example/ada/salmon", "roles": ["Lead"]}],
    "meta": {"version": "v1.0.0"},
}  # fmt: skip


def test_the_whole_schema_is_read() -> None:
    document = read(json.dumps(WHOLE).encode())
    assert document.name == "Ada Byron"
    assert document.links == [
        "https://ada.example", "https://code.example/ada", "https://code.example/ada/salmon",
    ]  # fmt: skip
    blocks = document.text.split("\n\n")
    assert blocks[0] == "ML Engineer\nBuilds ranking systems.\nEXPERIENCE"
    assert blocks[1].startswith("Engineer, Quillfish\n2021-03 - 2022\nServed models.\n- Cut cost")
    for words in (
        "Salmon counter, Nook\n2020-01 - Present", "OpenCV\n- Won\n- Lead", "Grade: 1.3\n- Waves",
        "M.Sc., Physics, University of Fjord\n2017-06",
        "Cloud Basics, Cloudhouse\n2021-11", "On Tides, Shore\n2018-10",
        "Best Boat, Harbour\n2016-11", "Counter, Tidewatch", "Platforms, Master\nDocker, 7",
        "Norwegian, Native", "Birds\nTerns",
    ):  # fmt: skip
        assert words in document.text, words


def test_neither_contacts_nor_other_people_are_taken_over() -> None:
    text = read(json.dumps(WHOLE).encode()).text
    for secret in ("Ada", "mail.example", "555", "Some Street", "Otherperson", "pictures"):
        assert secret not in text.replace("code.example/ada", "")
