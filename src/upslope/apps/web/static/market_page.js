// Tables that come later bring charts too.
"use strict";

document.addEventListener("htmx:afterSwap", () => MarketCharts.draw());
