import { toProblem } from '../../common/problem/problem.filter.js';
import { ProblemException } from '../../common/problem/problem.js';
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
    const faults = errors.map(({ property, messages }) => `${property}: ${messages.join(', ')}`);
    const message = [detail, ...faults].join(' ');
    return { code, message, log: message };
  }
  const { code, detail } = toProblem(error);
  return { code, message: detail, log: error instanceof Error ? error.message : 'unknown' };
}
