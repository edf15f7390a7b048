export { signingRequestFor } from './signing-request.js';
