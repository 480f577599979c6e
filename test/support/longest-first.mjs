import Sequencer from '@jest/test-sequencer';

/**
 * What takes long, most of it by starting nodes or processes of its own; all others are short. The tests that look at how long
 * something takes are not side by side.
 */
const longest = [
  'three-nodes.fault-spec.ts',
  'packed-package.package-spec.ts',
  'sample-data.e2e-spec.ts',
  'export-node.fault-spec.ts',
  'npm-start.fault-spec.ts',
  'life-cycle.int-spec.ts',
  'start-cassandra.int-spec.ts',
  'cli.int-spec.ts',
];

/** Both workers end at about the same time. By itself Jest knows only how long a file took last time, which CI does not. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ path }) {
  const place = longest.findIndex((name) => path.endsWith(`/${name}`));
  return place === -1 ? longest.length : place;
}
