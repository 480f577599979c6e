import { Matches } from 'class-validator';

/** A code of a terminology such as LOINC, RxNorm or SNOMED CT: short, and without blanks. */
export function Code(): PropertyDecorator {
  return Matches(/^[\w.:/-]{1,64}$/, {
    message:
      '$property must be a code of 1 to 64 letters, digits, underscores, dots, colons, slashes or hyphens',
  });
}
