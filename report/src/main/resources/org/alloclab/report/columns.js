'use strict';

/** Columns that several tables have. */
const Columns = (() => {
  const workload = {
    title: 'workload',
    head: true,
    value: r => Workloads.words(r.workload),
    show: r => Workloads.title(r.workload),
  };

  /** Which file, where there are several. */
  const file = Results.isOne
    ? []
    : [{title: 'file', value: r => r.file.label, show: r => Files.badge(r.file)}];

  /** @param of the backend's name, given a row */
  const backend = (of, head = true) => ({
    title: 'backend',
    head,
    value: of,
    show: r => Backends.label(of(r)),
  });

  return {workload, file, backend};
})();
