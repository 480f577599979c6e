import { connectCassandra } from '../../../dist/cassandra/index.js';
import { exportTable } from '../../../dist/export-engine/index.js';

// A process of its own, which tests kill: an export whose transform fails on some rows and drops others.
const { connection, ...options } = JSON.parse(process.argv[2] ?? '{}');
const cassandra = await connectCassandra(connection);
const exporting = exportTable({
  ...options,
  connection: cassandra,
  resume: true,
  maxErrors: 1_000_000,
  transform: {
    columns: { id: 'int', place: 'int', name: 'text' },
    apply: ({ id, place, name }) => {
      if (id % 10 === 1) throw new Error(`no ${place}`);
      if (id % 10 === 2) return null;
      const row = { id, place, name };
      return id % 10 === 3 ? [row, { ...row, name: null }] : row;
    },
  },
});
await exporting.done;
await cassandra.close();
