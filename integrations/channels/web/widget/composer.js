// Where the customer writes. A draft outlives the page.

class Composer {
  constructor(view, store) {
    this.store = store;
    this.field = h("textarea", {
      rows: 1, "aria-label": view.words.compose, placeholder: view.words.placeholder,
      enterkeyhint: "send", autocomplete: "off",
    });
    this.button = h("button", { type: "submit", "aria-label": view.words.send, title: view.words.send }, icon("send"));
    this.node = h("form", { class: "composer" }, this.field, this.button);
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(view);
    });
    this.put(store.get("draft", "sessionStorage") || "");
  }

  // Enter also ends the writing of a Chinese word; that one is not ours.
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  submit(view) {
    const text = this.field.value.trim();
    if (!text) return;
    this.put("");
    this.field.focus();
    view.say(text);
  }

  // Words that the gateway refused come back, unless new ones are there already.
  giveBack(text) {
    if (!this.field.value) this.put(text);
  }

  put(text) {
    this.field.value = text;
    this.fit();
  }

  fit() {
    this.store.set("draft", this.field.value || null, "sessionStorage");
    this.button.disabled = !this.field.value.trim();
    this.field.style.height = "";
    const { scrollHeight } = this.field;
    if (scrollHeight > 46) this.field.style.height = `${scrollHeight + 2}px`;
  }
}
