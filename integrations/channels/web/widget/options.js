// What the shop's page asks for: `window.ShopkeeperOptions`, or data attributes
// of the script tag. A second script tag changes nothing.
if (window.Shopkeeper) return;

const SCRIPT = document.currentScript;

function readOptions() {
  const given = { ...(SCRIPT ? SCRIPT.dataset : {}), ...window.ShopkeeperOptions };
  const home = SCRIPT && SCRIPT.src ? new URL(SCRIPT.src).origin : location.origin;
  return {
    endpoint: (given.endpoint || home).replace(/\/+$/, ""),
    locale: given.locale || document.documentElement.lang || navigator.language || "en",
    title: given.title || "",
    accent: given.accent || "",
    position: given.position === "left" ? "left" : "right",
    theme: /^(light|dark)$/.test(given.theme) ? given.theme : "auto",
    channel: given.channel || "web",
    suggestions: listOf(given.suggestions),
    // A signed token, or a function that fetches one.
    identity: given.identity || null,
  };
}

function listOf(value) {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? value.split("|").filter(Boolean) : null;
}
