// Draws the charts of market tables with Observable Plot, from the JSON beside them.
//
// A page has one element with id="market-data", whose text is JSON with an entry a chart, and for
// each an element with data-chart="NAME" inside a <figure hidden>; nine lines at most, which are
// told apart by dashes, signs and names at their ends. Texts of others are only ever set as text.
// Every table is in the page as well: without this script nothing is lost.
"use strict";

const MarketCharts = (() => {
  const DAY = 24 * 60 * 60 * 1000;
  const FIRST_DAY = 719163; // 1970-01-01, counted from the first day of the year 1
  const LETTER = 6.9; // width of a letter at the size below, in pixels
  const SIZE = 12;
  const DASHES = ["", "7 3", "2 3", "9 3 2 3", "4 4", "12 4", "1 4", "6 2 1 2 1 2", "14 3 3 3"];
  const SYMBOLS = ["circle", "triangle", "square", "diamond", "star", "cross", "times", "wye", "hexagon"];

  function draw(root = document) {
    const charts = JSON.parse(document.getElementById("market-data").textContent);
    const places = [...root.querySelectorAll("[data-chart]")].filter((e) => e.dataset.chart in charts);
    const drawn = new WeakMap();
    const show = (place) => {
      const width = Math.floor(place.clientWidth);
      if (!width || drawn.get(place) === width) return;
      drawn.set(place, width);
      const svg = chart(charts[place.dataset.chart], width);
      svg.querySelectorAll("style").forEach((style) => style.remove()); // tables.css has its rules
      // The chart is one picture with one name; its groups have no role that could bear one.
      svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
      place.replaceChildren(svg);
    };
    const watch = new ResizeObserver((entries) => entries.forEach((entry) => show(entry.target)));
    for (const place of places) {
      place.closest("figure").hidden = false;
      show(place);
      watch.observe(place);
    }
  }

  function chart(data, width) {
    return data.kind === "bars" ? bars(data, width) : lines(data, width);
  }

  function bars(data, width) {
    const points = data.lines[0].points;
    const intervals = points.some((point) => point.low !== null);
    const row = (point) => points.indexOf(point);
    const letters = room(points.map((point) => point.label), width * 0.42 - 14);
    const margin = letters * LETTER + 14;
    const marks = [Plot.gridX({ strokeOpacity: 0.12 })];
    if (data.from_zero) {
      marks.push(Plot.barX(points, { y: row, x: "y", fill: "var(--bar)", insetTop: 4, insetBottom: 4 }));
      marks.push(Plot.ruleX([0], { strokeOpacity: 0.5 }));
    }
    if (intervals) {
      const sure = points.filter((point) => point.low !== null);
      marks.push(Plot.ruleY(sure, { y: row, x1: "low", x2: "high", stroke: "var(--mark)", strokeWidth: 1.5 }));
      for (const end of ["low", "high"]) {
        marks.push(Plot.tickX(sure, { y: row, x: end, stroke: "var(--mark)", insetTop: 7, insetBottom: 7 }));
      }
      marks.push(Plot.dot(points, { y: row, x: "y", r: 3.5, fill: "var(--mark)" }));
    }
    const told = (point) => `${point.label}\n${amount(point, data.y)}`;
    marks.push(Plot.tip(points, Plot.pointerY({ y: row, x: "y", title: told, fontSize: SIZE })));
    return plot(width, points.length * 24 + 44, {
      marginLeft: margin,
      marginRight: 24,
      x: { label: null, tickFormat: axis(data.y), ticks: ticks(width - margin, data.y), nice: true },
      y: {
        type: "band", domain: points.map((_, at) => at), label: null, tickSize: 0,
        tickFormat: (at) => shortened(points[at].label, letters),
      },
      marks,
    });
  }

  function lines(data, width) {
    const shown = data.lines;
    const several = shown.length > 1;
    const height = Math.max(220, Math.min(320, width * 0.5));
    const x = data.axis === "days" ? (point) => new Date((point.x - FIRST_DAY) * DAY) : (point) => point.x;
    const curve = data.kind === "steps" ? "step-after" : "linear";
    const names = shown.map((line) => line.name);
    const letters = room(names, width * 0.34 - 26);
    const right = several ? letters * LETTER + 26 : 20;
    const labels = new Map(shown.flatMap((line) => line.points.map((point) => [point.x, point.label])));
    const marks = [Plot.gridY({ strokeOpacity: 0.12 })];
    if (data.from_zero) marks.push(Plot.ruleY([0], { strokeOpacity: 0.5 }));
    shown.forEach((line, at) => {
      const stroke = `var(--line-${at + 1})`;
      const held = broken(line);
      if (line.points.some((point) => point.low !== null)) {
        marks.push(Plot.areaY(held, { x, y1: "low", y2: "high", curve, fill: stroke, fillOpacity: 0.18 }));
      }
      marks.push(Plot.line(held, { x, y: "y", curve, stroke, strokeWidth: 2, strokeDasharray: DASHES[at] }));
      const signed = several ? spread(line.points) : line.points.length < 3 ? line.points : [];
      marks.push(Plot.dot(signed, { x, y: "y", symbol: SYMBOLS[at], r: 4, fill: stroke }));
    });
    if (several) {
      const ends = apart(shown, height, data.from_zero);
      const name = (end) => shortened(names[end.at], letters);
      const last = Math.max(...shown.map((line) => line.points.at(-1).x));
      ends.forEach((end) => {
        marks.push(Plot.text([end], {
          x: () => x({ x: last }), y: "y", text: name, dx: 10, textAnchor: "start", fill: `var(--line-${end.at + 1})`,
        }));
      });
    }
    const all = shown.flatMap((line) => line.points.map((point) => ({ ...point, name: line.name })));
    const told = (point) => `${point.name ? `${point.name}, ` : ""}${point.label}\n${amount(point, data.y)}`;
    marks.push(Plot.tip(all, Plot.pointer({ x, y: "y", title: told, fontSize: SIZE })));
    return plot(width, height, {
      marginLeft: 64,
      marginRight: right,
      marginTop: 24,
      marginBottom: 40,
      x: {
        label: data.axis === "days" ? null : data.x.label, ticks: Math.max(3, Math.round(width / 110)),
        ...(data.axis === "days" ? { type: "utc" } : {}),
        ...(data.axis === "words" ? { tickFormat: (place) => labels.get(place) ?? "" } : {}),
      },
      y: { label: data.y.label, tickFormat: axis(data.y), ticks: 5, nice: true },
      marks,
    });
  }

  function plot(width, height, options) {
    return Plot.plot({
      className: "plot", width, height, ...options,
      style: { fontSize: `${SIZE}px`, background: "transparent", color: "inherit" },
    });
  }

  // A line with a point of nothing at each hole, so that it is not drawn across.
  function broken(line) {
    return line.points.flatMap((point, at) =>
      line.breaks.includes(at) ? [{ ...point, y: NaN, low: NaN, high: NaN }, point] : [point]);
  }

  function spread(points) {
    const step = Math.max(1, Math.ceil(points.length / 6));
    return points.filter((_, at) => (points.length - 1 - at) % step === 0);
  }

  // The last points of the lines, moved up or down until their names do not touch.
  function apart(shown, height, fromZero) {
    const ends = shown.map((line, at) => ({ at, y: line.points.at(-1).y })).sort((a, b) => a.y - b.y);
    const values = shown.flatMap((line) => line.points.map((point) => point.y)).concat(fromZero ? [0] : []);
    const gap = ((Math.max(...values) - Math.min(...values)) || 1) * (SIZE + 2) / (height - 64);
    for (let at = 1; at < ends.length; at += 1) ends[at].y = Math.max(ends[at].y, ends[at - 1].y + gap);
    return ends;
  }

  function amount(point, column) {
    const write = written(column);
    const interval = point.low === null ? "" : ` (${write(point.low)} to ${write(point.high)})`;
    return `${column.label}: ${write(point.y)}${interval}`;
  }

  function written(column) {
    const unit = column.kind === "money" && column.unit ? `${column.unit} ` : "";
    const digits = { share: 1, index: 1, days: 1, number: 2 }[column.kind] ?? 0;
    const format = new Intl.NumberFormat("en", { maximumFractionDigits: digits });
    return (value) => column.kind === "share" ? `${format.format(100 * value)} %` : unit + format.format(value);
  }

  function axis(column) {
    const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
    if (column.kind === "share") return written(column);
    return (value) => (column.kind === "money" && column.unit ? `${column.unit} ` : "") + compact.format(value);
  }

  function ticks(width, column) {
    return Math.max(2, Math.round(width / (column.kind === "money" ? 110 : 80)));
  }

  // How many letters of texts to show: those of the longest, or as many as fit.
  function room(texts, width) {
    const longest = Math.max(0, ...texts.map((text) => [...text].length));
    return Math.min(longest, Math.floor(width / LETTER));
  }

  function shortened(text, letters) {
    const all = [...text];
    return all.length > letters ? `${all.slice(0, Math.max(1, letters - 1)).join("")}…` : text;
  }

  return { draw };
})();

MarketCharts.draw();
