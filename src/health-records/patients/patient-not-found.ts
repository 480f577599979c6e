import { ProblemException } from '../../common/problem/problem.js';

export function patientNotFound(): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'patient-not-found',
    detail: 'There is no patient with this id.',
  });
}
