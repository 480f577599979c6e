import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { invalidRequest, type PropertyFault } from './problem/problem.js';

/** Unknown properties are refused, not dropped; every fault of a request is named at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (faults) => invalidRequest(propertyFaults(faults)),
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
