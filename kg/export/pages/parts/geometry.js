// Places and distances: nothing here knows of a picture.

// The place at a part (0 to 1) of the way along a chain of places.
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

// A chain of places from one to another: straight, bulging to a side, or (`level`) leaving and arriving level.
function chain(a, b, bulge, level) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  if (!bulge && (!level || Math.abs(dy) < 1)) return [[a.x, a.y], [b.x, b.y]];
  const far = Math.hypot(dx, dy) || 1;
  const [px, py] = [(-dy / far) * bulge * 1.3, (dx / far) * bulge * 1.3];
  const [hx, hy] = level ? [dx / 2, 0] : [dx / 3, dy / 3];
  const [c1, c2] = [[a.x + hx + px, a.y + hy + py], [b.x - hx + px, b.y - hy + py]];
  return Array.from({ length: 19 }, (_, i) => {
    const t = i / 18, s = 1 - t;
    const at = (p, q, r, u) => s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u; // a cubic Bézier curve
    return [at(a.x, c1[0], c2[0], b.x), at(a.y, c1[1], c2[1], b.y)];
  });
}
