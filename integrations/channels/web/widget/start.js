// The page's handle on the chat, there at once; the element follows with the body.

let started;
const chat = new Promise((resolve) => { started = resolve; });

window.Shopkeeper = Object.freeze({
  // `{draft: "…"}` is put into the composer, for the customer to send.
  open: (wish) => chat.then((element) => element.open(wish)),
  close: () => chat.then((element) => element.close()),
  // Forgets the conversation; the next one starts empty.
  reset: () => chat.then((element) => element.reset()),
  // A JWT in which the shop vouches for its customer; null when he signs out.
  identify: (token) => chat.then((element) => element.conversation.identify(token)),
});

function start() {
  const element = document.createElement("shopkeeper-chat");
  document.body.append(element);
  element.start(readOptions());
  started(element);
}

customElements.define("shopkeeper-chat", ShopkeeperChat);
if (document.body) start();
else document.addEventListener("DOMContentLoaded", start, { once: true });
