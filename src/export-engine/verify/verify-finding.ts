/** What is not as the manifest says. */
export interface VerifyFinding {
  /** The file. */
  readonly name: string;
  /** What is wrong with it. */
  readonly problem: 'missing' | 'size' | 'checksum' | 'rows' | 'content';
  /** For people. */
  readonly message: string;
}
