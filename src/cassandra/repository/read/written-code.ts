/**
 * What a function body written as a text returns, with these values under their names. Names of others that go into it must be
 * JSON texts. Undefined where a process allows no code from texts (`--disallow-code-generation-from-strings`).
 *
 * @internal
 */
export function writtenCode(body: string, values: Readonly<Record<string, unknown>>): unknown {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- V8 is faster where names are known; see the callers
    return new Function(...Object.keys(values), `'use strict';\n${body}`)(...Object.values(values));
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}
