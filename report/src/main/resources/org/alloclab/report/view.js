'use strict';

/**
 * What the reader has chosen to see. It is kept in the address, behind the #, so that a link shows
 * the same view.
 */
const View = (() => {
  const CHOICES = {
    theme: ['system', 'light', 'dark'],
    scale: ['linear', 'log'],
    per: ['all', 'thread'],
  };
  const DEFAULTS = {
    section: '',
    theme: 'system',
    scale: 'linear',
    per: 'all',
    layout: '',
    of: '',
    at: '',
    off: [],
    without: [],
  };
  const listeners = [];
  let state = read();
  let written = location.hash;

  function read() {
    const found = {...DEFAULTS};
    const given = new URLSearchParams(location.hash.slice(1));
    for (const key of Object.keys(DEFAULTS)) {
      if (Array.isArray(DEFAULTS[key])) {
        found[key] = given.getAll(key);
      } else if (given.has(key) && (CHOICES[key]?.includes(given.get(key)) ?? true)) {
        found[key] = given.get(key);
      }
    }
    return found;
  }

  function write() {
    const kept = new URLSearchParams();
    for (const [key, value] of Object.entries(state)) {
      if (Array.isArray(value)) {
        value.forEach(item => kept.append(key, item));
      } else if (value !== DEFAULTS[key]) {
        kept.append(key, value);
      }
    }
    written = kept.size ? '#' + kept : '';
    history.replaceState(null, '', written || location.pathname + location.search);
  }

  function tell() {
    listeners.forEach(listener => listener(state));
  }

  /** Changes some of it. */
  function set(change) {
    state = {...state, ...change};
    write();
    tell();
  }

  /** Puts a name on a list, or takes it off. */
  function toggle(list, name) {
    const names = state[list];
    set({[list]: names.includes(name) ? names.filter(n => n !== name) : [...names, name]});
  }

  window.addEventListener('hashchange', () => {
    if (location.hash !== written) {
      state = read();
      written = location.hash;
      tell();
    }
  });

  return {
    get: () => state,
    set,
    toggle,
    isOn: backend => !state.off.includes(backend),
    onChange: listener => listeners.push(listener),
  };
})();
