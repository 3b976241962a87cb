// The panel: head, conversation, composer; where the focus is; how much room there is.

const PHONE = "(max-width: 520px), (max-height: 460px)"; // as in styles_panel.js
const SHORTLY = 250; // answers that come sooner need no typing indicator

class Panel {
  constructor(view, conversation) {
    this.view = view;
    this.conversation = conversation;
    const { words } = view;
    this.status = h("p", { role: "status" });
    this.banner = h("div", { class: "banner", role: "status", hidden: true });
    this.notice = h("p", { class: "notice", role: "alert", hidden: true });
    this.log = new Log(view);
    this.composer = new Composer(view, conversation.store);
    this.latest = h("button", { type: "button", class: "latest", hidden: true, "aria-label": words.latest, onclick: () => this.log.toEnd() }, icon("down"));
    this.close = h("button", { type: "button", "aria-label": words.close, title: words.close, onclick: view.close }, icon("close"));
    this.node = h("section", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
      h("header", { class: "head" }, h("span", { class: "lamp" }, icon("lantern")),
        h("div", { class: "title" }, h("h2", { id: "title" }, view.title), this.status), this.close),
      this.banner,
      h("div", { class: "middle" }, this.log.node, this.latest),
      this.notice,
      this.composer.node);
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.log.node.addEventListener("scroll", () => this.showLatest(), { passive: true });
    if (window.visualViewport) {
      for (const name of ["resize", "scroll"]) visualViewport.addEventListener(name, () => this.makeRoom());
    }
  }

  get isOpen() {
    return !this.node.hidden;
  }

  show(is, focus = true) {
    this.node.hidden = !is;
    this.node.setAttribute("aria-modal", String(is && matchMedia(PHONE).matches));
    document.documentElement.style.overflow = is && matchMedia(PHONE).matches ? "hidden" : "";
    if (!is) return;
    this.makeRoom();
    this.render();
    this.log.hush();
    this.log.rest();
    this.composer.fit();
    if (focus) this.composer.field.focus();
  }

  render() {
    const { conversation, view } = this;
    const { words } = view;
    const { owner, agentName } = conversation.timeline;
    setText(this.status, { assistant: words.withAssistant, queue: words.withQueue, agent: words.withAgent(agentName) }[owner]);
    setText(this.banner, conversation.connected ? "" : words.offline);
    setText(this.notice, conversation.notice);
    if (conversation.returned) {
      this.composer.giveBack(conversation.returned);
      conversation.returned = null;
    }
    this.log.render({
      entries: conversation.timeline.all,
      pending: conversation.outbox.shown,
      isTyping: owner === "assistant" && this.isTakingLong(),
    });
    this.showLatest();
  }

  // Whether an answer has been under way for a moment.
  isTakingLong() {
    const sent = this.conversation.outbox.items.find((item) => item.state === SENDING);
    if (!sent) {
      this.since = null;
      return false;
    }
    if (!this.since) {
      this.since = Date.now();
      setTimeout(() => this.render(), SHORTLY + 10);
    }
    return Date.now() - this.since > SHORTLY;
  }

  showLatest() {
    this.latest.hidden = this.log.isNearEnd;
  }

  key(event) {
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.view.close();
    }
    // On a phone the panel covers the page: the focus stays within.
    if (event.key === "Tab" && matchMedia(PHONE).matches) this.keepFocus(event);
  }

  keepFocus(event) {
    const stops = [...this.node.querySelectorAll("a, button:enabled, textarea, summary, [tabindex='0']")]
      .filter((node) => node.offsetParent);
    const [from, to] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
    if (this.node.getRootNode().activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  // A pressed button may be gone or disabled now. Where fingers type, the field is
  // left alone: it would bring up the keyboard.
  keepFocusInside() {
    const node = matchMedia("(pointer: fine)").matches ? this.composer.field : this.log.node;
    if (this.node.getRootNode().activeElement !== this.composer.field) node.focus({ preventScroll: true });
  }

  // A virtual keyboard shrinks what is visible, not the window.
  makeRoom() {
    // Zoomed in, less is visible too; the panel stays as it is then.
    if (!this.isOpen || !window.visualViewport || visualViewport.scale > 1.01) return;
    const following = this.log.isNearEnd;
    this.node.style.setProperty("--sk-visible", `${visualViewport.height}px`);
    this.node.style.setProperty("--sk-top", `${visualViewport.offsetTop}px`);
    if (following) this.log.toEnd();
  }
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
  if (node.getAttribute("role") !== "status" || node.className) node.hidden = !text;
}
