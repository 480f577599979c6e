/** The middle value; of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/**
 * The median and an interval that holds the true one with 95 % confidence or a little more: two of the ordered values, the
 * innermost pair whose outside is rare enough under the binomial distribution. Assumes nothing of how the values are spread.
 */
export function medianWithInterval(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const outside = ranksOutside(sorted.length);
  return { median: median(values), low: sorted[outside], high: sorted.at(-1 - outside) };
}

/** Of 15 values 3 on each side: the median of all lies outside the other 9 with a probability of 3.5 %. */
function ranksOutside(size) {
  let probability = 2 * 0.5 ** size;
  let sum = probability;
  let ranks = 0;
  while (true) {
    probability = (probability * (size - ranks)) / (ranks + 1);
    sum += probability;
    if (sum > 0.05) return ranks;
    ranks += 1;
  }
}
