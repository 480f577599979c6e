/** One thing that is wrong with a request or a declaration. */
export interface Fault<Code extends string = string> {
  /** Stable, for programs. */
  readonly code: Code;
  /** Property names of the columns at fault. */
  readonly columns: readonly string[];
  /** What was asked and why it cannot be; without any value. */
  readonly problem: string;
  /** The declaration or call that mends it. */
  readonly fix: string;
}

export function faultText(fault: Fault): string {
  return `${fault.problem} ${fault.fix}`;
}
