import { grantProblem } from './grant-problem.js';

describe('grantProblem', () => {
  it.each([
    ['CREATE permission on <all keyspaces>', 'GRANT CREATE ON ALL KEYSPACES TO "app";'],
    ['ALTER permission on <keyspace shop>', 'GRANT ALTER ON KEYSPACE "shop" TO "app";'],
    ['CREATE permission on <all tables in shop>', 'GRANT CREATE ON KEYSPACE "shop" TO "app";'],
    ['SELECT permission on <table shop.users>', 'GRANT SELECT ON TABLE "shop"."users" TO "app";'],
  ])('says what to run for %s', (what, grant) => {
    expect(grantProblem(`User app has no ${what} or any of its parents`)).toContain(grant);
  });

  it('repeats nothing that it does not know', () => {
    expect(grantProblem('something with a secret')).not.toContain('secret');
  });
});
