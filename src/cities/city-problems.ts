import { ProblemException } from '../common/problem/problem.js';

export function cityNotFound(): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'city-not-found',
    detail: 'There is no city with this id.',
  });
}

/** For what another request is deleting: whether it will be gone or stay is known in a moment. */
export function cityIsClosing(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'city-closing',
    detail: 'The city is being deleted. Try again in a moment: it stays if users live there.',
  });
}
