// `npm run docs:graph`: draws the imports between the folders of src into docs/architecture.md. With --check it writes nothing
// and fails where the drawing is not what the sources say. Fails where the folders run in a circle, too.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layers } from '../../.dependency-cruiser.mjs';
import { binary } from '../checks.mjs';
import { complete, root } from '../prepare.mjs';

const page = join(root, 'docs', 'architecture.md');

/** The drawings, by the mark they stand behind: which box a file is in, undefined for files that are not in it. */
const drawings = {
  library: (file) => {
    const [, folder, rest] = /^src\/cassandra\/(?:([^/]+)\/)?(.+)$/.exec(file) ?? [];
    if (rest === undefined) return undefined;
    if (folder === undefined) return 'module files';
    const layer = layers.find((names) => new RegExp(`^${names}$`).test(folder));
    return layer?.replace(/[()]/g, '').replaceAll('|', ', ') ?? folder;
  },
  package: (file) => {
    const [, folder, rest] = /^src\/(?:([^/]+)\/)?(.+)$/.exec(file) ?? [];
    if (rest === undefined) return undefined;
    if (folder === undefined) return 'main, app.module';
    // Any feature may read the tables of another.
    return rest.endsWith('.table.ts') ? `${folder}: tables` : folder;
  },
};

async function imports() {
  const args = [
    '--config',
    '.dependency-cruiser.mjs',
    '--exclude',
    '\\.spec\\.ts$',
    '-T',
    'json',
    'src',
  ];
  const { output } = await complete(binary('depcruise'), args);
  const { modules } = JSON.parse(output.slice(output.indexOf('{')));
  return modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [source, resolved]),
  );
}

/** Boxes and what each imports, directly. */
function fold(files, boxOf) {
  const graph = new Map();
  for (const [from, to] of files.map((pair) => pair.map(boxOf))) {
    if (from === undefined || to === undefined) continue;
    for (const box of [from, to]) if (!graph.has(box)) graph.set(box, new Set());
    if (from !== to) graph.get(from).add(to);
  }
  return graph;
}

/** All that a box imports, through others too. */
function reach(graph, box, seen = new Set()) {
  for (const next of graph.get(box)) {
    if (seen.has(next)) continue;
    seen.add(next);
    reach(graph, next, seen);
  }
  return seen;
}

/** As mermaid, without the arrows that others lead to as well. */
function draw(graph) {
  const inCircle = [...graph.keys()].filter((box) => reach(graph, box).has(box));
  if (inCircle.length > 0) throw new Error(`These folders run in a circle: ${inCircle.join(', ')}`);
  // Those that import most stand on top.
  const boxes = [...graph.keys()].sort(
    (a, b) => reach(graph, b).size - reach(graph, a).size || a.localeCompare(b),
  );
  const id = (box) => box.replace(/\W+/g, '_');
  const arrows = boxes.flatMap((from) => {
    const direct = [...graph.get(from)];
    const isLedTo = (to) => direct.some((other) => other !== to && reach(graph, other).has(to));
    return boxes
      .filter((to) => direct.includes(to) && !isLedTo(to))
      .map((to) => `  ${id(from)} --> ${id(to)}`);
  });
  const lines = ['flowchart TD', ...boxes.map((box) => `  ${id(box)}["${box}"]`), ...arrows];
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}

const files = await imports();
const before = readFileSync(page, 'utf8');
let text = before;
for (const [name, boxOf] of Object.entries(drawings)) {
  const place = new RegExp(`(<!-- graph: ${name} -->\n).*?(\n<!-- end -->)`, 's');
  if (!place.test(text))
    throw new Error(`docs/architecture.md has no place for the graph "${name}"`);
  text = text.replace(place, (_, start, end) => `${start}\n${draw(fold(files, boxOf))}\n${end}`);
}
if (!process.argv.includes('--check')) {
  writeFileSync(page, text);
} else if (text !== before) {
  console.error('Stale: docs/architecture.md. Run npm run docs:graph');
  process.exitCode = 1;
}
