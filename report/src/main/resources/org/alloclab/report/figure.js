'use strict';

/**
 * A figure: its title, what it shows, the data as a table and to take along, and how it was
 * measured. It stays in place while what it shows changes.
 */
const Figure = (() => {
  let made = 0;

  /**
   * @param title an element
   * @param name for the file that the data is saved to
   * @param lead what one sees, in one line
   * @param note how this was measured
   */
  function make({title, name, lead, note}) {
    const id = 'figure-' + ++made;
    const body = Dom.make('div', {class: 'plots'});
    const shown = Dom.make('div');
    const table = Dom.make('div');
    const said = Dom.make('span', {class: 'said', role: 'status'});
    let data = null;
    let charts = [];

    const file = `${name}.csv`.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
    const csv = () => Tables.csv(data.columns, data.rows);
    const folds = Dom.make(
      'div',
      {class: 'folds'},
      Dom.fold(
        'Data',
        table,
        Dom.make(
          'p',
          {class: 'take'},
          Dom.button('Copy as CSV', async () => {
            said.textContent = (await Taking.copy(csv()))
              ? 'Copied.'
              : 'The browser does not allow it.';
          }),
          Dom.button('Save as CSV', () => Taking.save(csv(), file)),
          said,
        ),
      ),
      Dom.fold('How this is measured', Dom.make('p', {}, note)),
    );
    const node = Dom.make(
      'figure',
      {'aria-labelledby': id},
      Dom.make('figcaption', {}, Dom.make('h3', {id}, title), Dom.make('p', {class: 'lead'}, lead)),
      body,
      shown,
      folds,
    );

    /**
     * Shows charts, one for each file, and the data: folded away, or in the open.
     *
     * @param plots each with `file`, what its axes are (`unit`, `across`), `draw(host)`, and
     *     `stops` for the pointer
     */
    function showCharts(plots, caption, columns, rows, {open = false} = {}) {
      charts.forEach(chart => chart.remove());
      charts = [];
      data = {columns, rows};
      node.hidden = rows.length === 0;
      body.replaceChildren(
        ...plots.map(plot => {
          plot.host = Dom.make('div', {class: 'chart'});
          return Dom.make(
            'div',
            {class: 'plot'},
            Dom.make(
              'p',
              {class: 'unit'},
              Results.isOne ? null : Files.badge(plot.file),
              plot.unit,
            ),
            plot.host,
            Dom.make('p', {class: 'unit across'}, plot.across),
          );
        }),
      );
      (open ? shown : table).replaceChildren(Tables.make(caption, columns, rows));
      for (const plot of plots) {
        const drawn = plot.draw(plot.host);
        charts.push(drawn);
        Pointer.attach(plot.host, drawn.chart, plot.stops, caption);
      }
    }

    /** Shows a table in the open. */
    const showTable = (caption, columns, rows) =>
      showCharts([], caption, columns, rows, {open: true});

    return {node, showCharts, showTable};
  }

  /** Figures beside each other; of several files, each in the whole width. */
  const grid = (figures, size = '') =>
    Dom.make(
      'div',
      {class: `figures ${size} ${Results.benches.length > 1 ? 'several' : ''}`},
      figures.map(figure => figure.node),
    );

  return {make, grid};
})();
