// Building the page. Data only ever becomes text nodes and checked attributes.

function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

// Only addresses that a browser merely opens: never javascript: or data:.
function safeUrl(address, base) {
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const ADDRESS = /https?:\/\/[^\s<>"'`，。；：！？、（）【】《》「」]+/g;
const AFTER_ADDRESS = /[.,;:!?)\]}]+$/;

// Text as nodes: line breaks stay, addresses can be followed, nothing else is special.
function richText(text) {
  const lines = String(text).split(/\r?\n/);
  return lines.flatMap((line, index) =>
    index ? [h("br"), ...withLinks(line)] : withLinks(line));
}

function withLinks(line) {
  const nodes = [];
  let done = 0;
  for (const found of line.matchAll(ADDRESS)) {
    const shown = found[0].replace(AFTER_ADDRESS, "");
    const href = safeUrl(shown);
    if (!href) continue;
    nodes.push(line.slice(done, found.index), link(href, shown));
    done = found.index + shown.length;
  }
  nodes.push(line.slice(done));
  return nodes.filter(Boolean);
}

// Within the shop a link stays in its tab, where the conversation resumes.
function link(href, ...children) {
  const away = new URL(href).origin !== location.origin;
  const manners = away ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return h("a", { href, ...manners }, ...children);
}

// `crypto.randomUUID` is missing on pages without TLS.
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
