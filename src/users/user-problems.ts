import { ProblemException } from '../common/problem/problem.js';
import { type User } from './user.table.js';

export function found(user: User | null): User {
  if (user === null) throw userNotFound();
  return user;
}

export function userNotFound(): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'user-not-found',
    detail: 'There is no user of this name.',
  });
}

export function usernameTaken(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'username-taken',
    detail: 'Another user has this username.',
  });
}

export function unknownCity(): ProblemException {
  return new ProblemException({
    status: 422,
    code: 'unknown-city',
    detail: 'There is no city with the id given as cityId.',
    errors: [{ property: 'cityId', messages: ['cityId must be the id of a city that exists'] }],
  });
}

/** The city was there when it was first looked for. */
export function cityClosed(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'city-closing',
    detail: 'The city is being deleted. Nothing was changed.',
    errors: [{ property: 'cityId', messages: ['cityId must be the id of a city that stays'] }],
  });
}
