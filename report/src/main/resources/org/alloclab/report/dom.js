'use strict';

/** The only place where elements are made: texts go in as texts, whatever they hold. */
const Dom = (() => {
  const SVG = 'http://www.w3.org/2000/svg';

  function fill(element, {on = {}, style = {}, ...attributes}, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, value === true ? '' : value);
      }
    }
    for (const [event, listener] of Object.entries(on)) {
      element.addEventListener(event, listener);
    }
    for (const [property, value] of Object.entries(style)) {
      element.style.setProperty(property, value);
    }
    element.append(
      ...children.flat(Infinity).filter(child => child !== null && child !== undefined),
    );
    return element;
  }

  /** An element; children are elements or texts. */
  const make = (tag, options = {}, ...children) =>
    fill(document.createElement(tag), options, children);

  const svg = (tag, options = {}, ...children) =>
    fill(document.createElementNS(SVG, tag), options, children);

  /** A name from a document: it stands by itself, in whichever direction it is written. */
  const name = text => {
    const shown = Words.name(text);
    return make('bdi', {title: shown === String(text) ? null : Words.sentence(text)}, shown);
  };

  /** What a document says, as a sentence. */
  const sentence = text => make('bdi', {}, Words.sentence(text));

  const button = (text, click, options = {}) =>
    make('button', {type: 'button', on: {click}, ...options}, text);

  /** A line that opens, and what it opens. */
  const fold = (summary, ...content) =>
    make('details', {}, make('summary', {}, summary), make('div', {class: 'folded'}, ...content));

  return {make, svg, name, sentence, button, fold};
})();
