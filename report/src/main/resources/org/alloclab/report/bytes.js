'use strict';

/** What each allocation leaves to the garbage collector. */
const Bytes = (() => {
  const known = file => Results.measured(file).filter(row => Words.isFigure(row.bytesPerOp));

  /** The most that each backend left behind, whatever the number of threads. */
  function row(file, workload, view) {
    const found = known(file).filter(r => Results.fits(r, workload, view));
    const of = backend => {
      const values = found.filter(r => r.backend === backend).map(r => r.bytesPerOp);
      return values.length ? Math.max(...values) : null;
    };
    return found.length ? {file, workload, of} : null;
  }

  const columns = backends => [
    Columns.workload,
    ...Columns.file,
    ...backends.map(name => ({
      title: Words.name(name),
      unit: 'B',
      value: r => r.of(name),
      show: r => Words.heapBytes(r.of(name)),
    })),
  ];

  function make() {
    if (!Results.benches.some(file => known(file).length > 0)) {
      return null;
    }
    const figure = Figure.make({
      title: 'Java heap per pair',
      name: 'bytes-per-pair',
      lead: Words.prose`
        Bytes of the Java heap used up by one allocate-and-free pair: the most of any number
        of threads.`,
      note: Words.prose`
          By JMH’s profiler of the garbage collector: what the measuring threads
          allocated, divided by the pairs they did. Some thousandths of a byte are the
          measuring itself.`,
    });
    return {
      node: Sections.make(
        'bytes',
        'Java heap',
        'Left to the garbage collector',
        Words.prose`
          Memory from these allocators is outside the Java heap. One that makes a Java
          object for each block buys time now with a pause of the garbage collector later;
          0 is what is promised.`,
        figure.node,
      ),
      update: view => {
        const found = Results.workloads.flatMap(workload =>
          Results.shown(Results.benches, view)
            .map(file => row(file, workload, view))
            .filter(Boolean),
        );
        const backends = Results.backends.filter(
          name => View.isOn(name) && found.some(r => r.of(name) !== null),
        );
        figure.showTable('Bytes of the Java heap for each pair', columns(backends), found);
      },
    };
  }

  return {make};
})();
