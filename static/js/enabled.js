// Runs before the page is drawn, so that parts which need scripts do not flicker. A file, because the pages allow no inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
