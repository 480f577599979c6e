/**
 * Does a client that sent this `Accept` header want `type` rather than JSON? Only where it names it: wildcards mean JSON, and
 * of both the one with the higher weight wins.
 */
export function prefersOverJson(accept: string | undefined, type: string): boolean {
  const weight = weightOf(accept, type);
  return weight > 0 && weight >= weightOf(accept, 'application/json');
}

function weightOf(accept = '', type: string): number {
  for (const range of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = range.split(';').map((part) => part.trim());
    if (name !== type) continue;
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    return Number.isNaN(weight) ? 0 : weight;
  }
  return 0;
}
