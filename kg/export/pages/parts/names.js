// Names where there is room: of things, what stands out first, then what has most links; then what the links say.

const FONT = '12.5px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif';
const SMALL = '11px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif';
const ROOM = 14000; // square pixels for each name: more names would be noise
const LEGIBLE = { links: 80, scale: 0.42 }; // what links say is written where so few are in sight, from this scale on
const COVERING = { names: 8, links: 60 }; // so many names may cover small things, in pictures of more than so many links
const ALONG = [0.1, 0, 0.17, 0.24, 0.3, -0.1, -0.17]; // of a link's length from its middle: where its label may stand

class Names {
  constructor(picture) {
    this.picture = picture;
    this.pen = picture.canvas.getContext("2d");
    this.widths = new Map();
  }

  width(text, font) {
    this.pen.font = font;
    if (!this.widths.has(font + text)) this.widths.set(font + text, this.pen.measureText(text).width);
    return this.widths.get(font + text);
  }

  // Write what fits of these things and links; `clear` says what stands out, `lit` is all that does, or null.
  paint(nodes, links, clear, lit) {
    const { picture } = this;
    this.taken = [];
    this.discs = picture.links.length > HEADS.links ? [] : nodes.map((n) => this.disc(n));
    const most = (picture.canvas.clientWidth * picture.canvas.clientHeight) / ROOM;
    const first = (n) => n === picture.hovered || n === picture.selected || lit?.has(n);
    for (const node of [...nodes.filter(first), ...nodes.filter((n) => !first(n))]) {
      if (this.taken.length >= most) break;
      this.ofNode(node, clear(node));
    }
    if (picture.scale < LEGIBLE.scale) return;
    const told = links.filter((l) => (lit ? lit.has(l) : picture.inSight(...middle(l.points))));
    if (told.length <= LEGIBLE.links) for (const link of told) this.ofLink(link, clear(link));
  }

  disc(node) {
    const [x, y] = this.picture.onCanvas(node.x, node.y);
    const r = this.picture.radius(node);
    return [x - r, y - r, x + r, y + r];
  }

  ofNode(node, clear) {
    const { picture } = this;
    const [x, y] = picture.onCanvas(node.x, node.y);
    const away = picture.radius(node) * 1.15 + (node.side ? 5 : 11);
    const place = node.side ? [x + node.side * away, y] : [x, y + away];
    this.write(node.label, ...place, node.side, FONT, clear ? 1 : FADED * 2, node === picture.hovered);
  }

  ofLink(link, clear) {
    const { picture } = this;
    const [from, to] = [link.points[0], link.points.at(-1)].map((p) => picture.onCanvas(...p));
    const short = Math.hypot(to[0] - from[0], to[1] - from[1]) < 2 * this.width(link.label, SMALL); // then above the line
    const towards = Math.sign(link.a.degree - link.b.degree) || 1; // from a crowd, nearer to who stands alone
    for (const offset of ALONG) {
      const [x, y] = picture.onCanvas(...along(link.points, 0.5 + towards * offset));
      const above = link.disputed && Math.abs(offset) < 0.2 ? 15 : short ? 9 : 0;
      if (this.write(link.label, x, y - above, 0, SMALL, clear ? 1 : FADED, false)) return;
    }
  }

  free(box) {
    const apart = (other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1];
    const covering = this.taken.length < COVERING.names && this.picture.links.length > COVERING.links;
    return this.taken.every(apart) && (covering || this.discs.every(apart));
  }

  // A label to the left (-1) or right (1) of a place, or in the midst of it (0), if there is room; whether there was.
  write(text, x, y, side, font, alpha, anyway) {
    const { pen } = this;
    const { colours } = this.picture.ink;
    const width = this.width(text, font);
    const left = side > 0 ? x : side < 0 ? x - width : x - width / 2;
    const tall = font === SMALL ? 6.5 : 7;
    const box = [left - 2, y - tall, left + width + 2, y + tall];
    if (!anyway && !this.free(box)) return false;
    this.taken.push(box);
    pen.globalAlpha = alpha;
    pen.textBaseline = "middle";
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    pen.fillStyle = pen.strokeStyle = colours.paper;
    if (font === SMALL) pen.fillRect(left - 3, y - 6, width + 6, 12);
    else pen.strokeText(text, left, y);
    pen.fillStyle = font === SMALL ? colours.soft : colours.ink;
    pen.fillText(text, left, y);
    return true;
  }
}
