import { bigint, Table, uuid } from '../../cassandra/index.js';

/** A patient who is being erased: there from before the first step until after the last. */
export class Erasure extends Table('erasures', {
  columns: {
    patientId: uuid(),
    /** When it was begun, as the time its first deletions had: in microseconds since 1970, ten seconds ahead. */
    timestamp: bigint(),
  },
  partitionKey: ['patientId'],
}) {}
