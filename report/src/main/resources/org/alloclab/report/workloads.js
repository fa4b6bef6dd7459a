'use strict';

/** What the threads do, in the order in which it is shown. */
const Workloads = (() => {
  const KNOWN = {
    'pair': 'allocate a block and free it at once: the shortest path there is',
    'batch': 'allocate many blocks, then free them all',
    'churn': 'a thousand live blocks of mixed sizes: free one at random, allocate another',
    'larson': 'like a server: blocks live on while the threads that made them end',
    'xmalloc': 'some threads allocate, others free what those made',
    'transfer': 'threads swap blocks and check that their content came through unharmed',
    'cache-scratch': 'do two threads get neighbouring bytes handed over and slow each other down?',
    'cache-thrash': 'do two threads that allocate for themselves get neighbouring bytes?',
    'thread-churn': 'threads start, allocate a little, and end',
    'virtual-threads': 'very many light threads of the JVM, a few blocks each',
    'trace': 'what a real Python program asked for, in its order',
    'growth': 'churn with more and more live blocks: does it stay fast when the heap is large?',
  };
  const ORDER = Object.keys(KNOWN);
  const has = name => Object.hasOwn(KNOWN, name);
  const rank = name => (has(name) ? ORDER.indexOf(name) : ORDER.length);

  /** Large numbers of settings are easier to read in groups of three digits. */
  const grouped = text => (/^\d{5,15}$/.test(text) ? Number(text).toLocaleString('en') : text);

  /** Its settings, as `size 64, order fifo`; one that is called like the workload says enough. */
  const settings = ({name, params}) =>
    Object.entries(params ?? {})
      .sort()
      .map(([key, value]) =>
        [key === name ? null : Words.name(key), Words.name(grouped(String(value)))]
          .filter(Boolean)
          .join(' '),
      )
      .join(', ');

  /** Its name, and its settings if it has any. */
  const title = workload => {
    return Dom.make(
      'span',
      {class: 'workload'},
      Dom.name(workload.name),
      settings(workload) ? Dom.make('bdi', {class: 'settings'}, ' ' + settings(workload)) : null,
    );
  };

  return {
    title,
    of: row => ({name: row.workload, params: row.params}),
    what: name => (has(name) ? KNOWN[name] : 'not known to this version of the report'),
    words: workload => [Words.name(workload.name), settings(workload)].filter(Boolean).join(', '),
    compare: (a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0),
  };
})();
