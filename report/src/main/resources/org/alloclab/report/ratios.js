'use strict';

/** Every comparison that has a target, and what it came to. */
const Ratios = (() => {
  const SIGNS = {'kept': '✓', 'missed': '✕', 'within noise': '≈', 'not measured': '–'};
  const tone = verdict => String(verdict).replace(' ', '-');

  const mark = verdict =>
    Dom.make(
      'span',
      {'class': 'mark ' + tone(verdict), 'aria-hidden': 'true'},
      SIGNS[verdict] ?? '?',
    );

  const verdict = row =>
    Dom.make('span', {class: 'verdict-word ' + tone(row.verdict)}, mark(row.verdict), row.verdict);

  /** A row's own title, or one made from what it compares. */
  const title = row =>
    row.title ?? `${Words.name(row.workload)}: ${row.of ?? '?'} ÷ ${row.to ?? '?'}`;

  const amount = (row, value) =>
    row.quantity === 'bytesPerOp' ? `${Words.heapBytes(value)} B` : Words.times(value);

  const shown = row => (Words.isFigure(row.ratio) ? amount(row, row.ratio) : Words.NONE);
  const target = row =>
    Words.isFigure(row.target)
      ? `${row.bound ?? ''} ${amount(row, row.target)}`.trim()
      : Words.NONE;

  /** Where it probably lies; nothing where it was read off, not estimated. */
  const interval = (row, format) =>
    row.low === row.high ? Words.NONE : Words.range(row.low, row.high, format);

  const QUANTITIES = {
    time: 'time',
    throughput: 'throughput',
    memory: 'memory',
    bytesPerOp: 'Java heap',
  };

  const columns = at => [
    {
      title: 'comparison',
      head: true,
      value: r => title(r.row),
      show: r =>
        Dom.make(
          'span',
          {},
          Dom.sentence(title(r.row)),
          Dom.make(
            'small',
            {class: 'what'},
            ' ',
            [
              QUANTITIES[r.row.quantity] ?? r.row.quantity,
              r.row.threads > 0 ? Words.threads(r.row.threads) : null,
              r.row.layout && r.row.layout + ' layout',
            ]
              .filter(Boolean)
              .map(Words.name)
              .join(', '),
          ),
        ),
    },
    ...Columns.file,
    {
      title: 'ratio',
      unit: 'times, or B per pair',
      value: r => r.row.ratio,
      show: r => shown(r.row),
    },
    {
      title: 'verdict',
      value: r => r.row.verdict,
      show: r =>
        Dom.make(
          'span',
          {},
          verdict(r.row),
          r.row.reason ? Dom.make('small', {class: 'what'}, ' ', Dom.sentence(r.row.reason)) : null,
        ),
    },
    {
      title: '95 % interval',
      unit: '',
      forEyes: true,
      value: r => interval(r.row, String),
      show: r => interval(r.row, v => amount(r.row, v)),
    },
    {title: 'target', unit: '', value: r => target(r.row), show: r => target(r.row)},
    {
      title: 'less ◂ 1 ▸ more',
      wide: true,
      forEyes: true,
      show: r =>
        r.row.quantity === 'bytesPerOp' ? Words.NONE : Bars.ratio(at, r.row, tone(r.row.verdict)),
    },
    ...['low', 'high', 'quantity', 'workload', 'threads', 'layout', 'of', 'to'].map(name => ({
      title: name,
      forPrograms: true,
      value: r => r.row[name],
    })),
  ];

  /** The rows of all files, those of one comparison beneath each other; last, what is unknown. */
  function rows(files) {
    const all = files.flatMap(file =>
      Results.list(file, 'ratios').map(row => ({file, row, mark: tone(row.verdict)})),
    );
    const known = all.filter(r => r.row.verdict !== 'not measured');
    const order = Results.unique([...known, ...all].map(r => r.row.id));
    return all.sort((a, b) => order.indexOf(a.row.id) - order.indexOf(b.row.id));
  }

  function noise(files) {
    const all = files.flatMap(file => Results.list(file, 'noise').map(row => ({file, row})));
    return all.length === 0
      ? null
      : Dom.make(
          'p',
          {class: 'noise'},
          'Noise: the same thing measured twice gave ',
          all.map(({file, row}, i) => [
            i ? ', ' : '',
            Results.isOne ? null : Files.badge(file),
            `${Words.times(row.ratio)} (${Words.range(row.low, row.high, Words.times)}) in `,
            Workloads.title(Workloads.of(row)),
            `, ${Words.threads(row.threads)}`,
          ]),
          '; without any it would be 1.00×.',
        );
  }

  function make() {
    const all = rows(Results.benches);
    if (all.length === 0) {
      return null;
    }
    const figure = Figure.make({
      title: 'All comparisons',
      name: 'ratios',
      lead: Words.prose`
        A dash marks the target where it is not at 1, the thin line the 95 % interval of the
        ratio.`,
      note: Words.prose`
        Both sides of a comparison are measured in the same run, in turns, so that what
        disturbs one disturbs the other. The ratio is that of the medians; the interval
        holds the true one 19 times of 20. Within noise: the interval holds the target, or
        the same thing, measured twice, differs by more than the ratio does from its target;
        a second run may find it on the other side.`,
    });
    const said = Dom.make('div');
    return {
      node: Sections.make(
        'ratios',
        'Targets',
        'All targets',
        Words.prose`
          Each line divides one allocator’s figure by another’s. For time, memory and Java
          heap less is better, for throughput more.`,
        figure.node,
        said,
      ),
      update: view => {
        const files = Results.shown(Results.benches, view);
        const found = rows(files);
        const at = Bars.scale(
          found
            .filter(r => r.row.quantity !== 'bytesPerOp')
            .flatMap(r => [r.row.ratio, r.row.low, r.row.high, r.row.target]),
        );
        figure.showTable('All comparisons with their targets', columns(at), found);
        said.replaceChildren(...[noise(files)].filter(Boolean));
      },
    };
  }

  return {make, title, mark};
})();
