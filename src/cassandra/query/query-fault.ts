import type { Fault } from '../errors/fault.js';

/** What a read can be refused for. */
export const queryFaultCodes = [
  'filter-kind',
  'empty-filter',
  'partition-missing',
  'partition-partial',
  'partition-range',
  'in-too-long',
  'in-not-array',
  'clustering-gap',
  'after-range',
  'bounds',
  'not-equal',
  'operator',
  'like',
  'collection-equal',
  'contains-kind',
  'token-in-filter',
  'tuple-in-filter',
  'udt-filter',
  'not-servable',
  'static-filter',
  'counter-filter',
  'unknown-column',
  'null-value',
  'undefined-value',
  'wrong-type',
  'key-size',
  'key-missing',
  'index-range',
  'index-in',
  'index-partition-in',
  'index-and-key',
  'index-and-other',
  'order-mixed',
  'order-gap',
  'order-column',
  'order-needs-partition',
  'order-with-index',
  'order-partition-in',
  'limit',
  'per-partition-limit',
  'select',
  'select-static-only',
  'distinct',
  'group-by',
  'group-select',
  'aggregate-type',
  'aggregate-limit',
  'aggregate-scan',
  'writetime',
  'ann',
  'page-size',
  'max-rows',
  'unknown-option',
  'max-pages',
  'stream-timeout',
  'read-ahead',
  'on-page',
  'on-end',
  'page-retries',
  'timeout',
  'signal',
  'consistency',
  'cursor-expiry',
  'scan-concurrency',
  'scan-range',
  'reconcile-option',
] as const;

/** What a read can be refused for. */
export type QueryFaultCode = (typeof queryFaultCodes)[number];

/** One reason why a read was refused. */
export type QueryFault = Fault<QueryFaultCode>;

/** `"a", "b"` */
export function named(columns: readonly { readonly property: string }[]): string {
  return columns.map((column) => `"${column.property}"`).join(', ');
}

export function propertiesOf(columns: readonly { readonly property: string }[]): readonly string[] {
  return columns.map((column) => column.property);
}
