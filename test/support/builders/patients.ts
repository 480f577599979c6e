/** Grace Hopper, born in 1956, but for what a test says. */
export function aPatient(different: Readonly<Record<string, unknown>> = {}): object {
  return {
    givenName: 'Grace',
    familyName: 'Hopper',
    birthDate: '1956-12-09',
    sex: 'female',
    ...different,
  };
}

/** A body height of 171.5 cm, but for what a test says. */
export function aTestResult(different: Readonly<Record<string, unknown>> = {}): object {
  return {
    effectiveAt: '2026-03-01T10:00:00.000Z',
    code: '8302-2',
    description: 'Body Height',
    value: 171.5,
    unit: 'cm',
    category: 'vital-signs',
    ...different,
  };
}

/** Ibuprofen for nine days, but for what a test says. */
export function aPrescription(different: Readonly<Record<string, unknown>> = {}): object {
  return {
    prescribedAt: '2026-03-01T10:00:00.000Z',
    code: '198405',
    description: 'Ibuprofen 100 MG Oral Tablet',
    reason: 'Laceration of hand',
    stop: '2026-03-10T10:00:00.000Z',
    ...different,
  };
}
