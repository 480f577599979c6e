import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Sends requests at a steady rate, whether the ones before are answered or not, until `work` has ended.
 *
 * @returns how long each took, in milliseconds
 */
export async function requestsDuring(work, urlOf, perSecond) {
  const agent = new Agent({ keepAlive: true });
  const times = [];
  const open = new Set();
  let hasEnded = false;
  const ended = work.finally(() => (hasEnded = true));
  ended.catch(() => undefined);
  const start = performance.now();
  for (let number = 0; !hasEnded; number++) {
    const wait = start + (number * 1000) / perSecond - performance.now();
    if (wait > 0) await delay(wait);
    const request = timeOf(urlOf(number), agent).then((ms) => {
      times.push(ms);
      open.delete(request);
    });
    request.catch(() => undefined);
    open.add(request);
  }
  await Promise.all(open);
  agent.destroy();
  await ended;
  return times;
}

function timeOf(url, agent) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on('data', () => undefined).on('end', () => resolve(performance.now() - start));
    }).on('error', reject);
  });
}
