// Buttons of the page that open the chat, with a question about what they stand beside.
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => window.Shopkeeper.open({ draft: button.dataset.ask }));
}

// On a phone the departments are one long row: show where in it we are.
const here = document.querySelector(".departments [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - 60;
