'use strict';

/** What real Python programs asked of their allocator, replayed: `run` and `replay`. */
const Replays = (() => {
  const NOTE = Words.prose`
      Each thread replays a copy of the recorded program (copies), or there is a thread for
      each that was recorded (recorded). Operations are allocations, frees and reallocations.
      Every block is written when allocated and checked when freed. Memory is all that the
      allocator holds from the system at its largest. The lock’s share is the time that
      threads stood waiting for it, of all their time.`;

  const all = file => Results.list(file, 'results');
  const trace = row => `${row.trace}\u0000${row.mode}`;
  const traces = () => [
    ...new Map(Results.replays.flatMap(all).map(row => [trace(row), row])).values(),
  ];

  const backend = row =>
    row.layout ? `${Words.name(row.backend)}, ${Words.name(row.layout)}` : row.backend;

  function columns(rows) {
    const most = name => Math.max(...rows.map(r => r.row[name] ?? 0));
    const bar = (name, by, format) => r =>
      Dom.make(
        'span',
        {class: 'with-bar'},
        Bars.length(r.row[name], most(name), r.row.backend),
        format(Words.per(r.row[name], by)),
      );
    return [
      {
        title: 'backend',
        head: true,
        value: r => backend(r.row),
        show: r =>
          Dom.make(
            'span',
            {},
            Backends.label(r.row.backend),
            r.row.layout ? Dom.make('small', {}, ' ', Dom.name(r.row.layout)) : null,
          ),
      },
      ...Columns.file,
      {title: 'threads', unit: '', value: r => r.row.threads},
      {
        title: 'throughput',
        unit: 'million operations per second',
        value: r => Words.per(r.row.opsPerSecond, 1e6),
        show: bar('opsPerSecond', 1e6, Words.number),
      },
      {
        title: 'most memory',
        unit: 'MiB',
        value: r => Words.per(r.row.peakMappedBytes, 2 ** 20),
        show: bar('peakMappedBytes', 2 ** 20, Words.number),
      },
      {title: 'asked for', unit: 'MiB', value: r => Words.per(r.row.peakLiveBytes, 2 ** 20)},
      {
        title: 'waiting for the lock',
        unit: '% of the time',
        value: r => Words.per(r.row.lockWaitShare, 0.01),
        show: r =>
          Words.isFigure(r.row.lockWaitShare) ? Words.percent(r.row.lockWaitShare) : 'no lock',
      },
      {
        title: 'lost or damaged',
        unit: 'blocks',
        value: r => (r.row.violations ?? 0) + Math.abs(r.row.liveBlocksAtEnd ?? 0),
      },
    ];
  }

  /** Lines against the number of threads, where there are several: one chart a file and layout. */
  function plots(all, view) {
    const rows = all.filter(r => r.row.opsPerSecond > 0);
    const xs = Results.unique(rows.map(r => r.row.threads)).sort((a, b) => a - b);
    const place = r => `${r.file.label} ${r.row.layout}`;
    const extent = rows.map(r => r.row.opsPerSecond / 1e6);
    return xs.length < 2
      ? []
      : Results.unique(rows.map(place)).map(where => {
          const here = rows.filter(r => place(r) === where);
          const series = Results.unique(here.map(r => r.row.backend))
            .sort(Backends.compare)
            .map(name => ({
              name,
              points: here
                .filter(r => r.row.backend === name)
                .map(r => ({x: r.row.threads, value: r.row.opsPerSecond / 1e6})),
            }));
          return {
            file: here[0].file,
            unit: 'million operations per second',
            across: 'threads',
            stops: Throughput.stops(series, xs),
            draw: host =>
              Chart.lines(host, {
                series,
                xs,
                extent,
                log: view.scale === 'log',
                cpus: here[0].file.cpus,
              }),
          };
        });
  }

  function figure(first) {
    const made = Figure.make({
      title: Dom.make(
        'span',
        {class: 'workload'},
        Dom.name(first.trace),
        Dom.make('span', {class: 'settings'}, ' ' + Words.name(first.mode)),
      ),
      name: `replay-${Words.name(first.trace)}-${Words.name(first.mode)}`,
      lead:
        first.mode === 'recorded'
          ? 'A thread for each thread of the recorded program.'
          : 'Each thread replays all of it by itself.',
      note: NOTE,
    });
    made.update = view => {
      const rows = Results.shown(Results.replays, view)
        .flatMap(file =>
          all(file)
            .filter(row => trace(row) === trace(first) && View.isOn(row.backend))
            .map(row => ({file, row})),
        )
        .sort(
          (a, b) => a.row.threads - b.row.threads || Backends.compare(a.row.backend, b.row.backend),
        );
      made.showCharts(
        plots(rows, view),
        `Replays of ${Words.name(first.trace)}.`,
        columns(rows),
        rows,
        {open: true},
      );
    };
    return made;
  }

  /** The largest gap between the two allocators in one and the same replay. */
  function headline(file) {
    const pairs = all(file)
      .filter(row => row.backend === 'gil' && row.opsPerSecond > 0)
      .flatMap(gil =>
        all(file)
          .filter(
            row =>
              row.backend === 'lockfree' &&
              trace(row) === trace(gil) &&
              row.threads === gil.threads &&
              row.layout === gil.layout,
          )
          .map(free => ({free, ratio: free.opsPerSecond / gil.opsPerSecond})),
      );
    if (pairs.length === 0) {
      return null;
    }
    const {free, ratio} = pairs.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return Dom.make(
      'span',
      {},
      `Without the lock, ${Words.threads(free.threads)} got `,
      `${Words.times(ratio).replace('×', '')} times as much of `,
      Dom.name(free.trace),
      ' done as under it.',
    );
  }

  function make() {
    const figures = traces().map(figure);
    return figures.length === 0
      ? null
      : {
          node: Sections.make(
            'replays',
            'Replays',
            'Real programs, replayed',
            Words.prose`
              The allocations of real Python programs, in their order, on each
              allocator: how much gets done in a second (higher is better), with how
              much memory (lower is better), and how much time is lost waiting.`,
            Dom.make('div', {class: 'choices'}, Controls.scale()),
            figures.map(f => f.node),
          ),
          update: view => figures.forEach(f => f.update(view)),
        };
  }

  return {make, headline};
})();
