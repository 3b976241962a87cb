// What outlives the page. Browsers may refuse storage; the chat then forgets on reload.

class Store {
  constructor(endpoint) {
    this.prefix = `shopkeeper:${endpoint}:`;
  }

  get(name, area = "localStorage") {
    try {
      return JSON.parse(window[area].getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  set(name, value, area = "localStorage") {
    try {
      if (value === null) window[area].removeItem(this.prefix + name);
      else window[area].setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // Full or forbidden: nothing that the customer could do about it.
    }
  }

  // Another tab of the shop changed `name`.
  onOthersChange(name, changed) {
    window.addEventListener("storage", (event) => {
      if (event.key === this.prefix + name) changed(this.get(name));
    });
  }
}
