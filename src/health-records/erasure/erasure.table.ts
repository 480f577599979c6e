import { bigint, Table, uuid } from '../../cassandra/index.js';

/** A patient who is being erased: there from before the first step until after the last. */
export class Erasure extends Table('erasures', {
  columns: {
    patientId: uuid(),
    /** The time of every deletion, in microseconds since 1970. */
    timestamp: bigint(),
  },
  partitionKey: ['patientId'],
}) {}
