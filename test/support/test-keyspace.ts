import { randomUUID } from 'node:crypto';
import { connectCassandra } from '../../src/cassandra/index.js';

/** A keyspace of one test file, and how to reach it. */
export interface TestKeyspace {
  readonly name: string;
  readonly connection: {
    contactPoints: string[];
    port: number;
    localDataCenter: string;
    keyspace: string;
    credentials: { username: string; password: string };
  };
  drop(): Promise<void>;
}

/** Creates an empty keyspace on the node that the environment names. */
export async function createTestKeyspace(): Promise<TestKeyspace> {
  const name = `ks_${randomUUID().replaceAll('-', '')}`;
  const connection = {
    contactPoints: variable('CASSANDRA_CONTACT_POINTS').split(','),
    port: Number(variable('CASSANDRA_PORT')),
    localDataCenter: variable('CASSANDRA_LOCAL_DATACENTER'),
    keyspace: name,
    credentials: {
      username: variable('CASSANDRA_USERNAME'),
      password: variable('CASSANDRA_PASSWORD'),
    },
  };
  const cassandra = await connectCassandra(connection);
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  await cassandra.client.execute(
    `CREATE KEYSPACE "${name}" WITH replication = ${replication}`,
    [],
    {
      prepare: false,
    },
  );
  return {
    name,
    connection,
    drop: async () => {
      await cassandra.client.execute(`DROP KEYSPACE "${name}"`, [], { prepare: false });
      await cassandra.close();
    },
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
