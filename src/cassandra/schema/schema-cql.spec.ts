import { createKeyspaceCql } from './schema-cql.js';

describe('createKeyspaceCql', () => {
  it('replicates by data centre, or simply', () => {
    expect(
      createKeyspaceCql('ks', { class: 'NetworkTopologyStrategy', dataCenters: { "o'hare": 3 } }),
    ).toBe(
      'CREATE KEYSPACE IF NOT EXISTS "ks" WITH replication = ' +
        "{'class': 'NetworkTopologyStrategy', 'o''hare': '3'}",
    );
    expect(createKeyspaceCql('ks', { class: 'SimpleStrategy', replicationFactor: 1 })).toContain(
      "{'class': 'SimpleStrategy', 'replication_factor': '1'}",
    );
  });
});
