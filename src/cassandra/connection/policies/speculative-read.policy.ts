import { policies } from 'cassandra-driver';

/** A second request per twenty reads, and up to ten at once after a quiet time: a slow cluster must not get twice the load. */
const earnedPerRead = 1 / 20;
const maxSaved = 10;

/**
 * Asks a second node when the first has not answered a read in time. The driver consults it for idempotent statements only,
 * and takes no policy that is none of its own classes.
 */
export class SpeculativeReadPolicy
  extends policies.speculativeExecution.NoSpeculativeExecutionPolicy
{
  #saved = maxSaved;

  constructor(private readonly afterMs: number) {
    super();
  }

  override newPlan(_keyspace: string, query: string | object[]): { nextExecution(): number } {
    if (typeof query !== 'string' || !query.startsWith('SELECT')) return { nextExecution: never };
    this.#saved = Math.min(maxSaved, this.#saved + earnedPerRead);
    let hasLeft = false;
    return {
      nextExecution: () => {
        // Asked again, for a third, because the second request has just left.
        if (hasLeft) this.#saved--;
        const mayLeave = !hasLeft && this.#saved >= 1;
        hasLeft = true;
        return mayLeave ? this.afterMs : -1;
      },
    };
  }
}

const never = (): number => -1;
