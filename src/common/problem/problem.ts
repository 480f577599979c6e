import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';

/** What is wrong with one property of a request. */
export interface PropertyFault {
  /** Its path in the body, or its name in the address. */
  readonly property: string;
  readonly messages: readonly string[];
  /** Of a refused read or write: why, for programs. */
  readonly code?: string;
  /** Of a refused read or write: what would be served. */
  readonly fix?: string;
}

/** Every error the API answers with: RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  /** The phrase of the status. */
  readonly title: string;
  readonly status: number;
  /** For people; may change. */
  readonly detail: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly errors?: readonly PropertyFault[];
  /** Of a write that got no answer: it may have happened. */
  readonly mayBeApplied?: boolean;
  /** Of a write that will be applied all the same: it must not be repeated. */
  readonly willBeApplied?: true;
}

/** A problem without what follows from its status. */
export type ProblemParts = Pick<Problem, 'status' | 'code' | 'detail'> &
  Partial<Pick<Problem, 'errors' | 'mayBeApplied'>>;

export function problemOf({ status, ...parts }: ProblemParts): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...parts };
}

/** An answer that a service or controller decides on. */
export class ProblemException extends HttpException {
  readonly problem: Problem;

  constructor(parts: ProblemParts) {
    super(parts.detail, parts.status);
    this.problem = problemOf(parts);
  }
}

/** A cursor that no page of the list has given. */
export const invalidCursor: ProblemParts = {
  status: 400,
  code: 'invalid-cursor',
  detail: 'The cursor is not valid for this list. Start again without it.',
};

/** A request whose form is wrong, with all that is wrong with it. */
export function invalidRequest(errors: readonly PropertyFault[]): ProblemException {
  return new ProblemException({
    status: 400,
    code: 'invalid-request',
    detail: 'The request does not have the form it has to have.',
    errors,
  });
}
