/** What is known of one rule code, and so which tests it needs. */
export interface Rule {
  /** As it stands in the code; every list of codes there is compared with these. */
  readonly code: string;
  /** `refused`: it does not compile, and test/types shows so. `found` says how far, and why not further. */
  readonly types: { readonly refused: boolean; readonly found: string };
  /** `tried`: an integration test asks the real node what it says to the same. Otherwise why none is asked. */
  readonly server: 'tried' | { readonly because: string };
}

/** It does not compile. */
export function refused(found = 'wholly'): Rule['types'] {
  return { refused: true, found };
}

/** The compiler lets it through, for a reason; the check at run time refuses it. */
export function runTime(found: string): Rule['types'] {
  return { refused: false, found };
}

/** The server is not asked. */
export function unasked(because: string): Rule['server'] {
  return { because };
}
