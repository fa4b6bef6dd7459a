'use strict';

/** Taking data along: into the clipboard, or into a file. */
const Taking = (() => {
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedBySelection(text);
    }
  }

  /** For browsers that keep the clipboard from pages that were opened from disk. */
  function copiedBySelection(text) {
    const area = Dom.make('textarea', {class: 'unseen'});
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
  }

  function save(text, file) {
    const address = URL.createObjectURL(
      new Blob(['\ufeff', text], {type: 'text/csv;charset=utf-8'}),
    );
    const link = Dom.make('a', {href: address, download: file});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  return {copy, save};
})();
