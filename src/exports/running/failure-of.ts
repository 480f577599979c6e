import { toProblem } from '../../common/problem/problem.filter.js';
import { ProblemException, type PropertyFault } from '../../common/problem/problem.js';
import { ExportError, ExportFileError } from '../../export-engine/index.js';
import { type JobError } from '../jobs/export-job.js';
import { JobEndedError } from './job-ended.error.js';

/** Why a job failed, as clients are told it, and with the paths of files as the log is. */
export function failureOf(error: unknown): JobError & { readonly log: string } {
  if (error instanceof ExportFileError) {
    const { code, message } = error;
    return { code, message, log: `${message} ${String(error.cause)}` };
  }
  if (error instanceof ExportError || error instanceof JobEndedError) {
    const { code, message } = error;
    return { code, message, log: message };
  }
  if (error instanceof ProblemException) {
    const { code, detail, errors = [] } = error.problem;
    // With faults the detail speaks of a request, and nobody has sent one now.
    const message = errors.length === 0 ? detail : errors.map(sentencesOf).join(' ');
    return { code, message, log: message };
  }
  const { code, detail } = toProblem(error);
  return { code, message: detail, log: error instanceof Error ? error.message : 'unknown' };
}

function sentencesOf({ property, messages, fix }: PropertyFault): string {
  const sentences = [...messages, ...(fix === undefined ? [] : [fix])].map((text) =>
    text.endsWith('.') ? text : `${text}.`,
  );
  return `${property}: ${sentences.join(' ')}`;
}
