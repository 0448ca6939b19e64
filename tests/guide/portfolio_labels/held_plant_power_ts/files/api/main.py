from datetime import date, timedelta

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

import db
from forecast import Forecaster

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:5173"])


def forecaster() -> Forecaster:
    return Forecaster.fitted(db.readings(days=120))


@app.get("/tomorrow")
def tomorrow(model: Forecaster = Depends(forecaster)):
    day = date.today() + timedelta(days=1)
    return [{"hour": h, "kw": round(kw, 2)} for h, kw in enumerate(model.hours(day, db.clouds(day)))]
