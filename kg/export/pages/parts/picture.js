// The picture: draws things and links on a canvas, knows what lies where, and what is seen of it. Text is drawn, never parsed.

const LINE = { thin: 0.8, thick: 4, pale: 0.38, dash: [7, 5], reach: 7 }; // pixels; reach: how near a click must be
const SIZE = { base: 8, more: 1.8, most: 18 }; // radius of a thing, in pixels at scale 1
const SCALE = { least: 0.02, most: 6, first: 1.25, step: 1.25, margin: 44 };
const CURVED = 120; // links between things farther apart than this sideways are curves, in pictures of few links
const FEW = 600; // links
const NARROW = 600; // pixels
const FADED = 0.13;
const NAME_ROOM = 14000; // square pixels for each name: more names would be noise
const NAMED_ANYWAY = 8; // so many names may cover small things, in pictures of more than
const SMALL_PICTURE = 60; // links
const ALONG = [0.1, 0, 0.17, -0.1, -0.17]; // of a link's length from its middle: where its label may stand
const FONT = '12.5px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif';
const SMALL = '11px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif';

class Picture {
  constructor(canvas, data) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.data = data;
    this.shapes = data.kinds.map((kind) => new Path2D(kind.shape));
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
    this.bend();
    this.ranked = [...this.nodes].sort((a, b) => b.degree - a.degree);
    this.selected = this.hovered = null;
    this.found = new Set();
    this.widths = new Map();
    this.scale = 1;
    this.left = this.top = 0;
  }

  // Links between the same two lie side by side; `points` is a link as a chain of places, `line` the same to draw.
  bend() {
    const between = new Map();
    for (const link of this.links) { // each thing knows its links
      link.a.links.push(link);
      link.b.links.push(link);
      const key = [link.a.id, link.b.id].sort().join(" ");
      between.set(key, [...(between.get(key) ?? []), link]);
    }
    for (const links of between.values()) {
      links.forEach((link, at) => {
        link.points = this.chain(link, (at - (links.length - 1) / 2) * 16);
        link.line = new Path2D();
        link.points.forEach(([x, y], i) => (i ? link.line.lineTo(x, y) : link.line.moveTo(x, y)));
      });
    }
  }

  chain({ a, b }, aside) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const far = Math.hypot(dx, dy) || 1;
    const few = this.links.length <= FEW;
    if (!aside && (!few || (Math.abs(dy) < 1 && Math.abs(dx) < 2 * CURVED + 60))) return [[a.x, a.y], [b.x, b.y]];
    const sideways = few && Math.abs(dx) > CURVED;
    const bulge = aside + (few && !sideways ? Math.sign(dy || 1) * 34 : 0);
    const [px, py] = [(-dy / far) * bulge, (dx / far) * bulge];
    const [hx, hy] = sideways ? [dx / 2, 0] : [dx / 3, dy / 3];
    const [c1, c2] = [[a.x + hx + px, a.y + hy + py * 1.3], [b.x - hx + px, b.y - hy + py * 1.3]];
    return Array.from({ length: 19 }, (_, i) => {
      const t = i / 18, s = 1 - t;
      const at = (p, q, r, u) => s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
      return [at(a.x, c1[0], c2[0], b.x), at(a.y, c1[1], c2[1], b.y)];
    });
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
    const near = (node) => { const [nx, ny] = this.onCanvas(node.x, node.y); return Math.hypot(nx - x, ny - y) - this.radius(node); };
    const node = least(this.nodes.filter((n) => n.seen), near);
    if (node && near(node) < 4) return node;
    const [px, py] = this.inPicture(x, y);
    const away = (link) => least(link.points.slice(1).map((p, i) => distance(px, py, link.points[i], p)), (d) => d);
    const reach = LINE.reach / this.scale;
    const candidates = this.links.filter((l) => l.seen && inBox(l, px, py, reach + 40));
    const link = least(candidates, away);
    return link && away(link) < reach ? link : null;
  }

  // The largest scale at which all of it can be seen, names included: these do not shrink, so it is found in a few steps.
  fit(some = this.nodes) {
    const nodes = some.filter((n) => n.seen);
    if (!nodes.length) return;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.pen.font = FONT;
    const room = nodes.map((n) => {
      const label = Math.min(this.width(n.label, FONT), width / 4) + 24;
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
    const { canvas, pen } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.sharp = sharp;
    this.colours = Object.fromEntries(["ink", "soft", "paper", "link", "doubt", "focus", "mark"].map((n) => [n, colour(n)]));
    this.fills = this.data.kinds.map((kind) => colour(kind.colour));
    const lit = this.lit();
    const clear = (it) => !lit || lit.has(it);
    const links = this.links.filter((l) => l.seen);
    for (const link of links) this.paintLink(link, clear(link));
    const nodes = this.ranked.filter((n) => n.seen && this.inSight(n));
    for (const node of nodes) this.paintNode(node, clear(node));
    this.paintLabels(nodes, links, clear, lit);
    performance.mark("picture");
  }

  // What stands out: the selected with what it is linked to, or what was found; null if all is alike.
  lit() {
    const it = this.selected;
    if (it) return new Set(it.points ? [it, it.a, it.b] : [it, ...it.links.flatMap((l) => [l, l.a, l.b])]);
    return this.found.size ? this.found : null;
  }

  inSight({ x, y }) {
    const [cx, cy] = this.onCanvas(x, y);
    return cx > -60 && cy > -40 && cx < this.canvas.clientWidth + 60 && cy < this.canvas.clientHeight + 40;
  }

  paintLink(link, clear) {
    const { pen, scale, sharp, colours } = this;
    const chosen = link === this.selected || link === this.hovered;
    const thick = (LINE.thin + (LINE.thick - LINE.thin) * (link.confidence / 100)) * Math.min(Math.max(scale * 1.25, 0.3), 1.15);
    pen.globalAlpha = clear ? LINE.pale + (1 - LINE.pale) * (link.confidence / 100) : FADED;
    if (chosen) pen.globalAlpha = 1;
    pen.strokeStyle = chosen ? colours.focus : colours.link;
    pen.setTransform(sharp * scale, 0, 0, sharp * scale, sharp * this.left, sharp * this.top);
    pen.lineWidth = (chosen ? thick + 1.2 : thick) / scale;
    pen.setLineDash(link.claimed ? LINE.dash.map((part) => part / scale) : []);
    pen.stroke(link.line);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.setLineDash([]);
    if (scale > 0.4 && this.links.length <= FEW * 3) this.paintHead(link, pen.strokeStyle);
    if (link.disputed && scale > 0.12) this.paintDispute(link);
  }

  paintHead(link, fill) {
    const [[x0, y0], [x1, y1]] = link.points.slice(-2).map((p) => this.onCanvas(...p));
    const turn = Math.atan2(y1 - y0, x1 - x0);
    const back = this.radius(link.b) * 1.25 + 1;
    const size = 5 + link.confidence / 30;
    const { pen } = this;
    pen.save();
    pen.translate(x1 - Math.cos(turn) * back, y1 - Math.sin(turn) * back);
    pen.rotate(turn);
    pen.fillStyle = fill;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(-size * 1.5, size * 0.6);
    pen.lineTo(-size * 1.5, -size * 0.6);
    pen.fill();
    pen.restore();
  }

  paintDispute(link) {
    const { pen, colours } = this;
    const size = Math.min(Math.max(this.scale * 1.6, 0.55), 1);
    pen.save();
    pen.translate(...this.onCanvas(...middle(link.points)));
    pen.scale(size, size);
    pen.globalAlpha = Math.max(pen.globalAlpha, 0.5);
    pen.beginPath();
    pen.arc(0, 0, 7, 0, 7);
    pen.fillStyle = colours.paper;
    pen.fill();
    pen.strokeStyle = pen.fillStyle = colours.doubt;
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.beginPath();
    for (const [dx, dy, ex, ey] of [[-3.5, -1.6, 3.5, -1.6], [-3.5, 1.6, 3.5, 1.6], [2, -4, -2, 4]]) {
      pen.moveTo(dx, dy);
      pen.lineTo(ex, ey);
    }
    pen.stroke();
    pen.restore();
  }

  paintNode(node, clear) {
    const { pen, sharp, colours } = this;
    const [x, y] = this.onCanvas(node.x, node.y);
    const r = this.radius(node);
    pen.globalAlpha = clear ? 1 : FADED;
    if (node === this.selected || node === this.hovered || this.found.has(node)) {
      pen.beginPath();
      pen.arc(x, y, r * 1.3 + 4, 0, 7);
      pen.fillStyle = colours.mark;
      pen.fill();
      pen.lineWidth = 2;
      pen.strokeStyle = colours.focus;
      pen.stroke();
    }
    pen.setTransform(sharp * r, 0, 0, sharp * r, sharp * x, sharp * y);
    pen.fillStyle = this.fills[node.kind];
    pen.strokeStyle = colours.paper;
    pen.lineWidth = Math.min(3 / r, 0.5);
    if (r > 4) pen.stroke(this.shapes[node.kind]);
    if (!clear) this.under(this.shapes[node.kind]);
    pen.fill(this.shapes[node.kind]);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  }

  // Paper below what is pale, so that no line shines through.
  under(shape) {
    const { pen } = this;
    pen.globalAlpha = 1;
    const fill = pen.fillStyle;
    pen.fillStyle = this.colours.paper;
    pen.fill(shape);
    pen.fillStyle = fill;
    pen.globalAlpha = FADED * 1.5;
  }

  // Names where there is room: what stands out first, then what has most links; then what the links say.
  paintLabels(nodes, links, clear, lit) {
    const taken = []; // by names
    const apart = (box) => (t) => box[0] > t[2] || box[2] < t[0] || box[1] > t[3] || box[3] < t[1];
    const small = this.links.length <= FEW;
    const discs = small ? nodes.map((n) => { const [x, y] = this.onCanvas(n.x, n.y), r = this.radius(n); return [x - r, y - r, x + r, y + r]; }) : [];
    const free = (box) => taken.every(apart(box)) && ((taken.length < NAMED_ANYWAY && this.links.length > SMALL_PICTURE) || discs.every(apart(box)));
    const most = (this.canvas.clientWidth * this.canvas.clientHeight) / NAME_ROOM;
    const first = (n) => n === this.hovered || n === this.selected || (lit && lit.has(n));
    for (const node of [...nodes.filter(first), ...nodes.filter((n) => !first(n))]) {
      if (taken.length >= most) break;
      const [x, y] = this.onCanvas(node.x, node.y);
      const away = this.radius(node) * 1.15 + (node.side ? 5 : 11);
      const place = node.side ? [x + node.side * away, y] : [x, y + away];
      this.write(node.label, ...place, node.side, FONT, clear(node) ? 1 : FADED * 2, node === this.hovered ? () => true : free, taken);
    }
    if (this.scale < 0.42) return;
    for (const link of links.filter((l) => (lit ? lit.has(l) : small))) {
      const [from, to] = [link.points[0], link.points.at(-1)].map((p) => this.onCanvas(...p));
      const short = Math.hypot(to[0] - from[0], to[1] - from[1]) < 2 * this.width(link.label, SMALL); // then above the line
      const near = Math.sign(link.a.degree - link.b.degree); // from a crowd, nearer to who stands alone
      for (const offset of ALONG) {
        const part = 0.5 + (near || 1) * offset;
        const [x, y] = this.onCanvas(...along(link.points, part));
        const above = link.disputed && Math.abs(offset) < 0.2 ? -15 : short ? -9 : 0;
        if (this.write(link.label, x, y + above, 0, SMALL, clear(link) ? 1 : FADED, free, taken)) break;
      }
    }
  }

  width(text, font) {
    this.pen.font = font;
    if (!this.widths.has(font + text)) this.widths.set(font + text, this.pen.measureText(text).width);
    return this.widths.get(font + text);
  }

  // A label to the left (-1) or right (1) of a place, or in the midst of it (0), if it is free; whether it was.
  write(text, x, y, side, font, alpha, free, taken) {
    const { pen } = this;
    const width = this.width(text, font);
    const left = side > 0 ? x : side < 0 ? x - width : x - width / 2;
    const tall = font === SMALL ? 6.5 : 7;
    const box = [left - 2, y - tall, left + width + 2, y + tall];
    if (!free(box)) return false;
    taken.push(box);
    pen.globalAlpha = alpha;
    pen.textBaseline = "middle";
    if (font === SMALL) {
      pen.fillStyle = this.colours.paper;
      pen.fillRect(left - 3, y - 6, width + 6, 12);
    } else {
      pen.lineWidth = 4;
      pen.lineJoin = "round";
      pen.strokeStyle = this.colours.paper;
      pen.strokeText(text, left, y);
    }
    pen.fillStyle = font === SMALL ? this.colours.soft : this.colours.ink;
    pen.fillText(text, left, y);
    return true;
  }
}

// The place at a part (0 to 1) of the way along a chain of points.
function along(points, part) {
  const at = (points.length - 1) * part;
  const [a, b] = [points[Math.floor(at)], points[Math.ceil(at)]];
  const rest = at - Math.floor(at);
  return [a[0] + (b[0] - a[0]) * rest, a[1] + (b[1] - a[1]) * rest];
}

const middle = (points) => along(points, 0.5);

function inBox({ points }, x, y, room) {
  const [[ax, ay], [bx, by]] = [points[0], points.at(-1)];
  return x > Math.min(ax, bx) - room && x < Math.max(ax, bx) + room && y > Math.min(ay, by) - room && y < Math.max(ay, by) + room;
}

function distance(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0), 1);
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function least(items, of) {
  let best, low = Infinity;
  for (const item of items) { const value = of(item); if (value < low) [best, low] = [item, value]; }
  return best;
}

const extreme = (numbers, pick) => numbers.reduce((a, b) => pick(a, b));

const picture = new Picture(document.getElementById("picture"), JSON.parse(document.getElementById("data").textContent));
picture.open();
