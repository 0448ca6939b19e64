import gradio as gr
import modal

from srt import srt

Ears = modal.Cls.from_name("subtitles", "Ears")


def subtitles(path: str) -> str:
    with open(path, "rb") as file:
        return srt(Ears().lines.remote(file.read()))


gr.Interface(subtitles, gr.Audio(type="filepath"), gr.Textbox(), title="Subtitles").launch()
