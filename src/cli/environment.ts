/** A variable of the environment; one that is set and empty counts as absent, as in the backend. */
export function environment(name: `CASSANDRA_${string}`): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
