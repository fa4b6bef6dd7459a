'use strict';

/** Memory beside speed: the one can be bought with the other. */
const Memory = (() => {
  const NOTE = Words.prose`
      Across: the median time of one allocate-and-free pair of one thread. Up: the most memory
      that was held at once; our allocators count what they have mapped, for peers it is by
      how much the most resident memory of the process grew, which holds pages that are not
      theirs. Equal steps are equal factors on both axes. Workloads that were not measured
      with the chosen number of threads are shown with the nearest one.`;

  const usable = row => Words.isFigure(row.peakMappedBytes) && row.peakMappedBytes > 0;

  const columns = [
    ...Columns.file,
    Columns.backend(r => r.row.backend),
    {title: 'threads', unit: '', value: r => r.row.threads},
    {title: 'time', unit: 'ns per pair', value: r => r.row.score},
    {title: 'most memory', unit: 'MiB', value: r => r.row.peakMappedBytes / 2 ** 20},
  ];

  function figure(workload) {
    const made = Figure.make({
      title: Workloads.title(workload),
      name: 'memory-' + Workloads.words(workload),
      lead: 'Towards the lower left is better: faster, and with less memory.',
      note: NOTE,
    });
    made.update = view => {
      const found = Results.shown(Results.benches, view)
        .map(file => ({file, rows: Results.scores(file, workload, view).filter(usable)}))
        .filter(({rows}) => rows.length > 1 && rows.some(row => View.isOn(row.backend)));
      const visible = found.flatMap(({rows}) => rows).filter(row => View.isOn(row.backend));
      const extents = {
        x: visible.map(row => row.score),
        value: visible.map(row => row.peakMappedBytes / 2 ** 20),
      };
      made.showCharts(
        found.map(({file, rows}) => {
          const series = rows.map(row => ({
            name: row.backend,
            points: [{x: row.score, value: row.peakMappedBytes / 2 ** 20}],
          }));
          return {
            file,
            series,
            unit: 'MiB at most',
            across: `ns per pair, ${Words.threads(rows[0].threads)}`,
            draw: host => Chart.dots(host, series, extents),
            stops: series
              .filter(s => View.isOn(s.name))
              .map(s => ({
                ...s.points[0],
                title: s.name,
                rows: [
                  [
                    s.name,
                    `${Words.number(s.points[0].x)} ns, ${Words.number(s.points[0].value)} MiB`,
                  ],
                ],
              }))
              .sort((a, b) => a.x - b.x),
          };
        }),
        `Memory and time of ${Workloads.words(workload)}.`,
        columns,
        found.flatMap(({file, rows}) => rows.map(row => ({file, row}))),
      );
    };
    return made;
  }

  function make() {
    const figures = Results.workloads
      .filter(workload =>
        Results.benches.some(file =>
          Results.measured(file).some(row => Results.key(row) === workload.key && usable(row)),
        ),
      )
      .map(figure);
    return figures.length === 0
      ? null
      : {
          node: Sections.make(
            'memory',
            'Memory',
            'Memory beside speed',
            Words.prose`
              An allocator can be fast because it keeps much memory back. Each point
              is one allocator: how long a pair takes it, and how much memory it held
              at most.`,
            Dom.make('div', {class: 'choices'}, Controls.at()),
            Figure.grid(figures, 'small'),
          ),
          update: view => figures.forEach(f => f.update(view)),
        };
  }

  return {make};
})();
