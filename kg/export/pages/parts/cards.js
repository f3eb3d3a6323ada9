// What is selected: shown as a card, which repeats the list's entry; by mouse, touch, keyboard, or the address's #.

const canvas = picture.canvas;
const NEXT = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function select(id, { scroll = true } = {}) {
  const it = picture.byId.get(id) ?? null;
  const entry = document.getElementById(id);
  const card = document.getElementById("card");
  picture.selected = it;
  card.replaceChildren(...(entry?.matches("details") ? cardOf(entry, it) : []));
  history.replaceState(null, "", id ? `#${id}` : location.pathname + location.search);
  if (it) picture.show(it);
  else picture.draw();
  if (id && scroll) {
    card.parentElement.scrollTop = 0;
    if (getComputedStyle(card.parentElement).overflowY !== "auto") card.scrollIntoView({ block: "start" });
  }
}

// The entry of the list once more, under a heading; for a thing, also its links, for a link its ends.
function cardOf(entry, it) {
  const copy = entry.cloneNode(true);
  const head = document.createElement("h2");
  head.append(...copy.querySelector("summary").childNodes);
  copy.querySelector("summary").remove();
  const close = button("Close", () => { select(null); canvas.focus(); });
  close.className = "close";
  const body = document.createElement("div");
  body.append(...copy.childNodes);
  return [close, head, ...(it ? [related(it)] : []), body];
}

function related(it) {
  const list = document.createElement("ul");
  list.className = "related";
  const entries = it.points ? [it.a, it.b] : [...it.links].sort((a, b) => b.confidence - a.confidence);
  for (const other of entries) {
    const id = other.points ? `p-${other.id}` : `n-${other.id}`;
    const sentence = other.points ? document.querySelector(`#${CSS.escape(id)} bdi`)?.textContent : other.name;
    const choose = button(other.points ? `${sentence} · ${other.confidence}${other.claimed ? ", claimed" : ""}` : sentence, () => select(id));
    const line = document.createElement("li");
    line.append(choose);
    list.append(line);
  }
  return list;
}

function button(text, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", does);
  return made;
}

// Mouse and touch: drag moves, two fingers or the wheel zoom, a click selects.
const pointers = new Map();
let moved = 0;
const onPicture = (event) => [event.offsetX, event.offsetY];
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, onPicture(event));
  if (pointers.size === 1) moved = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId), now = onPicture(event);
  if (!before) return hover(now);
  const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
  moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
  pointers.set(event.pointerId, now);
  if (other) {
    picture.zoom(Math.hypot(now[0] - other[0], now[1] - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1), ...other);
  } else if (moved > 4) {
    picture.left += now[0] - before[0];
    picture.top += now[1] - before[1];
    picture.draw();
  }
});
canvas.addEventListener("pointerup", (event) => {
  pointers.delete(event.pointerId);
  if (moved > 4 || pointers.size) return;
  const it = picture.at(...onPicture(event));
  select(it ? `${it.points ? "p" : "n"}-${it.id}` : null);
});
canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
canvas.addEventListener("pointerleave", () => hover(null));
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  picture.zoom(Math.exp(-event.deltaY / 400), ...onPicture(event));
}, { passive: false });

function hover(place) {
  const it = place ? picture.at(...place) : null;
  canvas.style.cursor = it ? "pointer" : "grab";
  if (it === picture.hovered) return;
  picture.hovered = it;
  picture.draw();
}

// Keys: from thing to thing in a direction, through the links of one, zoom.
canvas.addEventListener("keydown", (event) => {
  const it = picture.selected;
  const from = it?.points ? it.a : it;
  if (event.key in NEXT) go(from, NEXT[event.key]);
  else if (event.key.toLowerCase() === "l" && from) {
    const links = from.links.filter((l) => l.seen);
    if (links.length) select(`p-${links[(links.indexOf(it) + 1) % links.length].id}`, { scroll: false });
  } else if (event.key === "+" || event.key === "=") picture.zoom(SCALE.step);
  else if (event.key === "-") picture.zoom(1 / SCALE.step);
  else if (event.key === "0") picture.fit();
  else if (event.key === "Escape") select(null);
  else return;
  event.preventDefault();
});

function go(from, [dx, dy]) {
  const others = picture.nodes.filter((n) => n.seen && n !== from);
  const cost = (n) => {
    const [x, y] = [n.x - from.x, n.y - from.y];
    const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    return along <= 0 ? Infinity : along + 2 * across;
  };
  const to = from ? least(others, cost) : picture.ranked.find((n) => n.seen);
  if (to) select(`n-${to.id}`, { scroll: false });
}

document.getElementById("in").addEventListener("click", () => picture.zoom(SCALE.step));
document.getElementById("out").addEventListener("click", () => picture.zoom(1 / SCALE.step));
document.getElementById("fit").addEventListener("click", () => picture.fit());
document.getElementById("said").addEventListener("toggle", (event) => {
  if (!event.target.open || !picture.byId.has(event.target.id)) return;
  picture.selected = picture.byId.get(event.target.id);
  picture.show(picture.selected);
}, true);
addEventListener("themed", () => picture.draw());
addEventListener("hashchange", () => select(location.hash.slice(1)));
let fitted = true; // until the reader moves it, the picture keeps fitting its frame
for (const kind of ["pointerdown", "wheel", "keydown"]) canvas.addEventListener(kind, () => { fitted = false; });
new ResizeObserver(() => (fitted ? picture.open() : picture.draw())).observe(canvas);
addEventListener("beforeprint", () => { root.dataset.printed = root.dataset.theme ?? ""; picture.paint(3); });
addEventListener("afterprint", () => picture.draw());
filter();
if (location.hash) select(location.hash.slice(1));
