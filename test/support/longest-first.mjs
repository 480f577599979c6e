import Sequencer from '@jest/test-sequencer';

/**
 * What takes long, by starting nodes or by keeping to a rate; all others are short. Those that want a core stand beside those that
 * wait, and the two that look at how long something takes are not side by side.
 */
const longest = [
  'three-nodes.fault-spec.ts',
  'packed-package.package-spec.ts',
  'takeover.e2e-spec.ts',
  'exports.e2e-spec.ts',
  'actions.e2e-spec.ts',
  'export-node.fault-spec.ts',
  'sample-data.e2e-spec.ts',
  'npm-start.fault-spec.ts',
  'life-cycle.int-spec.ts',
  'start-cassandra.int-spec.ts',
  'cli.int-spec.ts',
];

/** All workers end at about the same time. By itself Jest knows only how long a file took last time, which CI does not. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ path }) {
  const place = longest.findIndex((name) => path.endsWith(`/${name}`));
  return place === -1 ? longest.length : place;
}
