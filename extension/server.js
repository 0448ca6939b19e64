// Talks to Upslope on this computer: to its loopback address alone, with this extension's own token.

export const DEFAULT_ADDRESS = "http://127.0.0.1:8571";
const HOSTS = { origins: ["http://127.0.0.1/*"] };
const PATIENCE = 20_000; // milliseconds; the first answer after a start may take some seconds
const MOST_BYTES = 4_000_000; // of one request: the server takes 4 MiB

/** Why there is no answer; `kind` is "away", "unpaired" or "refused". */
export class Refusal extends Error {
  constructor(kind, says) {
    super(says);
    this.kind = kind;
  }
}

/** The address that a person typed, as this extension may ask it; null if it is another one. */
export function loopback(typed) {
  const bare = typed.trim().replace(/^(?!https?:)/i, "http://");
  try {
    const url = new URL(bare.replace("//localhost", "//127.0.0.1"));
    return url.protocol === "http:" && url.hostname === "127.0.0.1" ? url.origin : null;
  } catch {
    return null;
  }
}

/** What is kept: the address, and the token once this extension is paired. */
export async function kept() {
  return { address: DEFAULT_ADDRESS, token: "", ...(await chrome.storage.local.get(["address", "token"])) };
}

export async function forget() {
  await chrome.storage.local.remove("token");
}

/** Show the server a code; from then on it knows this extension. Firefox may ask the person first. */
export async function pair(address, code) {
  if (!(await chrome.permissions.request(HOSTS))) {
    throw new Refusal("refused", "The browser does not let this extension ask 127.0.0.1.");
  }
  const { token } = await post(address, "pair", { code: code.trim() });
  await chrome.storage.local.set({ address, token });
}

/** Ask what Upslope reads of a page ("look"), or have it stored and tracked ("save"). */
export async function ask(path, body) {
  const { address, token } = await kept();
  return post(address, path, body, token);
}

async function post(address, path, body, token) {
  const headers = { "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const request = { method: "POST", headers, body: fitting(body), cache: "no-store", credentials: "omit" };
  let response, answer;
  try {
    response = await fetch(`${address}/api/v1/extension/${path}`, {
      ...request,
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json();
  } catch {
    throw new Refusal("away", `Upslope does not answer at ${address}.`);
  }
  if (response.ok) return answer;
  const says = [answer.error, answer.next].filter(Boolean).join(" ");
  const unknown = token && [401, 403].includes(response.status);
  throw new Refusal(unknown ? "unpaired" : "refused", unknown ? "Upslope no longer knows this extension." : says);
}

/** The body as JSON; of a page that is too long the end is left out. Half a character is no text. */
function fitting(body) {
  for (;;) {
    const json = JSON.stringify(body, (_, value) => (typeof value === "string" ? value.toWellFormed() : value));
    if (new Blob([json]).size <= MOST_BYTES) return json;
    const [longest] = Object.keys(body).sort((a, b) => JSON.stringify(body[b]).length - JSON.stringify(body[a]).length);
    body = { ...body, [longest]: body[longest].slice(0, Math.floor(body[longest].length / 2)) };
  }
}
