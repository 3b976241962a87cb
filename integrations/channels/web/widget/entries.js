// One entry of the conversation as a node.

function entryNode(entry, view) {
  const payload = entry.payload || {};
  const text = condensed(entry);
  const name = authorName(entry, view.words);
  const sheets = [...(payload.orders || []), ...(payload.order ? [payload.order] : [])];
  const parcels = payload.parcels || [];
  return h("article", { class: `entry ${plain(entry.author)} ${plain(entry.kind)}`, "aria-label": `${name}: ${entry.text}` },
    byline(name, entry, view),
    (text || payload.source) && h("div", { class: "bubble" }, richText(text), source(payload.source, view)),
    payload.cards && payload.cards.length && productRow(payload.cards, view),
    sheets.map((order) => orderSheet(order, view)),
    parcels.map((parcel, index) => parcelSheet(parcel, view, index, parcels.length)),
    related(payload.related, view),
    buttons(payload.buttons, view, { expires: true }));
}

function byline(name, entry, { words, dates }) {
  const shown = entry.author === "customer" ? null : h("b", {}, name);
  const role = entry.author === "agent" && name !== words.agent ? ` · ${words.agent}` : "";
  return h("p", { class: "by" }, shown, role, shown && " · ",
    h("time", { datetime: entry.at }, dates.time(entry.at)));
}

function authorName(entry, words) {
  if (entry.author === "customer") return words.you;
  return entry.author_name || words[entry.author] || words.system;
}

function source(given, { words }) {
  if (!given || !given.title) return null;
  return h("p", { class: "source" }, icon("book"), h("span", {},
    `${words.source}: ${given.title}`, given.other_language && ` (${words.otherLanguage})`));
}

function related(questions, view) {
  if (!questions || !questions.length) return null;
  return h("div", { class: "related" }, h("p", {}, view.words.related),
    questions.map(({ title, value }) =>
      h("button", { type: "button", onclick: () => view.say(value || title) }, title)));
}

// The customer's words before the gateway has confirmed them.
function pendingEntry(item) {
  return { author: "customer", kind: "text", text: item.text, at: item.at, payload: {}, messageId: item.id };
}

function showState(node, item, view) {
  const state = item ? item.state : "";
  if ((node.dataset.state || "") === state) return;
  node.dataset.state = state;
  node.classList.toggle("waiting", state === WAITING);
  node.classList.toggle("failed", state === FAILED);
  const old = node.querySelector(".state");
  if (old) old.remove();
  if (state !== WAITING && state !== FAILED) return;
  const again = h("button", { type: "button", onclick: () => view.resend(item.id) }, view.words.resend);
  node.append(h("p", { class: "state" }, view.words[state], state === FAILED && again));
}
