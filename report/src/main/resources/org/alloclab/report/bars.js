'use strict';

/** Bars in the cells of a table: the figure stands beside each, so they are for the eye alone. */
const Bars = (() => {
  /** What all ratios of one table are drawn on: equal steps are equal factors, 1 always on it. */
  function scale(values) {
    const known = values.filter(value => Words.isFigure(value) && value > 0);
    const low = Math.max(1e-3, Math.min(0.5, ...known)) / 1.15;
    const high = Math.min(1e3, Math.max(2, ...known)) * 1.15;
    return value => 100 * Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));
  }

  const mark = (name, left, width) =>
    Dom.make('i', {
      class: name,
      style: {left: left + '%', ...(width === undefined ? {} : {width: Math.max(0, width) + '%'})},
    });

  /** A ratio: from the line at 1 to where it is, what it may be, and where the target stands. */
  function ratio(at, {ratio: value, low, high, target}, tone) {
    if (!Words.isFigure(value) || value <= 0) {
      return Dom.make('span', {class: 'ratio-bar none'});
    }
    const [from, to] = [Math.min(at(1), at(value)), Math.max(at(1), at(value))];
    return Dom.make(
      'span',
      {'class': 'ratio-bar ' + tone, 'aria-hidden': 'true'},
      mark('bar', from, to - from),
      Words.isFigure(low) && Words.isFigure(high) && low > 0
        ? mark('whisker', at(low), at(high) - at(low))
        : null,
      mark('one', at(1)),
      Words.isFigure(target) && target > 0 && target !== 1 ? mark('target', at(target)) : null,
      mark('value', at(value)),
    );
  }

  /** A length in a backend's colour. */
  const length = (value, most, backend) =>
    Dom.make(
      'span',
      {'class': 'length-bar', 'aria-hidden': 'true'},
      Dom.make('i', {
        style: {
          'width': (Words.isFigure(value) && most > 0 ? (100 * value) / most : 0) + '%',
          '--colour': Backends.variable(backend),
        },
      }),
    );

  return {scale, ratio, length};
})();
