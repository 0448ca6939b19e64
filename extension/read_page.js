// Runs in the page, once, when the person presses the button. It only reads: it changes nothing and
// sends nothing. What it returns goes to the popup, which sends it to Upslope on this computer.
(() => {
  const MOST_HTML = 1_500_000;
  const MOST_BLOCKS = 20;
  const MOST_BLOCK = 200_000;
  const MOST_SELECTED = 100_000;
  // No opening stands in these; what a person typed, and who wrote to them, may.
  const LEFT_OUT =
    "script, style, link:not([itemprop]), meta:not([itemprop]), base, template, noscript, svg, canvas, " +
    "iframe, object, embed, audio, video, img, picture, input, textarea, select, [contenteditable], " +
    "nav, footer, [hidden]:not([itemprop]), [id^='msg-overlay']";

  const stated = [...document.querySelectorAll('script[type="application/ld+json" i]')]
    .map((script) => script.textContent)
    .filter((text) => /JobPosting/.test(text) && text.length <= MOST_BLOCK)
    .slice(0, MOST_BLOCKS);

  const shown = document.documentElement.cloneNode(true);
  for (const element of shown.querySelectorAll(LEFT_OUT)) element.remove();

  return {
    url: location.href,
    title: String(document.title).slice(0, 1000),
    stated,
    html: shown.outerHTML.slice(0, MOST_HTML),
    selected: String(getSelection() ?? "").slice(0, MOST_SELECTED),
  };
})();
