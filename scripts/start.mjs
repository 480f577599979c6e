// `npm start`: everything from a bare checkout, then the API.
import { prepare } from './prepare.mjs';

await prepare();
await import('../dist/main.js');
