'use strict';

/** Puts the page together, and keeps it as the reader wants it. */
(() => {
  const main = document.getElementById('main');
  const parts = [
    Throughput,
    Peers,
    Memory,
    Scaling,
    Ratios,
    Bytes,
    Replays,
    Measurements,
    Machines,
    Glossary,
  ]
    .map(part => part.make())
    .filter(Boolean);

  const legend = Dom.make(
    'div',
    {class: 'legend'},
    Dom.make('div', {class: 'legend-row'}, Controls.legend()),
    Dom.make('div', {class: 'legend-row'}, Controls.layout(), Controls.files()),
  );
  main.append(VerdictSection.make(), legend, ...parts.map(part => part.node));

  document.getElementById('sections').append(...Sections.links());
  document.getElementById('theme').append(Controls.theme());
  document
    .getElementById('end')
    .append(
      Dom.make(
        'p',
        {},
        'Made by alloclab ',
        Dom.name(Results.version),
        ' from saved results. This page asks for nothing from the network.',
      ),
      ...Results.licences.map(({name, text}) =>
        Dom.fold(`Charts by ${name}, MIT licence`, Dom.make('pre', {}, text)),
      ),
    );

  function update(view) {
    document.documentElement.dataset.theme = view.theme;
    parts.forEach(part => part.update(view));
  }

  View.onChange(update);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => update(View.get()));
  Printing.prepare(() => update(View.get()));
  update(View.get());
  if (View.get().section) {
    Sections.show(View.get().section);
  }
})();
