import { Comment, Converter, DeclarationReflection, ReflectionKind } from 'typedoc';

/**
 * The pages of the main door: a symbol stands on the first whose pattern fits the file that declares it. The doors beside
 * it are a page each.
 */
const rooms = [
  [
    'errors',
    /\/(errors\/|[\w-]+-fault\.ts$)/,
    'What is thrown, and by which `code` a program tells it.',
  ],
  [
    'tables',
    /\/(table|codec)\//,
    'Tables, columns, user-defined types, and the types inferred from them.',
  ],
  [
    'cql',
    /\/(cql\/cql-(tag|value)|cql\/decode-free-row|query\/free-query)\.ts$/,
    'Statements of your own.',
  ],
  ['reading', /\/(query|paging|scan)\//, 'Filters, queries, pages, streams and scans.'],
  ['repositories', /\/repository\//, 'What is injected: one repository per table, and its writes.'],
  ['module', /\//, 'The Nest module, the connection, the schema and their options.'],
];
const doors = {
  export: 'A whole table into files: `cassanest/export`.',
  embedded: 'A real node as child processes: `cassanest/embedded`.',
  health: 'An indicator for Terminus: `cassanest/health`.',
  testing: 'Nodes, keyspaces and given rows for tests: `cassanest/testing`.',
};

/** TypeDoc as we want it read: pages by subject, nothing twice, nothing that only the compiler reads. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      if (module.name === 'cassanest') splitDoor(project, module);
      else describe(module, doors[module.name]);
    }
  });
  // After TypeDoc has found out what is inherited, before it puts members into groups.
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => dropRepeated(app, project), -50);
  app.converter.on(Converter.EVENT_RESOLVE, (_, { comment }) => splitDefault(comment));
}

function splitDoor(project, door) {
  const pages = new Map();
  for (const child of [...(door.children ?? [])]) {
    const file = project.getSymbolIdFromReflection(child)?.packagePath ?? '/';
    const [name, , summary] = rooms.find(([, pattern]) => pattern.test(file));
    let page = pages.get(name);
    if (page === undefined) {
      page = new DeclarationReflection(name, ReflectionKind.Module, project);
      describe(page, summary);
      project.registerReflection(page, undefined, undefined);
      project.addChild(page);
      pages.set(name, page);
    }
    door.removeChild(child);
    child.parent = page;
    page.addChild(child);
  }
  project.removeReflection(door);
}

function describe(page, text) {
  if (text !== undefined) page.comment = new Comment([{ kind: 'text', text }]);
}

function dropRepeated(app, project) {
  const members = Object.values(project.reflections).filter(({ parent }) =>
    parent?.kindOf?.([ReflectionKind.Class, ReflectionKind.Interface, ReflectionKind.TypeLiteral]),
  );
  const dropped = members.filter((member) => {
    const { kind, name, parent, signatures = [], type } = member;
    // The type has said it.
    if (parent.kindOf(ReflectionKind.Class)) delete member.defaultValue;
    // One link to the base says it all.
    const isInherited = member.inheritedFrom?.reflection !== undefined;
    // Called by a function or a method of ours, by nobody else.
    const isSilentConstructor =
      kind === ReflectionKind.Constructor && signatures.every(({ comment }) => !comment);
    // `gt?: never`, and the symbols that tie types together, are for the compiler.
    return isInherited || isSilentConstructor || isNever(type) || name.startsWith('[');
  });
  for (const member of dropped) project.removeReflection(member);
  // The comment of what has an anonymous type speaks for its parts.
  const told = project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((property) => property.parent.kindOf(ReflectionKind.TypeLiteral))
    .filter((property) => !property.hasComment() && !isInSignature(property));
  app.options.setValue('intentionallyNotDocumented', [
    ...new Set(told.map((property) => property.getFullName())),
  ]);
}

const isNever = (type) =>
  ['never', 'undefined'].includes(type?.name) ||
  (type?.type === 'union' && type.types.every(isNever));

const isInSignature = ({ parent }) =>
  parent !== undefined && (parent.kindOf(ReflectionKind.SomeSignature) || isInSignature(parent));

/** TypeDoc takes the line below `@default`, which says where an option can be given, for a part of the default. */
function splitDefault(comment) {
  const tag = comment?.getTag('@default');
  const [value, where] =
    /^```ts\n(.*)\n(Required: .*)\n```$/s.exec(tag?.content[0]?.text)?.slice(1) ?? [];
  if (where === undefined) return;
  tag.content = [
    { kind: 'code', text: `\`${value}\`` },
    { kind: 'text', text: `\n\n${where}` },
  ];
}
