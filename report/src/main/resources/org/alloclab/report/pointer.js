'use strict';

/**
 * Reads a chart out: at the stop nearest to the mouse, or step by step with the arrow keys. A stop
 * has a title, a place (`x`, and `value` where it is a single point), and rows of name and text.
 */
const Pointer = (() => {
  function attach(host, chart, stops, label) {
    const line = Dom.make('div', {class: 'pointer-line', hidden: true});
    const box = Dom.make('div', {class: 'pointer-box', role: 'status', hidden: true});
    let at = -1;
    chart.over.append(line, box);
    host.setAttribute('tabindex', '0');
    host.setAttribute('role', 'group');
    host.setAttribute('aria-label', label + ' The arrow keys read it out; the data is below.');

    const left = stop => chart.valToPos(stop.x, 'x');
    const top = stop => (stop.value === undefined ? 0 : chart.valToPos(stop.value, 'y'));

    function hide() {
      at = -1;
      line.hidden = box.hidden = true;
    }

    function show(i) {
      if (i === at || !stops[i]) {
        return;
      }
      at = i;
      const stop = stops[i];
      box.replaceChildren(
        Dom.make('strong', {}, stop.title),
        ...stop.rows.map(([name, text]) =>
          Dom.make('span', {}, Backends.label(name), Dom.make('b', {}, text)),
        ),
      );
      line.hidden = stop.value !== undefined;
      box.hidden = false;
      line.style.setProperty('left', left(stop) + 'px');
      const width = chart.over.clientWidth;
      const beside = left(stop) + 14;
      const fits = beside + box.offsetWidth <= width;
      box.style.setProperty(
        'left',
        (fits ? beside : Math.max(-30, left(stop) - 14 - box.offsetWidth)) + 'px',
      );
      box.style.setProperty('top', Math.max(0, top(stop) - 20) + 'px');
    }

    function nearest(event) {
      const bounds = chart.over.getBoundingClientRect();
      const x = event.clientX - bounds.left;
      const y = event.clientY - bounds.top;
      const away = stop => Math.hypot(left(stop) - x, stop.value === undefined ? 0 : top(stop) - y);
      return stops.reduce((best, stop, i) => (away(stop) < away(stops[best]) ? i : best), 0);
    }

    chart.over.addEventListener('mousemove', event => show(nearest(event)));
    chart.over.addEventListener('mouseleave', hide);
    host.addEventListener('blur', hide);
    host.onkeydown = event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (step) {
        show(
          at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length,
        );
        event.preventDefault();
      } else if (event.key === 'Escape') {
        hide();
      }
    };
  }

  return {attach};
})();
