'use strict';

/** Explains each term of the page in one line. */
const Glossary = (() => {
  const TERMS = {
    'pair': 'one allocation and the free of one block, by one thread',
    'ns per pair':
      'nanoseconds (billionths of a second) that a thread needs for a pair: lower is better',
    'throughput':
      'pairs, or operations, that all threads together do in a second: higher is better',
    'median': 'the middle one of several measurements: half are below it, half above',
    '95 % interval': Words.prose`
        the range in which the true figure lies, 19 times of 20, judged by the repeated
        measurements`,
    'ratio': 'one figure divided by another of the same run; 1.00× means no difference',
    'target, aim': 'the promised value of a ratio; a better value that we hope for',
    'noise': 'by how much two measurements of the same thing differ',
    'backend': 'an allocator that the same work can run on',
    'peer': Words.prose`
        an allocator that programs use today, to compare with; “best peer”: the fastest of
        glibc, jemalloc, mimalloc and tcmalloc in that workload`,
    'layout': Words.prose`
        how large the pools and arenas are that blocks are cut from: classic is CPython
        3.9’s (4 KiB pools), modern that since 3.10 (16 KiB pools), classic38 that of 3.8;
        peers have their own`,
    'most memory (peak mapped)':
      'the most bytes an allocator held from the operating system at one time',
    'bytes per pair (B/op)':
      'bytes of the Java heap that one pair uses up, for the garbage collector to clean',
    'waiting for the lock':
      'share of the threads’ time that they spent waiting while another thread held the lock',
    'GIL':
      'the global interpreter lock: in CPython only the thread that holds it may run Python code',
    'lock-free': 'a thread that is stopped at any point never keeps other threads from making progress',
    'α, β, γ': Words.prose`
        the three numbers of the Universal Scalability Law: contention (work that one thread
        does at a time), coherency (what the threads cost each other), throughput of one
        thread`,
    'peak (USL)': 'the number of threads at which the law predicts the most throughput',
    'held out': 'the largest number of threads, left out of the fit and predicted by it',
    'copies, recorded':
      'replays: each thread repeats the whole program; or one thread for each recorded one',
    'CPU': 'what the operating system offers to run one thread at a time',
    'MiB': '1,048,576 bytes',
  };

  const list = entries =>
    Dom.make(
      'dl',
      {class: 'glossary'},
      entries.map(([term, what]) =>
        Dom.make('div', {}, Dom.make('dt', {}, term), Dom.make('dd', {}, what)),
      ),
    );

  const names = () => Results.unique(Results.workloads.map(w => w.name));

  return {
    make: () => ({
      node: Sections.make(
        'glossary',
        'Words',
        'Every term in a line',
        'What the words of this page mean.',
        Results.backends.length
          ? [
              Dom.make('h3', {}, 'Allocators'),
              list(Results.backends.map(name => [Backends.label(name), Backends.of(name).what])),
            ]
          : null,
        names().length
          ? [
              Dom.make('h3', {}, 'Workloads'),
              list(names().map(name => [Dom.name(name), Workloads.what(name)])),
            ]
          : null,
        Dom.make('h3', {}, 'Terms'),
        list(Object.entries(TERMS)),
      ),
      update: () => {},
    }),
  };
})();
