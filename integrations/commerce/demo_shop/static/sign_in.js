// Signing in as a demo customer. A real shop's server signs the token after its own sign-in.
(function () {
  "use strict";
  const KEPT = "lantern-lane:customer";
  const shown = document.querySelector("[data-who]");
  const out = document.querySelector("[data-sign-out]");
  const menu = document.querySelector(".who");
  if (!menu) return;
  const guest = shown.textContent;

  function kept() {
    try {
      const customer = JSON.parse(localStorage.getItem(KEPT));
      const claims = JSON.parse(atob(customer.identity.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
      return claims.exp * 1000 > Date.now() ? customer : null;
    } catch {
      return null;
    }
  }

  function show(customer) {
    shown.textContent = customer ? customer.name : guest;
    out.hidden = !customer;
    menu.open = false;
    for (const button of document.querySelectorAll("[data-sign-in]")) {
      button.setAttribute("aria-pressed", String(Boolean(customer) && button.dataset.signIn === customer.customer_id));
    }
  }

  // Without proof the chat goes on as with a guest.
  function tellTheChat(customer) {
    return window.Shopkeeper.identify(customer && customer.identity).catch(() => {});
  }

  async function signIn(id) {
    const response = await fetch("/shop/identity", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ customer_id: id }),
    });
    if (!response.ok) return;
    const customer = await response.json();
    localStorage.setItem(KEPT, JSON.stringify(customer));
    show(customer);
    await tellTheChat(customer);
  }

  function signOut() {
    localStorage.removeItem(KEPT);
    show(null);
    tellTheChat(null);
  }

  for (const button of document.querySelectorAll("[data-sign-in]")) {
    button.addEventListener("click", () => signIn(button.dataset.signIn));
  }
  out.addEventListener("click", signOut);
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  const customer = kept();
  show(customer);
  tellTheChat(customer);
})();
