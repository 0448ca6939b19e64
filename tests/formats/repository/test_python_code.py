"""Python code, read as a tree."""

from __future__ import annotations

import pytest

from upslope.errors import ReadError
from upslope.formats.repository.languages import read_code
from upslope.formats.repository.notebook import read_notebook
from upslope.formats.repository.python import read_python


def _called(code: str) -> set[str]:
    return {use.name for use in read_python(code).uses if use.call}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from a.b import c as d\nd()", "a.b.c"),
        ("import a.b as x\nx.c()", "a.b.c"),
        ("import a\nm = a.B()\nm.fit()", "a.B.fit"),
        ("import a\nclass N(a.M): ...\nN().go()", "a.M.go"),
        ("import a\ndef f():\n    return a.B()\nf().go()", "a.B.go"),
        ("import a\nwith a.b() as c:\n    c.log()", "a.b.log"),
        ("import a\nclass T:\n    def __init__(s): ...\n    x = a.b\n@a.c\ndef g(): ...", "a.c"),
        ("from . import a\na.b()", ".a.b"),
        ("import a\nself.m = a.B()\nself.m.fit()", "a.B.fit"),
        ("import a\na.x[0].y().z()", "a.x.y.z"),
        ("def f(m):\n    m.fit()", ".fit"),
    ],
)
def test_names_are_followed(code: str, name: str) -> None:
    assert name in _called(code)


@pytest.mark.parametrize(
    "code",
    [
        "print 'x'",
        "x = (" * 300,
        "-" * 200_000 + "1",
        "a" + ".a" * 100_000,
        "\0",
        "x = 1\n" * 200_000,
    ],
    ids=["python 2", "brackets", "signs", "dots", "zero", "long"],
)
def test_code_that_cannot_be_read_is_said(code: str) -> None:
    with pytest.raises(ReadError):
        read_python(code)


@pytest.mark.parametrize(
    ("path", "code", "name"),
    [
        ("a.scala", "import org.apache.spark.sql.{SparkSession, functions => F}\nSparkSession.x",
         "java:org.apache.spark.sql.SparkSession.x"),
        ("a.go", 'import (\n  tf "github.com/a/b"\n)\nvar x = tf.Y()', "go:github.com/a/b.tf.Y"),
        ("a.ts", "import { Kafka } from 'kafkajs'\nnew Kafka()", "js:kafkajs.Kafka"),
        ("a.R", "x <- dplyr::filter(y)", "r:dplyr.filter"),
        ("a.cpp", "#include <torch/torch.h>\n", "cpp:torch/torch.h"),
        ("a.rs", "use tokio::net::{TcpListener};\n", "rust:tokio.net"),
    ],
)  # fmt: skip
def test_other_languages(path: str, code: str, name: str) -> None:
    assert name in {use.name for use in read_code(path, code).uses}


def test_comments_import_nothing() -> None:
    assert read_code("a.java", "/* import a.B; */\n// import c.D;\n").imports == []
    assert read_code("a.R", "# library(dplyr)\n").imports == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"cells": 3}', b'{"cells": [{"source": 4}]}']
)
def test_damaged_notebooks_are_said(body: bytes) -> None:
    with pytest.raises(ReadError):
        read_notebook(body)
