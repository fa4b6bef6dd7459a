'use strict';

/** Where the figures come from, and how to get them again. */
const Machines = (() => {
  const LINES = [
    ['file', file => file.name],
    ['measured by', file => `alloclab ${file.verb}, version ${file.content.version ?? Words.NONE}`],
    ['started', file => Words.moment(file.content.started)],
    ['processor', file => file.content.machine?.cpu],
    ['CPUs', file => file.cpus],
    ['architecture', file => file.content.machine?.arch],
    ['system', file => file.content.machine?.os],
    ['Java virtual machine', file => file.content.machine?.jvm],
    ['measurements', file => file.content.results?.length],
  ];

  function command({repeat, label}) {
    const said = Dom.make('span', {class: 'said', role: 'status'});
    return Dom.make(
      'div',
      {class: 'command'},
      Dom.make(
        'code',
        {'tabindex': '0', 'role': 'region', 'aria-label': 'command ' + label},
        Dom.make('bdi', {}, repeat),
      ),
      Dom.button('Copy', async () => {
        said.textContent = (await Taking.copy(repeat))
          ? 'Copied.'
          : 'The browser does not allow it.';
      }),
      said,
    );
  }

  function peers(file) {
    const found = Object.entries(file.content.peers ?? {});
    return found.length === 0
      ? null
      : [
          Dom.make('h4', {}, 'The peers it found'),
          Dom.make(
            'ul',
            {},
            found.map(([name, what]) =>
              Dom.make('li', {}, Dom.make('strong', {}, Dom.name(name)), ': ', Dom.sentence(what)),
            ),
          ),
        ];
  }

  function missing(file) {
    const errors = Results.list(file, 'errors');
    return errors.length === 0
      ? null
      : [
          Dom.make('h4', {}, 'Not on this machine'),
          Dom.make(
            'ul',
            {},
            errors.map(error =>
              Dom.make(
                'li',
                {},
                Dom.make('strong', {}, Dom.name(error.backend)),
                ': ',
                Dom.sentence(error.reason),
                error.remedy ? [' — ', Dom.sentence(error.remedy)] : null,
              ),
            ),
          ),
        ];
  }

  function card(file) {
    const gap = Files.gap(file);
    return Dom.make(
      'article',
      {class: 'machine'},
      Dom.make('h3', {}, Results.isOne ? null : Files.badge(file), Dom.name(file.name)),
      gap ? Dom.make('p', {class: 'gap'}, gap) : null,
      Dom.make(
        'dl',
        {},
        LINES.map(([term, of]) => [
          Dom.make('dt', {}, term),
          Dom.make('dd', {}, Dom.name(of(file))),
        ]),
      ),
      peers(file),
      missing(file),
      Dom.make('h4', {}, 'To measure this again'),
      command(file),
    );
  }

  return {
    make: () => ({
      node: Sections.make(
        'machines',
        'Machines',
        'Where this was measured',
        Words.prose`
          Figures of two machines cannot be compared one by one; ratios within one run
          can. To repeat a run:`,
        Dom.make('div', {class: 'machines'}, Results.files.map(card)),
      ),
      update: () => {},
    }),
  };
})();
