import { type ScalarKind, type WireType } from '../types/wire-type.js';

/** How values stand before they become bytes: as JavaScript's, or as JSON's. What is not of the form is a BadValue. */
export interface ValueForm {
  readonly scalar: (kind: ScalarKind | 'custom', value: unknown) => Buffer;
  /** The elements of a list, a vector or a tuple. */
  readonly elements: (value: unknown, type: WireType) => readonly unknown[];
  readonly members: (value: unknown) => readonly unknown[];
  readonly entries: (value: unknown, key: WireType) => readonly (readonly [unknown, unknown])[];
  readonly fields: (value: unknown) => Readonly<Record<string, unknown>>;
}
