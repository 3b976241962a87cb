// Products as cards in a row; buttons of all sorts.

function productRow(cards, view) {
  return h("ul", { class: "cards", "aria-label": view.words.products, tabindex: cards.length > 1 ? 0 : null },
    cards.map((card) => productCard(card, view)));
}

function productCard(card, view) {
  const href = safeUrl(card.url, view.base);
  return h("li", { class: "card" },
    h("div", { class: "picture" }, picture(card, view)),
    h("div", { class: "about" },
      card.brand && h("span", { class: "brand" }, card.brand),
      h("h3", { title: card.title }, href ? link(href, card.title) : card.title),
      price(card, view),
      facts(card, view),
      card.reason && h("p", { class: "reason" }, card.reason),
      buttons(card.buttons, view)));
}

function picture(card, view) {
  const src = card.image && safeUrl(card.image, view.base);
  if (!src) return icon("parcel");
  // The title stands beside it; a lost picture leaves a drawing.
  return h("img", {
    src, alt: "", loading: "lazy",
    onerror: (event) => event.target.replaceWith(icon("parcel")),
  });
}

function price(card, view) {
  if (!card.price) return null;
  const before = card.list_price && [
    h("span", { class: "unseen" }, ` ${view.words.was} `), h("s", {}, card.list_price)];
  return h("div", { class: card.list_price ? "price reduced" : "price" }, h("b", {}, card.price), before);
}

function facts(card, view) {
  const stock = card.stock_text && h("span", { class: `stock ${plain(card.stock)}` }, card.stock_text);
  const rating = card.rating && h("span", { role: "img", "aria-label": view.words.rating(card.rating) }, `★ ${card.rating}`);
  return (stock || rating) && h("div", { class: "facts" }, stock, rating);
}

// Card buttons name what they are about, so they stay valid; others expire.
function buttons(list, view, { expires = false } = {}) {
  if (!list || !list.length) return null;
  return h("div", { class: expires ? "buttons expires" : "buttons" },
    list.map(({ title, value }) => {
      const choice = h("button", { type: "button", class: "choice" }, title);
      choice.addEventListener("click", () => {
        if (expires) choice.classList.add("pressed");
        view.say(value || title);
      });
      return choice;
    }));
}

// A word fit for a class name.
function plain(word) {
  return String(word || "").replace(/[^\w-]+/g, "_");
}
