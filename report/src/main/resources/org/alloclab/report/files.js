'use strict';

/** The files that are shown together: a letter each. */
const Files = (() => {
  const badge = file =>
    Dom.make('span', {class: 'badge', title: Words.name(file.name)}, file.label);

  /** In words: what machine, which version, when. */
  function words(file) {
    const {machine = {}, version, started} = file.content;
    return [
      machine?.cpu,
      machine?.cpus ? Words.count(machine.cpus, 'CPU') : null,
      machine?.jvm,
      version ? 'alloclab ' + version : null,
      started ? Words.moment(started) : null,
    ]
      .filter(Boolean)
      .map(Words.name)
      .join(' · ');
  }

  /** What an interrupted run has of what it was to have. */
  function gap(file) {
    const {partial, planned, recorded} = file.content;
    if (!partial && !(planned > recorded)) {
      return null;
    }
    const amount =
      planned > 0 ? `${recorded ?? 0} of ${planned} measurements` : 'a part of the measurements';
    return (partial ? 'The run was interrupted' : 'The run is incomplete') + `: this is ${amount}.`;
  }

  return {badge, words, gap};
})();
