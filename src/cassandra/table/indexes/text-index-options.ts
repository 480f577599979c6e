/** Which texts an index takes for equal. Of a collection they are those inside; ALLOW FILTERING without the index knows nothing of it. */
export interface TextIndexOptions {
  /** False: 'ADA' finds 'Ada'. @default true */
  readonly caseSensitive?: boolean;
  /** True: an accent written as a character of its own is no difference (Unicode NFC). @default false */
  readonly normalize?: boolean;
  /** True: 'e' finds 'é', where ASCII has such a letter. @default false */
  readonly ascii?: boolean;
}

/** What holds where nothing is said. */
export const textIndexDefaults: Required<TextIndexOptions> = {
  caseSensitive: true,
  normalize: false,
  ascii: false,
};

/** Only those of the options that were given. */
export function textOptionsOf(options: TextIndexOptions): TextIndexOptions {
  const { caseSensitive, normalize, ascii } = options;
  return {
    ...(caseSensitive === undefined ? {} : { caseSensitive }),
    ...(normalize === undefined ? {} : { normalize }),
    ...(ascii === undefined ? {} : { ascii }),
  };
}
