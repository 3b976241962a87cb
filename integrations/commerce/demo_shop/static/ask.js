// Buttons of the page that open the chat, with a question about what they stand beside.
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => window.Shopkeeper.open({ draft: button.dataset.ask }));
}
