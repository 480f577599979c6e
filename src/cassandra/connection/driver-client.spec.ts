import { resolveConnectionOptions } from './connection-options.js';
import { createClient } from './driver-client.js';

const options = { contactPoints: ['127.0.0.1'], localDataCenter: 'dc', keyspace: 'ks' };

describe('The client of the driver', () => {
  it('keeps what is prepared, for it would forget the oldest and not the least used', () => {
    const { client } = createClient(resolveConnectionOptions(options));
    expect(client).toMatchObject({ options: { maxPrepared: 10_000 } });
  });

  it('takes another number, as other options of the driver', () => {
    const given = resolveConnectionOptions({ ...options, driver: { maxPrepared: 7 } });
    expect(createClient(given).client).toMatchObject({ options: { maxPrepared: 7 } });
  });
});
