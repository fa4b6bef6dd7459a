'use strict';

/**
 * Tables, for the eye and as comma-separated values. A column has a title, a unit if it has
 * figures, `value(row)` for what it holds and, where that is not how it looks, `show(row)`. It may
 * be for the eyes alone, or for programs alone.
 */
const Tables = (() => {
  const isFigure = Words.isFigure;

  function cell(column, row) {
    const value = column.value?.(row);
    const shown = column.show
      ? column.show(row)
      : column.unit !== undefined
        ? Words.number(value)
        : Dom.name(value);
    return Dom.make(
      column.head ? 'th' : 'td',
      {
        scope: column.head ? 'row' : null,
        class: column.unit !== undefined ? 'figure' : column.wide ? 'wide' : null,
      },
      shown,
    );
  }

  function head(column) {
    return Dom.make(
      'th',
      {scope: 'col', class: column.unit !== undefined ? 'figure' : null},
      column.title,
      column.unit ? Dom.make('small', {}, ' ' + column.unit) : null,
    );
  }

  /** A table that scrolls by itself where the page is narrow. */
  function make(caption, all, rows) {
    const columns = all.filter(column => !column.forPrograms);
    return Dom.make(
      'div',
      {'class': 'scroll', 'tabindex': '0', 'role': 'region', 'aria-label': caption},
      Dom.make(
        'table',
        {},
        Dom.make('caption', {class: 'unseen'}, caption),
        Dom.make('thead', {}, Dom.make('tr', {}, columns.map(head))),
        Dom.make(
          'tbody',
          {},
          rows.map(row =>
            Dom.make(
              'tr',
              {class: row.mark ?? null},
              columns.map(column => cell(column, row)),
            ),
          ),
        ),
      ),
    );
  }

  /** One field. A text that a spreadsheet would take for a formula is told to be a text. */
  function field(value) {
    if (isFigure(value)) {
      return String(value);
    }
    const text = value === null || value === undefined ? '' : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }

  function csv(all, rows) {
    const columns = all.filter(column => !column.forEyes);
    const titles = columns.map(column =>
      column.unit ? `${column.title} (${column.unit})` : column.title,
    );
    return [titles, ...rows.map(row => columns.map(column => column.value(row)))]
      .map(fields => fields.map(field).join(',') + '\r\n')
      .join('');
  }

  return {make, csv};
})();
