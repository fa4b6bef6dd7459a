'use strict';

/** Names beside the points of a chart, where there is room for them. */
const Labels = (() => {
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Right of the point, left of it, above, below: the first place where nothing stands yet. */
  function draw(chart, points) {
    const ratio = window.devicePixelRatio || 1;
    const {ctx, bbox} = chart;
    const gap = 9 * ratio;
    const height = 14 * ratio;
    const taken = points.map(([, x, y]) => ({
      left: x - gap / 1.8,
      right: x + gap / 1.8,
      top: y - gap / 1.8,
      bottom: y + gap / 1.8,
    }));
    ctx.save();
    ctx.font = `${11.5 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.fillStyle = Backends.resolved('var(--ink)');
    for (const [name, x, y] of [...points].reverse()) {
      const text = [...Words.name(name)].slice(0, 18).join('');
      const width = ctx.measureText(text).width;
      const spots = [
        [x + gap, y],
        [x - gap - width, y],
        [x - width / 2, y - 1.1 * height],
        [x - width / 2, y + 1.1 * height],
        [x + gap / 2, y - 0.9 * height],
        [x + gap / 2, y + 0.9 * height],
        [x - gap / 2 - width, y - 0.9 * height],
        [x - gap / 2 - width, y + 0.9 * height],
      ];
      const box = ([left, middle]) => ({
        left,
        right: left + width,
        top: middle - height / 2,
        bottom: middle + height / 2,
      });
      const free = spots
        .map(box)
        .find(
          b =>
            b.left >= bbox.left &&
            b.top >= 0 &&
            b.right <= bbox.left + bbox.width + 10 * ratio &&
            b.bottom <= bbox.top + bbox.height &&
            !taken.some(other => meet(b, other)),
        );
      if (free) {
        taken.push(free);
        ctx.fillText(text, free.left, (free.top + free.bottom) / 2);
      }
    }
    ctx.restore();
  }

  return {draw};
})();
