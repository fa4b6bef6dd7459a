'use strict';

/** Scales and axes as all charts here have them. */
const Axes = (() => {
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

  const MOST_STEPS = 7;
  const LEAST_SPAN = 4; // of factors, so that little looks little

  /** Round numbers between two others: as many as can be told apart, near powers of ten first. */
  function round(low, high) {
    const between = digits => {
      const steps = [];
      for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
        steps.push(...digits.map(digit => digit * power));
      }
      return steps.filter(step => step >= low * 0.999 && step <= high * 1.001);
    };
    return (
      [
        [1, 1.5, 2, 3, 4, 5, 7],
        [1, 2, 5],
      ]
        .map(between)
        .find(steps => steps.length <= MOST_STEPS) ?? between([1])
    );
  }

  /** A scale from nothing to the most, or one on which equal steps are equal factors. */
  function scale(values, log) {
    const positive = values.filter(value => Words.isFigure(value) && value > 0);
    const most = positive.length ? Math.max(...positive) : 1;
    const least = positive.length ? Math.min(...positive) : 1;
    const margin = Math.max(1.25, Math.sqrt((LEAST_SPAN * least) / most));
    return log
      ? {distr: 3, log: 10, range: [least / margin, most * margin]}
      : {distr: 1, range: [0, most * 1.08]};
  }

  const doublings = values => ({
    time: false,
    distr: 3,
    log: 2,
    range: [Math.min(...values) / 1.2, Math.max(...values) * 1.2],
  });

  function axis(options) {
    const ink = Backends.resolved('var(--muted)');
    const line = Backends.resolved('var(--line)');
    return {
      font: FONT,
      stroke: ink,
      gap: 6,
      size: 26,
      ticks: {show: false},
      border: {show: false},
      grid: {stroke: line, width: 1},
      values: (chart, steps) => steps.map(step => (step === null ? '' : Words.number(step))),
      ...options,
    };
  }

  /** Room for the longest number. */
  const width = (chart, texts) => 12 + 7 * Math.max(3, ...(texts ?? []).map(text => text.length));

  const figures = (log, options = {}) =>
    axis({
      size: width,
      space: 44,
      ...(log
        ? {splits: (chart, i, low, high) => round(low, high), filter: (chart, steps) => steps}
        : {}),
      ...options,
    });

  const at = (values, options = {}) =>
    axis({
      splits: () => values,
      filter: (chart, steps) => steps,
      ...options,
    });

  return {scale, doublings, figures, at, FONT};
})();
