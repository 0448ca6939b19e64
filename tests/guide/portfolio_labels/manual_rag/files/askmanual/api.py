from functools import cache
from pathlib import Path

from dotenv import load_dotenv
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from askmanual.chain import chain

load_dotenv()
app = FastAPI()


class Question(BaseModel):
    text: str


@cache
def answerer():
    return chain()


@app.post("/ask")
def ask(question: Question) -> dict[str, str]:
    return {"answer": answerer().invoke(question.text)}


@app.get("/", response_class=HTMLResponse)
def page() -> str:
    return Path(__file__).with_name("page.html").read_text()
