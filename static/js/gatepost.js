// Starts the components on a page. Where they are comes from the page, because static files are served under hashed names.
const { initAll } = await import(document.getElementById("govuk-frontend").href);
initAll();

// The account menu closes as menus do: by Escape, or by pressing anywhere else.
const account = document.querySelector(".gp-account");
if (account) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && account.open) {
      account.open = false;
      account.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!account.contains(event.target)) account.open = false;
  });
}

// A button marked so prints the page; it is shown only where this can run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A choice marked so sends its form as soon as it is made; the form's own button still works without this.
for (const control of document.querySelectorAll("[data-submit-on-change]")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}
