'use strict';

/** Time per pair, workload by workload, against whichever peer does best there. */
const Peers = (() => {
  const ours = Results.backends.filter(
    name =>
      Backends.isOurs(name) &&
      Results.benches.some(file => Results.measured(file).some(row => row.backend === name)),
  );
  const of = view => (ours.includes(view.of) ? view.of : ours[0]);

  /** The comparison as the run made it, round by round, if it made this one. */
  const compared = (file, workload, mine, best, threads) =>
    Results.list(file, 'ratios').find(
      row =>
        row.quantity === 'time' &&
        Results.key(row) === workload.key &&
        row.of === mine.backend &&
        row.to === best.backend &&
        row.threads === threads &&
        Words.isFigure(row.ratio) &&
        (row.layout ?? null) === (mine.layout ?? null),
    );

  function row(file, workload, view) {
    const scores = Results.scores(file, workload, view);
    const mine = scores.find(score => score.backend === of(view));
    const rivals = scores.filter(score => Backends.RIVALS.includes(score.backend));
    if (!mine || rivals.length === 0) {
      return null;
    }
    const best = rivals.reduce((a, b) => (b.score < a.score ? b : a));
    const known = compared(file, workload, mine, best, mine.threads);
    const {ratio, low, high} = known ?? {ratio: mine.score / best.score, low: null, high: null};
    return {file, workload, mine, best, ratio, low, high};
  }

  /** Where the interval holds 1, neither is faster for sure. */
  const tone = ({ratio, low, high}) =>
    low < 1 && high > 1 ? 'within-noise' : ratio <= 1 ? 'kept' : 'missed';

  const columns = (at, view) => [
    Columns.workload,
    ...Columns.file,
    {title: 'threads', unit: '', value: r => r.mine.threads},
    {title: 'ratio', unit: 'times', value: r => r.ratio, show: r => Words.times(r.ratio)},
    {
      title: 'faster ◂ 1 ▸ slower',
      wide: true,
      forEyes: true,
      show: r => Bars.ratio(at, r, tone(r)),
    },
    {title: Words.name(of(view)), unit: 'ns per pair', value: r => r.mine.score},
    {title: 'best peer', value: r => r.best.backend, show: r => Backends.label(r.best.backend)},
    {title: 'its time', unit: 'ns per pair', value: r => r.best.score},
  ];

  function make() {
    const rivals = Results.benches.some(file =>
      Results.measured(file).some(row => Backends.RIVALS.includes(row.backend)),
    );
    if (ours.length === 0 || !rivals) {
      return null;
    }
    const figure = Figure.make({
      title: 'Time of a pair ÷ the best peer’s',
      name: 'best-peer',
      lead: Words.prose`
        Below 1 it is faster than the fastest of glibc, jemalloc, mimalloc and tcmalloc,
        called from Java.`,
      note: Words.prose`
          The ratio of two medians of one run, or, where the run compared the two on
          purpose, the ratio it found, with its 95 % interval as a thin line. The best
          peer is chosen anew for each workload. Bars are drawn so that half and twice are
          equally long.`,
    });
    const section = Sections.make(
      'peers',
      'Best peer',
      'Against the best peer',
      Words.prose`
        What a program would gain or lose by taking another allocator: time of one
        allocate-and-free pair of one thread, divided by that of the fastest allocator it
        could have instead. Lower is better.`,
      Dom.make(
        'div',
        {class: 'choices'},
        ours.length > 1
          ? Controls.choice(
              'Of',
              'of',
              ours.map(name => [name, Words.name(name)]),
              of,
            )
          : null,
        Controls.at(),
      ),
      figure.node,
    );
    return {
      node: section,
      update: view => {
        const rows = Results.workloads.flatMap(workload =>
          Results.shown(Results.benches, view)
            .map(file => row(file, workload, view))
            .filter(Boolean),
        );
        const at = Bars.scale(rows.flatMap(r => [r.ratio, r.low, r.high]));
        figure.showTable(
          `Time of ${Words.name(of(view))} divided by the best peer’s`,
          columns(at, view),
          rows,
        );
      },
    };
  }

  return {make};
})();
