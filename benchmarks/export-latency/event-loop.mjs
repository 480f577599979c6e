// `fork('main.js', { execArgv: ['--import', 'event-loop.mjs'] })`: answers each message with how long the event loop was held
// up since the one before.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A look each millisecond, which is part of every delay it tells. */
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
process.on('message', () => {
  const ms = (nanoseconds) => nanoseconds / 1e6;
  process.send({
    p50: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    max: ms(delays.max),
  });
  delays.reset();
});
process.channel.unref();
