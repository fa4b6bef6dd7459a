'use strict';

/** What is drawn onto charts beside their lines; lengths are those of the page. */
const Drawing = (() => {
  const pixels = () => window.devicePixelRatio || 1;

  function place(chart, point) {
    return [chart.valToPos(point.x, 'x', true), chart.valToPos(point.value, 'y', true)];
  }

  function range(chart, point, colour) {
    if (!Words.isFigure(point.low) || !Words.isFigure(point.high)) {
      return;
    }
    const {ctx} = chart;
    const half = 3 * pixels();
    const x = chart.valToPos(point.x, 'x', true);
    const low = chart.valToPos(Math.max(point.low, 1e-9), 'y', true);
    const high = chart.valToPos(Math.max(point.high, 1e-9), 'y', true);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.2 * pixels();
    ctx.setLineDash([]);
    ctx.beginPath();
    for (const y of [low, high]) {
      ctx.moveTo(x - half, y);
      ctx.lineTo(x + half, y);
    }
    ctx.moveTo(x, low);
    ctx.lineTo(x, high);
    ctx.stroke();
  }

  function sign(chart, [x, y], name, size) {
    const {ctx} = chart;
    const colour = Backends.colour(name);
    const solid = Backends.isOurs(name);
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size * pixels(), size * pixels());
    ctx.fillStyle = solid ? colour : Backends.resolved('var(--paper)');
    ctx.strokeStyle = colour;
    ctx.setLineDash([]);
    ctx.lineWidth = 0.4;
    const path = Backends.path(name);
    ctx.fill(path);
    ctx.stroke(path);
    ctx.restore();
  }

  /** Where there are more threads than CPUs, which is another question. */
  function shade(chart, cpus) {
    const {left, top, width, height} = chart.bbox;
    const x = chart.valToPos(cpus, 'x', true);
    if (!cpus || !(x < left + width)) {
      return;
    }
    chart.ctx.fillStyle = Backends.resolved('var(--shade)');
    chart.ctx.fillRect(Math.max(x, left), top, left + width - Math.max(x, left), height);
  }

  function nameShade(chart, cpus) {
    const {left, top, width} = chart.bbox;
    const {ctx} = chart;
    const from = Math.max(chart.valToPos(cpus, 'x', true), left);
    ctx.save();
    ctx.fillStyle = Backends.resolved('var(--muted)');
    ctx.font = `${11 * pixels()}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'top';
    const text = 'more threads than CPUs';
    const room = left + width - from - 8 * pixels();
    if (cpus && ctx.measureText(text).width < room) {
      ctx.fillText(text, left + width - 6 * pixels(), top + 5 * pixels());
    }
    ctx.restore();
  }

  function inside(chart, draw) {
    const {left, top, width, height} = chart.bbox;
    const margin = 8 * pixels();
    chart.ctx.save();
    chart.ctx.beginPath();
    chart.ctx.rect(left - margin, top - margin, width + 2 * margin, height + 2 * margin);
    chart.ctx.clip();
    draw();
    chart.ctx.restore();
  }

  function points(chart, series) {
    inside(chart, () =>
      series
        .filter(s => View.isOn(s.name))
        .forEach(s => {
          s.points.forEach(point => range(chart, point, Backends.colour(s.name)));
          s.points.forEach(point => sign(chart, place(chart, point), s.name, 4.5));
        }),
    );
  }

  return {pixels, place, points, shade, nameShade};
})();
