'use strict';

/** Every measurement of every file, as a table. */
const Measurements = (() => {
  const samples = row => (row.samples ?? []).filter(Words.isFigure);
  const extreme = (row, choose) =>
    samples(row).reduce((a, b) => (a === null ? b : choose(a, b)), null);

  const COLUMNS = [
    Columns.workload,
    ...Columns.file,
    Columns.backend(r => r.row.backend, false),
    {title: 'layout', value: r => r.row.layout},
    {title: 'threads', unit: '', value: r => r.row.threads},
    {title: 'median time', unit: 'ns per pair', value: r => r.row.score},
    {title: 'lowest', unit: 'ns per pair', value: r => extreme(r.row, Math.min)},
    {title: 'highest', unit: 'ns per pair', value: r => extreme(r.row, Math.max)},
    {title: 'stretches', unit: '', value: r => samples(r.row).length},
    {title: 'Java virtual machines', unit: '', value: r => r.row.forks ?? null},
    {title: 'Java heap', unit: 'B per pair', value: r => r.row.bytesPerOp ?? null},
    {title: 'most memory', unit: 'MiB', value: r => Words.per(r.row.peakMappedBytes, 2 ** 20)},
  ];

  function rows(files) {
    return Results.workloads.flatMap(workload =>
      files.flatMap(file =>
        Results.measured(file)
          .filter(row => Results.key(row) === workload.key)
          .map(row => ({file, workload, row})),
      ),
    );
  }

  function make() {
    if (rows(Results.benches).length === 0) {
      return null;
    }
    const figure = Figure.make({
      title: 'All measurements',
      name: 'measurements',
      lead: 'One line for each workload, allocator, layout and number of threads.',
      note: Words.prose`
          JMH runs each in Java virtual machines of their own, and in each of these
          several stretches after a warm-up. A stretch gives one time of a pair; the
          median of all is what the charts show.`,
    });
    return {
      node: Sections.make(
        'measurements',
        'Measurements',
        'Every measurement',
        'What all of the above is made from, to be checked or worked on.',
        figure.node,
      ),
      update: view => {
        const found = rows(Results.shown(Results.benches, view));
        figure.showCharts([], `${Words.count(found.length, 'measurement')}`, COLUMNS, found);
      },
    };
  }

  return {make};
})();
