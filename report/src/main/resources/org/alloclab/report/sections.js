'use strict';

/** The parts of the page, and the ways to them. */
const Sections = (() => {
  const made = [];

  /** A part: the word that leads to it, its title, what it is about, and what is in it. */
  function make(id, word, title, lead, ...content) {
    const node = Dom.make(
      'section',
      {'id': 'section-' + id, 'tabindex': '-1', 'aria-labelledby': 'title-' + id},
      Dom.make('h2', {id: 'title-' + id}, title),
      Dom.make('p', {class: 'section-lead'}, lead),
      ...content,
    );
    made.push({id, word, node});
    return node;
  }

  function go(id) {
    View.set({section: id});
    show(id);
  }

  function show(id) {
    const section = made.find(part => part.id === id);
    section?.node.scrollIntoView();
    section?.node.focus({preventScroll: true});
  }

  const link = (id, text) =>
    Dom.make(
      'a',
      {
        href: '#section=' + id,
        on: {
          click: event => {
            event.preventDefault();
            go(id);
          },
        },
      },
      text,
    );

  const links = () => made.map(({id, word}) => link(id, word));

  return {make, link, links, show};
})();
