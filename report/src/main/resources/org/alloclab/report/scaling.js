'use strict';

/** The Universal Scalability Law: what holds the threads back, and how many are worth having. */
const Scaling = (() => {
  const NOTE = Words.prose`
      The law says that n threads do n·γ ÷ (1 + α(n−1) + βn(n−1)): γ is what one thread does,
      α the share of the work that only one can do at a time, β what each costs each other.
      The curve is the law with the fitted numbers; the band takes all three at their best and
      at their worst limits at once, which is wider than the truth; it is drawn for the first
      three allocators shown. To test the law the largest number of threads is left out and
      predicted: the error of that says how far to trust what lies beyond the points.`;

  const {part, measured, fitted, series} = Law;

  const of = (file, view) =>
    Results.list(file, 'scaling').filter(
      curve => !curve.layout || curve.layout === Results.layout(view),
    );

  const withLimits = (p, format) =>
    Dom.make(
      'span',
      {},
      format(part(p).value),
      Words.isFigure(part(p).low)
        ? Dom.make('small', {}, ` ${Words.range(p.low, p.high, format)}`)
        : null,
    );

  const columns = [
    ...Columns.file,
    Columns.backend(r => r.backend),
    {
      title: 'α',
      unit: 'share',
      value: r => r.alpha.value,
      show: r => withLimits(r.alpha, Words.number),
    },
    {
      title: 'β',
      unit: 'per pair of threads',
      value: r => r.beta.value,
      show: r => withLimits(r.beta, Words.number),
    },
    {
      title: 'γ',
      unit: 'million pairs per second',
      value: r => r.gamma.value / 1e6,
      show: r => withLimits(r.gamma, Words.millions),
    },
    {
      title: 'peak',
      unit: 'threads',
      value: r => part(r.peak).threads ?? null,
      show: r => (r.peak ? withLimits({...r.peak, value: r.peak.threads}, Words.number) : 'none'),
    },
    {title: 'held out', unit: 'threads', value: r => part(r.heldOut).threads ?? null},
    {
      title: 'error of its prediction',
      unit: '%',
      value: r => Words.per(part(r.heldOut).error, 0.01),
    },
  ];

  function figure(workload) {
    const made = Figure.make({
      title: Workloads.title(workload),
      name: 'scaling-' + Workloads.words(workload),
      lead: Words.prose`
        Points: measured. Curve: the fitted law, drawn on to twice as many threads. Band:
        how sure it is.`,
      note: NOTE,
    });
    made.update = view => {
      const found = Results.shown(Results.benches, view)
        .map(file => ({
          file,
          curves: of(file, view)
            .filter(curve => Results.key(curve) === workload.key && fitted(curve))
            .sort((a, b) => Backends.compare(a.backend, b.backend)),
        }))
        .filter(({curves}) => curves.length > 0);
      made.showCharts(
        found.map(({file, curves}) => {
          const drawn = curves.map(series);
          const extent = drawn
            .filter(s => View.isOn(s.name))
            .flatMap(s => [...s.line, ...s.points])
            .flatMap(p => [p.value, p.low, p.high]);
          const xs = Results.unique(curves.flatMap(c => measured(c).map(p => p.threads))).sort(
            (a, b) => a - b,
          );
          const beyond = [...xs, 2 * xs.at(-1)];
          return {
            file,
            unit: 'million pairs per second',
            across: 'threads',
            stops: Throughput.stops(drawn, xs),
            draw: host =>
              Chart.lines(host, {
                series: drawn,
                xs: beyond,
                extent,
                log: view.scale === 'log',
                cpus: file.cpus,
              }),
          };
        }),
        `Fitted scaling of ${Workloads.words(workload)}.`,
        columns,
        found.flatMap(({file, curves}) => curves.map(curve => ({...curve, file}))),
      );
    };
    return made;
  }

  /** Why some curves have no fit, each reason once. */
  function refusals(view) {
    const reasons = new Map();
    for (const file of Results.shown(Results.benches, view)) {
      for (const curve of of(file, view).filter(c => c.refusal)) {
        const key = (Results.isOne ? '' : file.label + ': ') + curve.refusal;
        reasons.set(key, [...(reasons.get(key) ?? []), curve]);
      }
    }
    return reasons.size === 0
      ? []
      : [
          Dom.make('h3', {}, 'Not fitted'),
          ...[...reasons].map(([reason, curves]) =>
            Dom.make(
              'div',
              {class: 'refusal'},
              Dom.make('p', {}, Dom.make('strong', {}, Dom.sentence(reason))),
              Dom.fold(
                Words.count(curves.length, 'curve') + ' without a fit',
                Dom.make(
                  'ul',
                  {},
                  curves.map(curve =>
                    Dom.make(
                      'li',
                      {},
                      Backends.label(curve.backend),
                      ' in ',
                      Workloads.title(Workloads.of(curve)),
                    ),
                  ),
                ),
              ),
            ),
          ),
        ];
  }

  function make() {
    const all = Results.benches.flatMap(file => Results.list(file, 'scaling'));
    if (all.length === 0) {
      return null;
    }
    const figures = Results.workloads
      .filter(w => all.some(curve => Results.key(curve) === w.key && fitted(curve)))
      .map(figure);
    const reasons = Dom.make('div', {class: 'refusals'});
    return {
      node: Sections.make(
        'scaling',
        'Scaling',
        'What holds the threads back',
        Words.prose`
          The Universal Scalability Law explains a curve by three numbers: what one thread
          does (γ), how much of the work must wait its turn (α), and how much the threads
          disturb each other (β). Where β is not 0 there is a number of threads beyond
          which more of them do less: the peak.`,
        figures.length ? Figure.grid(figures) : null,
        reasons,
      ),
      update: view => {
        figures.forEach(f => f.update(view));
        reasons.replaceChildren(...refusals(view));
      },
    };
  }

  return {make};
})();
