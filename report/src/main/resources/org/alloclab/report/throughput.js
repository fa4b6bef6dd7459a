'use strict';

/** Throughput against the number of threads, workload by workload. */
const Throughput = (() => {
  const NOTE = Words.prose`
      Each allocator is measured in a Java virtual machine of its own, by JMH: warm-up first,
      then several measured stretches, in each of which all threads repeat the workload. A
      point is the median of these; the bar through it is its 95 % interval, in which the true
      one lies 19 times of 20. A line joins the points to guide the eye. Shaded: more threads
      than the machine has CPUs, where threads take turns. Perfect scaling is a level line per
      thread.`;

  const factor = view => (view.per === 'thread' ? point => 1e6 * point.threads : () => 1e6);
  const unit = view => `million pairs per second${view.per === 'thread' ? ' and thread' : ''}`;

  function points(curve, view) {
    const by = factor(view);
    return curve.points.map(p => ({
      x: p.threads,
      value: p.rate / by(p),
      low: Words.per(p.low, by(p)),
      high: Words.per(p.high, by(p)),
    }));
  }

  /** What is read out at each number of threads: the fastest first. */
  function stops(series, xs) {
    return xs
      .filter(x => series.some(s => s.points.some(p => p.x === x)))
      .map(x => ({
        x,
        title: Words.threads(x),
        rows: series
          .filter(s => View.isOn(s.name))
          .flatMap(s => s.points.filter(p => p.x === x).map(p => [s.name, p.value]))
          .sort((a, b) => b[1] - a[1])
          .map(([name, value]) => [name, Words.number(value)]),
      }));
  }

  function columns(view) {
    return [
      ...Columns.file,
      Columns.backend(row => row.backend),
      {title: 'threads', unit: '', value: row => row.point.x},
      {title: 'throughput', unit: unit(view), value: row => row.point.value},
      {title: 'low', unit: '', value: row => row.point.low},
      {title: 'high', unit: '', value: row => row.point.high},
    ];
  }

  function figure(workload) {
    const made = Figure.make({
      title: Workloads.title(workload),
      name: 'throughput-' + Workloads.words(workload),
      lead: Workloads.what(workload.name),
      note: NOTE,
    });
    made.update = view => {
      const found = Results.shown(Results.benches, view)
        .map(file => ({
          file,
          series: Results.curves(file, workload, view).map(curve => ({
            name: curve.backend,
            points: points(curve, view),
          })),
        }))
        .filter(({series}) => series.length > 0);
      const visible = found
        .flatMap(f => f.series)
        .filter(s => View.isOn(s.name))
        .flatMap(s => s.points);
      const extent = visible.flatMap(p => [p.value, p.low, p.high]);
      const xs = Results.unique(
        found.flatMap(f => f.series.flatMap(s => s.points.map(p => p.x))),
      ).sort((a, b) => a - b);
      made.showCharts(
        found.map(({file, series}) => ({
          file,
          unit: unit(view),
          across: 'threads',
          stops: stops(series, xs),
          draw: host =>
            Chart.lines(host, {series, xs, extent, log: view.scale === 'log', cpus: file.cpus}),
        })),
        `Throughput of ${Workloads.words(workload)} against threads.`,
        columns(view),
        found.flatMap(({file, series}) =>
          series.flatMap(s => s.points.map(point => ({file, backend: s.name, point}))),
        ),
      );
    };
    return made;
  }

  /** Those that were measured with more than one number of threads, which a line can join. */
  function scales(workload) {
    const counts = Results.benches.flatMap(file => [
      ...Results.measured(file)
        .filter(row => Results.key(row) === workload.key)
        .map(row => row.threads),
      ...Results.list(file, 'scaling')
        .filter(row => Results.key(row) === workload.key)
        .flatMap(row => (row.points ?? []).map(p => p.threads)),
    ]);
    return new Set(counts).size > 1;
  }

  function make() {
    const figures = Results.workloads.filter(scales).map(figure);
    return figures.length === 0
      ? null
      : {
          node: Sections.make(
            'throughput',
            'Throughput',
            'Throughput against threads',
            Words.prose`
              How many allocate-and-free pairs all threads together get done in a
              second: higher is better. Under one lock, more threads cannot do more;
              without it, they should.`,
            Dom.make('div', {class: 'choices'}, Controls.scale(), Controls.per()),
            Figure.grid(figures),
          ),
          update: view => figures.forEach(f => f.update(view)),
        };
  }

  return {make, stops};
})();
