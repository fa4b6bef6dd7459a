'use strict';

/** The allocators: in which order, how drawn, what they are. Ours are solid, peers hollow. */
const Backends = (() => {
  const SHAPES = {
    circle: 'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z',
    square: 'M-.85-.85H.85V.85H-.85z',
    diamond: 'M0-1.2L1.2 0L0 1.2L-1.2 0z',
    up: 'M0-1.15L1.1.85H-1.1z',
    down: 'M0 1.15L1.1-.85H-1.1z',
    right: 'M1.15 0L-.85 1.1V-1.1z',
    left: 'M-1.15 0L.85 1.1V-1.1z',
    plus: 'M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4z',
    cross: 'M-1-.5L-.5-1L0-.5L.5-1L1-.5L.5 0L1 .5L.5 1L0 .5L-.5 1L-1 .5L-.5 0z',
    pentagon: 'M0-1.15L1.1-.35L.68.95H-.68L-1.1-.35z',
    hexagon: 'M-.6-1H.6L1.15 0L.6 1H-.6L-1.15 0z',
    hourglass: 'M-1-1H1L.15 0L1 1H-1L-.15 0z',
  };

  const ours = (shape, what) => ({ours: true, shape, dash: [], what});
  const foreign = (shape, dash, what) => ({ours: false, shape, dash, what});

  const KNOWN = {
    'lockfree': ours('circle', 'alloclab’s allocator in which no thread waits for another'),
    'gil': ours('square', 'CPython’s allocator; each call takes one global lock'),
    'gil-held': ours(
      'diamond',
      'the same, the lock held across many calls, as a Python thread does',
    ),
    'locked-lockfree': ours(
      'hexagon',
      'the lock-free structure under one global lock: what the lock alone costs',
    ),
    'glibc': foreign('up', [6, 3], 'malloc of the GNU C library, called from Java'),
    'jemalloc': foreign('down', [2, 3], 'FreeBSD’s malloc, once Facebook’s, called from Java'),
    'mimalloc': foreign('square', [8, 3, 2, 3], 'Microsoft’s malloc, called from Java'),
    'tcmalloc': foreign('diamond', [4, 2], 'Google’s malloc (gperftools), called from Java'),
    'pymalloc': foreign(
      'pentagon',
      [10, 3],
      'CPython’s own compiled allocator, called from Java by one thread',
    ),
    'netty-pooled': foreign('right', [2, 2], 'Netty’s pooled buffers'),
    'netty-adaptive': foreign('left', [6, 2, 2, 2], 'Netty’s adaptive buffers'),
    'confined': foreign('hourglass', [3, 4], 'the JDK’s own: a confined Arena for each block'),
  };
  const ORDER = Object.keys(KNOWN);
  const OTHER = foreign('plus', [1, 3], 'not known to this version of the report');

  const has = name => Object.hasOwn(KNOWN, name);
  const of = name => (has(name) ? KNOWN[name] : OTHER);
  const rank = name => (has(name) ? ORDER.indexOf(name) : ORDER.length);
  const compare = (a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
  const variable = name => (has(name) ? `var(--${name})` : 'var(--other)');

  const probe = Dom.make('i', {hidden: true});
  document.body.append(probe);

  /** A colour as it is now, light or dark: a canvas knows no variables. */
  function resolved(colour) {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  }

  /** Its sign: the same in legends, charts and tables. */
  function sign(name) {
    const {shape, ours: solid} = of(name);
    return Dom.svg(
      'svg',
      {
        'class': solid ? 'sign solid' : 'sign',
        'viewBox': '-1.6 -1.6 3.2 3.2',
        'aria-hidden': 'true',
        'style': {'--colour': variable(name)},
      },
      Dom.svg('path', {d: SHAPES[shape]}),
    );
  }

  const label = name => Dom.make('span', {class: 'backend'}, sign(name), Dom.name(name));

  /** What the best peer is chosen from: general allocators, made for any number of threads. */
  const RIVALS = ['glibc', 'jemalloc', 'mimalloc', 'tcmalloc'];

  return {
    of,
    compare,
    sign,
    label,
    resolved,
    variable,
    RIVALS,
    colour: name => resolved(variable(name)),
    faint: name => resolved(`color-mix(in srgb, ${variable(name)} 16%, transparent)`),
    path: name => new Path2D(SHAPES[of(name).shape]),
    isOurs: name => of(name).ours,
  };
})();
