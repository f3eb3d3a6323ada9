// Ink: how lines and things are drawn. Firmness is what is drawn: the less supports a link, the thinner and paler it is.

const LINE = { thin: 0.8, thick: 4, pale: 0.38, dash: [7, 5] }; // pixels; pale: the ink of a confidence of 0
const CROWD = { links: 120, least: 0.45 }; // where there are more links, all are thinner, down to this share
const HEADS = { scale: 0.4, links: 1800 }; // arrow heads: from this scale on, in pictures of at most so many links
const FADED = 0.13; // the ink of what does not stand out

class Ink {
  constructor(picture) {
    this.picture = picture;
    this.pen = picture.canvas.getContext("2d");
    this.shapes = picture.data.kinds.map((kind) => new Path2D(kind.shape));
    this.crowd = Math.max(CROWD.least, Math.min(1, Math.sqrt(CROWD.links / picture.links.length)));
  }

  // A blank canvas, `sharp` of its pixels to one of the page, and the colours of the theme.
  begin(sharp) {
    const { canvas, data } = this.picture;
    canvas.width = Math.round(canvas.clientWidth * sharp);
    canvas.height = Math.round(canvas.clientHeight * sharp);
    this.sharp = sharp;
    this.pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.colours = Object.fromEntries(["ink", "soft", "paper", "link", "doubt", "focus", "mark"].map((n) => [n, colour(n)]));
    this.fills = data.kinds.map((kind) => colour(kind.colour));
  }

  // Draw with the origin at a place of the canvas, at a scale and turn.
  at(x, y, scale, turn, draw) {
    this.pen.save();
    this.pen.translate(x, y);
    this.pen.rotate(turn);
    this.pen.scale(scale, scale);
    draw(this.pen);
    this.pen.restore();
  }

  link(link, clear) {
    const { pen, colours, picture } = this;
    const { scale, left, top } = picture;
    const chosen = link === picture.selected || link === picture.hovered;
    const firm = link.confidence / 100;
    const thick = (LINE.thin + (LINE.thick - LINE.thin) * firm) * this.crowd * Math.min(Math.max(scale * 1.25, 0.3), 1.15);
    pen.globalAlpha = chosen ? 1 : clear ? LINE.pale + (1 - LINE.pale) * firm : FADED;
    pen.strokeStyle = pen.fillStyle = chosen ? colours.focus : colours.link;
    this.at(left, top, scale, 0, () => {
      pen.lineWidth = (chosen ? thick + 1.2 : thick) / scale;
      pen.setLineDash(link.claimed ? LINE.dash.map((part) => part / scale) : []);
      pen.stroke(link.line);
    });
    if (scale > HEADS.scale && picture.links.length <= HEADS.links) this.head(link);
    if (link.disputed && scale > 0.12) this.dispute(link);
  }

  head(link) {
    const [[x0, y0], [x1, y1]] = link.points.slice(-2).map((p) => this.picture.onCanvas(...p));
    const turn = Math.atan2(y1 - y0, x1 - x0);
    const back = this.picture.radius(link.b) * 1.25 + 1;
    this.at(x1 - Math.cos(turn) * back, y1 - Math.sin(turn) * back, (5 + link.confidence / 30) * this.crowd, turn, (pen) => {
      pen.beginPath();
      pen.moveTo(0, 0);
      pen.lineTo(-1.5, 0.6);
      pen.lineTo(-1.5, -0.6);
      pen.fill();
    });
  }

  // Not equal, in a circle: somebody speaks against it.
  dispute(link) {
    const { colours, picture } = this;
    this.at(...picture.onCanvas(...middle(link.points)), Math.min(Math.max(picture.scale * 1.6, 0.55), 1), 0, (pen) => {
      pen.globalAlpha = Math.max(pen.globalAlpha, 0.5);
      pen.fillStyle = colours.paper;
      pen.strokeStyle = colours.doubt;
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.arc(0, 0, 7, 0, 7);
      pen.fill();
      for (const [x0, y0, x1, y1] of [[-3.5, -1.6, 3.5, -1.6], [-3.5, 1.6, 3.5, 1.6], [2, -4, -2, 4]]) {
        pen.moveTo(x0, y0);
        pen.lineTo(x1, y1);
      }
      pen.stroke();
    });
  }

  node(node, clear) {
    const { picture, colours } = this;
    const shape = this.shapes[node.kind];
    const r = picture.radius(node);
    const [x, y] = picture.onCanvas(node.x, node.y);
    this.pen.globalAlpha = 1;
    if (node === picture.selected || node === picture.hovered || picture.found.has(node)) this.halo(x, y, r * 1.3 + 4);
    this.at(x, y, r, 0, (pen) => {
      pen.fillStyle = pen.strokeStyle = colours.paper; // so that no line shines through what is pale
      pen.lineWidth = Math.min(3 / r, 0.5);
      if (r > 4) pen.stroke(shape);
      if (!clear) {
        pen.fill(shape);
        pen.globalAlpha = FADED * 1.5;
      }
      pen.fillStyle = this.fills[node.kind];
      pen.fill(shape);
    });
  }

  halo(x, y, r) {
    const { pen, colours } = this;
    pen.beginPath();
    pen.arc(x, y, r, 0, 7);
    pen.fillStyle = colours.mark;
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = colours.focus;
    pen.stroke();
  }
}
