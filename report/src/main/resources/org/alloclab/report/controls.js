'use strict';

/** What the reader can choose. Each control shows what is chosen, wherever that came from. */
const Controls = (() => {
  /** One of several. */
  function choice(label, key, options, current) {
    const buttons = options.map(([value, text]) => [
      value,
      Dom.button(Dom.name(text), () => View.set({[key]: value}), {class: 'option'}),
    ]);
    const update = view =>
      buttons.forEach(([value, button]) =>
        button.setAttribute('aria-pressed', String(String(current(view)) === value)),
      );
    View.onChange(update);
    update(View.get());
    return Dom.make(
      'div',
      {'class': 'choice', 'role': 'group', 'aria-label': label},
      Dom.make('span', {class: 'choice-label'}, label),
      ...buttons.map(([, button]) => button),
    );
  }

  /** Any of several. */
  function switches(label, list, items) {
    const buttons = items.map(({name, content, title}) => [
      name,
      Dom.make(
        'button',
        {type: 'button', class: 'switch', title, on: {click: () => View.toggle(list, name)}},
        content,
      ),
    ]);
    const update = view =>
      buttons.forEach(([name, button]) =>
        button.setAttribute('aria-pressed', String(!view[list].includes(name))),
      );
    View.onChange(update);
    update(View.get());
    return Dom.make(
      'div',
      {'class': 'switches', 'role': 'group', 'aria-label': label},
      ...buttons.map(([, button]) => button),
    );
  }

  const legend = () =>
    switches(
      'Allocators shown',
      'off',
      Results.backends.map(name => ({
        name,
        content: Backends.label(name),
        title: Backends.of(name).what,
      })),
    );

  const files = () =>
    Results.isOne
      ? null
      : switches(
          'Files shown',
          'without',
          Results.files.map(file => ({
            name: file.label,
            content: [Files.badge(file), Dom.name(file.name)],
            title: Files.words(file),
          })),
        );

  const layout = () =>
    Results.layouts.length < 2
      ? null
      : choice(
          'Layout',
          'layout',
          Results.layouts.map(name => [name, name]),
          Results.layout,
        );

  const scale = () =>
    choice(
      'Scale',
      'scale',
      [
        ['linear', 'linear'],
        ['log', 'log'],
      ],
      view => view.scale,
    );

  const per = () =>
    choice(
      'Show',
      'per',
      [
        ['all', 'all threads'],
        ['thread', 'per thread'],
      ],
      view => view.per,
    );

  const at = () =>
    Results.threads.length < 2
      ? null
      : choice(
          'Threads',
          'at',
          Results.threads.map(n => [String(n), String(n)]),
          Results.at,
        );

  const theme = () =>
    choice(
      'Colours',
      'theme',
      [
        ['system', 'system'],
        ['light', 'light'],
        ['dark', 'dark'],
      ],
      view => view.theme,
    );

  return {choice, legend, files, layout, scale, per, at, theme};
})();
