'use strict';

/** The verdict in a sentence, and the figure that is farthest from its target. */
const VerdictSection = (() => {
  const KINDS = [
    ['kept', 'as promised, or better'],
    ['missed', 'not as promised'],
    ['within noise', 'too near to the target to call'],
    ['not measured', 'one of the two allocators was missing'],
  ];

  const tally = file => {
    const ratios = Results.list(file, 'ratios');
    return {
      total: ratios.length,
      of: kind => ratios.filter(row => row.verdict === kind).length,
    };
  };

  function sentence({total, of}) {
    const kept = of('kept');
    const others = KINDS.slice(1)
      .filter(([kind]) => of(kind) > 0)
      .map(([kind]) => `${of(kind)} ${kind}`.replaceAll(' ', '\u00a0'));
    const start =
      kept === total
        ? total === 1
          ? 'The one target is kept'
          : `All ${total} targets are kept`
        : `${kept} of ${Words.count(total, 'target')} kept`;
    return start + (others.length ? ', ' + others.join(', ') : '') + '.';
  }

  /** How far a ratio is from its target, as a factor; 1 if there is nothing to tell. */
  function distance({ratio, target}) {
    const known = Words.isFigure(ratio) && Words.isFigure(target) && ratio > 0 && target > 0;
    return known ? Math.max(ratio / target, target / ratio) : 1;
  }

  /** What a ratio means, for readers who do not know the field. */
  function meaning({ratio, quantity}) {
    const factor = Words.times(Math.max(ratio, 1 / ratio)).replace('×', '');
    switch (quantity) {
      case 'time':
        return ratio < 1 ? `${factor} times as fast` : `${factor} times as long`;
      case 'throughput':
        return ratio < 1
          ? `only 1/${factor} of the work`
          : `${factor} times the work in the same time`;
      case 'memory':
        return ratio < 1 ? `1/${factor} of the memory` : `${factor} times the memory`;
      default:
        return null;
    }
  }

  function surprise(file) {
    const known = Results.list(file, 'ratios').filter(row => distance(row) > 1);
    if (known.length === 0) {
      return null;
    }
    const row = known.reduce((a, b) => (distance(b) > distance(a) ? b : a));
    const means = meaning(row);
    return Dom.make(
      'p',
      {class: 'surprise'},
      'Farthest from its target: ',
      Dom.sentence(Ratios.title(row)),
      ': ',
      Dom.make('strong', {}, Words.times(row.ratio)),
      means ? `, that is, ${means}` : '',
      `, where ${row.bound ?? 'a target of'} ${Words.times(row.target)} was promised.`,
    );
  }

  function strip(counted) {
    return Dom.make(
      'div',
      {'class': 'strip', 'aria-hidden': 'true'},
      KINDS.map(([kind]) => {
        const n = counted.of(kind);
        return n === 0
          ? null
          : Dom.make('i', {class: kind.replace(' ', '-'), style: {'flex-grow': String(n)}});
      }),
    );
  }

  const counts = counted =>
    Dom.make(
      'dl',
      {class: 'counts'},
      KINDS.map(([kind, what]) =>
        Dom.make(
          'div',
          {class: kind.replace(' ', '-')},
          Dom.make('dt', {}, Ratios.mark(kind), kind),
          Dom.make('dd', {class: 'big'}, String(counted.of(kind))),
          Dom.make('dd', {}, what),
        ),
      ),
    );

  function measured(file) {
    const gap = Files.gap(file);
    return [
      Dom.make(
        'p',
        {class: 'origin'},
        Results.isOne ? null : Files.badge(file),
        Dom.name(file.name),
        ' · ',
        Dom.make('bdi', {}, Files.words(file)),
      ),
      gap ? Dom.make('p', {class: 'gap', role: 'note'}, gap) : null,
    ];
  }

  function one(file, heading) {
    const counted = tally(file);
    const title =
      counted.total > 0
        ? sentence(counted)
        : (Replays.headline(file) ??
          'No targets in this file: alloclab bench --suite quick measures them.');
    return Dom.make(
      'section',
      {class: 'verdict'},
      Dom.make(heading, {}, title),
      counted.total > 0 ? [surprise(file), strip(counted), counts(counted)] : null,
      measured(file),
    );
  }

  const intro = () =>
    Dom.make(
      'p',
      {class: 'intro'},
      Words.prose`
        alloclab runs the same work on CPython’s memory allocator under one global lock
        (gil), on an allocator of the same sizes in which no thread waits (lockfree), and on
        the allocators that programs use today. A target is a ratio of two of them, measured
        in the same run. Every term is explained`,
      ' ',
      Sections.link('glossary', 'at the end'),
      '.',
    );

  return {
    make: () =>
      Dom.make(
        'div',
        {},
        Results.isOne
          ? one(Results.files[0], 'h1')
          : [
              Dom.make('h1', {}, `${Results.files.length} runs side by side`),
              Dom.make(
                'div',
                {class: 'side-by-side'},
                Results.files.map(file => one(file, 'h2')),
              ),
            ],
        intro(),
      ),
  };
})();
