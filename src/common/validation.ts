import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { ProblemException, type PropertyFault } from './problem.js';

/** Unknown properties are refused, not dropped; every fault of a request is named at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (faults) =>
      new ProblemException({
        status: 400,
        code: 'invalid-request',
        detail: 'The request does not have the form it has to have.',
        errors: propertyFaults(faults),
      }),
  });
}

function propertyFaults(faults: readonly ValidationError[], parent = ''): PropertyFault[] {
  return faults.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = `${parent}${property}`;
    const messages = Object.values(constraints);
    return [
      ...(messages.length > 0 ? [{ property: path, messages }] : []),
      ...propertyFaults(children, `${path}.`),
    ];
  });
}
