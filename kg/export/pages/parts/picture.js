// The picture: things and links, what of them is seen, where they lie on the canvas, what lies at a place of it.

const SIZE = { base: 8, more: 1.8, most: 18 }; // radius of a thing, in pixels at scale 1
const SCALE = { least: 0.02, most: 6, first: 1.25, step: 1.25, margin: 44 };
const REACH = { thing: 4, link: 7 }; // pixels: how near a click must be
const BESIDE = 16; // between links that join the same two
const BULGE = 34; // of a link within a column
const WIDE = 120; // farther apart sideways than this, a link leaves and arrives level
const NARROW = 600; // pixels: a screen that shows one group at first

class Picture {
  constructor(canvas, data) {
    this.canvas = canvas;
    this.data = data;
    this.nodes = data.nodes.map(([id, name, aliases, kind, x, y, side, degree]) => ({
      id, name, aliases, kind, x, y, side, degree, links: [], seen: true,
      label: name.length > data.letters ? `${name.slice(0, data.letters - 1)}…` : name,
      size: Math.min(SIZE.base + SIZE.more * Math.sqrt(degree), SIZE.most),
    }));
    this.said = data.links.map(([id, a, b, confidence, status, relation, reported]) => ({
      id, a: this.nodes[a], b: this.nodes[b], confidence, reported, seen: true,
      status: data.statuses[status], relation: data.relations[relation],
      claimed: data.claimed.includes(data.statuses[status]), disputed: data.statuses[status] === "disputed",
      label: `${data.relations[relation].replaceAll("_", " ")} · ${confidence}`,
    }));
    this.links = this.said.filter((link) => link.b); // what is said of one thing alone is no line
    this.byId = new Map([...this.nodes.map((n) => [`n-${n.id}`, n]), ...this.links.map((l) => [`p-${l.id}`, l])]);
    this.join();
    this.ranked = [...this.nodes].sort((a, b) => b.degree - a.degree);
    this.selected = this.hovered = null;
    this.found = new Set();
    this.scale = 1;
    this.left = this.top = 0;
    this.ink = new Ink(this);
    this.names = new Names(this);
  }

  // Each thing knows its links; links between the same two lie side by side.
  join() {
    const between = new Map();
    for (const link of this.links) {
      link.a.links.push(link);
      link.b.links.push(link);
      const key = [link.a.id, link.b.id].sort().join(" ");
      between.set(key, [...(between.get(key) ?? []), link]);
    }
    for (const links of between.values()) links.forEach((link, at) => this.bend(link, (at - (links.length - 1) / 2) * BESIDE));
  }

  // `points` is a link as a chain of places, `line` the same to draw. Curves are for columns, whose labels stand aside.
  bend(link, aside) {
    const { a, b } = link;
    const columns = a.side || b.side;
    const level = columns && Math.abs(b.x - a.x) > WIDE;
    const bulge = columns && !level ? Math.sign(b.y - a.y || 1) * BULGE : 0;
    link.points = chain(a, b, aside + bulge, level);
    link.line = new Path2D();
    link.points.forEach(([x, y], i) => (i ? link.line.lineTo(x, y) : link.line.moveTo(x, y)));
  }

  // Where a place of the picture is on the canvas, and the other way round.
  onCanvas(x, y) { return [x * this.scale + this.left, y * this.scale + this.top]; }
  inPicture(x, y) { return [(x - this.left) / this.scale, (y - this.top) / this.scale]; }
  radius(node) { return node.size * Math.min(this.scale ** 0.55, 1.3); }

  // The middle of a link or thing on the canvas.
  place(id) {
    const it = this.byId.get(id);
    return it.points ? this.onCanvas(...middle(it.points)) : this.onCanvas(it.x, it.y);
  }

  // What lies at a place of the canvas: a thing, else the nearest link.
  at(x, y) {
    const [px, py] = this.inPicture(x, y);
    const near = (node) => Math.hypot(node.x - px, node.y - py) - this.radius(node) / this.scale;
    const node = least(this.nodes.filter((n) => n.seen), near);
    if (node && near(node) * this.scale < REACH.thing) return node;
    const away = (link) => Math.min(...link.points.slice(1).map((p, i) => distance(px, py, link.points[i], p)));
    const reach = REACH.link / this.scale;
    const link = least(this.links.filter((l) => l.seen && inBox(l, px, py, reach + 2 * BULGE)), away);
    return link && away(link) < reach ? link : null;
  }

  // The largest scale at which all of it can be seen, names included: these do not shrink, so it is found in a few steps.
  fit(some = this.nodes) {
    const nodes = some.filter((n) => n.seen);
    if (!nodes.length) return;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const room = nodes.map((n) => {
      const label = Math.min(this.names.width(n.label, FONT), width / 4) + 24;
      return n.side < 0 ? [label, 14] : n.side > 0 ? [46, label] : [label / 2, label / 2];
    });
    const reach = (scale) => [
      extreme(nodes.map((n, i) => n.x * scale - room[i][0]), Math.min), extreme(nodes.map((n, i) => n.x * scale + room[i][1]), Math.max),
      extreme(nodes.map((n) => n.y * scale), Math.min) - 20, extreme(nodes.map((n) => n.y * scale), Math.max) + 28,
    ];
    this.scale = SCALE.first;
    let [x0, x1, y0, y1] = reach(this.scale);
    for (let i = 0; i < 6; i += 1) {
      const wide = width / (x1 - x0), high = height / (y1 - y0);
      this.scale = Math.min(SCALE.first, Math.max(this.scale * Math.min(wide, high), SCALE.least));
      [x0, x1, y0, y1] = reach(this.scale);
    }
    this.left = (width - x0 - x1) / 2;
    this.top = (height - y0 - y1) / 2;
    this.draw();
  }

  // What is first seen: everything; on a narrow screen what is linked to the thing with most links.
  open() {
    const group = new Set(this.ranked.slice(0, 1));
    for (const node of group) for (const link of node.links) group.add(link.a).add(link.b); // grows while it is walked
    this.fit(this.canvas.clientWidth < NARROW ? [...group] : this.nodes);
  }

  zoom(by, x = this.canvas.clientWidth / 2, y = this.canvas.clientHeight / 2) {
    const [px, py] = this.inPicture(x, y);
    this.scale = Math.min(Math.max(this.scale * by, SCALE.least), SCALE.most);
    this.left = x - px * this.scale;
    this.top = y - py * this.scale;
    this.draw();
  }

  // Bring a thing or link into sight if it is out of it.
  show(it) {
    const [x, y] = this.place(it.points ? `p-${it.id}` : `n-${it.id}`);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (x < SCALE.margin || y < SCALE.margin || x > width - SCALE.margin || y > height - SCALE.margin) {
      this.left += width / 2 - x;
      this.top += height / 2 - y;
    }
    this.draw();
  }

  // Drawn once before the next frame, however often it is asked for.
  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = null; this.paint(); });
  }

  paint(sharp = devicePixelRatio) {
    this.ink.begin(sharp);
    const lit = this.lit();
    const clear = (it) => !lit || lit.has(it);
    const links = this.links.filter((l) => l.seen);
    const nodes = this.ranked.filter((n) => n.seen && this.inSight(n.x, n.y));
    for (const link of links) this.ink.link(link, clear(link));
    for (const node of nodes) this.ink.node(node, clear(node));
    this.names.paint(nodes, links, clear, lit);
    performance.mark("picture");
  }

  // What stands out: the selected with what it is linked to, or what was found; null if all is alike.
  lit() {
    const it = this.selected;
    if (it) return new Set(it.points ? [it, it.a, it.b] : [it, ...it.links.flatMap((l) => [l, l.a, l.b])]);
    return this.found.size ? this.found : null;
  }

  inSight(x, y) {
    const [cx, cy] = this.onCanvas(x, y);
    return cx > -60 && cy > -40 && cx < this.canvas.clientWidth + 60 && cy < this.canvas.clientHeight + 40;
  }
}

const picture = new Picture(document.getElementById("picture"), JSON.parse(document.getElementById("data").textContent));
picture.open();
