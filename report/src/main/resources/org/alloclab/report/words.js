'use strict';

/** Numbers and names in words for people. The caller adds the unit of a number. */
const Words = (() => {
  const NONE = '–';
  const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
  const LONGEST_NAME = 60;
  const LONGEST_SENTENCE = 300;

  const isFigure = value => typeof value === 'number' && Number.isFinite(value);

  /** A figure in a larger unit; none stays none. */
  const per = (value, unit) => (isFigure(value) ? value / unit : null);

  /** Three digits that tell; all those before the point. */
  function number(value) {
    if (!isFigure(value)) {
      return NONE;
    }
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e12)) {
      return value.toExponential(1);
    }
    const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return value.toLocaleString('en', {maximumFractionDigits: size < 0.1 ? 4 : digits});
  }

  const times = ratio =>
    isFigure(ratio)
      ? ratio.toLocaleString('en', {
          minimumFractionDigits: ratio < 10 ? 2 : ratio < 100 ? 1 : 0,
          maximumFractionDigits: ratio < 10 ? 2 : ratio < 100 ? 1 : 0,
        }) + '×'
      : NONE;

  const millions = value => number(per(value, 1e6));

  const percent = share => (isFigure(share) ? `${Math.round(share * 100)} %` : NONE);

  /** Bytes of the Java heap: hundredths tell; less is the measuring itself. */
  const heapBytes = value => (isFigure(value) ? value.toFixed(2) : NONE);

  const count = (n, one, many = one + 's') => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

  const threads = n => count(n, 'thread');

  /**
   * A text from a document, of a length that can be shown; no character is cut in two. Characters
   * that would turn the text around them, or say nothing, are shown to be there.
   */
  function shortened(text, longest) {
    const string = (text === null || text === undefined ? NONE : String(text))
      .slice(0, 4 * longest)
      .replace(UNSEEN, '\ufffd');
    const points = string.length > longest ? [...string.slice(0, 2 * longest)] : [];
    return points.length > longest ? points.slice(0, longest - 1).join('') + '…' : string;
  }

  /** Sentences of our own, wherever their lines are broken in the source. */
  const prose = ([text]) => text.replace(/\s+/g, ' ').trim();

  const name = text => shortened(text, LONGEST_NAME);

  const sentence = text => shortened(text, LONGEST_SENTENCE);

  const range = (low, high, format) =>
    isFigure(low) && isFigure(high) ? `${format(low)} to ${format(high)}` : NONE;

  /** A day and a time that read alike everywhere, or what is there instead. */
  function moment(text) {
    const time = new Date(text);
    return text && !Number.isNaN(time.getTime())
      ? time.toISOString().replace('T', ' ').slice(0, 16) + ' UTC'
      : name(text);
  }

  return {
    NONE,
    isFigure,
    number,
    times,
    millions,
    per,
    percent,
    heapBytes,
    count,
    threads,
    name,
    sentence,
    prose,
    range,
    moment,
  };
})();
