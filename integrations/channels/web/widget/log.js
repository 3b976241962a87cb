// The conversation as a list that only changes where something new is.

const NEAR = 90; // pixels from the end that count as reading along
const SAME_BREATH = 5 * 60000;

class Log {
  constructor(view) {
    this.view = view;
    this.nodes = new Map();
    this.node = h("div", {
      class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions",
      "aria-label": view.words.log, tabindex: 0,
    });
    this.typing = h("div", { class: "typing", role: "img", "aria-label": view.words.typing }, h("i"), h("i"), h("i"));
    this.starters = h("div", { class: "starters" }, h("p", {}, view.words.suggestionsLabel),
      view.suggestions.map((text) => h("button", { type: "button", class: "choice", onclick: () => view.say(text) }, text)));
  }

  render({ entries, pending, isTyping }) {
    const following = this.isNearEnd || this.node.scrollTop === this.rested;
    const before = this.newest;
    const rows = this.rows([...entries, ...pending.map(pendingEntry)]);
    const states = new Map(pending.map((item) => [`m:${item.id}`, item]));
    const isFresh = !pending.length && entries.length && entries.every((entry) => entry.author !== "customer");
    if (isFresh && entries.length === 1) rows.push(["starters", () => this.starters]);
    if (isTyping) rows.push(["typing", () => this.typing]);
    this.place(rows);
    for (const [key, node] of this.nodes) showState(node, states.get(key), this.view);
    this.settleButtons(entries, pending);
    this.newest = rows.length ? rows[rows.length - 1][0] : null;
    if (this.newest !== before && (following || pending.length)) this.rest();
  }

  // Keys in order, each with what makes its node.
  rows(entries) {
    const rows = [];
    let previous = null;
    for (const entry of entries) {
      if (!previous || dayOf(previous.at) !== dayOf(entry.at)) {
        rows.push([`d:${dayOf(entry.at)}`, () => h("p", { class: "day" }, this.view.dates.day(entry.at))]);
        previous = null;
      }
      const key = entry.messageId ? `m:${entry.messageId}` : `e:${entry.seq}`;
      rows.push([key, () => entryNode(entry, this.view), follows(entry, previous)]);
      previous = entry;
    }
    return rows;
  }

  place(rows) {
    const wanted = new Set(rows.map(([key]) => key));
    for (const [key, node] of this.nodes) {
      if (!wanted.has(key)) {
        node.remove();
        this.nodes.delete(key);
      }
    }
    let at = this.node.firstChild;
    for (const [key, make, isFollowing] of rows) {
      const node = this.nodes.get(key) || make();
      this.nodes.set(key, node);
      node.classList.toggle("follows", Boolean(isFollowing));
      if (node === at) at = at.nextSibling;
      else this.node.insertBefore(node, at);
    }
  }

  // Only what answers the customer's last words may still be pressed.
  settleButtons(entries, pending) {
    const said = entries.filter((entry) => entry.author === "customer");
    const last = said.length ? said[said.length - 1].seq : 0;
    for (const entry of entries) {
      if (!entry.payload || !entry.payload.buttons) continue;
      const node = this.nodes.get(`e:${entry.seq}`);
      const isOver = entry.seq < last || pending.length > 0;
      if (node) node.querySelectorAll(".expires button").forEach((button) => { button.disabled = isOver; });
    }
  }

  get isNearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  // At the end, but never past the start of the answer to the last question.
  rest() {
    const own = [...this.node.querySelectorAll(".customer")].pop();
    const end = this.node.scrollHeight - this.node.clientHeight;
    this.node.scrollTop = own ? Math.min(end, own.offsetTop - 12) : end;
    this.rested = this.node.scrollTop;
  }

  // What was there before is not read out as if it had just been said.
  hush() {
    this.node.setAttribute("aria-live", "off");
    setTimeout(() => this.node.setAttribute("aria-live", "polite"), 1000);
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }
}

function follows(entry, previous) {
  return previous && previous.author === entry.author && previous.author_name === entry.author_name
    && entry.author !== "system" && Date.parse(entry.at) - Date.parse(previous.at) < SAME_BREATH;
}
