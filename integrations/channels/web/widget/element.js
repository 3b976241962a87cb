// <shopkeeper-chat>: the launcher and the panel, apart from the page's own styles.

class ShopkeeperChat extends HTMLElement {
  start(options) {
    this.options = options;
    this.words = wordsFor(options.locale);
    this.conversation = new Conversation(options, this.words, () => this.render());
    this.build();
    this.conversation.resume();
    if (this.conversation.session) this.greetAgain();
    const { store } = this.conversation;
    if (store.get("open", "sessionStorage") && !matchMedia(PHONE).matches) this.open({ focus: false });
    else this.render();
  }

  build() {
    const { options, words, conversation } = this;
    this.setAttribute("position", options.position);
    this.setAttribute("theme", options.theme);
    this.lang = /^zh/i.test(options.locale) ? "zh-CN" : "en";
    if (options.accent) this.colour(options.accent);
    const view = {
      words,
      title: options.title || words.title,
      base: options.endpoint + "/",
      dates: new Dates(options.locale, words),
      suggestions: options.suggestions || words.suggestions,
      say: (text) => {
        conversation.send(text);
        this.panel.keepFocusInside();
      },
      resend: (id) => conversation.resend(id),
      close: () => this.close(),
    };
    this.panel = new Panel(view, conversation);
    this.count = h("span", { class: "count", hidden: true });
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => this.open() },
      h("span", { class: "lamp" }, icon("lantern")), h("span", {}, words.launcher), this.count);
    const root = this.attachShadow({ mode: "open" });
    // Unlike an inline style, this is allowed by the strictest content policies.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(THEME + PANEL_STYLE + ENTRY_STYLE + CARD_STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.launcher, this.panel.node);
  }

  // Words on the accent are light or dark, whichever can be read.
  colour(accent) {
    this.style.setProperty("--sk-accent", accent);
    const [red, green, blue] = rgbOf(accent);
    const isLight = 0.299 * red + 0.587 * green + 0.114 * blue > 140;
    this.style.setProperty("--sk-on-accent", isLight ? "#1c1a14" : "#fffdf7");
  }

  // A conversation begins when somebody wants one, not with every page view.
  open({ draft = "", focus = true } = {}) {
    if (draft) this.panel.composer.giveBack(draft);
    if (this.panel.isOpen) return;
    this.conversation.wanted = true;
    this.conversation.store.set("open", true, "sessionStorage");
    this.panel.show(true, focus);
    this.render();
    this.begin();
  }

  close() {
    if (!this.panel.isOpen) return;
    this.conversation.store.set("open", null, "sessionStorage");
    this.panel.show(false);
    this.render();
    this.launcher.focus();
  }

  reset() {
    return this.conversation.begin();
  }

  // The shop may know by now who the guest of the last page is.
  async greetAgain() {
    try {
      const identity = await this.conversation.currentIdentity();
      if (identity) await this.conversation.identify(identity);
    } catch {
      // Goes on as before; the gateway asks for proof where it needs some.
    }
  }

  async begin() {
    try {
      await this.conversation.ensure();
    } catch (error) {
      if (error instanceof OutOfReach) this.conversation.setConnected(false);
      else this.conversation.notice = error instanceof Refused && error.status < 500 ? error.message : this.words.broken;
      // Nobody may have written yet: somebody has to try again.
      setTimeout(() => this.panel.isOpen && this.begin(), 4000);
    }
    this.render();
  }

  render() {
    const { conversation, panel, words } = this;
    if (panel.isOpen) {
      panel.render();
      if (!document.hidden) conversation.markSeen();
    }
    const unread = panel.isOpen ? 0 : conversation.unread;
    this.launcher.hidden = panel.isOpen;
    this.count.hidden = !unread;
    this.count.textContent = unread > 99 ? "99+" : String(unread);
    this.launcher.setAttribute("aria-label", unread ? `${words.open}. ${words.unread(unread)}` : `${words.launcher}. ${words.open}`);
  }
}

// A colour of any notation as numbers, by asking the browser.
function rgbOf(colour) {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}
