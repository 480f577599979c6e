const refusal =
  /^User (\S+) has no (\w+) permission on <(all keyspaces|keyspace|all tables in|table)(?: (\w+)(?:\.(\w+))?)?> or any of its parents$/;

/** What the role may not do and the statement that lets it. The server names role, permission and resource, and no value. */
export function grantProblem(message: string): string {
  const [, role, permission, kind, keyspace, table] = refusal.exec(message) ?? [];
  if (role === undefined || permission === undefined || kind === undefined) {
    return 'the role lacks a permission. Grant it.';
  }
  const resources = {
    'all keyspaces': 'ALL KEYSPACES',
    keyspace: `KEYSPACE "${keyspace ?? ''}"`,
    'all tables in': `KEYSPACE "${keyspace ?? ''}"`,
    table: `TABLE "${keyspace ?? ''}"."${table ?? ''}"`,
  };
  const resource = resources[kind as keyof typeof resources];
  return `the role "${role}" lacks a permission. Run: GRANT ${permission} ON ${resource} TO "${role}";`;
}
