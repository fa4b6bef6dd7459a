'use strict';

/** The Universal Scalability Law with the numbers that were fitted to a curve. */
const Law = (() => {
  const part = whole => whole ?? {};
  const measured = curve => (curve.points ?? []).filter(p => p.opsPerSecond > 0);
  const fitted = curve =>
    measured(curve).length > 0 &&
    [curve.alpha, curve.beta, curve.gamma].every(p => Words.isFigure(part(p).value));
  const law = (n, alpha, beta, gamma) => (n * gamma) / (1 + alpha * (n - 1) + beta * n * (n - 1));
  const limit = (p, side) => (Words.isFigure(p[side]) ? p[side] : p.value);

  function line(curve) {
    const {alpha, beta, gamma} = curve;
    const most = 2 * Math.max(...measured(curve).map(p => p.threads));
    const at = (n, [a, b, g]) =>
      law(n, Math.max(0, limit(alpha, a)), Math.max(0, limit(beta, b)), limit(gamma, g)) / 1e6;
    return Array.from({length: 61}, (_, i) => most ** (i / 60)).map(x => ({
      x,
      value: at(x, ['value', 'value', 'value']),
      low: at(x, ['high', 'high', 'low']),
      high: at(x, ['low', 'low', 'high']),
    }));
  }

  /** The curve, its band, and what was measured, as a chart takes it. */
  const series = curve => ({
    name: curve.backend,
    line: line(curve),
    points: measured(curve).map(p => ({
      x: p.threads,
      value: p.opsPerSecond / 1e6,
      low: Words.per(p.low, 1e6),
      high: Words.per(p.high, 1e6),
    })),
  });

  return {part, measured, fitted, series};
})();
