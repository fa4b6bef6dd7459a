'use strict';

/** What was measured, by file, workload, backend and number of threads. */
const Results = (() => {
  const island = JSON.parse(document.getElementById('data').textContent);
  const files = island.documents.map((saved, i) => ({
    ...saved,
    label: String.fromCodePoint(65 + (i % 26)) + (i < 26 ? '' : Math.floor(i / 26)),
    cpus: saved.content.machine?.cpus ?? null,
  }));
  const benches = files.filter(file => file.verb === 'bench');
  const replays = files.filter(file => file.verb !== 'bench');

  const list = (file, name) => file.content[name] ?? [];
  const key = row =>
    JSON.stringify([
      row.workload,
      Object.entries(row.params ?? {})
        .map(e => e.map(String))
        .sort(),
    ]);
  const unique = values => [...new Set(values)];
  const measured = file =>
    list(file, 'results').filter(
      row => row.unit === 'ns/op' && Words.isFigure(row.score) && row.score > 0,
    );
  const rows = benches.flatMap(file => [...measured(file), ...list(file, 'scaling')]);

  /** All that were measured anywhere, in the order of the glossary. */
  const workloads = [
    ...new Map(
      rows.map(row => [key(row), {key: key(row), name: row.workload, params: row.params}]),
    ).values(),
  ].sort((a, b) => Workloads.compare(a.name, b.name));

  const backends = unique([
    ...rows.map(row => row.backend),
    ...replays.flatMap(file => list(file, 'results').map(row => row.backend)),
  ]).sort(Backends.compare);

  const layouts = unique(rows.map(row => row.layout).filter(Boolean)).sort(
    (a, b) => (b === 'modern') - (a === 'modern') || (a < b ? -1 : 1),
  );

  const threads = unique(benches.flatMap(file => measured(file).map(row => row.threads))).sort(
    (a, b) => a - b,
  );

  /** The layout to show: the one chosen, if there is such a one. */
  const layout = view => (layouts.includes(view.layout) ? view.layout : (layouts[0] ?? null));

  /** Peers have no layout: they are shown whichever is chosen. */
  const fits = (row, workload, view) =>
    key(row) === workload.key && (!row.layout || row.layout === layout(view));

  /** Nanoseconds a pair into pairs a second of all threads, which are as uncertain. */
  function point({threads: n, score, error}) {
    const rate = (n * 1e9) / score;
    const known = Words.isFigure(error);
    return {
      threads: n,
      rate,
      low: known ? rate * Math.max(0, 1 - error / score) : null,
      high: known ? rate * (1 + error / score) : null,
    };
  }

  /** For each backend, pairs a second for each number of threads. */
  function curves(file, workload, view) {
    const found = new Map();
    const add = (backend, given) => {
      if (!found.has(backend)) {
        found.set(backend, new Map());
      }
      found.get(backend).set(given.threads, given);
    };
    measured(file)
      .filter(row => fits(row, workload, view))
      .forEach(row => add(row.backend, point(row)));
    list(file, 'scaling')
      .filter(row => fits(row, workload, view))
      .forEach(row =>
        (row.points ?? [])
          .filter(p => Words.isFigure(p.opsPerSecond) && p.opsPerSecond > 0)
          .forEach(p => add(row.backend, {...p, rate: p.opsPerSecond})),
      );
    return [...found]
      .sort((a, b) => Backends.compare(a[0], b[0]))
      .map(([backend, points]) => ({
        backend,
        points: [...points.values()].sort((a, b) => a.threads - b.threads),
      }));
  }

  /** The number of threads to compare at: the one chosen, else as many as there are CPUs. */
  function at(view) {
    const chosen = Number(view.at);
    const cpus = benches[0]?.cpus ?? Infinity;
    return threads.includes(chosen)
      ? chosen
      : (threads.filter(n => n <= cpus).at(-1) ?? threads[0] ?? 1);
  }

  /** Each backend's figures at that number of threads, or at the nearest one that was measured. */
  function scores(file, workload, view) {
    const all = measured(file).filter(row => fits(row, workload, view));
    const away = row => Math.abs(Math.log2(row.threads / at(view)));
    const nearest = Math.min(...all.map(away));
    const count = all.find(row => away(row) === nearest)?.threads;
    return all
      .filter(row => row.threads === count)
      .sort((a, b) => Backends.compare(a.backend, b.backend));
  }

  return {
    files,
    benches,
    replays,
    workloads,
    backends,
    layouts,
    threads,
    list,
    key,
    measured,
    layout,
    fits,
    curves,
    at,
    scores,
    unique,
    version: island.version,
    licences: island.licences,
    shown: (some, view) => some.filter(file => !view.without.includes(file.label)),
    isOne: files.length === 1,
  };
})();
