import { passThrough } from './codec.js';

export const booleanCodec = passThrough('true or false', (value) => typeof value === 'boolean');
