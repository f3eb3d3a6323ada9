"use strict";
// Light or dark, as the system says or the button.

const root = document.documentElement;
const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

(() => {
  const button = document.getElementById("theme");
  const dark = () => getComputedStyle(root).colorScheme === "dark";
  const told = () => {
    button.textContent = dark() ? "Light" : "Dark";
    dispatchEvent(new Event("themed"));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    told();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", told);
  told();
})();
