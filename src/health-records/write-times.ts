/** Deletions lie ahead by so much: they cover writes of processes whose clocks are ahead. */
const aheadMicroseconds = 10_000_000n;

/**
 * The time of what is added to a patient, in microseconds since 1970. Taken before the patient is looked for: whoever found
 * them took it before they were erased, and the erasure covers the write, whenever it comes to be.
 */
export function timeOfAddition(): bigint {
  return BigInt(Date.now()) * 1000n;
}

/** The time of deletions. Taken after the patient is gone, so that it lies after every `timeOfAddition` that found them. */
export function timeOfErasure(): bigint {
  return timeOfAddition() + aheadMicroseconds;
}
