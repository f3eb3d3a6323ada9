"use strict";
// On paper nothing can be clicked: short lists are opened while they are printed.

const OPENED_FOR_PRINT = 200; // entries; more would be a book
let openedForPrint = [];
addEventListener("beforeprint", () => {
  const closed = [...document.querySelectorAll("details.said:not([open]):not([hidden])")];
  openedForPrint = closed.length > OPENED_FOR_PRINT ? [] : closed;
  for (const entry of openedForPrint) entry.open = true;
});
addEventListener("afterprint", () => { for (const entry of openedForPrint) entry.open = false; });

// An address that names an entry opens it.
const openNamed = () => {
  const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (entry?.matches("details.said")) entry.open = true;
};
addEventListener("hashchange", openNamed);
openNamed();
