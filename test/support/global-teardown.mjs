export { stopStarted as default } from './global-setup.mjs';
