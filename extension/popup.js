// The popup: reads the page in front of the person, shows what Upslope says of it, and saves it.
// Whatever comes from a page is written as text, never as HTML.
import { ask, forget, kept, loopback, pair, Refusal } from "./server.js";

const $ = (id) => document.getElementById(id);
const STATUS = {
  saved: "Saved",
  applied: "Applied",
  screening: "Screening",
  interview: "Interview",
  offer: "Offer",
  accepted: "Accepted",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  no_answer: "No answer",
};
const HOW = {
  stated: "",
  shown: "Read as the page shows it.",
  selected: "Read of the text that you selected. Put right what is wrong.",
};
let page = null;
let path = null;

async function start() {
  only("status");
  say("Reading this page …");
  try {
    if (!(await kept()).token) throw new Refusal("unpaired", "This extension is not paired with Upslope yet.");
    page = await readPage();
    show(await ask("look", page));
  } catch (error) {
    explain(error);
  }
}

/** What stands on the page of the tab that the button was pressed on. */
async function readPage() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const reading = { target: { tabId: tab.id }, files: ["read_page.js"] };
  const [found] = await chrome.scripting.executeScript(reading).catch(() => []);
  if (found?.result) return found.result;
  throw new Refusal("refused", "The browser lets no extension read this page. Open the page of an opening.");
}

function show(seen) {
  only("opening");
  const known = STATUS[seen.status] ? `In your tracker: ${STATUS[seen.status].toLowerCase()}.` : "";
  say([known, seen.closed ? "This opening takes no more applications." : ""].filter(Boolean).join(" "));
  write("title", seen.title);
  write("company", seen.company);
  write("place", seen.place);
  write("how", HOW[seen.how]);
  write("note", seen.note);
  list("known", seen.sent.map(told));
  $("details").hidden = seen.how !== "selected";
  $("name").value = seen.title;
  $("employer").value = seen.company;
  showFit(seen.fit);
  showStatus(seen.status, seen.path);
}

function told({ same, title, day, status }) {
  const what = same === "opening" ? "this opening" : `${title || "an opening"} at this company`;
  return `You applied to ${what} on ${day || "an unknown day"}: ${STATUS[status].toLowerCase()}.`;
}

function showFit(fit) {
  $("fit").hidden = !fit;
  if (!fit) return;
  write("score", `${Math.round(fit.score)} of 100`);
  write("band", fit.band ? `(${fit.band})` : "");
  const often = `Careful readers called ${Math.round(fit.chance * 100)} of 100 such matches a reasonable target.`;
  write("chance", fit.chance === null ? "" : often);
  $("meter").value = fit.score;
  list("reasons", fit.reasons.map(({ says, effect }) => `${effect < 0 ? "−" : "+"}${Math.abs(effect).toFixed(1)} ${says}`));
  write("missing", fit.missing.length ? `Your resume does not show: ${fit.missing.join(", ")}.` : "");
}

function showStatus(status, where) {
  path = where;
  $("save").hidden = Boolean(status);
  $("applied").hidden = Boolean(status) && status !== "saved";
  $("open").hidden = !path;
}

async function keep(status) {
  const selected = $("details").hidden ? {} : { name: $("name").value, company: $("employer").value };
  busy(true);
  try {
    const saved = await ask("save", { ...page, ...selected, status });
    say(`Kept. In your tracker: ${STATUS[saved.status].toLowerCase()}.`);
    showStatus(saved.status, saved.path);
    $("open").focus();
  } catch (error) {
    explain(error);
  } finally {
    busy(false);
  }
}

async function openInUpslope() {
  const { address } = await kept();
  await chrome.tabs.create({ url: new URL(path, address).href });
  window.close();
}

async function pairUp(event) {
  event.preventDefault();
  const address = loopback($("address").value);
  write("pair-error", "");
  if (!address) {
    write("pair-error", "Upslope is on this computer: its address begins with http://127.0.0.1:");
    $("address").focus();
    return;
  }
  try {
    await pair(address, $("code").value);
    await start();
  } catch (error) {
    write("pair-error", error.kind === "away" ? `${error.message} Is it running?` : error.message);
    $("code").focus();
  }
}

/** Say what is wrong and what to do. */
async function explain(error) {
  const kind = error instanceof Refusal ? error.kind : "refused";
  say(error.message);
  if (kind === "unpaired") await askForCode();
  if (kind === "away") only("status", "away");
  if (kind === "refused") only("status");
}

async function askForCode() {
  await forget();
  only("status", "pair");
  $("address").value = (await kept()).address;
  $("code").focus();
}

function only(...shown) {
  for (const id of ["opening", "pair", "away"]) $(id).hidden = !shown.includes(id);
}

function say(what) {
  $("status").textContent = what;
  $("status").hidden = !what;
}

function write(id, text) {
  $(id).textContent = text;
  $(id).hidden = !text;
}

function list(id, lines) {
  $(id).replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
  $(id).hidden = !lines.length;
}

function busy(is) {
  for (const id of ["save", "applied"]) $(id).disabled = is;
}

$("save").addEventListener("click", () => keep("saved"));
$("applied").addEventListener("click", () => keep("applied"));
$("open").addEventListener("click", openInUpslope);
$("pair").addEventListener("submit", pairUp);
$("again").addEventListener("click", start);
$("elsewhere").addEventListener("click", askForCode);
$("details").addEventListener("submit", (event) => event.preventDefault());
start();
