import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from loadcast.backtest import read
from loadcast.models import MODELS

st.set_page_config("Load tomorrow", layout="wide")
st.title("Load of Ostermoor")


@st.cache_data(ttl=3600)
def forecast(name: str) -> pd.Series:
    return MODELS[name](read("data/load.parquet"))


chosen = st.sidebar.multiselect("Models", list(MODELS), ["last week", "SARIMAX"])
load = read("data/load.parquet").iloc[-24 * 7 :]
figure = go.Figure(go.Scatter(x=load.index, y=load, name="measured"))
for name in chosen:
    future = forecast(name)
    figure.add_scatter(x=future.index, y=future, name=name, line={"dash": "dot"})
st.plotly_chart(figure, use_container_width=True)
st.metric("Peak tomorrow", f"{max(forecast(n).max() for n in chosen):.1f} MW" if chosen else "-")
