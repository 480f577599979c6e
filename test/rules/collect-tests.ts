import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One call of `it` or `it.each` in a source file. */
export interface FoundTest {
  readonly title: string;
  /** The codes its title names in parentheses, and the texts of its table if the title quotes the table. */
  readonly names: ReadonlySet<string>;
  readonly hasAssertion: boolean;
}

/** The files below a folder whose names end so. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** Reads the tests of a file without running it. */
export function testsOf(file: string): readonly FoundTest[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: FoundTest[] = [];
  const visit = (node: ts.Node): void => {
    const test = ts.isCallExpression(node) ? testOf(node, source) : undefined;
    if (test === undefined) ts.forEachChild(node, visit);
    else found.push(test);
  };
  visit(source);
  return found;
}

function testOf(call: ts.CallExpression, source: ts.SourceFile): FoundTest | undefined {
  const [title, body] = call.arguments;
  if (title === undefined || body === undefined || !ts.isStringLiteralLike(title)) return undefined;
  const table = tableOf(call.expression, source);
  const isPlain = ts.isIdentifier(call.expression) && call.expression.text === 'it';
  if (!isPlain && table === undefined) return undefined;
  const quotesTable = /%[sjp]|\$\w/.test(title.text);
  return {
    title: title.text,
    names: new Set([...namedIn(title.text), ...(quotesTable ? textsIn(table) : [])]),
    hasAssertion: mentions(body, 'expect'),
  };
}

/** The argument of `it.each`, also where it is a constant of the file. */
function tableOf(callee: ts.Expression, source: ts.SourceFile): ts.Node | undefined {
  if (!ts.isCallExpression(callee) || !ts.isPropertyAccessExpression(callee.expression)) {
    return undefined;
  }
  const { expression, name } = callee.expression;
  if (!ts.isIdentifier(expression) || expression.text !== 'it' || name.text !== 'each') {
    return undefined;
  }
  const [table] = callee.arguments;
  if (table === undefined || !ts.isIdentifier(table)) return table;
  return constantOf(source, table.text) ?? table;
}

function constantOf(node: ts.Node, name: string): ts.Node | undefined {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
    return node.initializer;
  }
  return ts.forEachChild(node, (child) => constantOf(child, name));
}

/** `refuses what no key serves (clustering-gap, after-range)` */
function namedIn(title: string): readonly string[] {
  return [...title.matchAll(/\(([a-z][a-z, -]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(', '),
  );
}

function textsIn(node: ts.Node | undefined): readonly string[] {
  if (node === undefined) return [];
  const texts: string[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isStringLiteralLike(child)) texts.push(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return texts;
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}

/** The codes after `@ts-expect-error` in a file; only the first word of each is one. */
export function refusedLinesOf(file: string): ReadonlySet<string> {
  const lines = readFileSync(file, 'utf8').matchAll(/@ts-expect-error ([a-z][a-z-]*)/g);
  return new Set([...lines].map(([, code = '']) => code));
}
