// What is shown of the picture and of the list: filters, and finding by name.

const chosen = {
  form: document.getElementById("choose"),
  least: document.getElementById("least"),
  until: document.getElementById("until"),
  find: document.getElementById("find"),
  dates: [...new Set(picture.said.map((l) => l.reported).filter(Boolean))].sort(),
  at: -1,
};

const ticked = (id) => new Set([...document.querySelectorAll(`#${id} input:checked`)].map((box) => box.value));
const told = (input, text) => { document.querySelector(`output[for=${input.id}]`).textContent = text; };

function filter() {
  const least = Number(chosen.least.value);
  const until = chosen.dates[Number(chosen.until.value)];
  const [statuses, relations] = [ticked("status"), ticked("relation")];
  told(chosen.least, String(least));
  told(chosen.until, until === undefined ? "any date" : `${until}, or undated`);
  for (const link of picture.said) {
    link.seen = link.confidence >= least && statuses.has(link.status) && relations.has(link.relation)
      && (until === undefined || !link.reported || link.reported <= until);
    const entry = document.getElementById(`p-${link.id}`);
    if (entry) entry.hidden = !link.seen;
  }
  for (const group of document.querySelectorAll(".relation")) group.hidden = !group.querySelector(".said:not([hidden])");
  for (const node of picture.nodes) node.seen = !node.links.length || node.links.some((l) => l.seen);
  const seen = picture.links.filter((l) => l.seen).length;
  document.getElementById("shown").textContent = `${seen.toLocaleString("en")} of ${picture.links.length.toLocaleString("en")} links shown`;
  picture.draw();
}

function find() {
  const words = chosen.find.value.trim().toLocaleLowerCase();
  const named = (node) => [node.name, ...node.aliases].some((name) => name.toLocaleLowerCase().includes(words));
  picture.found = new Set(words ? picture.nodes.filter((n) => n.seen && named(n)) : []);
  chosen.at = -1;
  document.getElementById("found").textContent = words ? `${picture.found.size} found${picture.found.size ? ", Enter goes to the next" : ""}` : "";
  picture.draw();
}

function next() {
  const found = [...picture.found];
  if (!found.length) return;
  chosen.at = (chosen.at + 1) % found.length;
  select(`n-${found[chosen.at].id}`);
}

chosen.until.max = String(chosen.dates.length);
chosen.until.value = chosen.until.max;
chosen.until.disabled = !chosen.dates.length;
chosen.form.addEventListener("submit", (event) => event.preventDefault());
chosen.form.addEventListener("input", (event) => (event.target === chosen.find ? find() : filter()));
chosen.form.addEventListener("reset", () => setTimeout(() => {
  chosen.until.value = chosen.until.max;
  find();
  filter();
}));
chosen.find.addEventListener("keydown", (event) => { if (event.key === "Enter") next(); });
for (const choice of document.querySelectorAll(".choice")) {
  addEventListener("click", (event) => { if (!choice.contains(event.target)) choice.open = false; });
}
