import { ProblemException } from '../common/problem/problem.js';
import { ExportRefusedError } from '../export-engine/index.js';

/** What the engine refuses as an answer with its reason, which names columns and never a value. */
export async function refusedAs<T>(status: 400 | 422, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExportRefusedError)) throw error;
    throw new ProblemException({ status, code: error.code, detail: error.message });
  }
}
