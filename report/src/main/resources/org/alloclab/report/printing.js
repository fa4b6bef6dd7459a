'use strict';

/** On paper the page is light, and its charts are as wide as half a page. */
const Printing = (() => {
  const COLUMN = 320; // of two on a sheet of A4 or letter; the sheet itself cannot be asked
  const root = document.documentElement;

  function prepare(redraw) {
    window.addEventListener('beforeprint', () => {
      root.classList.add('printing');
      redraw();
    });
    window.addEventListener('afterprint', () => {
      root.classList.remove('printing');
      redraw();
    });
  }

  return {
    prepare,
    width: () => (root.classList.contains('printing') ? COLUMN : null),
  };
})();
