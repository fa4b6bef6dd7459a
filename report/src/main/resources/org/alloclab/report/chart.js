'use strict';

/**
 * Charts, drawn by uPlot. A series is that of a backend: `points` with x, value, low and high, and
 * a `line` through other places where it is not the points themselves that are joined.
 */
const Chart = (() => {
  const MOST_BANDS = 3; // more of them hide each other

  /** All places on the axis, and each series' values at them. */
  function aligned(series) {
    const xs = Results.unique(series.flatMap(s => (s.line ?? s.points).map(p => p.x))).sort(
      (a, b) => a - b,
    );
    const column = (s, part) => {
      const values = new Map((s.line ?? s.points).map(p => [p.x, p[part] ?? null]));
      return xs.map(x => values.get(x) ?? null);
    };
    return {xs, column};
  }

  /** Lines against the number of threads. */
  function lines(host, {series, log, cpus, xs: stops, extent}) {
    const drawn = [...series].reverse(); // ours last, on top
    const {xs, column} = aligned(drawn);
    const data = [xs, ...drawn.map(s => column(s, 'value'))];
    const options = [
      {},
      ...drawn.map(s => ({
        label: s.name,
        show: View.isOn(s.name),
        stroke: Backends.colour(s.name),
        width: Backends.isOurs(s.name) ? 2 : 1.5,
        dash: Backends.of(s.name).dash.map(length => length * Drawing.pixels()),
        spanGaps: true,
        points: {show: false},
      })),
    ];
    const bands = [];
    const banded = series.filter(s => s.line && View.isOn(s.name)).slice(0, MOST_BANDS);
    drawn.forEach(s => {
      if (banded.includes(s)) {
        const edge = {width: 0, stroke: 'transparent', points: {show: false}, spanGaps: true};
        bands.push({series: [data.length, data.length + 1], fill: Backends.faint(s.name)});
        data.push(column(s, 'high'), column(s, 'low'));
        options.push({...edge, label: s.name + ' high'}, {...edge, label: s.name + ' low'});
      }
    });
    return mounted(
      host,
      {
        series: options,
        bands,
        scales: {x: Axes.doublings([...xs, ...stops]), y: Axes.scale(extent, log)},
        axes: [Axes.at(stops, {grid: {show: false}}), Axes.figures(log)],
        hooks: {
          drawClear: [chart => Drawing.shade(chart, cpus)],
          drawAxes: [chart => Drawing.nameShade(chart, cpus)],
          draw: [chart => Drawing.points(chart, drawn)],
        },
      },
      data,
    );
  }

  /** Points alone, each with its name beside it: equal steps are equal factors on both axes. */
  function dots(host, series, extents) {
    const drawn = series.filter(s => View.isOn(s.name)).reverse();
    const {xs, column} = aligned(drawn);
    const wide = {...Axes.scale(extents.x, true), time: false};
    wide.range = [wide.range[0] / 1.1, wide.range[1] * 1.1];
    return mounted(
      host,
      {
        series: [
          {},
          ...drawn.map(s => ({
            label: s.name,
            stroke: Backends.colour(s.name),
            paths: () => null,
            points: {show: false},
          })),
        ],
        scales: {x: wide, y: Axes.scale(extents.value, true)},
        axes: [Axes.figures(true, {size: 26}), Axes.figures(true)],
        hooks: {
          draw: [
            chart => {
              Drawing.points(chart, drawn);
              Labels.draw(
                chart,
                drawn.flatMap(s => s.points.map(p => [s.name, ...Drawing.place(chart, p)])),
              );
            },
          ],
        },
      },
      [xs, ...drawn.map(s => column(s, 'value'))],
    );
  }

  /** The chart in its place, as wide as that is from now on. */
  function mounted(host, options, data) {
    const size = () => {
      const width = Math.max(220, Printing.width() ?? Math.floor(host.clientWidth || 320));
      return {width, height: Math.round(Math.min(340, Math.max(220, width * 0.6)))};
    };
    const chart = new uPlot(
      {
        ...size(),
        ...options,
        legend: {show: false},
        cursor: {show: false},
        padding: [10, 12, 0, 0],
      },
      data,
      host,
    );
    const observer = new ResizeObserver(() => {
      const wanted = size();
      if (wanted.width !== chart.width) {
        chart.setSize(wanted);
      }
    });
    observer.observe(host);
    return {
      chart,
      remove: () => {
        observer.disconnect();
        chart.destroy();
      },
    };
  }

  return {lines, dots};
})();
